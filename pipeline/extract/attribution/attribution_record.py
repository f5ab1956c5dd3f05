"""An attribution in tokens, before it becomes rows of `statements`."""

from dataclasses import dataclass, replace

TokenRange = tuple[int, int]  # half-open, into the Doc


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speaker and the pieces of what is said, in the order of the text.

    `frame` names the way in which the cue governs the pieces. `speaker_head` is the token by which the entity index
    knows the speaker: for a relative pronoun the head of its antecedent. `rule` is
    what decided, None for the cue's entry.
    """

    cue: TokenRange
    speaker: TokenRange | None
    speaker_head: int | None
    content_ranges: tuple[TokenRange, ...]
    frame: str
    rule: str | None = None

    def with_content(self, *pieces: TokenRange) -> "Attribution":
        """Copy this attribution with other content; pieces that overlap are joined."""
        joined: list[TokenRange] = []
        for first, last in sorted(pieces):
            if joined and first < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return replace(self, content_ranges=tuple(joined))
