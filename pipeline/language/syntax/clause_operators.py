"""What the words of a clause itself say of its truth: negation wherever it stands, modals, conditions, questions."""

from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import (
    find_subject,
    is_infinitive,
    is_verb,
    list_auxiliaries,
    list_conjuncts,
    list_determiners,
    list_markers,
    list_obliques,
)
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.signatures import Status
from pipeline.language.syntax.syntax_words import get_syntax_words

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "attr", "csubj"})
UNABLE = frozenset({"could", "can", "ca"})
# How many tokens before its subject the words of a condition stand: `in case`, `as if`, `provided that`.
BEFORE = 3

Operator = tuple[Status, str, int]


def find_verb_operator(tree: DependencyTree, verb: int) -> Operator | None:
    """The strongest of negation, modality, condition and question inside one clause, with its rule and token."""
    condition = find_condition(tree, verb)
    if condition is not None:
        return Status.HYPOTHETICAL, "condition", condition
    negation = find_negation(tree, verb)
    modal = _read_modal(tree, verb)
    if negation is not None:
        sure = modal is None or modal[0] is Status.PLANNED or tree.lower[modal[2]] in UNABLE
        return (Status.DENIED if sure else Status.HYPOTHETICAL), "negation", negation
    return modal or _find_question(tree, verb) or _read_adverb(tree, verb) or _read_timetable(tree, verb)


def _read_modal(tree: DependencyTree, verb: int) -> Operator | None:
    for helper in list_auxiliaries(tree, verb):
        word = tree.lower[helper]
        if word in get_syntax_words("modal_auxiliaries"):
            return Status.HYPOTHETICAL, "modal", helper
        if word in get_syntax_words("future_auxiliaries") and tree.tag[helper] == "MD":
            return Status.PLANNED, "future", helper
    return None


def _read_adverb(tree: DependencyTree, verb: int) -> Operator | None:
    for child in tree.children[verb]:
        if tree.label[child] == "advmod" and tree.lower[child] in get_syntax_words("uncertain_adverbs"):
            return Status.HYPOTHETICAL, "adverb", child
    return None


def _read_timetable(tree: DependencyTree, verb: int) -> Operator | None:
    """The present tense of a beginning on a day: `the trial starts on Monday`."""
    if tree.lemma[verb] not in get_syntax_words("scheduled") or tree.tag[verb] not in ("VBZ", "VBP"):
        return None
    days = [child for child in tree.children[verb] if tree.label[child] == "npadvmod"]
    days += [oblique.object for oblique in list_obliques(tree, verb) if oblique.word in ("on", "in", "at")]
    if list_auxiliaries(tree, verb) or all(tree.entity[day] != "DATE" for day in days):
        return None
    return Status.PLANNED, "coming", verb


def _find_question(tree: DependencyTree, verb: int) -> Operator | None:
    """A question mark at the end of the sentence asks its main clause."""
    if tree.label[verb] not in ("ROOT", "conj"):
        return None
    mark = next((child for child in tree.children[verb] if tree.lower[child] == "?"), None)
    return (Status.HYPOTHETICAL, "question", mark) if mark is not None else None


def find_condition(tree: DependencyTree, verb: int) -> int | None:
    """The word that makes a clause a condition or an indirect question; `in case` and `as if` by their shape."""
    conditional = get_syntax_words("conditional")
    for mark in list_markers(tree, verb):
        if tree.lower[mark] in conditional:
            return mark
    subject = find_subject(tree, verb)
    if subject is None or subject > verb:
        return None
    first, last = find_phrase_span(tree, subject)[0], subject
    for token in range(max(first - BEFORE, 0), last):
        pair = tree.lower[token : token + 2]
        if pair in (["in", "case"], ["as", "if"], ["as", "though"]) or pair[:1] == ["lest"]:
            return token
    inverted = [
        helper
        for helper in list_auxiliaries(tree, verb)
        if helper < first and tree.lower[helper] in ("had", "should", "were")
    ]
    opens = [helper for helper in inverted if tree.starts[helper] or tree.lower[helper - 1] == ","]
    asks = any(tree.lower[child] == "?" for child in tree.children[verb])
    return opens[0] if opens and not asks else None


def is_to_come(tree: DependencyTree, verb: int, marks: set[str]) -> bool:
    """Whether an adverbial clause beside a plan is in the present tense, which may tell what is to come.

    A verb with helpers does so only behind a word of time: `will vote once he is charged`, not `because he is charged`.
    """
    helpers = list_auxiliaries(tree, verb)
    if not helpers:
        return tree.tag[verb] in ("VBZ", "VBP")
    return tree.tag[helpers[0]] in ("VBZ", "VBP") and bool(marks & get_syntax_words("coming_times"))


