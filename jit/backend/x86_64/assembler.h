// Assembles one trace: walks over its operations, has registers assigned, emits instructions.
//
// Layout of a piece: entry, operations, cold paths, recovery stubs of the guards, constants. A
// guard's branch goes to its stub, which pushes the guard's number and reaches the leaving routine
// (routines.h) by a call that is followed by the CompiledCode's address.
//
// The object serves for one trace after another and keeps its buffers.
#pragma once

#include "jit/backend/backend.h"
#include "jit/backend/x86_64/allocator.h"
#include "jit/backend/x86_64/routines.h"
#include "jit/format/program.h"
#include "jit/memory/code_memory.h"

#include <asmjit/x86.h>

#include <bitset>

namespace tw::jit::x86 {

using Cond = asmjit::x86::CondCode;
using Label = asmjit::Label;

// An argument of a call of the backend's own helpers, or of the trace's.
struct Argument {
  Operand operand; // or none:
  int64_t word = 0;
  bool isSingle = false; // a word that travels as a single float
};

class TraceAssembler {
public:
  TraceAssembler(const Routines& routines, CodeMemory& memory, bool checkAllocation);
  void setHooks(const BackendHooks& hooks) { hooks_ = hooks; }
  // Pieces count how often they are entered, and labels how often they are passed.
  void countRuns() { countsRuns_ = true; }

  // `from`: the guard that a bridge starts at; null for a loop. False: no executable memory.
  bool assemble(const Trace& trace, LoopToken& token, CompiledCode& code, const Guard* from);
  // Of the last piece: where its operations end.
  uint32_t coldOffset() const { return coldOffset_; }

private:
  struct GuardSite {
    Guard* guard;
    Label stub;
    uint32_t branch; // offset of the branch's displacement, or of the patchable place
  };
  struct TargetSite {
    LoopTarget* target;
    Label label;
  };
  // Rare continuations, emitted behind the operations.
  struct ColdPath {
    enum What : uint8_t {
      Malloc,
      MallocArray,
      Barrier,
      ItemBarrier,
      CondCall,
      FinishCall,
      StackCheck
    } what;
    Label entry, back;
    uint8_t reg = 0;      // MallocArray, barriers: the object; CondCall: the value
    int8_t indexReg = -1; // ItemBarrier; -1: `word` is the index. MallocArray: the length
    int64_t word = 0;     // FinishCall: token; MallocArray: the descr's address
    uint32_t firstObject = 0, objectCount = 0; // Malloc: in coldObjects_
    uint64_t function = 0;                     // CondCall; 0: in functionAt
    Location functionAt;
    RegisterMask liveGp = 0, liveXmm = 0;  // CondCall: to be preserved
    uint32_t firstMove = 0, moveCount = 0; // CondCall: in coldMoves_
    uint32_t result = kNone;               // CondCall: the value
    uint32_t descr = kNone;
  };
  // An allocation of a known size.
  static constexpr size_t kMostInlineBytes = 2048;
  struct NewObject {
    uint32_t value;
    uint8_t reg;
    uint64_t header, size;
    int32_t lengthOffset; // -1: not an array
    int32_t length;
    std::bitset<kMostInlineBytes> written; // bytes that are stored to before they can be read
  };

  const Routines& routines_;
  CodeMemory& memory_;
  BackendHooks hooks_;
  bool countsRuns_ = false;
  BufferedErrors errors_;
  asmjit::CodeHolder holder_;
  asmjit::x86::Assembler a_;
  Liveness liveness_;
  AllocationChecker checker_;
  Allocator ra_;
  ParallelMoves moves_;

  const Trace* trace_ = nullptr;
  LoopToken* token_ = nullptr;
  CompiledCode* code_ = nullptr;
  uint32_t now_ = 0;
  uint32_t coldOffset_ = 0;
  std::vector<uint32_t> depthPlaces_; // offsets of displacements that hold minus the frame's depth
  std::vector<GuardSite> guardSites_;
  std::vector<TargetSite> targetSites_;
  std::vector<ColdPath> cold_;
  std::vector<Move> coldMoves_;
  std::vector<NewObject> newObjects_, coldObjects_;
  std::vector<uint32_t> inputOrder_;
  std::vector<Argument> arguments_;
  std::vector<Move> callMoves_;
  std::vector<Location> stackArguments_;

