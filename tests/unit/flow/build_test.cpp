// Graphs that the builder makes of RPython source.
#include "fixture.h"

namespace tw::flow {
namespace {

TEST_F(FlowTest, StraightLine) {
  EXPECT_EQ(flow("def f(a, b):\n    c = a + b\n    return c * 2\n"), R"(graph f(a, b) {
  b0(a_0, b_1):
    c_2 = add(a_0, b_1)
    v3 = mul(c_2, 2)
    goto return(v3)
  return(result_4)
  except(etype_5, evalue_6)
}
)");
}

TEST_F(FlowTest, LoopGeneralisesConstants) {
  EXPECT_EQ(flow("def f(n):\n"
                 "    total = 0\n"
                 "    while n > 0:\n"
                 "        total = total + n\n"
                 "        n = n - 1\n"
                 "    return total\n"),
            R"(graph f(n) {
  b0(n_0):
    goto b1(n_0, 0)
  b1(n_1, total_2):
    v3 = gt(n_1, 0)
    v4 = bool(v3)
    if v4 goto b2(n_1, total_2) else return(total_2)
  b2(n_5, total_6):
    total_7 = add(total_6, n_5)
    n_8 = sub(n_5, 1)
    goto b1(n_8, total_7)
  return(result_9)
  except(etype_10, evalue_11)
}
)");
}

TEST_F(FlowTest, ConstantsFoldAndDeadBranchesAreNotFollowed) {
  std::string text = flow("TABLE = [10, 20, 30]\n"
                          "DEBUG = False\n"
                          "def f(n):\n"
                          "    if DEBUG:\n"
                          "        undefined_function(n)\n"
                          "    return TABLE[1] + len(TABLE) + n\n");
  EXPECT_NE(text.find("add(23, n_0)"), std::string::npos) << text;
}

TEST_F(FlowTest, InstancesAreNotFoldedUnlessFrozen) {
  std::string text = flow("class A(object):\n    x = 1\n"
                          "class B(object):\n    x = 2\n    def _freeze_(self): return True\n"
                          "a = A()\nb = B()\n"
                          "def f():\n    return a.x + b.x\n");
  EXPECT_NE(text.find("getattr(@A.instance, 'x')"), std::string::npos) << text;
  EXPECT_NE(text.find(", 2)"), std::string::npos) << text;
}

TEST_F(FlowTest, UncaughtImplicitExceptionsAreUnchecked) {
  std::string text = flow("def f(l, i):\n    return l[i]\n");
  EXPECT_EQ(text.find("on @"), std::string::npos) << text;
}

TEST_F(FlowTest, ClausesBecomeExceptionLinks) {
  EXPECT_EQ(flow("def f(l, i):\n"
                 "    try:\n"
                 "        return l[i]\n"
                 "    except IndexError:\n"
                 "        return -1\n"),
            R"(graph f(l, i) {
  b0(l_0, i_1):
    v2 = getitem(l_0, i_1)
    goto return(v2)
    on @IndexError (etype_3, evalue_4) goto return(-1)
    on @Exception (etype_5, evalue_6) goto except(etype_5, evalue_6)
  return(result_7)
  except(etype_8, evalue_9)
}
)");
}

TEST_F(FlowTest, CallInTryTestsTheClassesInOrder) {
  EXPECT_EQ(flow("class E(Exception): pass\n"
                 "def f(g):\n"
                 "    try:\n"
                 "        return g()\n"
                 "    except (KeyError, E), e:\n"
                 "        return e\n"),
            R"(graph f(g) {
  b0(g_0):
    v1 = simple_call(g_0)
    goto return(v1)
    on @KeyError (etype_2, evalue_3) goto return(evalue_3)
    on @E (etype_4, evalue_5) goto return(evalue_5)
    on @Exception (etype_6, evalue_7) goto except(etype_6, evalue_7)
  return(result_8)
  except(etype_9, evalue_10)
}
)");
}

TEST_F(FlowTest, RaiseOfKnownClassIsResolvedInsideTheFunction) {
  std::string text = flow("def f(n):\n"
                          "    try:\n"
                          "        if n: raise KeyError(n)\n"
                          "    except KeyError:\n"
                          "        return 1\n"
                          "    return 2\n");
  EXPECT_EQ(text.find("exception_match"), std::string::npos) << text;
}

TEST_F(FlowTest, FinallyRunsOnEveryPath) {
  EXPECT_EQ(flow("def f(g, h):\n"
                 "    try:\n"
                 "        return g()\n"
                 "    finally:\n"
                 "        h()\n"),
            R"(graph f(g, h) {
  b0(g_0, h_1):
    v2 = simple_call(g_0)
    goto b1(h_1, v2)
    on @Exception (etype_3, evalue_4) goto b2(evalue_4, etype_3, h_1)
  b1(h_5, v6):
    simple_call(h_5)
    goto return(v6)
  b2(evalue_7, etype_8, h_9):
    simple_call(h_9)
    goto except(etype_8, evalue_7)
  return(result_10)
  except(etype_11, evalue_12)
}
)");
}

