// Dicts: all kinds of keys, prebuilt dicts, methods, iteration.
#include "tests/unit/rtype/fixture.h"

namespace tw::rtype {
namespace {

class RtypeDict : public Rtype {};

TEST_F(RtypeDict, IntegerKeys) {
  const char* code = R"(
def f(n):
    d = {}
    i = 0
    while i < n:
        d[i * 7] = i
        i += 1
    total = 0
    i = 0
    while i < n:
        total += d[i * 7]
        if i * 7 + 1 in d:
            total += 100000
        i += 1
    return total * 1000 + len(d)
)";
  EXPECT_EQ(compute(code, {200}), 199 * 100 * 1000 + 200);
  EXPECT_EQ(compute(code, {0}), 0);
}

TEST_F(RtypeDict, StringKeysAndKeyError) {
  const char* code = R"(
def f(n):
    d = {'one': 1, 'two': 2}
    d['t' + 'hr' * (n & 1) + 'ee'] = 3
    try:
        return d['three'] + d['one'] * 10
    except KeyError:
        return -1
)";
  EXPECT_EQ(compute(code, {1}), 13);
  EXPECT_EQ(compute(code, {2}), -1);
}

TEST_F(RtypeDict, PrebuiltDictsAreIndexed) {
  const char* code = R"(
class A(object):
    pass
a = A(); b = A()
names = {'x': 1, 'y': 2, 'z': 3}
numbers = {5: 'five', 13: 'thirteen', 21: 'twentyone'}
objects = {a: 10, b: 20}
keys = ['x', 'y', 'z', 'w']
both = [a, b]
def size(d):
    return len(d)
def f(n):
    names['w' * (n - 2)] = 4
    r = 0
    for k in keys:
        r = r * 10 + names[k]
    objects[A()] = 5
    r = r * 100 + objects[both[n - 3]] + objects[both[n - 2]] + size(objects)
    return r * 100 + len(numbers[n + 10])
)";
  EXPECT_EQ(compute(code, {3}), (1234 * 100 + 33) * 100 + 8);
}

TEST_F(RtypeDict, DeletionKeepsOrder) {
  const char* code = R"(
def f(n):
    d = {}
    for i in range(n):
        d[i] = i
    for i in range(n):
        if i % 3 != 1:
            del d[i]
    d[1] = 50
    d[0] = 60
    r = 0
    for k in d:
        r = (r * 31 + k) % 1000003
    for v in d.itervalues():
        r = (r * 31 + v) % 1000003
    for k, v in d.iteritems():
        r = (r * 31 + k * v) % 1000003
    return r
)";
  int64_t r = 0;
  auto mix = [&](int64_t x) { r = (r * 31 + x) % 1000003; };
  std::vector<std::pair<int64_t, int64_t>> live;
  for (int64_t i = 1; i < 50; i += 3) live.push_back({i, i == 1 ? 50 : i});
  live.push_back({0, 60});
  for (auto [k, v] : live) mix(k);
  for (auto [k, v] : live) mix(v);
  for (auto [k, v] : live) mix(k * v);
  EXPECT_EQ(compute(code, {50}), r);
}

// A table in which nothing is ever free would be searched for ever.
TEST_F(RtypeDict, InsertAndDeleteForEver) {
  EXPECT_EQ(compute(R"(
def f(n):
    d = {-1: 0, -2: 0, -3: 0}
    s = {'a': 0}
    for i in range(n):
        d[i] = i
        del d[i]
        s[str(i)] = i
        del s[str(i)]
    return len(d) * 10 + len(s) + (7 in d)
)",
                    {500}),
            31);
}

TEST_F(RtypeDict, Methods) {
  EXPECT_EQ(text(R"(
def f(n):
    d = {'a': 1, 'b': 2}
    r = str(d.get('a', 0)) + str(d.get('q', 9)) + str(d.setdefault('c', 3)) + str(d.setdefault('a', 5))
    r += str(d.pop('b')) + str(d.pop('zz', 8))
    try:
        d.pop('nope')
    except KeyError:
        r += '!'
    e = d.copy()
    e['d'] = 4
    d.update(e)
    k, v = d.popitem()
    r += k + str(v) + '|' + ','.join(d.keys()) + '|'
    for v in d.values():
        r += str(v)
    for k, v in e.items():
        r += k + str(v)
    e.clear()
    if not e and d:
        r += str(len(e))
    return r
)",
                 {1}),
            "193128!d4|a,c|13a1c3d40");
}

