#!/usr/bin/env python3
"""Writes the tables of runtime/rlib/unicodedata from what Python's unicodedata knows.

    tools/generate_unicodedata.py DIRECTORY PYTHON...

Each PYTHON is an interpreter whose unicodedata has another version of the Unicode
database; the newest one gives names and decompositions, which never change. Python 2.7
gives version 3.2.0 (ucd_3_2_0) besides its own. The same file runs inside of these
interpreters as `PYTHON generate_unicodedata.py --collect VERSION`, and prints JSON.

Numbers in tables are texts of digits in base 32: the last digit of a number is one of
']'..'|', the others are '#'..'B' (see runtime/rlib/unicodedata/tables.py).
"""
import json
import subprocess
import sys
import unicodedata

LAST = 0x110000
FLAGS = ("space", "alpha", "linebreak", "lower", "upper", "title", "cased", "case_ignorable",
         "xid_start", "xid_continue", "printable", "mirrored")

if sys.version_info[0] == 2:
    chr = unichr  # noqa: F821


# ---- inside of each interpreter -----------------------------------------------------------------

def flags_by_methods(c):
    """Of a Python 3, whose str follows the derived properties."""
    sigma = u"a\u03a3"
    after = (sigma + c).lower()[1]
    followed = (sigma + c + u"a").lower()[1]
    return {
        "space": c.isspace(), "alpha": c.isalpha(), "lower": c.islower(), "upper": c.isupper(),
        "title": unicodedata.category(c) == "Lt",
        "linebreak": len((u"a" + c + u"a").splitlines()) == 2,
        "cased": c.islower() or c.isupper() or unicodedata.category(c) == "Lt",
        "case_ignorable": after == u"\u03c2" and followed == u"\u03c3",
        "xid_start": c.isidentifier(), "xid_continue": (u"a" + c).isidentifier(),
        "printable": c.isprintable(),
    }


def flags_by_category(database, c):
    category, bidirectional = database.category(c), database.bidirectional(c)
    letter = category in ("Lm", "Lt", "Lu", "Ll", "Lo")
    return {
        "space": bidirectional in ("WS", "B", "S") or category == "Zs",
        "alpha": letter, "lower": category == "Ll", "upper": category == "Lu",
        "title": category == "Lt", "linebreak": c in u"\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029",
        "cased": category in ("Ll", "Lu", "Lt"),
        "case_ignorable": category in ("Mn", "Me", "Cf", "Lm", "Sk") or c in u"'.:\xb7\u2019",
        "xid_start": letter or category == "Nl" or c == u"_",
        "xid_continue": letter or category in ("Nl", "Mn", "Mc", "Nd", "Pc"),
        "printable": category[0] not in "CZ" or c == u" ",
    }


def text_of_number(value):
    if value is None:
        return ""
    for denominator in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 40, 64, 80, 160, 320):
        if abs(value * denominator - round(value * denominator)) < 1e-9:
            return "%d/%d" % (round(value * denominator), denominator)
    raise ValueError(value)


def record(database, c, modern):
    flags = flags_by_methods(c) if modern else flags_by_category(database, c)
    flags["mirrored"] = bool(database.mirrored(c))
    bits = sum(1 << i for i, name in enumerate(FLAGS) if flags[name])
    cases, full = [], []
    for changed in (c.upper(), c.lower(), c.title()):
        cases.append(ord(changed) - ord(c) if len(changed) == 1 else None)
        full.append([ord(x) for x in changed] if len(changed) > 1 else None)
    fold = None
    if modern and c.casefold() != c.lower():
        fold = [ord(x) for x in c.casefold()]
    assigned = database.category(c) != "Cn"
    if not assigned:
        cases, full, fold = [0, 0, 0], [None] * 3, None
    width = database.east_asian_width(c)
    if not assigned and width == "F":
        width = "N"  # some versions of Python take the first one of their table
    return [[database.category(c), database.bidirectional(c), width, bits,
             database.combining(c), database.decimal(c, -1), database.digit(c, -1),
             text_of_number(database.numeric(c, None))] + cases, full, fold]


