"""Nouns and adjectives as cues of speech, attitude or intention, and what they govern."""

from pipeline.extract.attribution.attribution_record import Attribution, TokenRange
from pipeline.extract.attribution.content_bounds import build_attribution, find_prepositional_content
from pipeline.extract.attribution.cue_lexicon import Cue, find_stimulus_verb
from pipeline.extract.attribution.speaker_phrases import (
    EMPTY_SUBJECTS,
    find_nominal_source,
    find_speaker,
    find_speaker_phrase,
)
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import (
    find_possessor,
    find_subject,
    get_relation,
    is_infinitive,
    is_verb,
    list_dependents,
    list_markers,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.signatures import Status

CLAUSES = frozenset(
    {
        Relation.NOUN_CLAUSE,
        Relation.CLAUSE,
        Relation.RELATIVE_CLAUSE,
        Relation.OPEN_CLAUSE,
        Relation.ADVERBIAL_CLAUSE,
    }
)
# What hangs on the verb of a clause that lacks no object.
COMPLEMENTS = (Relation.OBJECT, Relation.PREDICATIVE, Relation.OPEN_CLAUSE, Relation.CLAUSE)
SOURCE_PREPOSITIONS = frozenset({"from", "of", "by"})


def find_noun_attribution(tree: DependencyTree, word: int, cue: Cue) -> Attribution | None:
    """Build the attribution of a noun or an adjective, None where it governs nothing.

    Content behind a preposition counts only if somebody owns the noun, or a verb stirs it in others.
    """
    adjective, head = tree.pos[word] == "ADJ", tree.head[word]
    who = find_speaker(tree, head) if adjective else find_nominal_source(tree, word)
    if adjective and who is not None and tree.lower[who] in EMPTY_SUBJECTS:
        return None  # it is clear to nobody
    stimulus = find_stimulus_verb(tree, head) if get_relation(tree, word) is Relation.OBJECT else None
    if stimulus is not None and stimulus.subject_is_target and (found := _find_stimulus_attribution(tree, word, cue)):
        return found
    if pieces := _find_clause_content(tree, word, cue):
        return build_attribution(tree, word, who, pieces, "nominal")
    if who is None and stimulus is None:
        return None
    return build_attribution(tree, word, who, _find_noun_content(tree, word, cue), "nominal")


def _find_noun_content(tree: DependencyTree, word: int, cue: Cue) -> list[TokenRange]:
    """What a preposition ties to a noun, or to the verb that has it for its object ("took aim at the plan")."""
    own = find_prepositional_content(tree, word, cue)
    if own or get_relation(tree, word) is not Relation.OBJECT:
        return own
    return find_prepositional_content(tree, tree.head[word], cue, word)


def _find_stimulus_attribution(tree: DependencyTree, word: int, cue: Cue) -> Attribution | None:
    """What somebody says or feels of the subject that meets with it ("the plan won praise from the mayor")."""
    verb = tree.head[word]
    subject = find_subject(tree, verb)
    behind = (found for token in (word, verb) for found in list_obliques(tree, token) if found.preposition > word)
    source = next((found for found in behind if found.word in SOURCE_PREPOSITIONS), None)
    if subject is None or source is None or "object" not in cue.frames:
        return None
    if source.word == "of" and tree.pos[source.object] != "PROPN":
        return None  # criticism of the plan is not the plan's
    return build_attribution(tree, word, source.object, [find_speaker_phrase(tree, subject)[0]], "nominal")


def _find_clause_content(tree: DependencyTree, word: int, cue: Cue) -> list[TokenRange]:
    below = [child for child in tree.children[word] if child > word]
    if tree.pos[word] == "ADJ":
        below += [child for child in tree.children[tree.head[word]] if find_phrase_span(tree, child)[0] == word + 1]
    for child in below:
        if get_relation(tree, child) in CLAUSES and (is_verb(tree, child) or tree.pos[child] == "AUX"):
            finite = any(tree.lower[mark] == "that" for mark in list_markers(tree, child))
            finite = finite or _is_bare_clause(tree, word, child)
            if finite and "clause" in cue.frames:
                return [find_phrase_span(tree, child)]
            if is_infinitive(tree, child) and "infinitive" in cue.frames and not _is_to_come(tree, word):
                return [find_phrase_span(tree, child)]
    return []


def _is_to_come(tree: DependencyTree, noun: int) -> bool:
    """Whether nobody has formed the intention yet: "is ready to take a decision to sell"."""
    new = tree.pos[noun] == "NOUN" and find_possessor(tree, noun) is None
    return new and read_factuality(tree, noun).status in (Status.HYPOTHETICAL, Status.PLANNED)


def _is_bare_clause(tree: DependencyTree, word: int, clause: int) -> bool:
    """Whether a clause follows at once and lacks nothing: "reports he took bribes", but not "the reports he made"."""
    subject = find_subject(tree, clause)
    if subject is None or find_phrase_span(tree, subject)[0] != word + 1 or tree.tag[subject] in ("WDT", "WP"):
        return False
    behind = (child for child in list_dependents(tree, clause, *COMPLEMENTS) if child > clause)
    return tree.pos[word] == "ADJ" or any(behind)
