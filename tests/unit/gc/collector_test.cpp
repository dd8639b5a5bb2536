// The collector without a translator: moving, pinning, barriers, marking, large
// objects, identity, limits.
#include "heap_types.h"

#include "gc/incminimark/pages.h"
#include "gc/incminimark/retired.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace tw::gc::testing {
namespace {

class Collector : public ::testing::Test {
protected:
  void SetUp() override {
    setUpCollector();
    finalizerLog = {};
  }
};

#define NOINLINE __attribute__((noinline))

NOINLINE void makeList(Root& root, i64 count) {
  for (i64 i = 0; i < count; i++) root.set(newNode(i, root.node()));
}

NOINLINE bool listIsWhole(const Root& root, i64 count) {
  const Node* node = root.node();
  for (i64 i = count; i-- > 0; node = node->left) {
    if (!node || node->value != i) return false;
  }
  return node == nullptr;
}

TEST_F(Collector, NewMemoryIsZero) {
  for (int i = 0; i < 100000; i++) {
    Bytes* bytes = newBytes(i % 200);
    for (i64 k = 0; k < bytes->length; k++) ASSERT_EQ(bytes->items[k], 0);
    for (i64 k = 0; k < bytes->length; k++) bytes->items[k] = 0xff;
  }
}

TEST_F(Collector, PreciseRootsFollowMovedObjects) {
  Root root;
  makeList(root, 1000);
  collectMinor();
  EXPECT_TRUE(listIsWhole(root, 1000));
  EXPECT_FALSE(tw_gc_can_move(root.node()));
  collectFull();
  EXPECT_TRUE(listIsWhole(root, 1000));
}

TEST_F(Collector, AmbiguousPointersPin) {
  Node* volatile node = newNode(42);
  char* volatile inside = reinterpret_cast<char*>(newNode(43)) + 20;
  Node* before = node;
  tw_gc_collect(0);
  EXPECT_EQ(before, node);
  EXPECT_EQ(node->value, 42);
  EXPECT_EQ(reinterpret_cast<Node*>(inside - 20)->value, 43);
  EXPECT_TRUE(tw_gc_can_move(node));
}

// Words of the frames above are copied, whatever lies between their variables.
TEST_F(Collector, AThreadThatWaitsKeepsItsObjects) {
  volatile char local[16];
  Node* volatile held = newNode(5);
  local[0] = 1;
  tw_gc_leave();
  tw_gc_enter();
  collectMinor();
  EXPECT_EQ(held->value, 5);
  EXPECT_EQ(local[0], 1);
}

TEST_F(Collector, PinnedObjectsKeepWhatTheyPointTo) {
  Node* volatile node = newNode(1);
  setLeft(node, newNode(2, newNode(3)));
  for (int i = 0; i < 5; i++) {
    collectMinor();
    ASSERT_EQ(node->left->value, 2);
    ASSERT_EQ(node->left->left->value, 3);
  }
  collectFull();
  EXPECT_EQ(node->left->left->value, 3);
}

TEST_F(Collector, OldObjectsThatPointToPinnedOnesAreUpdated) {
  Root old(newNode(1));
  collectMinor();
  {
    Node* volatile pinned = newNode(2);
    setLeft(old.node(), pinned);
    tw_gc_collect(0);
    ASSERT_EQ(old.node()->left, pinned);
    pinned = nullptr;
  }
  for (int i = 0; i < 3; i++) collectMinor();
  EXPECT_EQ(old.node()->left->value, 2);
}

TEST_F(Collector, BarrierRemembersOldObjects) {
  Root old(newNode(1));
  collectMinor();
  for (i64 i = 0; i < 10; i++) {
    setRight(old.node(), newNode(i, newNode(100 + i)));
    collectMinor();
    ASSERT_EQ(old.node()->right->value, i);
    ASSERT_EQ(old.node()->right->left->value, 100 + i);
  }
}

TEST_F(Collector, CardsOfLargeArrays) {
  constexpr i64 length = 100000;
  Root array(newPointers(length));
  Root entries(newEntries(length));
  collectMinor();
  for (i64 i = 0; i < length; i += 777) {
    setItem(array.as<Pointers>(), i, newNode(i));
    setEntry(entries.as<Entries>(), i, newNode(i), newNode(-i));
    if (i % 7 == 0) collectMinor();
  }
  collectMinor();
  collectFull();
  for (i64 i = 0; i < length; i += 777) {
    ASSERT_EQ(static_cast<Node*>(array.as<Pointers>()->items[i])->value, i);
    ASSERT_EQ(static_cast<Node*>(entries.as<Entries>()->items[i].key)->value, i);
    ASSERT_EQ(static_cast<Node*>(entries.as<Entries>()->items[i].value)->value, -i);
  }
}

// Part of the executable, as generated code lays such arrays out.
struct {
  tw_gc gc;
  i64 length;
  void* items[20000];
} prebuiltArray;

TEST_F(Collector, CardsOfPrebuiltArrays) {
  prebuiltArray.gc.word = typeId(Kind::Pointers) | TW_PREBUILT_FLAGS;
  prebuiltArray.length = 20000;
  auto* array = reinterpret_cast<Pointers*>(&prebuiltArray);
  auto value = [&](i64 index) { return static_cast<Node*>(array->items[index])->value; };
  for (i64 index : {0, 127, 128, 19999}) setItem(array, index, newNode(index));
  EXPECT_TRUE(prebuiltArray.gc.flags & TW_GC_CARDS);
  EXPECT_TRUE(prebuiltArray.gc.flags & TW_GC_REMEMBER);
  collectMinor();
  for (i64 index : {0, 127, 128, 19999}) EXPECT_EQ(value(index), index);
  // Written while the rest of the heap is being marked, and by many at once.
  while ((tw_gc_collect_step() & 0xff) != 1) continue;
  setItem(array, 5000, newNode(5000));
  TW_BARRIER_ITEMS(array, 6000, 300);
  for (i64 index = 6000; index < 6300; index++) {
    Node* node = newNode(index);
    setItem(array, index, node);
  }
  collectFull();
  collectFull();
  for (i64 index = 6000; index < 6300; index++) ASSERT_EQ(value(index), index);
  EXPECT_EQ(value(5000), 5000);
  EXPECT_EQ(value(19999), 19999);
  for (void*& item : prebuiltArray.items) item = nullptr;
}

// Fills a good half of the nursery with objects that stay, so that it moves, and leaves some of its
// pages free beside the next one.
NOINLINE void moveNursery(Root& survivors) {
  constexpr Signed kNurserySize = 9; // of tw_gc_get_stats
  Bytes* volatile pinned[600];
  for (auto& array : pinned) array = newBytes(tw_gc_get_stats(kNurserySize) / 1000);
  makeList(survivors, 100);
  tw_gc_collect(0);
  EXPECT_TRUE(pages.isConsistent());
  for (auto& array : pinned) array = nullptr;
}

TEST_F(Collector, NurseriesThatMoveLeaveFreePages) {
  Root survivors;
  for (int round = 0; round < 20; round++) {
    moveNursery(survivors);
    if (round % 7 == 0) collectFull();
  }
  EXPECT_TRUE(pages.isConsistent());
  for (i64 i = 100 * 20; i-- > 0; survivors.set(survivors.node()->left))
    ASSERT_EQ(survivors.node()->value, i % 100);
}

// Objects of half a page each, all of which the stack holds, become old where they are.
NOINLINE void cutRetired() {
  constexpr Signed kNurserySize = 9; // of tw_gc_get_stats
  constexpr i64 kLength = 30000;
  Bytes* volatile held[256] = {};
  i64 count = std::min<i64>(256, tw_gc_get_stats(kNurserySize) * 3 / 4 / kLength);
  for (i64 i = 0; i < count; i++) held[i] = newBytes(kLength);
  tw_gc_collect(0);
  for (i64 i = 0; i < count; i++) {
    if (tw_gc_can_move(held[i])) continue;
    tw_gc_shrink_array(held[i], 10);
    tw_gc_shrink_array(held[i], 9);
  }
  for (auto& array : held) array = nullptr;
}

TEST_F(Collector, RetiredObjectsThatWereCutGiveTheirPagesBack) {
  collectFull();
  u64 before = retired.bytes();
  cutRetired();
  collectFull();
  EXPECT_LE(retired.bytes(), before);
  EXPECT_TRUE(pages.isConsistent());
}

// A resident that thousands of old objects point to does not cost each minor
// collection a visit of theirs: it becomes old where it is.
TEST_F(Collector, ResidentsWithManyReferrersBecomeOld) {
  Node* volatile resident = newNode(1);
  Root list;
  for (i64 i = 0; i < 3000; i++) list.set(newNode(i, list.node(), resident));
  EXPECT_TRUE(tw_gc_can_move(resident) || getenv("PYPY_GC_STRESS") || getenv("PYPY_GC_NURSERY"));
  Node* where = resident;
  for (int round = 0; round < 100 && tw_gc_can_move(resident); round++) tw_gc_collect(0);
  EXPECT_FALSE(tw_gc_can_move(resident));
  EXPECT_EQ(resident, where);
  collectFull();
  for (Node* node = list.node(); node; node = node->left) ASSERT_EQ(node->right, where);
  EXPECT_EQ(where->value, 1);
}

TEST_F(Collector, PointersHiddenDuringMarkingAreFound) {
  constexpr i64 count = 200000;
  Root first(newNode(-1)), list;
  makeList(list, count);
  collectFull();
  tw_gc_collect_step();
  for (i64 i = count; i-- > 0;) {
    setRight(first.node(), list.node());
    list.set(list.node()->left);
    if (i % 5000 == 0) tw_gc_collect_step();
    ASSERT_EQ(first.node()->right->value, i);
  }
}

// While marking has not reached it, the last node's right neighbour goes to a marked object,
// without a write barrier.
[[gnu::noinline]] void moveUnmarked(Root& list, Root& marked, i64 count) {
  Node* last = list.node();
  while (--count > 0) last = last->left;
  Node* const moved = last->right;
  last->right = nullptr;
  marked.node()->right = moved;
  tw_gc_survive_marking(moved);
}

TEST_F(Collector, FormerRootsSurviveTheMarkingThatIsGoingOn) {
  constexpr i64 count = 200000;
  Root marked(newNode(-1)), list;
  list.set(newNode(0));
  setRight(list.node(), newNode(7));
  for (i64 value = 1; value < count; ++value) list.set(newNode(value, list.node()));
  collectFull();
  tw_gc_collect_step();
  moveUnmarked(list, marked, count);
  while (tw_gc_collect_step() & 0xff) {
  }
  collectFull();
  ASSERT_NE(marked.node()->right, nullptr);
  EXPECT_EQ(marked.node()->right->value, 7);
}

NOINLINE void storeLargeWithoutBarrier(Root& old, i64 value) {
  Root large(newPointers(10000));
  setItem(large.as<Pointers>(), 9999, newNode(value));
  old.node()->left = large.node();
  tw_gc_survive_marking(large.as<void>());
}

// It was young when it stopped being a root, and an old object has it without barrier.
TEST_F(Collector, FormerRootsThatAreLargeLive) {
  Root old(newNode(1));
  collectMinor();
  storeLargeWithoutBarrier(old, 5);
  collectMinor();
  Root other(newPointers(10000));
  auto* large = reinterpret_cast<Pointers*>(old.node()->left);
  ASSERT_NE(large, other.as<Pointers>());
  ASSERT_NE(large->items[9999], nullptr);
  EXPECT_EQ(static_cast<Node*>(large->items[9999])->value, 5);
}

// The identity of a young object is the address of its later place. A word on the stack that holds
// it has that place marked while it is empty, before a long list: the object moves there with
// pointers to unmarked objects.
NOINLINE void moveIntoMarked(Root& list, Root& moved) {
  struct {
    Node* list;
    Node* young;
    Signed id;
  } volatile words = {list.node(), newNode(1), 0};
  words.id = tw_gc_id(words.young);
  moved.set(words.young);
  while ((tw_gc_collect_step() & 0xff) != 1) continue;
  words.list = nullptr;
  tw_gc_collect_step();
  setLeft(words.young, newNode(2, newNode(3)));
  words.young = nullptr;
  tw_gc_collect(0);
  EXPECT_EQ(tw_gc_id(moved.node()), words.id);
}

TEST_F(Collector, MarkedPlacesDoNotStayHidden) {
  Root list, moved, others;
  makeList(list, 1000000);
  collectFull();
  moveIntoMarked(list, moved);
  while (tw_gc_collect_step() & 0xff) continue;
  makeList(others, 1000);
  collectMinor();
  ASSERT_EQ(moved.node()->left->value, 2);
  EXPECT_EQ(moved.node()->left->left->value, 3);
}

// The second copy replaces the first one's contents.
TEST_F(Collector, CopiesOutOfTheNurseryAreRemembered) {
  Node* volatile young = newNode(1);
  Root copy(tw_gc_move_out_of_nursery(young));
  tw_gc_collect(0);
  setLeft(young, newNode(2));
  EXPECT_EQ(tw_gc_move_out_of_nursery(young), copy.node());
  Node* volatile later = young->left;
  young->left = nullptr;
  later = nullptr;
  collectMinor();
  Root others;
  makeList(others, 1000);
  EXPECT_EQ(copy.node()->left->value, 2);
  (void)later;
}

TEST_F(Collector, StepsEndAndReportTheirStates) {
  Root list;
  makeList(list, 1000);
  collectFull();
  int steps = 0;
  Signed states;
  do {
    states = tw_gc_collect_step();
    steps++;
  } while (states & 0xff);
  EXPECT_GE(steps, 4);
  EXPECT_EQ(states >> 8, 3);
}

TEST_F(Collector, DeepStructuresAreMarkedWithoutRecursion) {
  Root list;
  makeList(list, 10000000);
  collectFull();
  EXPECT_TRUE(listIsWhole(list, 10000000));
}

// ---- Memory

TEST_F(Collector, GarbageIsFreed) {
  Root list;
  collectFull();
  Signed before = tw_gc_get_stats(0);
  makeList(list, 500000);
  collectFull();
  EXPECT_GE(tw_gc_get_stats(0), before + 500000 * 32);
  list.set(nullptr);
  collectFull();
  EXPECT_LT(tw_gc_get_stats(0), before + (1 << 20));
}

NOINLINE void makeLargeGarbage(Root& root) {
  for (int i = 0; i < 20; i++) root.set(newBytes(3 << 20));
  root.set(nullptr);
}

TEST_F(Collector, LargeObjectsAreFreed) {
  Root root;
  collectFull();
  Signed before = tw_gc_get_stats(0);
  makeLargeGarbage(root);
  EXPECT_LT(tw_gc_get_stats(0), before + (40 << 20));
  collectFull();
  EXPECT_LT(tw_gc_get_stats(0), before + (1 << 20));
}

TEST_F(Collector, LargeObjectsSurviveInPlace) {
  Root root(newPointers(50000));
  void* address = root.as<void>();
  for (i64 i = 0; i < 50000; i++) setItem(root.as<Pointers>(), i, newNode(i));
  collectMinor();
  collectFull();
  EXPECT_EQ(root.as<void>(), address);
  for (i64 i = 0; i < 50000; i++)
    ASSERT_EQ(static_cast<Node*>(root.as<Pointers>()->items[i])->value, i);
}

TEST_F(Collector, ImpossibleSizesRaise) {
  EXPECT_EQ(newBytes(-1), nullptr);
  EXPECT_TRUE(takeMemoryError());
  EXPECT_EQ(newPointers(i64{1} << 60), nullptr);
  EXPECT_TRUE(takeMemoryError());
  EXPECT_EQ(newBytes(i64{1} << 45), nullptr);
  EXPECT_TRUE(takeMemoryError());
}

NOINLINE i64 fillUntilError(Root& list) {
  i64 count = 0;
  while (Node* node = newNode(count, list.node())) {
    list.set(node);
    count++;
  }
  return count;
}

TEST_F(Collector, LimitRaisesAndCanBeSurvived) {
  collectFull();
  Root list;
  i64 limit = tw_gc_get_stats(0) + (32 << 20);
  tw_gc_set_max_heap_size(limit);
  for (int round = 0; round < 3; round++) {
    i64 count = fillUntilError(list);
    EXPECT_TRUE(takeMemoryError());
    EXPECT_GT(count * 32, 16 << 20);
    EXPECT_LT(count * 32, 64 << 20);
    EXPECT_EQ(newBytes(limit), nullptr);
    EXPECT_TRUE(takeMemoryError());
    list.set(nullptr);
    collectFull();
  }
  tw_gc_set_max_heap_size(0);
}

TEST_F(Collector, ShrunkenArraysLeaveNoHole) {
  Root kept[50];
  for (int i = 0; i < 50; i++) {
    kept[i].set(newBytes(100 + i * 8));
    Root next(newBytes(10));
    kept[i].as<Bytes>()->items[3] = static_cast<unsigned char>(i);
    EXPECT_TRUE(tw_gc_shrink_array(kept[i].as<Bytes>(), 5));
  }
  Root large(newBytes(1 << 20));
  tw_gc_shrink_array(large.as<Bytes>(), 100);
  Node* volatile pinned = newNode(9);
  tw_gc_collect(0);
  collectFull();
  for (int i = 0; i < 50; i++) {
    EXPECT_EQ(kept[i].as<Bytes>()->length, 5);
    EXPECT_EQ(kept[i].as<Bytes>()->items[3], i);
  }
  EXPECT_EQ(large.as<Bytes>()->length, 100);
  EXPECT_EQ(pinned->value, 9);
}

// Pages that nothing touches take no memory. Poisoning would touch them all.
TEST_F(Collector, ObjectsOfGigabytes) {
  if (getenv("PYPY_GC_STRESS") || getenv("PYPY_GC_DEBUG")) GTEST_SKIP();
  const i64 length = i64{5} << 30;
  Bytes* volatile bytes = newBytes(length);
  ASSERT_NE(bytes, nullptr);
  bytes->items[0] = 1;
  bytes->items[length - 1] = 2;
  unsigned char* volatile inside = bytes->items + length - 1000;
  Root root(bytes);
  bytes = nullptr;
  root.set(nullptr);
  collectFull();
  EXPECT_EQ(inside[999], 2);
  EXPECT_EQ((inside - length + 1000)[0], 1);
  EXPECT_GT(tw_gc_get_stats(0), length);
  Root again(reinterpret_cast<Bytes*>(inside - length + 1000 - offsetof(Bytes, items)));
  inside = nullptr;
  tw_gc_shrink_array(again.as<Bytes>(), 100);
  EXPECT_LT(tw_gc_get_stats(0), i64{1} << 30);
  EXPECT_EQ(tw_gc_memory_usage(again.as<Bytes>()), 120);
  EXPECT_EQ(newBytes(i64{1} << 50), nullptr);
  EXPECT_TRUE(takeMemoryError());
}

// ---- Identity and pinning

TEST_F(Collector, IdentityDoesNotChange) {
  Root nodes[100];
  std::set<Signed> ids;
  std::vector<Signed> hashes;
  for (int i = 0; i < 100; i++) {
    nodes[i].set(newNode(i));
    ids.insert(tw_gc_id(nodes[i].node()));
    hashes.push_back(tw_gc_identityhash(nodes[i].node()));
  }
  EXPECT_EQ(ids.size(), 100u);
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < 100; i++) {
      ASSERT_TRUE(ids.contains(tw_gc_id(nodes[i].node())));
      ASSERT_EQ(tw_gc_identityhash(nodes[i].node()), hashes[static_cast<size_t>(i)]);
    }
    round == 2 ? collectFull() : collectMinor();
  }
}

