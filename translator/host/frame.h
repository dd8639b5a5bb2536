// Activation of a code object, and the evaluator that runs it.
#pragma once

#include "translator/host/host.h"

namespace tw::host {

struct Frame {
  CodeObject* code = nullptr;
  FunctionObject* function = nullptr; // null: module, class body, exec
  DictObject* globals = nullptr;
  DictObject* localsDict = nullptr; // if code->usesLocalsDict
  Object** locals = nullptr;        // null entries: unbound
  CellObject** cells = nullptr;     // cell variables, then free variables
  Object** stack = nullptr;
  Frame* back = nullptr;
  Object* sent = nullptr;         // value of a resumed yield
  Object* handledValue = nullptr; // of a suspended generator
  TracebackObject* handledTraceback = nullptr;
  uint32_t pc = 0;    // instruction being executed
  uint32_t depth = 0; // of the operand stack; valid while suspended
  bool yielded = false;
  bool started = false;
  bool keepTraceback = false; // re-raising: the place is in the traceback already

  SourceSpan span() const { return code->code->spans[pc]; }
};

// Number of Object* slots a frame of this code needs.
inline size_t frameSlots(const syntax::CodeObject& code) {
  return code.varnames.size() + code.cellvars.size() + code.freevars.size() + code.stackSize;
}

class Evaluator {
public:
  // Lays out the frame in `slots` (frameSlots() of them, uninitialised).
  static void prepare(Host& host, Frame& frame, Object** slots);
  // Copies parameters that inner functions capture into their cells.
  static void captureParameters(Host& host, Frame& frame);
  // Runs until return or yield. With `error`, first raises it at frame.pc.
  // Null: an exception left the frame and is the host's pending one.
  static Object* run(Host& host, Frame& frame, const HostError* error = nullptr);
  // Positional call; args[-1] may be overwritten. Null: see run().
  static Object* callPositional(Host& host, Object* callable, Object** args, size_t count);
  static Object* callFunction(Host& host, FunctionObject* function, const Args& args);
  // The names visible to locals() in this frame.
  static DictObject* localsOf(Host& host, Frame& frame);

private:
  static Object* loop(Host& host, Frame& frame);
  static Object* loopInMemory(Host& host, Frame& frame);
  static bool handle(Host& host, Frame& frame, const HostError& error);
};

// Distributes arguments over the parameters of a function (locals of its frame).
void bindArguments(Host& host, FunctionObject* function, const Args& args, Object** locals);

Object* newGenerator(Host& host, FunctionObject* function, Frame* frame);
// Null: exhausted.
Object* resumeGenerator(Host& host, GeneratorObject* generator, Object* sent);

// Depth check of Python-level calls.
struct Recursion {
  explicit Recursion(Host& host);
  ~Recursion();
  Recursion(const Recursion&) = delete;
  Recursion& operator=(const Recursion&) = delete;

private:
  Host& host_;
};

} // namespace tw::host
