"""Clauses: their heads and spans, voice, and the nouns that relative pronouns and gaps stand for."""

from pipeline.language.syntax.dependency_relations import (
    ACTIVE_SUBJECTS,
    AUXILIARIES,
    COMPLEMENTS,
    OBJECT,
    PASSIVE_SUBJECTS,
    PREPOSITIONAL,
    SUBJECTS,
    find_first_conjunct,
    find_subject,
    is_content_of_noun,
    is_infinitive,
    is_noun,
    is_verb,
    list_auxiliaries,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.syntax_words import get_syntax_words

PASSIVE_SIGNS = frozenset({"nsubjpass", "csubjpass", "auxpass"})
PARTICIPLES = frozenset({"VBN", "VBD"})
# Clauses above a gap that are searched for the noun it stands for; longer chains are errors of the parse.
DEPTH = 6


def find_clause_head(tree: DependencyTree, token: int) -> int:
    """The verb of the smallest clause around a token, else the root; for temporal, quantities and entities."""
    while not is_verb(tree, token) or tree.label[token] in ("aux", "auxpass", "amod", "compound"):
        if tree.head[token] == token:
            break
        token = tree.head[token]
    return token


def find_phrase_span(tree: DependencyTree, token: int) -> tuple[int, int]:
    """The tokens `[first, last)` from the first to the last word below a token; worked out once a token."""
    key = ("find_phrase_span", token)
    if key not in tree.memo:
        below = list_subtree(tree, token)
        tree.memo[key] = (min(below), max(below) + 1)
    found: tuple[int, int] = tree.memo[key]
    return found


def list_subtree(tree: DependencyTree, token: int) -> list[int]:
    """A token and all that hangs below it, level by level."""
    found = [token]
    for one in found:
        found += tree.children[one]
    return found


def is_passive(tree: DependencyTree, verb: int) -> bool:
    """Whether a verb stands in the passive: in full, as a bare participle, or as the past form of a headline."""
    key = ("is_passive", verb)
    if key not in tree.memo:
        tree.memo[key] = _is_passive(tree, verb)
    found: bool = tree.memo[key]
    return found


def _is_passive(tree: DependencyTree, verb: int) -> bool:
    labels = {tree.label[child] for child in tree.children[verb]}
    participle = tree.tag[verb] in PARTICIPLES or (tree.lower[verb].endswith("ed") and tree.tag[verb] == "JJ")
    active = {"nsubj", "dobj"} <= labels  # "acknowledged as much in an article by": the agent hangs too high
    moves = "nsubj" in labels and tree.tag[verb] == "VBD" and tree.lemma[verb] in get_syntax_words("moves")
    if "auxpass" in labels or (participle and not active and not moves and _has_agent(tree, verb)):
        return True
    if labels & PASSIVE_SUBJECTS and tree.tag[verb] == "VBN":
        return True
    if is_small_clause(tree, verb) or _is_headline_passive(tree, verb):
        return True
    if not participle or any(tree.lemma[helper] == "have" for helper in list_auxiliaries(tree, verb)):
        return False
    label, head = tree.label[verb], tree.head[verb]
    if label == "conj" and is_verb(tree, head):
        return not labels & (SUBJECTS | OBJECT) and tree.tag[verb] == "VBN" and is_passive(tree, head)
    bare = not labels & (ACTIVE_SUBJECTS | AUXILIARIES)
    if label == "pcomp" and tree.lower[head] == "with" and not labels & (OBJECT | AUXILIARIES):
        return tree.lemma[verb] in get_syntax_words("transitive_only")  # with dozens wounded in the raid
    if label == "xcomp" and bare:
        return True
    if label in ("acl", "advcl", "pcomp", "oprd", "acomp", "relcl") and bare:
        return "dobj" not in labels or tree.lemma[verb] in get_syntax_words("transfer")
    return label == "amod"


def _has_agent(tree: DependencyTree, verb: int) -> bool:
    return any(tree.label[child] == "agent" for child in tree.children[verb])


def is_small_clause(tree: DependencyTree, verb: int) -> bool:
    """Whether a participle with its own noun is the object of a causative or a verb of sight: `had him arrested`."""
    if tree.tag[verb] not in PARTICIPLES or tree.label[verb] != "ccomp" or tree.head[verb] > verb:
        return False
    if (
        tree.lemma[tree.head[verb]] not in get_syntax_words("causatives")
        or tree.find_child(verb, AUXILIARIES) is not None
    ):
        return False
    return find_subject(tree, verb) is not None and tree.find_child(verb, OBJECT) is None


def _is_headline_passive(tree: DependencyTree, verb: int) -> bool:
    """`Mayor shot dead in Sarn`: the model reads the participle of a headline as an active past form."""
    if tree.tag[verb] not in PARTICIPLES or tree.label[verb] not in ("ROOT", "ccomp", "conj"):
        return False
    labels = {tree.label[child] for child in tree.children[verb]}
    if "nsubj" not in labels or labels & {"dobj", "ccomp", "xcomp", "aux", "dative", "prt"}:
        return False
    if tree.lemma[verb] not in get_syntax_words("transitive_only"):
        return False
    if any(tree.find_child(later, OBJECT) is not None for later in tree.list_children(verb, frozenset({"conj"}))):
        return False  # robbed and killed a clerk
    if _is_assailing(tree, verb):
        return False
    if any(
        f"{tree.lemma[verb]} {tree.lower[child]}" in get_syntax_words("prepositional_patients")
        for child in tree.children[verb]
    ):
        return False  # charged into the crowd, found against the bank
    aimed = any(
        tree.lower[child] in ("at", "on", "into") for child in tree.children[verb] if tree.label[child] == "prep"
    )
    return tree.lemma[verb] not in ("shoot", "fire") or ("acomp" in labels or "oprd" in labels or not aimed)


def _is_assailing(tree: DependencyTree, verb: int) -> bool:
    """`Gunmen attacked in Sarn`, `The army attacked at dawn`: those who attack, not those who are attacked.

    A headline drops the article, so that a body with one stands in a full sentence, whose passive has an auxiliary.
    """
    subject = find_subject(tree, verb)
    if subject is None:
        return False
    armed = tree.lemma[subject] in get_syntax_words("assailants")
    killing = any(
        tree.tag[child] == "VBG" and tree.find_child(child, OBJECT) is not None
        for child in tree.list_children(verb, frozenset({"advcl"}))
        if tree.lemma[child] in get_syntax_words("transitive_only")
    )
    if armed and killing:
        return True  # Bandits bombed a road, killing two
    opened = any(tree.lower[child] in ("the", "a", "an") for child in tree.children[subject])
    body = opened and tree.lemma[subject] in get_syntax_words("collectives")
    return tree.lemma[verb] == "attack" and (armed or body)


def find_antecedent(tree: DependencyTree, clause: int) -> int | None:
    """The noun that a relative clause or participle is about, also over coordination and in a cleft."""
    for _ in range(DEPTH):
        label, head = tree.label[clause], tree.head[clause]
        if label == "relcl" or (label == "acl" and not is_content_of_noun(tree, clause)):
            if is_noun(tree, head) or tree.pos[head] in ("NUM", "DET", "ADJ"):
                return head
            return None if tree.pos[head] not in ("AUX", "VERB") else find_cleft_focus(tree, head)
        if label in ("ccomp", "advcl") and (focus := find_cleft_focus(tree, head)) is not None:
            return focus
        if label not in ("conj", "xcomp", "ccomp") or head == clause:
            return None
        clause = head
    return None


def find_cleft_focus(tree: DependencyTree, verb: int) -> int | None:
    """The noun that a cleft points to: `it was the hospital that they shelled`."""
    if tree.lemma[verb] != "be" or not any(tree.lower[child] == "it" for child in tree.children[verb]):
        return None
    return tree.find_child(verb, frozenset({"attr"}))


def resolve_relative(tree: DependencyTree, token: int) -> int:
    """What a relative pronoun stands for; any other token itself."""
    if tree.lower[token] not in get_syntax_words("relative_pronouns") or tree.tag[token] not in (
        "WDT",
        "WP",
        "WP$",
        "IN",
        "DT",
    ):
        return token
    verb = tree.head[token]
    while tree.label[verb] in ("prep", "dobj", "pobj", "nsubj") and tree.head[verb] != verb and not is_verb(tree, verb):
        verb = tree.head[verb]
    found = find_antecedent(tree, verb)
    if found is not None and found != token:
        return find_one_among(tree, _find_list_before(tree, verb, found))
    return _find_noun_before(tree, token)


def find_one_among(tree: DependencyTree, noun: int) -> int:
    """Who belongs to `those`: the king in `the king was among those killed`; any other noun itself."""
    preposition = tree.head[noun]
    if tree.lower[noun] != "those" or tree.lower[preposition] != "among" or tree.lemma[tree.head[preposition]] != "be":
        return noun
    subject = find_subject(tree, tree.head[preposition])
    return subject if subject is not None else noun


def _find_list_before(tree: DependencyTree, clause: int, noun: int) -> int:
    """The first of a list of which a plural clause tells: `the king and the queen, who were crowned`."""
    plural = any(tree.lower[helper] in ("were", "are", "have") for helper in list_auxiliaries(tree, clause))
    return find_first_conjunct(tree, noun) if plural and tree.tag[noun] in ("NN", "NNP") else noun


def _find_noun_before(tree: DependencyTree, pronoun: int) -> int:
    """The noun right before `who`, `whom` or `which` where the model hung the clause on a verb; else the pronoun."""
    before = pronoun - 2 if pronoun > 1 and tree.lower[pronoun - 1] == "," else pronoun - 1
    named = tree.lower[pronoun] in ("who", "whom", "which") and before >= 0 and not tree.starts[pronoun]
    return before if named and is_noun(tree, before) else pronoun


def find_object_gap(tree: DependencyTree, verb: int) -> int | None:
    """The noun of a relative clause that is its verb's object without a pronoun: `the teachers they sacked`."""
    if tree.find_child(verb, OBJECT) is not None or is_passive(tree, verb):
        return None
    top = verb
    while tree.label[top] in COMPLEMENTS and is_verb(tree, tree.head[top]) and tree.head[top] != top:
        if find_cleft_focus(tree, tree.head[top]) is not None:
            break
        top = tree.head[top]
    cleft = tree.label[top] in COMPLEMENTS
    if tree.label[top] not in ("relcl", "acl") and not cleft:
        return None
    noun = find_antecedent(tree, top)
    subject = find_subject(tree, top)
    if noun is None or subject is None or resolve_relative(tree, subject) != subject or is_infinitive(tree, top):
        return None
    for child in tree.children[top]:
        behind = tree.find_child(child, PREPOSITIONAL)
        stranded = tree.label[child] == "prep" and (behind is None or tree.tag[behind] in ("WDT", "WP"))
        if (
            tree.tag[child] == "WRB"
            or stranded
            or (cleft and tree.label[child] == "mark" and tree.label[noun] != "attr")
        ):
            return None
    return noun
