"""The country of the dateline as the place of events that name none, in documents that play in that country alone."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.records import DocumentAnalysis, Event, Mention
from pipeline.language.parsed_document import Sentence

# So much of what a document names must lie in the dateline's country.
MIN_COUNTRY_SHARE = 0.75
# An event so many days before the day of publication is background.
MAX_DAYS_BEFORE = 31


class DatelineScene:
    """Tells for the events of one document whether the dateline's country is where they happened."""

    def __init__(self, analysis: DocumentAnalysis) -> None:
        self.analysis = analysis
        self.mention = self._find_clear_dateline()

    def find_country(self, event: Event, sentence: Sentence) -> Mention | None:
        """Find the dateline that stands for an event's country; null where its sentence, parties or day tell another."""
        if self.mention is None or self._is_long_before(event):
            return None
        index = self.analysis.entity_index
        own = index.entities[self.mention.entity_key].country
        parties = (index.entities.get(key or "") for key in (event.actor_key, event.recipient_key))
        countries = {party.country for party in parties if party is not None and party.country}
        countries.update(self._list_countries(sentence.first, sentence.last))
        return self.mention if countries <= {own} else None

    def _find_clear_dateline(self) -> Mention | None:
        index = self.analysis.entity_index
        if index.dateline is None:
            return None
        own = index.entities[index.dateline.entity_key].country
        named = list(self._list_countries(index.dateline.last, len(self.analysis.parsed.doc)))
        return index.dateline if named.count(own or "") >= MIN_COUNTRY_SHARE * len(named) else None

    def _list_countries(self, first: int, last: int) -> Iterator[str]:
        """The countries of the places and peoples that the tokens `[first, last)` name behind the dateline."""
        index, dateline = self.analysis.entity_index, self.analysis.entity_index.dateline
        start = first if dateline is None else max(first, dateline.last)
        for mention in index.mentions:
            entity = index.entities[mention.entity_key]
            named = mention.form in ("name", "demonym") and entity.entity_type == "place"
            if named and entity.country and start <= mention.first < last:
                yield entity.country

    def _is_long_before(self, event: Event) -> bool:
        when, published = event.date_interval, self.analysis.publication_date.latest
        if when is None or event.date_basis == "carried":
            return False
        return published is None or (published - when.start).days > MAX_DAYS_BEFORE


def place_by_dateline(event: Event, dateline: Mention) -> Event:
    """Give an event the place of a dateline."""
    return replace(event, location_key=dateline.entity_key, location=dateline.span, location_basis="dateline")
