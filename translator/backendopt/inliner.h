// Replaces one call by a copy of the callee's blocks.
//
// The caller's block is cut at the call. Every variable that is needed after it
// is passed through all the copied blocks. Where handlers surround the call,
// every operation of the copy that may raise gets copies of the handlers, and an
// explicit raise becomes a jump to its handler: at once if the class is known,
// through a chain of tests on the class range otherwise.
#pragma once

#include "translator/backendopt/analysis.h"
#include "translator/backendopt/split.h"
#include "translator/flow/copy.h"

namespace tw::backendopt {

class Inliner {
public:
  // `memoryError` is the vtable of the class that allocations raise, or 0.
  Inliner(flow::FunctionGraph& caller, lltype::Heap& heap, const Analysis& analysis,
          lltype::Word memoryError = 0)
      : caller_(caller), heap_(heap), analysis_(analysis), memoryError_(memoryError) {}

  // `index` is the position of a direct_call of `callee` in the block. Returns
  // the block that holds what followed the call.
  flow::Block* inlineCall(flow::Block& block, size_t index, flow::FunctionGraph& callee);

private:
  using PassMap = std::vector<flow::Variable*>;

  void findPassed(const flow::Operation& call, const Split& split);
  void connect(flow::Block& copy, const flow::FunctionGraph& callee);
  void returnTo(flow::Link& link, const PassMap& pass);
  void guardBlock(flow::Block& copy);
  bool needsHandlers(const flow::Operation& op) const;
  flow::Link* handlerCopy(const flow::Link& handler, const PassMap& pass);
  void raiseTo(flow::Link& link, const PassMap& pass);
  bool raiseKnown(flow::Link& link, const PassMap& pass);
  flow::Block* dispatchBlock(size_t handler);
  flow::Value inCopy(flow::Value value, const PassMap& pass) const;
  std::vector<flow::Value> handlerArgs(const flow::Link& handler, flow::Value type,
                                       flow::Value value, const PassMap& pass) const;

  flow::FunctionGraph& caller_;
  lltype::Heap& heap_;
  const Analysis& analysis_;
  const lltype::Word memoryError_;
  // Of the call that is being inlined:
  const flow::Operation* call_ = nullptr;
  flow::Block* after_ = nullptr;
  std::vector<flow::Variable*> live_; // inputs of after_, as variables of the caller's block
  std::vector<flow::Variable*>
      passed_; // what goes through the copies: live_ and the handlers' uses
  std::unordered_map<const flow::Variable*, size_t> passedIndex_;
  std::unordered_map<const flow::Block*, PassMap> pass_;
  std::vector<flow::Link*> handlers_;
  bool guardsAllocations_ = false;     // a handler catches MemoryError
  std::vector<flow::Block*> dispatch_; // by handler, made on demand
};

} // namespace tw::backendopt
