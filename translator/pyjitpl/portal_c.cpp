// Runners and hooks.
#include "translator/pyjitpl/portal_c.h"

#include "translator/pyjitpl/descrs.h"
#include "translator/source_c/cfile.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>

namespace tw::pyjitpl {

using lltype::Kind;
using lltype::Type;
using source_c::CFile;

std::string toWord(const std::string& text, const Type& type) {
  switch (type.kind()) {
  case Kind::Float: return fmt::format("tw_float_bits({})", text);
  case Kind::SingleFloat: return fmt::format("((union {{ float f; u32 bits; }}){{{}}}).bits", text);
  default: return "(i64)" + text;
  }
}

std::string fromWord(const std::string& text, const Type& type, const std::string& spelled) {
  switch (type.kind()) {
  case Kind::Float: return fmt::format("tw_float_from_bits({})", text);
  case Kind::SingleFloat:
    return fmt::format("((union {{ u32 bits; float f; }}){{(u32){}}}).f", text);
  default: return fmt::format("({}){}", spelled, text);
  }
}

std::string wordText(uint64_t word) {
  auto value = static_cast<int64_t>(word);
  if (value == INT64_MIN) return "(-9223372036854775807L - 1)";
  return fmt::format("{}L", value);
}

std::string runnerText(const Driver& driver, const database_c::FunctionNode& node, CFile& file) {
  file.include("jit/format/program.h");
  std::vector<std::string> names;
  std::string words, arguments, reload;
  for (const flow::Variable* argument : driver.portal->startBlock->inputArgs) {
    std::string name = fmt::format("a{}", names.size());
    const char* separator = names.empty() ? "" : ", ";
    words += separator + toWord(name, *argument->type);
    arguments += separator + name;
    std::string word = fmt::format("tw_jit_exit.values[{}]", names.size());
    reload += fmt::format("      {} = {};\n", name,
                          fromWord(word, *argument->type, source_c::spell(*argument->type, file)));
    names.push_back(std::move(name));
  }
  const Type& type = *driver.portal->returnBlock->inputArgs[0]->type;
  bool gives = !type.isVoid();
  std::string spelled = gives ? source_c::spell(type, file) : "";
  std::string call =
      fmt::format("{}({})", file.use(file.database().function(*driver.portal)), arguments);
  std::string text = source_c::prototype(node, file, names) + " {\n";
  if (gives) text += fmt::format("  {} result;\n", spelled);
  text += fmt::format("  {{\n    i64 values[] = {{{}}};\n", words.empty() ? "0" : words);
  text +=
      fmt::format("    if (tw_jit_enter_function({}, values)) goto left;\n  }}\n", driver.index);
  text += fmt::format("  for (;;) {{\n    {}{};\n", gives ? "result = " : "", call);
  text +=
      fmt::format("    if (TW_LIKELY(tw_exc.type != (void *)tw_jit_exit_exception)) return{};\n",
                  gives ? " result" : "");
  // The marker has taken the place of the exception that the run ended with.
  text += "    tw_exc.type = 0;\n    if (tw_jit_exit.kind == TW_EXIT_EXCEPTION) {\n"
          "      tw_exc.value = (void *)tw_jit_exit.result;\n"
          "      tw_exc.type = TW_VTABLE(tw_exc.value);\n    }\n";
  text += "  left:\n    if (tw_jit_exit.kind == TW_EXIT_CONTINUE) {\n";
  text += reload + "    } else {\n";
  text += gives ? fmt::format("      return {};\n", fromWord("tw_jit_exit.result", type, spelled))
                : std::string("      return;\n");
  return text + "    }\n  }\n}\n\n";
}

namespace {

// The call of a hook's function with the words in `values`.
std::string hookCall(const flow::FunctionGraph& hook, CFile& file) {
  std::string arguments;
  size_t count = 0;
  for (const flow::Variable* argument : hook.startBlock->inputArgs) {
    if (argument->type->isVoid()) continue;
    if (count) arguments += ", ";
    arguments += fromWord(fmt::format("values[{}]", count++), *argument->type,
                          source_c::spell(*argument->type, file));
  }
  return fmt::format("{}({})", file.use(file.database().function(hook)), arguments);
}

// What a hook raises is dropped: it must not change what the program does.
constexpr const char* kDropException =
    "  if (tw_exc.type) {\n    tw_exc.type = 0;\n    tw_exc.value = 0;\n    return";

std::string printableLocation(const flow::FunctionGraph& hook, const std::string& name,
                              CFile& file) {
  const Type& type = *hook.returnBlock->inputArgs[0]->type;
  const lltype::StructType& string = type.ptr().target().structure();
  file.defineStruct(string);
  std::string chars = source_c::fieldName(string.fields().back().name);
  return fmt::format(
      "static void {}(const i64 *values) {{\n  {}text = {};\n{};\n  }}\n"
      "  if (text) tw_jit_location_text((const char *)text->{}_items, text->{}_length);\n}}\n",
      name, source_c::spell(type, file), hookCall(hook, file), kDropException, chars, chars);
}

std::string location(const flow::FunctionGraph& hook, const std::string& name, CFile& file) {
  const Type& type = *hook.returnBlock->inputArgs[0]->type;
  const lltype::StructType& tuple = type.ptr().target().structure();
  file.defineStruct(tuple);
  std::string text =
      fmt::format("static void {}(const i64 *values, i64 *result) {{\n  {}tuple = {};\n{};\n  }}\n",
                  name, source_c::spell(type, file), hookCall(hook, file), kDropException);
  size_t count = 0;
  for (const lltype::Field& field : tuple.fields()) {
    if (field.type->isVoid()) continue;
    text += fmt::format("  result[{}] = {};\n", count++,
                        toWord("tuple->" + source_c::fieldName(field.name), *field.type));
  }
  return text + "}\n";
}

std::string number(const flow::FunctionGraph& hook, const std::string& name, CFile& file) {
  return fmt::format("static i64 {}(const i64 *values) {{\n  i64 result = {};\n{} 0;\n  }}\n"
                     "  return result;\n}}\n",
                     name, toWord(hookCall(hook, file), *hook.returnBlock->inputArgs[0]->type),
                     kDropException);
}

} // namespace

HookTexts writeHooks(const Driver& driver, CFile& file) {
  HookTexts names;
  for (size_t i = 0; i < driver.hooks.size(); ++i) {
    const flow::FunctionGraph* hook = driver.hooks[i];
    names[i] = "0";
    if (!hook) continue;
    names[i] = fmt::format("{}_{}", kHookNames[i], driver.index);
    auto which = static_cast<Hook>(i);
    file.addData(which == Hook::PrintableLocation ? printableLocation(*hook, names[i], file)
                 : which == Hook::Location        ? location(*hook, names[i], file)
                                                  : number(*hook, names[i], file));
  }
  return names;
}

} // namespace tw::pyjitpl
