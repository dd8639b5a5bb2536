# Splitting at blanks while the program is imported: the rest stays as it is.
PARTS = (" a  b c ".split(None, 1) + " a  b c ".rsplit(None, 1) + " a ".split(None, 0) +
         " a ".rsplit(None, 0) + " a  b ".split())
SHOWN = "|".join(PARTS)
WIDE = u"|".join(u" a  b c ".split(None, 1)).encode("ascii")


def entry_point(argv):
    print SHOWN
    print WIDE
    return 0


def target(driver, args):
    return entry_point, None
