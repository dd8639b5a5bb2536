// What graphs may read and write: fields by the struct that introduces them, items
// by the type of their array. It decides which values stay known over a call, here
// and in the JIT.
//
// Places have dense numbers, and the effects of a strongly connected component of
// the call graph are one pair of bit sets, so that merging what callees do costs a
// few words. As with Analysis (analysis.h), passes that only remove or move
// operations keep the answers valid.
#pragma once

#include "translator/flow/callgraph.h"
#include "translator/flow/graph.h"

#include <boost/dynamic_bitset.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::backendopt {

class MemoryAnalysis {
public:
  using Place = uint32_t;
  using Places = boost::dynamic_bitset<uint64_t>;

  // Of a graph, and of all that it may call.
  struct Effects {
    Places reads, writes;
    bool unknown = false; // may touch anything
  };

  // Of one operation. It refers to the analysis.
  struct Accesses {
    std::optional<Place> read, written;
    std::vector<const Effects*> callees;
    bool unknown = false;
    bool mayWrite(Place place) const;
  };

  explicit MemoryAnalysis(std::span<flow::FunctionGraph* const> graphs);

  const Effects& effects(const flow::FunctionGraph& graph) const;
  // Of a low-level operation, what it calls included.
  Accesses accesses(const flow::Operation& op) const;

  // The place that getfield, setfield, getarrayitem and the like access; none if no graph had
  // such an operation when the analysis was made.
  std::optional<Place> placeOf(const flow::Operation& op) const;
  // By type index and the field's name, "" for items.
  std::optional<Place> find(uint32_t type, std::string_view field) const;

private:
  using Key = std::pair<uint32_t, std::string>;
  struct KeyHash {
    size_t operator()(const Key& key) const;
  };
  struct Own { // of one graph, without what it calls
    std::vector<Place> reads, writes;
    bool unknown = false;
  };
  Own numberPlaces(const flow::FunctionGraph& graph);
  Effects effectsOf(std::span<const size_t> component, const flow::CallGraph& calls,
                    std::span<const Own> own) const;
  std::optional<Place> numberOf(const std::optional<Key>& key) const;

  std::unordered_map<Key, Place, KeyHash> numbers_;
  std::unordered_map<const flow::FunctionGraph*, size_t> components_; // index of its effects
  std::vector<Effects> effects_;
  Effects unknown_;
};

} // namespace tw::backendopt
