// The option table and the values of one translation.
#include "translator/driver/options.h"

#include <charconv>
#include <stdexcept>

namespace tw::driver {
namespace {

constexpr std::array<OptionRow, kOptionCount> kTable = {{
#define TW_OPTION(id, path, names, kind, defaultValue, choices, ignored, help)                     \
  {path, names, OptionKind::kind, defaultValue, choices, ignored, help},
#include "translator/driver/options.def"
#undef TW_OPTION
}};

// What the levels differ in. Inlining at half the weight keeps the code of
// -O1, -Osize and -Omem small.
struct LevelRow {
  std::string_view level;
  bool backendopt;
  bool halfInlining;
  bool removeAsserts;
  bool jit;
};

constexpr LevelRow kLevels[] = {
    {"0", false, false, false, false}, {"1", true, true, false, false},
    {"size", true, true, true, false}, {"mem", true, true, true, false},
    {"2", true, false, false, false},  {"3", true, false, true, false},
    {"jit", true, false, false, true},
};

template <class T> T parse(const std::string& text) {
  T value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::logic_error("an option holds '" + text + "', which is not a number");
  return value;
}

} // namespace

std::span<const OptionRow, kOptionCount> optionTable() { return kTable; }

std::optional<OptionId> findOption(std::string_view path) {
  for (size_t i = 0; i < kTable.size(); ++i)
    if (kTable[i].path == path) return static_cast<OptionId>(i);
  return std::nullopt;
}

Options::Options() {
  for (size_t i = 0; i < kTable.size(); ++i) entries_[i].value = kTable[i].defaultValue;
}

int64_t Options::integer(OptionId id) const { return parse<int64_t>(text(id)); }

double Options::real(OptionId id) const { return parse<double>(text(id)); }

void Options::set(OptionId id, std::string value) { entry(id) = {std::move(value), true}; }

void Options::suggest(OptionId id, std::string value) {
  if (!given(id)) entry(id).value = std::move(value);
}

void Options::applyLevel() {
  for (const LevelRow& row : kLevels) {
    if (row.level != text(OptionId::opt)) continue;
    suggest(OptionId::no_backendopt, row.backendopt ? "false" : "true");
    if (row.halfInlining) suggest(OptionId::inline_threshold, "16.2");
    suggest(OptionId::remove_asserts, row.removeAsserts ? "true" : "false");
    if (row.jit) suggest(OptionId::jit, "true");
    return;
  }
  throw std::logic_error("no row for level " + text(OptionId::opt));
}

} // namespace tw::driver
