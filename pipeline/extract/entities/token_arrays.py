"""The tokens of a document as plain lists: the columns of its dependency tree, with their texts and sentences."""

from dataclasses import dataclass

from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.dependency_relations import get_relation
from pipeline.language.syntax.dependency_tree import DependencyTree, get_tree
from pipeline.language.syntax.grammatical_relations import Relation

NOUN_POS = frozenset({"NOUN", "PROPN"})
# Subjects and the other places of a noun phrase that a clause is about; used for salience.
SUBJECT_RELATIONS = frozenset({Relation.SUBJECT, Relation.PASSIVE_SUBJECT})
ENTITY_BEGINS = 3  # spaCy's code of the first token of an entity


@dataclass(frozen=True)
class TokenArrays:
    """Token by token: text, lemma, tag, part of speech, relation to the head, the head, label of the model's entity."""

    tree: DependencyTree
    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    relation: list[Relation]
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
    """Put the tokens of a parse side by side: the columns of its dependency tree, their texts and their sentences."""
    doc, tree = parsed.doc, get_tree(parsed.doc)
    size = len(doc)
    sentence, first = [-1] * size, [False] * size
    texts = [token.text for token in doc]
    for number, sent in enumerate(parsed.sentences):
        sentence[sent.first : sent.last] = [number] * (sent.last - sent.first)
        opener = sent.first
        while opener < sent.last - 1 and not texts[opener][:1].isalnum():
            opener += 1
        first[opener] = True
    return TokenArrays(
        tree=tree,
        text=texts,
        lower=tree.lower,
        lemma=tree.lemma,
        tag=tree.tag,
        pos=tree.pos,
        relation=[get_relation(tree, token) for token in range(size)],
        head=tree.head,
        entity_label=tree.entity,
        has_space_after=tree.spaced,
        is_entity_start=[token.ent_iob == ENTITY_BEGINS for token in doc],
        sentence=sentence,
        is_sentence_start=first,
    )
