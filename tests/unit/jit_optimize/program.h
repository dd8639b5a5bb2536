// A small program for the optimizer's tests: descriptors of a class, a list cell, an array.
#pragma once

#include "jit/format/program.h"

#include <cstdint>
#include <string_view>

namespace tw::jit::testing {

// Indices of the program's descriptors.
enum Descr : uint32_t {
  kBox,          // SIZE of class Box: value (int), next (Box)
  kBoxValue,     // FIELD
  kBoxNext,      // FIELD
  kCell,         // SIZE of a struct without class: item (int), fixed (immutable int)
  kCellItem,     // FIELD
  kCellFixed,    // FIELD
  kInts,         // ARRAY of ints
  kCallPlain,    // CALL "i" -> i: reads and writes nothing, can raise
  kCallWrites,   // CALL "i" -> v: writes Box.value
  kCallPure,     // CALL "i" -> i: elidable, cannot raise
  kCallRandom,   // CALL "i" -> v
  kVtableNumber, // FIELD, raw, immutable; 10 in class Box's vtable
  kCallFill,     // CALL "riii" -> v: fills a part of an array of ints
  kStr,          // ARRAY of characters
  kConcat,       // CALLs that make and compare strings: "rr" -> r
  kSlice,        // "rii" -> r
  kEqual,        // "rr" -> i
  kMallocRaw,    // CALL "i" -> i: raw memory of so many longs
  kFreeRaw,      // CALL "i" -> v
  kLongs,        // ARRAY, raw, of ints
  kDescrCount
};

uint32_t descrByName(std::string_view name);
const char* descrName(uint32_t descr);

// The address of the vtable of class Box, and of another class.
int64_t boxVtable();
int64_t otherVtable();
// A prebuilt Cell whose field `fixed` is 42.
void* prebuiltCell();

} // namespace tw::jit::testing
