"""Whether a predicate is told as having happened: its own words and those of every predicate that holds it."""

from typing import NamedTuple

from pipeline.language.syntax.clause_operators import negation_of, noun_operator, verb_operator
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import (
    auxiliaries_of,
    determiners_of,
    is_infinitive,
    is_noun,
    is_verb,
    markers_of,
    predicatives_of,
    subject_of,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.embedding_forms import Embedding, embedding_of, find_signature
from pipeline.language.syntax.predicates import PredicateKind, kind_of
from pipeline.language.syntax.signatures import Signature, Status, signatures
from pipeline.language.syntax.syntax_words import words_of
from pipeline.language.syntax.understood_subjects import light_verb_of

ASSERTED, PLANNED, HYPOTHETICAL, DENIED = Status.ASSERTED, Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED


class Reason(NamedTuple):
    """A rule that bore on a status, or the id of a signature, and the token that it stands on."""

    rule: str
    token: int


class Factuality(NamedTuple):
    """How an event is told, and why: the reasons from the predicate's own words outwards."""

    status: Status
    reasons: tuple[Reason, ...] = ()


PLAIN = Factuality(ASSERTED)


def factuality_of(tree: DependencyTree, token: int) -> Factuality:
    """How the predicate that a token heads is told; worked out once a token."""
    key = ("factuality_of", token)
    if key not in tree.memo:
        tree.memo[key] = PLAIN  # where a misparse makes a circle, the inner look finds this
        tree.memo[key] = _read(tree, token)
    found: Factuality = tree.memo[key]
    return found


def _read(tree: DependencyTree, token: int) -> Factuality:
    kind = kind_of(tree, token)
    if kind is PredicateKind.NOUN:
        return _composed(noun_operator(tree, token), _around_noun(tree, token))
    if kind is PredicateKind.ADJECTIVE or tree.label[token] == "amod":
        return _of_adjective(tree, token)
    shared = _shared_with(tree, token)
    return shared if shared is not None else _composed(verb_operator(tree, token), _around_verb(tree, token))


def _composed(own: tuple[Status, str, int] | None, around: Factuality) -> Factuality:
    """The status of a clause by its own words inside what holds it."""
    if own is None:
        return around
    status, rule, token = own
    reasons = (Reason(rule, token), *around.reasons)
    if any(reason.token == token for reason in around.reasons):
        return around  # `there were no arrests`: one `no`, of the noun and of its verb
    if around.status is ASSERTED:
        return Factuality(status, reasons)
    if around.status is DENIED:  # a denial denied, a plan denied
        return Factuality(HYPOTHETICAL, reasons)
    if around.status is PLANNED and status in (PLANNED, DENIED):
        return Factuality(status, reasons)
    return Factuality(HYPOTHETICAL, reasons)


def _implied(tree: DependencyTree, governor: int, signature: Signature) -> Factuality:
    """What a governor's signature says of its complement, given the governor's own status."""
    signatures().record_hit(signature)
    own = factuality_of(tree, governor)
    reasons = (Reason(signature.id, governor), *own.reasons)
    if signature.factive or own.status is ASSERTED:
        return Factuality(signature.positive, reasons)
    if own.status is DENIED:
        return Factuality(signature.negative, reasons)
    if own.status is PLANNED:
        return Factuality(PLANNED if signature.positive is ASSERTED else signature.positive, reasons)
    return Factuality(HYPOTHETICAL, reasons)


def _passed_on(tree: DependencyTree, governor: int, rule: str, denied: Status = HYPOTHETICAL) -> Factuality:
    """The governor's own status, for complements about which it says no more; where it is denied, `denied`."""
    own = factuality_of(tree, governor)
    if own.status is ASSERTED:
        return own
    status = denied if own.status is DENIED else own.status
    return Factuality(status, (Reason(rule, governor), *own.reasons))


def _around_verb(tree: DependencyTree, verb: int) -> Factuality:
    """What the clauses around a verb say of it."""
    head, label = tree.head[verb], tree.label[verb]
    if head == verb:
        return Factuality(PLANNED, (Reason("headline infinitive", verb),)) if is_infinitive(tree, verb) else PLAIN
    if label in ("pcomp", "pobj", "prep"):
        return _behind_preposition(tree, verb)
    embedding = embedding_of(tree, verb)
    if embedding is not None and label not in ("nsubj", "dobj", "nsubjpass"):
        return _embedded(tree, verb, embedding)
    if label == "dobj" and embedding is not None and (entry := find_signature(tree, embedding, verb)) is not None:
        return _implied(tree, embedding.governor, entry)
    if label == "conj" and is_verb(tree, head):
        return _around_verb(tree, head)
    if label == "acl" and is_infinitive(tree, verb):
        return Factuality(HYPOTHETICAL, (Reason("infinitive of a noun", verb),))
    if label in ("acl", "relcl", "amod") and is_noun(tree, head):
        return _of_relative(tree, head)
    return _of_adverbial(tree, verb) if label == "advcl" else PLAIN


def _embedded(tree: DependencyTree, verb: int, embedding: Embedding) -> Factuality:
    governor = embedding.governor
    if tree.lemma[governor] == "be" and embedding.form == "infinitive":
        return _below_be(tree, verb, governor)
    entry = find_signature(tree, embedding, verb)
    if entry is not None:
        return _implied(tree, governor, entry)
    if embedding.form == "infinitive":
        own = factuality_of(tree, governor)
        return Factuality(HYPOTHETICAL, (Reason("infinitive", governor), *own.reasons))
    if embedding.form == "question":
        return Factuality(HYPOTHETICAL, (Reason("question", governor),))
    cleft = tree.lemma[governor] == "be"
    return _passed_on(tree, governor, "complement", ASSERTED if cleft else HYPOTHETICAL)


def _below_be(tree: DependencyTree, verb: int, be: int) -> Factuality:
    """`is to visit` is planned; `what the union did was block` tells what was done."""
    subject = subject_of(tree, be)
    told = subject is not None and tree.label[subject] == "csubj"
    if told or not is_infinitive(tree, verb):
        return _passed_on(tree, be, "cleft", DENIED)
    around = factuality_of(tree, be)
    goal = (
        subject is not None
        and is_noun(tree, subject)
        and tree.lemma[subject] in words_of("intentions") | words_of("goals")
    )
    status = HYPOTHETICAL if goal else PLANNED
    return _composed((status, "be to", be), around)


def _of_relative(tree: DependencyTree, noun: int) -> Factuality:
    """A relative clause is taken for given, but for one of nobody: `no soldiers who shot`."""
    nobody = next((child for child in determiners_of(tree, noun) if tree.lower[child] == "no"), None)
    if nobody is not None and tree.label[noun] == "attr":
        return Factuality(DENIED, (Reason("negative antecedent", nobody),))
    if tree.label[noun] == "attr" and any(tree.label[child] == "expl" for child in tree.children[tree.head[noun]]):
        return _passed_on(tree, tree.head[noun], "existential", DENIED)
    return PLAIN


def _of_adverbial(tree: DependencyTree, verb: int) -> Factuality:
    """Adverbial clauses: purposes did not happen yet, participles share the main clause, others are taken for given."""
    head = tree.head[verb]
    marks = {tree.lower[mark] for mark in markers_of(tree, verb)}
    if is_infinitive(tree, verb):
        return Factuality(HYPOTHETICAL, (Reason("purpose", verb),))
    if marks & {"than"} or "rather" in tree.lower[max(verb - 2, 0) : verb]:
        return Factuality(DENIED, (Reason("rather than", verb),))
    if not marks and tree.tag[verb] in ("VBG", "VBN"):
        return _passed_on(tree, head, "participle")
    helpers = auxiliaries_of(tree, verb)
    present = tree.tag[verb] in ("VBZ", "VBP") and not helpers
    around = factuality_of(tree, head)
    if present and around.status in (PLANNED, HYPOTHETICAL):
        return Factuality(HYPOTHETICAL, (Reason("time to come", verb), *around.reasons))
    return PLAIN


def _behind_preposition(tree: DependencyTree, token: int) -> Factuality:
    """Gerunds and nouns behind a preposition: `without shelling`, `accused of bribing`, `fears of attacks`."""
    preposition = tree.head[token] if tree.label[token] in ("pcomp", "pobj") else token
    if tree.lower[preposition] in words_of("without") or tree.lower[max(preposition - 1, 0)] in words_of("without"):
        return Factuality(DENIED, (Reason("without", preposition),))
    if tree.lower[preposition - 1 : preposition + 1] == ["far", "from"]:
        return Factuality(DENIED, (Reason("far from", preposition),))
    embedding = embedding_of(tree, token)
    if embedding is None:
        return PLAIN
    entry = find_signature(tree, embedding, token)
    if entry is not None:
        return _implied(tree, embedding.governor, entry)
    if embedding.preposition == "ahead of":
        return Factuality(PLANNED, (Reason("ahead of", preposition),))
    if embedding.preposition == "of" and is_noun(tree, embedding.governor) and not is_verb(tree, token):
        return _passed_on(tree, embedding.governor, "part", DENIED)
    undergone = embedding.preposition == "under" and tree.lemma[embedding.governor] in words_of("undergoing")
    if undergone or light_verb_of(tree, token) is not None:
        return _passed_on(tree, embedding.governor, "light verb", DENIED)
    return PLAIN


def _around_noun(tree: DependencyTree, noun: int) -> Factuality:
    """What the words around an event noun say of it."""
    head, label = tree.head[noun], tree.label[noun]
    if head == noun:
        return PLAIN
    if label in ("conj", "appos") and is_noun(tree, head):
        return factuality_of(tree, head)
    if label == "pobj":
        return _behind_preposition(tree, noun)
    if label == "attr" and is_verb(tree, head):
        existential = any(tree.label[child] == "expl" for child in tree.children[head])
        return _passed_on(tree, head, "existential", DENIED) if existential else PLAIN
    embedding = embedding_of(tree, noun)
    if embedding is None:
        return PLAIN
    governor = embedding.governor
    entry = find_signature(tree, embedding, noun)
    if entry is not None and not (label == "compound" and entry.positive is ASSERTED):
        return _implied(tree, governor, entry)
    light = light_verb_of(tree, noun)
    if light is not None:
        return _passed_on(tree, light, "light verb", DENIED)
    if embedding.form == "subject":
        happens = tree.lemma[governor] in words_of("happening") and not predicatives_of(tree, governor)
        return _passed_on(tree, governor, "happening", DENIED) if happens else PLAIN
    if embedding.form == "noun" and is_verb(tree, governor) and _is_open(tree, noun):
        return _passed_on(tree, governor, "indefinite", DENIED)
    return PLAIN


def _is_open(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun phrase takes no act for given: `an attack`, `any arrests`, `arrests`."""
    before = {tree.lower[child] for child in tree.children[noun] if child < noun}
    given = before & {"the", "this", "that", "these", "those", "his", "her", "its", "their", "all"}
    owned = any(tree.label[child] == "poss" for child in tree.children[noun])
    return not given and not owned


def _of_adjective(tree: DependencyTree, adjective: int) -> Factuality:
    """A predicative adjective or participle has the status of its verb; one before a noun is taken for given."""
    head, label = tree.head[adjective], tree.label[adjective]
    if label in ("acomp", "oprd", "xcomp") and head != adjective and is_verb(tree, head):
        return factuality_of(tree, head)
    if label == "conj" and head != adjective:
        return factuality_of(tree, head)
    if label == "amod" and is_noun(tree, head) and (denied := noun_operator(tree, head)) is not None:
        return Factuality(denied[0], (Reason(denied[1], denied[2]),))
    return PLAIN


def _shared_with(tree: DependencyTree, verb: int) -> Factuality | None:
    """The status that a joined verb without subject or auxiliary shares with the first, if their forms agree.

    `did not attack or loot`, `will visit Lund and meet the mayor`; but not `did not attack and fled`, nor after `but`.
    """
    head = tree.head[verb]
    if tree.label[verb] != "conj" or head == verb or not is_verb(tree, head):
        return None
    if subject_of(tree, verb) is not None or auxiliaries_of(tree, verb) or negation_of(tree, verb) is not None:
        return None
    finite = tree.tag[verb] in ("VBD", "VBZ", "VBP")
    helped = bool(auxiliaries_of(tree, head)) and not is_passive(tree, head)
    parted = any(tree.lower[child] in ("but", "instead") for child in tree.children[head] if head < child < verb)
    if parted or (finite and helped) or (tree.tag[verb] != tree.tag[head] and finite):
        return None
    return factuality_of(tree, head)
