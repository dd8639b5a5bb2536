// Single passes over modules in text form.
#include "translator/driver/passes.h"

#include "translator/backendopt/analysis.h"
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/memory_analysis.h"
#include "translator/flow/lltext.h"
#include "translator/flow/simplify.h"
#include "translator/stackcheckinsertion/stackcheckinsertion.h"
#include "translator/support/diagnostic.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

namespace tw::driver {
namespace {

using Graphs = std::vector<flow::FunctionGraph*>;

// The threshold of -O2.
constexpr double kInlineThreshold = 32.4;

struct PassRow {
  const char* name;
  void (*run)(const Graphs& graphs, lltype::Heap& heap);
};

template <auto pass> void onEach(const Graphs& graphs, lltype::Heap&) {
  for (flow::FunctionGraph* graph : graphs) pass(*graph);
}
template <auto pass> void onEachWithHeap(const Graphs& graphs, lltype::Heap& heap) {
  for (flow::FunctionGraph* graph : graphs) pass(*graph, heap);
}

void forwardAll(const Graphs& graphs, lltype::Heap&) {
  backendopt::Analysis analysis(graphs);
  backendopt::MemoryAnalysis memory(graphs);
  for (flow::FunctionGraph* graph : graphs) backendopt::forwardStores(*graph, analysis, memory);
}

constexpr PassRow kPasses[] = {
    {"cleanup", onEach<flow::cleanupGraph>},
    {"removeasserts", onEach<backendopt::removeAsserts>},
    {"constfold", onEachWithHeap<backendopt::foldConstants>},
    {"threadjumps", onEachWithHeap<backendopt::threadJumps>},
    {"inline", [](const Graphs& graphs,
                  lltype::Heap& heap) { backendopt::inlineCalls(graphs, heap, kInlineThreshold); }},
    {"mallocs", onEach<backendopt::removeMallocs>},
    {"storesink", forwardAll},
    {"mergeifs", onEach<backendopt::mergeIfsToSwitch>},
    {"stackchecks",
     [](const Graphs& graphs, lltype::Heap& heap) {
       stackcheckinsertion::insertStackChecks(graphs, heap.types().voidType());
     }},
};

std::string readText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  if (!in.good() && !in.eof()) throw TranslationError({}, "cannot read " + path);
  return text;
}

flow::LowLevelModule parse(const std::string& path, flow::GraphContext& context,
                           flow::LowLevelText& dialect) {
  std::string text = readText(path);
  try {
    return flow::parseModule(text, context, dialect);
  } catch (const flow::TextError& error) {
    throw TranslationError({}, fmt::format("{}: {}", path, error.what()));
  } catch (const std::invalid_argument& error) {
    throw TranslationError({}, fmt::format("{}: {}", path, error.what()));
  }
}

} // namespace

std::vector<std::string> passNames() {
  std::vector<std::string> names;
  for (const PassRow& row : kPasses) names.emplace_back(row.name);
  return names;
}

std::string passText(const std::string& path, const std::string& pass) {
  lltype::TypeTable types;
  lltype::Heap heap(types);
  flow::GraphContext context;
  flow::LowLevelText dialect(heap);
  flow::LowLevelModule module = parse(path, context, dialect);
  for (const PassRow& row : kPasses)
    if (pass == row.name) row.run(module.graphs, heap);
  flow::PrintOptions options;
  options.dialect = &dialect;
  std::string text;
  for (const flow::FunctionGraph* graph : module.graphs) text += flow::printGraph(*graph, options);
  return text;
}

} // namespace tw::driver
