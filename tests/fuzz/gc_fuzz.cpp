// Random mutation of a heap, compared with a model of it (gc_model.h).
//
//   gc_fuzz SEED STEPS
//
// Steps allocate (movable and not, one by one and in groups as machine code does, with
// finalizers and without), link, unlink, walk, copy and cut arrays, pin, keep addresses on
// the stacks, collect, ask for identities and weak references, revive the dead. Several
// threads take turns. The seed also chooses the collector's parameters, as far as the
// environment does not, and which steps are frequent: that changes every few thousand
// steps, as a mixture of everything never goes far in one direction (Groce, Zhang, Eide,
// Chen, Regehr, "Swarm Testing", ISSTA 2012).
//
// Walking compares every object on the way with its model. What a weak reference says must
// agree with a search in the model: an object that is reachable there is alive. Likewise
// none that is reachable had its finalizer's turn, and none had it twice.
#include "gc_model.h"

#include "gc/inspect.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iterator>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>
#include <unistd.h>

namespace tw::gc::testing {
namespace {

constexpr size_t kPins = 4;
constexpr size_t kThreads = 4;
constexpr u64 kMoodSteps = 4000;
constexpr u64 kCheckSteps = 20000;

class Fuzzer {
public:
  Fuzzer(u64 seed, i64 storeLength, size_t threads);
  // Steps of the thread, whose frame has words.
  void run(size_t thread, u64 steps);
  void finish();
  void takeQueued();
  ModelHeap& heap() { return heap_; }
  void printStatistics() const;

private:
  using Step = void (Fuzzer::*)();
  struct Row {
    Step step;
    u64 weight;
  };
  static const Row kRows[];

  u64 below(u64 limit) { return heap_.below(limit); }
  size_t anyDropped() { return below(kDropped); }
  size_t anyRoot() { return below(kRoots); }
  size_t anyWord() { return below(kFrameWords); }
  i64 lengthOfArray();
  i64 lengthOfText();
  void chooseMood();
  Step chooseStep();

  void* makeArray(Kind kind, i64 length, Root& name);
  void makeObject(size_t root, Kind kind);
  // ---- Steps
  void allocate();
  void allocateGroup();
  void allocateHeld();
  void link();
  void keep();
  void dropConstant(size_t root);
  void changeConstant();
  void linkConstant();
  void copyItems();
  void cut();
  void walk();
  void dropRoots();
  void dropStore();
  void holdWord();
  void holdIdentity();
  void releaseWords();
  void pin();
  void collect();
  void askIdentity();
  void toggleExtra();
  void moveOut();
  void makeWeakref();
  void registerQueued();
  void ignoreFinalizer();
  void takeRevived();
  void addPressure();
  void failAllocation();
  void switchCollector();
  void inspect();

  void unpin(size_t place);
  void checkHeld();

