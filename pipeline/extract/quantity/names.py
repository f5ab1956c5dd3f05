"""Numbers that name rather than count: products, laws, indices, versions, list items, the pronoun `one`."""

from spacy.tokens import Token

from pipeline.extract.quantity.amount import Amount
from pipeline.extract.quantity.line import Line
from pipeline.extract.quantity.numbers import read
from pipeline.extract.quantity.words import among

# In headlines all words longer than this have capitals.
LONG = 4
# A name in a numbered list has so many words at most.
LISTED = 5
# More digits than this without a comma among them are a key of some register; the world's money has fifteen.
LONGEST_COUNT = 15
NAMED = frozenset({"PRODUCT", "ORG", "FAC", "LAW", "WORK_OF_ART", "EVENT", "GPE", "LOC", "PERSON", "NORP", "LANGUAGE"})


def is_name(line: Line, amount: Amount) -> bool:
    """Whether a number without a unit is part of a name, a numbering or the pronoun `one`."""
    if _is_list_item(line, amount) or _is_code(line, amount):
        return True
    if amount.unit is not None:
        return _glued_before(line, amount) and amount.unit_measure != "money"
    if amount.kind == "ordinal":
        return _is_calendar_ordinal(line, amount)
    if amount.kind == "vague":
        return False
    if amount.kind == "part":
        joined = line.dash(amount.last) and line.glued(amount.last) and line.glued(amount.last + 1)
        return joined or line.lower(amount.last) in {"time", "back"}  # half-hearted; of a match, of a team
    if _glued_before(line, amount) or _glued_after(line, amount):
        return True
    before = line.lower(amount.first - 1)
    if among("indices", before) or (before == "p" and line.lower(amount.first - 2) in {"s", "&"}):
        return True
    if among("ranks", before) and not _counts_plural(line, amount):
        return True
    if before in {"#", "№"} or (among("numbered", before) and not _counts_plural(line, amount)):
        return True
    if before == "." and among("numbered", line.lower(amount.first - 2)) and line.glued(amount.first - 1):
        return True
    if among("numbered_bodies", line.lower(amount.first - 2)) and line.text(amount.first - 2)[0].isupper():
        return before == "of"  # the Group of 20
    return _in_name(line, amount) or (amount.value == 1 and amount.kind == "words" and _is_pronoun(line, amount))


def _glued_before(line: Line, amount: Amount) -> bool:
    """`S23`, `V-6`, `mid-20`, `COVID-19`; a word that joins the ends of a range is no part of a name."""
    first = amount.first
    if amount.kind == "digits" and line.kind(first - 1) == "word" and line.glued(first):
        return True
    if not (line.dash(first - 1) and line.glued(first) and line.glued(first - 1)):
        return False
    if line.kind(first - 2) == "numeral":
        return line.kind(first - 3) == "word" and line.glued(first - 2)
    if line.kind(first - 2) != "word":
        return False
    return line.lower(first - 2) not in {"to", "and", "or", "minus", "up", "a"}


def _glued_after(line: Line, amount: Amount) -> bool:
    """`5G`, `11a`, `4x4`, `401(k)`."""
    last = amount.last
    if amount.kind != "digits" or not line.glued(last):
        return False
    bracketed = line.text(last) == "(" and line.text(last + 2) == ")" and len(line.text(last + 1)) == 1
    return bracketed or (line.kind(last) == "word" and line.lower(last) != "x")


def _counts_plural(line: Line, amount: Amount) -> bool:
    token = line.token(amount.number_at[1] - 1)
    return token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in {"NNS", "NNPS"}


def _is_list_item(line: Line, amount: Amount) -> bool:
    """`1. Wash`, `(2) cut`, `3) save`, `4 Ana Lopez`: a digit that numbers what follows."""
    first, last = amount.first, amount.first + 1
    if amount.kind != "digits" or amount.number_at != (first, last):
        return False
    if first > 0 and amount.unit is None and line.text(last) == ")" and len(line.text(first)) == 1:
        return line.text(first - 1) == "(" or all(line.text(at) != "(" for at in range(first))
    if first > 0 or line.glued(last) == (line.kind(last) == "word"):
        return False
    words = [line.token(at) for at in range(last, len(line)) if line.kind(at) == "word"]
    listed = 0 < len(words) <= LISTED and all(word.tag_ == "NNP" for word in words)
    return listed or (amount.unit is None and line.text(last) in {".", ")"} and last + 1 < len(line))


