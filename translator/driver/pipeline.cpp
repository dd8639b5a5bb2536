// The order of the stages and what they hand to each other.
#include "translator/driver/pipeline.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/backendopt/backendopt.h"
#include "translator/compile_c/compile.h"
#include "translator/database_c/database.h"
#include "translator/driver/dump.h"
#include "translator/driver/llrun.h"
#include "translator/driver/outputs.h"
#include "translator/driver/passes.h"
#include "translator/driver/target.h"
#include "translator/flow/build.h"
#include "translator/flow/lltext.h"
#include "translator/flow/text.h"
#include "translator/host/host.h"
#include "translator/host/search_path.h"
#include "translator/host/traceback.h"
#include "translator/library/exported_functions.h"
#include "translator/library/modules.h"
#include "translator/library/rules.h"
#include "translator/lltype/heap.h"
#include "translator/pyjitpl/tables.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/rtyper.h"
#include "translator/source_c/source.h"
#include "translator/stackcheckinsertion/stackcheckinsertion.h"
#include "translator/support/diagnostic.h"
#include "translator/support/installation.h"

#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>

namespace tw::driver {

// What the stages share, in order of construction: what is below refers to
// what is above.
struct Pipeline::State {
  State(const CommandLine& commandLine, PhaseReport& report, SourceManager& sources)
      : commandLine(commandLine), report(report), sources(sources), options(commandLine.options),
        host(arena, sources), heap(types), graphs(host) {
    library::installModules(host, heap, types.symbols());
  }