// In functions of their own, so that no pointer stays on the test's frame.
NOINLINE bool pin(const Root& root) { return tw_gc_pin(root.node()); }
NOINLINE void unpin(const Root& root) { tw_gc_unpin(root.node()); }
NOINLINE bool isPinned(const Root& root) { return tw_gc_is_pinned(root.node()); }
NOINLINE u64 hiddenAddress(const Root& root) { return ~reinterpret_cast<u64>(root.node()); }
NOINLINE void makeNode(Root& root) { root.set(newNode(7)); }

TEST_F(Collector, PinnedByTheProgram) {
  Root root;
  makeNode(root);
  u64 address = hiddenAddress(root);
  ASSERT_TRUE(pin(root));
  EXPECT_FALSE(pin(root));
  EXPECT_TRUE(isPinned(root));
  collectMinor();
  EXPECT_EQ(hiddenAddress(root), address);
  collectFull();
  EXPECT_EQ(hiddenAddress(root), address);
  unpin(root);
  collectMinor();
  EXPECT_NE(hiddenAddress(root), address);
  EXPECT_EQ(root.node()->value, 7);
  EXPECT_FALSE(pin(root));
}

TEST_F(Collector, OutOfTheNursery) {
  Root root(newNode(5, newNode(6)));
  Root copy(tw_gc_move_out_of_nursery(root.node()));
  EXPECT_FALSE(tw_gc_can_move(copy.node()));
  EXPECT_EQ(copy.node()->value, 5);
  collectMinor();
  EXPECT_EQ(copy.node(), root.node());
  EXPECT_EQ(copy.node()->left->value, 6);
}

TEST_F(Collector, NonMovingObjectsAreRootsOfTheYoung) {
  Root root(tw_gc_malloc_nonmoving(typeId(Kind::Node), sizeof(Node)));
  void* address = root.node();
  root.node()->left = newNode(11); // no barrier: it is new
  collectMinor();
  EXPECT_EQ(root.node(), address);
  EXPECT_EQ(root.node()->left->value, 11);
}

// ---- False retention

NOINLINE void makeWeakrefs(Root& array, i64 count, int depth) {
  if (depth > 0) {
    makeWeakrefs(array, count, depth - 1);
    return;
  }
  for (i64 i = 0; i < count; i++)
    setItem(array.as<Pointers>(), i, newWeakref(newNode(i, newNode(i + 1))));
}

TEST_F(Collector, FalseRetentionIsLow) {
  constexpr i64 count = 100000;
  Root array(newPointers(count));
  makeWeakrefs(array, count, 50);
  collectFull();
  i64 alive = 0;
  for (i64 i = 0; i < count; i++)
    alive += static_cast<tw_weakref*>(array.as<Pointers>()->items[i])->target != nullptr;
  EXPECT_LE(alive, count / 1000);
}

} // namespace
} // namespace tw::gc::testing
