# A relative import inside an RPython function is made while its flow graph is built.
#
# RUN: env PYTHONPATH=%S/Inputs %tracewright dump --annotations %s double 2>&1 | FileCheck %s
# CHECK: simple_call(@times, n_0, 2)
from package.numbers import double


def entry_point(argv):
    print double(len(argv))
    return 0


def target(driver, args):
    return entry_point
