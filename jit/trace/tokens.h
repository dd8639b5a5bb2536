// What outlives a trace: loops, bridges, guards and the places that jumps go to.
//
// Ownership. A LoopToken is one compiled loop (or function entry) with all of its bridges. It owns
// its CompiledCode pieces: the loop's, then one per bridge. A piece owns its machine code, its
// guards and its LoopTargets. Tokens age, and so do bridges (jit/memory). Pointers from jit cells,
// from jumps and call_assembler of other pieces are non-owning; jit/memory keeps what they lead to
// alive.
//
// Layout. A program has many more guards than loops, so a guard is small: what it says in lists of
// varying length lies in lists of its piece, one behind the other.
#pragma once

#include "jit/memory/roots.h"
#include "jit/trace/trace.h"

#include <memory>

namespace tw::jit {

class LoopToken;
struct CompiledCode;
struct FieldDependents;
struct JitCell;

enum class GuardKind : uint8_t {
  Resume,             // goes back to the interpreter by resume data; may get a bridge
  DoneWithFrame,      // finish: exit value 0 is the portal's result
  ExitWithException,  // finish: exit value 0 is the exception's instance
  PropagateException, // an allocation or a check failed: tw_exc is set
};

// A value that the machine code hands over when it leaves at a guard, and where it lies then.
struct ExitLocation {
  Kind kind = Kind::Void; // of an exit value; void: nothing is handed over in this position
  enum Where : uint8_t {
    None,
    Register,
    FloatRegister,
    Frame,
    Constant
  } where = None;     // by the backend
  uint8_t number = 0; // of the register
  int32_t offset = 0; // from the frame pointer, in bytes; Constant: index in CompiledCode::words
};

// The class of an object that the machine code hands over, where the optimizer knows it: a bridge
// need not test it again. `input`: position among the exit values that are not none.
struct KnownClass {
  uint32_t input;
  int64_t vtable;
};

// Resume data of a guard: where its sections begin in CompiledCode::resume
// (jit/metainterp/resume.h).
struct ResumePlace {
  uint32_t own = kNone, outer = kNone;
  bool operator==(const ResumePlace&) const = default;
};

// What is freed to keep within a budget would be compiled again at once, if it is used, and a trace
// that was given up would be given up again. Each time, it takes twice as many passes, up to two to
// this power.
constexpr uint8_t kMostDelays = 12;

class Guard {
public:
  explicit Guard(CompiledCode* piece = nullptr); // takes the next id

  CompiledCode* code;             // the piece that it lies in
  CompiledCode* bridge = nullptr; // attached; owned by the LoopToken
  uint32_t id = 0;                // unique in the process, for logs
  uint32_t index = 0;             // its position in code->guards; by the backend
  ResumePlace resume;             // GuardKind::Resume only
  Op op = Op::GuardTrue;          // which guard it was
  GuardKind kind = GuardKind::Resume;
  bool invalidated : 1 = false;
  bool compiling : 1 = false; // a bridge from here is being traced: do not start another
  uint8_t delays : 4 = 0;     // evicted bridges, and traces that were given up: see kMostDelays
  int16_t comparedExit = -1;  // guard_value: the exit value that it compares, if it is one

  void backOff() {
    if (delays < kMostDelays) ++delays;
  }

  // What it hands over. Adding makes the spans of all guards of the piece invalid.
  std::span<ExitLocation> exits() const;
  void setExits(std::span<const Kind> kinds); // their places are for the backend to fill in
  std::span<const KnownClass> knownClasses() const;
  void addKnownClass(KnownClass known); // only to the guard that was given exits last

