// Low-level operations in C: dispatch, templates, debugging, the collector.
#include "translator/source_c/operations.h"

#include "translator/database_c/strings.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>
#include <stdexcept>

namespace tw::source_c {

using database_c::StandardException;
using flow::OpCode;
using flow::Value;
using lltype::Effect;
using lltype::Kind;

Expression OperationWriter::operand(size_t index) {
  return writer_.value(argument(index), *argument(index).type());
}

void OperationWriter::statement(const std::string& text) {
  writer_.flushReads();
  writer_.line(text);
}

void OperationWriter::result(Expression expression, bool movable) {
  if (!exists(resultType()) || !writer_.shape_.isNeeded(operation_.result)) return;
  writer_.define(operation_.result, std::move(expression), movable);
}

void OperationWriter::write() {
  if (writeMemory()) return;
  switch (operation_.op) {
  case OpCode::LlDirectCall:
  case OpCode::LlIndirectCall: writeCall(); return;
  case OpCode::LlJitConditionalCall:
  case OpCode::LlJitConditionalCallValue: writeConditionalCall(); return;
  case OpCode::LlJitEnterLoop: writeEnterLoop(); return;
  case OpCode::LlMalloc: writeMalloc(); return;
  case OpCode::LlMallocVarsize: writeVarMalloc(); return;
  case OpCode::LlWeakrefCreate: writeWeakref(); return;
  case OpCode::LlStackCheck:
    writer_.flushReads();
    writer_.writeStackCheck(operation_);
    return;
  case OpCode::LlIntAddOvf:
  case OpCode::LlIntAddNonnegOvf:
  case OpCode::LlIntSubOvf:
  case OpCode::LlIntMulOvf: writeOverflow(flow::llOpInfo(operation_.op).cTemplate); return;
  default: break;
  }
  if (const char* text = flow::llOpInfo(operation_.op).cTemplate)
    writeTemplate(text);
  else
    writeDebug();
}

// ---- Templates

// An operand that the template names twice must be a variable.
std::string OperationWriter::expand(const char* text, Expression& result) {
  std::string_view form(text);
  std::vector<std::string> operands;
  for (size_t i = 0; i < operation_.args.size(); i++) {
    std::string name = fmt::format("${}", i);
    size_t first = form.find(name);
    if (first == std::string_view::npos) {
      operands.emplace_back();
      continue;
    }
    bool repeated = form.find(name, first + 1) != std::string_view::npos;
    Expression operand = repeated ? writer_.repeatable(argument(i)) : writer_.value(argument(i));
    result.absorb(operand);
    operands.push_back(operand.operand());
  }
  std::string expanded;
  for (size_t i = 0; i < form.size(); i++) {
    if (form[i] != '$') {
      expanded += form[i];
      continue;
    }
    char what = form[++i];
    if (what == 'r')
      expanded += writer_.variableName(operation_.result);
    else if (what == 't')
      expanded += spell(resultType(), file_);
    else
      expanded += operands.at(static_cast<size_t>(what - '0'));
  }
  return expanded;
}

namespace {

// C computes small integers as int: their results must be cut.
bool needsCut(const lltype::Type& type) {
  return type.kind() == Kind::Char || (type.kind() == Kind::Number && type.number().bits() < 32);
}

bool isCall(const std::string& text) {
  size_t open = text.find('(');
  return open != std::string::npos && open > 0 && text.find(')') == text.size() - 1 &&
         text.find_first_of(" ") > open;
}

} // namespace

void OperationWriter::writeTemplate(const char* text) {
  if (!*text) return;
  Expression value;
  Effect effect = flow::llOpInfo(operation_.op).effect;
  value.text = expand(text, value);
  value.type = &resultType();
  value.atomic = isCall(value.text);
  bool cast = std::string_view(text).starts_with("($t)");
  if (exists(resultType()) && !cast && (needsCut(resultType()) || resultType().isPtr())) {
    value.text = fmt::format("({})({})", spell(resultType(), file_), value.text);
    value.atomic = false;
  }
  if (effect == Effect::None || effect == Effect::Reads) {
    value.readsMemory |= effect == Effect::Reads;
    result(std::move(value), true);
    return;
  }
  writer_.flushReads();
  if (effect != Effect::Writes) writer_.fresh_.clear();
  if (exists(resultType()) && writer_.shape_.isNeeded(operation_.result))
    writer_.assign(operation_.result, value);
  else
    writer_.line(value.text + ";");
  if (flow::opInfo(operation_.op).canRaise)
    writer_.writeRaising(operation_, "TW_RAISED()");
  else if (operation_.op == OpCode::LlRawMalloc)
    writer_.writeRaising(operation_, "!" + writer_.variableName(operation_.result));
}

void OperationWriter::writeOverflow(const char* text) {
  Expression reads;
  std::string condition = expand(text, reads);
  StandardException overflow = StandardException::OverflowError;
  writer_.writeRaising(operation_, condition, &overflow);
}

// ---- Debugging, the collector

// A C string: from a Symbol, a prebuilt string, or a string object (which ends
// with a NUL).
std::string OperationWriter::category(Value value) {
  if (const lltype::Symbol* symbol = flow::symbolOf(value)) return quoted(symbol->name);
  Value known = writer_.shape_.resolve(value);
  if (known.isConstant()) {
    const lltype::Allocation* allocation = file_.database().heap().find(known.constant()->word);
    if (auto text = allocation ? database_c::stringText(*allocation) : std::nullopt)
      return quoted(*text);
  }
  Expression object = writer_.repeatable(value);
  const lltype::StructType& type = value.type()->ptr().target().structure();
  file_.defineStruct(type);
  return fmt::format("(const char *){}->{}_items", object.operand(),
                     fieldName(type.fields().back().name));
}

std::string OperationWriter::printPart(Value value) {
  if (const lltype::Symbol* symbol = flow::symbolOf(value))
    return fmt::format("tw_debug_print_text({}, {});", quoted(symbol->name), symbol->name.size());
  const lltype::Type& type = *value.type();
  const lltype::StructType* structure = type.isPtr() ? type.ptr().target().asStruct() : nullptr;
  if (structure && structure->varArray() && structure->varArray()->item().kind() == Kind::Char) {
    std::string text = category(value);
    return fmt::format("{{ const char *text = {}; tw_debug_print_text(text, "
                       "(Signed)__builtin_strlen(text)); }}",
                       text);
  }
  std::string text = writer_.value(value).text;
  switch (type.kind()) {
  case Kind::Bool:
    return fmt::format("if ({}) tw_debug_print_text(\"True\", 4); "
                       "else tw_debug_print_text(\"False\", 5);",
                       text);
  case Kind::Char:
  case Kind::UniChar: return fmt::format("tw_debug_print_char({});", text);
  case Kind::Float:
  case Kind::SingleFloat: return fmt::format("tw_debug_print_float({});", text);
  case Kind::Number:
    return fmt::format("tw_debug_print_{}({});", type.number().isSignedNumber() ? "int" : "uint",
                       text);
  default: return fmt::format("tw_debug_print_pointer((void *)({}));", text);
  }
}

void OperationWriter::writeDebugPrint() {
  for (Value part : operation_.args) {
    if (part.isVariable()) writer_.repeatable(part);
  }
  writer_.flushReads();
  writer_.line("if (tw_have_debug_prints()) {");
  writer_.line("  tw_debug_print_begin();");
  for (Value part : operation_.args) writer_.line("  " + printPart(part));
  writer_.line("  tw_debug_print_end();");
  writer_.line("}");
}

void OperationWriter::writeDebug() {
  Expression value;
  value.type = &resultType();
  switch (operation_.op) {
  case OpCode::LlDebugPrint: writeDebugPrint(); return;
  case OpCode::LlDebugStart:
  case OpCode::LlDebugStop:
    value.text =
        fmt::format("tw_debug_{}({}, {})", operation_.op == OpCode::LlDebugStart ? "start" : "stop",
                    category(argument(0)), operand(1).text);
    writer_.flushReads();
    if (writer_.shape_.isNeeded(operation_.result))
      writer_.assign(operation_.result, value);
    else
      writer_.line(value.text + ";");
    return;
  case OpCode::LlHaveDebugPrintsFor:
    value.text = fmt::format("tw_have_debug_prints_for({})", category(argument(0)));
    value.readsMemory = true;
    result(std::move(value), false);
    return;
  case OpCode::LlDebugFatalError:
    statement(fmt::format("tw_fatal({});", category(argument(0))));
    return;
  case OpCode::LlDebugStartTraceback:
    statement(fmt::format("tw_debug_start_traceback({});", operand(0).text));
    return;
  case OpCode::LlDebugReraiseTraceback:
    statement(fmt::format("tw_debug_reraise_traceback({});", operand(0).text));
    return;
  case OpCode::LlDebugRecordTraceback:
    statement(fmt::format("tw_traceback_add({});", writer_.place(operation_.span)));
    return;
  case OpCode::LlDebugCatchException:
    statement(fmt::format("tw_traceback_catch({}, {});", writer_.place(operation_.span),
                          operand(0).text));
    return;
  // Checked by llinterp only.
  case OpCode::LlDebugAssert:
  case OpCode::LlDebugAssertNotNone:
  case OpCode::LlDebugNonnullPointer:
  case OpCode::LlInstrumentCount: return;
  case OpCode::LlKeepAlive:
    if (writer_.shape_.resolve(argument(0)).isVariable())
      statement(fmt::format("TW_KEEPALIVE({});", operand(0).text));
    return;
  case OpCode::LlGcCollect:
    writer_.fresh_.clear();
    writer_.flushReads();
    forgetRegisters();
    statement(fmt::format("tw_gc_collect({});", operation_.args.empty() ? "9" : operand(0).text));
    return;
  case OpCode::LlGcTypePtr:
    value = operand(0);
    value.text = fmt::format("({})TW_VTABLE({})", spell(resultType(), file_), value.text);
    value.atomic = false;
    value.type = &resultType();
    result(std::move(value), true);
    return;
  case OpCode::LlWeakrefDeref:
    value = operand(0);
    value.text = fmt::format("({})((struct tw_weakref *){})->target", spell(resultType(), file_),
                             value.operand());
    value.atomic = false;
    value.readsMemory = true;
    value.type = &resultType();
    result(std::move(value), true);
    return;
  default:
    throw std::logic_error(
        fmt::format("source_c cannot write the operation {}", flow::opInfo(operation_.op).name));
  }
}

} // namespace tw::source_c
