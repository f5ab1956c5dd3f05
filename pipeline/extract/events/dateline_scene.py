"""The country of the dateline, or that a document's places are in, as the place of events that name none."""

from dataclasses import replace

from pipeline.extract.entities.dateline_places import list_named_countries
from pipeline.extract.records import DocumentAnalysis, EntityIndex, Event, Mention
from pipeline.language.parsed_document import Sentence
from schemas.event_ontology import get_event_type

# An event so many days before the day of publication is background.
MAX_DAYS_BEFORE = 31


def find_scene_country(analysis: DocumentAnalysis, event: Event, sentence: Sentence) -> Mention | None:
    """Find the place that stands for an event's country; null where its sentence, parties or day tell another."""
    index = analysis.entity_index
    scene = index.dateline or index.setting
    if scene is None or _is_long_before(analysis, event):
        return None
    if scene.form == "setting" and not get_event_type(event.event_type).is_violent:
        return None
    parties = (index.entities.get(key or "") for key in (event.actor_key, event.recipient_key))
    countries = {party.country for party in parties if party is not None and party.country}
    countries.update(list_named_countries(index, max(sentence.first, scene.last), sentence.last))
    return scene if countries <= {index.entities[scene.entity_key].country} else None


def _is_long_before(analysis: DocumentAnalysis, event: Event) -> bool:
    when, published = event.date_interval, analysis.publication_date.latest
    if when is None or event.date_basis == "carried":
        return False
    return published is None or (published - when.start).days > MAX_DAYS_BEFORE


def place_by_scene(event: Event, scene: Mention) -> Event:
    """Give an event the place of a dateline, or of what sets the scene."""
    basis = "carried" if scene.form == "setting" else "dateline"
    return replace(event, location_key=scene.entity_key, location=scene.span, location_basis=basis)


def is_placed_by_country(index: EntityIndex, event: Event) -> bool:
    """Whether an event has no other place than the country of its document's scene."""
    scene = index.dateline or index.setting
    carried = event.location_basis in ("carried", "dateline")
    return carried and scene is not None and (event.location_key, event.location) == (scene.entity_key, scene.span)
