"""Labels of lines: the body by the model, the others by rules and by their place."""
