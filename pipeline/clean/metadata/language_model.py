"""py3langid's model as it is used: the larger languages of news alone, unpacked, and mapped into memory in place."""

import lzma
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from pipeline.base.array_file import pack_arrays, unpack_arrays
from pipeline.base.derived_files import read_derived

# py3langid knows 97; on short texts the rare ones win too often, so it chooses among the larger languages of news.
KNOWN_LANGUAGES = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it"),
    *("ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta", "th", "tr"),
    *("uk", "ur", "vi", "zh"),
)


@cache
def load_identifier() -> Any:
    """The identifier as `LanguageIdentifier.from_model_file` makes it, restricted to `KNOWN_LANGUAGES`."""
    languages = sha256(" ".join(KNOWN_LANGUAGES).encode()).hexdigest()[:8]
    arrays = unpack_arrays(read_derived(f"py3langid-{languages}.bin", MODEL_DIR / MODEL_FILE, _select_languages))
    return LanguageIdentifier(
        arrays["weights"].T,
        arrays["priors"],
        arrays["classes"].tolist(),
        _index_quickly(arrays["nextmove"]),
        arrays["out_feat"].tolist(),
        norm_probs=True,
        tk_row=_index_quickly(arrays["nextmove_row"]),
    )


def _select_languages(packed: bytes) -> bytes:
    """The arrays of a model, with the columns of `KNOWN_LANGUAGES` in the order and layout of `set_languages`."""
    with np.load(BytesIO(lzma.decompress(packed)), allow_pickle=False) as model:
        columns = [number for number, code in enumerate(model["classes"].tolist()) if code in KNOWN_LANGUAGES]
        return pack_arrays(
            {
                "weights": model["ptc"][:, columns].T,
                "priors": model["pc"][columns],
                "classes": model["classes"][columns],
                **{name: model[name] for name in ("nextmove", "nextmove_row", "out_feat")},
            }
        )


def _index_quickly(values: NDArray[Any]) -> memoryview:
    """An array of integers that Python indexes faster than numpy's."""
    return memoryview(values)  # type: ignore[arg-type]  # numpy tells its types of no buffer
