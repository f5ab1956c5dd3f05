"""Whether a trigger means what its entry says: violence that is meant literally, warnings that threaten.

`killed time`, `sparrows clashed`, `the film bombed`: nouns that neither attack nor are attacked, by the first sense of
WordNet (`noun_kinds.yml`), unless the classes of `word_classes.yml` name them as people, places, troops or weapons.
`warned that the dam could burst`: harm that the speaker does not threaten to do.
"""

from functools import cache
from itertools import pairwise

from pipeline.base.lexicon_loader import load_lexicon
from pipeline.extract.events.agent_candidates import find_object_noun
from pipeline.extract.events.event_triggers import Trigger
from pipeline.extract.events.games import is_played
from pipeline.extract.events.mischances import is_accidental, is_blamed_thing, is_closed_by_chance, is_own_trouble
from pipeline.extract.events.trigger_lexicon import LEXICON_FOLDER, WordClass, expand_word_classes, is_in_class
from pipeline.language.syntax.content_clauses import find_content_clause
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    get_relation,
    is_infinitive,
    is_verb,
    list_auxiliaries,
    list_compounds,
    list_obliques,
    list_predicatives,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.word_kinds import load_kinds

# Classes of nouns that do or suffer violence, whatever kind WordNet gives their first sense.
REAL = ("@people", "@territory", "@buildings", "@troops", "@weapons", "@attacks", "@measures", "@collections")
# Entries of words that warn of harm, whoever may do it.
WARNINGS = frozenset({"warn", "caution", "caution-people"})
# Entries of a war that is declared or waged, on people or places; on things it is a figure of speech.
WARS = frozenset({"declare-war", "wage-war"})
# Kinds of nouns, by their first sense, on which no war is made and that nobody attacks but in words.
THINGS = frozenset({"artifact", "substance", "food", "possession", "act", "state", "attribute", "communication"})
# Prepositions between a noun of attack and who makes it or whom it hits.
ATTACK_TIES = ("from", "by", "on", "against")
# Things that harm without anybody's doing, so that what they do is no attack.
HARMFUL = ("@hazards",)


@cache
def load_unreal_nouns() -> frozenset[str]:
    """Nouns that neither attack nor are attacked."""
    kinds = load_lexicon(LEXICON_FOLDER / "noun_kinds.yml", WordClass)
    return frozenset(word for kind in kinds for word in kind.words) - expand_word_classes(REAL)


