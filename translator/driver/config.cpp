// Host objects that read and write the options.
#include "translator/driver/config.h"

#include <algorithm>

#include <fmt/format.h>

namespace tw::driver {
namespace {

host::Object* valueObject(host::Host& host, const Options& options, OptionId id) {
  const OptionRow& row = optionTable()[static_cast<size_t>(id)];
  switch (row.kind) {
  case OptionKind::Flag: return host.boolean(options.flag(id));
  case OptionKind::Integer: return host.newInt(options.integer(id));
  case OptionKind::Real: return host.newFloat(options.real(id));
  case OptionKind::Text:
  case OptionKind::Choice: break;
  }
  // As in the reference, a text that is not set is None.
  const std::string& text = options.text(id);
  return text.empty() ? host.none() : host.newStr(text);
}

std::string valueText(host::Host& host, OptionId id, host::Object* value) {
  const OptionRow& row = optionTable()[static_cast<size_t>(id)];
  switch (row.kind) {
  case OptionKind::Flag: return host.truth(value) ? "true" : "false";
  case OptionKind::Integer: return std::to_string(host.toInt(value));
  case OptionKind::Real: return fmt::format("{}", host.toDouble(value));
  case OptionKind::Text:
  case OptionKind::Choice: break;
  }
  return host::isNone(value) ? std::string{} : std::string(host.toStr(value));
}

// One level of the tree: the options whose path begins with `prefix`.
class ConfigObject final : public host::ExternalObject {
public:
  ConfigObject(host::ClassObject* cls, Options& options, std::string prefix)
      : configClass_(cls), options_(options), prefix_(std::move(prefix)) {}

  host::Object* getAttr(host::Host& host, host::StrObject* name) override {
    if (name->value == "set") return setter(host, &Options::set, true);
    if (name->value == "suggest") return setter(host, &Options::suggest, false);
    std::string path = prefix_ + std::string(name->value);
    if (std::optional<OptionId> id = findOption(path)) return valueObject(host, options_, *id);
    path += '.';
    bool group = std::ranges::any_of(
        optionTable(), [&](const OptionRow& row) { return row.path.starts_with(path); });
    if (!group) return nullptr;
    return host.make<ConfigObject>(configClass_, host::Kind::External, configClass_, options_,
                                   path);
  }

  bool setAttr(host::Host& host, host::StrObject* name, host::Object* value) override {
    std::string path = prefix_ + std::string(name->value);
    if (std::optional<OptionId> id = findOption(path)) {
      options_.set(*id, valueText(host, *id, value));
      return true;
    }
    return noteUnknown(path);
  }

private:
  using Setter = void (Options::*)(OptionId, std::string);

  // A function that takes options of this level as keywords. What older targets prefer may not
  // exist any more: only what is set must.
  host::Object* setter(host::Host& host, Setter set, bool mustExist) {
    auto apply = [this, set, mustExist](host::Host& h, const host::Args& args) -> host::Object* {
      for (const host::Keyword& keyword : args.keywords) {
        std::string path = prefix_ + std::string(keyword.name->value);
        std::optional<OptionId> id = findOption(path);
        if (!id && mustExist && !noteUnknown(path))
          h.raise(h.types().AttributeError, "there is no option " + path);
        if (id) (options_.*set)(*id, valueText(h, *id, keyword.value));
      }
      return h.none();
    };
    return host.newBuiltin("config.set", apply, 0, 0, true);
  }

  // Old targets set options of translation that were given up since then: no error.
  bool noteUnknown(const std::string& path) const {
    if (!path.starts_with("translation.")) return false;
    if (!options_.flag(OptionId::quiet))
      fmt::print(stderr, "tracewright: note: the target sets {}, an option that does not exist\n",
                 path);
    return true;
  }

  host::ClassObject* configClass_;
  Options& options_;
  std::string prefix_;
};

} // namespace

host::Object* makeConfig(host::Host& host, Options& options) {
  host::ClassObject* cls = host.newBuiltinClass("Config", host::Kind::External);
  return host.make<ConfigObject>(cls, host::Kind::External, cls, options, std::string{});
}

} // namespace tw::driver
