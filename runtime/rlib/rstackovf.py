"""The exception that infinite recursion raises."""


class StackOverflow(RuntimeError):
    """Raised where the stack reaches its limit; an `except RuntimeError` catches it,
    too."""


def check_stack_overflow():
    """Called in a handler of StackOverflow; there every such error is one."""
