"""What an act is about where that is no party: what is asked for, the post that is lost, the house that is stormed."""

from collections.abc import Iterator, Set
from functools import cache

from spacy.tokens import Token

from pipeline.base.lexicon import Entry, Lexicon, load
from pipeline.base.span import Span
from pipeline.extract.acts import grammar
from pipeline.extract.acts.lexicon import FOLDER, words
from pipeline.extract.acts.nouns import Nouns
from pipeline.extract.acts.triggers import Trigger

# Named entities that tell when or how many, and not what.
NEITHER = frozenset({"DATE", "TIME", "PERCENT"})


class Theme(Entry):
    """Where acts of one type tell what they are about; see `themes.yml`."""

    ties: tuple[str, ...]


@cache
def _themes() -> tuple[Lexicon[Theme], dict[str, Theme]]:
    lexicon = load(FOLDER / "themes.yml", Theme)
    return lexicon, {entry.id: entry for entry in lexicon}


def find(nouns: Nouns, trigger: Trigger, parties: Set[int]) -> Span | None:
    """The words that tell what an act is about, or null; `parties` are the heads of its actor, recipient and place."""
    lexicon, by_type = _themes()
    entry = by_type.get(trigger.event_type, by_type["default"])
    for tie in entry.ties:
        for token in _tied(trigger, tie):
            own = trigger.first <= token.i < trigger.last or token.lemma_.lower() in words(("@measures",))
            if own or token.i in parties or token.ent_type_ in NEITHER:
                continue
            if grammar.is_verb(token) and tie != "object":
                lexicon.hit(entry)
                return _clause(nouns, token)
            if tie == "inside" and _thing(nouns, token):
                lexicon.hit(entry)
                return _before(nouns, token, trigger.head)
            if _thing(nouns, token):
                lexicon.hit(entry)
                return nouns.words(_meant(token))
    return None


def _tied(trigger: Trigger, tie: str) -> Iterator[Token]:
    head = trigger.head
    verb = grammar.is_verb(head)
    match tie:
        case "clause":
            content = grammar.complement(head)
            yield from [content] if content is not None and grammar.is_verb(content) else []
        case "purpose":
            content = _purpose(head)
            yield from [content] if content is not None else []
        case "for" if (meant := _for_whom(head)) is not None:
            yield meant
        case "object":
            thing = grammar.theme(head) if verb else None
            yield from grammar.conjuncts(thing)[:1] if thing is not None else []
        case "inside":
            yield from (kid for kid in head.children if kid.dep_ in ("compound", "nmod", "amod") and kid.i < head.i)
        case _:
            thing = grammar.theme(head) if verb else head.head if head.dep_ in ("dobj", "nsubjpass") else None
            for token in (head, thing):
                yield from (noun for name, noun in grammar.prepositions(token) if name == tie) if token else ()


def _purpose(noun: Token) -> Token | None:
    """The infinitive that the parse hangs on the verb of a noun: `gave orders to the guards to wait`."""
    verb = grammar.governor(noun)
    clause = grammar.child(verb, "advcl", "xcomp") if verb is not None else None
    return clause if clause is not None and any(kid.tag_ == "TO" for kid in clause.children) else None


def _for_whom(head: Token) -> Token | None:
    """Who is asked for: `asked for guards to keep the gate`."""
    clause = grammar.child(head, "advcl", "xcomp", "ccomp")
    marked = clause is not None and any(kid.dep_ == "mark" and kid.lower_ == "for" for kid in clause.children)
    return grammar.child(clause, *grammar.SUBJECTS) if marked and clause is not None else None


def _thing(nouns: Nouns, token: Token) -> bool:
    """Whether a noun names something that an act can be about: no pronoun, nobody who is named."""
    if token.pos_ == "PRON" or not (grammar.is_noun(token) or token.dep_ in ("compound", "nmod", "amod")):
        return False
    mention = nouns.reading.cast.mention_at(token.i)
    if mention is None or mention.form != "name":
        return True
    return nouns.reading.cast.actors[mention.key].entity_type not in ("person", "place")


def _meant(noun: Token) -> Token:
    """What a general word for a post stands for: `the post of head of the guard`, `his job as head of the guard`."""
    if noun.lemma_.lower() not in words(("@vacancy",)):
        return noun
    inner = [inner for name, inner in grammar.prepositions(noun) if name in ("as", "of")]
    apposed = grammar.child(noun, "appos")
    return next((one for one in (apposed, *inner) if one is not None and grammar.is_noun(one)), noun)


def _before(nouns: Nouns, token: Token, noun: Token) -> Span:
    """The words from one to the noun that they modify: `the stay-at-home order`."""
    last = noun.i
    while last > token.i + 1 and noun.doc[last - 1].is_punct:
        last -= 1
    return nouns.reading.parsed.span(token.i, last)


def _clause(nouns: Nouns, verb: Token) -> Span:
    """A verb of the content with its object."""
    thing = grammar.child(verb, "dobj")
    parsed = nouns.reading.parsed
    own = parsed.span(verb.i, verb.i + 1)
    if thing is None or thing.i < verb.i:
        return own
    return Span(own.start, nouns.words(thing).end)
