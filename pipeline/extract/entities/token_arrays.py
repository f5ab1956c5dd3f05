"""The tokens of a document as plain lists: many rules look at every token, and lists are far quicker to ask."""

from dataclasses import dataclass

from pipeline.language.parsed_document import ParsedDocument

NOUN_POS = frozenset({"NOUN", "PROPN"})
# Subjects and the other places of a noun phrase that a clause is about; used for salience.
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True)
class TokenArrays:
    """Token by token: text, lemma, tag, part of speech, dependency, index of the head, label of the model's entity."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    entity_label: list[str]
    has_space_after: list[bool]  # whether white space follows
    is_entity_start: list[bool]  # whether an entity of the model begins here
    sentence: list[int]  # number of the sentence, -1 for white space between sentences
    is_sentence_start: list[bool]  # whether the token opens its sentence (after quotation marks and brackets)

    def __len__(self) -> int:
        return len(self.text)

    def is_capitalised(self, token: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[token][:1].isupper()

    def is_noun(self, token: int) -> bool:
        """Whether the tagger holds the token for a noun, common or proper."""
        return self.pos[token] in NOUN_POS

    def is_in_one_sentence(self, first: int, last: int) -> bool:
        """Whether the tokens `[first, last)` stand in one sentence: no name runs over into the next one."""
        return self.sentence[first] == self.sentence[last - 1]

    def has_possessive(self, token: int) -> bool:
        """Whether the token after this one is a possessive mark."""
        return token + 1 < len(self.text) and self.tag[token + 1] == "POS"


def build_token_arrays(parsed: ParsedDocument) -> TokenArrays:
    """The tokens of a parse as lists, index by index."""
    doc = parsed.doc
    strings = doc.vocab.strings
    array = doc.to_array(["LOWER", "LEMMA", "TAG", "POS", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]).tolist()
    names: dict[int, str] = {}

    def name(value: int) -> str:
        if value not in names:
            names[value] = strings[value]
        return names[value]

    size = len(doc)
    sentence, first = [-1] * size, [False] * size
    texts = [token.text for token in doc]
    for number, sent in enumerate(parsed.sentences):
        sentence[sent.first : sent.last] = [number] * (sent.last - sent.first)
        opener = sent.first
        while opener < sent.last - 1 and not texts[opener][:1].isalnum():
            opener += 1
        first[opener] = True
    heads = [index + _decode_signed(row[5]) for index, row in enumerate(array)]
    return TokenArrays(
        text=texts,
        lower=[name(row[0]) for row in array],
        lemma=[name(row[1]) for row in array],
        tag=[name(row[2]) for row in array],
        pos=[name(row[3]) for row in array],
        dep=[name(row[4]) for row in array],
        head=heads,
        entity_label=[name(row[6]) for row in array],
        has_space_after=[bool(token.whitespace_) for token in doc],
        is_entity_start=[row[7] == 3 for row in array],
        sentence=sentence,
        is_sentence_start=first,
    )


def _decode_signed(value: int) -> int:
    # spaCy hands the head over as an unsigned 64-bit offset.
    return value - (1 << 64) if value >> 63 else value
