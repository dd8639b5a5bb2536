# Frames whose fields and array the JIT keeps in registers.
# RUN: %tracewright dump --jitcode %s run_portal | FileCheck %s
# RUN: %tracewright --quiet -Ojit --jit-backend=none --output=%t.exe %s
# RUN: %t.exe | FileCheck --check-prefix=OUT %s
from rpython.rlib.jit import JitDriver, hint


class Frame(object):
    _virtualizable_ = ['pc', 'stack[*]']
    _immutable_fields_ = ['code?']

    def __init__(self, size, code):
        self = hint(self, access_directly=True, fresh_virtualizable=True)
        self.stack = [0] * size
        self.pc = 0
        self.code = code

    def push(self, x):
        pc = self.pc
        assert pc >= 0
        self.stack[pc] = x
        self.pc = pc + 1

    def pop(self):
        pc = self.pc - 1
        assert pc >= 0
        self.pc = pc
        return self.stack[pc]


driver = JitDriver(greens=[], reds=['n', 'frame'], virtualizables=['frame'])


# CHECK: jit_merge_point 0, [], [%i0 %r0]
# CHECK: record_quasiimmut_field %r0, <Frame.inst_code>, <Frame.mutate_inst_code>
# CHECK: getfield_gc_i_pure %r0, <Frame.inst_code>
# CHECK: inline_call_v @push
# CHECK: inline_call_i @pop
def run(n, frame):
    frame = hint(frame, access_directly=True)
    while n > 0:
        driver.jit_merge_point(n=n, frame=frame)
        frame.push(n + frame.code)
        n -= frame.pop()
    return frame.pc


def entry_point(argv):
    frame = Frame(4, len(argv))
    print run(100, frame), frame.pc
    frame.code = 7
    print frame.code
    return 0


def target(driver, args):
    return entry_point, None

# OUT: 0 0
# OUT: 7
