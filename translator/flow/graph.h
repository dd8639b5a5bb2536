// Flow graphs: the one form that functions have from the flow builder to the
// C emitter and the JIT's code writer.
//
// A graph is in SSI form: a block has input arguments, operations, and exits;
// a link carries one argument per input argument of its target. There are no
// phi nodes and no variable is visible outside the block that defines it.
// All parts are owned by the Arena of the GraphContext; pointers to them are
// never owning. Ids count up from 0 per graph context in creation order, and
// are what orders and printed names depend on, never addresses.
//
// High-level graphs hold operations of flow/operations.def on Python values;
// rtype turns them in place into operations of lltype/llops.def, where every
// Variable and Constant has a concrete low-level type.
#pragma once

#include "translator/support/arena.h"
#include "translator/support/source.h"

#include <cassert>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::host {
class Host;
struct Object;
struct FunctionObject;
} // namespace tw::host
namespace tw::lltype {
class Type;
}
namespace tw::annotate {
class Annotation;
}

namespace tw::flow {

class Block;
class FunctionGraph;

enum class OpCode : uint16_t {
#define HLOP(id, name, arity, canRaise, pure) id,
#include "translator/flow/operations.def"
// Low-level operations have the prefix Ll: LlIntAdd is "int_add".
#define LLOP(id, name, ...) Ll##id,
#include "translator/lltype/llops.def"
  Count
};

// Properties of an operation, from the two tables.
struct OpInfo {
  const char* name;
  int8_t arity; // -1: any
  bool canRaise;
  bool pure;
  bool lowLevel;
};
const OpInfo& opInfo(OpCode op);
// The operation of that text name; Count if there is none.
OpCode opByName(std::string_view name);

// A value computed at run time.
struct Variable {
  uint32_t id;
  std::string hint;                                 // the source's name for it, or ""
  const annotate::Annotation* annotation = nullptr; // set by annotate
  const lltype::Type* type = nullptr;               // set by rtype
};

// A value known at translation time: a host object before rtype, a low-level
// word (see lltype/word.h) of type `type` after it. A low-level Void constant
// may keep its host object (a field name, a type).
struct Constant {
  host::Object* object = nullptr;
  const lltype::Type* type = nullptr;
  uint64_t word = 0;
  SourceSpan span; // where the source says it; unknown if no expression does
};

// Operand: a variable or a constant, by pointer. Null only where documented.
class Value {
public:
  Value() = default;
  Value(Variable* variable) : bits_(reinterpret_cast<uintptr_t>(variable)) {}
  Value(Constant* constant) : bits_(constant ? reinterpret_cast<uintptr_t>(constant) | 1 : 0) {}

  explicit operator bool() const { return bits_ != 0; }
  bool isVariable() const { return bits_ != 0 && (bits_ & 1) == 0; }
  bool isConstant() const { return (bits_ & 1) != 0; }
  Variable* variable() const {
    assert(isVariable());
    return reinterpret_cast<Variable*>(bits_);
  }
  Constant* constant() const {
    assert(isConstant());
    return reinterpret_cast<Constant*>(bits_ & ~uintptr_t{1});
  }
  const lltype::Type* type() const { return isVariable() ? variable()->type : constant()->type; }
  bool operator==(const Value&) const = default;
  size_t hash() const { return std::hash<uintptr_t>{}(bits_); }

private:
  uintptr_t bits_ = 0;
};

struct Operation {
  OpCode op;
  std::vector<Value> args;
  Variable* result = nullptr; // never null; of type Void where there is no value
  SourceSpan span;
};

// What decides which exit is taken.
enum class ExitKind : uint8_t {
  None,      // one exit (or none: the return and except blocks)
  Bool,      // two exits on a truth value: exits[0] false, exits[1] true
  Switch,    // exit cases are constants of an int or char; a default case comes last
  Exception, // the last operation may raise: exits[0] is the normal one, the others
             // name the class they catch in exitCase, in the order they are tried
};

struct Link {
  std::vector<Value> args;
  Block* target = nullptr;
  Block* source = nullptr;
  // Bool: unused. Switch: the case, null for the default. Exception: the host
  // class that is caught (exits[1..]).
  Constant* exitCase = nullptr;
  // Low-level form of exitCase after rtype (an int, or a pointer to a vtable).
  Constant* llExitCase = nullptr;
  // On exception links: variables defined by the link itself, that its args
  // may mention. Null elsewhere.
  Variable* lastException = nullptr; // the class of the exception
  Variable* lastExcValue = nullptr;  // the instance
  SourceSpan span; // of the return statement that the link stands for; unknown on others
};

class Block {
public:
  explicit Block(uint32_t id) : id(id) {}