  ModelHeap heap_;
  Frame* frame_ = nullptr;
  u64 weights_[64] = {};
  u64 weightSum_ = 0;
  Root pins_[kPins];
  void* pinnedAt_[kPins] = {};
  u64 steps_ = 0;
};

std::unique_ptr<Fuzzer> fuzzer;

// ---- Death

void onTurn(Node* node, bool heavy) {
  ModelHeap& heap = fuzzer->heap();
  heap.takeTurn(node->value);
  if (!heavy) return;
  heap.follow(node, node->value, false);
  if (heap.revived() || heap.below(8)) return;
  heap.revive(node->value);
  finalizerLog.resurrected = node;
}

// Sometimes the program fetches later what the queue has got.
void onQueue() {
  if (fuzzer->heap().below(2)) fuzzer->takeQueued();
}

void* const kQueue = reinterpret_cast<void*>(&onQueue);

// ---- Allocation

i64 Fuzzer::lengthOfArray() {
  switch (below(40)) {
  case 0: return 5000 + static_cast<i64>(below(20000));
  case 1: return 3000 + static_cast<i64>(below(2000));
  case 2:
  case 3: return 100 + static_cast<i64>(below(400));
  default: return 2 + static_cast<i64>(below(12));
  }
}

i64 Fuzzer::lengthOfText() {
  switch (below(40)) {
  case 0: return 8 + static_cast<i64>(below(100000));
  case 1:
  case 2: return 8 + static_cast<i64>(below(9000));
  case 3:
  case 4: return 8 + static_cast<i64>(below(600));
  default: return 8 + static_cast<i64>(below(40));
  }
}

void* Fuzzer::makeArray(Kind kind, i64 length, Root& name) {
  switch (kind) {
  case Kind::Entries: {
    Entries* entries = newEntries(length);
    setEntry(entries, 0, name.as<void>(), nullptr);
    return entries;
  }
  case Kind::Mixed: {
    Mixed* mixed = newMixed(length);
    TW_BARRIER(mixed);
    mixed->name = name.as<void>();
    return mixed;
  }
  default: {
    void* made = below(8) ? newPointers(length)
                          : tw_gc_malloc_var_nonmoving(typeId(Kind::Pointers), 16, 8, 8, length);
    setItem(static_cast<Pointers*>(made), 0, name.as<void>());
    return made;
  }
  }
}

size_t slotsFor(Kind kind, i64 length) {
  size_t items = static_cast<size_t>(length);
  return kind == Kind::Entries ? 2 * (items - 1) : kind == Kind::Mixed ? items + 1 : items - 1;
}

void Fuzzer::makeObject(size_t root, Kind kind) {
  i64 number = heap_.takeNumber();
  switch (kind) {
  case Kind::Bytes: heap_.adopt(root, newNumber(number, lengthOfText()), number, kind, 0); break;
  case Kind::Text: heap_.adopt(root, newNumberText(number, lengthOfText()), number, kind, 0); break;
  case Kind::Cell: heap_.adopt(root, newCell(newNumber(number, 8)), number, kind, 0); break;
  case Kind::Light:
  case Kind::Heavy:
    heap_.adopt(root, newNode(number, nullptr, nullptr, kind), number, kind, 2);
    heap_.expectTurn(number);
    break;
  case Kind::Node: {
    Node* node = below(8) ? newNode(number)
                          : static_cast<Node*>(tw_gc_malloc_nonmoving(typeId(kind), sizeof(Node)));
    node->value = number;
    heap_.adopt(root, node, number, kind, 2);
    break;
  }
  default: {
    i64 length = lengthOfArray();
    Root name(newNumber(number, 8));
    heap_.adopt(root, makeArray(kind, length, name), number, kind, slotsFor(kind, length));
  }
  }
}

void Fuzzer::allocate() {
  constexpr Kind kinds[] = {Kind::Node,     Kind::Node,    Kind::Node,  Kind::Pointers,
                            Kind::Pointers, Kind::Entries, Kind::Mixed, Kind::Cell,
                            Kind::Bytes,    Kind::Text,    Kind::Light, Kind::Heavy};
  makeObject(anyDropped(), kinds[below(std::size(kinds))]);
}

// One bump for several nodes; the slow path makes one after the other. Those that became old where
// they are meanwhile are remembered, because the stores that follow have no barriers.
void Fuzzer::allocateGroup() {
  constexpr size_t kMost = 4;
  Node* volatile made[kMost] = {};
  size_t count = 2 + below(kMost - 1);
  u64 header = typeId(Kind::Node), size = sizeof(Node);
  if (tw_nursery.free + count * size <= tw_nursery.top) {
    char* first = tw_nursery.free;
    tw_nursery.free += count * size;
    for (size_t i = 0; i < count; i++) {
      made[i] = reinterpret_cast<Node*>(first + i * size);
      made[i]->gc.word = header;
    }
  } else {
    for (size_t i = 0; i < count; i++) {
      Node* node = static_cast<Node*>(tw_gc_malloc_slow(header, size));
      node->left = node->right = nullptr;
      made[i] = node;
    }
    for (size_t i = 0; i + 1 < count; i++) TW_BARRIER(made[i]);
  }
  for (size_t i = 0; i < count; i++) {
    Node* node = made[i];
    i64 number = heap_.takeNumber();
    size_t root = anyDropped();
    node->value = number;
    node->left = i > 0 ? made[i - 1] : nullptr;
    node->right = static_cast<Node*>(heap_.rootObject(root));
    i64 before = heap_.rootNumber(root);
    Model& model = heap_.adopt(root, node, number, Kind::Node, 2);
    model.slots = {i > 0 ? number - 1 : 0, before};
  }
}

// Many small young objects that the stack keeps where they are: the nursery fills with them, and
// moves.
void Fuzzer::allocateHeld() {
  constexpr Kind kinds[] = {Kind::Node, Kind::Cell, Kind::Bytes, Kind::Mixed, Kind::Heavy};
  size_t from = anyWord(), count = 1 + below(below(8) ? 20 : kFrameWords);
  for (size_t i = from; i < std::min(from + count, kFrameWords); i++) {
    size_t root = anyDropped();
    makeObject(root, kinds[below(std::size(kinds))]);
    heap_.hold(*frame_, i, heap_.rootObject(root), heap_.rootNumber(root));
    if (below(4) == 0) link();
  }
}

// ---- Mutation

void Fuzzer::link() {
  size_t from = anyRoot(), to = anyRoot();
  if (!heap_.rootNumber(from)) return;
  Model& model = heap_.model(heap_.rootNumber(from));
  if (model.slots.empty()) return;
  size_t slot = below(model.slots.size());
  model.slots[slot] = heap_.rootNumber(to);
  heap_.write(heap_.rootObject(from), model, slot, heap_.rootObject(to));
}

// Into the store, so that the heap becomes large.
void Fuzzer::keep() {
  size_t from = anyDropped();
  Model& store = heap_.model(heap_.rootNumber(kStore));
  size_t slot = below(store.slots.size());
  store.slots[slot] = heap_.rootNumber(from);
  heap_.write(heap_.rootObject(kStore), store, slot, heap_.rootObject(from));
}

void Fuzzer::dropConstant(size_t root) {
  if (heap_.rootNumber(root)) tw_gc_survive_marking(heap_.rootObject(root));
  heap_.setRoot(root, nullptr, 0);
}

// As when machine code with one is freed, and other code is made.
void Fuzzer::changeConstant() {
  size_t root = kConstant + below(kConstants), from = anyRoot();
  dropConstant(root);
  bool fits = heap_.rootNumber(from) && !tw_gc_can_move(heap_.rootObject(from));
  heap_.setRoot(root, fits ? heap_.rootObject(from) : nullptr, fits ? heap_.rootNumber(from) : 0);
}

// A constant is stored without a barrier into what is not prebuilt: that becomes a root by its
// first barrier.
void Fuzzer::linkConstant() {
  size_t from = anyRoot(), to = kConstant + below(kConstants);
  if (!heap_.rootNumber(from) || !heap_.rootNumber(to)) return;
  Model& model = heap_.model(heap_.rootNumber(from));
  if (model.slots.empty()) return;
  size_t slot = below(model.slots.size());
  model.slots[slot] = heap_.rootNumber(to);
  void* object = heap_.rootObject(from);
  if (static_cast<tw_gc*>(object)->flags & TW_GC_PREBUILT)
    heap_.write(object, model, slot, heap_.rootObject(to));
  else
    heap_.rawWrite(object, model, slot, heap_.rootObject(to));
}

// With the barrier for several items.
void Fuzzer::copyItems() {
  size_t from = anyRoot(), to = anyRoot();
  if (!heap_.rootNumber(from) || !heap_.rootNumber(to)) return;
  Model& source = heap_.model(heap_.rootNumber(from));
  Model& target = heap_.model(heap_.rootNumber(to));
  if (source.kind != Kind::Pointers || target.kind != Kind::Pointers) return;
  size_t most = std::min(source.slots.size(), target.slots.size());
  size_t count = below(std::min(most, size_t{1000}) + 1);
  size_t first = below(source.slots.size() - count + 1),
         start = below(target.slots.size() - count + 1);
  Pointers* read = static_cast<Pointers*>(heap_.rootObject(from));
  Pointers* written = static_cast<Pointers*>(heap_.rootObject(to));
  TW_BARRIER_ITEMS(written, static_cast<i64>(start) + 1, static_cast<i64>(count));
  std::vector<i64> numbers(source.slots.begin() + static_cast<i64>(first),
                           source.slots.begin() + static_cast<i64>(first + count));
  std::copy(numbers.begin(), numbers.end(), target.slots.begin() + static_cast<i64>(start));
  std::memmove(written->items + start + 1, read->items + first + 1, count * sizeof(void*));
}

// What is cut off holds no pointers then.
void Fuzzer::cut() {
  size_t root = anyDropped();
  if (!heap_.rootNumber(root)) return;
  void* object = heap_.rootObject(root);
  Model& model = heap_.model(heap_.rootNumber(root));
  heap_.holdStart(object);
  if (model.kind == Kind::Bytes || model.kind == Kind::Text) {
    u64 length = static_cast<u64>(tw_gc_array_length(object));
    tw_gc_shrink_array(object, 8 + static_cast<i64>(below(length - 7)));
  } else if (model.kind == Kind::Pointers || model.kind == Kind::Entries) {
    size_t unit = model.kind == Kind::Entries ? 2 : 1;
    size_t kept = (1 + below(model.slots.size() / unit)) * unit;
    for (size_t slot = kept; slot < model.slots.size(); slot++)
      heap_.write(object, model, slot, nullptr);
    model.slots.resize(kept);
    tw_gc_shrink_array(object, static_cast<i64>(kept / unit) + 1);
  }
}

void Fuzzer::walk() {
  size_t root = anyRoot();
  heap_.follow(heap_.rootObject(root), heap_.rootNumber(root), true);
}

void Fuzzer::dropRoots() {
  for (u64 count = below(8); count-- > 0;) heap_.setRoot(anyDropped(), nullptr, 0);
}

void Fuzzer::dropStore() {
  Model& store = heap_.model(heap_.rootNumber(kStore));
  size_t first = below(store.slots.size());
  for (size_t slot = first; slot < store.slots.size(); slot++) {
    store.slots[slot] = 0;
    heap_.write(heap_.rootObject(kStore), store, slot, nullptr);
  }
}

// ---- Stacks

void Fuzzer::holdWord() {
  size_t root = anyRoot();
  heap_.hold(*frame_, anyWord(), heap_.rootObject(root), heap_.rootNumber(root));
}

// The identity is the address of the place where the object may lie later.
void Fuzzer::holdIdentity() {
  size_t root = anyDropped(), word = anyWord();
  if (!heap_.rootNumber(root)) return;
  askIdentity();
  heap_.hold(*frame_, word, nullptr, 0);
  frame_->words[word] = static_cast<u64>(tw_gc_id(heap_.rootObject(root)));
}

void Fuzzer::releaseWords() {
  size_t from = anyWord(), count = 1 + below(kFrameWords);
  for (size_t i = from; i < std::min(from + count, kFrameWords); i++)
    heap_.hold(*frame_, i, nullptr, 0);
}

void Fuzzer::checkHeld() {
  for (const Frame::Held& held : frame_->held) {
    if (held.object) heap_.compare(held.object, held.number);
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
  size_t place = below(kPins);
  unpin(place);
  void* object = heap_.rootObject(anyDropped());
  if (!object || !tw_gc_pin(object)) return;
  pins_[place].set(object);
  pinnedAt_[place] = object;
}

// ---- The collector

void Fuzzer::collect() {
  switch (below(40)) {
  case 0: tw_gc_collect(2); break;
  case 1:
  case 2:
  case 3:
  case 4: tw_gc_collect(0); break;
  default: tw_gc_collect_step();
  }
  checkHeld();
}

void Fuzzer::askIdentity() {
  size_t root = anyRoot();
  if (!heap_.rootNumber(root)) return;
  Model& model = heap_.model(heap_.rootNumber(root));
  Signed id = tw_gc_id(heap_.rootObject(root));
  if (model.id && model.id != id) fail("the identity changed", heap_.rootNumber(root));
  model.id = id;
}

// Not of what moveOut copies: the copy has flags of its own.
void Fuzzer::toggleExtra() {
  size_t root = anyRoot();
  if (!heap_.rootNumber(root)) return;
  Model& model = heap_.model(heap_.rootNumber(root));
  if (model.kind == Kind::Bytes) return;
  if (tw_gc_flag_extra(heap_.rootObject(root), true) != model.extra)
    fail("the flag changed", heap_.rootNumber(root));
  model.extra = !model.extra;
}

void Fuzzer::moveOut() {
  size_t root = anyDropped();
  i64 number = heap_.rootNumber(root);
  if (!number || heap_.model(number).kind != Kind::Bytes) return;
  void* copy = tw_gc_move_out_of_nursery(heap_.rootObject(root));
  if (tw_gc_can_move(copy)) fail("moved out, but it can move", number);
  if (copy != heap_.rootObject(root)) heap_.model(number).isTwo = true;
  heap_.setRoot(root, copy, number);
}

void Fuzzer::makeWeakref() {
  size_t place = below(kWeakrefs), root = anyRoot();
  i64 number = heap_.rootNumber(root);
  if (!number) return;
  tw_weakref* weakref = newWeakref(heap_.rootObject(root));
  heap_.setWeakref(place, weakref, number);
  if (below(4)) return;
  size_t word = anyWord();
  heap_.hold(*frame_, word, nullptr, 0);
  frame_->words[word] = reinterpret_cast<u64>(weakref);
}

void Fuzzer::registerQueued() {
  size_t root = anyDropped();
  i64 number = heap_.rootNumber(root);
  if (!number || heap_.model(number).kind != Kind::Node) return;
  tw_gc_fq_register(kQueue, heap_.rootObject(root));
  heap_.expectTurn(number);
}

// Sometimes the program keeps what it gets.
void Fuzzer::takeQueued() {
  for (u64 count = 1 + below(20); count-- > 0;) {
    Root dead(tw_gc_fq_next_dead(kQueue));
    if (!dead.node()) return;
    i64 number = dead.node()->value;
    heap_.takeTurn(number);
    heap_.follow(dead.node(), number, false);
    if (heap_.revived() || below(8)) continue;
    heap_.revive(number);
    heap_.takeRevived();
    heap_.setRoot(anyDropped(), dead.node(), number);
  }
}

void Fuzzer::ignoreFinalizer() {
  size_t root = anyDropped();
  i64 number = heap_.rootNumber(root);
  if (!number || heap_.model(number).kind != Kind::Heavy || below(4)) return;
  tw_gc_ignore_finalizer(heap_.rootObject(root));
  heap_.ignoreTurn(number);
}

void Fuzzer::takeRevived() {
  if (!heap_.revived()) return;
  heap_.setRoot(anyDropped(), finalizerLog.resurrected, heap_.revived());
  finalizerLog.resurrected = nullptr;
  heap_.takeRevived();
}

void Fuzzer::addPressure() { tw_gc_add_memory_pressure(static_cast<Signed>(below(1000000))); }

// Beyond the limit a large array does not come into being, and all goes on.
void Fuzzer::failAllocation() {
  if (below(20)) return;
  tw_gc_set_max_heap_size(64 << 10);
  if (newBytes(1 << 20)) fail("there is no limit", 0);
  if (!takeMemoryError()) fail("no MemoryError", 0);
  tw_gc_set_max_heap_size(0);
}

void Fuzzer::switchCollector() {
  if (tw_gc_is_enabled() && below(4) == 0)
    tw_gc_disable();
  else
    tw_gc_enable();
}

void Fuzzer::inspect() {
  if (below(50)) return;
  static const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (!tw_gc_dump_heap(nowhere)) fail("the heap cannot be dumped", 0);
}

// ---- The choice of steps

const Fuzzer::Row Fuzzer::kRows[] = {
    {&Fuzzer::allocate, 300},
    {&Fuzzer::allocateGroup, 40},
    {&Fuzzer::allocateHeld, 4},
    {&Fuzzer::link, 350},
    {&Fuzzer::keep, 50},
    {&Fuzzer::copyItems, 20},
    {&Fuzzer::changeConstant, 10},
    {&Fuzzer::linkConstant, 20},
    {&Fuzzer::cut, 10},
    {&Fuzzer::walk, 150},
    {&Fuzzer::dropRoots, 10},
    {&Fuzzer::dropStore, 1},
    {&Fuzzer::holdWord, 40},
    {&Fuzzer::holdIdentity, 4},
    {&Fuzzer::releaseWords, 6},
    {&Fuzzer::pin, 10},
    {&Fuzzer::collect, 10},
    {&Fuzzer::askIdentity, 10},
    {&Fuzzer::toggleExtra, 5},
    {&Fuzzer::moveOut, 3},
    {&Fuzzer::makeWeakref, 10},
    {&Fuzzer::registerQueued, 8},
    {&Fuzzer::takeQueued, 4},
    {&Fuzzer::ignoreFinalizer, 4},
    {&Fuzzer::takeRevived, 4},
    {&Fuzzer::addPressure, 1},
    {&Fuzzer::failAllocation, 1},
    {&Fuzzer::switchCollector, 2},
    {&Fuzzer::inspect, 1},
};

// Allocation always goes on, or nothing would.
void Fuzzer::chooseMood() {
  constexpr u64 factors[] = {0, 1, 1, 2, 8};
  weightSum_ = 0;
  for (size_t i = 0; i < std::size(kRows); i++) {
    u64 factor = factors[below(std::size(factors))];
    weights_[i] = kRows[i].weight * (i == 0 ? factor + 1 : factor);
    weightSum_ += weights_[i];
  }
}

Fuzzer::Step Fuzzer::chooseStep() {
  u64 choice = below(weightSum_);
  const Row* row = kRows;
  for (u64 weight : weights_) {
    if (choice < weight) break;
    choice -= weight;
    row++;
  }
  return row->step;
}

void Fuzzer::run(size_t thread, u64 steps) {
  frame_ = &heap_.frame(thread);
  for (u64 i = 0; i < steps; i++) {
    if (steps_ % kMoodSteps == 0) chooseMood();
    (this->*chooseStep())();
    if (++steps_ % kCheckSteps == 0) heap_.checkEverything();
  }
}

Fuzzer::Fuzzer(u64 seed, i64 storeLength, size_t threads) : heap_(seed, storeLength, threads) {
  finalizerLog.observer = onTurn;
}

// What nothing holds any more dies, but for what stale words on the stack hold.
void Fuzzer::finish() {
  heap_.checkEverything();
  tw_gc_enable();
  for (size_t place = 0; place < kPins; place++) unpin(place);
  for (size_t root = 0; root < kDropped; root++) heap_.setRoot(root, nullptr, 0);
  for (size_t i = 0; i < kConstants; i++) dropConstant(kConstant + i);
  heap_.release(*frame_);
  for (int i = 0; i < 10; i++) {
    frame_ = &heap_.frame(0);
    takeRevived();
    takeQueued();
    collectFull();
  }
  heap_.checkEverything();
}

void Fuzzer::printStatistics() const {
  std::printf("%lu steps, %ld objects made, %zu in the model, heap of %ld bytes\n",
              static_cast<unsigned long>(steps_), static_cast<long>(heap_.objectsMade()),
              heap_.size(), static_cast<long>(tw_gc_get_stats(0)));
}

// ---- Threads

// A thread that waits for its turns. Its frame's words are roots while it waits.
class Worker {
public:
  explicit Worker(size_t number) : number_(number), thread_([this] { main(); }) {}
  ~Worker() { resume(0), thread_.join(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  // Lets the thread do steps; with 0 it ends.
  void resume(u64 steps) {
    steps_ = steps;
    tw_gc_leave();
    turn_.release();
    done_.acquire();
    tw_gc_enter();
  }

private:
  void main() {
    turn_.acquire();
    tw_gc_attach_thread(static_cast<char*>(__builtin_frame_address(0)));
    work();
    tw_gc_detach_thread();
    done_.release();
  }
  __attribute__((noinline)) void work() {
    volatile u64 words[kFrameWords] = {};
    Frame& frame = fuzzer->heap().frame(number_);
    frame.words = words;
    while (steps_ > 0) {
      fuzzer->run(number_, steps_);
      tw_gc_leave();
      done_.release();
      turn_.acquire();
      tw_gc_enter();
    }
    fuzzer->heap().release(frame);
    frame.words = nullptr;
  }

  size_t number_;
  u64 steps_ = 0;
  std::binary_semaphore turn_{0}, done_{0};
  std::thread thread_;
};

// ---- Parameters

class Parameters {
public:
  explicit Parameters(u64 seed) : random_(seed) {}
  u64 below(u64 limit) { return random_() % limit; }
  // What the environment has already stays. Which value was it?
  size_t choose(const char* variable, std::initializer_list<const char*> values) {
    size_t place = below(values.size());
    const char* value = values.begin()[place];
    if (*value) setenv(variable, value, 0);
    if (const char* set = getenv(variable)) std::printf(" %s=%s", variable, set);
    return place;
  }

private:
  std::mt19937_64 random_;
};

void runThreads(Parameters& parameters, size_t threads, u64 steps) {
  volatile u64 words[kFrameWords] = {};
  fuzzer->heap().frame(0).words = words;
  std::unique_ptr<Worker> workers[kThreads];
  for (u64 done = 0; done < steps;) {
    u64 batch = std::min(steps - done, 1 + parameters.below(2000));
    size_t thread = parameters.below(threads);
    std::unique_ptr<Worker>& worker = workers[thread];
    if (thread == 0) {
      fuzzer->run(0, batch);
    } else {
      if (worker && parameters.below(20) == 0) worker.reset();
      if (!worker) worker = std::make_unique<Worker>(thread);
      worker->resume(batch);
    }
    done += batch;
  }
  for (auto& worker : workers) worker.reset();
  fuzzer->run(0, 1);
  fuzzer->finish();
}

} // namespace
} // namespace tw::gc::testing

int main(int argc, char** argv) {
  using namespace tw::gc::testing;
  u64 seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  u64 steps = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000000;
  Parameters parameters(seed);
  std::printf("seed %lu:", static_cast<unsigned long>(seed));
  parameters.choose("PYPY_GC_NURSERY", {"4K", "8K", "12K", "32K", "64K", "100K", "256K", "1M"});
  parameters.choose("PYPY_GC_MIN", {"64K", "256K", "1M", ""});
  parameters.choose("PYPY_GC_INCREMENT_STEP", {"1K", "8K", "64K", ""});
  bool thorough = parameters.choose("PYPY_GC_DEBUG", {"0", "1", "1", "2"}) == 3;
  parameters.choose("PYPY_GC_NURSERY_DEBUG", {"0", "0", "1"});
  if (!thorough) parameters.choose("PYPY_GC_STRESS", {"0", "0", "0", "0", "3", "50"});
  i64 storeLength = i64{2} << parameters.below(16);
  size_t threads = parameters.below(2) ? 1 : 2 + parameters.below(kThreads - 1);
  std::printf(" store of %ld, threads: %zu\n", static_cast<long>(storeLength), threads);
  std::fflush(stdout);
  setUpCollector();
  fuzzer = std::make_unique<Fuzzer>(seed, storeLength, threads);
  runThreads(parameters, threads, steps);
  fuzzer->printStatistics();
  return 0;
}
