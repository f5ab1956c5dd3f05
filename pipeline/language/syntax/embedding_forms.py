"""In what form a predicate stands below another: infinitive, clause, question, gerund, participle, noun, subject."""

from typing import NamedTuple

from pipeline.language.syntax.clause_structure import is_passive, is_small_clause
from pipeline.language.syntax.dependency_relations import (
    find_direct_object,
    find_subject,
    is_content_of_noun,
    is_infinitive,
    is_noun,
    is_verb,
    list_markers,
    list_predicatives,
    read_complex_word,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.signatures import Form, Signature, find_signatures
from pipeline.language.syntax.syntax_words import get_syntax_words

ASKING = frozenset({"whether", "if"})


class Embedding(NamedTuple):
    """The predicate that governs another, in what form, and behind which preposition."""

    governor: int
    form: Form
    preposition: str | None


def find_embedding(tree: DependencyTree, token: int) -> Embedding | None:
    """How a predicate is embedded in another; null for a main clause, a relative clause and most adverbial clauses."""
    head, label = tree.head[token], tree.label[token]
    if head == token:
        return None
    if label in ("xcomp", "ccomp", "oprd", "acomp") and is_verb(tree, token):
        return Embedding(_find_linked_embedding(tree, head, token), _classify_clause(tree, token), None)
    if label == "advcl" and is_infinitive(tree, token) and find_signature(tree, Embedding(head, "infinitive", None)):
        bound = find_direct_object(tree, head) is None or tree.lemma[head] in get_syntax_words("tellers")
        return Embedding(head, "infinitive", None) if bound else None
    if label == "acl" and is_content_of_noun(tree, token):
        return Embedding(head, _classify_clause(tree, token), None)
    if label in ("pcomp", "pobj"):
        return _find_prepositional_embedding(tree, token)
    if label in ("compound", "nmod") and is_noun(tree, head):
        return Embedding(head, "noun", "of")
    if label in ("dobj", "nsubjpass") or (label == "nsubj" and is_passive(tree, head)):
        return Embedding(head, "gerund" if is_verb(tree, token) else "noun", None)
    if label == "nsubj" and is_verb(tree, head):
        return Embedding(head, "subject", None)
    return None


def _find_linked_embedding(tree: DependencyTree, head: int, clause: int) -> int:
    """The adjective or noun behind `be` to which a clause belongs: `it is unclear whether`."""
    if tree.lemma[head] in ("be", "seem", "become", "remain", "appear", "feel", "look"):
        behind = [
            one for one in list_predicatives(tree, head) if head < one < clause and tree.pos[one] in ("ADJ", "NOUN")
        ]
        return behind[-1] if behind else head
    return head


def _classify_clause(tree: DependencyTree, verb: int) -> Form:
    if is_infinitive(tree, verb):
        return "infinitive"
    marks = {tree.lower[mark] for mark in list_markers(tree, verb)}
    if marks & ASKING:
        return "question"
    if is_small_clause(tree, verb):
        return "participle"
    helped = any(tree.label[child] in ("aux", "auxpass") for child in tree.children[verb])
    if tree.tag[verb] == "VBG" and not helped:
        return "gerund"
    if tree.tag[verb] == "VBG" and any(tree.tag[child] == "VBG" for child in tree.children[verb] if child < verb):
        return "gerund"
    having = any(tree.lower[child] in ("having", "being") for child in tree.children[verb])
    if having and not marks:
        return "gerund"
    causative = tree.lemma[tree.head[verb]] in get_syntax_words("causatives")
    bare = tree.tag[verb] in ("VB", "JJ") or (tree.tag[verb] == "VBP" and causative)
    if bare and not helped and not marks and (causative or find_subject(tree, verb) is None):
        return "infinitive"
    return "clause"


def _find_prepositional_embedding(tree: DependencyTree, token: int) -> Embedding | None:
    preposition = tree.head[token]
    word, above = tree.lower[preposition], tree.head[preposition]
    if above == preposition:
        return None
    complex_word = read_complex_word(tree, preposition)
    if complex_word is not None:
        above, word = tree.head[tree.head[above]], complex_word
    if tree.label[above] == "prep" and tree.tag[above] != "VBG":
        above = tree.head[above]
        word = f"{tree.lower[tree.head[preposition]]} {word}"
    if tree.label[above] in ("prt", "advmod") and not is_verb(tree, above) and not is_noun(tree, above):
        above = tree.head[above]
    found = Embedding(above, "gerund" if is_verb(tree, token) else "noun", word)
    if tree.lemma[above] == "be" and (subject := find_subject(tree, above)) is not None and is_noun(tree, subject):
        shared = found._replace(governor=subject)  # a warrant is out for her arrest
        return shared if find_signature(tree, shared, token) is not None else found
    verb = tree.head[above]
    if tree.label[above] == "dobj" and above < preposition and find_signature(tree, found, token) is None:
        # `warned the rebels of war`: the model hangs what belongs to the verb on its object
        raised = found._replace(governor=verb)
        return raised if find_signature(tree, raised, token) is not None else found
    return found


def find_signature(tree: DependencyTree, embedding: Embedding, token: int | None = None) -> Signature | None:
    """The signature of the governor for this form; the governor is read as the word class that its place allows."""
    governor = embedding.governor
    for kind in _list_kinds(tree, governor):
        for lemma in {tree.lemma[governor]: 0, tree.lower[governor]: 0}:
            for entry in find_signatures(kind, lemma):
                if _is_fitting(tree, entry, embedding, token):
                    return entry
    return None


def _list_kinds(tree: DependencyTree, governor: int) -> tuple[str, ...]:
    if is_verb(tree, governor):
        return ("verb", "adjective") if tree.label[governor] in ("acomp", "amod", "ROOT") else ("verb",)
    if tree.pos[governor] == "ADJ" or tree.label[governor] in ("acomp", "oprd"):
        return ("adjective", "verb")
    if tree.pos[governor] == "ADP":
        return ("adjective",)
    return ("noun",)


def _is_fitting(tree: DependencyTree, entry: Signature, embedding: Embedding, token: int | None) -> bool:
    governor, form, preposition = embedding
    if form not in entry.forms:
        return False
    if form in ("gerund", "noun") and not _is_behind(entry, preposition):
        return False
    if entry.passive and not is_passive(tree, governor):
        return False
    if entry.caused and not (is_passive(tree, governor) or _has_doer(tree, governor, token)):
        return False
    if entry.perfect and not any(tree.lower[child] == "had" for child in tree.children[governor] if child < governor):
        return False
    if entry.going and tree.tag[governor] != "VBG":
        return False
    if entry.bare and (find_direct_object(tree, governor) is not None or tree.tag[governor] not in ("VBD", "VBN")):
        return False
    if entry.subjunctive and token is not None and not _is_subjunctive(tree, token):
        return False
    return not entry.governs or (token is not None and tree.lemma[token] in entry.governs)


def _has_doer(tree: DependencyTree, governor: int, verb: int | None) -> bool:
    """Whether the complement's doer is named: `forced the firm to pay`, `made villagers dig`."""
    return find_direct_object(tree, governor) is not None or (verb is not None and find_subject(tree, verb) is not None)


def _is_behind(entry: Signature, preposition: str | None) -> bool:
    if preposition is None:
        return not entry.prepositions or entry.kind == "noun"
    return preposition in entry.prepositions or preposition.split()[-1] in entry.prepositions


def _is_subjunctive(tree: DependencyTree, verb: int) -> bool:
    helpers = [child for child in tree.children[verb] if tree.label[child] in ("aux", "auxpass")]
    first = min([verb, *helpers])
    return tree.lower[first] in ("should", "must", "be") or (tree.tag[first] in ("VB", "VBP") and first == verb)
