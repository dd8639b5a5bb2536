// Writing the tables of jit/format/program.h.
#include "translator/pyjitpl/tables.h"

#include "translator/pyjitpl/portal_c.h"
#include "translator/source_c/cfile.h"
#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/operations.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using source_c::CFile;

namespace {

constexpr const char* kExtraEffects[] = {
    "ELIDABLE_CANNOT_RAISE", "LOOP_INVARIANT", "CANNOT_RAISE", "ELIDABLE_OR_MEMORY_ERROR",
    "ELIDABLE_CAN_RAISE",    "CAN_RAISE",      "FORCES",       "RANDOM"};

class TableWriter {
public:
  TableWriter(const JitProgram& jit, CFile& file) : jit_(jit), file_(file) {}

  void write() {
    file_.include("jit/format/program.h");
    writeDescrs();
    writeJitcodes();
    writeVirtualizables();
    writeDrivers();
    writeProgram();
  }

private:
  template <class Range, class Text>
  void table(const std::string& type, const std::string& name, const Range& range, Text text) {
    std::string body, row;
    for (const auto& item : range) {
      row += text(item);
      row += ",";
      if (row.size() > 90) {
        body += "  " + row + "\n";
        row.clear();
      } else {
        row += ' ';
      }
    }
    if (!row.empty()) body += "  " + row + "\n";
    if (body.empty()) body = "  0\n";
    file_.addData(fmt::format("static {} {}[] = {{\n{}}};\n", type, name, body));
  }

  // Lists of indices that lie one after the other in one table.
  struct Lists {
    std::vector<uint32_t> items;
    size_t add(const std::vector<uint32_t>& list) {
      size_t first = items.size();
      items.insert(items.end(), list.begin(), list.end());
      return first;
    }
  };

  std::string headerText(const lltype::Type& type) {
    if (!file_.database().findRecord(type)) return "0";
    return fmt::format("TW_TID({})", file_.useTypeId(type));
  }

  // ---- Descriptors

  void writeDescrs() {
    std::string rows;
    for (uint32_t i = 0; i < jit_.descrs().size(); ++i) {
      const Descr& descr = jit_.descrs().at(i);
      constexpr const char* kKinds[] = {"FIELD", "SIZE", "ARRAY", "INTERIOR", "CALL", "SWITCH"};
      rows += fmt::format("  {{TW_DESCR_{}, '{}', {}, {}, {}, {}}},\n",
                          kKinds[static_cast<size_t>(descr.what)], descr.kind, descr.width,
                          descr.flags, source_c::quoted(descr.name), detail(i, descr));
    }
    file_.addData(fmt::format("static const struct tw_jit_descr descrs[] = {{\n{}}};\n",
                              rows.empty() ? "  {0}\n" : rows));
    table("const u32", "fields", fields_.items, [](uint32_t item) { return std::to_string(item); });
    table("const u32", "sets", sets_.items, [](uint32_t item) { return std::to_string(item); });
    file_.addData(fmt::format("static const struct tw_jit_effect effects[] = {{\n{}}};\n",
                              effectRows_.empty() ? "  {0}\n" : effectRows_));
  }

  std::string detail(uint32_t index, const Descr& descr) {
    switch (descr.what) {
    case DescrKind::Field:
    case DescrKind::Interior:
      return fmt::format(".field = {{{}, {}, {}, {}}}", descr.offset, descr.parent, descr.index,
                         descr.partner);
    case DescrKind::Size: return sizeText(descr);
    case DescrKind::Array: return arrayText(descr);
    case DescrKind::Call: return callText(descr);
    case DescrKind::Switch: {
      table("const i64", fmt::format("values_{}", index), descr.values,
            [](int64_t value) { return wordText(static_cast<uint64_t>(value)); });
      table("const u32", fmt::format("labels_{}", index), descr.labels,
            [](uint32_t label) { return std::to_string(label); });
      return fmt::format(".select = {{values_{0}, labels_{0}, {1}}}", index, descr.values.size());
    }
    }
    return "";
  }

  std::string sizeText(const Descr& descr) {
    const database_c::RecordNode* record = file_.database().findRecord(*descr.type);
    std::string vtable = "0";
    if (record && record->vtable) vtable = fmt::format("(void *)&{}", file_.use(*record->vtable));
    size_t first = fields_.add(descr.fields);
    return fmt::format(".size = {{{}, {}, {}, {}, {}}}", headerText(*descr.type), vtable,
                       std::max<uint64_t>((descr.type->size() + 7) / 8 * 8, 16), first,
                       descr.fields.size());
  }

