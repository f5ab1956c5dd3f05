"""Attributions inside the content of others: which of them are rows of their own."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.cue_lexicon import find_cue
from pipeline.language.syntax.dependency_relations import find_subject, get_relation
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

SPEECH_FRAMES = frozenset({"quote", "clause", "interrupted", "following", "phrase"})
# Quotations inside quotations, and what a phrase credits, stand by themselves.
INDEPENDENT_FRAMES = frozenset({"quote", "phrase"})


def drop_nested_attributions(
    tree: DependencyTree, attributions: Sequence[Attribution], withheld: Collection[Attribution]
) -> list[Attribution]:
    """Drop what is withheld, and the judgements and intentions that are part of what somebody else says.

    Speech inside speech is kept where a name or a noun tells whose it is: the one who relays and the one relayed.
    Inside what somebody withholds ("did not comment on reports that ...") only nouns keep their content.
    """
    covering: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in attributions:
        for first, last in attribution.content_ranges:
            for place in range(first, last):
                covering[place].append(attribution)
    return [
        inner
        for inner in attributions
        if inner not in withheld
        and not any(_is_hidden(tree, outer, inner, outer in withheld) for outer in covering[inner.cue[0]])
    ]


def _is_hidden(tree: DependencyTree, outer: Attribution, inner: Attribution, withheld: bool) -> bool:
    verb = inner.cue[0]
    if outer is inner or inner.frame in INDEPENDENT_FRAMES:
        return False
    if withheld:
        return inner.frame != "nominal"
    governed = get_relation(tree, verb) is Relation.OPEN_CLAUSE and tree.head[verb] == outer.cue[0]
    if outer.frame == "infinitive" and governed:
        return True  # who wants to say has not said
    return inner.frame not in SPEECH_FRAMES or not _is_relayed(tree, verb)


def _is_relayed(tree: DependencyTree, verb: int) -> bool:
    cue = find_cue(tree, verb)
    subject = find_subject(tree, verb)
    if cue is None or subject is None or not {"quote", "clause"} <= set(cue.frames):
        return False
    return tree.pos[subject] in ("PROPN", "NOUN") and tree.entity[subject] != "PERCENT"  # a share of those asked
