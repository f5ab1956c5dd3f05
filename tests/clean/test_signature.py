from pipeline.clean.body_signature import PERMUTATIONS, compute_signature

TEXT = "The harbour of the old town was closed on Monday after a ferry ran aground near its northern pier at dawn."


def similarity(one: str, other: str) -> float:
    first, second = (compute_signature([text]).values for text in (one, other))
    return sum(map(int.__eq__, first, second)) / PERMUTATIONS


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


def test_signatures_stay_those_that_earlier_releases_were_compared_by():
    # As datasketch 2.0 makes them: MinHash(num_perm=128, scheme="affine32").
    assert compute_signature([TEXT]).values[:4] == (55703030, 61066526, 194337070, 93231007)
    assert compute_signature(["one"]).values[-2:] == (3520004011, 519090281)
