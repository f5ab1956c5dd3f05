"""What the markup of an HTML page says of the page: linked data, meta elements, microdata, times, links.

For each field all that is stated, the most trusted first: see `lexicons/metadata_sources.yml` for the order of keys.
Parts of the page that are about something else (comments, teasers, the margin) are not asked.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon
from pipeline.clean.metadata.claim import Claim, clean_value, is_web_address, measure_likeness
from pipeline.clean.metadata.linked_data import LinkedData
from pipeline.intake.html_parsing import parse_html

LEXICONS = Path(__file__).parent / "lexicons"
NAME_FIELDS = frozenset({"byline", "publisher", "title"})
# Elements of one kind that are looked at.
MAX_ELEMENTS = 400
MAX_ELEMENT_CHARS = 200
FOREIGN_TAGS = frozenset({"aside", "footer", "nav", "li", "article", "blockquote"})
FOREIGN_WORDS = (
    *("comment", "related", "teaser", "sidebar", "recommend", "popular", "latest", "promo", "card", "widget", "disqus"),
    *("more-", "trending", "footer", "carousel", "most-read"),
)
AUTHOR_CLASSES = frozenset(
    {"byline", "author", "author-name", "byline-name", "article-author", "post-author", "byline__name", "author__name"}
)
MAX_DEPTH = 60

Claims = dict[str, list[Claim]]


class MetadataSource(Entry):
    """Where one field stands in the markup."""

    field: str
    json_ld: list[str]
    meta: list[str]
    weak_meta: tuple[str, ...] = ()


def extract_markup_metadata(html: str) -> Claims:
    """What the markup states, by field: best first, values cleaned; `published_on` and `modified_on` as written."""
    root = parse_html(html)
    if root is None:
        return {}
    meta_values = _collect_meta(root)
    element_title = _read_element(next(root.iter("title"), None))
    heading = _find_heading(root, [*meta_values.get("og:title", []), *([element_title] if element_title else [])])
    page_titles = [text for text in (_read_element(heading), element_title, *meta_values.get("og:title", [])) if text]
    addresses = meta_values.get("canonical", []) + meta_values.get("og:url", [])
    data = LinkedData(root, page_titles, addresses[0] if addresses else None)
    claims: Claims = defaultdict(list)
    for source in load_metadata_sources():
        for path in source.json_ld:
            if values := _keep_names(source.field, data.list_values(path)):
                joined = ", ".join(values) if source.field == "byline" else values[0]
                claims[source.field].append(Claim(joined, f"json-ld:{path}"))
        for key in source.meta:
            if values := _keep_names(source.field, meta_values.get(key, [])):
                joined = ", ".join(dict.fromkeys(values)) if source.field == "byline" else values[0]
                claims[source.field].append(Claim(joined, f"meta:{key}"))
        for key in source.weak_meta:
            claims[f"weak_{source.field}"] += [Claim(value, f"meta:{key}") for value in meta_values.get(key, [])[:1]]
        if claims[source.field]:
            load_metadata_sources().record_hit(source)
    _add_elements(claims, root, heading)
    if text := _read_element(heading):
        claims["title"].append(Claim(text, "h1"))
    if element_title:
        claims["title"].append(Claim(element_title, "title-element"))
    return dict(claims)


def _keep_names(field: str, values: list[str]) -> list[str]:
    return [value for value in values if field not in NAME_FIELDS or not is_web_address(value)]


def _collect_meta(root: Any) -> dict[str, list[str]]:
    """The contents of meta elements and links of the head, by key in lower case, in order."""
    values: dict[str, list[str]] = defaultdict(list)

    def add(key: str | None, value: str | None) -> None:
        if key and value and (text := clean_value(value)) and len(values[key.strip().lower()]) < MAX_ELEMENTS:
            values[key.strip().lower()].append(text)

    for element in root.iter("meta", "link", "a", "html"):
        tag, attributes = element.tag, element.attrib
        if tag == "html":
            add("language", attributes.get("lang"))
        elif tag in ("link", "a"):
            kinds = (attributes.get("rel") or "").lower().split()
            if "license" in kinds:
                add("license", attributes.get("href"))
            elif "canonical" in kinds:
                add("canonical", attributes.get("href"))
        else:
            for key in ("property", "name"):
                add(attributes.get(key), attributes.get("content"))
            if attributes.get("itemprop") and (element.getparent() is None or element.getparent().tag == "head"):
                add(attributes.get("itemprop"), attributes.get("content"))
    return values


def _add_elements(claims: Claims, root: Any, heading: Any) -> None:
    """Add what microdata, times and the links of authors say inside the article."""
    around = set(heading.iterancestors()) if heading is not None else set()
    for number, element in enumerate(
        root.iter("time", "span", "div", "p", "a", "meta", "abbr", "address", "cite", "h2", "h3")
    ):
        attributes = element.attrib
        if not attributes or number > 50 * MAX_ELEMENTS:
            continue
        names = attributes.get("itemprop", "").split()
        rel = attributes.get("rel", "")
        classes = attributes.get("class", "")[:MAX_ELEMENT_CHARS].split()
        is_author = "author" in names or rel == "author" or not AUTHOR_CLASSES.isdisjoint(classes)
        if not (names or element.tag == "time" or is_author) or not _is_own(element, around):
            continue
        stated = attributes.get("datetime") or attributes.get("content")
        if "datePublished" in names and (value := stated or _read_element(element)):
            claims["published_on"].append(Claim(value, "itemprop:datePublished"))
        elif "dateModified" in names and (value := stated or _read_element(element)):
            claims["modified_on"].append(Claim(value, "itemprop:dateModified"))
        elif element.tag == "time" and stated:
            changed = any("updated" in word or "modified" in word for word in classes)
            field = "modified_on" if changed else "weak_published_on"
            claims[field].append(Claim(stated, "time-element"))
        if is_author and (value := _read_element(element)) and not is_web_address(value):
            claims["author_lines"].append(Claim(value, "author-element"))


def _is_own(element: Any, around: set[Any]) -> bool:
    """Whether an element is about the page's own article: no part of the page about something else holds it alone."""
    for depth, outer in enumerate(element.iterancestors()):
        if outer in around or depth > MAX_DEPTH:
            return True
        named = f"{outer.attrib.get('class', '')} {outer.attrib.get('id', '')}"[:400].lower()
        if (outer.tag in FOREIGN_TAGS and around) or any(word in named for word in FOREIGN_WORDS):
            return False
        if outer.tag in ("aside", "footer", "nav"):
            return False
    return True


def _find_heading(root: Any, titles: list[str]) -> Any:
    """The `h1` that is the article's: most like the titles that the head gives, the first of equals."""
    headings = [element for element, _ in zip(root.iter("h1"), range(20), strict=False) if _read_element(element)]
    if not headings:
        return None
    scored = [
        (max((measure_likeness(_read_element(own) or "", title) for title in titles), default=0.0), -place, own)
        for place, own in enumerate(headings)
    ]
    return max(scored, key=lambda own: own[:2])[2]


def _read_element(element: Any) -> str | None:
    """The text of a small element; None where it has none, or far more than a line."""
    if element is None:
        return None
    text = ""
    for part in element.itertext():
        text += f" {part}" if text and not text[-1].isspace() and part[:1].isupper() else part
        if len(text) > 3 * MAX_ELEMENT_CHARS:
            return None
    return clean_value(text)


@cache
def load_metadata_sources() -> Lexicon[MetadataSource]:
    """The keys by field, as they stand in the file."""
    return load_lexicon(LEXICONS / "metadata_sources.yml", MetadataSource)
