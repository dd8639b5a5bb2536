// Jit drivers: their markers, and the splitting of portals.
//
// The graph with a driver's jit_merge_point is cut there. The portal is a new graph whose
// arguments are the greens and reds, and which goes on from the marker. The runner
// is another new graph: it calls the portal, and its C code (tables.cpp) handles the ways
// that machine code ends in. The original graph calls the runner at the marker.
//
// A can_enter_jit becomes jit_enter_loop. A driver without any gets one on every link of
// its portal that leads back to the merge point.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tw::pyjitpl {

enum class Hook : uint8_t {
  PrintableLocation,
  UniqueId,
  CanNeverInline,
  ShouldUnrollOneIteration,
  ConfirmEnterJit,
  Location,
  Event,
  Count
};
inline constexpr std::array<const char*, static_cast<size_t>(Hook::Count)> kHookNames = {
    "get_printable_location", "get_unique_id", "can_never_inline", "should_unroll_one_iteration",
    "confirm_enter_jit",      "get_location",  "hook_event"};

struct Driver {
  uint32_t index = 0;
  host::Object* object = nullptr; // the JitDriver
  std::string name;
  uint32_t number = 0; // JitDriver.number
  bool isRecursive = false;
  bool vectorize = false;
  bool hasLoopHeader = false; // the program says can_enter_jit
  std::vector<const lltype::Type*> greens;
  std::vector<const lltype::Type*> reds;
  int virtualizableRed = -1;
  SourceSpan mergePoint;
  flow::FunctionGraph* original = nullptr;
  flow::FunctionGraph* portal = nullptr;
  flow::FunctionGraph* runner = nullptr;
  lltype::Allocation* runnerFunction = nullptr;
  // The function of a hook takes the greens (confirm_enter_jit: and the reds); null: none.
  std::array<flow::FunctionGraph*, static_cast<size_t>(Hook::Count)> hooks{};
};

class Drivers {
public:
  Drivers(flow::GraphContext& context, lltype::Heap& heap) : context_(context), heap_(heap) {}

  // Changes the graphs; throws TranslationError where markers are used wrongly.
  void split(std::span<flow::FunctionGraph* const> graphs);

  const std::vector<std::unique_ptr<Driver>>& all() const { return drivers_; }
  // Portals, runners and hooks.
  const std::vector<flow::FunctionGraph*>& newGraphs() const { return newGraphs_; }
  const Driver* ofRunner(const flow::FunctionGraph* graph) const;
  const Driver* ofPortal(const flow::FunctionGraph* graph) const;
  // The driver that a jit_marker is about; null if it has no merge point.
  const Driver* ofMarker(const flow::Operation& marker) const;

private:
  struct Marker {
    flow::FunctionGraph* graph;
    flow::Block* block;
    size_t index;
  };
  // The operands of a marker that exist at run time.
  struct Variables {
    std::vector<flow::Value> greens, reds;
  };

  std::vector<Marker> find(std::span<flow::FunctionGraph* const> graphs,
                           std::string_view kind) const;
  Variables variablesOf(const flow::Operation& marker) const;
  void takeHooks(flow::FunctionGraph& graph);
  void giveHooks(host::Object* clone, const host::Object* driver);
  void checkMarkers(std::span<flow::FunctionGraph* const> graphs) const;
  void splitAt(const Marker& marker);
  void dropEntries(const Driver& driver) const;
  void addAutoReds(flow::Operation& marker, const flow::Block& block) const;
  void checkLive(const flow::Operation& marker, const flow::Block& block) const;
  void makePortal(Driver& driver, const std::vector<flow::Value>& variables);
  void makeRunner(Driver& driver);
  void callRunner(Driver& driver, flow::Block& block, const std::vector<flow::Value>& variables);
  void enterOnBackEdges(const Driver& driver);
  flow::Operation* enterLoop(const Driver& driver, std::vector<flow::Value> variables,
                             SourceSpan span) const;
  flow::FunctionGraph* newGraph(std::string name, const flow::FunctionGraph& like);

  flow::GraphContext& context_;
  lltype::Heap& heap_;
  std::vector<std::unique_ptr<Driver>> drivers_;
  std::vector<flow::FunctionGraph*> newGraphs_;
  std::vector<std::pair<host::Object*, std::pair<Hook, flow::FunctionGraph*>>> foundHooks_;
};

} // namespace tw::pyjitpl
