"""What is demanded, and of whom: `the judge ordered the convicts to be moved` orders nothing of the convicts."""

from pipeline.extract.events.argument_nouns import Argument
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.trigger_lexicon import is_in_class
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    get_relation,
    is_infinitive,
    is_verb,
    list_complements,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation

# Who asks somebody to be heard wants to be heard.
OWN_WISHES = frozenset({"ask", "beg"})


def drop_acted_on(tree: DependencyTree, trigger: Trigger, recipient: Argument | None) -> Argument | None:
    """The recipient of a demand, or none where it is whom the demanded act befalls, told in the passive."""
    head = trigger.head
    if recipient is None or trigger.event_type != "REQUEST" or not is_verb(tree, head):
        return recipient
    acts = [act for act in list_complements(tree, head) if is_passive(tree, act)]
    befallen = {find_subject(tree, act) for act in acts}
    if not list_complements(tree, head) and _is_told_of(tree, head, recipient.head):
        befallen.add(recipient.head)
    asked = find_direct_object(tree, head)
    if tree.lemma[head] in OWN_WISHES:
        befallen.discard(asked)
    elif any(is_infinitive(tree, act) for act in acts):
        befallen.add(asked)
    return None if recipient.head in befallen else recipient


def _is_told_of(tree: DependencyTree, order: int, noun: int) -> bool:
    """Whether the demanded act was read as describing whom it befalls: `ordered two envoys expelled`."""
    if not is_in_class(tree, order, "orders") or noun < order:
        return False
    described = (act for act in tree.children[noun] if get_relation(tree, act) is Relation.NOUN_CLAUSE)
    return any(act > noun and is_passive(tree, act) and not _has_infinitive(tree, act) for act in described)


def _has_infinitive(tree: DependencyTree, act: int) -> bool:
    """Whether a description goes before what is demanded: `ordered the men arrested in Gao to leave`."""
    return any(is_verb(tree, child) and is_infinitive(tree, child) for child in tree.children[act])