TEST_F(FlowTest, ForLoop) {
  EXPECT_EQ(flow("def f(l):\n    for x in l:\n        l.use(x)\n"), R"(graph f(l) {
  b0(l_0):
    v1 = iter(l_0)
    goto b1(l_0, v1)
  b1(l_2, v3):
    x_4 = next(v3)
    goto b2(l_2, v3, x_4)
    on @StopIteration (etype_5, evalue_6) goto return(None)
  b2(l_7, v8, x_9):
    v10 = getattr(l_7, 'use')
    simple_call(v10, x_9)
    goto b1(l_7, v8)
  return(result_11)
  except(etype_12, evalue_13)
}
)");
}

TEST_F(FlowTest, OvfcheckChangesTheOperation) {
  host.registerModule("rpython.rlib.rarithmetic", [](host::Host& host, host::ModuleObject* module) {
    host.addFunction(module, "ovfcheck",
                     [](host::Host&, const host::Args& args) { return args[0]; });
  });
  std::string text = flow("from rpython.rlib.rarithmetic import ovfcheck\n"
                          "def f(a, b):\n"
                          "    try:\n"
                          "        return ovfcheck(a + b)\n"
                          "    except OverflowError:\n"
                          "        return 0\n");
  EXPECT_NE(text.find("v2 = add_ovf(a_0, b_1)\n    goto return(v2)\n    on @OverflowError"),
            std::string::npos)
      << text;
}

TEST_F(FlowTest, KeywordCallsHaveAShape) {
  std::string text = flow("def f(g, args):\n    return g(1, b=2, a=3, *args)\n");
  EXPECT_NE(text.find("call_args(g_0, (1, ('a', 'b'), True), 1, 3, 2, args_1)"), std::string::npos)
      << text;
}

TEST_F(FlowTest, GeneratorBecomesAnIteratorClass) {
  std::string text = flow("def f(n):\n"
                          "    i = 0\n"
                          "    while i < n:\n"
                          "        yield i\n"
                          "        i = i + 1\n");
  EXPECT_NE(text.find("simple_call(@f__generator)"), std::string::npos) << text;
  EXPECT_NE(text.find("'g_n', n_0)"), std::string::npos) << text;
  ASSERT_EQ(context.graphs().size(), 2u);
  std::string next = printGraph(*context.graphs()[0]);
  EXPECT_EQ(next.find("yield_"), std::string::npos) << next;
  EXPECT_NE(next.find("'state', 1)"), std::string::npos) << next;
  EXPECT_NE(next.find("@StopIteration"), std::string::npos) << next;
}

TEST_F(FlowTest, UnrollingIterable) {
  host.registerModule("rpython.rlib.unroll", [](host::Host& host, host::ModuleObject* module) {
    host.evaluate("class SpecTag(object): pass\n"
                  "class unrolling_iterable(SpecTag):\n"
                  "    def __init__(self, items): self.items = list(items)\n"
                  "    def __iter__(self): return iter(self.items)\n",
                  module->attributes, "unroll.py", false);
  });
  std::string text = flow("from rpython.rlib.unroll import unrolling_iterable\n"
                          "names = unrolling_iterable(['a', 'b'])\n"
                          "def f(x):\n"
                          "    for name in names:\n"
                          "        setattr(x, name, 0)\n");
  EXPECT_EQ(text, R"(graph f(x) {
  b0(x_0):
    setattr(x_0, 'a', 0)
    setattr(x_0, 'b', 0)
    goto return(None)
  return(result_1)
  except(etype_2, evalue_3)
}
)");
}

TEST_F(FlowTest, Refusals) {
  EXPECT_EQ(refusal("def f(n):\n    for i in n:\n        x = i\n    return x\n"),
            "the local variable 'x' may be used before it is assigned");
  EXPECT_EQ(refusal("def f():\n    return nowhere\n"), "the global name 'nowhere' is not defined");
  EXPECT_EQ(refusal("def f():\n    return [][0]\n"), "accepted"); // a list made at run time
  EXPECT_EQ(refusal("L = []\ndef f():\n    return L[0]\n"),
            "this always raises IndexError: list index out of range");
  EXPECT_EQ(refusal("def f(x):\n    return lambda: x\n"),
            "a function made at run time uses the variable 'x' of the function around it");
  EXPECT_EQ(refusal("def f(g, k):\n    return g(**k)\n"),
            "the names of arguments must be known: **keywords in a call are not RPython");
  EXPECT_EQ(refusal("def f(g):\n    try:\n        g()\n    except AssertionError:\n        pass\n"),
            "catching AssertionError or a subclass is not RPython");
  EXPECT_EQ(refusal("def f():\n    class A: pass\n"), "a class cannot be made at run time");
  EXPECT_EQ(refusal("def f(x):\n    global G\n    G = x\n"),
            "the global variable 'G' is assigned at run time");
  EXPECT_EQ(refusal("def f(x):\n    y = yield x\n    return\n"),
            "the value of a yield expression cannot be used");
}

TEST_F(FlowTest, RefusalPointsAtTheExpression) {
  run("def f(n):\n    return n + missing\n");
  try {
    graphOf("f");
    FAIL();
  } catch (const TranslationError& error) {
    EXPECT_EQ(error.diagnostic().span.line, 2u);
    EXPECT_EQ(error.diagnostic().span.column, 16u);
  }
}

} // namespace
} // namespace tw::flow