def is_meant_literally(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether who does and who suffers what a trigger says can do and suffer it."""
    if trigger.event_type == "REQUEST" and tree.lemma[trigger.head] == "call" and list_predicatives(tree, trigger.head):
        return False  # was called a fraud for selling cures
    if trigger.event_type == "THREATEN" and trigger.sense.id in WARNINGS:
        return _is_threat(tree, trigger.head)
    if trigger.sense.id in WARS:
        war = find_object_noun(tree, trigger.head)
        around = [trigger.head] if war is None else [trigger.head, war]
        enemies = [tie.object for one in around for tie in list_obliques(tree, one) if tie.is_behind("on", "against")]
        return not any(_is_thing(tree, enemy) for enemy in enemies)
    if is_played(tree, trigger):
        return False
    if trigger.event_type == "COERCE":
        return not is_closed_by_chance(tree, trigger.head)
    if trigger.event_type == "ACCUSE" and (is_own_trouble(tree, trigger) or is_blamed_thing(tree, trigger)):
        return False
    if trigger.event_type == "AID":
        return not _is_swindle(tree, trigger.head)
    if trigger.event_type == "SUPPORT":
        return not _is_club(tree, trigger) and not _is_tasted(tree, trigger)
    if trigger.event_type != "ASSAULT":
        return True
    head = trigger.head
    tied = [tie.object for tie in list_obliques(tree, head) if tie.is_behind(*ATTACK_TIES)]
    if not is_verb(tree, head):
        ills = [one for one in list_compounds(tree, head) if tree.lemma[one] in expand_word_classes(("@ailments",))]
        return not ills and not any(_is_unreal(tree, one) for one in tied)  # heart attacks, attacks from slugs
    subject = find_subject(tree, head)
    if subject is not None and trigger.sense.recipient == ("subject",) and _is_intangible(tree, subject):
        return False  # the currency came under attack
    agent = read_predicate(tree, head).agent
    doers = [one for one in {subject, agent} if one is not None and one != find_object_noun(tree, head)]
    if any(_is_unreal(tree, one) or tree.lemma[one] in expand_word_classes(HARMFUL) for one in doers):
        return False
    if _tells_disease(tree, head) or _tells_mishap(tree, head) or is_accidental(tree, head):
        return False
    if _tells_road_accident(tree, head) or (trigger.sense.id == "strike-target" and not doers and _is_hurt(tree, head)):
        return False
    killed = find_object_noun(tree, head) if trigger.sense.id == "kill" else None
    if killed is not None and tree.lower[killed] == "it":
        return False  # the singer killed it
    thing = None if trigger.sense.object else find_object_noun(tree, head)
    return thing is None or not (_is_unreal(tree, thing) or tree.lemma[thing] in expand_word_classes(("@pastimes",)))


def _tells_disease(tree: DependencyTree, head: int) -> bool:
    """Whether a disease, and nobody, is told to have killed: `hundreds were killed after an outbreak of fever`."""
    agent = read_predicate(tree, head).agent
    if agent is not None and not is_in_class(tree, agent, "diseases"):
        return False
    for tie in list_obliques(tree, head):
        if tie.is_behind("by", "after", "from", "in", "of"):
            inside = [found.object for found in list_obliques(tree, tie.object) if found.word == "of"]
            if any(
                is_in_class(tree, one, "diseases") for one in (tie.object, *list_compounds(tree, tie.object), *inside)
            ):
                return True
    return False


def _tells_mishap(tree: DependencyTree, head: int) -> bool:
    """Whether people were killed by what befell a thing: `were killed when a hotel collapsed`."""
    predicate = read_predicate(tree, head)
    if not predicate.passive or predicate.agent is not None:
        return False
    for clause in tree.children[head]:
        if get_relation(tree, clause) is not Relation.ADVERBIAL_CLAUSE:
            continue
        inner = read_predicate(tree, clause)
        run_over = inner.passive and inner.agent is not None and is_in_class(tree, inner.agent, "traffic")
        if run_over:
            return True  # was killed when her car was hit by a van
        if not is_in_class(tree, clause, "mishaps"):
            continue
        thing = find_subject(tree, clause)
        if thing is not None and not is_in_class(tree, thing, "weapons") and inner.patient is None:
            return True
    return False


def _tells_road_accident(tree: DependencyTree, head: int) -> bool:
    """Whether somebody was killed or struck on the road: by a motorist, a drunk driver, one who fled.

    Not where fighters did it, nor by a verb of weapons: `terrorists killed a guard and a pedestrian`.
    """
    agent = read_predicate(tree, head).agent
    attacked = agent is not None and any(is_in_class(tree, agent, name) for name in ("fighters", "attackers"))
    if attacked or not is_in_class(tree, head, "run_over"):
        return False
    first, last = tree.find_sentence_bounds(head)
    words = [tree.lower[token] for token in range(first, last) if tree.lower[token] != "-"]
    if any(words[at : at + 3] == ["hit", "and", "run"] for at in range(len(words))):
        return True
    reckless, driving = expand_word_classes(("@reckless",)), expand_word_classes(("@driving",))
    drunk = any(before in reckless and word in driving for before, word in pairwise(words))
    return drunk or any(is_in_class(tree, token, "road_users") for token in range(first, last))


def _is_hurt(tree: DependencyTree, head: int) -> bool:
    """Whether it is a person who was struck, and not a place or a building: `she was struck on her way home`."""
    struck = find_object_noun(tree, head)
    return struck is not None and (
        tree.pos[struck] == "PRON" or tree.entity[struck] == "PERSON" or is_in_class(tree, struck, "people")
    )


def _is_swindle(tree: DependencyTree, head: int) -> bool:
    """Whether money goes to a swindler: the sentence speaks of a scam."""
    first, last = tree.find_sentence_bounds(head)
    return any(is_in_class(tree, token, "swindles") for token in range(first, last))


def _is_club(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether a team's name is what somebody supports: `the Rovers`, no people and no party."""
    thing = find_object_noun(tree, trigger.head) if is_verb(tree, trigger.head) else None
    if thing is None or tree.tag[thing] != "NNPS" or trigger.sense.id != "support":
        return False
    if not any(tree.lower[child] == "the" for child in tree.children[thing]):
        return False
    return tree.entity[thing] in ("ORG", "PRODUCT", "FAC", "")


def _is_tasted(tree: DependencyTree, trigger: Trigger) -> bool:
    """Whether a made thing or a dish is praised, and no party: `praised the cake`."""
    thing = find_object_noun(tree, trigger.head) if trigger.sense.id == "praise" else None
    common = thing is not None and tree.pos[thing] == "NOUN" and not tree.entity[thing]
    if thing is None or not common or tree.lemma[thing] in expand_word_classes(REAL):
        return False
    return load_kinds("noun").get(tree.lemma[thing]) in ("artifact", "food", "substance")


def _is_threat(tree: DependencyTree, head: int) -> bool:
    """Whether a warning tells of harm that the speaker may do: not of what could befall somebody."""
    clause = find_content_clause(tree, head)
    if clause is None or not is_verb(tree, clause) or is_infinitive(tree, clause):
        return True
    helpers = {tree.lower[helper] for helper in list_auxiliaries(tree, clause)}
    subject = find_subject(tree, clause)
    if subject is None or tree.pos[subject] == "PRON":
        return not helpers & get_syntax_words("possibility_auxiliaries")
    promised = bool(helpers & get_syntax_words("future_auxiliaries"))
    harms = tree.pos[subject] == "PROPN" or tree.lemma[subject] in expand_word_classes(("@harm", "@people"))
    return promised and harms and not helpers & get_syntax_words("possibility_auxiliaries")


def _is_intangible(tree: DependencyTree, noun: int) -> bool:
    """Whether a thing can be attacked in words or deals alone: a currency, a claim."""
    return _is_thing(tree, noun) and load_kinds("noun").get(tree.lemma[noun]) != "artifact"


def _is_thing(tree: DependencyTree, noun: int) -> bool:
    """Whether a common noun names a thing, and neither people nor a place that is fought over."""
    common = tree.pos[noun] == "NOUN" and not tree.entity[noun]
    made = load_kinds("noun").get(tree.lemma[noun]) in THINGS
    return common and made and tree.lemma[noun] not in expand_word_classes(REAL)


def _is_unreal(tree: DependencyTree, noun: int) -> bool:
    """Whether a common noun is of a kind that does and suffers no violence."""
    common = tree.pos[noun] == "NOUN" and (tree.starts[noun] or not tree.entity[noun])
    first = tree.starts[noun] and tree.tag[noun].startswith("NNP") and not tree.entity[noun]
    word = tree.lower[noun].removesuffix("s") if first else tree.lemma[noun]  # `Locusts` is taken for a name
    return (common or first) and word in load_unreal_nouns()