def find_negation(tree: DependencyTree, verb: int) -> int | None:
    """The word that denies a clause: beside its verb, as or in one of its arguments, or in a phrase of time or case."""
    for child in tree.children[verb]:
        label, word = tree.label[child], tree.lower[child]
        if (
            (label == "neg" or word == "never")
            and word in get_syntax_words("negators")
            and not _is_contrasted(tree, verb, child)
        ):
            return child
        if label in ("cc", "preconj") and word in ("nor", "neither") and child < verb:
            return child
        if tree.tag[child] == "TO" and tree.lower[child - 1] == "yet":
            return child - 1  # have yet to arrest him
        if label == "advmod" and word in ("nearly", "almost") and child == verb - 1:
            return child
        if label == "advmod" and word in ("longer", "more") and tree.lower[child - 1] == "no":
            return child
        if label in ARGUMENTS and (found := find_negative_word(tree, child)) is not None:
            return found
    nor = _find_neither_nor(tree, verb)
    if nor is not None:
        return nor
    for oblique in list_obliques(tree, verb):
        denied = find_negative_word(tree, oblique.object)
        if denied is not None and (oblique.word == "by" or tree.lemma[oblique.object] in get_syntax_words("no_time")):
            return denied
    return None


def _find_neither_nor(tree: DependencyTree, verb: int) -> int | None:
    """`neither ... nor` around verbs or subjects, wherever the model hangs the two words."""
    head = tree.head[verb]
    if tree.label[verb] == "conj":
        joint = next(
            (child for child in tree.children[head] if head < child < verb and tree.lower[child] == "nor"), None
        )
        if joint is not None:
            return joint
    subject = find_subject(tree, verb)
    if subject is None or subject > verb:
        return None
    first = find_phrase_span(tree, subject)[0]
    word = next((token for token in range(first, verb) if tree.lower[token] == "neither"), None)
    return word if word is not None and "nor" in tree.lower[word : find_phrase_span(tree, verb)[1]] else None


def _is_contrasted(tree: DependencyTree, verb: int, negation: int) -> bool:
    """Whether `not` denies only a part: `jailed not the editor but the owner`, `not only`."""
    if tree.lower[negation + 1 : negation + 2] in (["only"], ["just"], ["merely"], ["simply"]):
        return True
    if negation > verb:
        after = find_phrase_span(tree, verb)[1]
        return "but" in tree.lower[negation:after]
    purposes = [
        child for child in tree.children[verb] if any(tree.tag[inner] == "TO" for inner in tree.children[child])
    ]
    return bool(purposes) and any(tree.lower[child] == "but" for child in tree.children[verb]) and len(purposes) > 1


def find_negative_word(tree: DependencyTree, noun: int) -> int | None:
    """The word in a noun phrase that denies its clause: `no`, `none`, `nobody`, `neither side`."""
    if tree.lower[noun] in get_syntax_words("negative_pronouns"):
        return noun
    if is_verb(tree, noun):
        return None
    if noun > 1 and tree.lower[noun - 2 : noun + 1] == ["no", "-", "one"]:  # three tokens of the parser
        return noun - 2
    for child in list_determiners(tree, noun):
        if child < noun and tree.lower[child] in ("no", "neither", "not"):
            followed = tree.lower[child + 1] in ("only", "just", "fewer", "less", "more", "longer")
            if not followed and tree.lower[child] != "not":
                return child
            if tree.lower[child] == "not" and "single" in tree.lower[child + 1 : child + 3]:
                return child
    return None


def find_noun_operator(tree: DependencyTree, noun: int) -> Operator | None:
    """What the words before an event noun say of it: `no`, `planned`, `alleged`, `foiled`."""
    denied = find_negative_word(tree, noun)
    if denied is not None:
        return Status.DENIED, "negative determiner", denied
    first = list_conjuncts(tree, noun)[0]
    for child in tree.children[first]:
        if child > noun or tree.label[child] not in ("amod", "compound", "advmod", "nmod"):
            continue
        word = tree.lower[child]
        if word in get_syntax_words("coming_adjectives"):
            return Status.PLANNED, "coming", child
        if word in get_syntax_words("uncertain_adverbs"):
            return Status.HYPOTHETICAL, "uncertain", child
        if word in get_syntax_words("denying_adjectives"):
            return Status.DENIED, "foiled", child
    return None


def find_denied_purpose(tree: DependencyTree, verb: int) -> int | None:
    """The `not` that denies the first of two purposes: `were not sent to arrest the monks, but to guard the nuns`."""
    head = tree.head[verb]
    if not is_infinitive(tree, verb) or tree.label[verb] not in ("xcomp", "advcl"):
        return None
    negation = next((child for child in tree.children[head] if tree.label[child] == "neg"), None)
    joint = next((child for child in tree.children[head] if child > verb and tree.lower[child] == "but"), None)
    later = joint is not None and any(child > joint and is_infinitive(tree, child) for child in tree.children[head])
    return negation if later else None


def is_in_subject(tree: DependencyTree, token: int, verb: int) -> bool:
    """Whether a word stands in the subject of a verb."""
    subject = find_subject(tree, verb)
    return subject is not None and (token == subject or subject in tree.iterate_ancestors(token))
