"""Whether a predicate is told as having happened: its own words and those of every predicate that holds it."""

from typing import NamedTuple

from pipeline.language.syntax.clause_operators import (
    find_denied_purpose,
    find_negation,
    find_noun_operator,
    find_verb_operator,
    is_in_subject,
    is_to_come,
)
from pipeline.language.syntax.clause_structure import is_passive
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    is_infinitive,
    is_noun,
    is_verb,
    list_auxiliaries,
    list_determiners,
    list_markers,
    list_predicatives,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.embedding_forms import Embedding, find_embedding, find_signature
from pipeline.language.syntax.predicates import PredicateKind, classify_predicate
from pipeline.language.syntax.signatures import Signature, Status, load_signatures
from pipeline.language.syntax.syntax_words import get_syntax_words
from pipeline.language.syntax.understood_subjects import find_light_verb

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


def read_factuality(tree: DependencyTree, token: int) -> Factuality:
    """How the predicate that a token heads is told; worked out once a token."""
    key = ("factuality_of", token)
    if key not in tree.memo:
        tree.memo[key] = PLAIN  # where a misparse makes a circle, the inner look finds this
        tree.memo[key] = _compute_factuality(tree, token)
    found: Factuality = tree.memo[key]
    return found


def _compute_factuality(tree: DependencyTree, token: int) -> Factuality:
    kind = classify_predicate(tree, token)
    if kind is PredicateKind.NOUN:
        return _compose_status(find_noun_operator(tree, token), _read_around_noun(tree, token))
    if kind is PredicateKind.ADJECTIVE or tree.label[token] == "amod":
        return _read_adjective(tree, token)
    if any(tree.tag[child] == "-LRB-" for child in tree.children[token]):
        return _compose_status(find_verb_operator(tree, token), PLAIN)  # what stands in brackets stands for itself
    shared = _read_shared(tree, token)
    return (
        shared
        if shared is not None
        else _compose_status(find_verb_operator(tree, token), _read_around_verb(tree, token))
    )


def _compose_status(own: tuple[Status, str, int] | None, around: Factuality) -> Factuality:
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


def _apply_signature(tree: DependencyTree, governor: int, signature: Signature) -> Factuality:
    """What a governor's signature says of its complement, given the governor's own status."""
    load_signatures().record_hit(signature)
    own = read_factuality(tree, governor)
    reasons = (Reason(signature.id, governor), *own.reasons)
    if signature.is_factive or own.status is ASSERTED:
        return Factuality(signature.positive, reasons)
    if own.status is DENIED:
        return Factuality(signature.negative, reasons)
    if own.status is PLANNED:
        return Factuality(PLANNED if signature.positive is ASSERTED else signature.positive, reasons)
    return Factuality(HYPOTHETICAL, reasons)


def _inherit_status(tree: DependencyTree, governor: int, rule: str, denied: Status = HYPOTHETICAL) -> Factuality:
    """The governor's own status, for complements about which it says no more; where it is denied, `denied`."""
    own = read_factuality(tree, governor)
    if own.status is ASSERTED:
        return own
    status = denied if own.status is DENIED else own.status
    return Factuality(status, (Reason(rule, governor), *own.reasons))


def _read_around_verb(tree: DependencyTree, verb: int) -> Factuality:
    """What the clauses around a verb say of it."""
    head, label = tree.head[verb], tree.label[verb]
    denied = find_denied_purpose(tree, verb)
    if denied is not None:
        return Factuality(DENIED, (Reason("contrast", denied),))
    if head == verb:
        return Factuality(PLANNED, (Reason("headline infinitive", verb),)) if is_infinitive(tree, verb) else PLAIN
    if label in ("pcomp", "pobj", "prep"):
        return _read_behind_preposition(tree, verb)
    embedding = find_embedding(tree, verb)
    if embedding is not None and label not in ("nsubj", "dobj", "nsubjpass"):
        return _read_embedded(tree, verb, embedding)
    if label == "dobj" and embedding is not None and (entry := find_signature(tree, embedding, verb)) is not None:
        return _apply_signature(tree, embedding.governor, entry)
    if label == "conj" and is_verb(tree, head):
        return _read_around_verb(tree, head)
    if label == "acl" and is_infinitive(tree, verb):
        return Factuality(HYPOTHETICAL, (Reason("infinitive of a noun", verb),))
    if label in ("acl", "relcl", "amod") and is_noun(tree, head):
        return _read_relative_clause(tree, head)
    return _read_adverbial_clause(tree, verb) if label == "advcl" else PLAIN


