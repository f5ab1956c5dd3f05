"""Who publishes a page: what the markup says, checked against the address; else the page's own words for it.

Order of trust: what came with the document; a name of the markup that agrees with the address; the first name of the
markup; a line of copyright or terms; the words of the page that spell the site's name in the address; the host.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.metadata.claim import Claim, fold_letters
from pipeline.clean.metadata.page_address import PageAddress

PLATFORM_NAMES = frozenset(
    {
        "blogger",
        "wordpress",
        "wordpresscom",
        "medium",
        "substack",
        "squarespace",
        "wix",
        "wixcom",
        "drupal",
        "joomla",
        "facebook",
        "twitter",
        "youtube",
        "githubpages",
    }
)
WORD = re.compile(r"[^\W_]+")
MAX_NAME_WORDS = 5
MAX_PAGE_CHARS = 200_000
# What stands behind a name but is no part of it.
COMPANY_TAIL = re.compile(r",?\s(?:Inc|LLC|Ltd|Limited|GmbH(?:\s&\sCo\.?\sKG)?|S\.A|AG|A/S|AS|PLC|Corp)\b\.?.{0,40}$")


def choose_publisher(claims: Sequence[Claim], notice: str | None, address: PageAddress, text: str) -> str | None:
    """The publisher's name; null where neither page nor address tell it."""
    names = [claim.value.lstrip("@") for claim in claims if fold_letters(claim.value) not in PLATFORM_NAMES]
    if known := next((name for name in names if address.site and address.is_site_name(name)), None):
        return known
    if names:
        return names[0]
    if notice is not None:
        notice = COMPANY_TAIL.sub("", notice) or notice
        if not address.site or address.is_site_name(notice):
            return notice
    return find_spelling(text, address.site) or notice or (address.host or None)


def find_spelling(text: str, site: str) -> str | None:
    """How a page writes the name that its address runs together: `Velsund Post` for `velsundpost`; the usual way."""
    target = fold_letters(site)
    if len(target) < 2:
        return None
    words = list(WORD.finditer(text[:MAX_PAGE_CHARS]))
    folded = [word.group().casefold() for word in words]
    found: Counter[str] = Counter()
    for place, word in enumerate(folded):
        if not target.startswith(word):
            continue
        joined = ""
        for end in range(place, min(place + MAX_NAME_WORDS, len(words))):
            joined += folded[end]
            if joined == target:
                name = text[words[place].start() : words[end].end()]
                if name[0].isupper() and len(name) <= len(target) + MAX_NAME_WORDS:
                    found[" ".join(name.split())] += 1
                break
            if not target.startswith(joined):
                break
    return max(found, key=lambda name: (found[name], len(name), name)) if found else None
