// Progress lines and the closing table.
#include "translator/driver/phases.h"

#include "translator/driver/memory.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace tw::driver {
namespace {

constexpr PhaseRow kTable[] = {
#define TW_PHASE(id, doc) {#id, doc},
#include "translator/driver/phases.def"
#undef TW_PHASE
};

constexpr std::string_view kClearLine = "\r\x1b[K";

std::string row(std::string_view name, double seconds, int64_t kilobytes) {
  return fmt::format("{:<20} {:>8.2f} s {:>8.1f} MB", name, seconds,
                     static_cast<double>(kilobytes) / 1024);
}

} // namespace

std::span<const PhaseRow> phaseTable() { return kTable; }

std::string_view phaseName(PhaseId phase) { return kTable[static_cast<size_t>(phase)].name; }

void PhaseReport::begin(PhaseId phase) {
  if (running_) throw std::logic_error("a phase begins inside another");
  running_ = true;
  current_ = phase;
  start_ = std::chrono::steady_clock::now();
  resetPeakResident();
  if (style_ == ProgressStyle::Terminal) {
    fmt::print(stream_, "{}...", phaseName(phase));
    std::fflush(stream_);
  }
}

void PhaseReport::end(const std::string& detail) {
  if (!running_) throw std::logic_error("no phase to end");
  running_ = false;
  std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
  measures_.push_back({current_, elapsed.count(), peakResidentKilobytes()});
  if (style_ == ProgressStyle::Quiet) return;
  const Measure& last = measures_.back();
  fmt::print(stream_, "{}{}{}{}\n", style_ == ProgressStyle::Terminal ? kClearLine : "",
             row(phaseName(current_), last.seconds, last.peakKilobytes), detail.empty() ? "" : "  ",
             detail);
  std::fflush(stream_);
}

void PhaseReport::abandon() {
  if (!running_) return;
  running_ = false;
  if (style_ != ProgressStyle::Terminal) return;
  fmt::print(stream_, "{}", kClearLine);
  std::fflush(stream_);
}

void PhaseReport::printTable() const {
  if (style_ == ProgressStyle::Quiet || measures_.empty()) return;
  double seconds = 0;
  int64_t peak = 0;
  std::string out = fmt::format("\n{:<20} {:>10} {:>11}\n", "phase", "wall time", "peak memory");
  for (const Measure& measure : measures_) {
    out += row(phaseName(measure.phase), measure.seconds, measure.peakKilobytes) + '\n';
    seconds += measure.seconds;
    peak = std::max(peak, measure.peakKilobytes);
  }
  fmt::print(stream_, "{}{}\n", out, row("total", seconds, peak));
}

} // namespace tw::driver
