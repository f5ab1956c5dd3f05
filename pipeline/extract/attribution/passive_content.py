"""Content of passive cues: what is said or wished of their subject, and by whom."""

from pipeline.extract.attribution import relative_gaps
from pipeline.extract.attribution.attribution_record import TokenRange
from pipeline.extract.attribution.content_bounds import find_prepositional_content
from pipeline.extract.attribution.cue_lexicon import Cue
from pipeline.extract.attribution.object_content import find_estimate
from pipeline.extract.attribution.speaker_phrases import find_speaker_phrase
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import find_subject, get_relation, is_noun, is_verb, list_dependents
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.understood_subjects import find_passive_agent

CONTENT_PREPOSITIONS = frozenset({"as", "of", "for"})  # open what is said of the subject


def find_passive_content(tree: DependencyTree, verb: int, cue: Cue) -> list[TokenRange]:
    """Give the subject of a passive verb with what is said or wished of it; alone it needs a named agent.

    A participle that only describes a noun ("a plan backed by farmers") tells of speech alone, and what nobody named
    may think ("could be seen as a threat") of nothing.
    """
    subject = find_subject(tree, verb)
    agent = find_passive_agent(tree, verb)
    possible = agent is None and any(tree.tag[child] == "MD" for child in tree.children[verb])
    if not {"quote", "amount"} & set(cue.frames) and (subject is None or possible):
        return []
    if subject is not None and (estimate := find_estimate(tree, verb, cue, subject)):
        return [find_speaker_phrase(tree, subject)[0], estimate[-1]]
    predicate = _find_predicate(tree, verb)
    if predicate is not None and tree.pos[predicate] == "PROPN" and agent is None:
        return []  # "a band called Northwind" only has a name
    about = _find_undergoer(tree, verb, subject)
    opened = [child for child in list_dependents(tree, verb, Relation.OPEN_CLAUSE) if child > verb]
    opened = [child for child in opened if is_verb(tree, child) or tree.pos[child] == "AUX"]
    if opened and {"infinitive", "command"} & set(cue.frames):
        return [*about, find_phrase_span(tree, opened[0])]
    if predicate is not None and _is_judged(tree, predicate, agent, cue):
        return [*about, find_phrase_span(tree, predicate)]
    if "as" in cue.frames and predicate is not None:
        return []
    if "object" in cue.frames and agent is not None and about:
        return about
    return find_prepositional_content(tree, verb, cue)


def _find_predicate(tree: DependencyTree, verb: int) -> int | None:
    """What the subject is called or taken as."""
    for child in tree.children[verb]:
        named = get_relation(tree, child) is Relation.PREDICATIVE
        if child > verb and (named or tree.lower[child] in CONTENT_PREPOSITIONS):
            return child
    return None


def _find_undergoer(tree: DependencyTree, verb: int, subject: int | None) -> list[TokenRange]:
    if subject is not None:
        return [find_speaker_phrase(tree, subject)[0]]
    modifies = get_relation(tree, verb) in (Relation.NOUN_CLAUSE, Relation.RELATIVE_CLAUSE)
    return [relative_gaps.find_modified_noun(tree, verb)] if modifies and is_noun(tree, tree.head[verb]) else []


def _is_judged(tree: DependencyTree, predicate: int, agent: int | None, cue: Cue) -> bool:
    """Whether a predicate belongs to what is said; after the one who says it, it gives the reason."""
    if agent is not None and agent < predicate:
        return False
    return tree.lower[predicate] == "as" if "as" in cue.frames else "object" in cue.frames
