// Calls and allocations in C.
#include "translator/source_c/operations.h"

#include "translator/database_c/raising.h"
#include "translator/flow/llconstants.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>

namespace tw::source_c {

using flow::OpCode;
using flow::Value;
using lltype::Kind;
using lltype::Type;

const lltype::ArrayType& itemsOf(const Type& type) {
  const lltype::StructType* structure = type.asStruct();
  return structure ? *structure->varArray() : type.array();
}

uint64_t lengthOffset(const Type& type) {
  const lltype::StructType* structure = type.asStruct();
  uint64_t start = structure ? structure->fields().back().offset : 0;
  return start + itemsOf(type).lengthOffset();
}

uint64_t allocationBase(const Type& type) {
  const lltype::StructType* structure = type.asStruct();
  if (!structure || !structure->isGc()) return type.size();
  Kind item = structure->varArray()->item().kind();
  bool isString = item == Kind::Char || item == Kind::UniChar;
  return type.size() + (isString ? structure->varArray()->itemSize() : 0);
}

namespace {

bool isGc(const Type& type) {
  return type.asStruct() ? type.structure().isGc() : type.asArray() && type.array().isGc();
}

uint64_t roundedSize(uint64_t size) { return std::max<uint64_t>((size + 7) / 8 * 8, 16); }

} // namespace

// "f(a, b)". Pointers are cast to the parameters' types.
std::string OperationWriter::callText(size_t callee, size_t end) {
  const lltype::FuncType& type = argument(callee).type()->ptr().target().func();
  const lltype::FunctionContainer* known = flow::calleeOf(writer_.shape_.resolve(argument(callee)));
  std::string function, arguments, parameters;
  for (size_t i = 0; i < type.args().size() && callee + 1 + i < end; i++) {
    const Type* parameter = type.args()[i];
    if (!exists(*parameter)) continue;
    if (known && known->graph) parameter = known->graph->startBlock->inputArgs[i]->type;
    std::string separator = arguments.empty() ? "" : ", ";
    parameters += separator + spell(*parameter, file_);
    arguments += separator + writer_.value(argument(callee + 1 + i), *parameter).text;
  }
  if (known && known->graph) {
    function = file_.use(file_.database().function(*known->graph));
  } else if (known) {
    function = file_.use(file_.database().external(*known->external));
  } else {
    function = fmt::format("(({}(*)({})){})", spell(type.result(), file_),
                           parameters.empty() ? "void" : parameters,
                           writer_.value(argument(callee)).operand());
  }
  return fmt::format("{}({})", function, arguments);
}

void OperationWriter::finishCall(const std::string& call) {
  writer_.fresh_.clear();
  const flow::Variable* result = operation_.result;
  if (exists(*result->type) && writer_.shape_.isNeeded(result)) {
    std::string cast =
        result->type->isPtr() ? fmt::format("({})", spell(*result->type, file_)) : "";
    writer_.line(fmt::format("{} = {}{};", writer_.variableName(result), cast, call));
  } else {
    writer_.line(call + ";");
  }
  if (database_c::canRaise(file_.database(), operation_))
    writer_.writeRaising(operation_, "TW_RAISED()");
}

bool OperationWriter::callsCollector() const {
  const lltype::FunctionContainer* callee = flow::calleeOf(writer_.shape_.resolve(argument(0)));
  return callee && callee->graph && file_.database().function(*callee->graph).collects;
}

// Where the program asks for a collection, it expects of what it has dropped that it dies; but dead
// values stay in the registers that calls preserve, and are roots there. It costs what lives in
// registers around that place: too much in a loop that does more than collect.
void OperationWriter::forgetRegisters() {
  constexpr size_t kSmallFunction = 12; // blocks
  if (writer_.isInLoop(*writer_.block_) && writer_.shape_.blocks().size() > kSmallFunction) return;
  writer_.line("TW_FORGET_REGISTERS();");
}

void OperationWriter::writeCall() {
  writer_.flushReads();
  if (callsCollector()) forgetRegisters();
  size_t end = operation_.args.size();
  if (operation_.op == OpCode::LlIndirectCall) end--; // the Symbol of the targets
  finishCall(callText(0, end));
}

// jit_conditional_call(condition, f, args...): calls if it holds.
// jit_conditional_call_value(value, f, args...): calls if it is 0.
void OperationWriter::writeConditionalCall() {
  writer_.flushReads();
  bool gives = operation_.op == OpCode::LlJitConditionalCallValue;
  Expression condition = writer_.repeatable(argument(0));
  if (gives && writer_.shape_.isNeeded(operation_.result))
    writer_.line(fmt::format("{} = {};", writer_.variableName(operation_.result), condition.text));
  std::string call = callText(1, operation_.args.size());
  writer_.line(fmt::format("if (TW_UNLIKELY({}{})) {{", gives ? "!" : "", condition.operand()));
  writer_.indent_ += "  ";
  finishCall(call);
  writer_.indent_.resize(writer_.indent_.size() - 2);
  writer_.line("}");
}

// Leaves the function past its handlers when machine code has run instead of it.
void OperationWriter::writeEnterLoop() {
  file_.include("jit/format/program.h");
  writer_.flushReads();
  writer_.fresh_.clear();
  std::string words;
  for (size_t i = 1; i < operation_.args.size(); i++) {
    const Type& type = *argument(i).type();
    std::string text = operand(i).operand();
    if (i > 1) words += ", ";
    if (type.kind() == Kind::Float)
      words += fmt::format("tw_float_bits({})", text);
    else if (type.kind() == Kind::SingleFloat)
      words += fmt::format("((union {{ float f; u32 bits; }}){{{}}}).bits", text);
    else
      words += "(i64)" + text;
  }
  writer_.line("{");
  writer_.line(fmt::format("  i64 values[] = {{{}}};", words.empty() ? "0" : words));
  writer_.line(fmt::format("  if (TW_UNLIKELY(tw_jit_enter_loop({}, values))) {{",
                           argument(0).constant()->word));
  writer_.line("    tw_exc.type = (void *)tw_jit_exit_exception;");
  writer_.line("    " + writer_.returnNothing());
  writer_.line("  }");
  writer_.line("}");
}

void OperationWriter::finishMalloc(const std::string& call) {
  writer_.flushReads();
  writer_.fresh_.clear();
  std::string name = writer_.variableName(operation_.result);
  writer_.line(fmt::format("{} = {};", name, call));
  writer_.writeRaising(operation_, "!" + name);
  if (resultType().isGcPtr()) writer_.fresh_.insert(operation_.result);
}

void OperationWriter::writeMalloc() {
  const Type& type = *flow::symbolOf(argument(0))->type;
  lltype::MallocFlags flags;
  if (const lltype::Symbol* symbol = flow::symbolOf(argument(1))) flags = symbol->flags;
  if (!isGc(type)) {
    finishMalloc(fmt::format("tw_raw_{}({})", flags.zero ? "calloc" : "malloc", type.size()));
    return;
  }
  const char* function = "tw_malloc_fixed";
  if (flags.nonMovable) function = "tw_gc_malloc_nonmoving";
  if (file_.database().record(type).destructor) function = "tw_gc_malloc_finalizer";
  finishMalloc(
      fmt::format("{}(TW_TID({}), {})", function, file_.useTypeId(type), roundedSize(type.size())));
  initializeFields(type.structure());
}

void OperationWriter::writeVarMalloc() {
  const Type& type = *flow::symbolOf(argument(0))->type;
  const lltype::ArrayType& array = itemsOf(type);
  lltype::MallocFlags flags;
  if (const lltype::Symbol* symbol = flow::symbolOf(argument(1))) flags = symbol->flags;
  if (isGc(type)) {
    bool string = isString(type) && !flags.zero;
    bool filled = type.asArray() && !flags.nonMovable && exists(array.item()) && isFilledNext();
    const char* function = string || filled ? "tw_malloc_var" : "tw_malloc_cleared";
    if (flags.nonMovable) function = "tw_gc_malloc_var_nonmoving";
    if (filled) writer_.uncleared_ = operation_.result;
    finishMalloc(fmt::format("{}(TW_TID({}), {}, {}, {}, {})", function, file_.useTypeId(type),
                             allocationBase(type), array.itemSize(), lengthOffset(type),
                             operand(2).text));
    if (type.asStruct()) initializeFields(type.structure());
    if (string) endString(type.structure());
    return;
  }
  Expression length = writer_.repeatable(argument(2));
  finishMalloc(fmt::format("tw_raw_malloc_var({}, {}, {}, {}, {})", type.size(), array.itemSize(),
                           array.hasLength() ? static_cast<int64_t>(lengthOffset(type)) : -1,
                           length.text, flags.zero ? 1 : 0));
}

void OperationWriter::writeWeakref() {
  Expression object = writer_.repeatable(argument(0));
  const Type& type = *file_.database().heap().types().weakrefStruct();
  finishMalloc(fmt::format("tw_malloc_fixed(TW_TID({}), {})", file_.useTypeId(type),
                           roundedSize(type.size())));
  writer_.line(fmt::format("((struct tw_weakref *){})->target = {};",
                           writer_.variableName(operation_.result), object.operand()));
}

} // namespace tw::source_c