  // Constants behind the code: objects, then words.
  Label refsLabel_, wordsLabel_, propagateLabel_;
  bool propagateUsed_ = false;
  std::vector<uint32_t> wordOfConstant_; // index + 1 in refs_ or in words_
  std::vector<int64_t> refs_, words_;

  // Condition flags that the previous operation left: the value they stand for is true under
  // flagsCond_.
  uint32_t flagsValue_ = kNone;
  Cond flagsCond_ = Cond::kZ;

  // Objects allocated since the last possible collection need no write barrier.
  std::vector<uint32_t> youngEpoch_;
  uint32_t epoch_ = 1;

  // assembler.cpp
  void reset(const Trace& trace, LoopToken& token, CompiledCode& code);
  void enterLoop();
  void enterBridge(const Guard& from);
  void operation(const TraceOp& op);
  void dispatch(const TraceOp& op, Category category);
  void other(const TraceOp& op);
  void memoryOperation(const TraceOp& op);
  void label(const TraceOp& op);
  void jump(const TraceOp& op);
  void finish(const TraceOp& op);
  void hintJump(const LoopTarget& target, const TraceOp& jump);
  void lowerStack();
  void countRun(uint64_t* count);
  // finish.cpp
  ColdPath newColdPath(ColdPath::What what);
  bool finishPiece();
  void emitColdPaths();
  void emitStubs();
  void emitConstants();
  void record(const CodeBlock& block, size_t size);

  // operands.cpp
  Operand arg(const TraceOp& op, uint32_t index) const {
    return trace_->operands[op.first + index];
  }
  bool isImm32(Operand constant, int32_t* value) const;
  bool isMovable(const Constant& constant) const;
  void moveWord(Gp to, int64_t word);
  static void loadConstant(void* self, Location to, uint32_t constant);
  void loadConstantTo(Location to, uint32_t constant);
  uint32_t wordIndex(uint32_t constant); // in refs_ or words_
  Mem constantMem(uint32_t constant);
  uint32_t newWord(int64_t word);
  Gp gp(Operand operand, Gp scratch); // constants go to the scratch register
  Xmm xmm(Operand operand, Xmm scratch);
  Gp gpAnywhere(Operand operand); // constants go to a temporary register
  Location locate(Operand operand) const;
  Mem place(Operand base, int64_t offset, uint32_t size);
  Mem item(Operand base, Operand index, int64_t offset, int64_t itemSize, uint32_t size);
  Mem global(const void* address, uint32_t size);
  void callAddress(const void* function);

  // integers.cpp
  void pure(const TraceOp& op);
  Gp copyForResult(uint32_t result, Operand from);
  void binary(const TraceOp& op, asmjit::x86::Inst::Id inst, bool commutes);
  void add(const TraceOp& op);
  void multiply(const TraceOp& op);
  void freeRaxAndRdx();
  void multiplyHigh(const TraceOp& op);
  void divide(const TraceOp& op, bool isSigned, bool remainder);
  void shift(const TraceOp& op, asmjit::x86::Inst::Id inst);
  void unary(const TraceOp& op, asmjit::x86::Inst::Id inst);
  void signExtend(const TraceOp& op);
  void forceNotNegative(const TraceOp& op);
  void overflow(const TraceOp& op);
  void compare(const TraceOp& op, Cond cond);
  void emitCompare(Operand left, Operand right, Cond* cond);
  void truth(const TraceOp& op, Cond cond);
  void conditionResult(Cond cond);
  void sameAs(const TraceOp& op);
  void testZero(Operand operand);

