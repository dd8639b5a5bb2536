// The schedule: which passes run at which level, and in which order.
#include "translator/backendopt/analysis.h"
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/memory_analysis.h"

#include "translator/flow/simplify.h"

namespace tw::backendopt {

namespace {

constexpr double kInlineThreshold = 32.4;
constexpr double kInlineThresholdForSize = 8;
constexpr double kInlineThresholdForSpeed = 65;
// Folding and malloc removal enable each other; each round removes operations,
// and few graphs need more than two.
constexpr int kMaxRounds = 10;

} // namespace

Options Options::of(Level level) {
  Options options;
  if (level == Level::O0) return options;
  options.foldConstants = true;
  if (level == Level::O1) return options;
  options.removeAsserts = true;
  options.removeMallocs = true;
  options.forwardStores = true;
  options.mergeIfs = true;
  switch (level) {
  case Level::Size: options.inlineThreshold = kInlineThresholdForSize; break;
  case Level::O3: options.inlineThreshold = kInlineThresholdForSpeed; break;
  default: options.inlineThreshold = kInlineThreshold; break;
  }
  return options;
}

void optimize(std::span<flow::FunctionGraph* const> graphs, lltype::Heap& heap,
              const Options& options) {
  for (flow::FunctionGraph* graph : graphs) {
    if (options.removeAsserts) {
      removeAsserts(*graph);
      if (options.assertionError) removeAssertionErrors(*graph, options.assertionError);
    }
    if (options.foldConstants) {
      flow::cleanupGraph(*graph);
      foldConstants(*graph, heap);
    }
  }
  if (options.inlineThreshold > 0)
    inlineCalls(graphs, heap, options.inlineThreshold, options.memoryError);
  for (flow::FunctionGraph* graph : graphs) {
    bool changed = options.foldConstants;
    for (int round = 0; changed && round < kMaxRounds; ++round) {
      changed = foldConstants(*graph, heap);
      if (threadJumps(*graph, heap)) changed = true;
      if (options.removeMallocs && removeMallocs(*graph)) changed = true;
    }
  }
  if (options.forwardStores) {
    Analysis analysis(graphs);
    MemoryAnalysis memory(graphs);
    for (flow::FunctionGraph* graph : graphs)
      if (forwardStores(*graph, analysis, memory) && options.foldConstants)
        foldConstants(*graph, heap);
  }
  if (options.mergeIfs)
    for (flow::FunctionGraph* graph : graphs) mergeIfsToSwitch(*graph);
}

} // namespace tw::backendopt
