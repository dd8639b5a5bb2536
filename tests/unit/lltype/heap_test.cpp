// Prebuilt memory: layout of containers, lookup, pointer enumeration, order.
#include "translator/lltype/heap.h"
#include "translator/lltype/typetext.h"

#include <gtest/gtest.h>

namespace tw::lltype {
namespace {

class HeapTest : public testing::Test {
protected:
  const StructType* define(std::string_view text) {
    size_t position = 0;
    return parseStruct(text, position, types);
  }
  TypeTable types;
  Heap heap{types};
};

TEST_F(HeapTest, HeaderAndLengthAreSet) {
  const StructType* string = define("struct %str gc { hash: Signed, chars: array(Char) }");
  Allocation* made = heap.mallocStruct(*string, 5);
  EXPECT_EQ(static_cast<GcHeader*>(made->address)->tid, string->index());
  EXPECT_EQ(&heap.typeOfObject(made->word()), string);
  Word inner = fromPointer(fieldAddress(made->word(), *string, "chars"));
  EXPECT_EQ(arrayLength(inner, *string->varArray()), 5u);
  EXPECT_EQ(made->size, 29u);
}

TEST_F(HeapTest, FindsByInteriorAddress) {
  const ArrayType* array = types.array(types.signedType(), Flavor::Gc);
  Allocation* first = heap.mallocArray(*array, 4);
  Allocation* second = heap.mallocArray(*array, 4);
  EXPECT_EQ(heap.find(fromPointer(itemAddress(first->word(), *array, 3)) + 7), first);
  EXPECT_EQ(heap.find(second->word()), second);
  int local = 0;
  EXPECT_EQ(heap.find(fromPointer(&local)), nullptr);
}

TEST_F(HeapTest, PointersAndReachability) {
  define("struct %node gc");
  const StructType* node =
      define("struct %node gc { value: Signed, next: *%node, kids: *gcarray(*%node) }");
  const ArrayType* kids = &parseType("gcarray(*%node)", types)->array();
  Allocation* lonely = heap.mallocStruct(*node);
  Allocation* last = heap.mallocStruct(*node);
  Allocation* array = heap.mallocArray(*kids, 3);
  Allocation* root = heap.mallocStruct(*node);
  setItem(array->word(), *kids, 1, root->word());
  setField(root->word(), *node, "next", last->word());
  setField(root->word(), *node, "kids", array->word());
  auto slots = heap.pointers(*root);
  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0].offset, node->field("next").offset);
  EXPECT_EQ(slots[1].value, array->word());
  Word roots[] = {root->word()};
  EXPECT_EQ(heap.reachable(roots), (std::vector<const Allocation*>{root, last, array}));
  EXPECT_EQ(lonely->serial, 0u);
}

TEST_F(HeapTest, AnInstanceReachesItsVtable) {
  const StructType* vtableType =
      define("struct %vt raw { subclassrange_min: Signed, subclassrange_max: Signed }");
  const StructType* object = define("struct %object gc { }");
  Allocation* vtable = heap.mallocStruct(*vtableType);
  types.mutableStruct(*object).setVtable(vtable->word());
  Allocation* instance = heap.mallocStruct(*object);
  Word roots[] = {instance->word()};
  EXPECT_EQ(heap.reachable(roots), (std::vector<const Allocation*>{instance, vtable}));
}

TEST_F(HeapTest, ExternalFunctionsAreUnique) {
  const FuncType* type = types.func({types.signedType()}, types.signedType());
  ExternalFunction external;
  external.cName = "labs";
  external.type = type;
  Allocation* function = heap.newExternal(external);
  EXPECT_EQ(heap.newExternal(external), function);
  EXPECT_EQ(Heap::functionAt(function->word()).external->cName, "labs");
}

TEST_F(HeapTest, FreeIsChecked) {
  void* memory = heap.mallocRaw(10, true);
  heap.freeRaw(memory);
  EXPECT_THROW(heap.freeRaw(memory), std::logic_error);
}

} // namespace
} // namespace tw::lltype
