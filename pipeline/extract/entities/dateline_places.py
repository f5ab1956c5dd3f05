"""Where a document plays: the town and country of its dateline (`LIMA, Oct 2 (Newswire) -`), or of all its places."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.entities.gazetteer import find_places
from pipeline.extract.entities.place_drafts import build_state_draft
from pipeline.extract.records import Entity, EntityIndex, Mention
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_tree import get_tree

# Sentences, from the first one on, among which the dateline is looked for: a heading may stand before it.
DATELINE_SENTENCES = 3
# So much of the places that a document names must lie in the dateline's country.
MIN_COUNTRY_SHARE = 0.6
# Without a dateline so many places must be named, and this share of places and peoples be of one country.
MIN_SETTING_PLACES, MIN_SETTING_SHARE = 3, 0.8


def add_dateline(parsed: ParsedDocument, index: EntityIndex) -> EntityIndex:
    """Note the dateline of a document whose places are mostly in its country, as a mention of its town for the country.

    Reports are sent from where a reporter is; that what they tell happened in the same country holds more often. Places
    that are known by their name alone are in that country too.
    """
    towns = (find_dateline_town(parsed, index, sentence.first) for sentence in parsed.sentences[:DATELINE_SENTENCES])
    town = next((one for one in towns if one is not None), None)
    if town is None:
        return _add_setting(parsed, index)
    country = _find_dateline_country(parsed, index, town)
    if country is None or country not in load_registry().states_by_code:
        return index
    state = build_state_draft(country).build_entity()
    dateline = replace(town, entity_key=state.key, form="dateline", rule="names/dateline")
    entities = {
        key: replace(entity, country=country) if _is_known_by_name_alone(entity) else entity
        for key, entity in ({state.key: state} | index.entities).items()
    }
    return replace(index, entities=entities, dateline=dateline)


def _add_setting(parsed: ParsedDocument, index: EntityIndex) -> EntityIndex:
    """Note the place that sets the scene of a document without a dateline, as a mention of its country.

    That is where nearly all places and peoples are of the country of the first place that it names. Its words are those
    that first name the country, or else that place.
    """
    named = Counter(list_named_countries(index, 0, len(parsed.doc)))
    places = Counter(list_named_countries(index, 0, len(parsed.doc), ("name",)))
    country, count = max(named.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    if country is None or country not in load_registry().states_by_code:
        return index
    if places[country] < MIN_SETTING_PLACES or count < MIN_SETTING_SHARE * named.total():
        return index
    first = next(one for one in index.mentions if _is_named_place(index, one))
    if index.entities[first.entity_key].country != country:
        return index
    state = build_state_draft(country).build_entity()
    words = next((one for one in index.mentions if one.entity_key == state.key and one.form == "name"), first)
    setting = replace(words, entity_key=state.key, form="setting", rule="names/setting")
    return replace(index, entities={state.key: state} | index.entities, setting=setting)


def _is_named_place(index: EntityIndex, mention: Mention) -> bool:
    entity = index.entities[mention.entity_key]
    return mention.form == "name" and entity.entity_type == "place" and entity.country is not None


def _find_dateline_country(parsed: ParsedDocument, index: EntityIndex, town: Mention) -> str | None:
    """The country of a dateline's town: the one of its namesakes' countries that most places of the document lie in.

    A document that names no other place leaves the country that the town has by itself.
    """
    entity = index.entities[town.entity_key]
    namesakes = {place.country for place in find_places(town.span.slice_text(parsed.text))}
    if entity.country is not None:
        namesakes.add(entity.country)
    known = entity.key.startswith("capital:")
    own = None if known else entity.key
    named = Counter(list_named_countries(index, town.last, len(parsed.doc), ("name",), apart_from=own))
    if not named:
        return entity.country if entity.country is not None or len(namesakes) != 1 else namesakes.pop()
    country, count = max(named.items(), key=lambda item: (item[1], item[0]))
    return country if country in namesakes and count >= MIN_COUNTRY_SHARE * named.total() else None


def list_named_countries(
    index: EntityIndex,
    first: int,
    last: int,
    forms: Collection[str] = ("name", "demonym"),
    apart_from: str | None = None,
) -> Iterator[str]:
    """The countries of the places and peoples that the tokens `[first, last)` name, once for each mention."""
    for mention in index.mentions:
        entity = index.entities[mention.entity_key]
        named = mention.form in forms and entity.entity_type == "place"
        named = named and mention.entity_key != apart_from
        if named and entity.country and first <= mention.first < last:
            yield entity.country


def _is_known_by_name_alone(entity: Entity) -> bool:
    return entity.country is None and entity.key.startswith(("place:", "facility:"))


def find_dateline_town(parsed: ParsedDocument, index: EntityIndex, first: int) -> Mention | None:
    """Find the town in the dateline with which a sentence begins, from its first token on."""
    if find_dateline_end(get_tree(parsed.doc), first) is None or not _is_in_dateline_style(parsed, first):
        return None
    mention = index.mention_at(first)
    return mention if mention is not None and index.entities[mention.entity_key].entity_type == "place" else None


def _is_in_dateline_style(parsed: ParsedDocument, first: int) -> bool:
    """Whether a sentence begins in capitals, or with a place before a comma or bracket, as a dateline does."""
    words = parsed.doc[first : first + 4]
    return words[0].is_upper or any(word.text in (",", "(") for word in words)
