from datasketch import MinHash

from pipeline.clean.body_signature import HASH_SCHEME, PERMUTATIONS, compute_signature

TEXT = "The harbour of the old town was closed on Monday after a ferry ran aground near its northern pier at dawn."


def similarity(one: str, other: str) -> float:
    first, second = (
        MinHash(num_perm=PERMUTATIONS, scheme=HASH_SCHEME, hashvalues=compute_signature([t]).values)
        for t in (one, other)
    )
    return float(first.jaccard(second))


def test_nothing_to_sign_without_words():
    assert compute_signature([]) is None
    assert compute_signature(["  …  ", "—"]) is None


def test_the_signature_has_a_fixed_length_and_counts_shingles():
    signature = compute_signature(["one two three four five six"])
    assert (signature.shingle_count, len(signature.values)) == (2, PERMUTATIONS)
    assert compute_signature(["one two"]).shingle_count == 1


def test_case_punctuation_and_the_cut_into_segments_do_not_matter():
    assert compute_signature([TEXT]) == compute_signature([TEXT.upper().replace(".", " !")])
    cut = TEXT.index(" ferry")
    assert compute_signature([TEXT[:cut], TEXT[cut:]]) == compute_signature([TEXT])


def test_a_changed_word_changes_little_and_another_text_all():
    assert 0.4 < similarity(TEXT, TEXT.replace("Monday", "Tuesday")) < 1
    assert similarity(TEXT, "Quite another report, of a match that nobody won after extra time in the rain.") < 0.05
