// Logging set-up, the big stack and the rendering of errors.
#include "translator/driver/session.h"

#include "translator/driver/bigstack.h"
#include "translator/driver/phases.h"
#include "translator/driver/pipeline.h"
#include "translator/support/diagnostic.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace tw::driver {
namespace {

void setUpLogging(const Options& options) {
  auto logger = std::make_shared<spdlog::logger>(
      "tracewright", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_pattern("%^%l:%$ %v");
  std::string level = options.text(OptionId::log_level);
  if (options.flag(OptionId::verbose) && !options.given(OptionId::log_level)) level = "debug";
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(logger));
}

ProgressStyle progressStyle(const CommandLine& commandLine) {
  if (commandLine.command != Command::Translate || commandLine.options.flag(OptionId::quiet))
    return ProgressStyle::Quiet;
  return isatty(STDERR_FILENO) ? ProgressStyle::Terminal : ProgressStyle::Plain;
}

void reportInternalError(const PhaseReport& report, const char* what) {
  std::string_view stage = report.running() ? phaseName(report.current()) : "driver";
  fmt::print(stderr,
             "internal error in stage {}: {}\nThis is a bug of tracewright, please "
             "report it with the program that shows it.\n",
             stage, what);
}

// Runs the pipeline; whatever goes wrong becomes a message and a status.
int execute(const CommandLine& commandLine, PhaseReport& report) {
  SourceManager& sources = *std::make_unique<SourceManager>().release(); // diagnostics refer to it
  try {
    // Its memory goes back at once when the process ends, not object by object.
    Pipeline& pipeline = *std::make_unique<Pipeline>(commandLine, report, sources).release();
    return pipeline.execute();
  } catch (const TranslationError& error) {
    report.abandon();
    fmt::print(stderr, "{}", error.diagnostic().render(isatty(STDERR_FILENO) != 0));
  } catch (const std::filesystem::filesystem_error& error) { // a full disk, for instance
    report.abandon();
    fmt::print(stderr, "{}", TranslationError({}, error.what()).diagnostic().render(false));
  } catch (const std::exception& error) {
    reportInternalError(report, error.what());
  }
  return kExitDiagnosed;
}

} // namespace

int runSession(const CommandLine& commandLine) {
  setUpLogging(commandLine.options);
  if (!commandLine.options.flag(OptionId::quiet))
    for (const std::string& note : commandLine.notes)
      fmt::print(stderr, "tracewright: note: {}\n", note);
  PhaseReport report(stderr, progressStyle(commandLine));
  int status = callOnBigStack(kBigStack, [&] { return execute(commandLine, report); });
  report.printTable();
  return status;
}

} // namespace tw::driver
