// FlowBuilder: executes the bytecode of one function abstractly and records a
// graph in SSA form. (Private to flow; see build.h.)
//
// Work is a list of paths, each a bytecode position, a frame state and the
// block that records it; the path at the lowest position goes on first, so
// loop bodies are known before what follows the loop. At a join position
// (CodeInfo::isJoin) a path ends in a link to the block of that position: if
// the block's state is general enough it is done; else the block dies and a new
// one with the more general state takes its place, until a fixpoint is reached.
// A path whose constants decide the next branches goes on behind them before it joins:
// after `x = None` it does not meet the others in a test of x. Everywhere else one path leads to
// each block, which therefore uses the variables of its predecessors directly.
#pragma once

#include "translator/flow/codeinfo.h"
#include "translator/flow/framestate.h"
#include "translator/flow/special.h"

#include "translator/host/host.h"
#include "translator/support/diagnostic.h"

#include <map>
#include <memory>
#include <set>

namespace tw::flow {

class FlowBuilder {
public:
  FlowBuilder(host::FunctionObject* function, GraphContext& context);
  FunctionGraph* build();

private:
  // ---- builder.cpp: paths, joins, recording ----------------------------------------------
  struct Join {
    Block* block;
    FrameState state;
    bool dead = false;
  };
  struct Path {
    Block* block;
    FrameState state;
    Join* origin;
  };

  void makeStart();
  void followPath(uint32_t position, Path path);
  void addPath(uint32_t position, Block* block, FrameState state);
  void joinAt(uint32_t position);
  bool mergesAt(uint32_t position) const;
  // Whether constants decide a branch before anything would be recorded; then the path goes
  // on where the branch leads.
  bool decideAhead();
  enum class Silent { No, Yes, Decides };
  Silent silent(const syntax::Instruction& instruction) const;
  bool isKnown(size_t depth) const; // of the stack
  void forgetDeadLocals(uint32_t position);
  Join* newJoin(uint32_t position, FrameState state);
  void nameLocals(const FrameState& state);
  void link(Block* from, std::vector<Value> args, Block* to);

  host::Object* standIn(host::Object* object) const;
  Constant* constant(host::Object* object);
  Value none() { return constant(host_.none()); }
  Value newInt(int64_t value) { return constant(host_.newInt(value)); }
  Value newStr(std::string_view text) { return constant(host_.intern(text)); }
  host::Object* constantOf(Value value) const {
    return value.isConstant() ? value.constant()->object : nullptr;
  }

  // Folds the operation, or records it with its exception exits.
  Value emit(OpCode op, std::vector<Value> args);
  Value record(OpCode op, std::vector<Value> args);
  Value fold(OpCode op, const std::vector<Value>& args);
  Value truth(Value value); // bool(value), a constant if that is known

  Value pop();
  std::vector<Value> popMany(size_t count);
  void push(Value value) { state_.stack.push_back(value); }

  [[noreturn]] void fail(std::string message, std::string hint = "") const;
  [[noreturn]] void failNoAttribute(const host::Object& object, const host::Object& name) const;
  // "did you mean ...?" with a key of one of the dicts; they may be null.
  std::string suggestionFrom(const std::string& wanted,
                             std::initializer_list<const host::DictObject*> dicts) const;
  SourceSpan span() const { return code_.spans[position_]; }

  // ---- builder_ops.cpp: instructions --------------------------------------------------------
  // Executes the instruction at position_; false if the path ends.
  bool step();
  bool stepNames(const syntax::Instruction& instruction);
  bool stepItems(const syntax::Instruction& instruction);
  bool stepBuilding(const syntax::Instruction& instruction);
  bool stepStatements(const syntax::Instruction& instruction);
  bool stepControl(const syntax::Instruction& instruction);
  void stepStack(syntax::Opcode op);
  void loadFast(uint32_t index);
  void storeFast(uint32_t index);
  void loadGlobal(uint32_t index);
  [[noreturn]] void failGlobal(const char* what, uint32_t index) const;
  void loadDeref(uint32_t index);
  void loadClosure(uint32_t index);
  bool unaryOp(syntax::UnaryOp op);
  bool compareOp(syntax::CompareOp op);
  void sliceOp(const syntax::Instruction& instruction);
  void appendTo(const char* method, uint32_t depth);
  void unpackSequence(uint32_t count);
  void makeFunction(uint32_t arg);
  void importName(uint32_t index);
  void importFrom(uint32_t index);
  void yieldValue();

