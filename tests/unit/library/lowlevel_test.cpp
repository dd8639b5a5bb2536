// lltype and rffi: their rules at import time and in functions, executed by llinterp.
#include "tests/unit/rtype/fixture.h"

namespace tw::library {
namespace {

class LowLevel : public rtype::Rtype {
protected:
  // What importing the source raises.
  std::string importError(const std::string& source) {
    try {
      load(source + "\ndef f(n):\n    return n\n", 1);
    } catch (const host::HostError& error) {
      return host.str(error.value());
    }
    return "";
  }
  std::string annotationError(const std::string& source) {
    try {
      load(source, 1);
    } catch (const TranslationError& error) {
      return error.diagnostic().render();
    }
    return "";
  }
};

TEST_F(LowLevel, CastsDoWhatCDoes) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype, rffi
def f(n):
    total = rffi.cast(lltype.Signed, rffi.cast(rffi.UCHAR, n))
    total += rffi.cast(lltype.Signed, rffi.cast(rffi.SIGNEDCHAR, n)) * 1000
    total += rffi.cast(lltype.Signed, rffi.cast(lltype.Char, n)) * 1000000
    total += rffi.cast(lltype.Signed, -2.9) * 1000000000
    return total
)",
                    {0x1ff}),
            255 - 1000 + 255000000 - 2000000000LL);
}

TEST_F(LowLevel, PointersSurviveTheWayThroughIntegers) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype, rffi
P = rffi.CArrayPtr(lltype.Signed)
def f(n):
    p = lltype.malloc(P.TO, 4, flavor='raw')
    p[2] = n
    address = rffi.cast(lltype.Signed, p) + 16
    q = rffi.cast(P, address)
    r = rffi.ptradd(rffi.cast(P, rffi.cast(rffi.VOIDP, p)), 2)
    result = q[0] + r[0]
    lltype.free(p, flavor='raw')
    return result
)",
                    {21}),
            42);
}

TEST_F(LowLevel, ForwardReferencesBecomeTheirTypes) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype
NODE = lltype.ForwardReference()
LINK = lltype.Ptr(NODE)
NODE.become(lltype.Struct('node', ('value', lltype.Signed), ('next', LINK)))
assert LINK.TO == NODE and LINK == lltype.Ptr(NODE)
assert isinstance(NODE, lltype.Struct) and NODE.next == LINK
def f(n):
    first = lltype.nullptr(NODE)
    for i in range(n):
        node = lltype.malloc(NODE, flavor='raw')
        node.value = i
        node.next = first
        first = node
    total = 0
    while first:
        total = total * 10 + first.value
        following = first.next
        lltype.free(first, flavor='raw')
        first = following
    return total
)",
                    {4}),
            3210);
}

TEST_F(LowLevel, PartsOfContainersHaveAddresses) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype
S = lltype.Struct('s', ('x', lltype.Signed), ('y', lltype.Signed),
                  ('items', lltype.FixedSizeArray(lltype.Signed, 3)))
A = lltype.Array(lltype.Signed)
def f(n):
    s = lltype.malloc(S, flavor='raw')
    lltype.direct_fieldptr(s, 'y')[0] = n
    s.items[1] = 5
    a = lltype.malloc(A, 3, flavor='raw')
    a[1] = 7
    items = lltype.direct_arrayitems(a)
    total = s.y + s.items[1] * 100 + items[1] * 10000 + lltype.direct_ptradd(items, 1)[0]
    lltype.free(s, flavor='raw')
    lltype.free(a, flavor='raw')
    return total
)",
                    {3}),
            3 + 500 + 70000 + 7);
}

TEST_F(LowLevel, FunctionsOfTheProgramAreCalledBack) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype, rffi
CALLBACK = rffi.CCallback([rffi.VOIDP, rffi.VOIDP], rffi.INT)
bsearch = rffi.llexternal('bsearch', [rffi.VOIDP, rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, CALLBACK],
                          rffi.VOIDP)
def compare(a, b):
    return rffi.cast(rffi.LONGP, a)[0] - rffi.cast(rffi.LONGP, b)[0]
def f(n):
    key = lltype.malloc(rffi.LONGP.TO, 1, flavor='raw')
    items = lltype.malloc(rffi.LONGP.TO, 8, flavor='raw')
    for i in range(8):
        items[i] = i * i
    key[0] = n
    found = bsearch(rffi.cast(rffi.VOIDP, key), rffi.cast(rffi.VOIDP, items), 8, 8, compare)
    index = -1
    if found:
        index = (rffi.cast(lltype.Signed, found) - rffi.cast(lltype.Signed, items)) // 8
    lltype.free(key, flavor='raw')
    lltype.free(items, flavor='raw')
    return index
)",
                    {36}),
            6);
}

TEST_F(LowLevel, VoidPointersTakeEveryRawPointer) {
  EXPECT_EQ(compute(R"(
from rpython.rtyper.lltypesystem import lltype, llmemory, rffi
S = rffi.CStruct('s', ('p', rffi.VOIDP), ('tail', rffi.CFixedArray(rffi.CHAR, 2)))
V = lltype.Struct('v', ('n', lltype.Signed), ('items', lltype.Array(rffi.SHORT, hints={'nolength': True})))
def f(n):
    array = lltype.malloc(rffi.VOIDPP.TO, 1, flavor='raw')
    text = rffi.str2charp("abc")
    array[0] = text
    with lltype.scoped_alloc(S, zero=True) as s:
        s.c_p = text
        same = s.c_p == array[0]
    rffi.free_charp(text)
    lltype.free(array, flavor='raw')
    return llmemory.sizeof(V, n) + 100 * same
)",
                    {5}),
            100 + 8 + 5 * 2);
}

TEST_F(LowLevel, FreeingTwiceIsNoticedAtImportTime) {
  EXPECT_EQ(importError(R"(
from rpython.rtyper.lltypesystem import lltype
p = lltype.malloc(lltype.Array(lltype.Char), 3, flavor='raw')
lltype.free(p, flavor='raw')
lltype.free(p, flavor='raw')
)"),
            "memory is freed twice");
}

TEST_F(LowLevel, RawMemoryWantsItsFlavor) {
  EXPECT_NE(annotationError(R"(
from rpython.rtyper.lltypesystem import lltype
A = lltype.Array(lltype.Char)
def f(n):
    return len(lltype.malloc(A, n))
)")
                .find("give flavor='raw'"),
            std::string::npos);
}

TEST_F(LowLevel, StringsAreNotCast) {
  EXPECT_NE(annotationError(R"(
from rpython.rtyper.lltypesystem import lltype, rffi
def f(n):
    return rffi.cast(lltype.Signed, 'abc' * n)
)")
                .find("a str cannot be cast to Signed"),
            std::string::npos);
}

TEST_F(LowLevel, CallbacksReturnWhatTheirTypeSays) {
  EXPECT_NE(annotationError(R"(
from rpython.rtyper.lltypesystem import lltype, rffi
F = lltype.Ptr(lltype.FuncType([lltype.Signed], rffi.INT))
def g(n):
    return n
def f(n):
    return rffi.cast(lltype.Signed, lltype.llhelper(F, g)(n))
)")
                .find("a pointer to it must return i32"),
            std::string::npos);
}

TEST_F(LowLevel, IntegersOfPairsAreRefused) {
  EXPECT_NE(annotationError(R"(
from rpython.rlib.rerased import new_erasing_pair
erase, unerase = new_erasing_pair('number')
def f(n):
    return unerase(erase(n))
)")
                .find("cannot be erased"),
            std::string::npos);
}

} // namespace
} // namespace tw::library
