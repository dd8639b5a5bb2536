// Weak references, destructors, finalizers and finalizer queues.
#include "heap_types.h"

#include <gtest/gtest.h>

namespace tw::gc::testing {
namespace {

class Death : public ::testing::Test {
protected:
  void SetUp() override {
    setUpCollector();
    collectFull();
    finalizerLog = {};
  }
};

#define NOINLINE __attribute__((noinline))

NOINLINE void makeWeakrefs(Root& live, Root& weakToLive, Root& weakToDead) {
  live.set(newNode(1));
  weakToLive.set(newWeakref(live.node()));
  weakToDead.set(newWeakref(newNode(2)));
}

// In functions of their own, so that no pointer stays on the test's frame.
NOINLINE bool pointsTo(const Root& weak, const Root& target) {
  return weak.as<tw_weakref>()->target == target.node();
}
NOINLINE bool isDead(const Root& weak) { return weak.as<tw_weakref>()->target == nullptr; }

TEST_F(Death, WeakrefsFollowAndForget) {
  Root live, weakToLive, weakToDead;
  makeWeakrefs(live, weakToLive, weakToDead);
  collectMinor();
  EXPECT_TRUE(pointsTo(weakToLive, live));
  EXPECT_TRUE(isDead(weakToDead));
  collectFull();
  EXPECT_TRUE(pointsTo(weakToLive, live));
  live.set(nullptr);
  collectFull();
  EXPECT_TRUE(isDead(weakToLive));
}

NOINLINE void collectWithPinned(Root& root, Root& weak) {
  Node* volatile pinned = newNode(3);
  root.set(pinned);
  weak.set(newWeakref(pinned));
  tw_gc_collect(0);
  EXPECT_EQ(weak.as<tw_weakref>()->target, pinned);
  pinned = nullptr;
}

NOINLINE void makeOld(Root& root) {
  root.set(newNode(4));
  collectMinor();
}

// The weak reference is pinned, its target is old and dies.
TEST_F(Death, PinnedWeakrefsForget) {
  Root root;
  makeOld(root);
  tw_weakref* volatile weak = newWeakref(root.node());
  collectMinor();
  EXPECT_TRUE(tw_gc_can_move(weak));
  root.set(nullptr);
  collectFull();
  EXPECT_EQ(weak->target, nullptr);
}

// So many pinned objects that the nursery is left to them: the weak reference
// becomes old where it is.
NOINLINE void retireNursery(int percentPinned = 100) {
  Node* volatile before = newNode(0);
  constexpr Signed kNurserySize = 9; // of tw_gc_get_stats
  Bytes* volatile pinned[1 << 10];
  for (auto& array : pinned)
    array = newBytes(tw_gc_get_stats(kNurserySize) / 100 * percentPinned >> 10);
  tw_gc_collect(0);
  EXPECT_FALSE(tw_gc_can_move(before));
  for (auto& array : pinned) array = nullptr;
}

TEST_F(Death, RetiredWeakrefsForget) {
  Root root;
  makeOld(root);
  tw_weakref* volatile weak = newWeakref(root.node());
  retireNursery();
  root.set(nullptr);
  collectFull();
  EXPECT_EQ(weak->target, nullptr);
}

// The nursery moves to and fro between runs of pages that touch. Of some it leaves an object behind
// in the first page.
TEST_F(Death, RetiredObjectsKeepTheirPages) {
  constexpr int kMoves = 12, kWithoutObject = 4;
  Node* volatile kept[kMoves] = {};
  for (int move = 0; move < kMoves; move++) {
    if (move >= kWithoutObject) kept[move] = newNode(move);
    retireNursery(70);
    collectFull();
    for (int former = kWithoutObject; former <= move; former++)
      ASSERT_EQ(kept[former]->value, former);
  }
}

TEST_F(Death, WeakrefToAPinnedObject) {
  Root root, weak;
  collectWithPinned(root, weak);
  collectMinor();
  collectMinor();
  EXPECT_TRUE(pointsTo(weak, root));
  root.set(nullptr);
  collectFull();
  EXPECT_TRUE(isDead(weak));
}

NOINLINE void makeLight(i64 count) {
  for (i64 i = 0; i < count; i++) newNode(i, nullptr, nullptr, Kind::Light);
}

TEST_F(Death, LightDestructorsRunInMinorCollections) {
  makeLight(1000);
  collectMinor();
  EXPECT_GE(finalizerLog.count, 998);
  Root kept(newNode(5000, nullptr, nullptr, Kind::Light));
  collectMinor();
  i64 before = finalizerLog.count;
  collectFull();
  EXPECT_EQ(finalizerLog.count, before);
  kept.set(nullptr);
  collectFull();
  EXPECT_EQ(finalizerLog.count, before + 1);
}

NOINLINE void makeChain(Root& root) {
  Node* last = newNode(3, nullptr, nullptr, Kind::Heavy);
  Node* plain = newNode(0, last);
  Node* middle = newNode(2, plain, nullptr, Kind::Heavy);
  root.set(newNode(1, middle, nullptr, Kind::Heavy));
}

TEST_F(Death, FinalizersRunFromTheOutside) {
  Root root;
  makeChain(root);
  collectMinor();
  root.set(nullptr);
  for (i64 round = 1; round <= 3; round++) {
    collectFull();
    ASSERT_EQ(finalizerLog.count, round);
    EXPECT_EQ(finalizerLog.values[round - 1], round);
  }
  collectFull();
  EXPECT_EQ(finalizerLog.count, 3);
}

NOINLINE void makeCycle(Root& root) {
  Node* first = newNode(1, nullptr, nullptr, Kind::Heavy);
  Node* second = newNode(2, first, nullptr, Kind::Heavy);
  setLeft(first, second);
  root.set(first);
}

TEST_F(Death, CyclesAreBrokenAtTheFirst) {
  Root root;
  makeCycle(root);
  collectMinor();
  root.set(nullptr);
  collectFull();
  ASSERT_EQ(finalizerLog.count, 1);
  EXPECT_EQ(finalizerLog.values[0], 1);
  collectFull();
  ASSERT_EQ(finalizerLog.count, 2);
  EXPECT_EQ(finalizerLog.values[1], 2);
}

NOINLINE void makeHeavy(Root& root) { root.set(newNode(9, newNode(10), nullptr, Kind::Heavy)); }

TEST_F(Death, ResurrectionHappensOnce) {
  Root root;
  finalizerLog.resurrect = true;
  makeHeavy(root);
  collectMinor();
  root.set(nullptr);
  collectFull();
  ASSERT_EQ(finalizerLog.count, 1);
  ASSERT_NE(finalizerLog.resurrected, nullptr);
  collectFull();
  EXPECT_EQ(finalizerLog.resurrected->left->value, 10);
  finalizerLog.resurrected = nullptr;
  collectFull();
  EXPECT_EQ(finalizerLog.count, 1);
}

NOINLINE Signed identityOfRetired() {
  Node* volatile node = newNode(9, nullptr, nullptr, Kind::Heavy);
  Signed id = tw_gc_id(node);
  retireNursery();
  EXPECT_FALSE(tw_gc_can_move(node));
  EXPECT_EQ(tw_gc_id(node), id);
  node = nullptr;
  return id;
}

// The object became old where it was, so its identity is another address.
TEST_F(Death, IdentityOutlastsTheFinalizer) {
  finalizerLog.resurrect = true;
  Signed id = identityOfRetired();
  collectFull();
  ASSERT_NE(finalizerLog.resurrected, nullptr);
  EXPECT_EQ(tw_gc_id(finalizerLog.resurrected), id);
  collectFull();
  EXPECT_EQ(tw_gc_id(finalizerLog.resurrected), id);
  finalizerLog.resurrected = nullptr;
}

TEST_F(Death, WeakrefsAreClearedBeforeFinalizers) {
  Root root, weak;
  finalizerLog.resurrect = true;
  makeHeavy(root);
  weak.set(newWeakref(root.node()));
  collectMinor();
  root.set(nullptr);
  collectFull();
  EXPECT_NE(finalizerLog.resurrected, nullptr);
  EXPECT_EQ(weak.as<tw_weakref>()->target, nullptr);
}

// A weak reference that only a dead object with a finalizer has, to one that dies.
NOINLINE void makeHolderOfWeakref(Root& root) {
  root.set(newNode(1, nullptr, nullptr, Kind::Heavy));
  tw_weakref* weakref = newWeakref(newNode(2));
  setLeft(root.node(), reinterpret_cast<Node*>(weakref));
}

TEST_F(Death, FinalizersFindClearedWeakrefs) {
  Root root, target, others;
  finalizerLog.resurrect = true;
  makeHolderOfWeakref(root);
  target.set(reinterpret_cast<tw_weakref*>(root.node()->left)->target);
  collectMinor();
  root.set(nullptr);
  target.set(nullptr);
  collectFull();
  ASSERT_NE(finalizerLog.resurrected, nullptr);
  EXPECT_EQ(reinterpret_cast<tw_weakref*>(finalizerLog.resurrected->left)->target, nullptr);
}

int triggered;
void trigger() { triggered++; }
void* const queue = reinterpret_cast<void*>(trigger);

NOINLINE void fillQueue(Root& root) {
  for (i64 i = 0; i < 10; i++) {
    root.set(newNode(i, root.node()));
    tw_gc_fq_register(queue, root.node());
  }
  Node* ignored = newNode(1000);
  tw_gc_fq_register(queue, ignored);
  tw_gc_ignore_finalizer(ignored);
}

TEST_F(Death, QueuesGetTheirDead) {
  Root root;
  triggered = 0;
  fillQueue(root);
  collectFull();
  EXPECT_EQ(tw_gc_fq_next_dead(queue), nullptr);
  root.set(nullptr);
  i64 found = 0;
  for (int round = 0; round < 12; round++) {
    collectFull();
    while (Node* dead = static_cast<Node*>(tw_gc_fq_next_dead(queue))) {
      EXPECT_EQ(dead->value, 9 - found);
      found++;
    }
  }
  EXPECT_EQ(found, 10);
  EXPECT_EQ(triggered, 10);
}

// Part of the executable.
Node immortal;

TEST_F(Death, PrebuiltObjectsInQueuesDoNotDie) {
  immortal.gc.word = typeId(Kind::Node) | TW_PREBUILT_FLAGS;
  tw_gc_fq_register(queue, &immortal);
  collectFull();
  EXPECT_EQ(tw_gc_fq_next_dead(queue), nullptr);
}

} // namespace
} // namespace tw::gc::testing
