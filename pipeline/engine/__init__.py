"""One way to parallel work: `map_ordered` over chunks, by processes of this machine or by Ray over many.

Results come in the order of the items whichever engine ran them, so that nothing after it can tell the difference.
"""

from pipeline.engine.engine_errors import EngineError, PassingFaultError
from pipeline.engine.executor import EngineName, check_engine_installed, map_ordered
from pipeline.engine.fault_handling import Fault, FaultHandling
from pipeline.engine.standby_workers import start_standby

__all__ = [
    "EngineError",
    "EngineName",
    "Fault",
    "FaultHandling",
    "PassingFaultError",
    "check_engine_installed",
    "map_ordered",
    "start_standby",
]