  uint32_t id;
  std::vector<Variable*> inputArgs;
  std::vector<Operation*> operations;
  ExitKind exitKind = ExitKind::None;
  Value exitSwitch; // Bool and Switch only
  std::vector<Link*> exits;

  // Replaces the exits; every link's source becomes this block.
  void close(std::vector<Link*> links, ExitKind kind = ExitKind::None, Value condition = {});

  bool canRaise() const { return exitKind == ExitKind::Exception; }
  Operation* raisingOperation() const { return canRaise() ? operations.back() : nullptr; }

private:
  friend class FunctionGraph;
  uint64_t visit_ = 0; // the walk over the graph that saw the block last
};

// How the parameters of a function are passed (Python's, not the low-level
// function type): names, then *args, then **kw; defaults align right.
struct Signature {
  std::vector<std::string> argNames;
  std::string varArgs;     // "" if none
  std::string varKeywords; // "" if none
};

class GraphContext;

class FunctionGraph {
public:
  FunctionGraph(GraphContext& context, std::string name);

  GraphContext& context() const { return context_; }

  std::string name;
  uint32_t id;
  Block* startBlock = nullptr;
  Block* returnBlock; // one input argument, no exits
  Block* exceptBlock; // two input arguments (class, instance), no exits
  Signature signature;
  std::vector<Constant*> defaults;          // of the last parameters
  host::FunctionObject* function = nullptr; // null for graphs made by a stage
  SourceSpan span;
  bool isGenerator = false; // not yet transformed
  // Marks that steer later stages, from the function's attributes
  // (_always_inline_, _dont_inline_, _elidable_function_, oopspec, ...) are
  // read from `function`; stages that make graphs set these two.
  bool alwaysInline = false;
  bool dontInline = false;

  Block* newBlock();
  // Blocks in depth-first preorder from the start block, in exit order. Marks
  // the blocks: not for two threads at once.
  std::vector<Block*> blocks() const;
  std::vector<Link*> links() const;
  // Throws std::logic_error if the graph violates its invariants.
  void check() const;

private:
  GraphContext& context_;
};

// Owns all graphs of a translation.
class GraphContext {
public:
  GraphContext() = default;
  // With the host whose live functions flowFunction() builds graphs of.
  explicit GraphContext(host::Host& host) : host_(&host) {}

  host::Host* host() const { return host_; }
  // The graph that flowFunction() gives for a function; null: not built yet.
  FunctionGraph* functionGraph(const host::FunctionObject* function) const;
  void setFunctionGraph(const host::FunctionObject* function, FunctionGraph* graph);

  Variable* newVariable(std::string_view hint = "");
  Variable* newVariableLike(const Variable& other); // same hint, annotation, type; new id
  Constant* newConstant(host::Object* object);
  Constant* newConstant(const lltype::Type* type, uint64_t word);
  Operation* newOperation(OpCode op, std::vector<Value> args, Variable* result, SourceSpan span);
  Link* newLink(std::vector<Value> args, Block* target);
  FunctionGraph* newGraph(std::string name);
  std::span<FunctionGraph* const> graphs() const { return graphs_; }
  Arena& arena() { return arena_; }

private:
  friend class FunctionGraph;
  Arena arena_;
  host::Host* host_ = nullptr;
  std::vector<FunctionGraph*> graphs_;
  std::unordered_map<const host::FunctionObject*, FunctionGraph*> functionGraphs_;
  uint32_t variables_ = 0;
  uint32_t blocks_ = 0;
  uint64_t visits_ = 0; // walks over graphs so far
};

} // namespace tw::flow

template <> struct std::hash<tw::flow::Value> {
  size_t operator()(const tw::flow::Value& value) const { return value.hash(); }
};
