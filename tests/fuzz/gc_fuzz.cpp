// Random mutation of a heap, compared with a model of it.
//
//   gc_fuzz SEED STEPS
//
// The program's side has a table of precise roots, and sometimes an ambiguous
// one. Each object knows the number of its model; the model says which objects
// its slots hold. Steps allocate, link, unlink, walk, collect, ask for identities
// and weak references. Walking compares every object on the way with its model.
// What a weak reference says must agree with a search in the model: an object
// that is reachable there is alive.
#include "heap_types.h"

#include <cstdio>
#include <cstdlib>
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

constexpr size_t kRoots = 64;
constexpr size_t kWeakrefs = 32;

[[noreturn]] void fail(const char* what, i64 number) {
  std::fprintf(stderr, "gc_fuzz: %s at object %ld\n", what, static_cast<long>(number));
  std::abort();
}

// An array's number stands in a Bytes object in its first item.
i64 numberOf(void* object, Kind kind);

class Fuzzer {
public:
  explicit Fuzzer(u64 seed) : random_(seed) {}
  void step();
  void checkEverything();
  void printStatistics() const;

private:
  u64 below(u64 limit) { return random_() % limit; }
  i64 lengthOfArray();
  void allocate();
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
  case Kind::Node: return static_cast<Node*>(object)->value;
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

void Fuzzer::allocate() {
  constexpr Kind kinds[] = {Kind::Node, Kind::Node, Kind::Node, Kind::Pointers, Kind::Entries,
                            Kind::Bytes};
  Kind kind = kinds[below(6)];
  i64 number = next_++;
  size_t root = below(kRoots);
  Model model{kind, {}, 0};
  Root made;
  if (kind == Kind::Node) {
    model.slots.resize(2);
    made.set(newNode(number));
  } else if (kind == Kind::Bytes) {
    made.set(newNumber(number));
  } else {
    i64 length = lengthOfArray();
    model.slots.resize(static_cast<size_t>(length) - 1);
    Root name(newNumber(number));
    if (kind == Kind::Pointers) {
      made.set(newPointers(length));
      setItem(made.as<Pointers>(), 0, name.as<void>());
    } else {
      made.set(newEntries(length));
      setEntry(made.as<Entries>(), 0, name.as<void>(), nullptr);
    }
  }
  models_.emplace(number, std::move(model));
  roots_[root].set(made.as<void>());
  rootNumbers_[root] = number;
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
      size_t place = below(kRoots);
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
    size_t root = below(kRoots);
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
  case 1:
  case 2: hash(); break;
  case 3: dropRoots(); break;
  case 4: makeWeakref(); break;
  default: choice < 40 ? allocate() : choice < 80 ? link() : walk();
  }
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
