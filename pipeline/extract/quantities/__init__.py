"""The parts of a quantity: its number, unit, qualifier, counted noun, concept, direction, measure, place and day."""
