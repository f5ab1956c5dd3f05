"""Datelines: the place, day and agency before a dash in the first words of a sentence (`LIMA, Oct 2 (Newswire) -`).

The dash is often lost on the way to the web: behind a known agency in brackets none is needed (`LIMA (AP) Two men`).
"""

from typing import TYPE_CHECKING

from pipeline.language.syntax.syntax_words import get_syntax_words

if TYPE_CHECKING:
    from pipeline.language.syntax.dependency_tree import DependencyTree

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "X"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DASHES = frozenset({"-", "--", "—", "–"})
# What a dash becomes in a wrong encoding: the replacement character, a question mark, an underscore.
LOST_DASHES = frozenset({"\ufffd", "?", "_", "*"})
# How many tokens a dateline has at most, its dash among them; more where an agency stands in brackets.
MAX_TOKENS = 10
MAX_TOKENS_WITH_AGENCY = 24


def find_dateline_end(tree: "DependencyTree", first: int) -> int | None:
    """Find the last token of the dateline with which a sentence begins: its dash, or the bracket behind its agency.

    None where it begins with none.
    """
    if first + 2 >= len(tree):
        return None
    article = tree.tag[first] == "DT" and tree.pos[first + 1] == "PROPN" and tree.lower[first + 2] == ","  # THE HAGUE,
    dated = tree.lower[first + 1] == "," and tree.entity[first + 2] == "DATE"  # a town that was taken for an adverb
    if not (article or dated or tree.pos[first] in NOUNS or tree.tag[first].startswith("NNP")):
        return None
    verb = False
    bracket = 0
    for at in range(first + 1, min(first + MAX_TOKENS_WITH_AGENCY, len(tree))):
        if tree.starts[at]:
            return None
        bracket += (tree.lower[at] in ("(", "[")) - (tree.lower[at] in (")", "]"))
        if (tree.lower[at] in DASHES and tree.tag[at] != "HYPH") or (tree.lower[at] == "-" and tree.spaced[at - 1]):
            agency = any(tree.lower[one] in (")", "]") for one in range(first, at))
            short = at < first + MAX_TOKENS and not _has_dash(tree, at + 1)  # dashes in a pair set words apart
            return _skip_brackets(tree, at) if not verb and (agency or short) else None
        closed = tree.lower[at] in (")", "]") and not bracket and not verb and at < first + MAX_TOKENS
        if closed and tree.lower[at - 1] in get_syntax_words("agencies") and not _has_dash_next(tree, at):
            return _skip_lost_dash(tree, at)
        verb = verb or (tree.pos[at] in VERBS and not bracket)
    return None


def _has_dash_next(tree: "DependencyTree", at: int) -> bool:
    return at + 1 < len(tree) and tree.lower[at + 1] in DASHES


def _skip_lost_dash(tree: "DependencyTree", bracket: int) -> int:
    """The mark that a dash became in a wrong encoding, behind the bracket, or the bracket."""
    after = bracket + 1
    lost = after + 1 < len(tree) and not tree.starts[after] and not any(map(str.isalnum, tree.lower[after]))
    return after if lost and tree.lower[after] in LOST_DASHES else bracket


def _skip_brackets(tree: "DependencyTree", dash: int) -> int:
    """The last token of notes in square brackets behind a dash (`-- [Report by the editor] Two men`), or the dash."""
    last = at = dash
    while at + 1 < len(tree) and tree.lower[at + 1] == "[":
        closing = range(at + 2, min(at + 2 + MAX_TOKENS_WITH_AGENCY, len(tree)))
        end = next((one for one in closing if tree.lower[one] == "]"), None)
        if end is None:
            break
        last = at = end
    return last


def _has_dash(tree: "DependencyTree", first: int) -> bool:
    last = tree.find_sentence_bounds(first)[1] if first < len(tree) else first
    return any(tree.lower[at] in DASHES and tree.spaced[at - 1] for at in range(first, last))


def set_dateline_apart(tree: "DependencyTree", first: int) -> None:
    """Hang a dateline on the main verb of its sentence, so that it is no part of a subject or phrase behind it."""
    dash = find_dateline_end(tree, first)
    if dash is None or dash + 1 >= len(tree):
        return
    root = dash + 1
    while tree.head[root] != root:
        root = tree.head[root]
    if root <= dash:
        return
    dateline = range(first, dash + 1)
    behind = [one for token in dateline for one in tree.children[token] if one > dash and tree.pos[one] in NOUNS]
    for token in dateline:
        head = tree.head[token]
        if head <= dash:
            continue
        label = tree.label[token]
        tree.label[token] = "dep"
        if label in SUBJECTS and behind and not any(child > dash for child in tree.list_children(head, SUBJECTS)):
            tree.attach(behind[0], head, label)
        tree.attach(token, root, "dep")
