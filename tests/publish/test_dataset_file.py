"""Whose dataset it is: `dataset.yml` beside the inputs, in every metadata file; neutral words without one."""

import json

import pytest
import yaml

from pipeline.publish.dataset_file import DatasetDescription, DatasetFileError, read_dataset_description
from pipeline.publish.release_writer import publish_release
from tests.publish.example import dataset, facts
from tests.test_cli import newsledger


def test_every_metadata_file_names_the_dataset_as_its_owner_does(released):
    package = json.loads((released / "datapackage.json").read_bytes())
    assert (package["name"], package["title"], package["version"]) == ("port-news", "News of the port", "2.1.0")
    assert package["contributors"][0] == {"title": "Ada Quist", "roles": ["author"], "email": "desk@port.example"}
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]
    croissant = json.loads((released / "croissant.json").read_bytes())
    assert [each["name"] for each in croissant["creator"]] == ["Ada Quist", "Port desk"]
    assert croissant["license"].endswith("CC-BY-4.0.html")
    citation = yaml.safe_load((released / "CITATION.cff").read_bytes())
    assert citation["authors"] == [{"name": "Ada Quist"}, {"name": "Port desk"}]
    assert citation["url"] == "https://port.example/data"
    assert "News of the port" in (released / "provenance.json").read_text()
    card = (released / "README.md").read_text()
    assert "By Ada Quist, Port desk. Version 2.1.0. Contact: desk@port.example." in card


def test_without_one_nobody_is_named_and_no_licence_is_given(tmp_path):
    publish_release(dataset(), tmp_path / "out", facts(dataset=DatasetDescription()))
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    assert package["title"] == "Events and figures of news articles"
    assert "licenses" not in package and "contributors" not in package
    assert "No licence is stated" in package["description"]
    for name in ("CITATION.cff", "croissant.json", "README.md"):
        text = (tmp_path / "out" / name).read_text()
        assert "newsledger authors" not in text and "CC-BY" not in text and "cc-by" not in text


def test_it_lies_in_the_input_folder_or_beside_an_input_file(tmp_path):
    (tmp_path / "dataset.yml").write_text("title: Harbour news\n")
    (tmp_path / "a.txt").write_text("Ferry strike ends\n")
    for given in (tmp_path, tmp_path / "a.txt"):
        assert read_dataset_description([given]).title == "Harbour news"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel: Harbour news", "titel: Extra inputs are not permitted"),
        ("homepage: javascript:alert(1)", "homepage: String should match pattern"),
        ("title: [a, b]", "title: Input should be a valid string"),
        ("title: &a [*a]", "the alias *a contains itself"),
        ("[" * 150 + "]" * 150, "nested more than 100 levels deep"),
        ("title: 'open", "not readable as YAML"),
        ("- title", "Input should be a valid dictionary"),
        ("licence: 'CC BY'", "licence: String should match pattern"),
    ],
)
def test_what_is_wrong_with_it_is_one_line_that_names_the_file(tmp_path, text, told):
    (tmp_path / "dataset.yml").write_text(text)
    with pytest.raises(DatasetFileError) as error:
        read_dataset_description([tmp_path])
    assert told in str(error.value)
    assert str(error.value).startswith(f"{tmp_path / 'dataset.yml'}: ")
    assert "\n" not in str(error.value)


def test_two_that_differ_are_refused(tmp_path):
    for name, title in (("one", "A"), ("two", "B")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dataset.yml").write_text(f"title: {title}\n")
    with pytest.raises(DatasetFileError, match="differ; keep one"):
        read_dataset_description([tmp_path / "one", tmp_path / "two"])


def test_the_command_line_publishes_under_its_name_and_refuses_a_faulty_one(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Ferry strike ends\n\nOSLO -- About 300 dockers stopped work on Monday.\n")
    (articles / "dataset.yml").write_text("title: Harbour news\nauthors: [Ada Quist]\n")
    arguments = ("build", articles, "--out", tmp_path / "out", "--state", tmp_path / "state", "--workers", "1")
    assert newsledger(*arguments).returncode == 0
    assert json.loads((tmp_path / "out" / "datapackage.json").read_bytes())["title"] == "Harbour news"
    (articles / "dataset.yml").write_text("title: Harbour news, daily\nauthors: [Ada Quist]\n")
    assert newsledger(*arguments).returncode == 0
    assert json.loads((tmp_path / "out" / "datapackage.json").read_bytes())["title"] == "Harbour news, daily"
    (articles / "dataset.yml").write_text("title: \n")
    refused = newsledger(*arguments)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1 and "dataset.yml: title" in refused.stderr
