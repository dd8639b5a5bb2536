# The methods of a JitHookInterface are called; what they raise is dropped. Without a JIT nothing is told.
from rpython.jit.codewriter.policy import JitPolicy
from rpython.rlib.jit import JitDriver, JitHookInterface, dont_look_inside, we_are_jitted


class Hooks(JitHookInterface):
    def __init__(self):
        self.log = []
        self.bytes = 0

    def before_compile(self, debug_info):
        self.log.append('before ' + debug_info.type + ' at ' + debug_info.get_greenkey_repr())
        if debug_info.asminfo is not None:
            self.log.append('too early')

    def after_compile(self, debug_info):
        self.log.append('after ' + debug_info.type + ' at ' + debug_info.get_greenkey_repr())
        self.bytes += debug_info.asminfo.asmlen
        if debug_info.get_jitdriver() is not driver or debug_info.operation_count < 5:
            self.log.append('another driver')

    def after_compile_bridge(self, debug_info):
        self.log.append('bridge of guard %d' % int(debug_info.fail_descr_no > 0))
        raise ValueError

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        self.log.append('abort %d' % reason)


hooks = Hooks()


def location(code):
    return 'code %d' % code


driver = JitDriver(greens=['code'], reds=['n', 'total'], get_printable_location=location)


def run(code, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(code=code, n=n, total=total)
        if n % 3 == 0:
            total += code
        else:
            total -= 1
        n -= 1
    return total


def entry_point(argv):
    for code in range(3):
        print run(code, 3000)
    expected = ['before loop at code 0', 'after loop at code 0', 'bridge of guard 1']
    told = len(hooks.log) > 0
    for line in expected:
        if told and line not in hooks.log:
            print 'not told:', line
    if told and hooks.bytes < 50:
        print 'too few bytes'
    if told and 'too early' in hooks.log or 'another driver' in hooks.log:
        print 'told something wrong'
    return 0


def target(driver, args):
    return entry_point, None


def jitpolicy(driver):
    return JitPolicy(hooks)
