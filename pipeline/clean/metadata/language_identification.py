"""The language of a text, offline."""

from pipeline.clean.metadata.language_model import load_identifier

# The beginning of an article is enough where it leaves no doubt: the longer sample said the same of 1,068 pages save
# two, which mix languages. Where it does, the longer one decides; samples longer still changed no answer.
SAMPLE_CHARS = (400, 1000)
# On 500 English fragments of one to 30 words no answer above this was wrong, save for those of under 40 letters.
MIN_PROBABILITY = 0.9
SHORT_LETTERS = 40
MIN_PROBABILITY_SHORT = 0.99


def identify_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, null where the text is too short or too mixed to tell."""
    for sample in dict.fromkeys(text[:length] for length in SAMPLE_CHARS):
        letters = sum(map(str.isalpha, sample))
        code, probability = load_identifier().classify(sample)
        if letters and probability >= (MIN_PROBABILITY if letters >= SHORT_LETTERS else MIN_PROBABILITY_SHORT):
            return str(code)
    return None
