// A model of the heap that gc_fuzz.cpp mutates, and the roots of both.
//
// Each object knows a number, and the model knows of each number the kind of object,
// which numbers its slots hold, and what else must not change. Roots are precise ones,
// words on the threads' stacks (ambiguous ones, which also must keep their objects in
// their places), prebuilt objects and what a finalizer has revived. Finalizers and
// queues have one turn each per registration.
#pragma once

#include "heap_types.h"

#include <array>
#include <random>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tw::gc::testing {

struct Model {
  Kind kind = Kind::Node;
  std::vector<i64> slots; // numbers of objects; 0: null
  Signed id = 0;          // once it was asked for
  bool extra = false;     // the program's own flag
  bool isTwo = false;     // moved out: the object and its copy live and die separately
};

[[noreturn]] void fail(const char* what, i64 number);

constexpr size_t kDropped = 64; // the roots that steps overwrite
constexpr size_t kPrebuiltNodes = 8;
constexpr size_t kPrebuiltArrays = 5;
constexpr size_t kStore = kDropped + kPrebuiltNodes + kPrebuiltArrays;
constexpr size_t kConstant = kStore + 1; // the first of them
constexpr size_t kConstants = 8;         // objects that cannot move
constexpr size_t kRoots = kConstant + kConstants;
constexpr size_t kWeakrefs = 64;
constexpr size_t kFrameWords = 512;

// Words on the stack of a thread, which hold addresses of objects or inside them.
struct Frame {
  struct Held {
    void* object = nullptr;
    i64 number = 0;
  };
  volatile u64* words = nullptr; // kFrameWords; null: the thread does not exist
  std::array<Held, kFrameWords> held{};
};

// New objects without a name: see setName.
Bytes* newNumber(i64 number, i64 length);
Text* newNumberText(i64 number, i64 length);

class ModelHeap {
public:
  // With the prebuilt objects, and a store of that many slots.
  ModelHeap(u64 seed, i64 storeLength, size_t frames);

  u64 below(u64 limit) { return random_() % limit; }
  i64 takeNumber() { return next_++; }
  i64 objectsMade() const { return next_ - 1; }
  size_t size() const { return models_.size(); }
  Model& model(i64 number) { return models_.at(number); }

  // The object becomes known as `number`, and hangs at the root.
  Model& adopt(size_t root, void* object, i64 number, Kind kind, size_t slots);
  void setRoot(size_t root, void* object, i64 number);
  void* rootObject(size_t root) const { return roots_[root].as<void>(); }
  i64 rootNumber(size_t root) const { return numbers_[root]; }

  Frame& frame(size_t thread) { return frames_[thread]; }
  // The word gets the object's address, or one inside, or is cleared for null.
  void hold(Frame& frame, size_t word, void* object, i64 number);
  void release(Frame& frame);
  // The object has become shorter: words that point inside may point behind it.
  void holdStart(void* object);

  void setWeakref(size_t place, tw_weakref* weakref, i64 number);

  void* read(void* object, const Model& model, size_t slot) const;
  // Without barrier; rawWrite's caller knows that none is needed.
  void rawWrite(void* object, const Model& model, size_t slot, void* value);
  void write(void* object, const Model& model, size_t slot, void* value);

  // Is it the object of that number, with what must not change?
  void compare(void* object, i64 number);
  // Goes from slot to slot at random; now and then a root gets what is found.
  void follow(void* object, i64 number, bool mayKeep);

  // ---- Death
  // The object has one turn more.
  void expectTurn(i64 number) { turns_[number]++; }
  void ignoreTurn(i64 number) { turns_.erase(number); }
  // The object's turn: nothing reaches it.
  void takeTurn(i64 number);
  // It does from now on: `number` is a root until the revived object is taken.
  void revive(i64 number);
  i64 revived() const { return revived_; }
  void takeRevived() { revived_ = 0; }
  size_t turnsLeft() const { return turns_.size(); }

  // ---- Checks
  void checkWeakrefs();
  void checkTurns();
  // All that is reachable; forgets models that nothing can lead to any more.
  void checkEverything();

private:
  void makePrebuilt();
  void makeStore(i64 length);
  std::vector<i64> rootNumbers() const;
  std::unordered_set<i64> reachableFrom(std::vector<i64> pending) const;
  void forgetUnreachable(const std::unordered_set<i64>& live);
  void checkPlace(std::unordered_map<i64, void*>& places, void* object, i64 number);

  std::mt19937_64 random_;
  std::unordered_map<i64, Model> models_;
  Root roots_[kRoots];
  i64 numbers_[kRoots] = {};
  Root weakrefs_[kWeakrefs];
  i64 weakNumbers_[kWeakrefs] = {};
  std::vector<Frame> frames_;
  std::unordered_map<i64, int> turns_; // still to come
  std::vector<i64> taken_;             // turns since the last check
  i64 revived_ = 0;
  i64 next_ = 1;
};

} // namespace tw::gc::testing
