// The tables and helpers of heap_types.h.
#include "heap_types.h"

#include "runtime/program.h"

#include <cstring>
#include <pthread.h>

namespace tw::gc::testing {

FinalizerLog finalizerLog;

namespace {

void finalizeNode(void* object) {
  Node* node = static_cast<Node*>(object);
  if (finalizerLog.count < 4096) finalizerLog.values[finalizerLog.count] = node->value;
  finalizerLog.count++;
  if (finalizerLog.resurrect) finalizerLog.resurrected = node;
  if (finalizerLog.observer) finalizerLog.observer(node, true);
}

// The same, but without a pointer to an object.
void destroyNode(void* object) {
  Node* node = static_cast<Node*>(object);
  if (finalizerLog.count < 4096) finalizerLog.values[finalizerLog.count] = node->value;
  finalizerLog.count++;
  if (finalizerLog.observer) finalizerLog.observer(node, false);
}

struct Records {
  u64 none[2];
  tw_type node, light, heavy, pointers, entries, bytes, weakref, text, cell, mixed;
  struct {
    tw_type type;
    tw_vtable_head vtable;
  } error;
};

constexpr u32 kNoPointers = 0, kNodePointers = 1, kItemPointer = 4, kEntryPointers = 6,
              kCellPointer = 9, kMixedPointers = 11;

constexpr tw_type fixedType(u32 size, u32 flags, u32 pointers) {
  return {.flags = flags,
          .size = size,
          .item_size = 0,
          .length_offset = 0,
          .pointers = pointers,
          .item_pointers = kNoPointers,
          .index = 0,
          .reserved = 0,
          .finalizer = nullptr};
}

constexpr tw_type nodeType(u32 flags, void (*finalizer)(void*)) {
  return {.flags = TW_TYPE_POINTERS | flags,
          .size = sizeof(Node),
          .item_size = 0,
          .length_offset = 0,
          .pointers = kNodePointers,
          .item_pointers = kNoPointers,
          .index = 0,
          .reserved = 0,
          .finalizer = finalizer};
}

constexpr tw_type arrayType(u32 flags, u32 itemSize, u32 itemPointers) {
  return {.flags = TW_TYPE_VARSIZE | flags,
          .size = 16,
          .item_size = itemSize,
          .length_offset = 8,
          .pointers = kNoPointers,
          .item_pointers = itemPointers,
          .index = 0,
          .reserved = 0,
          .finalizer = nullptr};
}

} // namespace

extern "C" {
extern const Records testRecords __asm__("tw_types");
const Records testRecords = {
    {},
    nodeType(0, nullptr),
    nodeType(TW_TYPE_FINALIZER | TW_TYPE_LIGHT_FINALIZER, destroyNode),
    nodeType(TW_TYPE_FINALIZER, finalizeNode),
    arrayType(TW_TYPE_ITEM_POINTERS, 8, kItemPointer),
    arrayType(TW_TYPE_ITEM_POINTERS, sizeof(Entry), kEntryPointers),
    arrayType(0, 1, kNoPointers),
    fixedType(sizeof(tw_weakref), TW_TYPE_WEAKREF, kNoPointers),
    {.flags = TW_TYPE_VARSIZE,
     .size = 17,
     .item_size = 1,
     .length_offset = 8,
     .pointers = kNoPointers,
     .item_pointers = kNoPointers,
     .index = 0,
     .reserved = 0,
     .finalizer = nullptr},
    fixedType(sizeof(Cell), TW_TYPE_POINTERS, kCellPointer),
    {.flags = TW_TYPE_VARSIZE | TW_TYPE_POINTERS | TW_TYPE_ITEM_POINTERS,
     .size = offsetof(Mixed, items),
     .item_size = 8,
     .length_offset = offsetof(Mixed, length),
     .pointers = kMixedPointers,
     .item_pointers = kItemPointer,
     .index = 0,
     .reserved = 0,
     .finalizer = nullptr},
    {fixedType(16, TW_TYPE_INSTANCE, kNoPointers), {0, 1}},
};
extern const u32 tw_gc_offsets[] = {0,
                                    2,
                                    offsetof(Node, left),
                                    offsetof(Node, right),
                                    1,
                                    0,
                                    2,
                                    offsetof(Entry, key),
                                    offsetof(Entry, value),
                                    1,
                                    offsetof(Cell, name),
                                    2,
                                    offsetof(Mixed, name),
                                    offsetof(Mixed, other)};
extern const u64 tw_types_size = sizeof(Records);

static u64 memoryError[2] = {offsetof(Records, error) | TW_PREBUILT_FLAGS, 0};
extern void* const tw_standard_exceptions[TW_STANDARD_COUNT] = {memoryError};
const char* tw_class_name(void*, Signed* length) {
  *length = 5;
  return "Error";
}
}

u64 typeId(Kind kind) {
  switch (kind) {
  case Kind::Node: return offsetof(Records, node);
  case Kind::Light: return offsetof(Records, light);
  case Kind::Heavy: return offsetof(Records, heavy);
  case Kind::Pointers: return offsetof(Records, pointers);
  case Kind::Entries: return offsetof(Records, entries);
  case Kind::Bytes: return offsetof(Records, bytes);
  case Kind::Weakref: return offsetof(Records, weakref);
  case Kind::Text: return offsetof(Records, text);
  case Kind::Cell: return offsetof(Records, cell);
  case Kind::Mixed: return offsetof(Records, mixed);
  }
  return 0;
}

Node* newNode(i64 value, Node* left, Node* right, Kind kind) {
  void* object = kind == Kind::Node ? tw_malloc_fixed(typeId(kind), sizeof(Node))
                                    : tw_gc_malloc_finalizer(typeId(kind), sizeof(Node));
  Node* node = static_cast<Node*>(object);
  if (!node) return nullptr;
  node->value = value;
  node->left = left;
  node->right = right;
  return node;
}

Pointers* newPointers(i64 length) {
  return static_cast<Pointers*>(tw_malloc_cleared(typeId(Kind::Pointers), 16, 8, 8, length));
}
Entries* newEntries(i64 length) {
  return static_cast<Entries*>(
      tw_malloc_cleared(typeId(Kind::Entries), 16, sizeof(Entry), 8, length));
}
Bytes* newBytes(i64 length) {
  return static_cast<Bytes*>(tw_malloc_cleared(typeId(Kind::Bytes), 16, 1, 8, length));
}
Text* newText(i64 length) {
  return static_cast<Text*>(tw_malloc_cleared(typeId(Kind::Text), 17, 1, 8, length));
}
Cell* newCell(void* name) {
  auto* cell = static_cast<Cell*>(tw_malloc_fixed(typeId(Kind::Cell), sizeof(Cell)));
  if (cell) cell->name = name;
  return cell;
}
Mixed* newMixed(i64 length) {
  auto* mixed = static_cast<Mixed*>(tw_malloc_cleared(typeId(Kind::Mixed), offsetof(Mixed, items),
                                                      8, offsetof(Mixed, length), length));
  if (mixed) mixed->name = mixed->other = nullptr;
  return mixed;
}
tw_weakref* newWeakref(void* target) {
  auto* weakref =
      static_cast<tw_weakref*>(tw_malloc_fixed(typeId(Kind::Weakref), sizeof(tw_weakref)));
  if (weakref) weakref->target = target;
  return weakref;
}

void setLeft(Node* node, Node* value) {
  TW_BARRIER(node);
  node->left = value;
}
void setRight(Node* node, Node* value) {
  TW_BARRIER(node);
  node->right = value;
}
void setItem(Pointers* array, i64 index, void* value) {
  TW_BARRIER_ITEM(array, index);
  array->items[index] = value;
}
void setEntry(Entries* array, i64 index, void* key, void* value) {
  TW_BARRIER_ITEM(array, index);
  array->items[index].key = key;
  array->items[index].value = value;
}

Root::Root(void* object) : slot_(std::make_unique<void*>(object)) {
  tw_gc_add_root_tracer(trace, slot_.get());
}
Root::~Root() { tw_gc_remove_root_tracer(trace, slot_.get()); }
void Root::trace(void* slot, tw_bool, tw_gc_visit visit) { visit(static_cast<void**>(slot)); }

__attribute__((noinline)) void clearStack() {
  char garbage[16 << 10];
  memset(garbage, 0, sizeof garbage);
  __asm__ volatile("" : : "r"(garbage) : "memory");
}

__attribute__((noinline)) void collectMinor() {
  clearStack();
  tw_gc_collect(0);
}
__attribute__((noinline)) void collectFull() {
  clearStack();
  tw_gc_collect(2);
}

namespace {

void traceLog(void*, tw_bool, tw_gc_visit visit) {
  visit(reinterpret_cast<void**>(&finalizerLog.resurrected));
}

} // namespace

void setUpCollector() {
  static bool done = false;
  if (done) return;
  done = true;
  pthread_attr_t attributes;
  void* lowest;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  tw_gc_setup(static_cast<char*>(lowest) + size);
  tw_gc_add_root_tracer(traceLog, nullptr);
}

bool takeMemoryError() {
  bool raised = tw_exc.type != nullptr;
  tw_exc = {};
  return raised;
}

} // namespace tw::gc::testing
