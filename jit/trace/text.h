// Traces as text: the reference's log syntax, both ways.
//
//   [i0, p1, f2]
//   i3 = int_add(i0, 1)
//   p4 = getfield_gc_r(p1, descr=<NAME>)
//   guard_true(i3, descr=<GUARD>) [p1, i3]
//   label(i3, p4, descr=<TARGET>)
//   jump(i3, p4, descr=<TARGET>)
//
// Variables are named by kind (i, p, f) and the operation's index. Constants: integers in decimal,
// floats with a point or exponent, ConstPtr(ptrN) with N the constant's number in this text, null:
// ConstPtr(null), addresses of functions ConstClass(NAME) where a name is known. Exits print as the
// list behind a guard.
#pragma once

#include "jit/trace/trace.h"

#include <functional>
#include <string>

namespace tw::jit {

struct TextNames {
  std::function<std::string(uint32_t descr)> descr;
  std::function<std::string(const Guard*)> guard;
  std::function<std::string(const LoopTarget*)> target;
  std::function<std::string(int64_t address)> function; // "" if unknown: printed as a number
};

std::string printOperand(const Trace& trace, Operand operand);
std::string printOperation(const Trace& trace, uint32_t index, const TextNames& names);
std::string printTrace(const Trace& trace, const TextNames& names);

struct TraceReader {
  std::function<uint32_t(std::string_view)> descr;  // kNone: unknown
  std::function<void*(std::string_view)> object;    // of ConstPtr(NAME)
  std::function<int64_t(std::string_view)> address; // of ConstClass(NAME)
  std::function<LoopTarget*(std::string_view)> target;
  std::function<Guard*(std::string_view, Op)> guard;
};

// "" on success, else what is wrong and in which line. Exits of guards are read from the lists
// behind them.
std::string parseTrace(std::string_view text, const TraceReader& reader, Trace* trace);

} // namespace tw::jit
