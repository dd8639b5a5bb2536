"""The lock that lets one thread at a time run; a program with one thread has it."""


def allocate():
    pass


def acquire():
    pass


def release():
    pass


def acquire_maybe_in_new_thread():
    pass


def yield_thread():
    pass


def gil_get_holder():
    return 1


def am_I_holding_the_GIL():
    return True


def invoke_after_thread_switch(callback):
    """`callback` would run after each change of the running thread."""