TEST_F(RtypeDict, KindsOfKeys) {
  EXPECT_EQ(text(R"(
class A(object):
    pass
def f(n):
    a = A(); b = A()
    objects = {a: 'a'}
    objects[b] = 'b'
    chars = {'k': 'c'}
    chars['lm'[n - 1]] = 'd'
    floats = {0.5: 'f', n * 1.5: 'g'}
    wide = {u'\u20ac': 'u'}
    nones = {None: 'n', 'x': 'm'}
    return (objects[a] + objects[b] + chars['k'] + chars['l'] +
            floats[0.5] + floats[1.5] + wide[unichr(0x20ab + n)] + nones['x'] + nones[None])
)",
                 {1}),
            "abcdfgumn");
}

TEST_F(RtypeDict, TupleKeys) {
  EXPECT_EQ(compute(R"(
prebuilt = {(1, 'a'): 7, (2, 'b'): 8}
def size(d):
    return len(d)
def f(n):
    pairs = {(n, 'x'): 100}
    pairs[(n, 'y')] = 200
    pairs[(n, 'x')] += 1000
    prebuilt[(n, 'b')] = 9
    return (pairs[(1, 'x')] + pairs[(1, 'y')]) * 100 + prebuilt[(n, 'a')] * 10 + size(prebuilt)
)",
                    {1}),
            130073);
}

TEST_F(RtypeDict, ValuesThatAreAlwaysNone) {
  EXPECT_EQ(compute(R"(
def f(n):
    seen = {}
    for i in range(n):
        seen[i % 10] = None
    total = 0
    for k, v in seen.items():
        total += k
        if v is None:
            total += 100
    return total + len(seen) * 10000
)",
                    {25}),
            101045);
}

TEST_F(RtypeDict, FunctionsOfTheProgram) {
  EXPECT_EQ(compute(R"(
from rpython.rlib.objectmodel import r_dict
class Key(object):
    def __init__(self, n):
        self.n = n
def equal(a, b):
    return a.n == b.n
def hashed(a):
    return a.n & 3
def f(n):
    d = r_dict(equal, hashed)
    for i in range(n):
        d[Key(i % 10)] = i
    total = 0
    for key, value in d.iteritems():
        total += key.n * value
    if Key(11) in d:
        total += 100000
    return total * 100 + len(d)
)",
                    {30}),
            (285 + 20 * 45) * 100 + 10);
}

TEST_F(RtypeDict, FunctionsChosenAtRunTime) {
  EXPECT_EQ(compute(R"(
from rpython.rlib.objectmodel import r_dict
def equal(a, b):
    return a == b
def equal10(a, b):
    return a % 10 == b % 10
def hashed(a):
    return a % 5
def f(n):
    r = 0
    for function in [equal, equal10]:
        d = r_dict(function, hashed)
        for i in range(n):
            d[i] = i
        r = r * 100 + len(d)
    return r
)",
                    {30}),
            3010);
}

TEST_F(RtypeDict, ObjectModelFunctions) {
  EXPECT_EQ(text(R"(
from rpython.rlib.objectmodel import (move_to_end, reversed_dict, delitem_if_value_is,
    prepare_dict_update, compute_hash, getitem_with_hash, setitem_with_hash, contains_with_hash)
class A(object):
    pass
def f(n):
    d = {'a': 1, 'b': 2, 'c': 3}
    prepare_dict_update(d, 50)
    move_to_end(d, 'a')
    r = ','.join(d.keys())
    move_to_end(d, 'c', last=False)
    r += '|' + ','.join(d.keys()) + '|'
    for k in reversed_dict(d):
        r += k
    key = 'k' * n
    hash = compute_hash(key)
    setitem_with_hash(d, key, hash, 7)
    if contains_with_hash(d, key, hash):
        r += str(getitem_with_hash(d, key, hash))
    a = A()
    e = {1: a, 2: A()}
    delitem_if_value_is(e, 2, a)
    delitem_if_value_is(e, 1, a)
    return r + str(len(e))
)",
                 {2}),
            "b,c,a|c,b,a|abc71");
}

TEST_F(RtypeDict, ChangeWhileIterating) {
  EXPECT_EQ(compute(R"(
def f(n):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            d[k + 10] = 0
    except RuntimeError:
        return 1
    return 0
)",
                    {0}),
            1);
}

} // namespace
} // namespace tw::rtype
