"""The names of the package, where the reference has them."""
from rpython.rlib.rvmprof import (
    MAX_FUNC_NAME, VMProfError, register_code, register_code_object_class,
    vmprof_execute_code)