  const CommandLine& commandLine;
  PhaseReport& report;
  SourceManager& sources;
  Options options; // the command line's, and what the target sets
  Arena arena;
  host::Host host;
  lltype::TypeTable types;
  lltype::Heap heap;
  flow::GraphContext graphs;
  Target target;
  host::Object* jitPolicy = nullptr;
  std::optional<annotate::Annotator> annotator;
  std::optional<rtype::RTyper> rtyper;
  flow::FunctionGraph* entry = nullptr;
  std::vector<database_c::Export> exports;
  std::optional<pyjitpl::JitProgram> jit;
  std::optional<database_c::Database> database;
  GeneratedProgram program;
};

namespace {

backendopt::Level backendoptLevel(const Options& options) {
  const std::string& level = options.text(OptionId::opt);
  if (level == "size") return backendopt::Level::Size;
  if (level == "mem") return backendopt::Level::Mem;
  if (level == "0") return backendopt::Level::O0;
  if (level == "1") return backendopt::Level::O1;
  return level == "2" ? backendopt::Level::O2 : backendopt::Level::O3;
}

// The name that the collector's library has.
std::string collectorOf(const Options& options) {
  const std::string& name = options.text(OptionId::gc);
  return name == "none" || name == "boehm" ? name : "incminimark";
}

// What the environment and the target added to the flags of the C compiler.
std::vector<std::string> platformFlags(host::Host& host, const char* which) {
  host::Object* module = host.importModule("rpython.translator.platform");
  std::vector<std::string> flags;
  for (host::Object* flag : host.listOf(host.getAttr(host.getAttr(module, "host_factory"), which)))
    flags.emplace_back(host.toStr(flag));
  return flags;
}

void checkSharedLibrary(const Options& options) {
  if (!options.flag(OptionId::shared)) return;
  if (options.flag(OptionId::jit))
    throw TranslationError({}, "--shared and a JIT exclude each other: machine code names the "
                               "runtime by addresses of 32 bits");
  if (collectorOf(options) == "boehm")
    throw TranslationError({}, "--shared and --gc=boehm exclude each other");
}

void checkProfile(const Options& options) {
  if (options.flag(OptionId::profopt) && options.text(OptionId::profoptargs).empty())
    throw TranslationError({}, "--profopt needs --profoptargs, the arguments of the run that gives "
                               "the profile");
}

void checkCollector(const Options& options) {
  if (collectorOf(options) != "boehm") return;
  if (options.flag(OptionId::jit))
    throw TranslationError({}, "--gc=boehm and a JIT exclude each other: libgc does not know the "
                               "objects that machine code holds");
  if (!std::filesystem::exists(libraryDirectory() + "/libtw_gc_boehm.a"))
    throw TranslationError({}, "--gc=boehm needs libgc, which was not installed when this "
                               "tracewright was built (Debian's package is libgc-dev)");
}

int optimizationLevel(const Options& options) {
  const std::string& level = options.text(OptionId::opt);
  if (level == "size" || level == "mem") return 1;
  if (level == "jit") return 3;
  return std::stoi(level);
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
  case Command::Pass:
    fmt::print("{}", passText(state_->commandLine.target, state_->commandLine.passName));
    return 0;
  }
  return kExitUsage;
}

int Pipeline::translate() {
  checkCollector(state_->options);
  runPhases(state_->commandLine.goal);
  return 0;
}

int Pipeline::llinterpret() {
  State& state = *state_;
  runPhases(state.commandLine.goal);
  rtype::ExceptionData& exceptions = state.rtyper->exceptions();
  llinterp::StandardExceptions standard{exceptions.standardInstance("MemoryError"),
                                        exceptions.standardInstance("OverflowError"),
                                        exceptions.standardInstance("StackOverflow")};
  std::vector<std::string> argv{state.commandLine.target};
  const std::vector<std::string>& arguments = state.commandLine.targetArguments;
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return runLowLevel(*state.entry, state.heap, standard, argv);
}

int Pipeline::run() {
  State& state = *state_;
  return host::runTarget(state.host, state.commandLine.target, state.commandLine.targetArguments);
}

int Pipeline::dump() {
  State& state = *state_;
  const CommandLine& line = state.commandLine;
  switch (line.dumpForm) {
  case DumpForm::Ast: fmt::print("{}", astText(state.sources, line.target)); return 0;
  case DumpForm::Bytecode:
    fmt::print("{}", bytecodeText(state.sources, line.target, line.dumpFunction));
    return 0;
  case DumpForm::Flow: {
    host::addTargetSearchPath(state.host, line.target);
    host::ModuleObject* module = state.host.runFile(line.target, false);
    for (host::FunctionObject* function : functionsOf(state.host, module, line.dumpFunction))
      fmt::print("{}", flow::printGraph(*flow::flowFunction(function, state.graphs)));
    return 0;
  }
  case DumpForm::Annotations: runPhases(PhaseId::annotate); break;
  case DumpForm::Rtype: runPhases(PhaseId::rtype); break;
  case DumpForm::Backendopt: runPhases(PhaseId::backendopt); break;
  case DumpForm::StackChecks: runPhases(PhaseId::stackcheckinsertion); break;
  case DumpForm::Jitcode:
    state.options.set(OptionId::jit, "true");
    runPhases(PhaseId::pyjitpl);
    fmt::print("{}", state.jit->text(line.dumpFunction));
    return 0;
  }
  for (flow::FunctionGraph* graph : state.annotator->graphs()) {
    if (!line.dumpFunction.empty() && graph->name != line.dumpFunction) continue;
    if (line.dumpForm == DumpForm::Annotations)
      fmt::print("{}", annotate::dumpGraph(*graph));
    else
      fmt::print("{}", lowLevelText(*graph));
  }
  return 0;
}

std::string Pipeline::lowLevelText(const flow::FunctionGraph& graph) {
  flow::LowLevelText dialect(state_->heap);
  flow::PrintOptions options;
  options.dialect = &dialect;
  return flow::printGraph(graph, options);
}

void Pipeline::runPhases(PhaseId last) {
  for (size_t i = 0; i <= static_cast<size_t>(last); ++i) {
    auto phase = static_cast<PhaseId>(i);
    bool skipped = phase == PhaseId::pyjitpl && !state_->options.flag(OptionId::jit);
    if (skipped) continue;
    state_->report.begin(phase);
    try {
      state_->report.end(runPhase(phase));
    } catch (const host::HostError& error) {
      throw TranslationError(host::describeError(state_->host, error,
                                                 "what the program declares could not be read: "));
    }
    writeGraphs(phase);
  }
}

std::string Pipeline::runPhase(PhaseId phase) {
  State& state = *state_;
  switch (phase) {
  case PhaseId::import:
    state.target = loadTarget(state.host, state.commandLine.target, state.options,
                              state.commandLine.targetArguments);
    checkSharedLibrary(state.options); // targets choose options, too
    checkProfile(state.options);
    checkOutputs({state.commandLine.goal == PhaseId::compile_c ? executable() : "",
                  state.options.text(OptionId::keep_c), state.options.text(OptionId::view_graphs)});
    return fmt::format("{} modules", state.host.modules()->table.size());
  case PhaseId::annotate:
    library::installRules(state.host);
    if (state.options.flag(OptionId::jit)) {
      library::enableJit(state.host);
      state.jitPolicy = jitPolicy(state.host, state.target); // may name hooks, which are annotated
    }
    state.annotator.emplace(state.host, state.graphs, state.types);
    addExports();
    state.entry = state.annotator->annotateEntryPoint(state.target.entryPoint);
    return fmt::format("{} graphs", state.annotator->graphs().size());
  case PhaseId::rtype:
    state.rtyper.emplace(*state.annotator, state.heap, state.types.symbols());
    state.rtyper->specialize();
    return fmt::format("{} graphs", state.annotator->graphs().size());
  case PhaseId::pyjitpl: return makeJitcode();
  case PhaseId::backendopt: return optimize();
  case PhaseId::stackcheckinsertion:
    return fmt::format("{} checks", stackcheckinsertion::insertStackChecks(programGraphs(),
                                                                           state.types.voidType()));
  case PhaseId::database_c: return collect();
  case PhaseId::source_c: {
    source_c::Addition tables;
    if (state.jit) tables = pyjitpl::addition(*state.jit);
    state.program = source_c::generate(*state.database, state.jit ? &tables : nullptr);
    if (state.commandLine.goal == phase && !state.options.text(OptionId::keep_c).empty())
      compile_c::writeSources(state.program, compileOptions());
    return fmt::format("{} files", state.program.files.size());
  }
  case PhaseId::compile_c: return compile();
  }
  return "";
}

// Functions that C code calls are annotated with the types they declare.
void Pipeline::addExports() {
  State& state = *state_;
  annotate::Annotator& annotator = *state.annotator;
  for (const library::ExportedFunction& exported :
       library::exportedFunctions(state.host, state.options.text(OptionId::entrypoints))) {
    std::vector<const annotate::Annotation*> args;
    for (const lltype::Type* type : exported.args) args.push_back(annotator.ofLowLevelType(type));
    state.exports.push_back({annotator.addFunction(exported.function, args), exported.cName});
  }
}

// The annotator's graphs, and those of later stages.
std::vector<flow::FunctionGraph*> Pipeline::programGraphs() {
  std::span<flow::FunctionGraph* const> annotated = state_->annotator->graphs();
  std::vector<flow::FunctionGraph*> graphs(annotated.begin(), annotated.end());
  if (state_->jit)
    graphs.insert(graphs.end(), state_->jit->newGraphs().begin(), state_->jit->newGraphs().end());
  return graphs;
}

std::string Pipeline::makeJitcode() {
  State& state = *state_;
  std::span<flow::FunctionGraph* const> graphs = state.annotator->graphs();
  state.jit.emplace(pyjitpl::Input{graphs, &state.graphs, &state.heap, &state.host, state.jitPolicy,
                                   state.rtyper->exceptions().standardInstance("OverflowError"),
                                   state.rtyper->exceptions().standardInstance("AssertionError")});
  return fmt::format("{} jitcodes, {} drivers", state.jit->jitcodes().size(),
                     state.jit->drivers().all().size());
}

std::string Pipeline::optimize() {
  State& state = *state_;
  const Options& options = state.options;
  backendopt::Options passes = backendopt::Options::of(backendoptLevel(options));
  if (options.flag(OptionId::no_backendopt)) passes = {};
  auto allow = [&](OptionId id, bool& pass) { pass = pass && options.flag(id); };
  allow(OptionId::constfold, passes.foldConstants);
  allow(OptionId::mallocs, passes.removeMallocs);
  allow(OptionId::storesink, passes.forwardStores);
  allow(OptionId::merge_if_blocks, passes.mergeIfs);
  if (!options.flag(OptionId::inlining))
    passes.inlineThreshold = 0;
  else if (options.given(OptionId::inline_threshold))
    passes.inlineThreshold = options.real(OptionId::inline_threshold);
  if (options.flag(OptionId::remove_asserts) || options.flag(OptionId::really_remove_asserts)) {
    passes.removeAsserts = true;
    passes.assertionError = state.rtyper->exceptions().standardInstance("AssertionError");
  }
  passes.memoryError = state.rtyper->exceptions().standardClass("MemoryError");
  backendopt::optimize(programGraphs(), state.heap, passes);
  return "";
}

std::string Pipeline::collect() {
  State& state = *state_;
  database_c::Program program;
  program.entry = state.entry;
  program.heap = &state.heap;
  program.exports = state.exports;
  for (const database_c::Export& exported : state.exports)
    program.functions.push_back(exported.graph);
  program.positionIndependent = state.options.flag(OptionId::shared);
  constexpr const char* kStandard[] = {"MemoryError", "OverflowError", "ZeroDivisionError",
                                       "StackOverflow"};
  for (size_t i = 0; i < program.standardExceptions.size(); ++i)
    program.standardExceptions[i] = state.rtyper->exceptions().standardInstance(kStandard[i]);
  if (state.jit) pyjitpl::addRoots(*state.jit, program);
  state.database.emplace(program);
  return fmt::format("{} functions, {} constants", state.database->functions().size(),
                     state.database->containers().size());
}

const std::string& Pipeline::executable() const {
  return state_->options.given(OptionId::output) ? state_->options.text(OptionId::output)
                                                 : state_->target.executableName;
}

compile_c::CompileOptions Pipeline::compileOptions() const {
  const State& state = *state_;
  const Options& options = state.options;
  compile_c::CompileOptions result;
  result.output = executable();
  result.directory = options.text(OptionId::keep_c);
  result.runtimeDirectory = libraryDirectory();
  if (state.jit) result.jit = options.text(OptionId::jit_backend) == "none" ? "jit_none" : "jit";
  if (!options.text(OptionId::cc).empty()) result.cc = options.text(OptionId::cc);
  result.gc = collectorOf(options);
  result.launcher = options.text(OptionId::launcher);
  result.jobs = static_cast<unsigned>(options.integer(OptionId::make_jobs));
  result.optLevel = optimizationLevel(options);
  result.linkTimeOptimization = options.flag(OptionId::lto);
  result.extraFlags = platformFlags(state_->host, "cflags");
  result.linkFlags = platformFlags(state_->host, "link_flags");
  if (options.flag(OptionId::lldebug))
    result.extraFlags.insert(result.extraFlags.end(), {"-O1", "-g"});
  if (options.flag(OptionId::lldebug0))
    result.extraFlags.insert(result.extraFlags.end(), {"-O0", "-g"});
  if (options.flag(OptionId::profopt))
    result.trainingArguments = options.text(OptionId::profoptargs);
  result.shared = options.flag(OptionId::shared);
  for (const database_c::Export& exported : state.exports)
    result.exportedNames.push_back(exported.cName);
  return result;
}

std::string Pipeline::compile() {
  const State& state = *state_;
  const compile_c::CompileOptions options = compileOptions();
  try {
    compile_c::CompileResult result = compile_c::compile(state.program, options);
    return fmt::format("{} files, {} from the cache", result.files, result.cached);
  } catch (const compile_c::CompileError& error) {
    if (error.logPath().empty())
      throw TranslationError(Diagnostic{
          Severity::Error, {}, error.what(), {}, "install it, or name another one by --cc"});
    throw TranslationError(
        {}, fmt::format("{}; see {}\n{}", error.what(), error.logPath(), error.output()));
  }
}

// --view-graphs=DIR: DIR/PHASE/NNN-NAME.txt and .dot for every graph.
void Pipeline::writeGraphs(PhaseId phase) {
  State& state = *state_;
  const std::string& root = state.options.text(OptionId::view_graphs);
  bool hasGraphs = phase == PhaseId::annotate || phase == PhaseId::rtype ||
                   phase == PhaseId::backendopt || phase == PhaseId::stackcheckinsertion;
  if (root.empty() || !hasGraphs) return;
  std::filesystem::path directory = std::filesystem::path(root) / phaseName(phase);
  std::filesystem::create_directories(directory);
  flow::LowLevelText dialect(state.heap);
  flow::PrintOptions options;
  if (phase != PhaseId::annotate) options.dialect = &dialect;
  for (const flow::FunctionGraph* graph : state.annotator->graphs()) {
    std::string stem = fmt::format("{:04}-{}", graph->id, graph->name);
    for (char& c : stem)
      if (c == '/') c = '_';
    std::ofstream(directory / (stem + ".txt"))
        << (phase == PhaseId::annotate ? annotate::dumpGraph(*graph)
                                       : flow::printGraph(*graph, options));
    std::ofstream(directory / (stem + ".dot")) << flow::printDot(*graph, options);
  }
}

} // namespace tw::driver
