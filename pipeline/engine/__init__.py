"""One door to parallel work: `map_ordered` over chunks, by processes of this machine or by Ray over many.

Results come in the order of the items whichever engine ran them, so that nothing after it can tell the difference.
"""

from pipeline.engine.door import Engine, EngineError, map_ordered

__all__ = ["Engine", "EngineError", "map_ordered"]
