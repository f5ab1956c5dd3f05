from datasketch import MinHash

from pipeline.clean.signature import PERMUTATIONS, SCHEME, sign

TEXT = "The harbour of the old town was closed on Monday after a ferry ran aground near its northern pier at dawn."


def similarity(one: str, other: str) -> float:
    first, second = (MinHash(num_perm=PERMUTATIONS, scheme=SCHEME, hashvalues=sign([t]).values) for t in (one, other))
    return first.jaccard(second)


def test_nothing_to_sign_without_words():
    assert sign([]) is None
    assert sign(["  …  ", "—"]) is None


def test_the_signature_has_a_fixed_length_and_counts_shingles():
    signature = sign(["one two three four five six"])
    assert (signature.shingle_count, len(signature.values)) == (2, PERMUTATIONS)
    assert sign(["one two"]).shingle_count == 1


def test_case_punctuation_and_the_cut_into_segments_do_not_matter():
    assert sign([TEXT]) == sign([TEXT.upper().replace(".", " !")])
    cut = TEXT.index(" ferry")
    assert sign([TEXT[:cut], TEXT[cut:]]) == sign([TEXT])


def test_a_changed_word_changes_little_and_another_text_all():
    assert 0.4 < similarity(TEXT, TEXT.replace("Monday", "Tuesday")) < 1
    assert similarity(TEXT, "Quite another report, of a match that nobody won after extra time in the rain.") < 0.05
