"""Articles written for the tests of the site, under each kind of terms, one of them an attack by its text."""

import json
from hashlib import sha256
from pathlib import Path

FULL = """Dock strike spreads to Westerholm

WESTERHOLM, March 3, 2021 -- Police in Westerholm arrested union leader Odalys Krenn on Tuesday.
Mayor Tansy Orrick said that about 340 dockers had been detained after the clashes.
"We will not go back to work," Krenn told reporters. Share this page with your friends.
The strikers accused Orrick of negligence.
"""
LENT = """Hundreds held after harbour clashes

WESTERHOLM, March 3, 2021 -- Police in Westerholm arrested union leader Odalys Krenn on Tuesday.
At least 410 dockers were detained by the police in the harbour of Westerholm on Tuesday.
Fog lay over the quays and the gulls were loud all through that long morning of waiting.
Fishmongers in the arcade lit candles, and children hung paper lanterns from the railings of the bridge.
Nobody in the crowded market hall wanted to talk about the price of mackerel or the coming winter.
"""
WITHHELD = ("gulls", "fishmongers", "lanterns", "mackerel")
KEPT = """Orchard growers block the road in Plumstead

PLUMSTEAD, March 4, 2021 -- About 700 orchardists marched through Plumstead on Thursday, chairwoman Odalys Krenn said.
"""
ATTACK_TITLE = "<script>document.title='run'</script><img src=x onerror=alert(1)> in Westerholm"
ATTACK = """WESTERHOLM, March 3, 2021 -- Mayor Tansy Orrick criticised </script><script>alert(2)</script> 25 "strikers".
The mayor met 12 envoys of <b onmouseover=alert(3)>Norway</b> in Westerholm on Wednesday, the city said.
"""
NAMES = {"full.txt": FULL, "lent.txt": LENT, "kept.txt": KEPT}
TERMS = {"full.txt": "full", "kept.txt": "offsets"}


def write_corpus(folder: Path) -> Path:
    """Write the articles and their `sources.yml`."""
    folder.mkdir()
    lines = []
    for name, text in NAMES.items():
        (folder / name).write_text(text, encoding="utf-8")
        if name in TERMS:
            digest = sha256(text.encode()).hexdigest()
            lines.append(
                f"{name}: {{sha256: {digest}, publisher: {name[:4].title()} Post, redistribution: {TERMS[name]}}}"
            )
    # As text: a file with such words would be read as HTML, and they would be gone.
    attack = {"id": "attack", "title": ATTACK_TITLE, "text": ATTACK, "redistribution": "full", "publisher": "<b>Post"}
    (folder / "attack.jsonl").write_text(json.dumps(attack) + "\n", encoding="utf-8")
    (folder / "sources.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
