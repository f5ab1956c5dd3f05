"""What is said and stands before its cue: the pronoun or the noun that a relative clause or a participle hangs on."""

from spacy.tokens import Token

from pipeline.extract.attribution.attribution_record import TokenRange

RELATIVE_TAGS = frozenset({"WDT", "WP"})
SUBJECT_LABELS = frozenset({"nsubj", "nsubjpass"})
NOMINAL_POS = frozenset({"NOUN", "PROPN", "PRON"})


def find_gap_object(verb: Token) -> TokenRange | None:
    """The object of a verb that stands before it: "the plan which she backs", "the plan she backs".

    A relative pronoun, where there is one and it is not the subject; else the noun that the clause hangs on.
    """
    if verb.dep_ != "relcl" or verb.head.pos_ not in NOMINAL_POS:
        return None
    subjects = {child.i for child in verb.lefts if child.dep_ in SUBJECT_LABELS}
    pronoun = next((child for child in verb.lefts if child.tag_ in RELATIVE_TAGS), None)
    if pronoun is not None:
        return (pronoun.i, pronoun.i + 1) if subjects - {pronoun.i} else None
    if not subjects or any(child.tag_ == "WRB" or child.dep_ == "prep" for child in verb.lefts):
        return None
    return find_modified_noun(verb)


def find_gap_subject(verb: Token, clause: Token) -> list[TokenRange]:
    """The relative pronoun before a cue that is the subject of the clause after it ("which she said would close")."""
    own = next((child for child in clause.lefts if child.i < verb.i and child.tag_ in RELATIVE_TAGS), None)
    if own is not None:
        return [(own.i, own.i + 1)]
    gap = find_gap_object(verb) if not any(child.dep_ in SUBJECT_LABELS for child in clause.lefts) else None
    return [gap] if gap is not None else []


def find_modified_noun(verb: Token) -> TokenRange:
    """The noun that a clause or a participle hangs on, with what stands before the clause."""
    return verb.head.left_edge.i, max(verb.head.i + 1, verb.left_edge.i)
