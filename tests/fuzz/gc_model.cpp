// Objects, roots and checks.
#include "gc_model.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace tw::gc::testing {

void fail(const char* what, i64 number) {
  std::fprintf(stderr, "gc_fuzz: %s at object %ld\n", what, static_cast<long>(number));
  std::abort();
}

// ---- Objects

namespace {

constexpr i64 kLongestPrebuilt = 20000;

// Part of the executable, as generated code lays such objects out. The numbers of the
// arrays are prebuilt, too, so that nothing has written an array until a step does.
Node prebuiltNodes[kPrebuiltNodes];
struct {
  tw_gc gc;
  i64 length;
  void* items[kLongestPrebuilt];
} prebuiltArrays[kPrebuiltArrays];
Bytes prebuiltNames[kPrebuiltArrays];
constexpr i64 kPrebuiltLengths[kPrebuiltArrays] = {3, 600, 4095, 5000, kLongestPrebuilt};

unsigned char patternOf(i64 number) { return static_cast<unsigned char>(number * 131 + 7); }

void fill(unsigned char* items, i64 length, i64 number) {
  for (i64 i = 0; i < length; i++) {
    if (items[i]) fail("a new object is not zero", number);
  }
  std::fill(items + 8, items + length, patternOf(number));
  *reinterpret_cast<i64*>(items) = number;
}

void comparePattern(const unsigned char* items, i64 length, i64 number) {
  for (i64 i : {i64{8}, length / 2, length - 1}) {
    if (i >= 8 && i < length && items[i] != patternOf(number)) fail("wrong contents", number);
  }
}

// An array's number stands in a Bytes object.
i64 numberOf(void* object, Kind kind) {
  void* name = object;
  switch (kind) {
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy: return static_cast<Node*>(object)->value;
  case Kind::Text: return *reinterpret_cast<i64*>(static_cast<Text*>(object)->items);
  case Kind::Pointers: name = static_cast<Pointers*>(object)->items[0]; break;
  case Kind::Entries: name = static_cast<Entries*>(object)->items[0].key; break;
  case Kind::Cell: name = static_cast<Cell*>(object)->name; break;
  case Kind::Mixed: name = static_cast<Mixed*>(object)->name; break;
  default: break;
  }
  return *reinterpret_cast<i64*>(static_cast<Bytes*>(name)->items);
}

i64 slotsOf(void* object, Kind kind) {
  switch (kind) {
  case Kind::Pointers: return static_cast<Pointers*>(object)->length - 1;
  case Kind::Entries: return 2 * (static_cast<Entries*>(object)->length - 1);
  case Kind::Mixed: return static_cast<Mixed*>(object)->length + 1;
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy: return 2;
  default: return 0;
  }
}

u64 sizeOf(void* object) { return static_cast<u64>(tw_gc_memory_usage(object)); }

} // namespace

Bytes* newNumber(i64 number, i64 length) {
  Bytes* bytes = newBytes(length);
  fill(bytes->items, length, number);
  return bytes;
}

Text* newNumberText(i64 number, i64 length) {
  Text* text = newText(length);
  fill(text->items, length, number);
  return text;
}

namespace {

// Slot 0 of an array is behind its number's item; entries have two slots each.
void** addressOf(void* object, Kind kind, size_t slot) {
  switch (kind) {
  case Kind::Node:
  case Kind::Light:
  case Kind::Heavy: {
    Node* node = static_cast<Node*>(object);
    return reinterpret_cast<void**>(slot == 0 ? &node->left : &node->right);
  }
  case Kind::Pointers: return &static_cast<Pointers*>(object)->items[slot + 1];
  case Kind::Entries: {
    Entry& entry = static_cast<Entries*>(object)->items[slot / 2 + 1];
    return slot % 2 ? &entry.value : &entry.key;
  }
  case Kind::Mixed: {
    Mixed* mixed = static_cast<Mixed*>(object);
    return slot == 0 ? &mixed->other : &mixed->items[slot - 1];
  }
  default: fail("a slot that does not exist", 0);
  }
}

void barrier(void* object, Kind kind, size_t slot) {
  i64 index = static_cast<i64>(slot);
  switch (kind) {
  case Kind::Pointers: TW_BARRIER_ITEM(object, index + 1); break;
  case Kind::Entries: TW_BARRIER_ITEM(object, index / 2 + 1); break;
  case Kind::Mixed:
    if (slot > 0)
      TW_BARRIER_ITEM(object, index - 1);
    else
      TW_BARRIER(object);
    break;
  default: TW_BARRIER(object);
  }
}

} // namespace

