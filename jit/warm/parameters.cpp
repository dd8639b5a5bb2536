// Setting parameters by name and from text.
#include "jit/warm/parameters.h"

#include <charconv>
#include <utility>

namespace tw::jit {

namespace {

constexpr int64_t kHighestTraceLimit = 100000000;

constexpr std::pair<std::string_view, int64_t Parameters::*> kMembers[] = {
#define TW_PARAMETER(name, value, scope) {#name, &Parameters::name},
#include "jit/warm/parameters.def"
};

enum Scope { DRIVER, ALL };
constexpr std::pair<int64_t Parameters::*, Scope> kScopes[] = {
#define TW_PARAMETER(name, value, scope) {&Parameters::name, scope},
#include "jit/warm/parameters.def"
};

constexpr std::pair<std::string_view, uint32_t> kPasses[] = {
    {"intbounds", kOptIntBounds}, {"rewrite", kOptRewrite}, {"virtualize", kOptVirtualize},
    {"string", kOptString},       {"pure", kOptPure},       {"earlyforce", kOptEarlyForce},
    {"heap", kOptHeap},           {"unroll", kOptUnroll},
};

std::string_view strip(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Cuts off what lies before the separator.
std::string_view nextPart(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return part;
}

} // namespace

bool Parameters::set(std::string_view name, int64_t value) {
  if (name == "trace_limit" && (value < 0 || value > kHighestTraceLimit)) return false;
  for (const auto& [known, member] : kMembers)
    if (known == name) {
      this->*member = value;
      return true;
    }
  return false;
}

bool Parameters::setToDefault(std::string_view name) {
  if (name == "enable_opts") return setPasses("all");
  const Parameters defaults;
  for (const auto& [known, member] : kMembers)
    if (known == name) {
      this->*member = defaults.*member;
      return true;
    }
  return false;
}

bool Parameters::setPasses(std::string_view names) {
  if (names == "all") {
    enableOpts = kOptAll;
    return true;
  }
  uint32_t passes = 0;
  while (!names.empty()) {
    const std::string_view name = nextPart(names, ':');
    uint32_t found = 0;
    for (const auto& [known, pass] : kPasses)
      if (known == name) found = pass;
    if (!found && !name.empty()) return false;
    passes |= found;
  }
  enableOpts = passes;
  return true;
}

bool Parameters::setFromText(std::string_view text) {
  if (text == "off") return set("threshold", -1) && set("function_threshold", -1);
  if (text == "default") {
    *this = Parameters();
    return true;
  }
  while (!text.empty()) {
    std::string_view value = nextPart(text, ',');
    const std::string_view name = strip(nextPart(value, '='));
    value = strip(value);
    if (name == "enable_opts") {
      if (!setPasses(value)) return false;
      continue;
    }
    int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || !set(name, number))
      return false;
  }
  return true;
}

void Parameters::share(const Parameters& other) {
  for (const auto& [member, scope] : kScopes)
    if (scope == ALL) this->*member = other.*member;
}

} // namespace tw::jit
