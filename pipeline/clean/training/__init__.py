"""Training of the body model: its corpus, its labels, and the script that makes the weights again."""
