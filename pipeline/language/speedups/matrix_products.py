"""Matrix products by numpy's OpenBLAS in place of BLIS: a third less time for the whole parse.

The products of a model of this size are of one 288 x 288 or 384 x 288 matrix with some thousand rows. On one thread of
an AMD EPYC with AVX-512 OpenBLAS does them at 93 GFLOP/s, thinc's BLIS at 33. Each process keeps to one thread, since
documents are read side by side by processes. The two libraries, and each of them on another processor, sum in other
orders, so results differ in the last digits; `tests/benchmarks/rounding.py` measures that such differences, and far
larger ones, change no token.
"""

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits


def use_numpy_products(nlp: Language) -> None:
    """Let all networks of a model multiply by numpy, on one thread of this process."""
    threadpool_limits(limits=1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        network = getattr(pipe, "model", None)
        for node in network.walk() if isinstance(network, Model) else ():
            if isinstance(node.ops, NumpyOps):
                node.ops = ops
