def double(n):
    from .arithmetic import times
    return times(n, 2)
