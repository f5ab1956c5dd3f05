"""The noun that a bare number counts, and its noun phrase."""

from pipeline.extract.quantities import units
from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.number_parser import parse_number
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.clause_structure import find_phrase_span
from pipeline.language.syntax.dependency_relations import find_prepositional_object, get_relation, list_compounds
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import is_attributive, is_outer_word, is_premodifier

NOUN_POS = frozenset({"NOUN", "PROPN"})
# How far to the right of its number a counted noun is looked for, in tokens; longer runs are misparses.
MAX_NOUN_DISTANCE = 9
# Words that make a noun one of time (`80 last year`), and tags of words between a number and its noun.
DEICTIC = frozenset({"last", "next", "this"})
BETWEEN_TAGS = frozenset({"VBN", "VBG", "HYPH", "POS", "``", "''"})
PERSON_SUFFIXES = ("er", "or", "ist", "ian", "man", "woman")
# What a noun is that heads a phrase of its own, and no modifier in another.
PHRASE_HEADS = frozenset(
    {
        Relation.PREPOSITIONAL_OBJECT,
        Relation.OBJECT,
        Relation.SUBJECT,
        Relation.PASSIVE_SUBJECT,
        Relation.CONJUNCT,
        Relation.PREDICATIVE,
        Relation.ROOT,
    }
)


def attach_counted_noun(lexed: LexedSentence, quantity: Quantity) -> None:
    """Set the amount's counted noun and its unit, where it has no unit of measure."""
    if quantity.unit is not None or quantity.kind == "multiple":
        return
    token = lexed.token_index(quantity.number_lexemes[1] - 1)
    if lexed.lower(quantity.last) == "times":
        quantity.counted_noun, quantity.unit, quantity.last = (
            lexed.token_index(quantity.last),
            "time",
            quantity.last + 1,
        )
        _add_rate(lexed, quantity)
        return
    suspended = lexed.is_dash(quantity.last) and lexed.is_glued(quantity.last) and not lexed.is_glued(quantity.last + 1)
    joined = lexed.lower(quantity.last) in {"to", "or", "and", "but"} and quantity.kind != "ordinal"
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
    if noun is None or noun >= lexed.sentence.last or noun < lexed.sentence.first:
        return
    quantity.counted_noun = noun
    quantity.unit = get_noun_lemma(lexed, noun)
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


def get_noun_lemma(lexed: LexedSentence, noun: int) -> str:
    """The lemma of a counted noun, in lower case; `people` stands for `person`."""
    tree = lexed.tree
    if tree.lower[noun] in {"people", "persons"}:
        return "person"
    if tree.pos[noun] == "PROPN":
        plural = tree.tag[noun] == "NNPS"
        return tree.lower[noun].removesuffix("s") if plural else lexed.parsed.doc[noun].text
    return _get_hyphen_prefix(lexed, noun) + tree.lemma[noun]


def _get_hyphen_prefix(lexed: LexedSentence, noun: int) -> str:
    """What a hyphen ties to a noun: the `co-` of `co-workers`, the `second-` of `second-graders`."""
    doc = lexed.parsed.doc
    if noun < 2 or doc[noun - 1].text != "-" or doc[noun - 1].whitespace_ or doc[noun - 2].whitespace_:
        return ""
    return "" if _is_number(lexed, noun - 2) else f"{lexed.tree.lower[noun - 2]}-"


def _find_hyphenated_noun(lexed: LexedSentence, quantity: Quantity) -> int | None:
    """`12-page`: the noun that a hyphen ties to the number."""
    position = quantity.last
    if (
        not lexed.is_dash(position)
        or not lexed.is_glued(position)
        or lexed.kind(position + 1) != "word"
        or not lexed.is_glued(position + 1)
    ):
        return None
    quantity.last = position + 2
    return lexed.token_index(position + 1)


def _find_measure_word(lexed: LexedSentence, quantity: Quantity) -> int | None:
    """`12 page document`: a noun in the singular between a number above one and the noun that it measures."""
    position = quantity.last
    if position + 1 >= len(lexed) or lexed.kind(position) != "word" or quantity.value in {None, 1.0}:
        return None
    tree, token = lexed.tree, lexed.token_index(position)
    if tree.tag[token] != "NN" or tree.lower[token] != lexed.lower(position) or not is_attributive(tree, token):
        return None
    head = tree.head[token]
    return token if token < head < token + 4 and tree.tag[head] == "NN" else None


def _find_of_object(lexed: LexedSentence, quantity: Quantity) -> int | None:
    """`dozens of homes`, `two of the deputies`: the noun after `of`."""
    position = quantity.last
    if lexed.lower(position) != "of":
        if quantity.kind == "part" and lexed.lower(position) in {"the", "a", "all", "its", "their", "his", "her"}:
            return _find_phrase_head(lexed, position)
        return None
    if position + 1 >= len(lexed) or lexed.kind(position + 1) == "numeral":
        return None
    after = position + 1 + (lexed.lower(position + 1) in {"them", "whom"})  # five of them officers
    return _find_phrase_head(lexed, after)


