// The low-level side of flow::OpCode: conversion to the table of lltype and
// what passes ask about a low-level operation.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/llops.h"

namespace tw::flow {

inline constexpr uint16_t kFirstLowLevel = 0
#define HLOP(...) +1
#include "translator/flow/operations.def"
    ;

inline bool isLowLevel(OpCode op) { return static_cast<uint16_t>(op) >= kFirstLowLevel; }
inline lltype::LlOp toLlOp(OpCode op) {
  return static_cast<lltype::LlOp>(static_cast<uint16_t>(op) - kFirstLowLevel);
}
inline const lltype::LlOpInfo& llOpInfo(OpCode op) { return lltype::llOpInfo(toLlOp(op)); }

// May the low-level operation go if nothing uses its result? Not one that makes an object with
// a destructor, which does something when it dies.
bool isRemovableIfUnused(const Operation& op);

} // namespace tw::flow
