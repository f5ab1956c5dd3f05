"""The dateline of a document (`LIMA, Oct 2 (Newswire) -`): the town it is sent from, and that town's country."""

from dataclasses import replace

from pipeline.extract.entities.place_drafts import build_state_draft
from pipeline.extract.entities.entity_registry import load_registry
from pipeline.extract.records import EntityIndex, Mention
from pipeline.language.parsed_document import ParsedDocument
from pipeline.language.syntax.datelines import find_dateline_end
from pipeline.language.syntax.dependency_tree import get_tree

# Sentences, from the first one on, among which the dateline is looked for: a heading may stand before it.
DATELINE_SENTENCES = 3


def add_dateline(parsed: ParsedDocument, index: EntityIndex) -> EntityIndex:
    """Note the dateline in the entity index, as a mention of its town that stands for the country.

    Reports are sent from where a reporter is; that what they tell happened in the same country holds more often.
    """
    for sentence in parsed.sentences[:DATELINE_SENTENCES]:
        town = find_dateline_town(parsed, index, sentence.first)
        if town is None:
            continue
        country = index.entities[town.entity_key].country
        if country is None or country not in load_registry().states_by_code:
            return index
        state = build_state_draft(country).build_entity()
        dateline = replace(town, entity_key=state.key, form="dateline", rule="names/dateline")
        return replace(index, entities={state.key: state} | index.entities, dateline=dateline)
    return index


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
