# encoding: utf-8
"""Modules of Python that deal with streams, terminals and locales, at import time."""
import io
import locale
import os
import readline
import sys
import tempfile

directory = tempfile.mkdtemp()
path = os.path.join(directory, "text")
with io.open(path, "w", encoding="utf-8") as out:
    out.write(u"caf\xe9\n\u03b1\u03b2\n")
with io.open(path, encoding="utf-8") as text:
    START = text.read(4)
    REST = text.readlines()
with io.open(path, "rb") as raw:
    BYTES = len(raw.read())
try:
    io.StringIO().write("bytes")
    REFUSED = False
except TypeError:
    REFUSED = True
memory = io.BytesIO("one\ntwo\n")
LINES = [line.strip() for line in memory]
wide = io.StringIO()
wide.write(u"wide")
WIDE = str(wide.getvalue())
readline.parse_and_bind("tab: complete")
readline.add_history("first")
readline.add_history("second")
readline.write_history_file(path)
readline.clear_history()
readline.read_history_file(path)
HISTORY = [readline.get_history_item(i) for i in range(1, readline.get_current_history_length() + 1)]
NO_MORE = str(readline.get_history_item(3))
os.unlink(path)
os.rmdir(directory)
LOCALE = locale.setlocale(locale.LC_ALL, "C")
POINT = locale.localeconv()["decimal_point"]
try:
    locale.setlocale(locale.LC_ALL, "no_SUCH.locale")
    KNOWN = True
except locale.Error:
    KNOWN = False
SORTED = sorted(["b", "a", "C"], cmp=locale.strcoll)


def entry_point(argv):
    print START.encode("utf-8"), len(REST), REST[1].encode("utf-8").strip(), BYTES, int(REFUSED)
    print ",".join(LINES), WIDE
    print ",".join(HISTORY), NO_MORE
    print POINT, int(KNOWN), LOCALE, ",".join(SORTED)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