  std::string arrayText(const Descr& descr) {
    constexpr const char* kForm = ".array = {{{}, {}, {}, {}, {}, {}}}";
    if (!descr.type) return fmt::format(kForm, 0, 0, descr.width, "0xffffffff", 0, 0);
    uint64_t base = source_c::allocationBase(*descr.type);
    if (descr.type->asStruct()) base = descr.type->size(); // the items; allocations add a NUL
    const lltype::ArrayType& items = source_c::itemsOf(*descr.type);
    std::string length =
        items.hasLength() ? std::to_string(source_c::lengthOffset(*descr.type)) : "0xffffffff";
    bool isGc = descr.type->asStruct() || items.isGc();
    size_t first = fields_.add(descr.fields);
    return fmt::format(kForm, isGc ? headerText(*descr.type) : "0", base, items.itemSize(), length,
                       first, descr.fields.size());
  }

  // ---- Calls

  std::string callText(const Descr& descr) {
    const lltype::FuncType& type = *descr.call.type;
    std::string kinds, widths;
    bool narrow = false;
    for (const lltype::Type* argument : type.args()) {
      if (argument->isVoid()) continue;
      kinds += kindOf(*argument);
      bool single = argument->kind() == lltype::Kind::SingleFloat;
      widths += fmt::format("{}{}", argument->size(), single ? "s" : "");
      narrow |= argument->size() != 8;
    }
    return fmt::format(".call = {{\"{}\", {}, {}, 0, {}}}", kinds, trampoline(type),
                       effect(descr.effect), narrow ? "\"" + widths + "\"" : "0");
  }

  // Signatures that look the same in C share one.
  std::string trampoline(const lltype::FuncType& type) {
    auto spelled = [](const lltype::Type& each) -> std::string {
      if (each.isPtr() || each.kind() == lltype::Kind::Address) return "void *";
      switch (each.kind()) {
      case lltype::Kind::Void: return "void";
      case lltype::Kind::Bool: return "tw_bool";
      case lltype::Kind::Char: return "u8";
      case lltype::Kind::UniChar: return "u32";
      case lltype::Kind::Float: return "double";
      case lltype::Kind::SingleFloat: return "float";
      default:
        return fmt::format("{}{}", each.number().isSignedNumber() ? 'i' : 'u',
                           each.number().bits());
      }
    };
    std::string parameters, arguments;
    size_t count = 0;
    for (const lltype::Type* argument : type.args()) {
      if (argument->isVoid()) continue;
      const char* separator = count ? ", " : "";
      std::string spelling = spelled(*argument);
      parameters += separator + spelling;
      arguments += separator + fromWord(fmt::format("a[{}]", count++), *argument, spelling);
    }
    std::string result = spelled(type.result());
    std::string call = fmt::format("(({} (*)({}))f)({})", result,
                                   parameters.empty() ? "void" : parameters, arguments);
    std::string body =
        type.result().isVoid() ? call : fmt::format("*r = {}", toWord(call, type.result()));
    auto [entry, isNew] = trampolines_.try_emplace(body, trampolines_.size());
    if (isNew)
      file_.addData(fmt::format("static void call_{}(void *f, const i64 *a, i64 *r) {{ {}; }}\n",
                                entry->second, body));
    return fmt::format("call_{}", entry->second);
  }

  size_t effect(const Effect& effect) {
    auto [entry, isNew] = effects_.try_emplace(effect, effects_.size());
    if (!isNew) return entry->second;
    size_t first = sets_.items.size();
    for (const auto* set :
         {&effect.readFields, &effect.writeFields, &effect.readArrays, &effect.writeArrays})
      sets_.add(*set);
    std::string flags = "0";
    if (effect.canInvalidate) flags += " | TW_EFFECT_CAN_INVALIDATE";
    if (effect.canCollect) flags += " | TW_EFFECT_CAN_COLLECT";
    effectRows_ +=
        fmt::format("  {{TW_EFFECT_{}, {}, {}, {}, {}, {}, {}, {}}},\n",
                    kExtraEffects[static_cast<size_t>(effect.extra)],
                    static_cast<unsigned>(effect.oopspec), flags, first, effect.readFields.size(),
                    effect.writeFields.size(), effect.readArrays.size(), effect.writeArrays.size());
    return entry->second;
  }

  // ---- Jitcode

  std::string constantWord(const flow::Constant& constant, const char* cast) {
    bool isAddress = constant.type->isPtr() || constant.type->kind() == lltype::Kind::Address;
    if (!isAddress || !constant.word) return cast + wordText(constant.word);
    return cast + source_c::constantText(constant.word, *constant.type, file_).text;
  }

