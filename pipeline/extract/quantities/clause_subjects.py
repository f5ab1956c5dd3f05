"""The subject of the clause of which a quantity is an object, complement or adjunct."""

from pipeline.extract.quantities.concept_phrases import NAME_POS, NOUN_POS, SUBJECTS
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_root import MAX_HEAD_STEPS, find_root
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.clause_structure import find_clause_head, resolve_relative
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_first_conjunct,
    find_subject,
    get_relation,
    list_obliques,
    list_relative_clauses,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.understood_subjects import find_understood_subject

VERB_POS = frozenset({"VERB", "AUX"})
# How a fronted phrase of time or circumstance hangs on its verb.
FRONTED = frozenset({Relation.PREPOSITION, Relation.NOUN_ADVERBIAL, Relation.ADVERB, Relation.ADVERBIAL_CLAUSE})
TIME_ENTITIES = frozenset({"DATE", "TIME"})
PLACE_PREPOSITIONS = frozenset({"in", "at", "on", "within"})


def find_governing_subject(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], others: set[int]
) -> int | None:
    """The subject of the clause of which the quantity is an object or complement; none for spans of time told first."""
    tree = lexed.tree
    token = find_root(lexed, quantity, own_tokens)
    counted_of = False
    for step in range(MAX_HEAD_STEPS):
        head, relation = tree.head[token], get_relation(tree, token)
        behind = relation is Relation.PREPOSITION
        if behind and tree.lower[token] == "with" and quantity.unit_measure != "age":
            owner = _find_with_possessor(tree, token, own_tokens, others)
            if owner is not None:
                return owner
        counted = behind and quantity.counted_noun is not None
        if counted and tree.pos[head] in NOUN_POS and tree.lower[token] not in {"of", "to", "from", "by"}:
            return None
        if behind and tree.lower[token] == "after" and quantity.unit_measure == "duration":
            return None
        if relation in SUBJECTS and step == 0:
            return _find_containing_place(tree, token)
        if head == token:
            return find_clause_subject(tree, token, own_tokens, others)
        if tree.pos[head] in VERB_POS or (tree.pos[head] == "ADJ" and _has_subject_before(tree, head)):
            if relation in SUBJECTS:
                return None
            fronted = head > token and relation in FRONTED
            if fronted or (counted_of and relation is not Relation.PREDICATIVE):
                return None
            if tree.lemma[head] == "be" and _is_existential(tree, head):
                return _find_containing_place(tree, quantity.counted_noun or token)
            return find_clause_subject(tree, head, own_tokens, others)
        if counted and tree.pos[head] in NOUN_POS:
            counted_of = True
        token = head
    return None


def _has_subject_before(tree: DependencyTree, token: int) -> bool:
    subject = find_subject(tree, token)
    return subject is not None and subject < token


def _is_existential(tree: DependencyTree, verb: int) -> bool:
    """`there are`, `it is ... that`."""
    return any(get_relation(tree, child) is Relation.EXPLETIVE for child in tree.children[verb])


def _find_with_possessor(tree: DependencyTree, preposition: int, own_tokens: set[int], others: set[int]) -> int | None:
    """What has a quantity that `with` brings: the noun that it hangs on, `a boat with 9 oars`.

    A property, `with a capacity of 90 litres`, belongs to the noun right before it, whatever the parse hangs it on.
    """
    noun = tree.head[preposition]
    of_property = any(
        get_relation(tree, child) is Relation.PREPOSITIONAL_OBJECT and preposition < child < min(own_tokens)
        for child in tree.children[preposition]
    )
    if tree.pos[noun] not in NOUN_POS and of_property and preposition > 0:
        noun = preposition - 1
    if tree.pos[noun] in NOUN_POS:
        noun = find_first_conjunct(tree, noun)
    dated = tree.entity[noun] in TIME_ENTITIES
    is_excluded = noun in own_tokens | others or dated or get_relation(tree, noun) is Relation.PREDICATIVE
    return noun if tree.pos[noun] in NOUN_POS and not is_excluded else None


def find_noun_before_verb(
    lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], without: set[int]
) -> int | None:
    """The noun right before a verb to which a misparse gives no subject."""
    tree = lexed.tree
    verb = find_clause_head(tree, find_root(lexed, quantity, own_tokens))
    if tree.pos[verb] not in VERB_POS or verb > min(own_tokens) or _has_any_subject(tree, verb):
        return None
    at = verb - 1
    while at >= lexed.sentence.first and tree.pos[at] in {"AUX", "ADV", "PART"}:
        at -= 1
    return at if at >= lexed.sentence.first and at not in without and tree.pos[at] in NOUN_POS else None


def _has_any_subject(tree: DependencyTree, verb: int) -> bool:
    return any(get_relation(tree, child) in SUBJECTS for child in tree.children[verb])


