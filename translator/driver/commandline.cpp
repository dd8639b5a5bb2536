// The command line, built with CLI11 from options.def and goals.def.
#include "translator/driver/commandline.h"

#include "translator/driver/passes.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace tw::driver {
namespace {

struct GoalRow {
  std::string_view name;
  std::string_view names;
  PhaseId phase;
  std::string_view help;
};

constexpr GoalRow kGoals[] = {
#define TW_GOAL(name, names, phase, help) {#name, names, PhaseId::phase, help},
#include "translator/driver/goals.def"
#undef TW_GOAL
};

size_t goalIndex(PhaseId phase) {
  auto row = std::ranges::find(kGoals, phase, &GoalRow::phase);
  return static_cast<size_t>(row - std::begin(kGoals));
}

struct DumpRow {
  std::string_view name;
  DumpForm form;
  std::string_view help;
};

constexpr DumpRow kDumpForms[] = {
    {"--ast", DumpForm::Ast, "the syntax tree"},
    {"--bytecode", DumpForm::Bytecode, "the bytecode"},
    {"--flow", DumpForm::Flow, "flow graphs"},
    {"--annotations", DumpForm::Annotations, "flow graphs with inferred types (of a target)"},
    {"--rtype", DumpForm::Rtype, "low-level graphs (of a target)"},
    {"--backendopt", DumpForm::Backendopt, "optimized low-level graphs (of a target)"},
    {"--stackchecks", DumpForm::StackChecks, "the same with stack checks (of a target)"},
    {"--jitcode", DumpForm::Jitcode, "jitcode (of a target)"},
};

// Thrown for what CLI11 cannot check itself.
struct UsageError {
  std::string message;
};

std::vector<std::string> splitWords(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (!text.empty()) {
    size_t end = std::min(text.find(separator), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// "--log" becomes "--log,!--no-log", as the reference derives its negations.
std::string withNegation(std::string_view names) {
  std::string all{names};
  for (const std::string& name : splitWords(names, ','))
    if (name.starts_with("--")) all += ",!--no-" + name.substr(2);
  return all;
}

// CLI11's application and the places it writes to.
class Parser {
public:
  explicit Parser(CommandLine& result) : result_(result) {
    app_.set_help_all_flag("--full-help", "also what the subcommands accept");
    app_.footer(
        "  tracewright [options] TARGET[.py] [target options]   translate\n"
        "  tracewright run TARGET[.py] [arguments]              run it untranslated\n"
        "  tracewright dump --FORM FILE [function]              print a form\n"
        "  tracewright pass NAME FILE                           transform low-level graphs");
    app_.prefix_command();
    addOptions();
    addGoals();
    addRun();
    addDump();
    addPass();
  }

  int parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
      interpret();
      return -1;
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : kExitUsage;
    } catch (const UsageError& error) {
      std::cerr << "tracewright: " << error.message << "\nRun with --help for the options.\n";
      return kExitUsage;
    }
  }

private:
  void addOptions();
  void addGoals();
  void addRun();
  void addDump();
  void addPass();

  void interpret();
  void takeOptions();
  void takeGoal();
  void takeTarget(const std::vector<std::string>& words);

  CommandLine& result_;
  CLI::App app_{"Tracewright translates an interpreter written in RPython to an executable.",
                "tracewright"};
  CLI::App* run_ = nullptr;
  CLI::App* dump_ = nullptr;
  CLI::App* pass_ = nullptr;
  std::array<CLI::Option*, kOptionCount> options_{};
  std::array<std::string, kOptionCount> values_;
  std::array<bool, kOptionCount> flags_{};
  std::array<bool, std::size(kGoals)> goals_{};
  std::array<bool, std::size(kGoals)> skipped_{};
  std::array<bool, std::size(kDumpForms)> forms_{};
  bool llinterpret_ = false;
  std::string dumpFile_;
  std::string passFile_;
};

void Parser::addOptions() {
  std::span<const OptionRow, kOptionCount> table = optionTable();
  for (size_t i = 0; i < table.size(); ++i) {
    const OptionRow& row = table[i];
    std::string names{row.names};
    std::string help{row.help};
    CLI::Option* option = row.kind == OptionKind::Flag
                              ? app_.add_flag(withNegation(names), flags_[i], help)
                              : app_.add_option(names, values_[i], help);
    if (row.kind == OptionKind::Integer) option->check(CLI::Number)->type_name("INT");
    if (row.kind == OptionKind::Real) option->check(CLI::Number)->type_name("NUMBER");
    if (row.kind == OptionKind::Choice) option->check(CLI::IsMember(splitWords(row.choices, ' ')));
    if (row.kind != OptionKind::Flag)
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
          ->default_str(std::string{row.defaultValue});
    option->group(row.ignored.empty() ? "Options" : "Accepted and ignored");
    options_[i] = option;
  }
}

void Parser::addGoals() {
  for (size_t i = 0; i < std::size(kGoals); ++i) {
    app_.add_flag(std::string{kGoals[i].names}, goals_[i], std::string{kGoals[i].help})
        ->group("Goals");
    app_.add_flag(fmt::format("--no-{}", kGoals[i].name), skipped_[i],
                  fmt::format("leave out {}", kGoals[i].name))
        ->group("Goals");
  }
  app_.add_flag("--llinterpret", llinterpret_,
                "interpret the low-level graphs; the target options are the program's arguments")
      ->group("Goals");
}

void Parser::addRun() {
  run_ = app_.add_subcommand("run", "run a target in the host, untranslated");
  run_->prefix_command();
}

void Parser::addDump() {
  dump_ = app_.add_subcommand("dump", "print a form of a file");
  for (size_t i = 0; i < std::size(kDumpForms); ++i)
    dump_->add_flag(std::string{kDumpForms[i].name}, forms_[i], std::string{kDumpForms[i].help});
  dump_->add_option("FILE", dumpFile_, "Python source file")->required();
  dump_->add_option("function", result_.dumpFunction, "only this function");
}

void Parser::addPass() {
  pass_ = app_.add_subcommand("pass", "run one pass over a text of low-level graphs");
  pass_->add_option("NAME", result_.passName, "the pass")
      ->required()
      ->check(CLI::IsMember(passNames()));
  pass_->add_option("FILE", passFile_, "the text of a module")->required();
}

void Parser::interpret() {
  takeOptions();
  if (pass_->parsed()) {
    result_.command = Command::Pass;
    result_.target = passFile_;
    return;
  }
  if (dump_->parsed()) {
    result_.command = Command::Dump;
    if (std::ranges::count(forms_, true) != 1)
      throw UsageError{"dump needs exactly one of --ast, --bytecode, --flow, --annotations, "
                       "--rtype, --backendopt, --stackchecks, --jitcode"};
    result_.dumpForm = kDumpForms[std::ranges::find(forms_, true) - forms_.begin()].form;
    takeTarget({dumpFile_});
    return;
  }
  takeGoal();
  if (run_->parsed()) result_.command = Command::Run;
  takeTarget(run_->parsed() ? run_->remaining() : app_.remaining());
}

void Parser::takeOptions() {
  std::span<const OptionRow, kOptionCount> table = optionTable();
  for (size_t i = 0; i < table.size(); ++i) {
    if (options_[i]->count() == 0) continue;
    bool isFlag = table[i].kind == OptionKind::Flag;
    result_.options.set(static_cast<OptionId>(i),
                        isFlag ? (flags_[i] ? "true" : "false") : values_[i]);
    if (table[i].ignored.empty()) continue;
    std::string name = splitWords(table[i].names, ',').back();
    result_.notes.push_back(fmt::format("{} has no effect: {}", name, table[i].ignored));
  }
  result_.options.applyLevel();
}

// The last goal that was asked for and not left out. On the way to a later
// goal, leaving out backendopt switches its optimizations off.
void Parser::takeGoal() {
  if (llinterpret_) result_.command = Command::LLInterpret;
  size_t backendopt = goalIndex(PhaseId::backendopt);
  size_t last = llinterpret_ ? backendopt : goalIndex(PhaseId::compile_c);
  for (size_t i = 0; i < goals_.size(); ++i)
    if (goals_[i]) last = i;
  if (skipped_[backendopt]) result_.options.set(OptionId::no_backendopt, "true");
  while (last > 0 && skipped_[last]) --last;
  if (skipped_[last]) throw UsageError{"there is nothing left to do"};
  result_.goal = kGoals[last].phase;
}

void Parser::takeTarget(const std::vector<std::string>& words) {
  if (words.empty()) throw UsageError{"no target given"};
  const std::string& word = words.front();
  if (word.starts_with("-") && word != "-") throw UsageError{"unknown option " + word};
  std::error_code ignored;
  for (const std::string& path : {word, word + ".py"}) {
    if (!std::filesystem::is_regular_file(path, ignored)) continue;
    result_.target = path;
    result_.targetArguments.assign(words.begin() + 1, words.end());
    return;
  }
  throw UsageError{"cannot find the target " + word};
}

} // namespace

CommandLine parseCommandLine(int argc, const char* const* argv, int& exitCode) {
  CommandLine result;
  exitCode = Parser(result).parse(argc, argv);
  return result;
}

} // namespace tw::driver
