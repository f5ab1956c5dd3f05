"""Put the result of the README's Python example under it: `python scripts/readme_example.py`.

Builds the dataset of `examples/articles` in a folder that is thrown away, and runs the example there.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN_MARK, END_MARK = "<!-- result: made by scripts/readme_example.py -->\n", "<!-- end of result -->"


def read_example(text: str) -> str:
    """The Python example of the README. Raises ValueError where there is not just one."""
    (example,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    return str(example)


def run_example(example: str, dataset: Path) -> str:
    """What the example prints where `dataset` lies beside it."""
    run = [sys.executable, "-c", example]
    return subprocess.run(run, cwd=dataset.parent, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Write the result between its two marks."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(folder, "dataset")
        build = [sys.executable, "-m", "pipeline.cli", "build", "examples/articles", "--out", str(dataset)]
        status = subprocess.run([*build, "--state", f"{folder}/state"], cwd=ROOT, check=False).returncode
        if status not in (0, 3):
            sys.exit("readme_example: the build failed")
        result = run_example(read_example(text), dataset)
    before, _, rest = text.partition(BEGIN_MARK)
    after = rest.partition(END_MARK)[2]
    README.write_text(f"{before}{BEGIN_MARK}\n```text\n{result}```\n\n{END_MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
