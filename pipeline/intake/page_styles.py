"""What the markup of a page hides, and what it sets as lines of their own: attributes, usual classes, its style sheet.

Style sheets are read as far as simple selectors go (`.name`, `#name`, `tag.name`); what another file or a script does
is not known.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.base.lexicon_loader import Entry, Lexicon, load_lexicon

HIDING_STYLE = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|clip\s{0,5}:\s{0,5}rect\(\s{0,3}[01](?:px)?[\s,]"
    r"|clip-path\s{0,5}:\s{0,5}inset\((?:50|100)%|(?:left|top|text-indent)\s{0,5}:\s{0,5}-\d{3,6}(?:px|em|rem)",
    re.IGNORECASE,
)
BLOCK_STYLE = re.compile(r"display\s{0,5}:\s{0,5}(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]{0,20})?([.#][A-Za-z_][\w-]{0,80})")
BRACE = re.compile(r"[{}]")
# A page's own style sheet is short; more of one is not read.
MAX_SHEET_CHARS = 200_000
MAX_SELECTOR_CHARS = 300
MAX_CLASS_CHARS = 400


class HidingClass(Entry):
    """Class names that page makers give to what is not shown on the screen."""

    words: frozenset[str]


class PageStyles:
    """What one page hides and sets as blocks."""

    def __init__(self, root: Any) -> None:
        self.hiding: set[str] = set()
        self.blocks: set[str] = set()
        for style in root.iter("style"):
            self._read_sheet((style.text or "")[:MAX_SHEET_CHARS])

    def is_hidden(self, element: Any) -> bool:
        """Whether an element and all that is in it is not shown."""
        attributes = element.attrib
        if not attributes:
            return False
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        style = attributes.get("style")
        if style is not None and HIDING_STYLE.search(style) is not None:
            return True
        if element.tag == "dialog" and "open" not in attributes:
            return True
        names = _list_names(attributes)
        usual = _index_hiding_classes()
        for name in names:
            if name in usual:
                _load_hiding_classes().record_hit(usual[name])
                return True
        return bool(self.hiding) and not self.hiding.isdisjoint(names)

    def is_block(self, element: Any) -> bool:
        """Whether an element that is part of a line by its tag is set as a line of its own."""
        attributes = element.attrib
        if not attributes:
            return False
        style = attributes.get("style")
        if style is not None and BLOCK_STYLE.search(style) is not None:
            return True
        return bool(self.blocks) and not self.blocks.isdisjoint(_list_names(attributes))

    def _read_sheet(self, sheet: str) -> None:
        sheet = _strip_comments(sheet)
        open_rules: list[str] = []
        start = 0
        for brace in BRACE.finditer(sheet):
            text = sheet[start : brace.start()]
            start = brace.end()
            if brace.group() == "{":
                open_rules.append(text.strip()[-MAX_SELECTOR_CHARS:])
            elif open_rules:
                selectors = open_rules.pop()
                if not open_rules and not selectors.startswith("@"):
                    self._read_rule(selectors, text)

    def _read_rule(self, selectors: str, declarations: str) -> None:
        hides, sets_block = HIDING_STYLE.search(declarations), BLOCK_STYLE.search(declarations)
        if hides is None and sets_block is None:
            return
        for selector in selectors.split(","):
            if (match := SIMPLE_SELECTOR.fullmatch(selector.strip())) is None:
                continue
            name = match.group(1).lower().lstrip(".")
            if hides is not None:
                self.hiding.add(name)
            else:
                self.hiding.discard(name)
                self.blocks.add(name)


def _list_names(attributes: Any) -> list[str]:
    """The class names of an element and its id behind `#`, lower case."""
    names: list[str] = attributes.get("class", "")[:MAX_CLASS_CHARS].lower().split()
    if "id" in attributes:
        names.append("#" + attributes["id"].lower())
    return names


def _strip_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


@cache
def _load_hiding_classes() -> Lexicon[HidingClass]:
    return load_lexicon(Path(__file__).parent / "lexicons" / "hiding_classes.yml", HidingClass)


@cache
def _index_hiding_classes() -> dict[str, HidingClass]:
    return {word: entry for entry in _load_hiding_classes() for word in entry.words}
