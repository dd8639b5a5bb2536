// The order of the stages and what they hand to each other.
#include "translator/driver/pipeline.h"

#include "translator/driver/dump.h"
#include "translator/support/diagnostic.h"

#include <fmt/format.h>

namespace tw::driver {

struct Pipeline::State {
  const CommandLine& commandLine;
  PhaseReport& report;
  SourceManager& sources;
};

namespace {

// A part of the translator that this build does not contain.
[[noreturn]] void notBuilt(std::string_view what) {
  throw TranslationError({}, fmt::format("this build of tracewright has no {}", what));
}

} // namespace

Pipeline::Pipeline(const CommandLine& commandLine, PhaseReport& report, SourceManager& sources)
    : state_(std::make_unique<State>(commandLine, report, sources)) {}

Pipeline::~Pipeline() = default;

int Pipeline::execute() {
  switch (state_->commandLine.command) {
  case Command::Translate: return translate();
  case Command::LLInterpret: return llinterpret();
  case Command::Run: return run();
  case Command::Dump: return dump();
  }
  return kExitUsage;
}

int Pipeline::translate() {
  runPhases(state_->commandLine.goal);
  return 0;
}

int Pipeline::llinterpret() {
  runPhases(state_->commandLine.goal);
  notBuilt("interpreter of low-level graphs");
}

int Pipeline::run() { notBuilt("host"); }

int Pipeline::dump() {
  const CommandLine& line = state_->commandLine;
  switch (line.dumpForm) {
  case DumpForm::Ast: fmt::print("{}", astText(state_->sources, line.target)); return 0;
  case DumpForm::Bytecode:
    fmt::print("{}", bytecodeText(state_->sources, line.target, line.dumpFunction));
    return 0;
  case DumpForm::Flow:
  case DumpForm::Annotations:
  case DumpForm::Rtype:
  case DumpForm::Backendopt: break;
  }
  notBuilt("printer of that form");
}

void Pipeline::runPhases(PhaseId last) {
  for (size_t i = 0; i <= static_cast<size_t>(last); ++i) {
    auto phase = static_cast<PhaseId>(i);
    bool skipped = phase == PhaseId::pyjitpl && !state_->commandLine.options.flag(OptionId::jit);
    if (skipped) continue;
    state_->report.begin(phase);
    state_->report.end(runPhase(phase));
  }
}

std::string Pipeline::runPhase(PhaseId phase) {
  notBuilt(fmt::format("stage {}", phaseName(phase)));
}

} // namespace tw::driver
