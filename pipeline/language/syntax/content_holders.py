"""Which predicates hold the clause that a token stands in, whose words they are, and which of them tell nothing.

For attribution, figures and events: who denies, refuses to say or does not comment is nobody's source.
"""

from typing import NamedTuple

from pipeline.language.syntax.dependency_relations import is_verb, list_obliques
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.embedding_forms import Embedding, find_embedding, find_signature
from pipeline.language.syntax.factuality import read_factuality
from pipeline.language.syntax.predicates import read_predicate
from pipeline.language.syntax.signatures import Status
from pipeline.language.syntax.syntax_words import get_syntax_words

CONTENT = frozenset({"clause", "question"})
# Clauses above a token that are looked at.
DEPTH = 12


class ContentHolder(NamedTuple):
    """A predicate that holds a clause: its token, its source (None: unnamed), whether it tells the clause."""

    head: int
    source: int | None
    tells: bool


def list_content_holders(tree: DependencyTree, token: int) -> list[ContentHolder]:
    """The predicates that hold the clause or noun in which a token stands, the innermost first."""
    found: list[ContentHolder] = []
    for _ in range(DEPTH):
        if is_verb(tree, token):
            found += _find_credited_source(tree, token)
        embedding = find_embedding(tree, token)
        if embedding is not None and _holds_content(tree, token, embedding):
            found.append(_build_holder(tree, embedding))
        if tree.head[token] == token:
            break
        token = embedding.governor if embedding is not None else tree.head[token]
    return found


def is_untold(tree: DependencyTree, token: int) -> bool:
    """Whether some predicate around a token tells nothing of it: `denied that`, `did not comment on reports that`."""
    return any(not holder.tells for holder in list_content_holders(tree, token))


def is_telling(tree: DependencyTree, predicate: int) -> bool:
    """Whether a predicate tells what it governs: it is itself asserted and no denial, question or refusal."""
    if tree.lemma[predicate] in get_syntax_words("silent"):
        return False
    return read_factuality(tree, predicate).status is Status.ASSERTED


def _holds_content(tree: DependencyTree, token: int, embedding: Embedding) -> bool:
    """Whether a governor says something of what it governs, rather than acting on it."""
    if embedding.form == "subject":
        return False
    silent = tree.lemma[embedding.governor] in get_syntax_words("silent")
    return embedding.form in CONTENT or silent or find_signature(tree, embedding, token) is not None


def _build_holder(tree: DependencyTree, embedding: Embedding) -> ContentHolder:
    predicate, words = embedding.governor, get_syntax_words("repliers")
    replied = embedding.form == "clause" and tree.lemma[predicate] in words
    tells = read_factuality(tree, predicate).status is Status.ASSERTED if replied else is_telling(tree, predicate)
    return ContentHolder(predicate, read_predicate(tree, predicate).agent, tells)


def list_withholders(tree: DependencyTree, token: int) -> list[int]:
    """The predicates that deny, ask or keep silent about the clause around a token: `denied that`, `did not say`.

    Nobody else tells the clause in between. What somebody refuses to do is no clause (`refused to pay 30 crowns`).
    """
    for place in (token, *tree.iterate_ancestors(token)):
        embedding = find_embedding(tree, place)
        if embedding is not None and embedding.form in CONTENT:
            return _list_withholders_of_clause(tree, place)
    return []


def _list_withholders_of_clause(tree: DependencyTree, clause: int) -> list[int]:
    found: list[int] = []
    for holder in list_content_holders(tree, clause):
        if holder.tells and is_verb(tree, holder.head):
            break
        silent = tree.lemma[holder.head] in get_syntax_words("silent")
        if not holder.tells and (silent or read_factuality(tree, holder.head).status is Status.DENIED):
            found.append(holder.head)
    return found


def is_withheld_by(tree: DependencyTree, token: int, predicate: int) -> bool:
    """Whether a predicate withholds the clause around a token; who asks or denies an opinion withholds nothing."""
    lemma = tree.lemma[predicate]
    if lemma in get_syntax_words("askers"):
        return False
    if lemma in get_syntax_words("opinions") and lemma not in get_syntax_words("silent"):
        return False
    return predicate in list_withholders(tree, token)


def _find_credited_source(tree: DependencyTree, verb: int) -> list[ContentHolder]:
    """`according to the prefect`: the source behind a preposition that hangs on the clause."""
    words = [child for child in tree.children[verb] if tree.lower[child] == "according"]
    return [ContentHolder(word, found.object, True) for word in words for found in list_obliques(tree, word)]