  void writeJitcodes() {
    std::vector<std::string> names;
    for (const Jitcode& jitcode : jit_.jitcodes()) {
      uint32_t n = jitcode.index;
      table("const u16", fmt::format("code_{}", n), jitcode.code,
            [](uint16_t unit) { return std::to_string(unit); });
      if (!jitcode.constants[0].empty())
        table("const i64", fmt::format("i_{}", n), jitcode.constants[0],
              [&](const flow::Constant* each) { return constantWord(*each, "(i64)"); });
      if (!jitcode.constants[1].empty())
        table("void *const", fmt::format("r_{}", n), jitcode.constants[1],
              [&](const flow::Constant* each) { return constantWord(*each, "(void *)"); });
      if (!jitcode.constants[2].empty())
        table("const double", fmt::format("f_{}", n), jitcode.constants[2],
              [&](const flow::Constant* each) {
                return source_c::constantText(each->word, *each->type, file_).text;
              });
      if (!jitcode.lines.empty())
        table("const u32", fmt::format("lines_{}", n), jitcode.lines,
              [](auto& line) { return fmt::format("{}, {}", line.first, line.second); });
      auto reference = [&](const char* prefix, bool exists) {
        return exists ? fmt::format("{}_{}", prefix, n) : "0";
      };
      file_.addData(fmt::format(
          "static const struct tw_jitcode jitcode_{0} = {{{1}, code_{0}, {2}, {0}, {{{3}, {4}, "
          "{5}}}, "
          "{{{6}, {7}, {8}}}, {9}, {10}, {11}, (void *){12}, {13}, {14}, {15}, {16}}};\n",
          n, source_c::quoted(jitcode.name), jitcode.code.size(), jitcode.registers[0],
          jitcode.registers[1], jitcode.registers[2], jitcode.constants[0].size(),
          jitcode.constants[1].size(), jitcode.constants[2].size(),
          reference("i", !jitcode.constants[0].empty()),
          reference("r", !jitcode.constants[1].empty()),
          reference("f", !jitcode.constants[2].empty()),
          file_.use(file_.database().function(*jitcode.graph)), jitcode.callDescr, jitcode.driver,
          jitcode.lines.size(), reference("lines", !jitcode.lines.empty())));
      names.push_back(fmt::format("&jitcode_{}", n));
    }
    table("const struct tw_jitcode *const", "jitcodes", names, [](auto& name) { return name; });
    table("const u16", "liveness", jit_.liveness().units(),
          [](uint16_t unit) { return std::to_string(unit); });
    table("void *const", "functions", jit_.familyMembers(), [&](uint32_t index) {
      return "(void *)" + file_.use(file_.database().function(*jit_.jitcodes()[index].graph));
    });
    table("const u32", "function_jitcodes", jit_.familyMembers(),
          [](uint32_t index) { return std::to_string(index); });
  }

  // ---- Virtualizables and drivers

  void writeVirtualizables() {
    std::string rows;
    size_t n = 0;
    for (const Virtualizable& each : jit_.virtualizables().all()) {
      auto list = [&](const char* name, const std::vector<uint32_t>& descrs) {
        table("const u32", fmt::format("{}_{}", name, n), descrs,
              [](uint32_t index) { return std::to_string(index); });
      };
      list("vable_fields", each.fieldDescrs);
      list("vable_array_fields", each.arrayFieldDescrs);
      list("vable_arrays", each.arrayDescrs);
      rows += fmt::format("  {{{1}, {2}, {3}, {4}, vable_fields_{0}, vable_array_fields_{0}, "
                          "vable_arrays_{0}}},\n",
                          n++, each.size, each.token, each.fields.size(), each.arrays.size());
    }
    file_.addData(
        fmt::format("static const struct tw_jit_virtualizable virtualizables[] = {{\n{}}};\n",
                    rows.empty() ? "  {0}\n" : rows));
  }

