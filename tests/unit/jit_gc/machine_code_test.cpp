// Machine code and the collector: objects in registers and frames stay where they are, stores are
// remembered, constants follow moved objects. Run with small nurseries and in stress mode, too.
#include "jit/backend/x86_64/backend.h"
#include "jit/trace/text.h"
#include "tests/unit/gc/heap_types.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>

using namespace tw::gc::testing;

namespace {

enum : uint32_t { kLeft, kRight, kValue, kNodeSize, kItems, kCollect, kDescrCount };
tw_jit_descr descrs[kDescrCount];
const char* const kNames[] = {"left", "right", "value", "Node", "[r]", "collect"};
tw_jit_effect effect{.extra = TW_EFFECT_CAN_RAISE, .flags = TW_EFFECT_CAN_COLLECT};

struct tw_jit_program makeProgram() {
  const auto field = [](uint32_t index, char kind, size_t offset) {
    descrs[index].what = TW_DESCR_FIELD;
    descrs[index].kind = u8(kind);
    descrs[index].width = 8;
    descrs[index].field.offset = u32(offset);
  };
  field(kLeft, 'r', offsetof(Node, left));
  field(kRight, 'r', offsetof(Node, right));
  field(kValue, 'i', offsetof(Node, value));
  descrs[kNodeSize].what = TW_DESCR_SIZE;
  descrs[kNodeSize].size.header = typeId(Kind::Node);
  descrs[kNodeSize].size.size = sizeof(Node);
  descrs[kItems].what = TW_DESCR_ARRAY;
  descrs[kItems].kind = 'r';
  descrs[kItems].width = 8;
  descrs[kItems].array.header = typeId(Kind::Pointers);
  descrs[kItems].array.base = 16;
  descrs[kItems].array.item_size = 8;
  descrs[kItems].array.length_offset = 8;
  descrs[kCollect].what = TW_DESCR_CALL;
  descrs[kCollect].kind = 'v';
  descrs[kCollect].call.arguments = "i";
  struct tw_jit_program program {};
  program.descrs = descrs;
  program.descr_count = kDescrCount;
  program.effects = &effect;
  return program;
}

void traceJit(void*, tw_bool minor, tw_gc_visit visit) {
  tw::jit::visitAllRoots(
      minor, [](void** slot, void* context) { reinterpret_cast<tw_gc_visit>(context)(slot); },
      reinterpret_cast<void*>(visit));
}

} // namespace

extern "C" {
const struct tw_jit_program tw_jit_program = makeProgram();
}

namespace tw::jit {
namespace {

class MachineCode : public ::testing::Test {
protected:
  MachineCode() {
    setUpCollector();
    static bool done = false;
    if (!done) tw_gc_add_root_tracer(traceJit, nullptr);
    done = true;
    token_.code.push_back(std::make_unique<CompiledCode>());
    token_.code[0]->token = &token_;
  }
  ~MachineCode() override {
    exitRecord.guard = nullptr;
    backend_.release(code());
  }
  CompiledCode& code() { return *token_.code[0]; }

  void assemble(const std::string& text) {
    TraceReader reader;
    reader.descr = [](std::string_view name) -> uint32_t {
      for (uint32_t index = 0; index < kDescrCount; ++index)
        if (name == kNames[index]) return index;
      return kNone;
    };
    reader.address = [](std::string_view) { return reinterpret_cast<int64_t>(&tw_gc_collect); };
    reader.object = [this](std::string_view) { return constant_.node(); };
    reader.target = [this](std::string_view) { return &target_; };
    reader.guard = [this](std::string_view, Op op) {
      code().guards.push_back(std::make_unique<Guard>(&code()));
      if (op == Op::Finish) code().guards.back()->kind = GuardKind::DoneWithFrame;
      return code().guards.back().get();
    };
    Trace trace;
    ASSERT_EQ(parseTrace(text, reader, &trace), "");
    ASSERT_TRUE(backend_.assembleLoop(trace, token_, code()));
  }

  int64_t run(std::vector<int64_t> arguments) {
    backend_.execute(token_, arguments.data());
    return exitRecord.values[0];
  }

