# A list that grows copies its items into memory that was not cleared, and clears the rest, at
# every level; what is not copied into is cleared as a whole.
#
# RUN: %tracewright --quiet -O2 --keep-c=%t.c --output=%t.exe %s
# RUN: FileCheck --input-file=%t.c/rlist.c %s
# RUN: FileCheck --check-prefix=ALL --input-file=%t.c/list_growth.c %s
#
# CHECK: void rlist___grow({{.*}} {
# CHECK: [[ITEMS:items_[0-9]+]] = tw_malloc_var(
# CHECK: __builtin_memmove([[ITEMS]]->items + 0L, {{.*}}, [[KEPT:v[0-9]+]] * 8);
# CHECK-NEXT: __builtin_memset([[ITEMS]]->items + [[KEPT]], 0, ([[ITEMS]]->length - [[KEPT]]) * 8);
#
# ALL: tw_malloc_cleared(TW_TID(T_array_Signed), 16, 8, 8,


def entry_point(argv):
    numbers = []
    value = len(argv)
    while value < 100:
        numbers.append(value)
        value += 1
    zeros = [0] * len(argv)
    print len(numbers), numbers[3], zeros[0]
    return 0


def target(driver, args):
    return entry_point, None
