# Names of the module typing at import time, and what else programs ask of sys.
import sys
from typing import Any, Callable, Dict, Generic, List, Optional, TYPE_CHECKING, TypeVar, cast

T = TypeVar('T')
Table = Dict[str, List[int]]
Handler = Callable[[Any], Optional[int]]


class Box(Generic[T]):
    def __init__(self, value):
        # type: (T) -> None
        self.value = value


box = Box(cast(int, 5))
if TYPE_CHECKING:
    box = None
pypy = '__pypy__' in sys.builtin_module_names


def entry_point(argv):
    print box.value + len(argv), 'pypy' if pypy else 'other'
    return 0


def target(driver, args):
    return entry_point, None