  // ---- builder_control.cpp: branches and loops --------------------------------------------
  struct Branches {
    Block* no;
    Block* yes;
  };
  // Ends the block with a branch; the caller goes on in one of the new blocks.
  Branches split(Value condition);
  bool jumpIf(bool when, bool keep, uint32_t target);
  // Pushes `not condition` as a constant on two paths; false if the path ends.
  bool pushNot(Value value);
  bool forIter(uint32_t target);
  bool unroll(host::Object* unroller, uint32_t target);
  Value iterator(Value iterable);
  bool jump(uint32_t target);
  void withEnter();

  // ---- builder_exceptions.cpp ---------------------------------------------------------------
  // Gives the recorded operation, the last of the block, an exit for each class.
  void addExceptionExits(const std::vector<host::ClassObject*>& classes);
  void addHandler(Link& link, bool anyClass, const syntax::ExceptionRange& range);
  Link* newExceptionLink(host::ClassObject* cls, Block* target);
  std::vector<host::ClassObject*> exceptionsOf(OpCode op, const std::vector<Value>& args) const;
  std::vector<host::ClassObject*> exceptionsOfCall(Value callable) const;
  const syntax::ExceptionRange* handler() const { return code_.handlerFor(position_); }
  bool raise(Value type, Value value); // always false: the path ends
  bool raiseStatement(uint32_t count);
  bool raiseInstance(Value instance);
  bool raiseClass(Value cls, Value argument);
  bool raiseNew(host::ClassObject* cls);
  // Runs `raising` in another block of a split; the current path stays as it is.
  void raiseIn(Block* block, const std::function<bool()>& raising);
  // The recorded operation that made the value; null if there is none.
  const Operation* producer(Value value) const;
  bool exceptionMatch();
  void matchPattern(host::Object* pattern, std::vector<host::ClassObject*>& classes) const;
  // Decides type-matches-class statically or splits; true: matched for certain.
  bool matchClass(host::ClassObject* cls);
  bool matchDispatch(host::ClassObject* cls);
  bool isSubclass(host::ClassObject* cls, host::ClassObject* base) const {
    return host_.isSubtype(cls, base);
  }
  void addMatchedPath(Block* block, Value type, Value value);

  // ---- builder_calls.cpp ---------------------------------------------------------------------
  void call(syntax::CallShape shape);
  Value callFunction(Value function, std::vector<Value> args);
  bool callSpecial(Value function, std::vector<Value>& args, Value& result);
  Value callOperation(OpCode op, std::vector<Value>& args);
  Value ovfcheck(Value value);
  void printFunction(std::vector<Value>& args, const std::map<std::string, Value>& keywords);
  void printItem(Value value);
  Value callHelper(const char* name, std::vector<Value> args);
  Value importModule(const std::vector<Value>& args);

  host::Host& host_;
  GraphContext& context_;
  host::FunctionObject* function_;
  const syntax::CodeObject& code_;
  CodeInfo info_;
  SpecialCases special_;
  StateMerger merger_;
  FunctionGraph* graph_ = nullptr;

  std::multimap<uint32_t, Path> work_;
  std::vector<std::unique_ptr<Join>> joins_;
  std::map<uint32_t, std::vector<Join*>> candidates_; // newest first
  std::set<uint32_t> decidedTo_; // where decided branches have led: paths join here, too

  // The path that is being followed.
  uint32_t position_ = 0;
  Block* block_ = nullptr;
  FrameState state_;
  Join* origin_ = nullptr;

  // One for each object and place, so that errors can say where it comes from.
  std::map<std::pair<host::Object*, uint32_t>, Constant*> constants_;
  struct Producer {
    Operation* op;
    Block* block;
  };
  std::unordered_map<const Variable*, Producer> producers_;
  std::map<uint32_t, Constant*> functions_; // made by MakeFunction, by position
  std::unordered_map<const host::Object*, host::Object*> unrollers_; // first of each iterable
};

} // namespace tw::flow
