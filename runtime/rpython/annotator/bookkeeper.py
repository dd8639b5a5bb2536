"""The bookkeeper, as targets ask for it while they are imported."""
def getbookkeeper():
    """None: at import time there is no annotation going on."""
    return None


def immutablevalue(x):
    raise TypeError("annotations are made by the translator only")
