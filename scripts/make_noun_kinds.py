"""Make lists of nouns by kind from WordNet 3.0.

`python scripts/make_noun_kinds.py DICT > FILE` makes `noun_kinds.yml` of the events' lexicon, and with `--all` behind
it `noun_senses.yml` of `pipeline/language`: every kind, every noun that WordNet counted in text. `--verbs` makes
`verb_senses.yml` in the same way.

A noun has the lexicographer's file of its first sense as its kind. Kept are the kinds that neither attack nor are
attacked, and of them the nouns that WordNet counted at least `SEEN` times in text. A noun that was seen to name people
in any sense (`female`, `young`) is left out: no killing may be lost for a figure of speech.
"""

import sys
import textwrap
from pathlib import Path

# Lexicographer files (lexnames(5WN)) by number, and the kind that each becomes here.
KINDS = {
    5: "animal",
    7: "attribute",
    9: "cognition",
    10: "communication",
    12: "feeling",
    13: "food",
    19: "phenomenon",
    20: "plant",
    24: "relation",
    25: "shape",
    26: "state",
    28: "time",
}
# All files of nouns, in the order of their numbers from 3.
ALL_KINDS = dict(
    enumerate(
        (
            "general", "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event",
            "feeling", "food", "group", "location", "motive", "object", "person", "phenomenon", "plant", "possession",
            "process", "quantity", "relation", "shape", "state", "substance", "time",
        ),
        start=3,
    )
)  # fmt: skip
# Files of verbs, in the order of their numbers from 29.
VERB_KINDS = dict(
    enumerate(
        (
            "body", "change", "cognition", "communication", "competition", "consumption", "contact", "creation",
            "emotion", "motion", "perception", "possession", "social", "stative", "weather",
        ),
        start=29,
    )
)  # fmt: skip
# The files of persons and groups of them.
PEOPLE = frozenset({14, 18})
SEEN = {"animal": 1, "food": 1, "plant": 1}
SEEN_OTHERS = 3
WIDTH = 110
INDENT = "    "
# Words that YAML reads as something else.
YAML_WORDS = frozenset({"no", "yes", "on", "off", "true", "false", "null", "y", "n"})


def read_counts(folder: Path, sense: str = "1:") -> dict[str, int]:
    """Read how often each noun (verb: sense `2:`) was seen in any sense, by lemma."""
    counts: dict[str, int] = {}
    for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, _, count = line.split(" ")
        lemma, _, rest = key.partition("%")
        if rest.startswith(sense):
            counts[lemma] = counts.get(lemma, 0) + int(count)
    return counts


def read_names_of_people(folder: Path) -> set[str]:
    """Read the nouns that were seen in a sense of persons or groups (keys are `lemma%1:file:id::`)."""
    keys = (line.split(" ")[0] for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines())
    parted = (key.partition("%") for key in keys)
    return {lemma for lemma, _, rest in parted if rest[:2] == "1:" and int(rest.split(":")[1]) in PEOPLE}


def read_first_senses(folder: Path, part: str = "noun") -> dict[str, int]:
    """Read the lexicographer file of the first sense of each single lower-case noun or verb."""
    files = {}
    for line in (folder / f"data.{part}").read_text(encoding="ascii").splitlines():
        if not line.startswith("  "):
            offset, number, _ = line.split(" ", 2)
            files[offset] = int(number)
    found = {}
    for line in (folder / f"index.{part}").read_text(encoding="ascii").splitlines():
        if not line.startswith("  "):
            parts = line.split()
            offset = parts[-int(parts[2])]
            if parts[0].isalpha():
                found[parts[0]] = files[offset]
    return found


def list_unreal_nouns(folder: Path) -> dict[str, list[str]]:
    """The nouns of the kinds that neither attack nor are attacked, by kind."""
    counts, people = read_counts(folder), read_names_of_people(folder)
    words: dict[str, list[str]] = {kind: [] for kind in KINDS.values()}
    for lemma, number in read_first_senses(folder).items():
        kind = KINDS.get(number)
        if kind is not None and lemma not in people and counts.get(lemma, 0) >= SEEN.get(kind, SEEN_OTHERS):
            words[kind].append(lemma)
    return words


def list_all_words(folder: Path, part: str) -> dict[str, list[str]]:
    """All nouns or verbs that were counted in text, by the kind of their first sense."""
    kinds = ALL_KINDS if part == "noun" else VERB_KINDS
    counts = read_counts(folder, "1:" if part == "noun" else "2:")
    words: dict[str, list[str]] = {kind: [] for kind in kinds.values()}
    for lemma, number in read_first_senses(folder, part).items():
        if counts.get(lemma, 0):
            words[kinds[number]].append(lemma)
    return words


def main() -> None:
    """Print the lexicon."""
    folder, option = Path(sys.argv[1]), " ".join(sys.argv[2:])
    what = {"--all": "Kinds of nouns", "--verbs": "Kinds of verbs"}.get(
        option, "Kinds of nouns that neither attack nor are attacked"
    )
    found_words = {"--all": lambda: list_all_words(folder, "noun"), "--verbs": lambda: list_all_words(folder, "verb")}
    lines = [
        f"# {what}, by their first sense in WordNet 3.0 (Princeton,",
        f"# WordNet licence); made by scripts/make_noun_kinds.py{option and f' {option}'}.",
    ]
    for kind, found in found_words.get(option, lambda: list_unreal_nouns(folder))().items():
        text = ", ".join(f'"{word}"' if word in YAML_WORDS else word for word in sorted(found))
        lines += [f"- id: {kind}", "  words: ["]
        lines += textwrap.wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
        lines[-1] += "]"
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