  // By the backend, offsets in the piece's machine code:
  uint32_t patch = 0; // the branch to redirect when a bridge is attached; 0: none
  uint32_t stub = 0;  // the recovery stub

private:
  uint32_t firstExit_ = 0, firstKnown_ = 0;
  uint16_t exitCount_ = 0, knownCount_ = 0;
};

// A place to jump to: a label with its loop-carried values.
class LoopTarget {
public:
  LoopToken* token = nullptr;   // of the loop, whose version may lie in a piece of another token
  CompiledCode* code = nullptr; // the piece with the label; null for entryTarget
  std::vector<Kind> kinds;
  // By the optimizer, which derives from it: what a jump must satisfy, and how it computes the
  // extra values (short preamble). Its object constants are roots.
  struct Entry : RootHolder {
    virtual void pack() = 0;          // nothing is added any more
    virtual size_t bytes() const = 0; // of memory
  };
  std::unique_ptr<Entry> entry;
  // By the backend:
  void* address = nullptr;
  std::vector<ExitLocation> locations; // where the values are expected
  int32_t frameDepth = 0;
  uint64_t runs = 0; // while they are counted (jit-backend-counts)
};

// A holder of roots: its object constants.
struct CompiledCode final : RootHolder {
  LoopToken* token = nullptr;
  Guard* from = nullptr; // the guard a bridge starts at; null for a loop
  uint32_t id = 0;       // number in logs
  std::vector<std::unique_ptr<Guard>> guards;
  std::vector<ExitLocation> exits;      // of the guards, one guard's behind the other's
  std::vector<KnownClass> knownClasses; // likewise
  std::vector<uint8_t> resume;          // likewise: encoded resume data
  std::vector<std::unique_ptr<LoopTarget>> targets;
  std::vector<LoopToken*> calls;    // what it enters at their start, but its own token
  std::vector<CompiledCode*> jumps; // whose labels it jumps to, but itself
  std::vector<void*> refs;          // object constants of the guards' resume data: precise roots
  uint32_t opCount = 0;
  // Of jit/memory:
  bool living = true;      // whether the last collection reached it
  uint8_t entered = 0;     // machine code of a bridge sets it to 1
  uint64_t dataBytes = 0;  // of memory, the machine code not included
  uint64_t generation = 0; // of a bridge: when it was last seen to have been entered
  uint64_t runs = 0;       // while they are counted (jit-backend-counts)
  // By the backend:
  void* entry = nullptr;  // see backend.h
  void* memory = nullptr; // executable memory, as the allocator gave it
  uint32_t codeSize = 0;
  // Constants of the code that lie in its memory's writable mapping: objects (precise roots, which
  // the collector updates; prebuilt ones are in the instructions), then other words.
  std::span<int64_t> words;
  uint32_t refCount = 0;

  void visitRoots(VisitSlot visit, void* context) override {
    for (uint32_t index = 0; index < refCount; ++index)
      visit(reinterpret_cast<void**>(&words[index]), context);
    for (void*& object : refs) visit(&object, context);
  }
  // Nothing is added any more.
  void pack();
};

class LoopToken {
public:
  uint32_t id = 0; // number in logs
  uint32_t driver = 0;
  bool invalidated = false;
  bool isFunctionEntry = false;
  bool cutsBridges = false; // a bridge that gets too long is cut instead of given up
  bool mayRetrace = true;   // false: its code has too many guards for another version of it
  uint32_t retraces = 0;    // how often its loop was traced again for one more version
  // Of jit/memory:
  bool living = true;      // whether the last collection reached it
  uint32_t referrers = 0;  // how often other tokens' pieces name it in `calls` and `jumps`
  uint32_t index = 0;      // among all tokens
  uint64_t generation = 0; // when it was last entered
  JitCell* cell = nullptr; // whose token, or former token, it is
  std::vector<FieldDependents*> fields; // quasi-immutable ones that it relies on
  std::vector<Kind> inputKinds;
  std::vector<std::unique_ptr<CompiledCode>> code; // [0]: the loop or function; then bridges
  std::vector<LoopTarget*>
      versions;          // of the loop, in pieces of other tokens, which say when they are freed
  void* entry = nullptr; // address for execute() and call_assembler; changes when redirected
  uint32_t maxExitValues = 0;
  LoopTarget entryTarget; // what call_assembler names; it has the token only
};

} // namespace tw::jit