void* ModelHeap::read(void* object, const Model& model, size_t slot) const {
  return *addressOf(object, model.kind, slot);
}
void ModelHeap::rawWrite(void* object, const Model& model, size_t slot, void* value) {
  *addressOf(object, model.kind, slot) = value;
}
void ModelHeap::write(void* object, const Model& model, size_t slot, void* value) {
  barrier(object, model.kind, slot);
  rawWrite(object, model, slot, value);
}

void ModelHeap::compare(void* object, i64 number) {
  auto found = models_.find(number);
  if (found == models_.end()) fail("an object without model", number);
  const Model& model = found->second;
  if (static_cast<tw_gc*>(object)->tid != static_cast<u32>(typeId(model.kind)))
    fail("wrong type", number);
  if (numberOf(object, model.kind) != number) fail("wrong number", number);
  if (slotsOf(object, model.kind) != static_cast<i64>(model.slots.size()))
    fail("wrong length", number);
  if (model.kind == Kind::Bytes)
    comparePattern(static_cast<Bytes*>(object)->items, static_cast<Bytes*>(object)->length, number);
  if (model.kind == Kind::Text)
    comparePattern(static_cast<Text*>(object)->items, static_cast<Text*>(object)->length, number);
  if (model.id && tw_gc_id(object) != model.id) fail("the identity changed", number);
  if (tw_gc_flag_extra(object, false) != model.extra) fail("the flag changed", number);
}

// ---- Roots

ModelHeap::ModelHeap(u64 seed, i64 storeLength, size_t frames) : random_(seed), frames_(frames) {
  makePrebuilt();
  makeStore(storeLength);
}

Model& ModelHeap::adopt(size_t root, void* object, i64 number, Kind kind, size_t slots) {
  setRoot(root, object, number);
  return models_[number] = Model{kind, std::vector<i64>(slots), 0, false};
}

void ModelHeap::setRoot(size_t root, void* object, i64 number) {
  roots_[root].set(object);
  numbers_[root] = number;
}

void ModelHeap::makePrebuilt() {
  size_t root = kDropped;
  for (Node& node : prebuiltNodes) {
    node.gc.word = typeId(Kind::Node) | TW_PREBUILT_FLAGS;
    node.value = takeNumber();
    adopt(root++, &node, node.value, Kind::Node, 2);
  }
  for (size_t i = 0; i < kPrebuiltArrays; i++) {
    i64 number = takeNumber(), length = kPrebuiltLengths[i];
    prebuiltNames[i].gc.word = typeId(Kind::Bytes) | TW_PREBUILT_FLAGS;
    prebuiltNames[i].length = 8;
    *reinterpret_cast<i64*>(prebuiltNames[i].items) = number;
    prebuiltArrays[i].gc.word = typeId(Kind::Pointers) | TW_PREBUILT_FLAGS;
    prebuiltArrays[i].length = length;
    prebuiltArrays[i].items[0] = &prebuiltNames[i];
    adopt(root++, &prebuiltArrays[i], number, Kind::Pointers, static_cast<size_t>(length) - 1);
  }
}

void ModelHeap::makeStore(i64 length) {
  i64 number = takeNumber();
  Root name(newNumber(number, 8));
  roots_[kStore].set(newPointers(length));
  setItem(roots_[kStore].as<Pointers>(), 0, name.as<void>());
  adopt(kStore, roots_[kStore].as<void>(), number, Kind::Pointers, static_cast<size_t>(length) - 1);
}

void ModelHeap::hold(Frame& frame, size_t word, void* object, i64 number) {
  frame.held[word] = {object, number};
  u64 inside = object && below(2) ? below(sizeOf(object)) : 0;
  frame.words[word] = reinterpret_cast<u64>(object) + inside;
}

void ModelHeap::release(Frame& frame) {
  for (size_t word = 0; word < kFrameWords; word++) hold(frame, word, nullptr, 0);
}

void ModelHeap::holdStart(void* object) {
  for (Frame& frame : frames_) {
    for (size_t word = 0; word < kFrameWords; word++) {
      if (frame.held[word].object == object) frame.words[word] = reinterpret_cast<u64>(object);
    }
  }
}

void ModelHeap::setWeakref(size_t place, tw_weakref* weakref, i64 number) {
  weakrefs_[place].set(weakref);
  weakNumbers_[place] = number;
}

void ModelHeap::follow(void* object, i64 number, bool mayKeep) {
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
    if (object && mayKeep && below(4) == 0) setRoot(below(kDropped), object, number);
  }
}

