// One graph as a C function: values, blocks, links.
#include "translator/source_c/function.h"

#include "translator/database_c/names.h"
#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/operations.h"

#include <fmt/format.h>

namespace tw::source_c {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::Value;
using flow::Variable;

namespace {

// Longer expressions get a variable, so that lines and nesting stay small.
constexpr size_t kMaxExpression = 160;
constexpr size_t kMaxReads = 12;

// "struct X *a, *b;": in C the stars belong to the names.
std::string declaration(const std::string& type, const std::vector<std::string>& names) {
  size_t end = type.find_last_not_of('*') + 1;
  std::string stars = type.substr(end);
  std::string base = type.substr(0, type.find_last_not_of(' ', end - 1) + 1);
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? " " : ", ") + stars + name;
  return "  " + base + text + ";\n";
}

} // namespace

FunctionWriter::FunctionWriter(const database_c::FunctionNode& node, CFile& file)
    : node_(node), graph_(*node.graph), file_(file), shape_(file.database(), graph_) {
  unsigned number = 0;
  for (const Block* block : shape_.blocks()) blockNumber_[block] = number++;
}

std::string FunctionWriter::write() {
  std::vector<std::string> arguments;
  for (const Variable* argument : graph_.startBlock->inputArgs) {
    if (!exists(*argument->type)) continue;
    std::string name = fieldName(argument->hint.empty() ? "a" : argument->hint);
    name += fmt::format("_{}", names_.size());
    names_[argument] = name;
    arguments.push_back(name);
  }
  for (size_t i = 0; i < shape_.blocks().size(); i++) writeBlock(i);

  std::string text = prototype(node_, file_, arguments) + " {\n";
  for (const auto& [type, names] : declarations_) text += declaration(type, names);
  for (size_t i = 0; i < bodies_.size(); i++) {
    if (labelled_.contains(shape_.blocks()[i])) text += fmt::format("b{}:;\n", i);
    text += bodies_[i];
  }
  return text + "}\n\n";
}

// ---- Values

const std::string& FunctionWriter::variableName(const Variable* variable) {
  auto [entry, isNew] = names_.emplace(variable, "");
  if (!isNew) return entry->second;
  entry->second = fmt::format(
      "{}{}", variable->hint.empty() ? "v" : fieldName(variable->hint) + "_", names_.size() - 1);
  std::string type = spell(*variable->type, file_);
  for (auto& [known, names] : declarations_) {
    if (known != type) continue;
    names.push_back(entry->second);
    return entry->second;
  }
  declarations_.push_back({type, {entry->second}});
  return entry->second;
}

Expression FunctionWriter::value(Value unresolved) {
  Value value = shape_.resolve(unresolved);
  if (value.isConstant()) {
    ConstantText constant = constantText(value.constant()->word, *value.type(), file_);
    bool pointer = value.type()->isPtr() || value.type()->kind() == lltype::Kind::Address;
    return {constant.text, constant.atomic, false, pointer ? nullptr : value.type(), {}};
  }
  const Variable* variable = value.variable();
  for (auto it = pending_.begin(); it != pending_.end(); ++it) {
    if (it->first != variable) continue;
    Expression expression = std::move(it->second);
    pending_.erase(it);
    return expression;
  }
  const std::string& name = variableName(variable);
  return {name, true, false, variable->type, {name}};
}

// Pointers are cast where the spelling differs; constants are `void *`, which
// converts by itself wherever it is assigned or passed.
Expression FunctionWriter::value(Value value, const lltype::Type& wanted) {
  Expression expression = this->value(value);
  if (!wanted.isPtr() || !expression.type || expression.type == &wanted) return expression;
  std::string spelled = spell(wanted, file_);
  if (expression.type->isPtr() && spell(*expression.type, file_) == spelled) return expression;
  expression.text = fmt::format("({}){}", spelled, expression.operand());
  expression.atomic = false;
  expression.type = &wanted;
  return expression;
}

Expression FunctionWriter::repeatable(Value unresolved) {
  Expression expression = value(unresolved);
  Value value = shape_.resolve(unresolved);
  if (value.isConstant()) return expression;
  const std::string& name = variableName(value.variable());
  if (expression.text == name) return expression;
  assign(value.variable(), expression);
  return {name, true, false, value.variable()->type, {name}};
}

// ---- Statements

void FunctionWriter::line(const std::string& text) { body_ += indent_ + text + "\n"; }

void FunctionWriter::assign(const Variable* result, const Expression& expression) {
  line(fmt::format("{} = {};", variableName(result), expression.text));
}

void FunctionWriter::define(const Variable* result, Expression expression, bool movable) {
  bool small = expression.text.size() <= kMaxExpression && expression.variables.size() <= kMaxReads;
  if (movable && small && shape_.uses(result) == 1 && !shape_.leavesBlock(result))
    pending_.emplace_back(result, std::move(expression));
  else
    assign(result, expression);
}

