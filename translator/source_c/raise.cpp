// One graph as a C function: raising and catching.
//
// Whatever belongs to an exception stands behind a condition that is expected
// to be false, and calls functions that are marked cold.
#include "translator/source_c/function.h"

#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>

namespace tw::source_c {

using database_c::StandardException;
using flow::Block;
using flow::Link;
using flow::Operation;
using flow::Value;

namespace {

constexpr const char* kStandardNames[] = {"TW_MEMORY_ERROR", "TW_OVERFLOW_ERROR",
                                          "TW_ZERO_DIVISION_ERROR", "TW_STACK_OVERFLOW"};

// A vtable starts with its class's range of numbers.
struct ClassRange {
  int64_t min, max;
};
const ClassRange& rangeOf(lltype::Word vtable) {
  return *lltype::asPointer<const ClassRange>(vtable);
}

} // namespace

std::string FunctionWriter::place(SourceSpan span) {
  if (!span.known()) span = graph_.span;
  return fmt::format("&places[{}]", file_.place(span, graph_.name));
}

std::string FunctionWriter::returnNothing() const {
  return exists(*graph_.returnBlock->inputArgs[0]->type) ? "return 0;" : "return;";
}

void FunctionWriter::writePropagation(SourceSpan span) {
  line(fmt::format("tw_traceback_add({});", place(span)));
  line(returnNothing());
}

void FunctionWriter::writeRaising(const Operation& operation, const std::string& condition,
                                  const StandardException* standard) {
  bool handled = block_->operations.back() == &operation && shape_.mayRaise(*block_);
  line(fmt::format("if (TW_UNLIKELY({})) {{", condition));
  indent_ += "  ";
  bool done = handled && standard && writeKnownHandler(*block_, *standard);
  if (!done) {
    if (standard)
      line(fmt::format("tw_raise_standard({});", kStandardNames[static_cast<size_t>(*standard)]));
    if (handled)
      writeHandlers(*block_, operation);
    else
      writePropagation(operation.span);
  }
  indent_.resize(indent_.size() - 2);
  line("}");
}

// A call of the same shape as the function itself: so the C compiler makes a jump
// of it, and the function's frame is set up behind the check.
void FunctionWriter::writeStackCheck(const Operation& operation) {
  if (block_->operations.back() == &operation && shape_.mayRaise(*block_)) {
    writeRaising(operation, "tw_stack_check()");
    return;
  }
  const lltype::Type& type = *graph_.returnBlock->inputArgs[0]->type;
  std::string call = fmt::format("tw_stack_overflow({})", place(operation.span));
  line("if (tw_stack_is_low()) {");
  if (exists(type)) {
    line(fmt::format("  return ({}){};", spell(type, file_), call));
  } else {
    line(fmt::format("  {};", call));
    line("  return;");
  }
  line("}");
}

// The exits are tried in order; what no exit catches leaves the function.
void FunctionWriter::writeHandlers(const Block& block, const Operation& operation) {
  auto saved = pending_; // the handlers' uses are alternatives to the normal exit's
  for (size_t i = 1; i < block.exits.size(); i++) {
    const Link& link = *block.exits[i];
    Value vtable(link.llExitCase);
    ClassRange range = rangeOf(link.llExitCase->word);
    std::string name = value(vtable).operand();
    if (range.max - range.min == 1)
      line(fmt::format("if (tw_exc.type == {}) {{", name));
    else
      line(fmt::format("if (tw_is_subclass(tw_exc.type, {})) {{", name));
    indent_ += "  ";
    writeCatch(link, operation);
    indent_.resize(indent_.size() - 2);
    line("}");
    pending_ = saved;
  }
  writePropagation(operation.span);
  pending_ = std::move(saved);
}

// Which exit catches a standard exception is known now: no exception is set.
bool FunctionWriter::writeKnownHandler(const Block& block, StandardException standard) {
  database_c::Database& database = file_.database();
  lltype::Word instance = database.program().standardExceptions[static_cast<size_t>(standard)];
  if (!instance) return false;
  lltype::Word vtable = database.heap().typeOfObject(instance).structure().vtable();
  for (size_t i = 1; i < block.exits.size(); i++) {
    const Link& link = *block.exits[i];
    const ClassRange& handler = rangeOf(link.llExitCase->word);
    int64_t raised = rangeOf(vtable).min;
    if (raised < handler.min || raised >= handler.max) continue;
    if (link.target == graph_.exceptBlock) return false;
    auto saved = pending_;
    auto set = [&](flow::Variable* variable, lltype::Word word) {
      if (!variable || !shape_.isNeeded(variable)) return;
      line(fmt::format("{} = {};", variableName(variable),
                       constantText(word, *variable->type, file_).text));
    };
    set(link.lastException, vtable);
    set(link.lastExcValue, instance);
    writeLink(link, nullptr);
    pending_ = std::move(saved);
    return true;
  }
  return false;
}

void FunctionWriter::writeCatch(const Link& link, const Operation& operation) {
  bool passesOn = link.target == graph_.exceptBlock &&
                  shape_.resolve(link.args[0]) == Value(link.lastException) &&
                  shape_.resolve(link.args[1]) == Value(link.lastExcValue);
  if (passesOn) {
    writePropagation(operation.span);
    return;
  }
  line(fmt::format("tw_traceback_catch({}, tw_exc.type);", place(operation.span)));
  if (link.lastException && shape_.isNeeded(link.lastException))
    line(fmt::format("{} = tw_exc.type;", variableName(link.lastException)));
  if (link.lastExcValue && shape_.isNeeded(link.lastExcValue))
    line(fmt::format("{} = tw_exc.value;", variableName(link.lastExcValue)));
  line("tw_exc.type = 0;");
  line("tw_exc.value = 0;");
  writeLink(link, nullptr);
}

void FunctionWriter::writeRaise(const Link& link) {
  SourceSpan span = block_->operations.empty() ? graph_.span : block_->operations.back()->span;
  Expression type = value(link.args[0]), instance = value(link.args[1]);
  line(fmt::format("tw_exc.type = {};", type.text));
  line(fmt::format("tw_exc.value = {};", instance.text));
  if (shape_.isReraise(link))
    line(fmt::format("tw_traceback_reraise({}, tw_exc.type);", place(span)));
  else
    line(fmt::format("tw_traceback_start({});", place(span)));
  line(returnNothing());
}

} // namespace tw::source_c
