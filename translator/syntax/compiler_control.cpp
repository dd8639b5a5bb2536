// Control flow: conditions, loops, exception handlers, and the ways out of them.
#include "translator/support/diagnostic.h"
#include "translator/syntax/compiler_impl.h"

#include <iterator>

namespace tw::syntax {

using namespace ast;

// --- Branches and loops ---

void ScopeCompiler::ifStatement(const If& stmt) {
  if (std::optional<bool> truth = constantTruth(*stmt.test)) {
    body(*truth ? stmt.then : stmt.otherwise);
    return;
  }
  Label otherwise = code_.newLabel();
  Label end = code_.newLabel();
  branch(*stmt.test, otherwise, false);
  body(stmt.then);
  if (!stmt.otherwise.empty()) code_.jump(Opcode::Jump, end);
  code_.place(otherwise);
  body(stmt.otherwise);
  code_.place(end);
}

void ScopeCompiler::whileStatement(const While& stmt) {
  if (constantTruth(*stmt.test) == false) {
    body(stmt.otherwise);
    return;
  }
  Label top = code_.newLabel();
  Label exhausted = code_.newLabel();
  Label end = code_.newLabel();
  code_.place(top);
  branch(*stmt.test, exhausted, false);
  blocks_.push_back({.kind = BlockKind::Loop, .continueTarget = top, .breakTarget = end});
  body(stmt.body);
  blocks_.pop_back();
  code_.jump(Opcode::Jump, top);
  code_.place(exhausted);
  body(stmt.otherwise);
  code_.place(end);
}

void ScopeCompiler::forStatement(const For& stmt) {
  Label top = code_.newLabel();
  Label exhausted = code_.newLabel();
  Label end = code_.newLabel();
  At at(code_, stmt.iterable->span);
  expression(*stmt.iterable);
  code_.emit(Opcode::GetIter);
  code_.place(top);
  code_.jump(Opcode::ForIter, exhausted);
  store(*stmt.target);
  blocks_.push_back({.kind = BlockKind::ForLoop, .continueTarget = top, .breakTarget = end});
  body(stmt.body);
  blocks_.pop_back();
  code_.jump(Opcode::Jump, top);
  code_.place(exhausted);
  body(stmt.otherwise);
  code_.place(end);
}

// --- Protected ranges ---

void ScopeCompiler::openRange(BlockKind kind, Body finallyBody) {
  blocks_.push_back({.kind = kind,
                     .finallyBody = finallyBody,
                     .handler = code_.newLabel(),
                     .depth = code_.depth(),
                     .activeFrom = code_.here(),
                     .active = true});
}

// Ends the innermost block; its ranges enter the table after those of the
// blocks inside it.
ScopeCompiler::Block ScopeCompiler::closeRange() {
  suspend(blocks_.back());
  Block block = std::move(blocks_.back());
  blocks_.pop_back();
  for (auto [start, end] : block.ranges) code_.addRange(start, end, block.handler, block.depth);
  return block;
}

// False if nothing in the block can raise.
bool ScopeCompiler::startHandler(const Block& block) {
  if (block.ranges.empty()) return false;
  code_.placeHandler(block.handler, block.depth);
  return true;
}

void ScopeCompiler::suspend(Block& block) {
  if (!block.active) return;
  block.active = false;
  uint32_t end = code_.here();
  if (block.activeFrom < end) block.ranges.emplace_back(block.activeFrom, end);
}

// After the jump or return that left some blocks: the code that follows is inside
// all of them again.
void ScopeCompiler::resumeBlocks() {
  for (Block& block : blocks_) {
    bool isProtected = block.kind == BlockKind::Except || block.kind == BlockKind::Finally ||
                       block.kind == BlockKind::With;
    if (!isProtected || block.active) continue;
    block.active = true;
    block.activeFrom = code_.here();
  }
}

// --- try ---

void ScopeCompiler::tryStatement(const Try& stmt) {
  if (!stmt.finally.empty())
    tryFinally(stmt);
  else
    tryExcept(stmt);
}

void ScopeCompiler::tryFinally(const Try& stmt) {
  Label end = code_.newLabel();
  openRange(BlockKind::Finally, stmt.finally);
  if (stmt.handlers.empty())
    body(stmt.body);
  else
    tryExcept(stmt);
  Block block = closeRange();
  finallyCopy(stmt.finally, 0);
  code_.jump(Opcode::Jump, end);
  if (startHandler(block)) {
    finallyCopy(stmt.finally, 2);
    code_.emit(Opcode::Reraise);
  }
  code_.place(end);
}

void ScopeCompiler::finallyCopy(Body finallyBody, uint32_t onStack) {
  blocks_.push_back({.kind = BlockKind::FinallyBody, .onStack = onStack});
  body(finallyBody);
  blocks_.pop_back();
}

void ScopeCompiler::tryExcept(const Try& stmt) {
  Label end = code_.newLabel();
  openRange(BlockKind::Except, {});
  body(stmt.body);
  Block block = closeRange();
  body(stmt.otherwise);
  code_.jump(Opcode::Jump, end);
  startHandler(block); // else the handlers are dropped as unreachable
  handlers(stmt, end);
  code_.place(end);
}

void ScopeCompiler::handlers(const Try& stmt, Label end) {
  for (const ExceptHandler& handler : stmt.handlers) {
    At at(code_, handler.span);
    Label next = code_.newLabel();
    if (handler.type) {
      expression(*handler.type);
      code_.emit(Opcode::ExceptionMatch);
      code_.jump(Opcode::PopJumpIfFalse, next);
    }
    if (handler.target) {
      code_.emit(Opcode::Dup2);
      code_.emit(Opcode::Pop);
      store(*handler.target);
    }
    code_.emit(Opcode::PopException);
    body(handler.body);
    code_.jump(Opcode::Jump, end);
    code_.place(next);
  }
  code_.emit(Opcode::Reraise);
}

// --- with ---

void ScopeCompiler::with(const With& stmt) {
  Label end = code_.newLabel();
  Label suppressed = code_.newLabel();
  At at(code_, stmt.manager->span);
  expression(*stmt.manager);
  code_.emit(Opcode::WithEnter);
  // The range begins with the exit method on the stack, below the value entered.
  openRange(BlockKind::With, {});
  if (code_.reachable()) --blocks_.back().depth;
  if (stmt.target)
    store(*stmt.target);
  else
    code_.emit(Opcode::Pop);
  body(stmt.body);
  Block block = closeRange();
  code_.emit(Opcode::WithExit);
  code_.jump(Opcode::Jump, end);
  if (startHandler(block)) {
    code_.emit(Opcode::WithExcept);
    code_.jump(Opcode::PopJumpIfTrue, suppressed);
    code_.emit(Opcode::Reraise);
    code_.place(suppressed);
    code_.emit(Opcode::PopException);
    code_.emit(Opcode::Pop);
  }
  code_.place(end);
}

// --- Leaving blocks early ---

// Emits the exits of the blocks from the innermost to `outermost`. The value
// being returned, if there is one, stays on top of the stack.
void ScopeCompiler::leaveBlocks(size_t outermost, bool valueOnTop) {
  for (size_t i = blocks_.size(); i-- > outermost;) leaveBlock(i, valueOnTop);
}

void ScopeCompiler::leaveBlock(size_t index, bool valueOnTop) {
  Block& block = blocks_[index];
  suspend(block);
  switch (block.kind) {
  case BlockKind::Loop:
  case BlockKind::Except: break;
  case BlockKind::ForLoop:
    if (valueOnTop) code_.emit(Opcode::Rot2);
    code_.emit(Opcode::Pop);
    break;
  case BlockKind::With:
    if (valueOnTop) code_.emit(Opcode::Rot2);
    code_.emit(Opcode::WithExit);
    break;
  case BlockKind::FinallyBody:
    if (block.onStack == 0) break;
    if (valueOnTop) code_.emit(block.onStack == 2 ? Opcode::Rot3 : Opcode::Rot2);
    code_.emit(block.onStack == 2 ? Opcode::PopException : Opcode::Pop);
    break;
  case BlockKind::Finally: {
    // The copy runs outside of this block and of those inside it.
    Body finallyBody = block.finallyBody;
    auto first = blocks_.begin() + static_cast<std::ptrdiff_t>(index);
    std::vector<Block> inner(std::make_move_iterator(first),
                             std::make_move_iterator(blocks_.end()));
    blocks_.erase(first, blocks_.end());
    finallyCopy(finallyBody, valueOnTop ? 1 : 0);
    blocks_.insert(blocks_.end(), std::make_move_iterator(inner.begin()),
                   std::make_move_iterator(inner.end()));
    break;
  }
  }
}

void ScopeCompiler::returnStatement(const Return& stmt) {
  if (!scope_.isFunction())
    fail(stmt.span, "'return' outside of a function",
         "statements at module level run at import time: put this one into a function");
  if (stmt.value)
    expression(*stmt.value);
  else
    code_.emitConst(ConstNone{});
  // Only finally and with have something to do; loops inside them are left in
  // passing.
  size_t outermost = 0;
  while (outermost < blocks_.size() && blocks_[outermost].kind != BlockKind::Finally &&
         blocks_[outermost].kind != BlockKind::With)
    ++outermost;
  if (code_.reachable()) leaveBlocks(outermost, true);
  code_.emit(Opcode::Return);
  resumeBlocks();
}

size_t ScopeCompiler::innermostLoop(const Stmt& stmt) const {
  for (size_t i = blocks_.size(); i-- > 0;)
    if (blocks_[i].kind == BlockKind::Loop || blocks_[i].kind == BlockKind::ForLoop) return i;
  fail(stmt.span,
       stmt.kind == StmtKind::Break ? "'break' outside of a loop" : "'continue' outside of a loop",
       "use 'return' to leave a function early");
}

void ScopeCompiler::breakStatement(const Stmt& stmt) {
  size_t loop = innermostLoop(stmt);
  if (!code_.reachable()) return;
  leaveBlocks(loop, false);
  code_.jump(Opcode::Jump, blocks_[loop].breakTarget);
  resumeBlocks();
}

void ScopeCompiler::continueStatement(const Stmt& stmt) {
  size_t loop = innermostLoop(stmt);
  for (size_t i = loop + 1; i < blocks_.size(); ++i)
    if (blocks_[i].kind == BlockKind::FinallyBody)
      fail(stmt.span, "'continue' is not possible in a 'finally' block",
           "set a flag and test it after the 'finally' block");
  if (!code_.reachable()) return;
  leaveBlocks(loop + 1, false);
  code_.jump(Opcode::Jump, blocks_[loop].continueTarget);
  resumeBlocks();
}

} // namespace tw::syntax
