// llinterp: executes low-level graphs on the Heap's memory.
//
// In: a low-level graph (all types set, operations of llops.def), arguments as
// words. Out: the result word, or the exception that left the graph.
// Guarantees: every operation means what the generated C means. What is undefined
// in C (null dereference, index out of range, division by zero, a shift out of
// range) throws InterpreterError, as does what cannot be interpreted (an
// external function without a native, 128-bit arithmetic).
//
// A graph is decoded on its first call into compact code on a frame of words;
// the graph must not change afterwards. GC memory is not collected.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <exception>
#include <memory>
#include <span>
#include <string>

namespace tw::llinterp {

using lltype::Word;

// The program did what it must not do, or what llinterp cannot do.
class InterpreterError : public std::exception {
public:
  explicit InterpreterError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

private:
  std::string message_;
};

// Prebuilt instances of what operations raise; 0: the program has none, and
// raising it throws InterpreterError.
struct StandardExceptions {
  Word memoryError = 0;
  Word overflowError = 0;
  Word stackOverflow = 0;
};

struct Options {
  StandardExceptions exceptions;
  // At this depth of calls StackOverflow is raised.
  uint32_t maxDepth = 10000;
  // Collects what natives and debug operations write; null: real descriptors.
  std::string* output = nullptr;
};

struct Outcome {
  Word value = 0;
  // Both 0, or the vtable and the instance that were raised.
  Word excType = 0;
  Word excValue = 0;

  bool raised() const { return excType != 0; }
};

class Interpreter {
public:
  explicit Interpreter(lltype::Heap& heap, Options options = {});
  ~Interpreter();

  Outcome call(flow::FunctionGraph& graph, std::span<const Word> args);

private:
  std::unique_ptr<class Machine> machine_;
};

} // namespace tw::llinterp
