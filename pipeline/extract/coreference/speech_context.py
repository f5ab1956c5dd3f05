"""Which words stand inside quotation marks, and who speaks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.extract.attribution.attribution_record import Attribution
from pipeline.extract.attribution.quotation_marks import Quotation


@dataclass(frozen=True)
class SpeechContext:
    """The number of the quotation that each quoted token stands in, and the token of each quotation's speaker."""

    quotations: dict[int, int] = field(default_factory=dict)
    speakers: dict[int, int] = field(default_factory=dict)

    def find_quotation(self, token: int) -> int | None:
        """The quotation that a token stands in."""
        return self.quotations.get(token)

    def find_speaker(self, token: int) -> int | None:
        """The token of whoever speaks a quoted token; None outside quotations and where nobody is named."""
        quotation = self.quotations.get(token)
        return self.speakers.get(quotation) if quotation is not None else None


def build_speech_context(quotations: Sequence[Quotation], attributions: Iterable[Attribution]) -> SpeechContext:
    """Put quotations and their speakers by token."""
    inside = {token: number for number, each in enumerate(quotations) for token in range(each.first, each.last)}
    speakers: dict[int, int] = {}
    for attribution in attributions:
        if attribution.speaker_head is None:
            continue
        for first, _ in attribution.content_ranges:
            number = inside.get(first, inside.get(first + 1))
            if number is not None and attribution.speaker_head not in range(
                quotations[number].first, quotations[number].last
            ):
                speakers.setdefault(number, attribution.speaker_head)
    return SpeechContext(inside, speakers)
