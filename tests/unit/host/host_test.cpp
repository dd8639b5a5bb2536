// The import-time Python: programs run in a fresh Host; what they print into a
// StringIO or leave in their globals is compared with what Python 2.7 does.
#include "translator/host/host.h"

#include <gtest/gtest.h>

namespace tw::host {
namespace {

class HostTest : public ::testing::Test {
protected:
  // The value of `result` after running the program.
  std::string run(std::string_view program) {
    globals = host.newDict();
    globals->table.set(host.names().name, host.intern("test"));
    host.evaluate(program, globals, "<test>", false);
    Object* result = globals->table.find(host.intern("result"));
    return result ? host.repr(result) : "<none>";
  }
  std::string raised(std::string_view program) {
    try {
      run(program);
    } catch (const HostError& error) {
      return std::string(error.type()->name->value) + ": " + host.str(error.value());
    }
    return "<nothing>";
  }

  Arena arena;
  SourceManager sources;
  Host host{arena, sources};
  DictObject* globals = nullptr;
};

TEST_F(HostTest, ParametersOfAllKinds) {
  EXPECT_EQ(run("def f(a, (b, c), d=4, *e, **g): return a, b, c, d, e, g\n"
                "result = f(1, (2, 3)), f(1, [2, 3], 5, 6, z=7), f(*(1, (2, 3)), **{'d': 9})\n"),
            "((1, 2, 3, 4, (), {}), (1, 2, 3, 5, (6,), {'z': 7}), (1, 2, 3, 9, (), {}))");
  EXPECT_EQ(raised("def f(a, b=1): pass\nf()\n"),
            "TypeError: f() takes at least 1 argument (0 given)");
  EXPECT_EQ(raised("def f(a): pass\nf(1, a=2)\n"),
            "TypeError: f() got multiple values for keyword argument 'a'");
}

TEST_F(HostTest, MethodResolutionOrder) {
  EXPECT_EQ(run("class A(object): pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass\n"
                "result = [c.__name__ for c in D.__mro__]\n"),
            "['D', 'B', 'C', 'A', 'object']");
  EXPECT_EQ(run("class A: x = 1\nclass B(A): pass\nclass C(A): x = 2\nclass D(B, C): pass\n"
                "result = D.x\n"),
            "1");
}

TEST_F(HostTest, DescriptorsAndHooks) {
  EXPECT_EQ(run("class D(object):\n"
                "    def __get__(self, o, t): return o is None\n"
                "    def __set__(self, o, v): o.__dict__['seen'] = v\n"
                "class C(object):\n"
                "    d = D()\n"
                "    def __getattr__(self, n): return 'hook ' + n\n"
                "c = C(); c.d = 5\n"
                "result = C.d, c.d, c.seen, c.other\n"),
            "(True, False, 5, 'hook other')");
}

TEST_F(HostTest, GeneratorsSuspendAndFinish) {
  EXPECT_EQ(run("log = []\n"
                "def g():\n"
                "    try:\n"
                "        x = yield 1\n"
                "        log.append(x)\n"
                "        yield 2\n"
                "    finally: log.append('end')\n"
                "i = g(); a = i.next(); b = i.send('s'); i.close()\n"
                "result = a, b, log, list(g())\n"),
            "(1, 2, ['s', 'end', None, 'end'], [1, 2])");
}

TEST_F(HostTest, ExceptionsCrossFramesAndFinallyRuns) {
  EXPECT_EQ(run("log = []\n"
                "def thrower(): raise KeyError('k')\n"
                "def middle():\n"
                "    try: thrower()\n"
                "    finally: log.append('finally')\n"
                "try: middle()\n"
                "except LookupError as e: log.append(repr(e))\n"
                "result = log\n"),
            "['finally', \"KeyError('k',)\"]");
}

TEST_F(HostTest, TracebackNamesEveryFrame) {
  try {
    run("def inner(): return 1 / 0\ndef outer(): return inner()\nouter()\n");
    FAIL();
  } catch (const HostError& error) {
    EXPECT_EQ(host.formatTraceback(error),
              "Traceback (most recent call last):\n"
              "  File \"<test>\", line 3, in <module>\n    outer()\n"
              "  File \"<test>\", line 2, in outer\n    def outer(): return inner()\n"
              "  File \"<test>\", line 1, in inner\n    def inner(): return 1 / 0\n"
              "ZeroDivisionError: integer division or modulo by zero\n");
  }
}

TEST_F(HostTest, IntegersBecomeLongs) {
  EXPECT_EQ(run("import sys\nresult = sys.maxint + 1, -sys.maxint - 2, 2 ** 64 // -3, -7 % 3\n"),
            "(9223372036854775808L, -9223372036854775809L, -6148914691236517206L, 2)");
}

TEST_F(HostTest, FloatsPrintShortest) {
  EXPECT_EQ(run("result = 0.1, 1e16, 1e15, 1e-5, str(0.1 + 0.2), 1e22, 5e-324\n"),
            "(0.1, 1e+16, 1000000000000000.0, 1e-05, '0.3', 1e+22, 5e-324)");
}

TEST_F(HostTest, Formatting) {
  EXPECT_EQ(run("result = '%5d|%-5s|%05.1f|%x|%r|%%' % (42, 'ab', 2.25, 255, 'q')\n"),
            "\"   42|ab   |002.2|ff|'q'|%\"");
  EXPECT_EQ(run("result = '{0:>4}{a[1]:,}{b.real!r}'.format('x', a=[0, 12345], b=3)\n"),
            "'   x12,3453'");
}

TEST_F(HostTest, DictsKeepInsertionOrder) {
  EXPECT_EQ(run("d = {}\nfor i in range(40): d[i * 7 % 40] = i\n"
                "for i in range(30): del d[i]\n"
                "d[0] = 'again'\n"
                "result = d.keys()\n"),
            "[35, 30, 37, 32, 39, 34, 36, 31, 38, 33, 0]");
}

TEST_F(HostTest, RunawayRecursionIsAnError) {
  host.setRecursionLimit(500);
  EXPECT_EQ(raised("def f(): return f()\nf()\n"), "RuntimeError: maximum recursion depth exceeded");
}

TEST_F(HostTest, SizedIntegersWrap) {
  globals = host.newDict();
  ClassObject* u32 = host.newSizedIntClass("r_uint32", 32, false);
  globals->table.set(host.intern("u32"), u32);
  host.evaluate("result = u32(-1) + 1, int(u32(5) - 6), u32(3) > 2\n", globals, "<test>", false);
  EXPECT_EQ(host.repr(globals->table.find(host.intern("result"))), "(0L, 4294967295, True)");
}

TEST_F(HostTest, StandardModules) {
  EXPECT_EQ(run("import os.path, struct, itertools, functools, collections, copy, string\n"
                "P = collections.namedtuple('P', 'x y')\n"
                "result = (os.path.join('a', 'b'), struct.unpack('<h', '\\x01\\x00'),\n"
                "          list(itertools.islice(itertools.count(), 2)), P(1, y=2),\n"
                "          copy.deepcopy([[1]]), string.digits)\n"),
            "('a/b', (1,), [0, 1], P(x=1, y=2), [[1]], '0123456789')");
}

} // namespace
} // namespace tw::host
