"""The arrows between rooms go one way, modules stay short, and only the face of the pipeline knows Dagster."""

import ast
from pathlib import Path

import pytest

from tests.support import ROOT

# Each room may import from itself and from the rooms before it.
ROOMS = [
    "schemas",
    "pipeline.base",
    "pipeline.intake",
    "pipeline.fetch",
    "pipeline.clean",
    "pipeline.language",
    "pipeline.extract",
    "pipeline.document_bounds",
    "pipeline.row_identifiers",
    "pipeline.statement_index",
    "pipeline.document_rows",
    "pipeline.extraction_rows",
    "pipeline.document_processing",
    "pipeline.engine",
    "pipeline.store",
    "pipeline.reconcile",
    "pipeline.corrections",
    "pipeline.publish",
    "pipeline.review",
]
MODULES = sorted(path for room in ("pipeline", "schemas") for path in (ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str | None:
    return next((room for room in ROOMS if module == room or module.startswith(room + ".")), None)


def imported(path: Path) -> set[str]:
    """Modules that a file imports, also inside functions; `from a import b` counts as `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path.name}: a relative import hides its arrow"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_go_one_way(path: Path) -> None:
    own = room_of(name_of(path))
    if own is None:  # Dagster's face and the command line stand above all rooms
        return
    for module in imported(path):
        assert module.partition(".")[0] != "dagster", f"{name_of(path)} imports Dagster"
        if module.partition(".")[0] in ("pipeline", "schemas") and module not in ("pipeline", "schemas"):
            room = room_of(module)
            assert room is not None, f"{name_of(path)} imports {module}, which stands above the rooms"
            assert ROOMS.index(room) <= ROOMS.index(own), f"{name_of(path)} imports {module} from a later room"


# Labels of the parser that are no word of anything else.
LABELS = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "csubj",
        "csubjpass",
        "dobj",
        "pobj",
        "pcomp",
        "ccomp",
        "xcomp",
        "acomp",
        "advcl",
        "relcl",
        "acl",
        "appos",
        "amod",
        "nmod",
        "poss",
        "prep",
        "conj",
        "aux",
        "auxpass",
        "nummod",
        "npadvmod",
        "oprd",
        "prt",
        "quantmod",
        "advmod",
        "expl",
    ]
)


def names_a_label(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in ("dep", "dep_") or (node.attr == "label" and ast.unparse(node.value) == "tree")
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in LABELS


@pytest.mark.parametrize("path", [path for path in MODULES if "syntax" not in path.parts], ids=name_of)
def test_only_the_syntax_package_names_a_dependency_label(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [ast.unparse(node) for node in ast.walk(tree) if names_a_label(node)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_right_half_knows_no_text() -> None:
    for path in (ROOT / "pipeline" / "reconcile").rglob("*.py"):
        assert not any(
            module.startswith(("spacy", "pipeline.language", "pipeline.extract")) for module in imported(path)
        )
