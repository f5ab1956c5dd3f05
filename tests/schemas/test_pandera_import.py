"""What a build does not load: pandas and hypothesis, which pandera imports where they are installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
USE_SCHEMAS = """
import sys
import pipeline.definitions, pipeline.store.reader
from schemas import table_registry
for name in table_registry.TABLES:
    table_registry.split_rows(name, table_registry.make_empty_frame(name))
print([name for name in ("pandas", "hypothesis") if name in sys.modules])
import pandas
print(pandas.DataFrame({"a": [1]}).shape)
"""


def test_schemas_load_no_pandas_but_leave_it_to_others() -> None:
    output = subprocess.run([sys.executable, "-c", USE_SCHEMAS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout.splitlines() == ["[]", "(1, 1)"]
