// A program's tables, made by hand, so that tests can drive the collector
// without the translator: a few types, precise roots, and ways to hide a pointer
// from the scan of the stack.
#pragma once

#include "gc/gc.h"

#include <cstddef>
#include <memory>

namespace tw::gc::testing {

struct Node { // type kNode; kLight and kHeavy are the same with a finalizer
  tw_gc gc;
  Node* left;
  Node* right;
  i64 value;
};
struct Pointers {
  tw_gc gc;
  i64 length;
  void* items[1];
};
struct Entry {
  void* key;
  i64 hash;
  void* value;
};
struct Entries {
  tw_gc gc;
  i64 length;
  Entry items[1];
};
struct Bytes {
  tw_gc gc;
  i64 length;
  unsigned char items[8];
};

struct Text { // like a string: the byte behind the last character is a NUL
  tw_gc gc;
  i64 length;
  unsigned char items[1];
};
struct Cell { // of the smallest size that there is
  tw_gc gc;
  void* name;
};
struct Mixed { // pointers before the items, and in them
  tw_gc gc;
  void* name;
  void* other;
  i64 length;
  void* items[1];
};

enum class Kind { Node, Light, Heavy, Pointers, Entries, Bytes, Weakref, Text, Cell, Mixed };
u64 typeId(Kind kind);

// Null, with MemoryError set, like the functions of gc.h.
Node* newNode(i64 value, Node* left = nullptr, Node* right = nullptr, Kind kind = Kind::Node);
Pointers* newPointers(i64 length);
Entries* newEntries(i64 length);
Bytes* newBytes(i64 length);
Text* newText(i64 length);
Cell* newCell(void* name);
Mixed* newMixed(i64 length); // without name
tw_weakref* newWeakref(void* target);

void setLeft(Node* node, Node* value);
void setRight(Node* node, Node* value);
void setItem(Pointers* array, i64 index, void* value);
void setEntry(Entries* array, i64 index, void* key, void* value);

// Calls of the finalizers so far, and the values of the nodes in their order.
struct FinalizerLog {
  i64 values[4096];
  i64 count;
  Node* resurrected; // the last heavy node; a precise root
  bool resurrect;    // should the finalizer fill it in?
  // Hears of heavy (true) and light nodes, if it is there.
  void (*observer)(Node* node, bool heavy);
};
extern FinalizerLog finalizerLog;

// A precise, updatable root as long as it exists. The variable lies outside the
// stack, where it would be an ambiguous root, too.
class Root {
public:
  explicit Root(void* object = nullptr);
  ~Root();
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;
  void set(void* object) { *slot_ = object; }
  template <typename T> T* as() const { return static_cast<T*>(*slot_); }
  Node* node() const { return as<Node>(); }

private:
  static void trace(void* slot, tw_bool minor, tw_gc_visit visit);
  std::unique_ptr<void*> slot_;
};

// Overwrites what earlier calls have left on the stack below.
void clearStack();
// Calls of the collector without stale pointers in the way.
void collectMinor();
void collectFull();

// Once per process; reads the environment.
void setUpCollector();

// Was MemoryError raised? Clears it.
bool takeMemoryError();

} // namespace tw::gc::testing
