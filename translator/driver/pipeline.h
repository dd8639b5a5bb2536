// The pipeline: one translation, from the target's path to the executable.
//
// In: a parsed command line. Out: what its command asks for, and the exit
// status. The pipeline owns what the stages share (arenas, the host,
// graphs, the low-level heap) and calls each stage through its public header;
// between stages it reports progress and writes the graphs for --view-graphs.
#pragma once

#include "translator/driver/commandline.h"
#include "translator/driver/phases.h"
#include "translator/support/source.h"

#include <memory>

namespace tw::compile_c {
struct CompileOptions;
}

namespace tw::flow {
class FunctionGraph;
}

namespace tw::driver {

class Pipeline {
public:
  // All three must outlive the pipeline, and `sources` the errors it throws too.
  Pipeline(const CommandLine& commandLine, PhaseReport& report, SourceManager& sources);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // Does what the command line asks for; returns the exit status. Throws
  // TranslationError for an invalid target.
  int execute();

private:
  struct State;

  int translate();
  int llinterpret();
  int run();
  int dump();

  // All phases up to and including `last`.
  void runPhases(PhaseId last);
  // One phase; returns a few words on what it made.
  std::string runPhase(PhaseId phase);
  std::vector<flow::FunctionGraph*> programGraphs();
  std::string makeJitcode();
  void addExports();
  std::string optimize();
  std::string collect();
  const std::string& executable() const; // its path
  compile_c::CompileOptions compileOptions() const;
  std::string compile();
  void writeGraphs(PhaseId phase);
  std::string lowLevelText(const flow::FunctionGraph& graph);

  std::unique_ptr<State> state_;
};

} // namespace tw::driver
