"""The title of a document: of what the markup, the address and the lines say, that on which they agree.

Order of trust: what came with the document; the first of headline (JSON-LD), `og:title` and the like, `h1` and
`<title>` that is neither the site's name nor unlike all others; the line found above the body. The site's name is cut
off.
"""

import re
from collections.abc import Sequence

from pipeline.clean.metadata.claim import Claim, fold_letters, list_words, measure_likeness
from pipeline.clean.metadata.page_address import PageAddress

SEPARATOR = re.compile(r"\s[|–—·•»«:/-]{1,3}\s|\s?[|ㅣ]\s?")
# Words of a site's or section's name behind the title.
MAX_SITE_WORDS = 6
MIN_TITLE_WORDS = 3
# Titles share this part of their words where they are of one article.
MIN_AGREEMENT = 0.5
CUT_MARKS = ("...", "…")


def choose_title(
    claims: Sequence[Claim], line: str | None, site_names: Sequence[str], address: PageAddress
) -> str | None:
    """The title among the claims of the markup and the line above the body; null where there is none."""
    names = {fold_letters(name) for name in site_names}
    names |= {f"the{name}" for name in names}
    if line is not None and fold_letters(line) in names:
        line = None
    values = [cut_site_name(claim.value, names, address, [line] if line else []) for claim in claims]
    values = [value for value in values if fold_letters(value) not in names and not _is_site(value, address)]
    if not values:
        return line
    others = [*values, *([line] if line else [])]
    best = next((value for value in values if _agrees(value, others, address)), None)
    if best is None:
        return line or values[0]
    if best.rstrip().endswith(CUT_MARKS):
        stem = fold_letters(best.rstrip().rstrip(".…"))
        best = next(
            (
                own
                for own in others
                if fold_letters(own).startswith(stem) and len(own) > len(best) - 3 and not own.endswith(CUT_MARKS)
            ),
            best,
        )
    return best


def cut_site_name(title: str, names: set[str], address: PageAddress, known: Sequence[str]) -> str:
    """A title without the name of the site or section before or behind it."""
    cuts = list(SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        for kept, gone in ((head, tail), (tail, head)):
            if not kept or len(list_words(gone)) > MAX_SITE_WORDS:
                continue
            is_known = any(fold_letters(kept) == fold_letters(own) for own in known)
            if is_known or fold_letters(gone) in names or _is_site(gone, address):
                return cut_site_name(kept, names, address, known) if kept != title else kept
    if cuts and "|" in cuts[-1].group():
        head = title[: cuts[-1].start()].strip()
        if len(list_words(head)) >= MIN_TITLE_WORDS and len(list_words(title[cuts[-1].end() :])) <= MAX_SITE_WORDS:
            return head
    return title


def _agrees(value: str, others: list[str], address: PageAddress) -> bool:
    """Whether another title, a line or the address shares the words of a title; the only one agrees with itself."""
    if len(others) == 1:
        return True
    if address.title_words and measure_likeness(value, " ".join(address.title_words)) >= MIN_AGREEMENT:
        return True
    same = sum(measure_likeness(value, other) >= MIN_AGREEMENT for other in others)
    return same > 1


def _is_site(name: str, address: PageAddress) -> bool:
    return bool(address.site) and len(list_words(name)) <= MAX_SITE_WORDS and address.is_site_name(name)