  // floats.cpp
  void floatOperation(const TraceOp& op);
  void floatBinary(const TraceOp& op, asmjit::x86::Inst::Id inst, bool commutes);
  void floatMask(const TraceOp& op, asmjit::x86::Inst::Id inst, int64_t mask);
  void floatCompare(const TraceOp& op);
  void floatEqual(const TraceOp& op, bool equal);
  void convert(const TraceOp& op);
  void uintToFloat(const TraceOp& op);
  void floatToUint(const TraceOp& op);
  Xmm copyXmm(uint32_t result, Operand from);
  void floatInstruction(asmjit::x86::Inst::Id inst, Xmm to, Operand from);

  // memory.cpp
  void loadFrom(const TraceOp& op, const Mem& from, unsigned width, bool isSigned);
  void store(const Mem& to, Operand value, unsigned width);
  void barrier(Operand object, Operand value);
  void itemBarrier(Operand object, Operand index, Operand value);
  bool needsBarrier(Operand object, Operand value) const;
  void getField(const TraceOp& op);
  void setField(const TraceOp& op);
  void getItem(const TraceOp& op);
  void setItem(const TraceOp& op);
  void interiorField(const TraceOp& op);
  void rawLoad(const TraceOp& op);
  void gcIndexed(const TraceOp& op);
  void strings(const TraceOp& op);
  void copyContent(const TraceOp& op, uint32_t array);
  void exceptionState(const TraceOp& op);

  // allocation.cpp
  void allocate(const TraceOp& op);
  const tw_jit_descr& arrayDescr(const TraceOp& op) const;
  bool describeNew(uint32_t index, NewObject* object) const;
  void gatherNew(const NewObject& first);
  void findWritten();
  NewObject* newObjectOf(Operand operand);
  void noteWrite(const TraceOp& op);
  bool mayReadNew(const TraceOp& op);
  void initializeHeader(const asmjit::x86::Gp& object, uint64_t header);
  void initializeNew(const NewObject& object, bool withHeader);
  void clearUnwritten(const NewObject& object);
  void clearWords(const asmjit::x86::Gp& object, int32_t first, int32_t end);
  void clearItems(const asmjit::x86::Gp& object, int32_t first);
  struct NurseryWords {
    Mem free, top;
  };
  NurseryWords nurseryWords(); // may take a temporary register
  void bumpNursery();
  void mallocCold(const ColdPath& path);
  void bumpNurseryForArray(const TraceOp& op);
  void mallocArrayCold(const ColdPath& path);
  void callAllocator(const void* function);
  void checkAllocated();
  void maybeCollects() { ++epoch_; }

  // calls.cpp
  void call(const TraceOp& op);
  void callAssembler(const TraceOp& op);
  void condCall(const TraceOp& op);
  void condCallCold(const ColdPath& path);
  void traceArguments(const TraceOp& op, uint32_t first, const tw_jit_descr& descr);
  uint32_t layOut();
  void storeToStack(int32_t offset, Location from);
  Gp conditionalValue(const TraceOp& op);
  uint32_t placeArguments(Operand function, RegisterMask clobbered);
  void emitCall(Operand function, const void* address, RegisterMask clobbered);
  void normalize(const tw_jit_descr& descr);
  void callResult(const tw_jit_descr& descr);
  Guard* forceGuardBehind() const;
  void prepareForce(Guard& guard);
  bool canCollect(const tw_jit_descr& descr) const;

  // guards.cpp
  void guard(const TraceOp& op);
  void guardTruth(const TraceOp& op, bool expected);
  void guardValue(const TraceOp& op);
  void guardClass(const TraceOp& op, bool mayBeNull);
  void guardSubclass(const TraceOp& op);
  void guardException(const TraceOp& op);
  void leaveIf(const TraceOp& op, Cond cond);
  void leaveAlways(const TraceOp& op);
  void leavePatchable(const TraceOp& op);
  GuardSite& newSite(const TraceOp& op);
  void captureExits(Guard& guard, std::span<const Operand> values, bool preferSlots);
  ExitLocation locationOnExit(Operand operand, bool preferSlot);
};

} // namespace tw::jit::x86