void FunctionWriter::flushReads() {
  auto pending = std::move(pending_);
  pending_.clear();
  for (auto& [variable, expression] : pending) {
    if (expression.readsMemory)
      assign(variable, expression);
    else
      pending_.emplace_back(variable, std::move(expression));
  }
}

// ---- Control flow

void FunctionWriter::writeBlock(size_t index) {
  const std::vector<Block*>& blocks = shape_.blocks();
  const Block* next = index + 1 < blocks.size() ? blocks[index + 1] : nullptr;
  block_ = blocks[index];
  body_.clear();
  fresh_.clear();
  for (const flow::Operation* operation : block_->operations) {
    if (shape_.isLive(*operation)) OperationWriter(*this, *operation).write();
  }
  writeExits(*block_, next);
  bodies_.push_back(std::move(body_));
  pending_.clear(); // what only the exits not taken would have used
}

// Expressions that more than one exit sees are written before the branch; an
// expression has one use, so it goes into the exit that mentions it.
void FunctionWriter::writeExits(const Block& block, const Block* next) {
  switch (block.exitKind) {
  case ExitKind::None:
  case ExitKind::Exception: writeLink(*block.exits[0], next); break;
  case ExitKind::Bool: writeBranch(block, next); break;
  case ExitKind::Switch: writeSwitch(block); break;
  }
}

bool FunctionWriter::isJumpOnly(const Link& link) const {
  if (link.target == graph_.returnBlock || link.target == graph_.exceptBlock) return false;
  for (Variable* argument : link.target->inputArgs) {
    bool isJoin = shape_.resolve(argument) == Value(argument);
    if (isJoin && shape_.isNeeded(argument)) return false;
  }
  return true;
}

void FunctionWriter::writeBranch(const Block& block, const Block* next) {
  const Link* otherwise = block.exits[0];
  const Link* then = block.exits[1];
  Expression condition = value(block.exitSwitch);
  bool negate = then->target == next && isJumpOnly(*then);
  std::string test = negate ? "!" + condition.operand() : condition.text;
  if (negate) std::swap(then, otherwise);
  if (isJumpOnly(*then)) {
    labelled_.insert(then->target);
    line(fmt::format("if ({}) goto b{};", test, blockNumber_[then->target]));
  } else {
    line(fmt::format("if ({}) {{", test));
    indent_ += "  ";
    writeLink(*then, nullptr);
    indent_.resize(indent_.size() - 2);
    line("}");
  }
  writeLink(*otherwise, next);
}

void FunctionWriter::writeLink(const Link& link, const Block* next) {
  if (link.target == graph_.returnBlock)
    writeReturn(link);
  else if (link.target == graph_.exceptBlock)
    writeRaise(link);
  else {
    writeMoves(link);
    jump(link.target, next);
  }
}

void FunctionWriter::jump(const Block* target, const Block* next) {
  if (target == next) return;
  labelled_.insert(target);
  line(fmt::format("goto b{};", blockNumber_[target]));
}

// All sources are read before any target changes: a target is assigned when no
// other source reads it; a cycle is broken by a temporary.
void FunctionWriter::writeMoves(const Link& link) {
  struct Move {
    const Variable* target;
    std::string name;
    Expression source;
  };
  std::vector<Move> moves;
  for (size_t i = 0; i < link.args.size(); i++) {
    Variable* target = link.target->inputArgs[i];
    if (!exists(*target->type) || !shape_.isNeeded(target)) continue;
    if (shape_.resolve(target) != Value(target)) continue;
    if (shape_.resolve(link.args[i]) == Value(target)) continue;
    moves.push_back({target, variableName(target), value(link.args[i], *target->type)});
  }
  while (!moves.empty()) {
    size_t ready = 0;
    auto isFree = [&](size_t candidate) {
      for (size_t other = 0; other < moves.size(); other++) {
        if (other != candidate && moves[other].source.reads(moves[candidate].name)) return false;
      }
      return true;
    };
    while (ready < moves.size() && !isFree(ready)) ready++;
    if (ready < moves.size()) {
      line(fmt::format("{} = {};", moves[ready].name, moves[ready].source.text));
      moves.erase(moves.begin() + static_cast<ptrdiff_t>(ready));
      continue;
    }
    std::string temporary = fmt::format("t{}", temporaries_++);
    declarations_.push_back({spell(*moves[0].target->type, file_), {temporary}});
    line(fmt::format("{} = {};", temporary, moves[0].source.text));
    moves[0].source = {temporary, true, false, moves[0].target->type, {temporary}};
  }
}

void FunctionWriter::writeReturn(const Link& link) {
  const lltype::Type& type = *graph_.returnBlock->inputArgs[0]->type;
  if (exists(type))
    line(fmt::format("return {};", value(link.args[0], type).text));
  else
    line("return;");
}

} // namespace tw::source_c
