// Random mutation of a heap, compared with a model of it.
//
//   gc_fuzz SEED STEPS
//
// The program's side has a table of precise roots, and sometimes an ambiguous
// one; prebuilt objects and a store of up to tens of thousands of objects are
// among them for ever. Each object knows the number of its model; the model says
// which objects its slots hold. Steps allocate (movable and not, with finalizers
// and without), link, unlink, walk, cut arrays, pin, collect, ask for identities
// and weak references. Walking compares every object on the way with its model.
// What a weak reference says must agree with a search in the model: an object
// that is reachable there is alive. Likewise none that is reachable was finalized,
// and none was finalized twice.
#include "heap_types.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <random>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tw::gc::testing {
namespace {

struct Model {
  Kind kind;
  std::vector<i64> slots; // numbers of objects; 0: null
  Signed hash = 0;        // once it was asked for
};

constexpr size_t kDropped = 64; // the roots that steps overwrite
constexpr size_t kPrebuilt = 8;
constexpr size_t kStore = kDropped + kPrebuilt + 1;
constexpr size_t kRoots = kStore + 1;
constexpr size_t kWeakrefs = 32;
constexpr size_t kPins = 4;
constexpr i64 kPrebuiltItems = 20000;

// Part of the executable, as generated code lays such objects out.
Node prebuiltNodes[kPrebuilt];
struct {
  tw_gc gc;
  i64 length;
  void* items[kPrebuiltItems];
} prebuiltArray;

[[noreturn]] void fail(const char* what, i64 number) {
  std::fprintf(stderr, "gc_fuzz: %s at object %ld\n", what, static_cast<long>(number));
  std::abort();
}

// An array's number stands in a Bytes object in its first item.
i64 numberOf(void* object, Kind kind);

class Fuzzer {
public:
  explicit Fuzzer(u64 seed);
  void step();
  void checkEverything();
  void printStatistics() const;

private:
  u64 below(u64 limit) { return random_() % limit; }
  i64 lengthOfArray();
  void adopt(size_t root, void* object, i64 number, Kind kind, size_t slots);
  void makePrebuilt();
  void makeStore();
  Pointers* makePointers(i64 length);
  Node* makeNode(Kind kind, i64 number);
  void allocate();
  void keep();
  void cut();
  void pin();
  void unpin(size_t place);
  void checkFinalized(const std::unordered_set<i64>& live);
  void link();
  void walk();
  void hash();
  void dropRoots();
  void collect();
  void makeWeakref();
  void checkWeakrefs();
  void* store(void* object, Kind kind, i64 number);
  void compare(void* object, i64 number);
  void* read(void* object, const Model& model, size_t slot);
  void write(void* object, const Model& model, size_t slot, void* value);
  std::unordered_set<i64> reachable() const;
  void forgetUnreachable();

