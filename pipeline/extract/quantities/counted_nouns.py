"""The noun that a bare number counts, and its noun phrase."""

from spacy.tokens import Token

from pipeline.extract.quantities import units
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.number_parser import parse_number
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set

NOUN_POS = frozenset({"NOUN", "PROPN"})
# How far to the right of its number a counted noun is looked for, in tokens; longer runs are misparses.
MAX_NOUN_DISTANCE = 9
PERSON_SUFFIXES = ("er", "or", "ist", "ian", "man", "woman")
# Links of words that stand before a noun without being part of what is counted.
OUTER_DEPS = frozenset({"det", "punct", "case", "prep", "predet", "cc"})
MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM", "PART"})


def attach_counted_noun(lexed: LexedSentence, quantity: Quantity) -> None:
    """Set the amount's counted noun and its unit, where it has no unit of measure."""
    if quantity.unit is not None or quantity.kind == "multiple":
        return
    token = lexed.token(quantity.number_lexemes[1] - 1)
    if lexed.lower(quantity.last) == "times":
        quantity.counted_noun, quantity.unit, quantity.last = (
            lexed.token_index(quantity.last),
            "time",
            quantity.last + 1,
        )
        _add_rate(lexed, quantity)
        return
    suspended = lexed.is_dash(quantity.last) and lexed.is_glued(quantity.last) and not lexed.is_glued(quantity.last + 1)
    joined = lexed.lower(quantity.last) in {"to", "or", "and"} and quantity.kind != "ordinal"
    if joined and parse_number(lexed, quantity.last + 1):
        return  # "4,205 to 3,900 votes": the noun comes with the last
    if (
        lexed.text(quantity.last) == "%"
        or suspended
        or (lexed.is_dash(quantity.last) and lexed.text(quantity.last + 1) == ",")
    ):
        return  # "two-, three- and four-seat": the noun comes with the last
    noun = (
        _find_hyphenated_noun(lexed, quantity)
        or _find_measure_word(lexed, quantity)
        or _find_of_object(lexed, quantity)
        or _find_modified_noun(lexed, token, quantity)
        or _find_adjacent_noun(lexed, quantity)
    )
    if noun is None or noun.i >= lexed.sentence.last or noun.i < lexed.sentence.first:
        return
    quantity.counted_noun = noun.i
    quantity.unit = get_noun_lemma(noun)
    _add_rate(lexed, quantity)


def get_end_position(lexed: LexedSentence, quantity: Quantity) -> int:
    """The place after an amount and its counted noun."""
    return (
        max(quantity.last, lexed.last_lexemes.get(quantity.counted_noun, 0) + 1)
        if quantity.counted_noun is not None
        else quantity.last
    )


def _add_rate(lexed: LexedSentence, quantity: Quantity) -> None:
    """`three tests per day`, `four times a week`: a rate."""
    if divisor := units.find_divisor(lexed, get_end_position(lexed, quantity)):
        quantity.unit = f"{quantity.unit} per {divisor.name}"
        quantity.last = divisor.last


def get_noun_lemma(token: Token) -> str:
    """The lemma of a counted noun, in lower case; `people` stands for `person`."""
    if token.lower_ in {"people", "persons"}:
        return "person"
    if token.pos_ == "PROPN":
        return token.lower_.removesuffix("s") if token.tag_ == "NNPS" else token.text
    return _get_hyphen_prefix(token) + token.lemma_.lower()


