"""Numbers that name rather than count: products, laws, indices, versions, list items, the pronoun `one`."""

from spacy.tokens import Token

from pipeline.extract.quantities.lexed_sentence import LexedSentence
from pipeline.extract.quantities.number_parser import parse_number
from pipeline.extract.quantities.outcome_frames import find_outcome
from pipeline.extract.quantities.quantity_record import Quantity
from pipeline.extract.quantities.quantity_words import is_in_word_set
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.dependency_tree import DependencyTree
from pipeline.language.syntax.grammatical_relations import Relation
from pipeline.language.syntax.noun_phrases import has_number_before

# In headlines all words longer than this have capitals.
SHORT_WORD_LENGTH = 4
# A name in a numbered list has so many words at most.
MAX_LISTED_WORDS = 5
# More digits than this without a comma among them are a key of some register; the world's money has fifteen.
MAX_COUNT_DIGITS = 15
ADVERBIAL = frozenset({Relation.ADVERB, Relation.NOUN_ADVERBIAL, Relation.ROOT})
NAME_ENTITY_TYPES = frozenset(
    {"PRODUCT", "ORG", "FAC", "LAW", "WORK_OF_ART", "EVENT", "GPE", "LOC", "PERSON", "NORP", "LANGUAGE"}
)


def is_nominal_number(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Whether a number without a unit is part of a name, a numbering or the pronoun `one`."""
    if _is_list_item(lexed, quantity) or _is_code(lexed, quantity) or _is_spaced_code(lexed, quantity):
        return True
    if quantity.unit is not None:
        code = _is_glued_before(lexed, quantity) and quantity.unit_measure != "money"
        return code or _is_story_day(lexed, quantity)
    if quantity.kind == "ordinal":
        return _is_nominal_ordinal(lexed, quantity)
    if quantity.kind == "multiple" and lexed.lower(quantity.last) == "to":
        return parse_number(lexed, quantity.last + 1) is not None  # doubled to 40: the result is the figure
    if quantity.kind == "vague":
        return False
    if quantity.kind == "part":
        joined = lexed.is_dash(quantity.last) and lexed.is_glued(quantity.last) and lexed.is_glued(quantity.last + 1)
        return joined or lexed.lower(quantity.last) in {"time", "back"}  # half-hearted; of a match, of a team
    if _is_glued_before(lexed, quantity) or _is_glued_after(lexed, quantity) or _is_address(lexed, quantity):
        return True
    before = lexed.lower(quantity.first - 1)
    if is_in_word_set("indices", before) or (before == "p" and lexed.lower(quantity.first - 2) in {"s", "&"}):
        return True
    if is_in_word_set("ranks", before) and not _has_plural_noun(lexed, quantity):
        return True
    if before in {"#", "№"} or (is_in_word_set("numbered", before) and not _has_plural_noun(lexed, quantity)):
        return True
    if (
        before == "."
        and is_in_word_set("numbered", lexed.lower(quantity.first - 2))
        and lexed.is_glued(quantity.first - 1)
    ):
        return True
    if (
        is_in_word_set("numbered_bodies", lexed.lower(quantity.first - 2))
        and lexed.text(quantity.first - 2)[0].isupper()
    ):
        return before == "of"  # the Group of 20
    if _is_in_name(lexed, quantity) or _is_anaphoric(lexed, quantity) or _is_numbered_part(lexed, quantity):
        return True
    return quantity.value == 1 and quantity.kind == "words" and _is_pronoun(lexed, quantity)


def _is_story_day(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`One day the wall will fall`: some day, and no length of time."""
    unit = quantity.unit_lexemes
    if quantity.first > 0 or quantity.kind != "words" or quantity.value != 1 or unit is None:
        return False
    return get_relation(lexed.tree, lexed.token_index(unit[0])) is Relation.NOUN_ADVERBIAL


def _is_address(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`22 Harbour Street`: a house number before the capitalised name of a street."""
    if quantity.kind != "digits":
        return False
    for at in range(quantity.last, quantity.last + MAX_LISTED_WORDS):
        if not lexed.text(at)[:1].isupper():
            return False
        if at > quantity.last and is_in_word_set("streets", lexed.lower(at)):
            return True
    return False


def _is_spaced_code(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`COVID -19`: what is written apart from the name in capitals that it belongs to; not `DAX -1.6%`."""
    before = lexed.text(quantity.first - 1)
    if quantity.unit == "percent":
        return False
    return (quantity.value or 0) < 0 and len(before) > 1 and before.isalpha() and before.isupper()


def _is_glued_before(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`S23`, `V-6`, `mid-20`, `COVID-19`; a word that joins the ends of a range is no part of a name."""
    first = quantity.first
    if quantity.kind == "digits" and lexed.kind(first - 1) == "word" and lexed.is_glued(first):
        return True
    if not (lexed.is_dash(first - 1) and lexed.is_glued(first) and lexed.is_glued(first - 1)):
        return False
    if lexed.kind(first - 2) == "numeral":
        return lexed.kind(first - 3) == "word" and lexed.is_glued(first - 2)
    if lexed.kind(first - 2) != "word":
        return False
    return lexed.lower(first - 2) not in {"to", "and", "or", "minus", "up", "a"}


def _is_glued_after(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`5G`, `11a`, `4x4`, `401(k)`."""
    last = quantity.last
    if quantity.kind != "digits" or not lexed.is_glued(last):
        return False
    bracketed = lexed.text(last) == "(" and lexed.text(last + 2) == ")" and len(lexed.text(last + 1)) == 1
    return bracketed or (lexed.kind(last) == "word" and lexed.lower(last) != "x")


def _has_plural_noun(lexed: LexedSentence, quantity: Quantity) -> bool:
    tree, token = lexed.tree, lexed.token_index(quantity.number_lexemes[1] - 1)
    return has_number_before(tree, token) and tree.tag[tree.head[token]] in {"NNS", "NNPS"}


def _is_list_item(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`1. Wash`, `(2) cut`, `3) save`, `4 Ana Lopez`: a digit that numbers what follows."""
    first, last = quantity.first, quantity.first + 1
    if quantity.kind != "digits" or quantity.number_lexemes != (first, last):
        return False
    if first > 0 and quantity.unit is None and lexed.text(last) == ")" and len(lexed.text(first)) == 1:
        return lexed.text(first - 1) == "(" or all(lexed.text(at) != "(" for at in range(first))
    if first > 0 or lexed.is_glued(last) == (lexed.kind(last) == "word"):
        return False
    words = [lexed.token(at) for at in range(last, len(lexed)) if lexed.kind(at) == "word"]
    listed = 0 < len(words) <= MAX_LISTED_WORDS and all(word.tag_ == "NNP" for word in words)
    return listed or (quantity.unit is None and lexed.text(last) in {".", ")"} and last + 1 < len(lexed))


def _is_code(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Whether digits are a value in markup (`id="48"`) or too many to be more than a key."""
    before = quantity.first - 1 - (lexed.text(quantity.first - 1) in {'"', "'"})
    set_to = lexed.text(before) == "=" and lexed.is_glued(quantity.first) and lexed.is_glued(before)
    return set_to or (lexed.text(quantity.first).isdecimal() and len(lexed.text(quantity.first)) > MAX_COUNT_DIGITS)


def _is_in_name(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Whether a capitalised name before or after the number holds it."""
    token = lexed.token(quantity.number_lexemes[0])
    if token.ent_iob_ == "I" and token.ent_type_ in NAME_ENTITY_TYPES and token.i > lexed.sentence.first:
        return True
    if (
        quantity.scale > 1
        or quantity.value != int(quantity.value or 0)
        or "," in lexed.text(quantity.number_lexemes[0])
    ):
        return False
    if quantity.kind == "words" and _is_title(lexed, quantity):
        return True
    before, tree = token.nbor(-1) if token.i > lexed.sentence.first else None, lexed.tree
    if before is not None and _is_proper(before) and _is_same_phrase(tree, before.i, token.i):
        return True
    after = lexed.token(quantity.last) if quantity.last < len(lexed) else None
    if before is not None and after is not None and before.tag_ == after.tag_ == "NNP" and quantity.kind == "digits":
        return True
    single = after is not None and after.tag_ == "NNP" and after.i == token.i + 1 and not after.text.endswith("s")
    return (
        quantity.kind == "digits"
        and single
        and tree.tag[tree.head[token.i]] == "NNP"
        and token.ent_type_ not in {"CARDINAL", "QUANTITY"}
    )


def _is_title(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`Four Seasons`, `Two Rivers`: number word and noun with capitals where other words have none."""
    after = lexed.text(quantity.last)
    if quantity.first == 0 or not lexed.text(quantity.first)[0].isupper() or not after[:1].isupper():
        return False
    return any(
        lexeme.kind == "word" and len(lexeme.text) > SHORT_WORD_LENGTH and lexeme.text.islower()
        for lexeme in lexed.lexemes
    )


def _is_proper(token: Token) -> bool:
    mixed = any(letter.isupper() for letter in token.text[1:]) or token.text[:1].isupper()
    return (token.pos_ == "PROPN" and mixed) or (mixed and token.text[:1].islower())


def _is_same_phrase(tree: DependencyTree, before: int, number: int) -> bool:
    return tree.head[number] in (before, tree.head[before]) or tree.head[before] == number


def _is_nominal_ordinal(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Ordinals that name: `the 22nd amendment`, `the 21st century`, `World War Two`, `First Minister`; adverbs too."""
    token = lexed.token(quantity.number_lexemes[0])
    after = quantity.last + 1 if lexed.is_dash(quantity.last) else quantity.last
    if quantity.last - quantity.first > 1 or lexed.is_dash(quantity.last) or lexed.is_dash(quantity.first - 1):
        return True
    adverb = lexed.lower(after) == "time" and lexed.lower(quantity.first - 2) == "for"
    if adverb or (parse_number(lexed, quantity.last) and lexed.lower(quantity.last) != "one"):
        return True  # "for the first time", "the first two weeks"
    following = lexed.lower(after)
    if (
        is_in_word_set("numbered", following)
        or is_in_word_set("time_units", following)
        or is_in_word_set("months", following)
    ):
        return True
    if is_in_word_set("after_ordinal", following) or (
        after < len(lexed) and is_in_word_set("after_ordinal", lexed.token(after).lemma_)
    ):
        return True
    if token.ent_type_ in {"DATE", "TIME"} | NAME_ENTITY_TYPES or (
        token.text[:1].isupper() and token.i > lexed.sentence.first
    ):
        return True
    return get_relation(lexed.tree, token.i) in ADVERBIAL or token.pos_ == "ADV"


def _is_numbered_part(lexed: LexedSentence, quantity: Quantity) -> bool:
    """`Sections 12 and 14`: one of several numbers behind the name of the parts that they number."""
    at = quantity.first - 1
    while at > 0 and (lexed.kind(at) == "numeral" or lexed.lower(at) in {"and", "or", "to", ","} or lexed.is_dash(at)):
        at -= 1
    return quantity.kind == "digits" and is_in_word_set("numbered_parts", lexed.lower(at))


def _is_anaphoric(lexed: LexedSentence, quantity: Quantity) -> bool:
    """Whether a number word only takes up those named before: `the two will meet`, not `the two were killed`."""
    if quantity.kind != "words" or quantity.counted_noun is not None or lexed.lower(quantity.first - 1) != "the":
        return False
    token = lexed.token_index(quantity.number_lexemes[0])
    alone = get_relation(lexed.tree, token) in (Relation.SUBJECT, Relation.PASSIVE_SUBJECT)
    return alone and lexed.lower(quantity.last) != "of" and find_outcome(lexed.tree, token, is_noun=False) is None


def _is_pronoun(lexed: LexedSentence, quantity: Quantity) -> bool:
    """The pronoun `one`, and `one` that only introduces a noun ("one reason is")."""
    tree, token = lexed.tree, lexed.token_index(quantity.number_lexemes[0])
    counts = has_number_before(tree, token)
    if is_in_word_set("links_numbers", lexed.lower(quantity.last)) and parse_number(lexed, quantity.last + 1):
        return False
    if lexed.lower(quantity.last) == "of" and not parse_number(lexed, quantity.last + 1):
        return find_outcome(tree, token, is_noun=False) is None  # one of her goals, but: one of them was killed
    if lexed.lower(quantity.first - 1) in {"this", "that", "which", "the", "no", "each", "every", "any", "another"}:
        return not counts
    if lexed.lower(quantity.last) in {"another", "day", "-"} and tree.lower[tree.head[token]] != "per":
        return True
    return not counts or is_in_word_set("introduced_by_one", tree.lemma[tree.head[token]])
