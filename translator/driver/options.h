// Options: the values of options.def for one translation.
//
// A value comes from the command line, from the optimization level or from
// the row's default; whatever was set by hand wins. Stages receive plain
// parameters, not this: only the driver and the target's `config` see it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tw::driver {

enum class OptionKind : uint8_t { Flag, Integer, Real, Text, Choice };

enum class OptionId : uint8_t {
#define TW_OPTION(id, path, names, kind, defaultValue, choices, ignored, help) id,
#include "translator/driver/options.def"
#undef TW_OPTION
  count
};

struct OptionRow {
  std::string_view path;
  std::string_view names;
  OptionKind kind;
  std::string_view defaultValue;
  std::string_view choices;
  std::string_view ignored;
  std::string_view help;
};

inline constexpr size_t kOptionCount = static_cast<size_t>(OptionId::count);

// The rows of options.def, indexed by OptionId.
std::span<const OptionRow, kOptionCount> optionTable();

// The option a target calls `path`, "translation.gc".
std::optional<OptionId> findOption(std::string_view path);

class Options {
public:
  Options();

  bool flag(OptionId id) const { return text(id) == "true"; }
  int64_t integer(OptionId id) const;
  double real(OptionId id) const;
  const std::string& text(OptionId id) const { return entry(id).value; }

  // Set by hand, on the command line or by the target.
  bool given(OptionId id) const { return entry(id).given; }
  void set(OptionId id, std::string value);
  // A preference: it loses against a value that was set by hand.
  void suggest(OptionId id, std::string value);

  // What -O LEVEL stands for, as suggestions.
  void applyLevel();

private:
  struct Entry {
    std::string value;
    bool given = false;
  };
  const Entry& entry(OptionId id) const { return entries_[static_cast<size_t>(id)]; }
  Entry& entry(OptionId id) { return entries_[static_cast<size_t>(id)]; }

  std::array<Entry, kOptionCount> entries_;
};

} // namespace tw::driver
