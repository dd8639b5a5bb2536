// What inlining a graph costs: its size plus the work of a typical run of it,
// so that a loop counts more than a path that is seldom taken.
#include "translator/backendopt/backendopt.h"

#include "translator/flow/callgraph.h"
#include "translator/flow/llops.h"

#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::OpCode;
using flow::Operation;

namespace {

// Of an exit that catches an exception, relative to the normal exit.
constexpr double kExceptionWeight = 0.1;
// Graphs with more blocks are never cheap enough to be worth the arithmetic.
constexpr size_t kMaxBlocks = 100;
constexpr int kRounds = 60;

double operationWeight(const Operation& op) {
  if (flow::isCall(op)) return 1.5 + 0.5 * static_cast<double>(op.args.size());
  switch (op.op) {
  case OpCode::LlSameAs:
  case OpCode::LlCastPointer:
  case OpCode::LlCastOpaquePtr:
  case OpCode::LlKeepAlive:
  case OpCode::LlHint:
  case OpCode::LlJitForceVirtualizable:
  case OpCode::LlDebugAssert:
  case OpCode::LlDebugAssertNotNone: return 0;
  case OpCode::LlMalloc:
  case OpCode::LlMallocVarsize: return 2;
  default: return 1;
  }
}

double blockWeight(const Block& block) {
  double weight = block.exitKind == flow::ExitKind::None ? 0 : 1;
  for (const Operation* op : block.operations) weight += operationWeight(*op);
  return weight;
}

// How often each exit is taken, in parts of how often the block runs.
std::vector<double> exitShares(const Block& block) {
  std::vector<double> shares(block.exits.size(), 1);
  double total = 0;
  for (size_t i = 0; i < shares.size(); ++i) {
    if (block.canRaise() && i > 0) shares[i] = kExceptionWeight;
    total += shares[i];
  }
  for (double& share : shares) share /= total;
  return shares;
}

// The expected number of times that each block runs, by iteration: loops
// approach their fix point quickly as every exit has the same share.
std::vector<double> frequencies(const std::vector<Block*>& blocks) {
  std::unordered_map<const Block*, size_t> indices;
  for (size_t i = 0; i < blocks.size(); ++i) indices.emplace(blocks[i], i);
  struct Edge {
    size_t from, to;
    double share;
  };
  std::vector<Edge> edges;
  for (size_t i = 0; i < blocks.size(); ++i) {
    std::vector<double> shares = exitShares(*blocks[i]);
    for (size_t exit = 0; exit < shares.size(); ++exit)
      edges.push_back({i, indices.at(blocks[i]->exits[exit]->target), shares[exit]});
  }
  std::vector<double> now(blocks.size(), 0);
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> next(blocks.size(), 0);
    next[0] = 1;
    for (const Edge& edge : edges) next[edge.to] += now[edge.from] * edge.share;
    if (next == now) break;
    now = std::move(next);
  }
  return now;
}

} // namespace

double inliningCost(const flow::FunctionGraph& graph) {
  std::vector<Block*> blocks = graph.blocks();
  double size = 0;
  for (const Block* block : blocks) size += blockWeight(*block);
  if (blocks.size() > kMaxBlocks) return size;
  double work = 0;
  std::vector<double> often = frequencies(blocks);
  for (size_t i = 0; i < blocks.size(); ++i) work += often[i] * blockWeight(*blocks[i]);
  return size + work;
}

} // namespace tw::backendopt
