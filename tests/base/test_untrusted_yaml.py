"""YAML beside the inputs: plain values, and nothing that could blow up."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base.boundary.untrusted_yaml import UntrustedYamlError, load_yaml_file


def is_number(text):
    try:
        return float(text) is not None
    except ValueError:
        return False


# NUL is dropped. Line breaks that are none in YAML 1.2 are folded to a blank by YAML 1.1, which PyYAML writes; and it
# writes texts without quotation marks that are numbers in YAML 1.2 alone (09, 1e3).
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\x85\u2028\u2029")).filter(
    lambda text: not is_number(text)
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_what_is_dumped_comes_back(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "value.yml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    assert load_yaml_file(path) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: 14\nb: 1.5\nc: 2021-05-03\nd: '14'\ne: yes\nf: 1_000\n",
         {"a": 14, "b": 1.5, "c": "2021-05-03", "d": "14", "e": "yes", "f": "1_000"}),
        ("a: 2021-02-31\n", {"a": "2021-02-31"}),
        ("a: 1e3\nb: 09\nc: '1e3'\n", {"a": 1000.0, "b": 9, "c": "1e3"}),
        ("- !!str 14\n", ["14"]),
        (f"- {'9' * 5000}\n", ["9" * 5000]),
        ("- !!int 14\n- !!int '14'\n- !!bool maybe\n", [14, 14, "maybe"]),
        ("{&x <<: {a: 1}, b: *x}\n", {"a": 1, "b": "<<"}),
        ("- &x {a: 1, b: 2}\n- {<<: *x, b: 3}\n- {b: 4, <<: [*x, {a: 5, c: 6}]}\n- <<\n- {'<<': 7}\n",
         [{"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 1, "b": 4, "c": 6}, "<<", {"<<": 7}]),
    ],
)  # fmt: skip
def test_scalars(tmp_path, text, value):
    (tmp_path / "a.yml").write_text(text)
    assert load_yaml_file(tmp_path / "a.yml") == value


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"b: *x\n", "the alias *x stands for nothing"),
        (b"a: {<<: 3}", "no mapping"),
        (b"a: !!python/object:os.system ls\n", "it has the tag"),
        (b"a: 1\na: 2\n", "the key a stands twice"),
        (b"{[1]: 2}", "stands twice, or is no string"),
        (b"---\na\n---\nb\n", "several documents"),
        (b"[" * 120 + b"]" * 120, "nested more than 100 levels"),
        (b"a: 'open", "not readable as YAML"),
        (b"\xff\xfe\xff", "not in UTF-8"),
        (b"a: \x00", "not readable as YAML"),
    ],
)
def test_what_is_refused_is_told_in_one_line(tmp_path, content, told):
    (tmp_path / "a.yml").write_bytes(content)
    with pytest.raises(UntrustedYamlError) as error:
        load_yaml_file(tmp_path / "a.yml")
    assert told in str(error.value) and "\n" not in str(error.value)
