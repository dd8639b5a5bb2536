"""Binary search in sorted lists."""


def bisect_left(a, x, hi):
    """The first position in a[:hi] whose item is not below x."""
    lo = 0
    while lo < hi:
        middle = (lo + hi) // 2
        if a[middle] < x:
            lo = middle + 1
        else:
            hi = middle
    return lo


def bisect_right(a, x, hi):
    """The first position in a[:hi] whose item is above x."""
    lo = 0
    while lo < hi:
        middle = (lo + hi) // 2
        if x < a[middle]:
            hi = middle
        else:
            lo = middle + 1
    return lo
