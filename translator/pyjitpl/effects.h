// What calls may do: effect information.
//
// The facts of a graph are what its operations say, and what the graphs it may call
// say, over the components of the call graph. An external C function does not touch
// objects unless it may call back (ExternalFunction::canCollect).
#pragma once

#include "translator/backendopt/memory_analysis.h"
#include "translator/flow/callgraph.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace tw::pyjitpl {

struct Descr;
class Descrs;

enum class Oopspec : uint8_t {
#define TW_OOPSPEC(id, name) id,
#include "jit/format/oopspecs.def"
};

// In the order of enum tw_jit_extra_effect.
enum class ExtraEffect : uint8_t {
  ElidableCannotRaise,
  LoopInvariant,
  CannotRaise,
  ElidableOrMemoryError,
  ElidableCanRaise,
  CanRaise,
  Forces,
  Random,
};

struct Effect {
  ExtraEffect extra = ExtraEffect::Random;
  Oopspec oopspec = Oopspec::None;
  bool canInvalidate = false;
  bool canCollect = false;
  std::vector<uint32_t> readFields, writeFields, readArrays, writeArrays; // descriptors, ascending
  auto operator<=>(const Effect&) const = default;
};

class Effects {
public:
  explicit Effects(std::span<flow::FunctionGraph* const> graphs);

  // Of a call; the sets hold those descriptors that exist.
  Effect of(const flow::CallTargets& targets, Oopspec oopspec, const Descrs& descrs);

private:
  enum Fact : uint16_t {
    kRaises = 1,
    kAllocates = 2, // may raise MemoryError, may collect
    kForces = 4,
    kInvalidates = 8,
    kRandom = 16,
    kRecursive = 32, // may overflow the stack
  };
  uint16_t facts(const flow::FunctionGraph& graph) const;
  uint16_t ownFacts(const flow::FunctionGraph& graph) const;
  ExtraEffect extraOf(const flow::CallTargets& targets, uint16_t facts) const;

  using Place = backendopt::MemoryAnalysis::Place;
  std::optional<Place> placeOf(const Descr& descr) const;
  void addPlaces(Effect& effect, const flow::CallTargets& targets, const Descrs& descrs);

  backendopt::MemoryAnalysis memory_;
  std::unordered_map<const flow::FunctionGraph*, uint16_t> facts_;
  std::vector<std::optional<Place>> places_; // of the descriptors seen so far
};

// The oopspec that the program (or a helper) gave the function; None if there is none that the
// optimizer knows.
Oopspec oopspecOf(const flow::FunctionGraph& graph);

} // namespace tw::pyjitpl
