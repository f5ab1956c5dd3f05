"""What the address of a page tells: words of its title, a day, the name of the site."""

import re
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urlsplit

from pipeline.clean.metadata.claim import fold_letters, list_words

MAX_ADDRESS_CHARS = 2000
PATH_DAY = re.compile(r"/(20\d\d|19\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
COMPACT_PATH_DAY = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
NAMED_MONTH_DAY = re.compile(r"/(20\d\d)/([a-z]{3,9})/(\d{1,2})(?=/|$)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Parts of a host that name no site.
GENERIC_LABELS = frozenset(
    {
        "www",
        "m",
        "amp",
        "mobile",
        "news",
        "blog",
        "edition",
        "en",
        "de",
        "es",
        "fr",
        "co",
        "com",
        "org",
        "net",
        "gov",
        "edu",
        "ac",
    }
)
# Hosts that give room to others: the label before names the site.
PLATFORMS = frozenset(
    {
        "substack",
        "medium",
        "blogspot",
        "wordpress",
        "github",
        "bearblog",
        "tumblr",
        "ghost",
        "wixsite",
        "blogger",
        "typepad",
        "hashnode",
    }
)
# A part of a path with fewer words tells no title.
MIN_TITLE_WORDS = 2
# The last part with so many is the title, however long one before it is.
ENOUGH_TITLE_WORDS = 3
EXTENSION = re.compile(r"\.[a-z]{2,5}$")
PATH_JOINT = re.compile(r"[-_+.,]")


class PageAddress:
    """The address of a page, taken apart; everything is empty where the address is none."""

    def __init__(self, address: str | None) -> None:
        try:
            parts = urlsplit((address or "")[:MAX_ADDRESS_CHARS])
            self.host = (parts.hostname or "").removeprefix("www.")
            self.path = unquote(parts.path)
        except ValueError:
            self.host, self.path = "", ""

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of the part of the path that is most likely made of the title."""
        best: list[str] = []
        for part in self.path.split("/"):
            stem = EXTENSION.sub("", part.casefold()[:300])
            words = [word for word in list_words(PATH_JOINT.sub(" ", stem)) if not _is_number_or_hash(word)]
            if len(words) >= max(MIN_TITLE_WORDS, min(len(best), ENOUGH_TITLE_WORDS)):
                best = words
        return tuple(best)

    @cached_property
    def day(self) -> date | None:
        """The day that the path names in full."""
        path = self.path.casefold()
        if match := NAMED_MONTH_DAY.search(path):
            month = match.group(2)[:3]
            return _make_day(match.group(1), MONTHS.index(month) + 1 if month in MONTHS else 0, match.group(3))
        if match := PATH_DAY.search(path) or COMPACT_PATH_DAY.search(path):
            return _make_day(*match.groups())
        return None

    @cached_property
    def site(self) -> str:
        """The label of the host that names the site, `example` of `news.example.co.uk`; empty where none does."""
        labels = self.host.split(".")[:-1]
        while len(labels) > 1 and (labels[-1] in GENERIC_LABELS or len(labels[-1]) <= 2):
            labels.pop()
        if len(labels) > 1 and labels[-1] in PLATFORMS:
            return labels[-2]
        return labels[-1] if labels else ""

    def is_site_name(self, name: str) -> bool:
        """Whether a name is that of the site by its letters: `The Velsund Post` for `velsundpost.example`."""
        letters, site = _drop_article(fold_letters(name)), _drop_article(fold_letters(self.site))
        if len(letters) < 2 or len(site) < 2:
            return letters == site and bool(site)
        initials = "".join(word[0] for word in list_words(name))
        return (
            letters.startswith(site) or (site.startswith(letters) and len(letters) * 2 >= len(site)) or initials == site
        )


def _drop_article(letters: str) -> str:
    return letters.removeprefix("the") if len(letters) > 6 else letters


def _is_number_or_hash(word: str) -> bool:
    digits = sum(map(str.isdigit, word))
    return digits > 4 or (digits > 1 and digits * 2 >= len(word) and len(word) > 4) or (len(word) > 9 and digits > 2)


def _make_day(year: str, month: str | int, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
