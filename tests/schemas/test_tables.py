"""Each table says of itself all that the rest of the project asks, and what it says holds together."""

import pytest

from schemas import table_registry


@pytest.mark.parametrize("name", table_registry.TABLE_MODELS)
def test_a_table_says_how_it_is_sorted_and_made(name: str) -> None:
    info, columns = table_registry.get_info(name), {column.name for column in table_registry.list_columns(name)}
    assert set(info.sort) <= columns
    assert info.method.endswith(".") and info.package.startswith("pipeline.")
    assert set(info.made_from) <= set(table_registry.TABLE_MODELS)


@pytest.mark.parametrize("name", table_registry.TABLES)
def test_a_sort_ends_in_a_key_or_a_number_so_that_no_order_is_left_open(name: str) -> None:
    assert table_registry.get_info(name).sort[-1] in {table_registry.find_key(name), "segment_no", "sentence_no"}


@pytest.mark.parametrize("name", table_registry.TABLES)
def test_spans_and_sources_are_columns_that_exist(name: str) -> None:
    columns = {column.name: column for column in table_registry.list_columns(name)}
    for column in columns.values():
        assert set(column.span or ()) <= set(columns)
        if column.within:
            assert any(other.references == column.within for other in columns.values())
        for source in column.sources:
            table, _, wanted = source.partition(".")
            if table in table_registry.TABLES:
                assert wanted in {other.name for other in table_registry.list_columns(table)}


def test_quotations_and_phrases_of_events() -> None:
    assert [column.name for column in table_registry.list_text_columns("events", "quoted")] == ["text"]
    phrases = [column.name for column in table_registry.list_text_columns("events", "phrase")]
    assert phrases == ["actor_text", "recipient_text", "location_text", "theme_text", "date_text"]


def test_documents_are_read_into_these_tables() -> None:
    read = ["documents", "segments", "sentences", "mentions", "statements", "figures", "events", "actors", "signatures"]
    assert table_registry.list_document_tables() == read
