// Building the map of entries, and renaming through links and operations.
#include "translator/flow/entries.h"

#include "translator/host/object.h"

#include <bit>

namespace tw::flow {
namespace {

using host::Kind;

// Equality of values that nothing can mutate, without Python's coercions: 1,
// 1.0 and True are three values.
bool sameObject(const host::Object* a, const host::Object* b) {
  if (a == b) return true;
  if (!a || !b || a->kind != b->kind || a->cls != b->cls) return false;
  switch (a->kind) {
  case Kind::Bool:
  case Kind::Int: return host::as<host::IntObject>(a)->value == host::as<host::IntObject>(b)->value;
  case Kind::SizedInt:
    return host::as<host::SizedIntObject>(a)->value == host::as<host::SizedIntObject>(b)->value;
  case Kind::Float:
    return std::bit_cast<uint64_t>(host::as<host::FloatObject>(a)->value) ==
           std::bit_cast<uint64_t>(host::as<host::FloatObject>(b)->value);
  case Kind::Str: return host::as<host::StrObject>(a)->value == host::as<host::StrObject>(b)->value;
  case Kind::Unicode:
    return host::as<host::UnicodeObject>(a)->value == host::as<host::UnicodeObject>(b)->value;
  case Kind::Tuple: {
    auto left = host::as<host::TupleObject>(a)->items;
    auto right = host::as<host::TupleObject>(b)->items;
    if (left.size() != right.size()) return false;
    for (size_t i = 0; i < left.size(); ++i)
      if (!sameObject(left[i], right[i])) return false;
    return true;
  }
  case Kind::BoundMethod: {
    auto left = host::as<host::BoundMethodObject>(a);
    auto right = host::as<host::BoundMethodObject>(b);
    return left->function == right->function && left->self == right->self;
  }
  default: return false;
  }
}

} // namespace

EntryMap::EntryMap(const FunctionGraph& graph) {
  for (Link* link : graph.links()) entries_[link->target].push_back(link);
}

std::span<Link* const> EntryMap::of(const Block* block) const {
  auto it = entries_.find(block);
  if (it == entries_.end()) return {};
  return it->second;
}

Value Renaming::resolve(Value value) const {
  while (value.isVariable()) {
    auto it = map_.find(value.variable());
    if (it == map_.end()) break;
    value = it->second;
  }
  return value;
}

void Renaming::apply(Block& block) const {
  for (Operation* op : block.operations)
    for (Value& arg : op->args) arg = resolve(arg);
  block.exitSwitch = resolve(block.exitSwitch);
  for (Link* link : block.exits)
    for (Value& arg : link->args) arg = resolve(arg);
}

void Renaming::apply(const FunctionGraph& graph) const {
  if (map_.empty()) return;
  for (Block* block : graph.blocks()) apply(*block);
}

bool sameConstant(const Constant& a, const Constant& b) {
  return a.type == b.type && a.word == b.word && sameObject(a.object, b.object);
}

bool sameValue(Value a, Value b) {
  if (a == b) return true;
  return a.isConstant() && b.isConstant() && sameConstant(*a.constant(), *b.constant());
}

Block* insertBlock(FunctionGraph& graph, Link& link) {
  GraphContext& context = graph.context();
  Block* block = graph.newBlock();
  std::vector<Value> args;
  for (size_t i = 0; i < link.args.size(); ++i) {
    Value arg = link.args[i];
    const Variable& like = arg.isVariable() ? *arg.variable() : *link.target->inputArgs[i];
    block->inputArgs.push_back(context.newVariableLike(like));
    args.push_back(block->inputArgs.back());
  }
  block->close({context.newLink(std::move(args), link.target)});
  link.target = block;
  return block;
}

} // namespace tw::flow
