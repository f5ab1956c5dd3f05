"""Whether a trigger of violence is meant literally: by the kinds of the nouns that do and suffer it.

`killed time`, `sparrows clashed`, `the film bombed`: nouns that neither attack nor are attacked, by the first sense of
WordNet (`noun_kinds.yml`), unless the classes of `word_classes.yml` name them as people, places, troops or weapons.
"""

from functools import cache

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import LEXICON_FOLDER, WordClass, expand_word_classes
from pipeline.language.syntax.dependency_relations import find_subject, is_verb, list_compounds
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.predicates import read_predicate

# Classes of nouns that do or suffer violence, whatever kind WordNet gives their first sense.
REAL = ("@people", "@territory", "@buildings", "@troops", "@weapons", "@attacks", "@measures", "@collections")
# Things that harm without anybody's doing, so that what they do is no attack.
HARMFUL = ("@hazards",)


@cache
def load_unreal_nouns() -> frozenset[str]:
    """Nouns that neither attack nor are attacked."""
    kinds = load_lexicon(LEXICON_FOLDER / "noun_kinds.yml", WordClass)
    return frozenset(word for kind in kinds for word in kind.words) - expand_word_classes(REAL)


def is_meant_literally(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether who does and who suffers what a trigger of violence says can do and suffer it."""
    if trigger.event_type != "ASSAULT":
        return True
    head = trigger.head
    if not is_verb(tree, head):
        ills = [one for one in list_compounds(tree, head) if tree.lemma[one] in expand_word_classes(("@ailments",))]
        return not ills  # heart attacks
    subject = find_subject(tree, head)
    agent = read_predicate(tree, head).agent
    doers = [one for one in {subject, agent} if one is not None and one != find_object_noun(tree, head)]
    if any(_is_unreal(tree, one) or tree.lemma[one] in expand_word_classes(HARMFUL) for one in doers):
        return False
    thing = None if trigger.sense.object else find_object_noun(tree, head)
    return thing is None or not (_is_unreal(tree, thing) or tree.lemma[thing] in expand_word_classes(("@pastimes",)))


def _is_unreal(tree: DependencyTree, noun: int) -> bool:
    """Whether a common noun is of a kind that does and suffers no violence."""
    common = tree.pos[noun] == "NOUN" and not tree.entity[noun]
    return common and tree.lemma[noun] in load_unreal_nouns()
