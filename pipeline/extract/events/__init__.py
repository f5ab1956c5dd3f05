"""Acts in prose: the words that report them, who takes part, whether, where and when they happened."""
