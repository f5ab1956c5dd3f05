"""How news writes days: words of the calendar, the grammar over them, and what a phrase means beside a publication."""
