// Phases: the table of what a translation goes through, and the report of
// their progress, wall time and peak memory.
//
// On a terminal a line says which phase runs and is replaced when it ends;
// elsewhere there is one plain line per phase that ended; a quiet report says
// nothing. The peak is that of the phase alone where the system can reset the
// process's high-water mark, else the highest so far.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tw::driver {

enum class PhaseId : uint8_t {
#define TW_PHASE(id, doc) id,
#include "translator/driver/phases.def"
#undef TW_PHASE
};

struct PhaseRow {
  std::string_view name;
  std::string_view doc;
};

// The rows of phases.def, indexed by PhaseId.
std::span<const PhaseRow> phaseTable();
std::string_view phaseName(PhaseId phase);

enum class ProgressStyle : uint8_t { Quiet, Plain, Terminal };

class PhaseReport {
public:
  // Writes to `stream`, which must outlive the report.
  PhaseReport(std::FILE* stream, ProgressStyle style) : stream_(stream), style_(style) {}

  void begin(PhaseId phase);
  // `detail` is a few words on what was made: "212 functions".
  void end(const std::string& detail = {});
  // The phase that runs did not come to its end: clears its progress line.
  void abandon();
  // The closing table.
  void printTable() const;

  bool running() const { return running_; }
  PhaseId current() const { return current_; }

private:
  struct Measure {
    PhaseId phase;
    double seconds;
    int64_t peakKilobytes;
  };

  std::FILE* stream_;
  ProgressStyle style_;
  bool running_ = false;
  PhaseId current_{};
  std::chrono::steady_clock::time_point start_;
  std::vector<Measure> measures_;
};

} // namespace tw::driver
