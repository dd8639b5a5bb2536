# What a target sees of its surroundings while it is imported: sys.argv[0] ends
# in "rpython" during a translation only, and PYTHONPATH is searched.
#
# RUN: env PYTHONPATH=/nonexistent:%S/Inputs/elsewhere %tracewright --annotate %s 2>&1 | FileCheck --check-prefix=TRANSLATE %s
# RUN: env PYTHONPATH=%S/Inputs/elsewhere %tracewright run %s 2>&1 | FileCheck --check-prefix=UNTRANSLATED %s
# RUN: sh -c 'env -u PYTHONPATH %tracewright --annotate %s > %t.without 2>&1; test $? -eq 1'
# RUN: FileCheck --check-prefix=WITHOUT --input-file=%t.without %s
import sys
import faraway

# TRANSLATE: found through PYTHONPATH
# TRANSLATE-NEXT: translating
# UNTRANSLATED: found through PYTHONPATH
# UNTRANSLATED-NEXT: running
# WITHOUT: error: ImportError: No module named faraway
print faraway.PLACE
print "translating" if sys.argv[0].endswith("rpython") else "running"


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point
