"""One walk through the text that takes up descriptions and pronouns where they stand."""

from pipeline.extract.actors import nominals, pronouns
from pipeline.extract.actors.history import History
from pipeline.extract.actors.stage import Found, Stage

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def refer(stage: Stage) -> list[Found]:
    """Note the descriptions on the stage; gives the pronouns that stand for an actor, in the order of the text."""
    words = stage.words
    ends: dict[int, list[Found]] = {}
    for found in stage.found:
        ends.setdefault(found.last - 1, []).append(found)
    history = History(stage)
    spoken: list[Found] = []
    for token, pos in enumerate(words.pos):
        if token in ends:
            for found in sorted(ends[token], key=lambda each: each.last - each.first):
                history.mention(found)
        elif pos == "NOUN" and token not in stage.at:
            described = nominals.resolve(stage, history, token)
            if described is not None:
                stage.note(stage.drafts[described.key], described.first, described.last, "nominal")
                history.mention(described)
            elif words.dep[token] in ARGUMENTS:
                history.noun(token)
        elif pos == "PRON":
            found = pronouns.resolve(stage, history, token)
            if found is not None:
                spoken.append(found)
                history.mention(found)
    return spoken
