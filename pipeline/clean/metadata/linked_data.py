"""JSON-LD of a page: the object that describes the page's own article, and those it refers to by `@id`.

Pages carry several: lists of other stories, teasers, the site, comments. The article's own is told by its headline, its
address and its type.
"""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.clean.metadata.claim import clean_value, measure_likeness

# A page has a few blocks of linked data; what is larger or deeper is no description of an article.
MAX_BLOCKS = 30
MAX_BLOCK_CHARS = 1_000_000
MAX_DEPTH = 6
MAX_OBJECTS = 5_000
ARTICLE_ENDINGS = ("article", "posting", "report", "review", "howto", "recipe")
PAGE_TYPES = frozenset({"webpage", "itempage", "aboutpage", "medicalwebpage", "videoobject"})
SITE_TYPES = frozenset(
    {
        "website",
        "organization",
        "newsmediaorganization",
        "person",
        "breadcrumblist",
        "itemlist",
        "imageobject",
        "corporation",
        "localbusiness",
    }
)
# What is under these is another story, or part of this one.
OTHER_KEYS = frozenset(
    {
        "itemListElement",
        "liveBlogUpdate",
        "hasPart",
        "comment",
        "comments",
        "relatedLink",
        "isPartOf",
        "mentions",
        "review",
        "citation",
        "video",
        "image",
        "about",
        "step",
    }
)
MIN_LIKENESS = 0.5

Node = dict[str, Any]


class LinkedData:
    """All objects of a page's linked data, and the one that is about its article."""

    def __init__(self, root: Any, page_titles: list[str], address: str | None) -> None:
        self._by_id: dict[str, Node] = {}
        nodes = [node for data in _read_blocks(root) for node in self._walk(data)]
        for node in nodes:
            if isinstance(node.get("@id"), str) and len(node) > 1:
                self._by_id.setdefault(node["@id"], node)
        candidates = [(self._score(node, page_titles, address), -number, node) for number, node in enumerate(nodes)]
        best = max((own for own in candidates if own[0] > 0), key=lambda own: own[:2], default=None)
        self.article: Node = best[2] if best else {}

    def list_values(self, path: str) -> list[str]:
        """The strings at a path of keys of the article, `@id` followed; of lists all, each once."""
        values = self._follow(self.article, path.split("."))
        return list(dict.fromkeys(text for value in values if (text := clean_value(value))))

    def is_person(self, name: str) -> bool:
        """Whether the linked data say that an author of this name is a person."""
        for key in ("author", "creator"):
            value = self.article.get(key)
            for item in value if isinstance(value, list) else [value]:
                node = self._resolve(item)
                if isinstance(node, dict) and clean_value(str(node.get("name", ""))) == name:
                    return "person" in _list_types(node)
        return False

    def _follow(self, data: Any, keys: list[str]) -> Iterator[str]:
        data = self._resolve(data)
        if isinstance(data, list):
            for item in data[:50]:
                yield from self._follow(item, keys)
        elif not keys:
            if isinstance(data, str):
                yield data
            elif isinstance(data, int | float) and not isinstance(data, bool):
                yield str(int(data)) if data == data and abs(data) < 1e15 else ""
            elif isinstance(data, dict) and isinstance(data.get("@value"), str):
                yield data["@value"]
        elif isinstance(data, dict):
            yield from self._follow(data.get(keys[0]), keys[1:])

    def _resolve(self, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("@id"), str) and len(data) <= 2:
            return self._by_id.get(data["@id"], data)
        return data

    def _score(self, node: Node, page_titles: list[str], address: str | None) -> float:
        """How much speaks for an object to be about the page's own article; 0 or less where it is not."""
        types = _list_types(node)
        is_article = any(name.endswith(ARTICLE_ENDINGS) for name in types)
        if not is_article and (
            types & SITE_TYPES or not (types & PAGE_TYPES or "headline" in node or "datePublished" in node)
        ):
            return 0.0
        headline = clean_value(str(node.get("headline") or node.get("name") or ""))
        likeness = max((measure_likeness(headline, title) for title in page_titles), default=0.0) if headline else 0.0
        score = (3.0 if is_article else 1.0 if "headline" in node else 0.5) + 3.0 * likeness
        score += 0.5 * ("datePublished" in node) + 0.5 * ("author" in node)
        if address and any(_same_address(value, address) for value in self._follow_addresses(node)):
            return score + 3.0
        # An article with quite another headline is another story.
        return score if not headline or not page_titles or likeness >= MIN_LIKENESS else score - 6.0

    def _follow_addresses(self, node: Node) -> Iterator[str]:
        for key in ("url", "@id", "mainEntityOfPage"):
            value = node.get(key)
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str):
                yield value

    def _walk(self, data: Any) -> Iterator[Node]:
        stack = [(data, 0)]
        count = 0
        while stack and count < MAX_OBJECTS:
            item, depth = stack.pop()
            if depth > MAX_DEPTH:
                continue
            if isinstance(item, list):
                stack += [(own, depth + 1) for own in reversed(item)]
            elif isinstance(item, dict):
                count += 1
                yield item
                inner = [(own, depth + 1) for key, own in item.items() if key not in OTHER_KEYS]
                stack += [(own, level) for own, level in reversed(inner) if isinstance(own, dict | list)]


def _list_types(node: Node) -> set[str]:
    value = node.get("@type")
    return {str(name).casefold().rpartition("/")[2] for name in (value if isinstance(value, list) else [value]) if name}


def _same_address(first: str, second: str) -> bool:
    return _strip_address(first) == _strip_address(second) != ""


def _strip_address(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].partition("//")[2].removeprefix("www.").rstrip("/")


def _read_blocks(root: Any) -> Iterator[Any]:
    scripts = [element for element in root.iter("script") if "ld+json" in (element.get("type") or "").lower()]
    for script in scripts[:MAX_BLOCKS]:
        text = script.text or ""
        if len(text) > MAX_BLOCK_CHARS:
            continue
        try:
            yield json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip(" ;\n"), strict=False)
        except (ValueError, RecursionError):
            continue
