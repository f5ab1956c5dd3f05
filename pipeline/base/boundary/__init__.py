"""The boundary: everything from outside becomes typed, bounded, valid Unicode here, or is refused with its reason."""
