"""One target under atheris, in a process of its own: `python -m tests.fuzz.run_target NAME [options of libFuzzer]`."""

import sys

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Run the target until libFuzzer's options end it, or an input makes it raise."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