def collect(version):
    database = unicodedata
    if version == "3.2.0":
        database = unicodedata.ucd_3_2_0
    modern = sys.version_info[0] == 3 and database is unicodedata
    records, runs, special, folds, names, decompositions = [], [], [], [], [], []
    known = {}
    for code in range(LAST):
        c = chr(code)
        row, full, fold = record(database, c, modern)
        if full != [None] * 3:
            special.append([code] + full)
        if fold:
            folds.append([code, fold])
        key = json.dumps(row)
        if key not in known:
            known[key] = len(records)
            records.append(row)
        if runs and runs[-1][1] == known[key]:
            runs[-1][0] += 1
        else:
            runs.append([1, known[key]])
        if database.name(c, None) is not None:
            names.append([code, database.name(c)])
        if database.decomposition(c):
            decompositions.append([code, database.decomposition(c)])
    composites = []
    for code, text in decompositions:
        if "<" not in text and " " in text and database.normalize("NFC", chr(code)) == chr(code):
            composites.append(code)
    json.dump({"version": version, "records": records, "runs": runs, "special": special,
               "folds": folds, "names": names, "decompositions": decompositions,
               "composites": composites}, sys.stdout)


# ---- tables -------------------------------------------------------------------------------------

def number(n):
    text = chr(0x5d + n % 32)
    while n >= 32:
        n //= 32
        text = chr(0x23 + n % 32) + text
    return text


def numbers(values):
    return "".join(number(v) for v in values)


def literal(name, text, width=92):
    lines = [text[i:i + width] for i in range(0, len(text), width)] or [""]
    return "%s = (\n%s)\n" % (name, "".join('    r"%s"\n' % protect(line) for line in lines))


def protect(line):
    # A raw text must not end with a backslash.
    return line[:-1] + '" "\\\\' if line.endswith("\\") else line


HEAD = '"""%s Made by tools/generate_unicodedata.py."""\n'


def simple_cases(code, version, data, category):
    """Distances to the upper, lower and title case of a character."""
    given = data[version]["of"][code][8:]
    fallback = data["5.2.0"]["of"][code][8:]
    result = []
    for mine, other in zip(given, fallback):
        distance = other if mine is None else mine
        if distance is None or category(version, code + distance) == "Cn":
            distance = 0
        result.append(distance)
    return result


def expand(table):
    of = []
    for count, index in table["runs"]:
        of.extend([table["records"][index]] * count)
    table["of"] = of


def write_versions(directory, data):
    def category(version, code):
        return data[version]["of"][code][0]

    pool, runs = {}, {}
    for version in data:
        runs[version] = []
        for code in range(LAST):
            row = data[version]["of"][code]
            key = tuple(row[:8]) + tuple(simple_cases(code, version, data, category))
            index = pool.setdefault(key, len(pool))
            if runs[version] and runs[version][-1][1] == index:
                runs[version][-1][0] += 1
            else:
                runs[version].append([1, index])
    with open(directory + "/records.py", "w") as out:
        out.write(HEAD % "Every combination of properties that a character has.")
        out.write("\n# Category, bidirectional class, width, flags, combining class, decimal value,\n"
                  "# digit value, numeric value, distances to the upper, lower and title case.\n")
        out.write("FLAGS = %r\n" % (FLAGS,))
        out.write("RECORDS = [\n%s]\n" % "".join("    %r,\n" % (key,) for key in pool))
    for version, table in data.items():
        flat = [n for run in runs[version] for n in run]
        with open("%s/unicodedb_%s.py" % (directory, version.replace(".", "_")), "w") as out:
            out.write(HEAD % ("Unicode %s." % version))
            out.write("from rpython.rlib.unicodedata.database import make_database\n\n")
            out.write("# (how many characters, number of their record), ...\n")
            out.write(literal("_RUNS", numbers(flat)))
            out.write("\nglobals().update(make_database(%r, _RUNS))\n" % version)


