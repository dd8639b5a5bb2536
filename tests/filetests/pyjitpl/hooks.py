# A JitHookInterface is told of each loop and bridge, and of what was given up.
# RUN: %tracewright --quiet -Ojit --output=%t.exe %s
# RUN: %t.exe | FileCheck %s
from rpython.jit.codewriter.policy import JitPolicy
from rpython.rlib.jit import JitDriver, JitHookInterface, set_param


class Hooks(JitHookInterface):
    def before_compile(self, debug_info):
        print 'before', debug_info.type, debug_info.get_greenkey_repr(), debug_info.asminfo is None

    def after_compile(self, debug_info):
        print 'after', debug_info.type, debug_info.get_greenkey_repr(), debug_info.asminfo.asmlen > 20

    def before_compile_bridge(self, debug_info):
        print 'before', debug_info.type, debug_info.get_greenkey_repr()

    def after_compile_bridge(self, debug_info):
        print 'after', debug_info.type, debug_info.fail_descr_no > 0, debug_info.get_jitdriver() is driver

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        print 'abort', greenkey_repr

    def on_trace_too_long(self, jitdriver, greenkey, greenkey_repr):
        print 'too long', greenkey_repr


def location(code):
    return '<code %d>' % code


driver = JitDriver(greens=['code'], reds=['n', 'total'], get_printable_location=location)


def run(code, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(code=code, n=n, total=total)
        if n & code:
            total += n
        else:
            total -= 1
        n -= 1
    return total


def entry_point(argv):
    # CHECK: before loop <code 1> 1
    # CHECK-NEXT: after loop <code 1> 1
    # CHECK: before bridge <code 1>
    # CHECK-NEXT: after bridge 1 1
    run(1, 5000)
    set_param(None, 'trace_limit', 2)
    # CHECK: abort <code 2>
    # CHECK-NEXT: too long <code 2>
    run(2, 5000)
    return 0


def target(driver, args):
    return entry_point, None


def jitpolicy(driver):
    return JitPolicy(Hooks())