  x86::X86Backend backend_{x86::X86Options{.checkAllocation = true}};
  LoopToken token_;
  LoopTarget target_;
  Root constant_;
};

TEST_F(MachineCode, ObjectsInRegistersSurviveCollections) {
  assemble("[i0, p1]\nlabel(i0, p1, descr=<t>)\n"
           "p2 = new(descr=<Node>)\np3 = new(descr=<Node>)\n"
           "setfield_gc(p2, p1, descr=<left>)\nsetfield_gc(p2, p3, descr=<right>)\n"
           "setfield_gc(p2, i0, descr=<value>)\nsetfield_gc(p3, i0, descr=<value>)\n"
           "i3 = int_sub(i0, 1)\ni4 = int_gt(i3, 0)\n"
           "guard_true(i4, descr=<g>) [p2]\njump(i3, p2, descr=<t>)\n");
  constexpr int64_t kCount = 30000;
  Root list(reinterpret_cast<void*>(run({kCount, 0})));
  exitRecord.guard = nullptr;
  collectFull();
  int64_t expected = 1;
  for (const Node* node = list.node(); node; node = node->left, ++expected) {
    ASSERT_EQ(node->value, expected);
    ASSERT_EQ(node->right->value, expected);
  }
  EXPECT_EQ(expected, kCount + 1);
}

// What the nursery will be made of again.
void leaveGarbage() {
  const Signed size = tw_gc_get_stats(9); // of the nursery
  for (Signed done = 0; done < 2 * size; done += 512) {
    Bytes* bytes = newBytes(496);
    std::memset(bytes->items, 0xff, 496);
  }
}

// Words that the trace does not store to are zero, however few or many they are, and wherever a
// collection or another reader may come first.
TEST_F(MachineCode, WhatIsNotStoredIsZero) {
  assemble("[i0]\np1 = new(descr=<Node>)\np2 = new_array(3, descr=<[r]>)\n"
           "setfield_gc(p1, i0, descr=<value>)\nsetarrayitem_gc(p2, 1, p1, descr=<[r]>)\n"
           "p3 = new_array(41, descr=<[r]>)\np4 = new(descr=<Node>)\n"
           "setarrayitem_gc(p3, 0, p1, descr=<[r]>)\nsetarrayitem_gc(p3, 40, p2, descr=<[r]>)\n"
           "setarrayitem_gc(p3, 20, p4, descr=<[r]>)\n"
           "p5 = new_array(i0, descr=<[r]>)\nsetarrayitem_gc(p3, 1, p5, descr=<[r]>)\n"
           "p6 = new(descr=<Node>)\nsetarrayitem_gc(p3, 2, p6, descr=<[r]>)\n"
           "p7 = getarrayitem_gc_r(p3, 2, descr=<[r]>)\np8 = getfield_gc_r(p7, descr=<left>)\n"
           "setfield_gc(p6, p1, descr=<left>)\nsetfield_gc(p6, p8, descr=<right>)\n"
           "finish(p3, descr=<done>)\n");
  for (int round = 0; round < 20; ++round) {
    leaveGarbage();
    Root array(reinterpret_cast<void*>(run({7})));
    exitRecord.guard = nullptr;
    void** items = array.as<Pointers>()->items;
    auto* first = static_cast<Node*>(items[0]);
    EXPECT_EQ(first->left, nullptr);
    EXPECT_EQ(first->right, nullptr);
    EXPECT_EQ(first->value, 7);
    auto* fourth = static_cast<Node*>(items[20]);
    EXPECT_TRUE(!fourth->left && !fourth->right && !fourth->value);
    auto* sixth = static_cast<Node*>(items[2]);
    EXPECT_TRUE(sixth->left == first && !sixth->right && !sixth->value);
    auto* three = static_cast<Pointers*>(items[40]);
    EXPECT_TRUE(!three->items[0] && three->items[1] == first && !three->items[2]);
    auto* seven = static_cast<Pointers*>(items[1]);
    ASSERT_EQ(seven->length, 7);
    for (int index = 0; index < 7; ++index) EXPECT_EQ(seven->items[index], nullptr);
    items[20] = nullptr;
    for (int index = 3; index < 40; ++index) EXPECT_EQ(items[index], nullptr);
  }
}

// More objects than registers: they lie in the frame while the call collects.
TEST_F(MachineCode, ObjectsInFramesSurviveCalls) {
  std::string text = "[i0]\n", sum = "i0";
  for (int index = 1; index <= 20; ++index) {
    const std::string n = std::to_string(index);
    text += "p" + n + " = new(descr=<Node>)\nsetfield_gc(p" + n + ", " + n + ", descr=<value>)\n";
  }
  text += "call_n(ConstClass(collect), i0, descr=<collect>)\n";
  for (int index = 1; index <= 20; ++index) {
    const std::string n = std::to_string(index);
    text += "i" + n + " = getfield_gc_i(p" + n + ", descr=<value>)\n" + "i" +
            std::to_string(100 + index) + " = int_add(" + sum + ", i" + n + ")\n";
    sum = "i" + std::to_string(100 + index);
  }
  assemble(text + "finish(" + sum + ", descr=<done>)\n");
  for (const int64_t generation : {0, 2}) EXPECT_EQ(run({generation}), generation + 210);
}

// An old array that is filled with young objects, and read after they have moved.
TEST_F(MachineCode, StoresIntoOldObjectsAreRemembered) {
  assemble("[i0, p1, p5]\nlabel(i0, p1, p5, descr=<t>)\n"
           "p2 = new(descr=<Node>)\nsetfield_gc(p2, i0, descr=<value>)\n"
           "i3 = int_sub(i0, 1)\n"
           "call_n(ConstClass(collect), 0, descr=<collect>)\n"
           "setarrayitem_gc(p1, i3, p2, descr=<[r]>)\nsetfield_gc(p5, p2, descr=<left>)\n"
           "i4 = int_gt(i3, 0)\n"
           "guard_true(i4, descr=<g>) [i3]\njump(i3, p1, p5, descr=<t>)\n");
  constexpr int64_t kCount = 500;
  Root array(newPointers(kCount)), node(newNode(0));
  collectFull();
  run({kCount, reinterpret_cast<int64_t>(array.as<Pointers>()),
       reinterpret_cast<int64_t>(node.node())});
  collectMinor();
  collectFull();
  for (int64_t index = 0; index < kCount; ++index)
    ASSERT_EQ(static_cast<Node*>(array.as<Pointers>()->items[index])->value, index + 1);
  EXPECT_EQ(node.node()->left->value, 1);
}

TEST_F(MachineCode, ConstantsFollowMovedObjects) {
  constant_.set(newNode(4711));
  assemble("[i0]\ncall_n(ConstClass(collect), i0, descr=<collect>)\n"
           "i1 = getfield_gc_i(ConstPtr(node), descr=<value>)\nfinish(i1, descr=<done>)\n");
  const auto before = reinterpret_cast<uint64_t>(constant_.node()) ^ uint64_t(-1);
  constant_.set(nullptr); // the code alone keeps it alive
  collectMinor();
  EXPECT_NE(uint64_t(code().words[0]) ^ uint64_t(-1), before);
  collectFull();
  for (int64_t round = 0; round < 100; ++round) newNode(round);
  EXPECT_EQ(run({2}), 4711);
}

} // namespace
} // namespace tw::jit
