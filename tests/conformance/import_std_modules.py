# What modules of the standard library compute at import time, as constants of a program.
import random, json, subprocess, tempfile, bisect, heapq, getopt, os, re, sys, textwrap, copy
import py

random.seed(42)
RANDOM = [random.randint(0, 1000) for i in range(5)] + [int(random.random() * 1000000)]
deck = range(10)
random.shuffle(deck)
RANDOM += deck + [random.choice("abc").__len__(), random.randrange(5, 50, 5), random.getrandbits(40)]

DATA = json.loads('{"name": "x\\u00e9", "list": [1, 2.5, true, null, "a\\nb"], "n": {"k": -3}}')
TEXT = json.dumps({"b": [1, None, True, "q\"\n"], "a": 1.5}, sort_keys=True)
PRETTY = json.dumps([1, {"x": 2}], indent=2)
NAME = DATA["name"].encode("utf-8")
ITEMS = [str(x) for x in DATA["list"]] + [str(DATA["n"]["k"])]
try:
    json.loads("[1,")
    BAD = "no"
except ValueError:
    BAD = "ValueError"

OUTPUT = subprocess.check_output(["sh", "-c", "echo hello $0", "world"])
STATUS = subprocess.call(["sh", "-c", "exit 3"])
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
PIPED = p.communicate("through")[0]
try:
    subprocess.check_call("exit 4", shell=True)
    FAILED = 0
except subprocess.CalledProcessError as e:
    FAILED = e.returncode

directory = tempfile.mkdtemp()
with open(os.path.join(directory, "f"), "w") as f:
    f.write("1\n2\n3\n")
LINES = [line.strip() for line in open(os.path.join(directory, "f"))]
os.unlink(os.path.join(directory, "f"))
os.rmdir(directory)

sorted_list = []
for x in [5, 1, 4, 2, 3]:
    bisect.insort(sorted_list, x)
heap = [9, 3, 7, 1]
heapq.heapify(heap)
heapq.heappush(heap, 2)
HEAP = [heapq.heappop(heap) for i in range(5)]
OPTIONS, REST = getopt.getopt(["-a", "-ovalue", "--long", "x", "--flag", "rest", "-b"], "abo:", ["long=", "flag"])

place = py.path.local(directory)
CHECKS = [place.check(), place.check(dir=True), py.path.local("/").check(dir=True, dotfile=False),
          py.path.local("/").check(notdir=True), py.path.local("/").check(file=False, link=False)]
WIDTH = py.io.get_terminal_width() >= 40

source = py.code.Source("""
    def double(x):
        return x * %d
""" % 2)
namespace = {}
exec source.compile() in namespace
double = namespace["double"]
WORDS = re.findall("[a-z]+", "one, two; three")
DEDENT = textwrap.dedent("""
    a
      b
""")
nested = copy.deepcopy({"k": [1, [2]]})
nested["k"][1].append(3)
NESTED = len(nested["k"][1])


def entry_point(argv):
    print " ".join([str(x) for x in RANDOM])
    print NAME, "|".join(ITEMS).replace("\n", "_"), BAD
    print TEXT
    print PRETTY
    print OUTPUT.strip(), STATUS, PIPED, FAILED, "".join(LINES)
    print " ".join([str(x) for x in sorted_list]), " ".join([str(x) for x in HEAP])
    for name, value in OPTIONS:
        print name, value,
    print " ".join(REST)
    print " ".join([str(int(x)) for x in CHECKS]), int(WIDTH)
    print double(len(argv) + 20), " ".join(WORDS), len(DEDENT), NESTED
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
