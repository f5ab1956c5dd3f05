"""What the rooms of speech hand on: a claim in tokens, before it becomes rows."""

from dataclasses import dataclass, replace

TokenRange = tuple[int, int]  # half-open, into the Doc


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the one who speaks and the pieces of what is said, in the order of the text.

    `frame` tells how the cue governs the pieces. `head` is the token by which the cast knows the speaker: for a
    relative pronoun the head of its antecedent. `rule` decided where it is not the cue's entry.
    """

    cue: TokenRange
    speaker: TokenRange | None
    speaker_head: int | None
    content_ranges: tuple[TokenRange, ...]
    frame: str
    rule: str | None = None

    def with_content(self, *pieces: TokenRange) -> "Attribution":
        """The same cue and speaker with other content; pieces that overlap become one."""
        joined: list[TokenRange] = []
        for first, last in sorted(pieces):
            if joined and first < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return replace(self, content_ranges=tuple(joined))
