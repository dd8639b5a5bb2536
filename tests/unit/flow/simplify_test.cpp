// The simplification passes, on graphs given as text.
#include "fixture.h"

#include "translator/flow/copy.h"

namespace tw::flow {
namespace {

TEST_F(FlowTest, EmptyBlocksAndDeadCodeDisappear) {
  FunctionGraph* graph = parse(R"(graph f(n) {
  b0(n_0):
    v1 = add(n_0, 1)
    goto b1(n_0, v1)
  b1(v2, v3):
    goto b2(v2, v3)
  b2(v4, v5):
    v6 = mul(v4, 2)
    goto return(v6)
})");
  cleanupGraph(*graph);
  EXPECT_EQ(printGraph(*graph), R"(graph f(n) {
  b0(n_0):
    v1 = mul(n_0, 2)
    goto return(v1)
  return(result_2)
  except(etype_3, evalue_4)
}
)");
}

TEST_F(FlowTest, IdenticalLoopVariablesBecomeOne) {
  FunctionGraph* graph = parse(R"(graph f(n, k) {
  b0(n_0, k_1):
    goto b1(n_0, n_0, k_1)
  b1(v2, v3, v4):
    v5 = sub(v2, v4)
    v6 = bool(v5)
    if v6 goto b1(v5, v5, v4) else return(v3)
})");
  cleanupGraph(*graph);
  // v3 equals v2 in every turn, and k is carried because the block uses it.
  const Block* loop = graph->startBlock->exits[0]->target;
  EXPECT_EQ(loop->inputArgs.size(), 2u);
  graph->check();
}

TEST_F(FlowTest, ConstantBranchIsFolded) {
  FunctionGraph* graph = parse(R"(graph f(n) {
  b0(n_0):
    if True goto b1(n_0) else b2(n_0)
  b1(v1):
    v2 = add(v1, 1)
    goto return(v2)
  b2(v3):
    v4 = sub(v3, 1)
    goto return(v4)
})");
  cleanupGraph(*graph);
  EXPECT_EQ(printGraph(*graph).find("sub"), std::string::npos);
  EXPECT_EQ(graph->blocks().size(), 2u);
}

TEST_F(FlowTest, RepeatedTestIsThreaded) {
  FunctionGraph* graph = parse(R"(graph f(x) {
  b0(x_0):
    v1 = bool(x_0)
    if v1 goto b1(x_0) else b2(x_0)
  b1(x_2):
    v3 = bool(x_2)
    if v3 goto return('yes') else return('never')
  b2(x_4):
    v5 = add(x_4, 1)
    goto return(v5)
})");
  coalesceBool(*graph);
  cleanupGraph(*graph);
  EXPECT_EQ(printGraph(*graph).find("never"), std::string::npos);
}

TEST_F(FlowTest, ShadowedAndRepeatedExceptionLinksDisappear) {
  FunctionGraph* graph = parse(R"(graph f(x) {
  b0(x_0):
    v1 = simple_call(x_0)
    goto return(v1)
    on @IndexError (etype_2, evalue_3) goto except(etype_2, evalue_3)
    on @LookupError (etype_4, evalue_5) goto except(etype_4, evalue_5)
    on @KeyError (etype_6, evalue_7) goto return(None)
})");
  removeDeadExceptions(*graph);
  EXPECT_EQ(printGraph(*graph), R"(graph f(x) {
  b0(x_0):
    v1 = simple_call(x_0)
    goto return(v1)
    on @LookupError (etype_2, evalue_3) goto except(etype_2, evalue_3)
  return(result_4)
  except(etype_5, evalue_6)
}
)");
}

TEST_F(FlowTest, CopyIsIndependent) {
  FunctionGraph* graph = parse(R"(graph f(n) {
  b0(n_0):
    goto b1(n_0)
  b1(n_1):
    v2 = sub(n_1, 1)
    v3 = bool(v2)
    if v3 goto b1(v2) else return(v2)
})");
  std::string before = printGraph(*graph);
  VariableMap map;
  FunctionGraph* copy = copyGraph(*graph, "f", &map);
  EXPECT_EQ(printGraph(*copy), before);
  EXPECT_TRUE(map.contains(graph->startBlock->inputArgs[0]));
  copy->check();
  copy->startBlock->exits[0]->target->operations[0]->op = OpCode::Add;
  EXPECT_EQ(printGraph(*graph), before);
}

} // namespace
} // namespace tw::flow
