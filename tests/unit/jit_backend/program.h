// A program to test machine code against: types, descriptors, functions and a small heap, all of
// what the generated program and the collector would define.
#pragma once

#include "jit/format/program.h"
#include "runtime/prelude.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tw::jit::testing {

struct Node {
  tw_gc gc;
  int64_t number;
  double real;
  Node* next;
  int32_t small;
  uint8_t letter;
  int16_t medium;
};

template <class Item> struct Array {
  tw_gc gc;
  int64_t length;
  Item items[8];
};
struct Pair {
  int64_t key;
  Node* value;
};
struct String {
  tw_gc gc;
  int64_t hash;
  int64_t length;
  char chars[16];
};

// Index of a descriptor by name; 0xffffffff if there is none. Fields are "Node.next", arrays "[i]",
// "[r]", "[f]", "[pair]", interior fields "[pair].key", calls their arguments and result: "ii>i".
uint32_t descrByName(std::string_view name);
// Address of a function or of a class's vtable by name, else 0.
int64_t addressByName(std::string_view name);

Node* newNode();
template <class Item> Array<Item>* newArray(int64_t length);
Node* prebuiltNode();
String* newString(std::string_view text);
uint64_t nodeHeader();

// The heap starts empty. `limit`: allocations fail beyond so many bytes.
void resetHeap(size_t limit = size_t(1) << 20);
// What the slow paths saw since resetHeap.
struct HeapEvents {
  int slowAllocations = 0;
  std::vector<void*> remembered;
  std::vector<std::pair<void*, int64_t>> rememberedItems;
};
extern HeapEvents heapEvents;
// What tw_gc_can_move says of every object.
extern bool objectsCanMove;
// Fast allocation ends after so many bytes, until the next slow one.
void shortenNursery(size_t bytes);
// What was printed into the log, when `logging` is on.
extern bool logging;
extern std::string logText;
// Clears or sets the flag that makes stores call the write barrier.
void setRemember(void* object, bool on);

// Functions take and give back words in `calls`, for the tests to look at.
struct CallLog {
  std::vector<int64_t> arguments;
  int64_t result = 0;
};
extern CallLog callLog;
extern void (*duringCall)(int64_t argument); // called by the function "hook"

} // namespace tw::jit::testing
