// Interning, layout and text form of low-level types.
#include "translator/lltype/typetext.h"

#include <cstddef>
#include <gtest/gtest.h>

namespace tw::lltype {
namespace {

class Types : public testing::Test {
protected:
  const Type* parse(std::string_view text) { return parseType(text, types); }
  const StructType* define(std::string_view text) {
    size_t position = 0;
    return parseStruct(text, position, types);
  }
  TypeTable types;
};

TEST_F(Types, EqualTypesAreOneObject) {
  EXPECT_EQ(types.ptr(types.signedType()), types.ptr(types.number(64, true)));
  EXPECT_NE(types.array(types.charType(), Flavor::Gc),
            types.array(types.charType(), Flavor::Gc, {false, true}));
  std::vector<Field> fields{{"x", types.signedType()}};
  EXPECT_EQ(types.structOf("p", Flavor::Gc, fields), types.structOf("p", Flavor::Gc, fields));
  EXPECT_NE(types.structOf("p", Flavor::Gc, fields), types.structOf("p", Flavor::Raw, fields));
}

TEST_F(Types, ForwardTypesBecomeOthers) {
  const OpaqueType* forward = types.forward(Flavor::Raw);
  const PtrType* pointer = types.ptr(forward);
  const StructType* node = types.structOf("node", Flavor::Raw, {{"next", pointer}});
  types.become(*forward, *node);
  EXPECT_EQ(&pointer->target(), node);
  EXPECT_EQ(types.ptr(node), pointer);
  const OpaqueType* late = types.forward(Flavor::Raw);
  types.ptr(late);
  EXPECT_THROW(types.become(*late, *node), std::invalid_argument);
}

TEST_F(Types, WhatCCallsVoidIsAnotherType) {
  for (const char* text :
       {"*carray(Char)", "*carray.void(Char)", "*carray.const(Char)", "*carray.constvoid(Char)"})
    EXPECT_EQ(parse(text)->text(), text);
  EXPECT_NE(parse("*carray(Char)"), parse("*carray.void(Char)"));
}

TEST_F(Types, StructNamesAreUnique) {
  EXPECT_EQ(types.forwardStruct("list", Flavor::Gc)->name(), "list");
  EXPECT_EQ(types.forwardStruct("list", Flavor::Gc)->name(), "list.1");
  EXPECT_EQ(types.forwardStruct("list", Flavor::Gc)->name(), "list.2");
}

TEST_F(Types, LayoutIsThatOfC) {
  struct C {
    char a;
    double b;
    short c;
    int d;
    char e;
    void* f;
    char g;
  };
  const StructType* type =
      define("struct %C raw { a: Char, b: Float, c: i16, d: i32, e: Char, f: Address, g: Bool }");
  EXPECT_EQ(type->field("b").offset, offsetof(C, b));
  EXPECT_EQ(type->field("c").offset, offsetof(C, c));
  EXPECT_EQ(type->field("d").offset, offsetof(C, d));
  EXPECT_EQ(type->field("e").offset, offsetof(C, e));
  EXPECT_EQ(type->field("f").offset, offsetof(C, f));
  EXPECT_EQ(type->field("g").offset, offsetof(C, g));
  EXPECT_EQ(type->size(), sizeof(C));
}

TEST_F(Types, BaseFieldsArePrefixWithoutPadding) {
  const StructType* base = define("struct %Base gc { x: Signed, c: Char }");
  const StructType* derived = define("struct %Derived gc %Base { d: Char, y: Signed }");
  EXPECT_EQ(base->field("x").offset, 8u);
  EXPECT_EQ(derived->field("c").offset, base->field("c").offset);
  EXPECT_EQ(derived->field("d").offset, base->field("c").offset + 1);
  EXPECT_EQ(derived->size(), 32u);
  EXPECT_TRUE(derived->derivesFrom(*base));
  EXPECT_FALSE(base->derivesFrom(*derived));
}

TEST_F(Types, ArraysAndStrings) {
  EXPECT_EQ(parse("gcarray(Char)")->array().itemsOffset(), 16u);
  EXPECT_EQ(parse("array(Char)")->array().itemsOffset(), 8u);
  EXPECT_EQ(parse("carray(Signed)")->array().itemsOffset(), 0u);
  EXPECT_EQ(parse("gcarray(LongFloat)")->array().itemsOffset(), 16u);
  EXPECT_EQ(parse("array(LongFloat)")->array().itemsOffset(), 16u);
  const StructType* string = define("struct %str gc { hash: Signed, chars: array!(Char) }");
  EXPECT_EQ(string->size(), 24u);
  EXPECT_EQ(string->varArray(), parse("array!(Char)"));
  EXPECT_EQ(parse("fixedarray(i32, 5)")->size(), 20u);
}

TEST_F(Types, UnionMembersOverlap) {
  const StructType* type = define("struct %u union { a: i32, b: Float, c: Char }");
  EXPECT_EQ(type->field("b").offset, 0u);
  EXPECT_EQ(type->size(), 8u);
}

TEST_F(Types, TextRoundTrips) {
  define("struct %node gc");
  for (const char* text :
       {"Void", "Signed", "Unsigned", "i8", "u32", "i128", "Float", "GCRef", "*%node",
        "*gcarray!(*%node)", "func(Signed, *carray(Char)) -> Void", "*func() -> Bool",
        "fixedarray(Char, 16)", "*gcopaque(frame)", "*opaque(FILE)"})
    EXPECT_EQ(parse(text)->text(), text);
  const char* definition =
      "struct %node gc { next: *%node, x!: Signed, y?: Char, z[*]: *gcarray(Signed), "
      "w?[*]: *gcarray(Signed) }";
  EXPECT_EQ(structText(*define(definition)), definition);
  EXPECT_TRUE(types.findStruct("node")->field("x").isImmutable());
  EXPECT_TRUE(types.findStruct("node")->field("w").isQuasiImmutable());
}

TEST_F(Types, BadTextIsRefused) {
  EXPECT_THROW(parse("*%unknown"), std::invalid_argument);
  EXPECT_THROW(parse("gcarray(Signed"), std::invalid_argument);
  EXPECT_THROW(parse("Sign"), std::invalid_argument);
  EXPECT_THROW(define("struct %bad raw { a: array(Char), b: Char }"), std::logic_error);
}

TEST_F(Types, WordsAreCanonical) {
  const NumberType* narrow = types.number(8, true);
  EXPECT_EQ(asInt(narrow->normalize(0x1ff)), -1);
  int8_t memory = 0;
  storeWord(&memory, *narrow, fromInt(-5));
  EXPECT_EQ(asInt(loadWord(&memory, *narrow)), -5);
  EXPECT_EQ(loadWord(&memory, *types.number(8, false)), 251u);
}

} // namespace
} // namespace tw::lltype
