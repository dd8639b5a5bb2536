// Start of the JIT.
#include "jit/metainterp/engine.h"

#include "jit/metainterp/compile.h"
#include "jit/metainterp/decode.h"
#include "jit/metainterp/tracer.h"

namespace tw::jit {

namespace {
std::unique_ptr<Engine>& instance() {
  static std::unique_ptr<Engine> engine;
  return engine;
}
} // namespace

Engine::Engine(std::unique_ptr<Backend> backend, bool checks)
    : backend_(std::move(backend)), checks_(checks),
      loops_(backend_.get(), statistics_, warm_.cells(), quasiImmutables_) {
  if (backend_) backend_->setHooks({.finishCall = finishAssemblerCall});
}

Engine::~Engine() = default;

Engine& engine() { return *instance(); }

void startEngine(std::unique_ptr<Backend> backend, bool checks) {
  indexFunctions();
  dropIdleTracers();
  instance().reset();
  instance() = std::make_unique<Engine>(std::move(backend), checks);
}

} // namespace tw::jit