def _get_hyphen_prefix(token: Token) -> str:
    """What a hyphen ties to a noun: the `co-` of `co-workers`, the `second-` of `second-graders`."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return ""
    return "" if _is_number(token.nbor(-2)) else f"{token.nbor(-2).lower_}-"


def _find_hyphenated_noun(lexed: LexedSentence, quantity: Quantity) -> Token | None:
    """`12-page`: the noun that a hyphen ties to the number."""
    position = quantity.last
    if (
        not lexed.is_dash(position)
        or not lexed.is_glued(position)
        or lexed.kind(position + 1) != "word"
        or not lexed.is_glued(position + 1)
    ):
        return None
    token = lexed.token(position + 1)
    quantity.last = position + 2
    return token


def _find_measure_word(lexed: LexedSentence, quantity: Quantity) -> Token | None:
    """`12 page document`: a noun in the singular between a number above one and the noun that it measures."""
    position = quantity.last
    if position + 1 >= len(lexed) or lexed.kind(position) != "word" or quantity.value in {None, 1.0}:
        return None
    token = lexed.token(position)
    if token.tag_ != "NN" or token.lower_ != lexed.lower(position) or token.dep_ not in {"compound", "nmod", "amod"}:
        return None
    head = token.head
    return token if head.i > token.i and head.tag_ == "NN" and token.i + 4 > head.i else None


def _find_of_object(lexed: LexedSentence, quantity: Quantity) -> Token | None:
    """`dozens of homes`, `two of the deputies`: the noun after `of`."""
    position = quantity.last
    if lexed.lower(position) != "of":
        if quantity.kind == "part" and lexed.lower(position) in {"the", "a", "all", "its", "their", "his", "her"}:
            return _find_phrase_head(lexed, position)
        return None
    if position + 1 >= len(lexed) or lexed.kind(position + 1) == "numeral":
        return None
    return _find_phrase_head(lexed, position + 1)


def _find_phrase_head(lexed: LexedSentence, position: int) -> Token | None:
    """The head of the noun phrase that begins at a place."""
    if position >= len(lexed):
        return None
    token = lexed.token(position)
    head = token
    for _ in range(4):
        if head.pos_ in NOUN_POS and head.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "conj", "attr", "ROOT"}:
            break
        if head.head.i <= head.i or head.head.pos_ not in NOUN_POS:
            break
        head = head.head
    return head if head.pos_ in NOUN_POS and head.i - token.i < MAX_NOUN_DISTANCE else None


def _find_modified_noun(lexed: LexedSentence, token: Token, quantity: Quantity) -> Token | None:
    """The noun that the number modifies in the parse."""
    head = token
    for _ in range(4):
        if head.dep_ not in {
            "nummod",
            "quantmod",
            "compound",
            "amod",
            "advmod",
            "npadvmod",
            "nmod",
            "det",
            "predet",
            "poss",
        }:
            return None
        head = head.head
        if head.i > token.i and head.pos_ in NOUN_POS and not _is_number(head) and not _is_inner_name(head):
            break
    if any(child.lower_ in {"last", "next", "this"} and child.i > token.i for child in head.lefts):
        return None
    if (
        head.i <= token.i
        or head.i - token.i > MAX_NOUN_DISTANCE
        or head.pos_ not in NOUN_POS
        or _is_separated(lexed, quantity.last, head.i)
    ):
        return None
    return head


def _find_adjacent_noun(lexed: LexedSentence, quantity: Quantity) -> Token | None:
    """The last noun of the run of words right after the number, where the parse ties them otherwise."""
    if quantity.last >= len(lexed) or lexed.kind(quantity.last) != "word":
        return None
    start = lexed.token_index(quantity.last)
    if start == lexed.token_index(quantity.last - 1):
        return None
    doc, last = lexed.parsed.doc, None
    for at in range(start, min(start + MAX_NOUN_DISTANCE, lexed.sentence.last)):
        token = doc[at]
        if token.pos_ in NOUN_POS:
            last = token
        elif (
            token.lower_ in {"last", "next", "this"}
            or (
                token.pos_ not in {"ADJ", "NUM"}
                and not (token.tag_ in {"VBN", "VBG", "HYPH", "POS", "``", "''"} and last is None)
            )
            or last is not None
        ):
            break
    return last if last is not None and not is_in_word_set("never_counted", last.lower_) else None


def _is_separated(lexed: LexedSentence, position: int, noun: int) -> bool:
    """Whether a comma, colon or bracket parts the number from the noun; a whole bracket between does not."""
    doc, depth = lexed.parsed.doc, 0
    for at in range(lexed.token_index(position), noun):
        depth += (doc[at].text == "(") - (doc[at].text == ")")
        if depth < 0 or (doc[at].text in {",", ";", ":"} and doc[at - 1].pos_ != "ADJ"):
            return True
    return depth > 0


def is_person(noun: Token) -> bool:
    """Whether a noun is one for people, by a list and by the endings of such nouns."""
    word = noun.lemma_.lower()
    return noun.lower_ in {"people", "persons"} or is_in_word_set("people", word) or word.endswith(PERSON_SUFFIXES)


def _is_inner_name(noun: Token) -> bool:
    """Whether a noun is a name that only modifies a plural after it: the union of `union (EU) officials`."""
    above = noun.head
    return noun.dep_ in {"compound", "nmod"} and noun.pos_ == "PROPN" and above.i > noun.i and above.tag_ == "NNS"


def _is_number(token: Token) -> bool:
    return token.pos_ == "NUM" or token.like_num


def get_noun_phrase(lexed: LexedSentence, quantity: Quantity) -> tuple[int, int] | None:
    """The tokens `[first, last)` of the counted noun with its modifiers and the `of` that tells what it is made of."""
    if quantity.counted_noun is None:
        return None
    doc = lexed.parsed.doc
    noun = doc[quantity.counted_noun]
    behind = quantity.last < len(lexed) and lexed.token_index(quantity.last) <= noun.i
    after = lexed.token_index(quantity.last if behind else min(quantity.number_lexemes[1], len(lexed) - 1))
    first = max(after, min((child.i for child in noun.lefts), default=noun.i)) if after <= noun.i else noun.left_edge.i
    while first < noun.i and (doc[first].dep_ in OUTER_DEPS or doc[first].tag_ in {"RBS", "RBR"}):
        first += 1
    last = noun.i + 1
    of = doc[last] if last < lexed.sentence.last else None
    if of is not None and of.text == "of" and of.head == noun:
        inner = next((child for child in of.children if child.dep_ == "pobj"), None)
        if inner is not None and inner.right_edge.i < lexed.sentence.last:
            last = inner.i + 1
    return first, last