// ---- Death

void ModelHeap::takeTurn(i64 number) {
  auto found = turns_.find(number);
  if (found == turns_.end()) fail("a turn too many", number);
  if (--found->second == 0) turns_.erase(found);
  taken_.push_back(number);
}

// Weak references to it, and to what only it reaches, are cleared already.
void ModelHeap::revive(i64 number) {
  checkTurns();
  revived_ = number;
  for (size_t i = 0; i < kWeakrefs; i++) {
    if (weakNumbers_[i] && !weakrefs_[i].as<tw_weakref>()->target) weakNumbers_[i] = 0;
  }
}

// ---- Checks

std::vector<i64> ModelHeap::rootNumbers() const {
  std::vector<i64> all(numbers_, numbers_ + kRoots);
  for (const Frame& frame : frames_) {
    for (const Frame::Held& held : frame.held) all.push_back(held.number);
  }
  all.push_back(revived_);
  return all;
}

std::unordered_set<i64> ModelHeap::reachableFrom(std::vector<i64> pending) const {
  std::unordered_set<i64> seen;
  while (!pending.empty()) {
    i64 number = pending.back();
    pending.pop_back();
    if (!number || !seen.insert(number).second) continue;
    const std::vector<i64>& slots = models_.at(number).slots;
    pending.insert(pending.end(), slots.begin(), slots.end());
  }
  return seen;
}

void ModelHeap::checkWeakrefs() {
  std::unordered_set<i64> live = reachableFrom(rootNumbers());
  for (size_t i = 0; i < kWeakrefs; i++) {
    if (!weakNumbers_[i]) continue;
    void* target = weakrefs_[i].as<tw_weakref>()->target;
    if (target)
      compare(target, weakNumbers_[i]);
    else if (live.contains(weakNumbers_[i]) && !models_.at(weakNumbers_[i]).isTwo)
      fail("a weakref lost its living target", weakNumbers_[i]);
  }
}

// Only what is revived becomes reachable again, so that one search finds what was wrong at any
// time before.
void ModelHeap::checkTurns() {
  if (taken_.empty()) return;
  std::unordered_set<i64> live = reachableFrom(rootNumbers());
  for (i64 number : taken_) {
    if (live.contains(number)) fail("the turn of a reachable object", number);
  }
  taken_.clear();
}

// Models stay that a weakref may still lead to, or what has its turn yet to come.
void ModelHeap::forgetUnreachable(const std::unordered_set<i64>& live) {
  std::vector<i64> pending(live.begin(), live.end());
  for (const auto& [number, count] : turns_) pending.push_back(number);
  for (size_t i = 0; i < kWeakrefs; i++) {
    if (weakNumbers_[i] && weakrefs_[i].as<tw_weakref>()->target)
      pending.push_back(weakNumbers_[i]);
  }
  std::unordered_set<i64> kept = reachableFrom(std::move(pending));
  std::erase_if(models_, [&](const auto& entry) { return !kept.contains(entry.first); });
  for (i64& number : weakNumbers_) {
    if (!models_.contains(number)) number = 0;
  }
}

// One object, one place, but for what was moved out.
void ModelHeap::checkPlace(std::unordered_map<i64, void*>& places, void* object, i64 number) {
  auto [place, isNew] = places.emplace(number, object);
  if (isNew || place->second == object || models_.at(number).isTwo) return;
  fail("an object in two places", number);
}

void ModelHeap::checkEverything() {
  std::unordered_map<i64, void*> places;
  std::unordered_set<void*> seen;
  std::unordered_map<Signed, i64> owners; // of identities
  std::vector<Frame::Held> pending;
  for (size_t i = 0; i < kRoots; i++) pending.push_back({rootObject(i), numbers_[i]});
  for (const Frame& frame : frames_)
    pending.insert(pending.end(), frame.held.begin(), frame.held.end());
  while (!pending.empty()) {
    auto [object, number] = pending.back();
    pending.pop_back();
    if ((object == nullptr) != (number == 0)) fail("wrong slot", number);
    if (!object || !seen.insert(object).second) continue;
    compare(object, number);
    checkPlace(places, object, number);
    const Model& model = models_.at(number);
    if (model.id && owners.emplace(model.id, number).first->second != number)
      fail("the identity of another object", number);
    for (size_t slot = 0; slot < model.slots.size(); slot++)
      pending.push_back({read(object, model, slot), model.slots[slot]});
  }
  checkTurns();
  checkWeakrefs();
  forgetUnreachable(reachableFrom(rootNumbers()));
}

} // namespace tw::gc::testing
