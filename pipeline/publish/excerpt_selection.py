"""Which sentences of a document under `excerpt` are published: those with the most claims, up to a share of its body.

What can be put together of the body from the other tables counts too. A mention gives its entity, and the entity its
name, so the characters of names are taken off the share before the first sentence is chosen.
"""

from collections.abc import Mapping

import polars as pl

# How telling a row of each table is. Sentences with equal sums are taken in their order; mentions alone carry nothing
# that is worth a sentence, but may fill what is left.
CLAIM_WEIGHTS = {"events": 100, "figures": 100, "statements": 100, "mentions": 1}


def measure_names(mentions: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    """Sentence and characters of each mention that can be filled in from its entity's name or aliases.

    Pronouns cannot, even where their letters stand in a name ("he" in "Helen").
    """
    names = entities.select("entity_id", name=pl.concat_list("name", "aliases")).explode("name").drop_nulls()
    named = (
        mentions.filter(pl.col("mention_kind") != "pronoun")
        .join(names, on="entity_id")
        .filter(pl.col("name").str.to_lowercase().str.contains(pl.col("text").str.to_lowercase(), literal=True))
    )
    sizes = named.unique("mention_id").select(
        "document_id", "sentence_id", size=pl.col("char_end") - pl.col("char_start")
    )
    return sizes.group_by("document_id", "sentence_id").agg(pl.col("size").sum())


def select_excerpts(tables: Mapping[str, pl.DataFrame], carrying: pl.Series, share: float) -> tuple[set[str], set[str]]:
    """The sentences to publish of all documents under `excerpt`, and the documents whose names fit the share.

    `carrying` are the sentences in which a row stands. Sentences are taken by the weight of their rows as long as they
    fit; a document whose names alone pass the share gives neither.
    """
    documents = tables["documents"].filter(pl.col("redistribution") == "excerpt")
    budgets = {
        document: int(size * share) for document, size in documents.select("document_id", "body_char_count").iter_rows()
    }
    sizes = measure_names(tables["mentions"], tables["entities"])
    name_sizes = dict(sizes.select("sentence_id", "size").iter_rows())
    for document, size in sizes.group_by("document_id").agg(pl.col("size").sum()).iter_rows():
        if document in budgets:
            budgets[document] -= size
    named = {document for document, budget in budgets.items() if budget >= 0}
    weights = _weigh_sentences(tables)
    candidates = tables["sentences"].filter(
        pl.col("document_id").is_in(list(named)) & pl.col("sentence_id").is_in(carrying.implode())
    )
    rows = candidates.select("document_id", "sentence_id", "sentence_no", "char_start", "char_end").rows()
    chosen: set[str] = set()
    for document, sentence, _, start, end in sorted(rows, key=lambda row: (row[0], -weights.get(row[1], 0), row[2])):
        cost = end - start - name_sizes.get(sentence, 0)
        if cost <= budgets[document]:
            budgets[document] -= cost
            chosen.add(sentence)
    return chosen, named


def _weigh_sentences(tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    weighed = pl.concat(
        [tables[name].select("sentence_id", weight=pl.lit(weight)) for name, weight in CLAIM_WEIGHTS.items()]
    )
    return dict(weighed.group_by("sentence_id").agg(pl.col("weight").sum()).iter_rows())
