"""The sentences of `probe.yml`: whose reading is beyond doubt, with what must be found in each."""

from pathlib import Path

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

PROBE_SENTENCES = Path(__file__).with_name("probe.yml")


class ProbeSentence(Entry):
    """A sentence and what must be found in it: figures as (value, measure), types of events, words for speakers."""

    text: str
    figures: tuple[tuple[float | None, str], ...] = ()
    events: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def load_probe_sentences() -> Lexicon[ProbeSentence]:
    """The sentences, in the file's order."""
    return load_lexicon(PROBE_SENTENCES, ProbeSentence)


def count_probe_sentences() -> int:
    """How many there are."""
    return len(load_probe_sentences())
