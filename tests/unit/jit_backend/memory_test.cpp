// Memory operations, allocation, write barriers, exceptions.
#include "tests/unit/jit_backend/fixture.h"

namespace tw::jit::testing {
namespace {

class BackendMemory : public BackendTest {};

TEST_F(BackendMemory, FieldsOfEveryWidth) {
  LoopToken& token = loop("[p0, i1, f2]\n"
                          "setfield_gc(p0, i1, descr=<Node.number>)\n"
                          "setfield_gc(p0, i1, descr=<Node.small>)\n"
                          "setfield_gc(p0, i1, descr=<Node.letter>)\n"
                          "setfield_gc(p0, i1, descr=<Node.medium>)\n"
                          "setfield_gc(p0, f2, descr=<Node.real>)\n"
                          "i8 = getfield_gc_i(p0, descr=<Node.number>)\n"
                          "i9 = getfield_gc_i(p0, descr=<Node.small>)\n"
                          "i10 = getfield_gc_i(p0, descr=<Node.letter>)\n"
                          "i11 = getfield_gc_i(p0, descr=<Node.medium>)\n"
                          "f12 = getfield_gc_f(p0, descr=<Node.real>)\n"
                          "guard_always_fails(descr=<g>) [i8, i9, i10, i11, f12]\n");
  Node* node = newNode();
  EXPECT_EQ(left(token, {refWord(node), -2, floatWord(1.5)}), "g -2 -2 254 -2 1.500000");
  EXPECT_EQ(node->small, -2);
  EXPECT_EQ(node->letter, 254);
  EXPECT_EQ(left(token, {refWord(node), 0x1234567890, floatWord(0)}),
            "g 78187493520 878082192 144 30864 0.000000");
}

TEST_F(BackendMemory, ConstantsAreStored) {
  objects["old"] = newNode();
  LoopToken& token = loop("[p0]\n"
                          "setfield_gc(p0, 1234567890123, descr=<Node.number>)\n"
                          "setfield_gc(p0, 65537, descr=<Node.medium>)\n"
                          "setfield_gc(p0, 0.75, descr=<Node.real>)\n"
                          "setfield_gc(p0, ConstPtr(old), descr=<Node.next>)\n"
                          "finish(descr=<done>)\n");
  Node* node = newNode();
  left(token, {refWord(node)});
  EXPECT_EQ(node->number, 1234567890123);
  EXPECT_EQ(node->medium, 1);
  EXPECT_EQ(node->real, 0.75);
  EXPECT_EQ(node->next, objects["old"]);
}

TEST_F(BackendMemory, ItemsByVariableAndConstantIndex) {
  LoopToken& token = loop("[p0, p1, p2, i3]\n"
                          "i4 = getarrayitem_gc_i(p0, i3, descr=<[i]>)\n"
                          "i5 = int_add(i3, 1)\n"
                          "setarrayitem_gc(p0, i5, i4, descr=<[i]>)\n"
                          "f7 = getarrayitem_gc_f(p1, 2, descr=<[f]>)\n"
                          "setarrayitem_gc(p1, i5, f7, descr=<[f]>)\n"
                          "i9 = getinteriorfield_gc_i(p2, i3, descr=<[pair].key>)\n"
                          "p10 = getinteriorfield_gc_r(p2, 1, descr=<[pair].value>)\n"
                          "setinteriorfield_gc(p2, i5, p10, descr=<[pair].value>)\n"
                          "setinteriorfield_gc(p2, 3, i9, descr=<[pair].key>)\n"
                          "i13 = arraylen_gc(p0, descr=<[i]>)\n"
                          "guard_always_fails(descr=<g>) [i4, f7, i9, i13]\n");
  auto* ints = newArray<int64_t>(6);
  auto* floats = newArray<double>(6);
  auto* pairs = newArray<Pair>(6);
  Node* node = newNode();
  ints->items[3] = 33;
  floats->items[2] = 2.5;
  pairs->items[3].key = 300;
  pairs->items[1].value = node;
  EXPECT_EQ(left(token, {refWord(ints), refWord(floats), refWord(pairs), 3}),
            "g 33 2.500000 300 6");
  EXPECT_EQ(ints->items[4], 33);
  EXPECT_EQ(floats->items[4], 2.5);
  EXPECT_EQ(pairs->items[4].value, node);
  EXPECT_EQ(pairs->items[3].key, 300);
}

TEST_F(BackendMemory, RawMemoryAndIndexedAccess) {
  int64_t memory[4] = {-1, 2, 3, 4};
  LoopToken& token = loop("[i0, p1, i2]\n"
                          "i3 = raw_load_i(i0, 4, descr=<raw4s>)\n"
                          "i4 = raw_load_i(i0, i2, descr=<raw1>)\n"
                          "raw_store(i0, 8, i4, descr=<raw8>)\n"
                          "f6 = raw_load_f(i0, 16, descr=<rawf>)\n"
                          "raw_store(i0, 24, f6, descr=<rawf>)\n"
                          "i8 = gc_load_indexed_i(p1, i2, 2, 16, 2)\n"
                          "i9 = gc_load_indexed_i(p1, 1, 8, 16, -4)\n"
                          "gc_store_indexed(p1, i2, 513, 8, 16, 2)\n"
                          "i11 = getarrayitem_raw_i(i0, 0, descr=<raw8>)\n"
                          "setarrayitem_raw(i0, i2, 5, descr=<raw1>)\n"
                          "guard_always_fails(descr=<g>) [i3, i4, i8, i9, i11]\n");
  auto* ints = newArray<int64_t>(4);
  ints->items[0] = 0x00030002;
  ints->items[1] = -7;
  EXPECT_EQ(left(token, {refWord(memory), refWord(ints), 1}), "g -1 255 3 -7 -1");
  EXPECT_EQ(memory[1], 255);
  EXPECT_EQ(memory[3], 3);
  EXPECT_EQ(ints->items[1] & 0xffff, 513);
  EXPECT_EQ(uint64_t(memory[0]) & 0xffff, 0x05ffu);
}

TEST_F(BackendMemory, Strings) {
  LoopToken& token = loop("[p0, i1]\n"
                          "i2 = strlen(p0)\n"
                          "p3 = newstr(i2)\n"
                          "i4 = int_sub(i2, 1)\n"
                          "copystrcontent(p0, p3, 1, 0, i4)\n"
                          "strsetitem(p3, i4, 33)\n"
                          "i7 = strgetitem(p0, i1)\n"
                          "i8 = strhash(p0)\n"
                          "guard_always_fails(descr=<g>) [p3, i7, i8, i2]\n");
  String* text = newString("abcd");
  text->hash = 99;
  run(token, {refWord(text), 2});
  const auto* made = reinterpret_cast<const String*>(exitRecord.values[0]);
  EXPECT_EQ(std::string_view(made->chars, 4), "bcd!");
  EXPECT_EQ(made->length, 4);
  EXPECT_EQ(exitRecord.values[1], 'c');
  EXPECT_EQ(exitRecord.values[2], 99);
}

TEST_F(BackendMemory, ObjectsComeFromTheNursery) {
  LoopToken& token = loop("[i0]\n"
                          "p1 = new_with_vtable(descr=<Node>)\n"
                          "setfield_gc(p1, i0, descr=<Node.number>)\n"
                          "p3 = new_array(3, descr=<[r]>)\n"
                          "setarrayitem_gc(p3, 1, p1, descr=<[r]>)\n"
                          "guard_always_fails(descr=<g>) [p3]\n");
  run(token, {5});
  auto* array = reinterpret_cast<Array<Node*>*>(exitRecord.values[0]);
  EXPECT_EQ(array->length, 3);
  EXPECT_EQ(array->items[1]->number, 5);
  EXPECT_EQ(array->items[1]->gc.word, nodeHeader());
  EXPECT_EQ(heapEvents.slowAllocations, 0);
  shortenNursery(8);
  run(token, {6});
  array = reinterpret_cast<Array<Node*>*>(exitRecord.values[0]);
  EXPECT_EQ(array->items[1]->number, 6);
  EXPECT_EQ(heapEvents.slowAllocations, 2);
}

TEST_F(BackendMemory, AdjacentAllocationsShareOneBump) {
  const std::string one =
      "p1 = new_with_vtable(descr=<Node>)\nsetfield_gc(p1, 1, descr=<Node.number>)\n";
  const std::string two =
      "p2 = new_with_vtable(descr=<Node>)\nsetfield_gc(p2, p1, descr=<Node.next>)\n"
      "p3 = new_array(2, descr=<[r]>)\nsetarrayitem_gc(p3, 0, p2, descr=<[r]>)\n";
  const std::string end = "guard_always_fails(descr=<g>) [p1, p2, p3]\n";
  LoopToken& together = loop("[i0]\n" + one + two + end);
  LoopToken& apart =
      loop("[i0]\n" + one + "call_n(ConstClass(raise), 0, descr=<i>v>)\n" + two + end);
  EXPECT_LT(together.code[0]->codeSize + 30, apart.code[0]->codeSize);
  for (const size_t room : {size_t(4096), size_t(8)}) {
    shortenNursery(room);
    heapEvents = {};
    run(together, {1});
    const auto* first = reinterpret_cast<const Node*>(exitRecord.values[0]);
    const auto* second = reinterpret_cast<const Node*>(exitRecord.values[1]);
    const auto* array = reinterpret_cast<const Array<Node*>*>(exitRecord.values[2]);
    EXPECT_EQ(first->number, 1);
    EXPECT_EQ(second->next, first);
    EXPECT_EQ(second->gc.word, nodeHeader());
    EXPECT_EQ(array->items[0], second);
    EXPECT_EQ(array->length, 2);
    EXPECT_EQ(heapEvents.slowAllocations, room == 8 ? 3 : 0);
  }
  EXPECT_TRUE(heapEvents.remembered.empty());
}

// The collector counts a NUL behind the characters.
TEST_F(BackendMemory, StringsHaveRoomForTheirNul) {
  LoopToken& token = loop("[i0]\n"
                          "p1 = newstr(8)\n"
                          "p2 = newstr(i0)\n"
                          "p3 = newunicode(1)\n"
                          "p4 = new_with_vtable(descr=<Node>)\n"
                          "guard_always_fails(descr=<g>) [p1, p2, p3, p4]\n");
  run(token, {16});
  const int64_t* made = exitRecord.values;
  EXPECT_EQ(made[1] - made[0], 40);
  EXPECT_EQ(made[2] - made[1], 48);
  EXPECT_EQ(made[3] - made[2], 32);
}

// Short ones are made inline, long ones and those that the nursery has no room for are not; all are
// cleared.
TEST_F(BackendMemory, ArraysOfLengthsKnownAtRunTime) {
  LoopToken& token = loop("[i0, i1]\n"
                          "p1 = new_array(i0, descr=<[i]>)\n"
                          "setarrayitem_gc(p1, i1, i0, descr=<[i]>)\n"
                          "p2 = newstr(i0)\n"
                          "guard_always_fails(descr=<g>) [p1, i0, p2]\n");
  for (const size_t room : {size_t(1) << 16, size_t(0)}) {
    for (const int64_t length : {1, 2, 7, 64, 65, 300}) {
      shortenNursery(room);
      heapEvents = {};
      run(token, {length, length - 1});
      const auto* array = reinterpret_cast<const Array<int64_t>*>(exitRecord.values[0]);
      EXPECT_EQ(array->length, length);
      EXPECT_EQ(exitRecord.values[1], length);
      for (int64_t index = 0; index < length - 1; ++index) EXPECT_EQ(array->items[index], 0);
      EXPECT_EQ(array->items[length - 1], length);
      const auto* text = reinterpret_cast<const String*>(exitRecord.values[2]);
      EXPECT_EQ(text->length, length);
      EXPECT_EQ(text->hash, 0);
      EXPECT_EQ(text->chars[length], 0);
      EXPECT_EQ(heapEvents.slowAllocations > 0, room == 0);
    }
  }
}

TEST_F(BackendMemory, SlowAllocationPreservesAllRegisters) {
  std::string text = "[i0]\n", values;
  for (int index = 1; index <= 12; ++index) {
    text += "i" + std::to_string(index) + " = int_add(i0, " + std::to_string(index) + ")\n";
    text += "f" + std::to_string(index) + " = cast_int_to_float(i" + std::to_string(index) + ")\n";
    values += (index > 1 ? ", i" : "i") + std::to_string(index) + ", f" + std::to_string(index);
  }
  text +=
      "p1 = new_with_vtable(descr=<Node>)\nguard_always_fails(descr=<g>) [" + values + ", p1]\n";
  LoopToken& token = loop(text);
  shortenNursery(0);
  run(token, {100});
  for (int index = 1; index <= 12; ++index) {
    EXPECT_EQ(exitRecord.values[2 * index - 2], 100 + index);
    EXPECT_EQ(wordFloat(exitRecord.values[2 * index - 1]), 100 + index);
  }
  EXPECT_EQ(heapEvents.slowAllocations, 1);
}

TEST_F(BackendMemory, FailedAllocationLeavesWithTheException) {
  LoopToken& token = loop("[i0]\nlabel(i0, descr=<top>)\n"
                          "p1 = new_with_vtable(descr=<Node>)\n"
                          "p2 = new_array(i0, descr=<[i]>)\n"
                          "setfield_gc(p1, 1, descr=<Node.number>)\n"
                          "jump(i0, descr=<top>)\n");
  resetHeap(4096);
  EXPECT_EQ(run(token, {4})->kind, GuardKind::PropagateException);
  EXPECT_NE(tw_exc.type, nullptr);
  resetHeap();
  EXPECT_EQ(run(token, {-1})->kind, GuardKind::PropagateException);
}

TEST_F(BackendMemory, StoresOfObjectsCallTheBarrierOnce) {
  LoopToken& token = loop("[p0, p1, p2, i3]\n"
                          "setfield_gc(p0, p1, descr=<Node.next>)\n"
                          "setfield_gc(p0, ConstPtr(null), descr=<Node.next>)\n"
                          "setarrayitem_gc(p2, i3, p1, descr=<[r]>)\n"
                          "setfield_gc(p0, i3, descr=<Node.number>)\n"
                          "finish(descr=<done>)\n");
  Node *node = newNode(), *other = newNode();
  auto* array = newArray<Node*>(4);
  left(token, {refWord(node), refWord(other), refWord(array), 2});
  EXPECT_TRUE(heapEvents.remembered.empty());
  EXPECT_TRUE(heapEvents.rememberedItems.empty());
  setRemember(node, true);
  setRemember(array, true);
  left(token, {refWord(node), refWord(other), refWord(array), 2});
  EXPECT_EQ(heapEvents.remembered, std::vector<void*>{node});
  ASSERT_EQ(heapEvents.rememberedItems.size(), 1u);
  EXPECT_EQ(heapEvents.rememberedItems[0].first, array);
  EXPECT_EQ(heapEvents.rememberedItems[0].second, 2);
  EXPECT_EQ(array->items[2], other);
}

// Only a barrier makes a prebuilt object a root; nothing ever frees a prebuilt constant.
TEST_F(BackendMemory, StoresOfConstantsNeedBarriersIntoWhatMayBePrebuilt) {
  Node *old = newNode(), *prebuilt = newNode(), *inHeap = newNode(), *global = newNode(),
       *any = newNode();
  for (Node* node : {prebuilt, global}) reinterpret_cast<tw_gc*>(node)->flags |= TW_GC_PREBUILT;
  objects["old"] = old, objects["prebuilt"] = prebuilt, objects["heap"] = inHeap,
  objects["global"] = global;
  LoopToken& token = loop("[p0]\n"
                          "setfield_gc(p0, ConstPtr(prebuilt), descr=<Node.next>)\n"
                          "setfield_gc(ConstPtr(heap), ConstPtr(old), descr=<Node.next>)\n"
                          "finish(descr=<done>)\n");
  LoopToken& needing = loop("[p0]\n"
                            "setfield_gc(p0, ConstPtr(old), descr=<Node.next>)\n"
                            "setfield_gc(ConstPtr(global), ConstPtr(old), descr=<Node.next>)\n"
                            "finish(descr=<done>)\n");
  for (Node* node : {any, inHeap, global}) setRemember(node, true);
  left(token, {refWord(any)});
  EXPECT_TRUE(heapEvents.remembered.empty());
  EXPECT_EQ(any->next, prebuilt);
  EXPECT_EQ(inHeap->next, old);
  left(needing, {refWord(any)});
  EXPECT_EQ(heapEvents.remembered, (std::vector<void*>{any, global}));
  EXPECT_EQ(global->next, old);
}

TEST_F(BackendMemory, NewObjectsNeedNoBarrier) {
  const std::string head = "[p0]\np1 = new_with_vtable(descr=<Node>)\n";
  const std::string store = "setfield_gc(p1, p0, descr=<Node.next>)\nfinish(p1, descr=<done>)\n";
  const uint32_t without = loop(head + store).code[0]->codeSize;
  const uint32_t behindCall =
      loop(head + "call_n(ConstClass(raise), 0, descr=<i>v>)\n" + store).code[0]->codeSize;
  const uint32_t callAlone =
      loop(head + "call_n(ConstClass(raise), 0, descr=<i>v>)\n"
                  "setfield_gc(p1, ConstPtr(null), descr=<Node.next>)\nfinish(p1, descr=<done>)\n")
          .code[0]
          ->codeSize;
  EXPECT_LT(without, behindCall);
  EXPECT_LT(callAlone + 8, behindCall);
}

TEST_F(BackendMemory, TheCollectorUpdatesObjectConstants) {
  Node *first = newNode(), *second = newNode();
  first->number = 1;
  second->number = 2;
  objects["node"] = first;
  LoopToken& token = loop("[]\ni0 = getfield_gc_i(ConstPtr(node), descr=<Node.number>)\n"
                          "finish(i0, descr=<done>)\n");
  EXPECT_EQ(left(token, {}), "done 1");
  struct Moved {
    void *from, *to;
  } moved{first, second};
  visitAllRoots(
      false,
      [](void** slot, void* context) {
        const auto* move = static_cast<Moved*>(context);
        if (*slot == move->from) *slot = move->to;
      },
      &moved);
  EXPECT_EQ(left(token, {}), "done 2");
}

TEST_F(BackendMemory, ExceptionsAreTestedAndTaken) {
  LoopToken& quiet = loop("[i0]\ncall_n(ConstClass(raise), i0, descr=<i>v>)\n"
                          "guard_no_exception(descr=<raised>) [i0]\nfinish(i0, descr=<done>)\n");
  EXPECT_EQ(left(quiet, {0}), "done 0");
  EXPECT_EQ(left(quiet, {1}), "raised 1");
  EXPECT_NE(tw_exc.type, nullptr);
  tw_exc = {};
  LoopToken& loud = loop("[i0]\ncall_n(ConstClass(raise), i0, descr=<i>v>)\n"
                         "p1 = guard_exception(ConstClass(NodeClass), descr=<other>) [i0]\n"
                         "finish(p1, descr=<exception>)\n");
  Guard* guard = run(loud, {1});
  EXPECT_EQ(guard->kind, GuardKind::ExitWithException);
  EXPECT_EQ(exitRecord.values[0], refWord(prebuiltNode()));
  EXPECT_EQ(tw_exc.type, nullptr);
  EXPECT_EQ(left(loud, {0}), "other 0");
  LoopToken& saved = loop("[i0]\ncall_n(ConstClass(raise), i0, descr=<i>v>)\n"
                          "i2 = save_exc_class()\np3 = save_exception()\n"
                          "i4 = call_i(ConstClass(square), i0, descr=<i>i>)\n"
                          "restore_exception(i2, p3)\nfinish(i4, descr=<done>)\n");
  EXPECT_EQ(left(saved, {3}), "done 9");
  EXPECT_EQ(tw_exc.value, prebuiltNode());
}

} // namespace
} // namespace tw::jit::testing
