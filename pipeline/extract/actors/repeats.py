"""Names that the model saw in one place of a document and passed over in another."""

from pipeline.extract.actors.stage import Stage

# A single word shorter than this is too likely another word to be taken up again.
SHORTEST = 4


def repeat(stage: Stage) -> None:
    """Note every further place where a name of the document stands, the longest first."""
    words = stage.words
    keys: dict[tuple[str, ...], str] = {}
    longest: dict[str, int] = {}
    for found in stage.found:
        tokens = tuple(words.text[found.first : found.last])
        if found.form == "name" and (len(tokens) > 1 or len(tokens[0]) >= SHORTEST):
            keys.setdefault(tokens, found.key)
            longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    token = 0
    while token < len(words):
        last = token + 1
        if token not in stage.at and words.capital(token) and words.pos[token] in {"PROPN", "NOUN", "ADJ"}:
            for size in range(longest.get(words.text[token], 0), 0, -1):
                tokens = tuple(words.text[token : token + size])
                if tokens in keys and not any(inside in stage.at for inside in range(token, token + size)):
                    last = token + size
                    stage.note(stage.drafts[keys[tokens]], token, last, "name")
                    break
        token = last
