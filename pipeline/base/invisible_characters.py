"""Characters that leave no mark on the page."""

import string

# Python's white space, and what else pages pad with: zero-width space, joiners, direction marks, word joiner, byte-
# order mark, soft hyphen, Hangul filler, braille blank.
CONTROL_CHARS = "\x1c\x1d\x1e\x1f\x85\xa0\xad"
SPACE_CHARS = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE_CHARS = (
    string.whitespace + CONTROL_CHARS + SPACE_CHARS + "\u200b\u200c\u200d\u200e\u200f\u2060\u2800\u3164\ufeff"
)