def find_clause_object(lexed: LexedSentence, quantity: Quantity, own_tokens: set[int], without: set[int]) -> int | None:
    """What is done to, where a clause tells nothing else: `we baked the loaf for 40 minutes`, `12 men left the bay`."""
    tree = lexed.tree
    link = tree.head[find_root(lexed, quantity, own_tokens)]
    verb = tree.head[link] if tree.pos[link] == "ADP" else link
    if tree.pos[verb] != "VERB" or (quantity.unit_measure == "duration" and tree.lower[link] != "for"):
        return None  # "hired a cook in three months" tells when
    thing = find_direct_object(tree, verb)
    if thing is None or thing < verb or thing in without or tree.pos[thing] not in NOUN_POS:
        return None
    return None if is_in_word_set("time_units", tree.lower[thing]) else thing


def _find_containing_place(tree: DependencyTree, noun: int) -> int | None:
    """`40 pupils enrolled at the school`: the place or whole that the counted are in, by their participle."""
    for clause in list_relative_clauses(tree, noun):
        if get_relation(tree, clause) is not Relation.NOUN_CLAUSE:
            continue
        for found in list_obliques(tree, clause):
            named = tree.pos[found.object] in NOUN_POS and tree.entity[found.object] not in TIME_ENTITIES
            if found.word in PLACE_PREPOSITIONS and named:
                return found.object
    return None


def find_clause_subject(tree: DependencyTree, verb: int, own_tokens: set[int], others: set[int]) -> int | None:
    """Whom or what a clause is about: its subject, or that of the verb it depends on where it has none or a pronoun."""
    for _ in range(MAX_HEAD_STEPS):
        subject = _find_own_subject(tree, verb, own_tokens, others)
        if subject is not None and not _is_anaphoric(tree, subject):
            return _resolve_subject(tree, subject, own_tokens, others)
        head = tree.head[verb]
        if subject is None:
            found = _find_subject_around(tree, verb, own_tokens, others)
            if found is not None:
                return found
        if head == verb:
            return None
        verb = head
    return None


def _find_subject_around(tree: DependencyTree, verb: int, own_tokens: set[int], others: set[int]) -> int | None:
    """For a verb without a subject the noun it hangs on, the noun it contrasts, or the subject understood."""
    relation, head = get_relation(tree, verb), tree.head[verb]
    on_noun = relation in (Relation.NOUN_CLAUSE, Relation.RELATIVE_CLAUSE)
    if on_noun and tree.pos[head] in NOUN_POS:
        return _find_antecedent(tree, head, own_tokens, others)
    contrasted = _find_contrasted_noun(tree, verb, own_tokens | others) if relation is Relation.CONJUNCT else None
    if contrasted is not None:
        return contrasted
    understood = find_understood_subject(tree, verb)
    if understood is None or understood in own_tokens or _is_anaphoric(tree, understood):
        return None
    return _resolve_subject(tree, understood, own_tokens, others)


def _find_contrasted_noun(tree: DependencyTree, verb: int, without: set[int]) -> int | None:
    """The noun that opens a clause of contrast that a misparse joins to one before: `while oil, once dear, fell`."""
    opening = next(
        (token for token in range(verb - 1, tree.head[verb], -1) if tree.lower[token] in {"while", "whereas"}), None
    )
    noun = None
    for token in range(opening + 1, verb) if opening is not None else ():
        if token in without or tree.pos[token] not in NAME_POS:
            break
        noun = token
    return noun if noun is not None and tree.pos[noun] in NOUN_POS else None


def _find_own_subject(tree: DependencyTree, verb: int, own_tokens: set[int], others: set[int]) -> int | None:
    """The verb's subject; of several, which a misparse makes of one, the last that is no quantity."""
    subjects = [
        child for child in tree.children[verb] if get_relation(tree, child) in SUBJECTS and child not in own_tokens
    ]
    plain = [subject for subject in subjects if subject not in others]
    left = [subject for subject in plain if subject < verb]
    return next(iter(left[-1:] or plain[:1] or subjects[:1]), None)


def _is_anaphoric(tree: DependencyTree, subject: int) -> bool:
    """Whether a subject stands for one named in the clause above."""
    pronoun = tree.lower[subject] in {"it", "they", "he", "she"}
    return pronoun and get_relation(tree, subject) is not Relation.EXPLETIVE


def _resolve_subject(tree: DependencyTree, subject: int, own_tokens: set[int], others: set[int]) -> int | None:
    if not tree.lower[subject][0].isalnum():
        return None
    if tree.tag[subject] in {"WDT", "WP"}:
        named = resolve_relative(tree, subject)
        return _find_antecedent(tree, named, own_tokens, others) if named != subject else None
    named = tree.pos[subject] in NOUN_POS | {"NUM", "ADJ"} or tree.tag[subject] == "VBG" or tree.pos[subject] == "VERB"
    return subject if named else None


def _find_antecedent(tree: DependencyTree, noun: int, own_tokens: set[int], others: set[int]) -> int | None:
    """What a clause tells of that hangs on a noun: where that is a number or a time, what its own clause tells of."""
    if tree.pos[noun] != "NUM" and not is_in_word_set("time_units", tree.lower[noun]):
        return noun if tree.pos[noun] in NOUN_POS else None
    verb = find_clause_head(tree, noun)
    return find_clause_subject(tree, verb, own_tokens, others) if tree.pos[verb] in VERB_POS else None
