// Evaluates operations whose operands are constants at translation time.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <optional>
#include <span>

namespace tw::backendopt {

class Evaluator {
public:
  Evaluator(flow::GraphContext& context, const lltype::Heap& heap)
      : context_(context), heap_(heap) {}

  // The constant that the operation gives for `args` in place of its own
  // operands; nothing if it is not pure, reads what may change, or would fail.
  std::optional<flow::Value> evaluate(const flow::Operation& op,
                                      std::span<const flow::Value> args) const;

private:
  std::optional<flow::Value> computed(const flow::Operation& op,
                                      std::span<const flow::Value> args) const;
  std::optional<flow::Value> immutableRead(const flow::Operation& op,
                                           std::span<const flow::Value> args) const;
  std::optional<flow::Value> prebuiltSize(const flow::Operation& op,
                                          std::span<const flow::Value> args) const;
  std::optional<flow::Value> classOfPrebuilt(const flow::Operation& op,
                                             std::span<const flow::Value> args) const;
  flow::Value constant(const lltype::Type* type, lltype::Word word) const;

  flow::GraphContext& context_;
  const lltype::Heap& heap_;
};

} // namespace tw::backendopt
