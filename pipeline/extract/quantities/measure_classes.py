"""What kind of thing a quantity counts or measures: by its unit, its noun, and the verb of its clause."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities.clause_subjects import find_subject
from pipeline.extract.quantities.concept_phrases import SUBJECT_DEPS
from pipeline.extract.quantities.counted_nouns import is_person
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import collect_tokens, find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "measures.yml"
PATIENT_DEPS = frozenset({"nsubjpass", "dobj", "attr", "oprd"})
# Measures that the noun a bare number hangs on may tell.
HEAD_MEASURES = ("population", "killed", "wounded", "detained", "protesters", "troops", "votes")
COMPLEMENT_DEPS = frozenset({"xcomp", "ccomp", "oprd", "advcl"})


class MeasureTerms(Entry):
    """Nouns, verbs and places that tell one measure; the file tells what its fields mean."""

    measure: str
    people_only: bool = False
    nouns: tuple[str, ...] = ()
    of_objects: tuple[str, ...] = ()
    patient_verbs: tuple[str, ...] = ()
    agent_verbs: tuple[str, ...] = ()
    location_nouns: tuple[str, ...] = ()
    head_nouns: tuple[str, ...] = ()


@cache
def get_lexicon() -> Lexicon[MeasureTerms]:
    """The measures."""
    return load_lexicon(LEXICON_PATH, MeasureTerms)


@cache
def _index_terms(field: str) -> dict[str, MeasureTerms]:
    return {word: entry for entry in reversed(get_lexicon().entries) for word in getattr(entry, field)}


def classify_measure(lexed: LexedSentence, quantity: Quantity) -> tuple[str, str]:
    """What a quantity measures, a value of the vocabulary `measure`, and the entry or kind of number that decided."""
    number_rule = f"number/{quantity.kind}"
    if quantity.kind == "ordinal":
        return "ordinal", number_rule
    if quantity.kind == "multiple" or quantity.unit_measure == "money":
        found = _classify_by_head(lexed, quantity, "price")
        return _cite_entry(found) if found else (quantity.unit_measure or "other", quantity.unit_rule or number_rule)
    if quantity.unit == "degree" and is_in_word_set(
        "angles", find_root(lexed, quantity, collect_tokens(lexed, quantity)).head.lemma_
    ):
        return "other", "quantity_words/angles"
    if quantity.unit_measure:
        return quantity.unit_measure, quantity.unit_rule or number_rule
    if quantity.kind == "part":
        return "share", number_rule
    found = (
        _classify_by_verb(lexed, quantity)
        or _classify_by_noun(lexed, quantity)
        or _classify_by_head(lexed, quantity, *HEAD_MEASURES)
    )
    return _cite_entry(found) if found else ("other", number_rule)


def _cite_entry(entry: MeasureTerms) -> tuple[str, str]:
    """The measure of an entry that decided, and the entry as a figure cites it."""
    get_lexicon().record_hit(entry)
    return entry.measure, get_lexicon().make_rule_id(entry)


def _classify_by_noun(lexed: LexedSentence, quantity: Quantity) -> MeasureTerms | None:
    if quantity.counted_noun is None:
        return _index_terms("nouns").get(quantity.unit or "") if not lexed.is_dash(quantity.last) else None
    noun = lexed.parsed.doc[quantity.counted_noun]
    position = lexed.first_lexemes.get(quantity.counted_noun, 0)
    if lexed.is_dash(position - 1) and lexed.is_glued(position):
        return None  # a 600-seat hall has no votes
    if entry := _index_terms("nouns").get(noun.lemma_.lower()) or _index_terms("nouns").get(noun.lower_):
        return entry
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if entry := _index_terms("of_objects").get(inner.lemma_.lower()):
                    return entry
    return None


def _classify_by_head(lexed: LexedSentence, quantity: Quantity, *wanted: str) -> MeasureTerms | None:
    """The measure of the noun that the number hangs on: `a city of 2 million`, `a doubling of the cost`."""
    token = find_root(lexed, quantity, collect_tokens(lexed, quantity))
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ in {"of", "at"} else None
    below = [grand for child in token.rights if child.dep_ == "prep" for grand in child.children]
    subject = find_subject(token.head, set(), set()) if token.dep_ not in SUBJECT_DEPS else None
    for noun in [above, *below, subject] if quantity.counted_noun is None else []:
        for head in _collect_head_lemmas(noun) if noun is not None else []:
            entry = _index_terms("head_nouns").get(head)
            if entry and entry.measure in wanted:
                return entry
    return None


def _collect_head_lemmas(noun: Token) -> list[str]:
    """The lemma of a noun and of what it is the number of: `toll`; `number`, `dead`."""
    of = [inner for child in noun.rights if child.lower_ == "of" for inner in child.children]
    counted = of if is_in_word_set("numbers_of", noun.lemma_.lower()) else []
    return [noun.lemma_.lower(), *(token.lower_ for token in counted)]


def _classify_by_verb(lexed: LexedSentence, quantity: Quantity) -> MeasureTerms | None:
    """The measure that the verbs of the clause tell of the people counted."""
    if quantity.counted_noun is not None and not is_person(lexed.parsed.doc[quantity.counted_noun]):
        return None
    token = find_root(lexed, quantity, collect_tokens(lexed, quantity))
    for verb, dep in _collect_verbs(token):
        lemma = verb.lemma_.lower()
        entry = _index_terms("patient_verbs").get(lemma) if dep in PATIENT_DEPS or verb.tag_ == "VBN" else None
        if entry is None and (dep == "nsubj" or verb.dep_ == "acl"):
            entry = _index_terms("agent_verbs").get(lemma)
        if entry is None and dep in {"nsubj", "nsubjpass"}:
            entry = next(
                (
                    _index_terms("location_nouns")[place]
                    for place in _collect_location_lemmas(verb)
                    if place in _index_terms("location_nouns")
                ),
                None,
            )
        if entry is not None and entry.people_only:
            return entry
    following = lexed.token(quantity.last).lower_ if quantity.last < len(lexed) else ""
    entry = _index_terms("nouns").get(following)
    return entry if entry and entry.people_only else None


def _collect_verbs(token: Token) -> Iterator[tuple[Token, str]]:
    """The verbs that tell of a noun, with its part in each: its clause, complements, participles after it."""
    verb, dep = token.head, token.dep_
    if dep == "conj" and verb.pos_ not in {"VERB", "AUX"}:
        verb, dep = verb.head, verb.dep_
    if verb.pos_ in {"VERB", "AUX"}:
        yield verb, dep
        for child in verb.rights:
            if child.dep_ in COMPLEMENT_DEPS and child.pos_ == "VERB" and dep in {"nsubj", "nsubjpass"}:
                yield child, "nsubjpass" if child.tag_ == "VBN" and not _is_active_perfect(child) else "nsubj"
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            yield child, "nsubjpass" if child.tag_ == "VBN" and not _is_active_perfect(child) else "nsubj"


def _is_active_perfect(verb: Token) -> bool:
    """Whether a past participle is of a perfect (`have died`) and no passive (`have been killed`)."""
    helpers = {child.lemma_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return "have" in helpers and "be" not in helpers


def _collect_location_lemmas(verb: Token) -> Iterator[str]:
    for child in verb.rights:
        if child.dep_ == "prep":
            for inner in child.children:
                yield inner.lemma_.lower()
