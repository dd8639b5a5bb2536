// Small RPython functions through flow, annotate and rtype, executed by llinterp.
#include "translator/annotate/annotator.h"
#include "translator/flow/text.h"
#include "translator/host/host.h"
#include "translator/library/lltype_module.h"
#include "translator/library/rules.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/llinterp/llinterp.h"
#include "translator/lltype/symbol.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tw::rtype {
namespace {

using lltype::fromInt;

class Rtype : public testing::Test {
protected:
  // Annotates and rtypes function f of the source, whose parameters are ints.
  void load(const std::string& source, size_t argCount) {
    library::installLowLevelModule(host, heap, symbols);
    library::installRules(host);
    std::string path = testing::TempDir() + "rtype_test_target.py";
    std::ofstream(path) << source;
    host::ModuleObject* module = host.runFile(path, false);
    auto* function = host::as<host::FunctionObject>(host.getAttr(module, "f"));
    std::vector<const annotate::Annotation*> args(argCount, annotator.integer());
    graph = annotator.annotateFunction(function, args);
    rtyper = std::make_unique<RTyper>(annotator, heap, symbols);
    rtyper->specialize();
  }

  llinterp::Outcome run(std::vector<int64_t> args) {
    std::vector<lltype::Word> words;
    for (int64_t arg : args) words.push_back(fromInt(arg));
    llinterp::Options options;
    options.exceptions.overflowError = rtyper->exceptions().standardInstance("OverflowError");
    return llinterp::Interpreter(heap, options).call(*graph, words);
  }

  int64_t value(std::vector<int64_t> args) {
    llinterp::Outcome outcome = run(std::move(args));
    EXPECT_FALSE(outcome.raised());
    return lltype::asInt(outcome.value);
  }

  // The same with a readable failure.
  int64_t compute(const std::string& source, std::vector<int64_t> args) {
    try {
      if (!graph) load(source, args.size());
      return value(std::move(args));
    } catch (const TranslationError& error) {
      ADD_FAILURE() << error.diagnostic().render();
    } catch (const host::HostError& error) {
      ADD_FAILURE() << host.formatTraceback(error);
    }
    return -1;
  }

  Arena arena;
  SourceManager sources;
  host::Host host{arena, sources};
  lltype::TypeTable types;
  lltype::Heap heap{types};
  lltype::SymbolTable symbols;
  flow::GraphContext graphs{host};
  annotate::Annotator annotator{host, graphs, types};
  std::unique_ptr<RTyper> rtyper;
  flow::FunctionGraph* graph = nullptr;
};

TEST_F(Rtype, IntegersAndLoops) {
  const char* source = "def f(n):\n"
                       "    total = 0\n"
                       "    while n > 0:\n"
                       "        total += n * n - (n & 3)\n"
                       "        n -= 1\n"
                       "    return total\n";
  EXPECT_EQ(compute(source, {10}), 385 - (1 + 2 + 3 + 0 + 1 + 2 + 3 + 0 + 1 + 2));
}

TEST_F(Rtype, DivisionRoundsDown) {
  const char* source = "def f(a, b):\n    return a // b * 1000 + a % b\n";
  EXPECT_EQ(compute(source, {-7, 2}), -4 * 1000 + 1);
  EXPECT_EQ(compute(source, {7, -2}), -4 * 1000 - 1);
  EXPECT_EQ(compute(source, {-8, 2}), -4 * 1000);
}

TEST_F(Rtype, HandledZeroDivision) {
  const char* source = "def f(a, b):\n"
                       "    try:\n"
                       "        return a // b\n"
                       "    except ZeroDivisionError:\n"
                       "        return -99\n";
  EXPECT_EQ(compute(source, {7, 0}), -99);
  EXPECT_EQ(compute(source, {7, 2}), 3);
}

TEST_F(Rtype, Overflow) {
  const char* source = "from rpython.rlib.rarithmetic import ovfcheck\n"
                       "def f(a, b):\n"
                       "    try:\n"
                       "        return ovfcheck(a + b)\n"
                       "    except OverflowError:\n"
                       "        return -1\n";
  EXPECT_EQ(compute(source, {INT64_MAX, 1}), -1);
  EXPECT_EQ(compute(source, {40, 2}), 42);
}

TEST_F(Rtype, InstancesAndMethods) {
  const char* source = "class A(object):\n"
                       "    step = 1\n"
                       "    def __init__(self, x):\n"
                       "        self.x = x\n"
                       "    def area(self):\n"
                       "        return self.x + self.step\n"
                       "class B(A):\n"
                       "    step = 10\n"
                       "    def area(self):\n"
                       "        return A.area(self) * 2\n"
                       "def f(n):\n"
                       "    if n > 5:\n"
                       "        a = B(n)\n"
                       "    else:\n"
                       "        a = A(n)\n"
                       "    return a.area() + 100 * isinstance(a, B)\n";
  EXPECT_EQ(compute(source, {3}), 4);
  EXPECT_EQ(compute(source, {6}), 132);
}

TEST_F(Rtype, ExceptionsAreMatchedByClass) {
  const char* source = "class E1(Exception):\n"
                       "    def __init__(self, n):\n"
                       "        self.n = n\n"
                       "class E2(E1):\n"
                       "    pass\n"
                       "class E3(Exception):\n"
                       "    pass\n"
                       "def g(n):\n"
                       "    if n == 1: raise E1(10)\n"
                       "    if n == 2: raise E2(20)\n"
                       "    if n == 3: raise E3\n"
                       "    return n\n"
                       "def f(n):\n"
                       "    try:\n"
                       "        return g(n)\n"
                       "    except E1, e:\n"
                       "        return e.n\n"
                       "    except E3:\n"
                       "        return 30\n";
  EXPECT_EQ(compute(source, {0}), 0);
  EXPECT_EQ(compute(source, {1}), 10);
  EXPECT_EQ(compute(source, {2}), 20);
  EXPECT_EQ(compute(source, {3}), 30);
}

TEST_F(Rtype, FunctionsAndClassesAsValues) {
  const char* source = "def twice(x): return x * 2\n"
                       "def plus(x, by=3): return x + by\n"
                       "class A(object):\n"
                       "    def __init__(self, x): self.x = x\n"
                       "    tag = 7\n"
                       "class B(A):\n"
                       "    tag = 8\n"
                       "def f(n):\n"
                       "    g = twice\n"
                       "    cls = A\n"
                       "    if n > 5:\n"
                       "        g = plus\n"
                       "        cls = B\n"
                       "    return g(n) * 100 + cls(n).x * 10 + cls.tag\n";
  EXPECT_EQ(compute(source, {1}), 217);
  EXPECT_EQ(compute(source, {6}), 968);
}

TEST_F(Rtype, TuplesAndPrebuiltInstances) {
  const char* source = "class A(object):\n"
                       "    def __init__(self, x, next):\n"
                       "        self.x = x\n"
                       "        self.next = next\n"
                       "chain = A(1, A(2, None))\n"
                       "def pair(n):\n"
                       "    return (n, n + 1)\n"
                       "def f(n):\n"
                       "    a, b = pair(n)\n"
                       "    total = a * b\n"
                       "    node = chain\n"
                       "    while node is not None:\n"
                       "        total += node.x\n"
                       "        node = node.next\n"
                       "    return total + ((a, b) == (n, 4))\n";
  EXPECT_EQ(compute(source, {3}), 16);
}

} // namespace
} // namespace tw::rtype
