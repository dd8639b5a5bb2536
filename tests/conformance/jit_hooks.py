# The methods of a JitHookInterface are called; what they raise is dropped. Without a JIT nothing is told.
from rpython.jit.codewriter.policy import JitPolicy
from rpython.rlib import jit_hooks
from rpython.rlib.jit import JitDriver, JitHookInterface, dont_look_inside, we_are_jitted


class Hooks(JitHookInterface):
    def __init__(self):
        self.log = []
        self.bytes = 0
        self.guards = 0
        self.additions = 0
        self.decrements = 0
        self.kept = None
        self.loop = 0

    def before_compile(self, debug_info):
        self.log.append('before ' + debug_info.type + ' at ' + debug_info.get_greenkey_repr())
        if debug_info.asminfo is not None:
            self.log.append('too early')

    def after_compile(self, debug_info):
        self.log.append('after ' + debug_info.type + ' at ' + debug_info.get_greenkey_repr())
        self.bytes += debug_info.asminfo.asmlen
        self.look_at(debug_info.operations)
        self.kept = debug_info
        self.loop = debug_info.looptoken.number
        if self.loop < 1:
            self.log.append('told something wrong: a loop without a number')
        if debug_info.get_jitdriver() is not driver or debug_info.operation_count < 5:
            self.log.append('another driver')

    def after_compile_bridge(self, debug_info):
        self.log.append('bridge of guard %d' % int(debug_info.fail_descr_no > 0))
        if debug_info.looptoken.number != self.loop:
            self.log.append('told something wrong: a bridge of another loop')
        raise ValueError

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        self.log.append('abort %d' % reason)
        if len(operations) == 0:
            self.log.append('abort without operations')

    def look_at(self, operations):
        """A jump at the end; guards; an addition of a constant; what an argument refers to is there."""
        numbers = {}
        for op in operations:
            name = jit_hooks.resop_getopname(op)
            numbers[op.number] = jit_hooks.resop_getopnum(op)
            if op.is_guard():
                self.guards += 1
            if name == 'int_add':
                box, constant = jit_hooks.resop_getarg(op, 0), jit_hooks.resop_getarg(op, 1)
                if not jit_hooks.box_isconst(box) and jit_hooks.box_isint(constant):
                    self.additions += 1
                if jit_hooks.box_isconst(constant) and jit_hooks.box_getint(constant) == -1:
                    self.decrements += 1
            if name == 'debug_merge_point' and op.repr().find("'code ") < 0:
                self.log.append('a merge point without its place: ' + op.repr())
            for i in range(op.numargs()):
                box = op.getarg(i)
                if not box.is_constant and box.number not in numbers and box.number > 5:
                    self.log.append('told something wrong: ' + op.text)
        last = operations[len(operations) - 1]
        if last.name != 'jump' or last.result_type != 'v' or not last.text.startswith('jump('):
            self.log.append('told something wrong: ' + last.text)


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
    for line in hooks.log:
        if 'told something wrong' in line or 'without' in line:
            print line
    if told and (hooks.guards < 6 or hooks.additions < 6 or hooks.decrements < 6):
        print 'operations are missing:', hooks.guards, hooks.additions, hooks.decrements
    kept = hooks.kept
    if kept is not None and len(kept.operations) < 5:
        print 'what was asked for in the hook is gone behind it'
    return 0


def target(driver, args):
    return entry_point, None


def jitpolicy(driver):
    return JitPolicy(hooks)
