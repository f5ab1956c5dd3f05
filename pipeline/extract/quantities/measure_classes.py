"""What kind of thing a quantity counts or measures: by its unit, its noun, and the verb of its clause."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.extract.quantities import outcome_frames
from pipeline.extract.quantities.clause_subjects import find_clause_subject
from pipeline.extract.quantities.concept_phrases import SUBJECTS
from pipeline.extract.quantities.figure_status import SUMMED_MEASURES
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.outcome_frames import OutcomeFrame, find_outcome, find_quantity_outcome
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_governor,
    find_preposition,
    find_prepositional_object,
    get_relation,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree

LEXICON_PATH = Path(__file__).parent / "lexicons" / "en" / "measures.yml"
# Measures that the noun a bare number hangs on may tell.
HEAD_MEASURES = ("population", "killed", "wounded", "detained", "abducted", "missing", "displaced", "infected", "votes")
# What a part is counted as by its noun alone; what befell its total tells more.
INHERITING = frozenset({"other", "troops", "protesters", "population"})
# Words right after a number that tell what the counted are: `60 injured`.
STATES = frozenset({"dead", "wounded", "injured", "missing"})


# A measure and the rule that decided it.
MeasureRule = tuple[str, str]


class MeasureTerms(Entry):
    """Nouns that tell one measure; the file tells what its fields mean."""

    measure: str
    nouns: tuple[str, ...] = ()
    of_objects: tuple[str, ...] = ()
    head_nouns: tuple[str, ...] = ()


@cache
def get_lexicon() -> Lexicon[MeasureTerms]:
    """The measures."""
    return load_lexicon(LEXICON_PATH, MeasureTerms)


@cache
def _index_terms(field: str) -> dict[str, MeasureTerms]:
    return {word: entry for entry in reversed(get_lexicon().entries) for word in getattr(entry, field)}


def classify_measure(lexed: LexedSentence, quantity: Quantity) -> MeasureRule:
    """What a quantity measures, a value of the vocabulary `measure`, and the entry or kind of number that decided."""
    number_rule = f"number/{quantity.kind}"
    if quantity.kind == "ordinal":
        return "ordinal", number_rule
    if quantity.kind == "multiple" or quantity.unit_measure == "money":
        priced = _classify_by_head(lexed, quantity, "price")
        return priced or (quantity.unit_measure or "other", quantity.unit_rule or number_rule)
    if quantity.unit == "degree":
        above = lexed.tree.head[find_root(lexed, quantity)]
        if is_in_word_set("angles", lexed.tree.lemma[above]):
            return "other", "quantity_words/angles"
    if quantity.unit_measure:
        return quantity.unit_measure, quantity.unit_rule or number_rule
    if quantity.kind == "part":
        return "share", number_rule
    return (
        _classify_by_event(lexed, quantity)
        or _classify_by_noun(lexed, quantity)
        or _classify_by_head(lexed, quantity, *HEAD_MEASURES)
        or ("other", number_rule)
    )


def classify_measures(
    lexed: LexedSentence, quantities: Sequence[Quantity], totals: Sequence[int | None]
) -> list[MeasureRule]:
    """The measures of a sentence's quantities; a part without one of its own counts what its total does."""
    found = [classify_measure(lexed, quantity) for quantity in quantities]
    for place, total in enumerate(totals):
        if total is not None and found[place][0] in INHERITING and found[total][0] in SUMMED_MEASURES:
            found[place] = found[total]
    return found


def _cite_entry(entry: MeasureTerms) -> MeasureRule:
    """The measure of an entry that decided, and the entry as a figure cites it."""
    get_lexicon().record_hit(entry)
    return entry.measure, get_lexicon().make_rule_id(entry)


def _cite_frame(entry: OutcomeFrame) -> MeasureRule:
    """The measure of an outcome frame that decided, and the frame as a figure cites it."""
    lexicon = outcome_frames.get_lexicon()
    lexicon.record_hit(entry)
    return entry.measure, lexicon.make_rule_id(entry)


def _classify_by_event(lexed: LexedSentence, quantity: Quantity) -> MeasureRule | None:
    """The measure of the event of which the counted are an argument, or of what stands right after them."""
    found = find_quantity_outcome(lexed, quantity)
    if found is not None:
        return _cite_frame(found[0])
    following = lexed.lower(quantity.last)
    entry = _index_terms("nouns").get(following)
    return _cite_entry(entry) if entry and following in STATES else None


def _classify_by_noun(lexed: LexedSentence, quantity: Quantity) -> MeasureRule | None:
    if quantity.counted_noun is None:
        shared = _index_terms("nouns").get(quantity.unit or "") if not lexed.is_dash(quantity.last) else None
        return _cite_entry(shared) if shared else None
    tree, noun = lexed.tree, quantity.counted_noun
    position = lexed.first_lexemes.get(noun, 0)
    if lexed.is_dash(position - 1) and lexed.is_glued(position):
        return None  # a 600-seat hall has no votes
    if entry := _index_terms("nouns").get(tree.lemma[noun]) or _index_terms("nouns").get(tree.lower[noun]):
        return _cite_entry(entry)
    of = find_prepositional_object(tree, noun, "of")
    entry = _index_terms("of_objects").get(tree.lemma[of]) if of is not None else None
    return _cite_entry(entry) if entry else None


def _classify_by_head(lexed: LexedSentence, quantity: Quantity, *wanted: str) -> MeasureRule | None:
    """The measure of the noun that the number hangs on or is put to: `a city of 2 million`, `the toll rose to 9`."""
    if quantity.counted_noun is not None:
        return None
    tree, token = lexed.tree, find_root(lexed, quantity)
    above = find_governor(tree, token) if find_preposition(tree, token) in {"of", "at"} else None
    below = [found.object for found in list_obliques(tree, token)]
    subject = thing = None
    if get_relation(tree, token) not in SUBJECTS:
        subject = find_clause_subject(tree, tree.head[token], set(), set())
        governor = find_governor(tree, token) if find_preposition(tree, token) is not None else None
        thing = find_direct_object(tree, governor) if governor is not None else None
    for noun in [above, *below, thing, subject]:
        if noun is None:
            continue
        for head in _collect_head_lemmas(tree, noun):
            entry = _index_terms("head_nouns").get(head)
            if entry and entry.measure in wanted:
                return _cite_entry(entry)
        if (found := _find_counted_outcome(tree, noun)) is not None:
            return found
    return None


def _find_counted_outcome(tree: DependencyTree, noun: int) -> MeasureRule | None:
    """What befell those whose number a noun tells: `the number of guards killed`."""
    of = find_prepositional_object(tree, noun, "of") if is_in_word_set("numbers_of", tree.lemma[noun]) else None
    found = find_outcome(tree, of, is_noun=True) if of is not None else None
    return _cite_frame(found[0]) if found is not None else None


def _collect_head_lemmas(tree: DependencyTree, noun: int) -> list[str]:
    """The lemma of a noun and of what it is the number of: `toll`; `number`, `dead`."""
    of = find_prepositional_object(tree, noun, "of") if is_in_word_set("numbers_of", tree.lemma[noun]) else None
    return [tree.lemma[noun], tree.lower[noun], *([tree.lower[of]] if of is not None else [])]
