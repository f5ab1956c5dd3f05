"""Names that the model saw in one place of a document and passed over in another."""

from pipeline.extract.entities.index_builder import EntityIndexBuilder

# A single word shorter than this is too likely another word to be taken up again.
MIN_NAME_LENGTH = 4


def add_repeated_names(builder: EntityIndexBuilder) -> None:
    """Note every further place where a name of the document stands, the longest first."""
    tokens = builder.tokens
    keys: dict[tuple[str, ...], str] = {}
    longest: dict[str, int] = {}
    for mention in builder.mentions:
        parts = tuple(tokens.text[mention.first : mention.last])
        if mention.form == "name" and (len(parts) > 1 or len(parts[0]) >= MIN_NAME_LENGTH):
            keys.setdefault(parts, mention.key)
            longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    token = 0
    while token < len(tokens):
        last = token + 1
        if (
            token not in builder.mention_by_token
            and tokens.is_capitalised(token)
            and tokens.pos[token] in {"PROPN", "NOUN", "ADJ"}
        ):
            for size in range(longest.get(tokens.text[token], 0), 0, -1):
                parts = tuple(tokens.text[token : token + size])
                if parts in keys and not any(
                    inside in builder.mention_by_token for inside in range(token, token + size)
                ):
                    last = token + size
                    builder.add_mention(builder.drafts[keys[parts]], token, last, "name", "names/repeated")
                    break
        token = last