  std::mt19937_64 random_;
  std::unordered_map<i64, Model> models_;
  Root roots_[kRoots];
  i64 rootNumbers_[kRoots] = {};
  Root weakrefs_[kWeakrefs];
  i64 weakNumbers_[kWeakrefs] = {};
  Root pins_[kPins];
  void* pinnedAt_[kPins] = {};
  std::unordered_set<i64> finalized_;
  i64 next_ = 1;
  u64 steps_ = 0;
};

// ---- Objects

Bytes* newNumber(i64 number) {
  Bytes* bytes = newBytes(8 + number % 40);
  *reinterpret_cast<i64*>(bytes->items) = number;
  return bytes;
}

i64 numberOf(void* object, Kind kind) {
  void* bytes = object;
  switch (kind) {
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy: return static_cast<Node*>(object)->value;
  case Kind::Pointers: bytes = static_cast<Pointers*>(object)->items[0]; break;
  case Kind::Entries: bytes = static_cast<Entries*>(object)->items[0].key; break;
  default: break;
  }
  return *reinterpret_cast<i64*>(static_cast<Bytes*>(bytes)->items);
}

// Slot 0 of arrays is the number's.
void* Fuzzer::read(void* object, const Model& model, size_t slot) {
  i64 index = static_cast<i64>(slot) + 1;
  switch (model.kind) {
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy:
    return slot == 0 ? static_cast<Node*>(object)->left : static_cast<Node*>(object)->right;
  case Kind::Pointers: return static_cast<Pointers*>(object)->items[index];
  case Kind::Entries: {
    Entry& entry = static_cast<Entries*>(object)->items[index];
    return index % 2 ? entry.key : entry.value;
  }
  default: return nullptr;
  }
}

void Fuzzer::write(void* object, const Model& model, size_t slot, void* value) {
  i64 index = static_cast<i64>(slot) + 1;
  switch (model.kind) {
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy:
    slot == 0 ? setLeft(static_cast<Node*>(object), static_cast<Node*>(value))
              : setRight(static_cast<Node*>(object), static_cast<Node*>(value));
    break;
  case Kind::Pointers: setItem(static_cast<Pointers*>(object), index, value); break;
  case Kind::Entries: {
    Entries* entries = static_cast<Entries*>(object);
    TW_BARRIER_ITEM(entries, index);
    (index % 2 ? entries->items[index].key : entries->items[index].value) = value;
    break;
  }
  default: break;
  }
}

void Fuzzer::compare(void* object, i64 number) {
  auto found = models_.find(number);
  if (found == models_.end()) fail("an object without model", number);
  const Model& model = found->second;
  if (TW_TYPE(object) != reinterpret_cast<const tw_type*>(tw_types + typeId(model.kind)))
    fail("wrong type", number);
  if (numberOf(object, model.kind) != number) fail("wrong number", number);
  if (model.hash && tw_gc_identityhash(object) != model.hash) fail("the hash changed", number);
}

// ---- Steps

i64 Fuzzer::lengthOfArray() {
  switch (below(20)) {
  case 0: return 5000 + static_cast<i64>(below(20000));
  case 1: return 100 + static_cast<i64>(below(400));
  default: return 2 + static_cast<i64>(below(12));
  }
}

void Fuzzer::adopt(size_t root, void* object, i64 number, Kind kind, size_t slots) {
  models_.emplace(number, Model{kind, std::vector<i64>(slots), 0});
  roots_[root].set(object);
  rootNumbers_[root] = number;
}

// Nodes, and an array that spans many cards.
void Fuzzer::makePrebuilt() {
  size_t root = kDropped;
  for (Node& node : prebuiltNodes) {
    node.gc.word = typeId(Kind::Node) | TW_PREBUILT_FLAGS;
    node.value = next_++;
    adopt(root++, &node, node.value, Kind::Node, 2);
  }
  prebuiltArray.gc.word = typeId(Kind::Pointers) | TW_PREBUILT_FLAGS;
  prebuiltArray.length = kPrebuiltItems;
  i64 number = next_++;
  setItem(reinterpret_cast<Pointers*>(&prebuiltArray), 0, newNumber(number));
  adopt(root, &prebuiltArray, number, Kind::Pointers, kPrebuiltItems - 1);
}

void Fuzzer::makeStore() {
  i64 number = next_++, length = i64{2} << below(16);
  Root name(newNumber(number));
  roots_[kStore].set(newPointers(length));
  setItem(roots_[kStore].as<Pointers>(), 0, name.as<void>());
  adopt(kStore, roots_[kStore].as<void>(), number, Kind::Pointers, static_cast<size_t>(length) - 1);
}

Fuzzer::Fuzzer(u64 seed) : random_(seed) {
  makePrebuilt();
  makeStore();
}

Pointers* Fuzzer::makePointers(i64 length) {
  if (below(8)) return newPointers(length);
  return static_cast<Pointers*>(
      tw_gc_malloc_var_nonmoving(typeId(Kind::Pointers), 16, 8, 8, length));
}

Node* Fuzzer::makeNode(Kind kind, i64 number) {
  if (kind != Kind::Node || below(8)) return newNode(number, nullptr, nullptr, kind);
  Node* node = static_cast<Node*>(tw_gc_malloc_nonmoving(typeId(kind), sizeof(Node)));
  node->value = number;
  return node;
}

void Fuzzer::allocate() {
  constexpr Kind kinds[] = {Kind::Node,     Kind::Node,    Kind::Node,  Kind::Node,
                            Kind::Pointers, Kind::Entries, Kind::Bytes, Kind::Bytes,
                            Kind::Light,    Kind::Heavy};
  Kind kind = kinds[below(std::size(kinds))];
  i64 number = next_++;
  size_t root = below(kDropped);
  if (kind == Kind::Bytes) {
    adopt(root, newNumber(number), number, kind, 0);
  } else if (kind != Kind::Pointers && kind != Kind::Entries) {
    adopt(root, makeNode(kind, number), number, kind, 2);
  } else {
    i64 length = lengthOfArray();
    Root name(newNumber(number));
    Root made;
    if (kind == Kind::Pointers) {
      made.set(makePointers(length));
      setItem(made.as<Pointers>(), 0, name.as<void>());
    } else {
      made.set(newEntries(length));
      setEntry(made.as<Entries>(), 0, name.as<void>(), nullptr);
    }
    adopt(root, made.as<void>(), number, kind, static_cast<size_t>(length) - 1);
  }
}

// Into the store, so that the heap becomes large.
void Fuzzer::keep() {
  size_t from = below(kDropped);
  Model& store = models_.at(rootNumbers_[kStore]);
  size_t slot = below(store.slots.size());
  store.slots[slot] = rootNumbers_[from];
  write(roots_[kStore].as<void>(), store, slot, roots_[from].as<void>());
}

// What is cut off holds no pointers then.
void Fuzzer::cut() {
  size_t root = below(kDropped);
  if (!rootNumbers_[root]) return;
  void* object = roots_[root].as<void>();
  Model& model = models_.at(rootNumbers_[root]);
  if (model.kind == Kind::Bytes) {
    Bytes* bytes = static_cast<Bytes*>(object);
    tw_gc_shrink_array(bytes, 8 + static_cast<i64>(below(static_cast<u64>(bytes->length) - 7)));
  } else if (model.kind == Kind::Pointers || model.kind == Kind::Entries) {
    size_t kept = 1 + below(model.slots.size());
    for (size_t slot = kept; slot < model.slots.size(); slot++) write(object, model, slot, nullptr);
    model.slots.resize(kept);
    tw_gc_shrink_array(object, static_cast<i64>(kept) + 1);
  }
}

void Fuzzer::unpin(size_t place) {
  void* object = pins_[place].as<void>();
  if (!object) return;
  if (object != pinnedAt_[place]) fail("a pinned object moved", 0);
  tw_gc_unpin(object);
  pins_[place].set(nullptr);
}

// One place stays pinned until its turn comes again.
void Fuzzer::pin() {
  size_t place = below(kPins), root = below(kDropped);
  unpin(place);
  void* object = roots_[root].as<void>();
  if (!object || !tw_gc_pin(object)) return;
  pins_[place].set(object);
  pinnedAt_[place] = object;
}

void Fuzzer::link() {
  size_t from = below(kRoots), to = below(kRoots);
  if (!rootNumbers_[from]) return;
  Model& model = models_.at(rootNumbers_[from]);
  if (model.slots.empty()) return;
  size_t slot = below(model.slots.size());
  model.slots[slot] = rootNumbers_[to];
  write(roots_[from].as<void>(), model, slot, roots_[to].as<void>());
}

void Fuzzer::walk() {
  size_t root = below(kRoots);
  void* object = roots_[root].as<void>();
  i64 number = rootNumbers_[root];
  for (int steps = 0; object && steps < 30; steps++) {
    compare(object, number);
    const Model& model = models_.at(number);
    if (model.slots.empty()) break;
    size_t slot = below(model.slots.size());
    i64 expected = model.slots[slot];
    void* found = read(object, model, slot);
    if ((found == nullptr) != (expected == 0)) fail("wrong slot", number);
    object = found;
    number = expected;
    if (object && below(4) == 0) {
      size_t place = below(kDropped);
      roots_[place].set(object);
      rootNumbers_[place] = number;
    }
  }
}

void Fuzzer::hash() {
  size_t root = below(kRoots);
  if (!rootNumbers_[root]) return;
  Model& model = models_.at(rootNumbers_[root]);
  Signed value = tw_gc_identityhash(roots_[root].as<void>());
  if (model.hash && model.hash != value) fail("the hash changed", rootNumbers_[root]);
  model.hash = value;
}

void Fuzzer::dropRoots() {
  for (u64 count = below(8); count-- > 0;) {
    size_t root = below(kDropped);
    roots_[root].set(nullptr);
    rootNumbers_[root] = 0;
  }
}

void Fuzzer::collect() {
  void* volatile ambiguous = roots_[below(kRoots)].as<void>();
  switch (below(40)) {
  case 0: tw_gc_collect(2); break;
  case 1:
  case 2:
  case 3:
  case 4: tw_gc_collect(0); break;
  default: tw_gc_collect_step();
  }
  (void)ambiguous;
}

void Fuzzer::makeWeakref() {
  size_t place = below(kWeakrefs), root = below(kRoots);
  if (!rootNumbers_[root]) return;
  weakrefs_[place].set(newWeakref(roots_[root].as<void>()));
  weakNumbers_[place] = rootNumbers_[root];
}

// An object never becomes reachable again, so that one search finds what was wrong
// at any time before.
void Fuzzer::checkFinalized(const std::unordered_set<i64>& live) {
  // The log keeps no more than fits.
  i64 logged = std::min<i64>(finalizerLog.count, std::size(finalizerLog.values));
  for (i64 i = 0; i < logged; i++) {
    i64 number = finalizerLog.values[i];
    if (live.contains(number)) fail("a reachable object was finalized", number);
    if (!finalized_.insert(number).second) fail("finalized twice", number);
  }
  finalizerLog.count = 0;
}

std::unordered_set<i64> Fuzzer::reachable() const {
  std::unordered_set<i64> seen;
  std::vector<i64> pending;
  auto add = [&](i64 number) {
    if (number && seen.insert(number).second) pending.push_back(number);
  };
  for (i64 number : rootNumbers_) add(number);
  while (!pending.empty()) {
    i64 number = pending.back();
    pending.pop_back();
    for (i64 slot : models_.at(number).slots) add(slot);
  }
  return seen;
}

void Fuzzer::checkWeakrefs() {
  std::unordered_set<i64> live = reachable();
  for (size_t i = 0; i < kWeakrefs; i++) {
    if (!weakNumbers_[i]) continue;
    void* target = weakrefs_[i].as<tw_weakref>()->target;
    if (target)
      compare(target, weakNumbers_[i]);
    else if (live.contains(weakNumbers_[i]))
      fail("a weakref lost its living target", weakNumbers_[i]);
  }
}

// Models that a weakref may still lead to stay.
void Fuzzer::forgetUnreachable() {
  std::unordered_set<i64> live = reachable();
  checkFinalized(live);
  std::unordered_set<i64> kept = live;
  std::vector<i64> pending;
  for (size_t i = 0; i < kWeakrefs; i++) {
    if (weakNumbers_[i] && weakrefs_[i].as<tw_weakref>()->target) pending.push_back(weakNumbers_[i]);
  }
  while (!pending.empty()) {
    i64 number = pending.back();
    pending.pop_back();
    if (number == 0 || !models_.contains(number) || !kept.insert(number).second) continue;
    for (i64 slot : models_.at(number).slots) pending.push_back(slot);
  }
  std::erase_if(models_, [&](const auto& entry) { return !kept.contains(entry.first); });
  for (i64& number : weakNumbers_) {
    if (!models_.contains(number)) number = 0;
  }
}

void Fuzzer::checkEverything() {
  std::unordered_set<void*> seen;
  std::vector<std::pair<void*, i64>> pending;
  for (size_t i = 0; i < kRoots; i++) pending.emplace_back(roots_[i].as<void>(), rootNumbers_[i]);
  while (!pending.empty()) {
    auto [object, number] = pending.back();
    pending.pop_back();
    if ((object == nullptr) != (number == 0)) fail("wrong slot", number);
    if (!object || !seen.insert(object).second) continue;
    compare(object, number);
    const Model& model = models_.at(number);
    for (size_t slot = 0; slot < model.slots.size(); slot++)
      pending.emplace_back(read(object, model, slot), model.slots[slot]);
  }
  checkWeakrefs();
  forgetUnreachable();
}

void Fuzzer::step() {
  switch (u64 choice = below(100); choice) {
  case 0: collect(); break;
  case 1: hash(); break;
  case 2: dropRoots(); break;
  case 3: makeWeakref(); break;
  case 4: cut(); break;
  case 5: pin(); break;
  case 6: below(50) ? keep() : tw_gc_add_memory_pressure(100000); break;
  case 7:
  case 8:
  case 9:
  case 10: keep(); break;
  default: choice < 45 ? allocate() : choice < 80 ? link() : walk();
  }
  if (finalizerLog.count > 1000) checkFinalized(reachable());
  if (++steps_ % 20000 == 0) checkEverything();
}

void Fuzzer::printStatistics() const {
  std::printf("%lu steps, %ld objects made, %zu in the model, heap of %ld bytes\n",
              static_cast<unsigned long>(steps_), static_cast<long>(next_ - 1), models_.size(),
              static_cast<long>(tw_gc_get_stats(0)));
}

} // namespace
} // namespace tw::gc::testing

int main(int argc, char** argv) {
  using namespace tw::gc::testing;
  u64 seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  u64 steps = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000000;
  setUpCollector();
  auto fuzzer = std::make_unique<Fuzzer>(seed);
  for (u64 i = 0; i < steps; i++) fuzzer->step();
  fuzzer->checkEverything();
  fuzzer->printStatistics();
  return 0;
}
