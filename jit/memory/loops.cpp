// Making and keeping loops.
#include "jit/memory/loops.h"

#include "jit/backend/backend.h"
#include "jit/metainterp/statistics.h"
#include "jit/warm/cell.h"

namespace tw::jit {

Loops::~Loops() {
  for (const auto& token : loops_) {
    cells_.forget(token.get());
    for (const auto& code : token->code) backend_->release(*code);
    statistics_.count(Counter::TotalFreedLoops);
  }
}

std::unique_ptr<LoopToken> Loops::create(uint32_t driver) {
  auto token = std::make_unique<LoopToken>();
  token->id = ++lastToken_;
  token->driver = driver;
  token->entryTarget.token = token.get();
  return token;
}

std::unique_ptr<CompiledCode> Loops::createCode(LoopToken& token) {
  auto code = std::make_unique<CompiledCode>();
  code->token = &token;
  code->id = ++lastCode_;
  return code;
}

LoopToken& Loops::keep(std::unique_ptr<LoopToken> token) {
  loops_.push_back(std::move(token));
  return *loops_.back();
}

} // namespace tw::jit
