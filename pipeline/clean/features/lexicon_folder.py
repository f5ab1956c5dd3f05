"""Where the word lists and rules of this package lie."""

from pathlib import Path

LEXICONS = Path(__file__).parent / "lexicons"
