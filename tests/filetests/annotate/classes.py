# Attributes, methods of subclasses, None-able instances and bound methods.
# RUN: %tracewright dump --annotations %s | FileCheck %s


class Node(object):
    kind = "leaf"

    def __init__(self, value, rest):
        self.value = value
        self.rest = rest

    def weigh(self):
        return self.value


class Heavy(Node):
    kind = "heavy"

    def weigh(self):
        return self.value * 2


def build(argv):
    chain = None
    for text in argv:
        if len(text) > 3:
            chain = Heavy(len(text), chain)
        else:
            chain = Node(-1, chain)
    return chain

# CHECK-LABEL: graph build(argv)
# CHECK: b0({{.*}}):  # List(String(nonul), resized)
# CHECK: simple_call(@Heavy, {{.*}})  # Instance(Heavy)
# CHECK: return({{.*}})  # Instance(Node, or None)


def total(chain):
    result = 0
    while chain is not None:
        result += chain.weigh()
        chain = chain.rest
    return result

# CHECK-LABEL: graph total(chain)
# CHECK: getattr({{.*}}, 'weigh')  # Methods(
# CHECK: getattr({{.*}}, 'rest')  # Instance(Node, or None)
# CHECK: return({{.*}})  # Integer{{$}}


def entry_point(argv):
    return total(build(argv))


def target(driver, args):
    return entry_point, None
