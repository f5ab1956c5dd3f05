"""Comments of readers, by how they stand on a page: a heading, then a name, a day, a text, a link to reply, again.

Where the markup names them, `markup_evidence` finds them; this is for pages that do not.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.features.byline_lines import is_author_word
from pipeline.clean.features.date_lines import parse_date_line
from pipeline.clean.features.day_parsing import find_days
from pipeline.clean.features.observations import Observations
from pipeline.clean.text_lines import NUMBER_TOKEN, Line, split_lines

REASON = "comment-thread"
HEADING_RULE = "comments-heading"
# Links below a comment.
REPLY_WORDS = frozenset(
    {
        *(
            ("reply",),
            ("#", "reply"),
            ("reply", "#"),
            ("replies",),
            ("#", "replies"),
            ("like", "reply"),
            ("reply", "like"),
        ),
        *(("reply", "report"), ("report", "reply"), ("antworten",), ("responder",), ("répondre",), ("rispondi",)),
        *(("reageer",), ("ответить",), ("odpowiedz",), ("svar",), ("balas",), ("like", "reply", "report")),
    }
)
SPEAKING = (("says",), ("said",), ("schreibt",), ("sagt",), ("dice",), ("dit",))
# A name that readers give themselves is no longer.
MAX_NAME_WORDS = 4
# Lines above a link to reply that a comment may have.
MAX_COMMENT_LINES = 5
# Two comments that follow each other within so many lines are a thread.
MAX_GAP = 20
MAX_HEAD_WORDS = 9
# More lines of prose than this below the last name are no comment but an article with its author's name.
MAX_TAIL_LINES = 8
MIN_COMMENTS = 2
# Comments come below the article: so much prose stands above them.
MIN_PROSE_LINES = 2
MIN_PROSE_WORDS = 12
PART_TAGS = frozenset({"footer", "aside", "nav"})
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A heading of comments is followed within so many lines by what comments have.
HEADING_REACH = 8
# A post of a network that an article embeds is signed like a comment: `— Ida Holm (@idaholm) March 12, 2024`.
SIGNING_MARKS = "—–-"
HANDLE = "(@"


def find_comment_lines(observed: Observations) -> set[int]:
    """The numbers of the lines that belong to comments of readers, with the heading above them."""
    shown = [place for place, line in enumerate(observed.lines) if line.text]
    start = _find_first_after_prose(observed.lines, shown)
    starts = _find_comment_starts(observed, shown, start)
    headed = _find_heading(observed, shown, start)
    if headed is not None:
        return set(_list_until_other(observed, shown, headed))
    thread = max(_chain_comments(starts), key=len, default=[])
    if len(thread) < MIN_COMMENTS:
        return set()
    first = thread[0]
    if first > start and _is_heading(observed, shown[first - 1]):
        first -= 1
    found = _list_until_other(observed, shown, first)
    last = shown[thread[-1]]
    tail = sum(place > last and len(observed.lines[place].words) >= MIN_PROSE_WORDS for place in found)
    if tail > MAX_TAIL_LINES:
        return set()
    answered = any(observed.lines[place].words in REPLY_WORDS for place in found)
    return set(found) if answered or _count_words(observed, shown[:first]) >= _count_words(observed, found) else set()


def _count_words(observed: Observations, places: Sequence[int]) -> int:
    counts = (len(observed.lines[place].words) for place in places)
    return sum(count for count in counts if count >= MIN_PROSE_WORDS)


def _chain_comments(starts: list[int]) -> list[list[int]]:
    """Comments that follow each other closely."""
    chains: list[list[int]] = []
    for at in starts:
        if chains and at - chains[-1][-1] <= MAX_GAP:
            chains[-1].append(at)
        else:
            chains.append([at])
    return chains


def _find_first_after_prose(lines: Sequence[Line], shown: list[int]) -> int:
    """The place among the shown lines from which comments may stand."""
    prose = [at for at, place in enumerate(shown) if len(lines[place].words) >= MIN_PROSE_WORDS]
    return prose[MIN_PROSE_LINES - 1] + 1 if len(prose) >= MIN_PROSE_LINES else len(shown)


def _find_comment_starts(observed: Observations, shown: list[int], start: int) -> list[int]:
    """Where comments begin: at a name above a day, or above a link to reply."""
    found: list[int] = []
    floor = start
    for at in range(start, len(shown)):
        line = observed.lines[shown[at]]
        if line.words in REPLY_WORDS:
            first = max(floor, at - MAX_COMMENT_LINES)
            names = [near for near in range(first, at) if _is_name(observed, shown[near])]
            if names and at - names[0] >= 2:
                found.append(names[0])
                floor = at + 1
        elif _is_named_day(observed, shown, at, floor):
            found.append(at - 1)
            floor = at + 1
        elif _has_name_and_day(observed, shown[at]):
            found.append(at)
            floor = at + 1
    return sorted(set(found))


def _is_named_day(observed: Observations, shown: list[int], at: int, floor: int) -> bool:
    dated = observed.dates[shown[at]]
    if dated is None or at - 1 < floor or at + 1 >= len(shown) or not _is_name(observed, shown[at - 1]):
        return False
    has_day = dated.day is not None or dated.is_relative
    return has_day and len(observed.lines[shown[at + 1]].words) > MAX_NAME_WORDS


def _has_name_and_day(observed: Observations, place: int) -> bool:
    """Whether a line is a name and a day, such as `Old Tom 12 March 2024`."""
    line = observed.lines[place]
    if NUMBER_TOKEN not in line.words or len(line.words) > MAX_HEAD_WORDS or observed.dates[place] is not None:
        return False
    if line.text[0] in SIGNING_MARKS or HANDLE in line.text:
        return False
    if "ago" not in line.words and not find_days(line.text):
        return False
    parts = line.text.split()
    for size in range(1, min(MAX_NAME_WORDS, len(parts) - 1) + 1):
        (rest,) = split_lines(" ".join(parts[size:]).lstrip("·•|–—- "))[:1] or (line,)
        dated = parse_date_line(rest) if rest.text else None
        if dated is not None and (dated.day is not None or dated.is_relative):
            return parts[size - 1][-1] not in ".!?:,—–-|" and not is_author_word(line.words[0])
    return False


def _is_name(observed: Observations, place: int) -> bool:
    line, rule = observed.lines[place], observed.rules[place]
    is_speaker = line.words[-1:] in SPEAKING  # `Old Tom says:`
    return (
        0 < len(line.words) <= MAX_NAME_WORDS + is_speaker
        and (line.text[-1] not in ".!?:" or is_speaker)
        and observed.dates[place] is None
        and not is_author_word(line.words[0])
        and line.words not in REPLY_WORDS
        and not _is_heading(observed, place)
        and (rule is None or not rule.firm)
    )


def _find_heading(observed: Observations, shown: list[int], start: int) -> int | None:
    """The heading of comments below the prose; a link that only counts them has no comment under it."""
    for at in range(start, len(shown)):
        rule = observed.rules[shown[at]]
        if rule is not None and rule.id == HEADING_RULE:
            if _is_heading(observed, shown[at]) and 2 * at > len(shown) and _is_counted(observed.lines[shown[at]]):
                return at
            below = shown[at + 1 : at + 1 + HEADING_REACH]
            if any(observed.lines[place].words in REPLY_WORDS for place in below) or any(
                observed.dates[place] is not None and _is_name(observed, before) for before, place in pairwise(below)
            ):
                return at
    return None


def _is_counted(line: Line) -> bool:
    """Whether a heading tells how many comments there are."""
    return NUMBER_TOKEN in line.words


def _is_heading(observed: Observations, place: int) -> bool:
    block = observed.blocks[place]
    if block is None:
        line = observed.lines[place]
        return len(line.words) <= MAX_NAME_WORDS + 2 and line.text[-1] == ":"
    return not HEADING_TAGS.isdisjoint(block.tag_path)


def _list_until_other(observed: Observations, shown: list[int], first: int) -> list[int]:
    """The lines from a place to where another part of the page opens; what a firm rule names is not among them."""
    found = []
    outside = PART_TAGS.difference(_get_tag_path(observed, shown[first]))
    for place in shown[first:]:
        rule = observed.rules[place]
        firm = rule is not None and rule.firm
        if (firm and rule is not None and rule.opens_section in ("related", "tags")) or not outside.isdisjoint(
            _get_tag_path(observed, place)
        ):
            break
        if not firm:
            found.append(place)
    return found


def _get_tag_path(observed: Observations, place: int) -> tuple[str, ...]:
    block = observed.blocks[place]
    return block.tag_path if block is not None else ()
