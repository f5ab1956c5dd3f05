"""The country of the dateline as the place of events that name none, in documents whose places are mostly there."""

from dataclasses import replace

from pipeline.extract.entities.dateline_places import list_named_countries
from pipeline.extract.records import DocumentAnalysis, Event, Mention
from pipeline.language.parsed_document import Sentence

# An event so many days before the day of publication is background.
MAX_DAYS_BEFORE = 31


def find_dateline_country(analysis: DocumentAnalysis, event: Event, sentence: Sentence) -> Mention | None:
    """Find the dateline that stands for an event's country; null where its sentence, parties or day tell another."""
    index = analysis.entity_index
    if index.dateline is None or _is_long_before(analysis, event):
        return None
    parties = (index.entities.get(key or "") for key in (event.actor_key, event.recipient_key))
    countries = {party.country for party in parties if party is not None and party.country}
    countries.update(list_named_countries(index, max(sentence.first, index.dateline.last), sentence.last))
    return index.dateline if countries <= {index.entities[index.dateline.entity_key].country} else None


def _is_long_before(analysis: DocumentAnalysis, event: Event) -> bool:
    when, published = event.date_interval, analysis.publication_date.latest
    if when is None or event.date_basis == "carried":
        return False
    return published is None or (published - when.start).days > MAX_DAYS_BEFORE


def place_by_dateline(event: Event, dateline: Mention) -> Event:
    """Give an event the place of a dateline."""
    return replace(event, location_key=dateline.entity_key, location=dateline.span, location_basis="dateline")
