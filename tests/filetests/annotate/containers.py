# Lists, dicts, tuples, ranges, strings, and the bounds that assertions prove.
# RUN: %tracewright dump --annotations %s | FileCheck %s

GREETING = "hello"


def count(words):
    table = {}
    for word in words:
        table[word] = table.get(word, 0) + 1
    return table

# CHECK-LABEL: graph count(words)
# CHECK: newdict()  # Dict(String(nonul), Integer(nonneg))
# CHECK: return({{.*}})  # Dict(String(nonul), Integer(nonneg))


def tail(text, n):
    assert n >= 0
    return text[n:]

# CHECK-LABEL: graph tail(text, n)
# CHECK: b0({{.*}}):  # String(nonul), Integer
# CHECK: getslice({{.*}})  # String(nonul)


def pairs(n):
    result = []
    for i in range(n):
        result.append((i, float(i)))
    return result

# CHECK-LABEL: graph pairs(n)
# CHECK: simple_call(@range, {{.*}})  # List(Integer(nonneg), range)
# CHECK: return({{.*}})  # List(Tuple(Integer(nonneg), Float))


def entry_point(argv):
    table = count(argv)
    n = len(argv) - 2
    return len(table) + len(tail(argv[0], n)) + len(pairs(n)) + len(GREETING)


def target(driver, args):
    return entry_point, None