def _read_embedded(tree: DependencyTree, verb: int, embedding: Embedding) -> Factuality:
    governor = embedding.governor
    if tree.lemma[governor] == "be" and embedding.form == "infinitive":
        return _read_below_be(tree, verb, governor)
    entry = find_signature(tree, embedding, verb)
    if entry is not None:
        return _apply_signature(tree, governor, entry)
    if embedding.form == "infinitive":
        own = read_factuality(tree, governor)
        return Factuality(HYPOTHETICAL, (Reason("infinitive", governor), *own.reasons))
    if embedding.form == "question":
        return Factuality(HYPOTHETICAL, (Reason("question", governor),))
    cleft = tree.lemma[governor] == "be"
    return _inherit_status(tree, governor, "complement", ASSERTED if cleft else HYPOTHETICAL)


def _read_below_be(tree: DependencyTree, verb: int, be: int) -> Factuality:
    """`is to visit` is planned, also `a deal is to be signed`; `what the union did was block` tells what was done."""
    subject = find_subject(tree, be)
    told = subject is not None and tree.label[subject] == "csubj"
    if told or not is_infinitive(tree, verb):
        return _inherit_status(tree, be, "cleft", DENIED)
    around = read_factuality(tree, be)
    ends = get_syntax_words("goals")
    if not is_passive(tree, verb):
        ends |= get_syntax_words("intentions")
    goal = subject is not None and is_noun(tree, subject) and tree.lemma[subject] in ends
    status = HYPOTHETICAL if goal else PLANNED
    return _compose_status((status, "be to", be), around)


def _read_relative_clause(tree: DependencyTree, noun: int) -> Factuality:
    """A relative clause is taken for given, but for one of nobody: `no soldiers who shot`."""
    nobody = next((child for child in list_determiners(tree, noun) if tree.lower[child] == "no"), None)
    if nobody is not None and tree.label[noun] == "attr":
        return Factuality(DENIED, (Reason("negative antecedent", nobody),))
    if tree.label[noun] == "attr" and any(tree.label[child] == "expl" for child in tree.children[tree.head[noun]]):
        return _inherit_status(tree, tree.head[noun], "existential", DENIED)
    return PLAIN


def _read_adverbial_clause(tree: DependencyTree, verb: int) -> Factuality:
    """Adverbial clauses: purposes did not happen yet, participles share the main clause, others are taken for given."""
    head = tree.head[verb]
    marks = {tree.lower[mark] for mark in list_markers(tree, verb)}
    if is_infinitive(tree, verb):
        if tree.lemma[verb] in get_syntax_words("expressive"):
            return _inherit_status(tree, head, "expression")
        return Factuality(HYPOTHETICAL, (Reason("purpose", verb),))
    if marks & {"than"} or "rather" in tree.lower[max(verb - 2, 0) : verb]:
        return Factuality(DENIED, (Reason("rather than", verb),))
    if not marks and tree.tag[verb] in ("VBG", "VBN"):
        return _inherit_status(tree, head, "participle")
    around = read_factuality(tree, head)
    awaits = tree.lemma[head] in get_syntax_words("awaiting") and tree.tag[head] in ("VBZ", "VBP", "VBG")
    if (awaits or around.status in (PLANNED, HYPOTHETICAL)) and is_to_come(tree, verb, marks):
        return Factuality(HYPOTHETICAL, (Reason("time to come", verb), *around.reasons))
    return PLAIN


def _read_behind_preposition(tree: DependencyTree, token: int) -> Factuality:
    """Gerunds and nouns behind a preposition: `without shelling`, `accused of bribing`, `fears of attacks`."""
    preposition = tree.head[token] if tree.label[token] in ("pcomp", "pobj") else token
    if tree.lower[preposition] in get_syntax_words("without") or tree.lower[
        max(preposition - 1, 0)
    ] in get_syntax_words("without"):
        return Factuality(DENIED, (Reason("without", preposition),))
    if tree.lower[preposition - 1 : preposition + 1] == ["far", "from"]:
        return Factuality(DENIED, (Reason("far from", preposition),))
    embedding = find_embedding(tree, token)
    if embedding is None:
        return PLAIN
    entry = find_signature(tree, embedding, token)
    if entry is not None:
        return _apply_signature(tree, embedding.governor, entry)
    if embedding.preposition == "ahead of":
        return Factuality(PLANNED, (Reason("ahead of", preposition),))
    if embedding.preposition == "of" and is_noun(tree, embedding.governor) and not is_verb(tree, token):
        return _inherit_status(tree, embedding.governor, "part", DENIED)
    undergone = embedding.preposition == "under" and tree.lemma[embedding.governor] in get_syntax_words("undergoing")
    if undergone or find_light_verb(tree, token) is not None:
        return _inherit_status(tree, embedding.governor, "light verb", DENIED)
    return PLAIN