def split_names(newest):
    """Names of single characters, and ranges of names that end with the number."""
    ranges, single = [], []
    for code, name in newest["names"]:
        if 0xac00 <= code <= 0xd7a3:
            continue
        prefix, _, last = name.rpartition("-")
        if last == "%X" % code:
            if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == prefix:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, prefix])
        else:
            single.append((code, name.split(" ")))
    return ranges, single


def write_names(directory, newest):
    ranges, single = split_names(newest)
    counts = {}
    for _, words in single:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    order = sorted(counts, key=lambda word: (-counts[word], word))
    index = {word: i for i, word in enumerate(order)}
    flat, previous = [], -1
    for code, words in single:
        flat += [code - previous - 1, len(words)] + [index[word] for word in words]
        previous = code
    with open(directory + "/names.py", "w") as out:
        out.write(HEAD % "Names of characters.")
        out.write("\n# First and last character, and what stands before '-' and the number.\n")
        rows = "".join("    (0x%x, 0x%x, %r),\n" % tuple(r) for r in ranges)
        out.write("RANGES = [\n%s]\n\n" % rows)
        out.write(literal("WORDS", " ".join(order)))
        out.write("\n# Distance from the character before, how many words, their numbers.\n")
        out.write(literal("NAMES", numbers(flat)))


def write_decompositions(directory, data, newest):
    prefixes = [""]
    flat, previous = [], -1
    for code, text in newest["decompositions"]:
        parts = text.split(" ")
        prefix = parts.pop(0) if parts[0].startswith("<") else ""
        if prefix not in prefixes:
            prefixes.append(prefix)
        flat += [code - previous - 1, prefixes.index(prefix), len(parts)]
        flat += [int(part, 16) for part in parts]
        previous = code
    special, folds = {}, {}
    for table in data.values():
        for code, upper, lower, title in table["special"]:
            special[code] = (upper or [], lower or [], title or [])
        for code, fold in table["folds"]:
            folds[code] = fold
    casing = []
    for code in sorted(special):
        casing.append(code)
        for codes in special[code]:
            casing += [len(codes)] + codes
    with open(directory + "/mappings.py", "w") as out:
        out.write(HEAD % "Decompositions, and case mappings to several characters.")
        out.write("\nPREFIXES = %r\n" % prefixes)
        out.write("\n# Distance from the character before, number of the prefix, how many, which.\n")
        out.write(literal("DECOMPOSITIONS", numbers(flat)))
        out.write("\n# Characters that are composed of two by normalisation.\n")
        out.write(literal("COMPOSITES", numbers(newest["composites"])))
        out.write("\n# The character; for upper, lower and title case: how many, which.\n")
        out.write(literal("SPECIAL_CASING", numbers(casing)))
        out.write("\n# The character, how many and which it folds to, where that is not lower case.\n")
        out.write(literal("CASE_FOLDING", numbers(
            [n for code in sorted(folds) for n in [code, len(folds[code])] + folds[code]])))


def run(python, version):
    done = subprocess.run([python, __file__, "--collect", version], stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def main(directory, pythons):
    data = {}
    for python in pythons:
        version = subprocess.run(
            [python, "-c", "import unicodedata; print(unicodedata.unidata_version)"],
            stdout=subprocess.PIPE, check=True).stdout.decode().strip()
        data[version] = run(python, version)
        if version == "5.2.0":
            data["3.2.0"] = run(python, "3.2.0")
    data = dict(sorted(data.items(), key=lambda item: [int(n) for n in item[0].split(".")]))
    for table in data.values():
        expand(table)
    newest = list(data.values())[-1]
    write_versions(directory, data)
    write_names(directory, newest)
    write_decompositions(directory, data, newest)


if __name__ == "__main__":
    if sys.argv[1] == "--collect":
        collect(sys.argv[2])
    elif len(sys.argv) < 3:
        sys.exit(__doc__)
    else:
        main(sys.argv[1], sys.argv[2:])