def _find_phrase_head(lexed: LexedSentence, position: int) -> int | None:
    """The head of the noun phrase that begins at a place."""
    if position >= len(lexed):
        return None
    tree, token = lexed.tree, lexed.token_index(position)
    head = token
    for _ in range(4):
        if tree.pos[head] in NOUN_POS and get_relation(tree, head) in PHRASE_HEADS:
            break
        if tree.head[head] <= head or tree.pos[tree.head[head]] not in NOUN_POS:
            break
        head = tree.head[head]
    return head if tree.pos[head] in NOUN_POS and head - token < MAX_NOUN_DISTANCE else None


def _find_modified_noun(lexed: LexedSentence, token: int, quantity: Quantity) -> int | None:
    """The noun that the number modifies in the parse."""
    tree, head = lexed.tree, token
    for _ in range(4):
        if not is_premodifier(tree, head):
            return None
        head = tree.head[head]
        if (
            head > token
            and tree.pos[head] in NOUN_POS
            and not _is_number(lexed, head)
            and not _is_inner_name(tree, head)
        ):
            break
    if any(tree.lower[child] in DEICTIC and token < child < head for child in tree.children[head]):
        return None
    if (
        head <= token
        or head - token > MAX_NOUN_DISTANCE
        or tree.pos[head] not in NOUN_POS
        or _is_separated(lexed, quantity.last, head)
    ):
        return None
    return head


def _find_adjacent_noun(lexed: LexedSentence, quantity: Quantity) -> int | None:
    """The last noun of the run of words right after the number, where the parse ties them otherwise."""
    if quantity.last >= len(lexed) or lexed.kind(quantity.last) != "word":
        return None
    start = lexed.token_index(quantity.last)
    if start == lexed.token_index(quantity.last - 1):
        return None
    tree, last = lexed.tree, None
    for token in range(start, min(start + MAX_NOUN_DISTANCE, lexed.sentence.last)):
        if tree.pos[token] in NOUN_POS:
            last = token
        elif (
            last is not None
            or tree.lower[token] in DEICTIC
            or (tree.pos[token] not in {"ADJ", "NUM"} and tree.tag[token] not in BETWEEN_TAGS)
        ):
            break
    return last if last is not None and not is_in_word_set("never_counted", tree.lower[last]) else None


def _is_separated(lexed: LexedSentence, position: int, noun: int) -> bool:
    """Whether a comma, colon or bracket parts the number from the noun; a whole bracket between does not."""
    doc, depth = lexed.parsed.doc, 0
    for at in range(lexed.token_index(position), noun):
        depth += (doc[at].text == "(") - (doc[at].text == ")")
        if depth < 0 or (doc[at].text in {",", ";", ":"} and doc[at - 1].pos_ != "ADJ"):
            return True
    return depth > 0


def is_person(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun is one for people, by a list and by the endings of such nouns."""
    word = tree.lemma[noun]
    people = tree.lower[noun] in {"people", "persons"} or is_in_word_set("people", word)
    return people or (word.endswith(PERSON_SUFFIXES) and not is_known_thing(tree, noun))


def is_known_thing(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun is in the list of animals and things that are killed, saved, held or lost too."""
    return is_in_word_set("not_people", tree.lemma[noun])


def _is_inner_name(tree: DependencyTree, noun: int) -> bool:
    """Whether a noun is a name that only modifies a plural after it: the union of `union (EU) officials`."""
    above = tree.head[noun]
    inner = noun in list_compounds(tree, above) and tree.pos[noun] == "PROPN"
    return inner and above > noun and tree.tag[above] == "NNS"


def _is_number(lexed: LexedSentence, token: int) -> bool:
    return lexed.tree.pos[token] == "NUM" or lexed.parsed.doc[token].like_num


def get_noun_phrase(lexed: LexedSentence, quantity: Quantity) -> tuple[int, int] | None:
    """The tokens `[first, last)` of the counted noun with its modifiers and the `of` that tells what it is made of."""
    if quantity.counted_noun is None:
        return None
    tree, noun = lexed.tree, quantity.counted_noun
    behind = quantity.last < len(lexed) and lexed.token_index(quantity.last) <= noun
    after = lexed.token_index(quantity.last if behind else min(quantity.number_lexemes[1], len(lexed) - 1))
    if after <= noun:
        first = max(after, min((child for child in tree.children[noun] if child < noun), default=noun))
    else:
        first = find_phrase_span(tree, noun)[0]
    while first < noun and (
        is_outer_word(tree, first) or tree.tag[first] in {"RBS", "RBR"} or tree.lower[first] in {"them", "whom", "of"}
    ):
        first += 1
    last = noun + 1
    if last < lexed.sentence.last and lexed.parsed.doc[last].text == "of" and tree.head[last] == noun:
        inner = find_prepositional_object(tree, noun, "of")
        if inner is not None and find_phrase_span(tree, inner)[1] <= lexed.sentence.last:
            last = inner + 1
    return first, last
