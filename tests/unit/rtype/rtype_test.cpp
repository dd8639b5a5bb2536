// Small RPython functions through flow, annotate and rtype, executed by llinterp.
#include "tests/unit/rtype/fixture.h"

namespace tw::rtype {
namespace {

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

TEST_F(Rtype, TextOfATuple) {
  const char* source = "def f(n):\n"
                       "    return str((n, 'x', (chr(n + 60), n > 2))) + str((n,)) + str(())\n";
  EXPECT_EQ(text(source, {5}), "(5, x, (A, 1))(5,)()");
}

TEST_F(Rtype, IterationOverATuple) {
  const char* source = "def total(*values):\n"
                       "    result = 0\n"
                       "    for value in values:\n"
                       "        result = result * 10 + value\n"
                       "    return result\n"
                       "def f(n):\n"
                       "    return total() + total(n) + total(n, 2, True)\n";
  EXPECT_EQ(compute(source, {3}), 0 + 3 + 321);
}

TEST_F(Rtype, IterationOverATupleOfMixedItems) {
  const char* source = "def f(n):\n"
                       "    result = ''\n"
                       "    for i, part in enumerate(('a', 'bc', str(n))):\n"
                       "        result += str(i) + part\n"
                       "    return result\n";
  EXPECT_EQ(text(source, {7}), "0a1bc27");
}

TEST_F(Rtype, IterationOverATupleOfKnownItems) {
  const char* source = "def f(n):\n"
                       "    for nothing in (None, None):\n"
                       "        n += 1\n"
                       "    return n\n";
  EXPECT_EQ(compute(source, {7}), 9);
}

TEST_F(Rtype, FrozenObjectsAreComparedByIdentity) {
  const char* source = "class Frozen(object):\n"
                       "    def _freeze_(self):\n"
                       "        return True\n"
                       "A = Frozen()\n"
                       "B = Frozen()\n"
                       "def f(n):\n"
                       "    if n > 1:\n"
                       "        which = A\n"
                       "    else:\n"
                       "        which = B\n"
                       "    return int(which is A) * 10 + int(B is which)\n";
  EXPECT_EQ(compute(source, {2}), 10);
  EXPECT_EQ(compute(source, {1}), 1);
}

} // namespace
} // namespace tw::rtype
