# Lists, dicts and strings are handled by helpers in RPython.
# RUN: %tracewright dump --rtype %s items | FileCheck --check-prefix=ITEMS %s
# RUN: %tracewright dump --rtype %s lookup | FileCheck --check-prefix=LOOKUP %s
# RUN: %tracewright dump --rtype %s first | FileCheck --check-prefix=FIRST %s
# RUN: %tracewright dump --rtype %s ll_append | FileCheck --check-prefix=APPEND %s


# A list that nothing resizes is an array.
# ITEMS: b0(l_0: *gcarray(Signed), i_1: Signed)
# ITEMS: direct_call(&ll_getitem{{.*}}, l_0, i_1)
def items(l, i):
    return l[i]


# The helper raises; the handler is a link that names the class.
# LOOKUP: [[VALUE:v[0-9]+]]: Signed = direct_call(&ll_getitem, d_0, None, key_1)
# LOOKUP-NEXT: goto return([[VALUE]])
# LOOKUP-NEXT: on @KeyError /&KeyError_vtable {{.*}} goto return(-1)
def lookup(d, key):
    try:
        return d[key]
    except KeyError:
        return -1


# A constant index that is not negative reads at once.
# FIRST: getinteriorfield(s_0, .chars, 0)
# FIRST-NOT: direct_call
def first(s):
    return s[0]


# A list that grows has a length beside its array.
# APPEND: graph ll_append(l, {{.*}})
# APPEND: b0(l_0: *%list
# APPEND: getfield(l_0, .length)
def entry_point(argv):
    table = {"a": 1}
    names = []
    for name in argv:
        names.append(name)
    table["b"] = len(names)
    print items([3, 4, len(argv)], len(argv)), lookup(table, first(argv[0]))
    return 0


def target(driver, args):
    return entry_point, None
