// Word: one low-level value as 64 bits.
//
// Canonical forms, which every producer of a Word keeps and every consumer may
// rely on (comparing two values of one type is comparing their words):
//   Void               0, or a Symbol (see symbol.h)
//   Bool               0 or 1
//   Char, UniChar      the code, zero-extended
//   Number             sign- or zero-extended to 64 bits by its own signedness
//   Float              the bits of the double
//   SingleFloat        the bits of the float, zero-extended
//   Address, Ptr       the address
// Numbers of 128 bits and LongFloat live in memory only: they have no Word.
#pragma once

#include <bit>
#include <cstdint>

namespace tw::lltype {

using Word = uint64_t;

inline Word fromInt(int64_t value) { return static_cast<Word>(value); }
inline Word fromBool(bool value) { return value ? 1 : 0; }
inline Word fromDouble(double value) { return std::bit_cast<Word>(value); }
inline Word fromSingle(float value) { return std::bit_cast<uint32_t>(value); }
inline Word fromPointer(const void* value) { return reinterpret_cast<Word>(value); }

inline int64_t asInt(Word word) { return static_cast<int64_t>(word); }
inline double asDouble(Word word) { return std::bit_cast<double>(word); }
inline float asSingle(Word word) { return std::bit_cast<float>(static_cast<uint32_t>(word)); }
template <class T = void> T* asPointer(Word word) { return reinterpret_cast<T*>(word); }

} // namespace tw::lltype
