"""Figure series: the same quantity as different documents give it."""
