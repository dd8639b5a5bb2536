# What a finalizer finds when it follows weak references: to what died with its object,
# to what lives on, and to its object itself. One object keeps itself alive.
import weakref

# compiled-only: nothing dies elsewhere

from rpython.rlib import rgc
from rpython.rlib.objectmodel import compute_identity_hash, dont_inline


class Target(object):
    def __init__(self, value):
        self.value = value


class Log(object):
    lines = []
    revived = []


log = Log()


class Watcher(object):
    def __init__(self, name, dying, living):
        self.name = name
        self.dying = weakref.ref(dying)
        self.living = weakref.ref(living)
        self.hash = compute_identity_hash(self)

    def __del__(self):
        living = self.living()
        log.lines.append("%s: %s, %s" % (
            self.name, "alive" if self.dying() is not None else "dead",
            "dead" if living is None else str(living.value)))
        if self.name == "phoenix":
            log.revived.append(self)


# They all become old before they die together.
@dont_inline
def make(living, count):
    targets = []
    watchers = []
    refs = []
    for i in range(count):
        targets.append(Target(1))
        watchers.append(Watcher("phoenix" if i == 3 else "plain", targets[i], living))
        refs.append(weakref.ref(watchers[i]))
    rgc.collect()
    if len(targets) != len(watchers):
        return []
    return refs


def entry_point(argv):
    living = Target(2)
    refs = make(living, 10)
    garbage = []
    for i in range(20000):
        garbage.append(Target(i))
    for i in range(6):
        rgc.collect()
    dead = 0
    for ref in refs:
        if ref() is None:
            dead += 1
    for name in ["phoenix", "plain"]:
        for line in log.lines:
            if line.startswith(name):
                print line
    print dead, len(log.revived), living.value, garbage[-1].value
    for watcher in log.revived:
        print watcher.name, watcher.hash == compute_identity_hash(watcher)
    return 0


def target(driver, args):
    return entry_point, None