  void writeDrivers() {
    std::string rows;
    for (const auto& driver : jit_.drivers().all()) {
      HookTexts hooks = writeHooks(*driver, file_);
      auto kinds = [](const std::vector<const lltype::Type*>& types) {
        std::string text;
        for (const lltype::Type* type : types) text += kindOf(*type);
        return text;
      };
      auto jitcode = std::ranges::find(jit_.jitcodes(), driver->portal, &Jitcode::graph);
      std::string flags = "0";
      if (driver->isRecursive) flags += " | TW_DRIVER_RECURSIVE";
      if (driver->vectorize) flags += " | TW_DRIVER_VECTORIZE";
      if (driver->hooks[static_cast<size_t>(Hook::ShouldUnrollOneIteration)])
        flags += " | TW_DRIVER_UNROLLS_ONE";
      if (!driver->hasLoopHeader) flags += " | TW_DRIVER_NO_LOOP_HEADER";
      int vable = jit_.virtualizables().ofDriver(*driver);
      auto function = [&](const flow::FunctionGraph& graph) {
        return "(void *)" + file_.use(file_.database().function(graph));
      };
      rows += fmt::format(
          "  {{{}, \"{}\", \"{}\", \"{}\", '{}', {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}},\n",
          source_c::quoted(driver->name), kinds(driver->greens), kinds(driver->reds),
          greenTypes(*driver), kindOf(*driver->portal->returnBlock->inputArgs[0]->type), flags,
          driver->index, driver->number, jitcode->index, vable,
          vable < 0 ? 0 : driver->virtualizableRed, jitcode->callDescr, function(*driver->portal),
          function(*driver->runner), fmt::format("{}", fmt::join(hooks, ", ")));
    }
    file_.addData(fmt::format("static const struct tw_jit_driver drivers[] = {{\n{}}};\n",
                              rows.empty() ? "  {0}\n" : rows));
  }

  std::string greenTypes(const Driver& driver) const {
    std::string text;
    for (const lltype::Type* type : driver.greens) {
      char kind = kindOf(*type);
      if (kind == 'r') {
        const lltype::Type* target = &type->ptr().target();
        if (target == jit_.string(lltype::Kind::Char).type) kind = 's';
        if (target == jit_.string(lltype::Kind::UniChar).type) kind = 'u';
      }
      text += kind;
    }
    return text;
  }

  // ---- The program

  static std::string wellKnown(int64_t descr) {
    return descr < 0 ? "0xffffffff" : std::to_string(descr);
  }

  void writeProgram() {
    using lltype::Kind;
    const auto& reference = jit_.descrs().virtualReference();
    const auto ofReference = [&](uint32_t Descrs::VirtualReference::*part) {
      return wellKnown(reference ? int64_t((*reference).*part) : -1);
    };
    file_.addData(fmt::format(
        "const struct tw_jit_program tw_jit_program = {{descrs, {}, fields, effects, {}, sets, "
        "jitcodes, {}, (const u8 *)liveness, sizeof liveness, drivers, {}, virtualizables, {}, "
        "functions, function_jitcodes, {}, {}, {}, {}, {}, {}, {}, {}}};\n",
        jit_.descrs().size(), effects_.size(), jit_.jitcodes().size(), jit_.drivers().all().size(),
        jit_.virtualizables().all().size(), jit_.familyMembers().size(),
        wellKnown(jit_.string(Kind::Char).characters),
        wellKnown(jit_.string(Kind::UniChar).characters), wellKnown(jit_.string(Kind::Char).hash),
        wellKnown(jit_.string(Kind::UniChar).hash), ofReference(&Descrs::VirtualReference::size),
        ofReference(&Descrs::VirtualReference::token),
        ofReference(&Descrs::VirtualReference::target)));
  }

  const JitProgram& jit_;
  CFile& file_;
  Lists fields_, sets_;
  std::map<Effect, size_t> effects_;
  std::string effectRows_;
  std::map<std::string, size_t> trampolines_;
};

} // namespace

void addRoots(const JitProgram& jit, database_c::Program& program) {
  for (const Jitcode& jitcode : jit.jitcodes()) {
    program.functions.push_back(jitcode.graph);
    for (const auto& constants : jitcode.constants)
      program.constants.insert(program.constants.end(), constants.begin(), constants.end());
  }
  for (const auto& driver : jit.drivers().all()) {
    program.functions.push_back(driver->runner);
    for (flow::FunctionGraph* hook : driver->hooks)
      if (hook) program.functions.push_back(hook);
  }
  for (const lltype::Type* type : jit.descrs().allocated()) program.types.push_back(type);
}

source_c::Addition addition(const JitProgram& jit) {
  source_c::Addition result;
  result.module = "jitcode_tables";
  result.write = [&jit](CFile& file) { TableWriter(jit, file).write(); };
  result.body = [&jit](const database_c::FunctionNode& node, CFile& file) {
    const Driver* driver = jit.drivers().ofRunner(node.graph);
    return driver ? runnerText(*driver, node, file) : jit.hiddenChecks().text(node, file);
  };
  result.header = "jit/format/program.h";
  result.setup = "tw_jit_setup";
  return result;
}

} // namespace tw::pyjitpl