def _read_around_noun(tree: DependencyTree, noun: int) -> Factuality:
    """What the words around an event noun say of it."""
    head, label = tree.head[noun], tree.label[noun]
    if head == noun:
        return PLAIN
    if label in ("conj", "appos") and is_noun(tree, head):
        return read_factuality(tree, head)
    if label == "pobj":
        return _read_behind_preposition(tree, noun)
    if label == "attr" and is_verb(tree, head):
        existential = any(tree.label[child] == "expl" for child in tree.children[head])
        if existential or _is_open(tree, noun):  # it was not a raid
            return _inherit_status(tree, head, "existential" if existential else "predicative", DENIED)
        return PLAIN
    embedding = find_embedding(tree, noun)
    if embedding is None:
        return PLAIN
    governor = embedding.governor
    entry = find_signature(tree, embedding, noun)
    escaped = tree.lemma[governor] in get_syntax_words("escaping") and not _is_open(tree, noun)
    if entry is not None and not escaped and not (label == "compound" and entry.positive is ASSERTED):
        return _apply_signature(tree, governor, entry)
    light = find_light_verb(tree, noun)
    if light is not None:
        return _inherit_status(tree, light, "light verb", DENIED)
    if embedding.form == "subject":
        told = [one for one in list_predicatives(tree, governor) if tree.lemma[one] not in get_syntax_words("existing")]
        happens = tree.lemma[governor] in get_syntax_words("happening") and not told
        return _inherit_status(tree, governor, "happening", DENIED) if happens else PLAIN
    if embedding.form == "noun" and is_verb(tree, governor) and _is_open(tree, noun):
        return _inherit_status(tree, governor, "indefinite", DENIED)
    return PLAIN


def _is_open(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun phrase takes no act for given: `an attack`, `any arrests`, `arrests`."""
    before = {tree.lower[child] for child in tree.children[noun] if child < noun}
    given = before & {"the", "this", "that", "these", "those", "his", "her", "its", "their", "all"}
    owned = any(tree.label[child] == "poss" for child in tree.children[noun])
    return not given and not owned


def _read_adjective(tree: DependencyTree, adjective: int) -> Factuality:
    """A predicative adjective or participle has the status of its verb; one before a noun is taken for given."""
    head, label = tree.head[adjective], tree.label[adjective]
    if label in ("acomp", "oprd", "xcomp") and head != adjective and is_verb(tree, head):
        negation = next((child for child in tree.children[adjective] if tree.label[child] == "neg"), None)
        own = (DENIED, "negation", negation) if negation is not None else None
        return _compose_status(own, read_factuality(tree, head))
    if label == "conj" and head != adjective:
        return read_factuality(tree, head)
    if label == "amod" and is_noun(tree, head) and (denied := find_noun_operator(tree, head)) is not None:
        return Factuality(denied[0], (Reason(denied[1], denied[2]),))
    return PLAIN


def _read_shared(tree: DependencyTree, verb: int) -> Factuality | None:
    """The status that a joined verb without subject or auxiliary shares with the first, if their forms agree.

    `did not attack or loot`, `will visit Lund and meet the mayor`; but not `did not attack and fled`, nor after `but`.
    """
    head = tree.head[verb]
    if tree.label[verb] != "conj" or head == verb or not is_verb(tree, head):
        return None
    if find_subject(tree, verb) is not None or list_auxiliaries(tree, verb) or find_negation(tree, verb) is not None:
        return None
    finite = tree.tag[verb] in ("VBD", "VBZ", "VBP")
    helped = bool(list_auxiliaries(tree, head)) and not is_passive(tree, head)
    parted = any(tree.lower[child] in ("but", "instead") for child in tree.children[head] if head < child < verb)
    denied = find_negation(tree, head)
    if denied is not None and tree.head[denied] != head and not is_in_subject(tree, denied, head):
        return _read_around_verb(tree, head)  # lost no time and asked for help
    if parted or (finite and helped) or (tree.tag[verb] != tree.tag[head] and finite):
        return None
    return read_factuality(tree, head)
