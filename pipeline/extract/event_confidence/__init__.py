"""How likely each event is right: what is known of it as named features, scored by a model learnt from read rows."""