def _is_code(line: Line, amount: Amount) -> bool:
    """Whether digits are a value in markup (`id="48"`) or too many to be more than a key."""
    before = amount.first - 1 - (line.text(amount.first - 1) in {'"', "'"})
    set_to = line.text(before) == "=" and line.glued(amount.first) and line.glued(before)
    return set_to or (line.text(amount.first).isdecimal() and len(line.text(amount.first)) > LONGEST_COUNT)


def _in_name(line: Line, amount: Amount) -> bool:
    """Whether a capitalised name before or after the number holds it."""
    token = line.token(amount.number_at[0])
    if token.ent_iob_ == "I" and token.ent_type_ in NAMED and token.i > line.sentence.first:
        return True
    if amount.scale > 1 or amount.value != int(amount.value or 0) or "," in line.text(amount.number_at[0]):
        return False
    if amount.kind == "words" and _is_title(line, amount):
        return True
    before, head = token.nbor(-1) if token.i > line.sentence.first else None, token.head
    if before is not None and _is_proper(before) and _same_phrase(before, token):
        return True
    after = line.token(amount.last) if amount.last < len(line) else None
    if before is not None and after is not None and before.tag_ == after.tag_ == "NNP" and amount.kind == "digits":
        return True
    single = after is not None and after.tag_ == "NNP" and after.i == token.i + 1 and not after.text.endswith("s")
    return amount.kind == "digits" and single and head.tag_ == "NNP" and token.ent_type_ not in {"CARDINAL", "QUANTITY"}


def _is_title(line: Line, amount: Amount) -> bool:
    """`Four Seasons`, `Two Rivers`: number word and noun with capitals where other words have none."""
    after = line.text(amount.last)
    if amount.first == 0 or not line.text(amount.first)[0].isupper() or not after[:1].isupper():
        return False
    return any(lexeme.kind == "word" and len(lexeme.text) > LONG and lexeme.text.islower() for lexeme in line.lexemes)


def _is_proper(token: Token) -> bool:
    mixed = any(letter.isupper() for letter in token.text[1:]) or token.text[:1].isupper()
    return (token.pos_ == "PROPN" and mixed) or (mixed and token.text[:1].islower())


def _same_phrase(before: Token, number: Token) -> bool:
    return number.head == before or before.head == number or before.head == number.head or before == number.head


def _is_calendar_ordinal(line: Line, amount: Amount) -> bool:
    """Ordinals that name: `the 22nd amendment`, `the 21st century`, `World War Two`, `First Minister`; adverbs too."""
    token = line.token(amount.number_at[0])
    after = amount.last + 1 if line.dash(amount.last) else amount.last
    if amount.last - amount.first > 1 or line.dash(amount.last) or line.dash(amount.first - 1):
        return True
    adverb = line.lower(after) == "time" and line.lower(amount.first - 2) == "for"
    if adverb or (read(line, amount.last) and line.lower(amount.last) != "one"):
        return True  # "for the first time", "the first two weeks"
    following = line.lower(after)
    if among("numbered", following) or among("time_units", following) or among("months", following):
        return True
    if among("after_ordinal", following) or (after < len(line) and among("after_ordinal", line.token(after).lemma_)):
        return True
    if token.ent_type_ in {"DATE", "TIME"} | NAMED or (token.text[:1].isupper() and token.i > line.sentence.first):
        return True
    return token.dep_ in {"advmod", "npadvmod", "ROOT"} or token.pos_ == "ADV"


def _is_pronoun(line: Line, amount: Amount) -> bool:
    """The pronoun `one`, and `one` that only introduces a noun ("one reason is")."""
    token = line.token(amount.number_at[0])
    if among("links_numbers", line.lower(amount.last)) and read(line, amount.last + 1):
        return False
    if line.lower(amount.last) == "of" and not read(line, amount.last + 1):
        described = amount.first > 0 and line.token(amount.first - 1).pos_ in {"ADJ", "DET"}
        owned = amount.last + 1 < len(line) and line.token(amount.last + 1).dep_ in {"poss", "compound"}
        return described or not (among("ones_of", line.lower(amount.last + 1)) or owned)
    if line.lower(amount.first - 1) in {"this", "that", "which", "the", "no", "each", "every", "any", "another"}:
        return not (token.dep_ == "nummod" and token.head.i > token.i)
    if line.lower(amount.last) in {"another", "day", "-"} and token.head.text != "per":
        return True
    counts = token.dep_ == "nummod" and token.head.i > token.i
    return not counts or among("introduced_by_one", token.head.lemma_.lower())
