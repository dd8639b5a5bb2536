// Which graphs the JIT looks into.
//
// The target's JitPolicy decides on functions; the rules of the reference apply on top of it:
// marks of the function (_jit_look_inside_, _elidable_function_, oopspec), no loops unless
// _jit_unroll_safe_ is set, no values that jitcode has no kind for.
#pragma once

#include "translator/pyjitpl/drivers.h"

#include <unordered_map>
#include <unordered_set>

namespace tw::pyjitpl {

class Policy {
public:
  // `policy` is the target's object; null: look_inside_function is always true.
  Policy(host::Host& host, host::Object* policy, const Drivers& drivers);

  bool looksInside(const flow::FunctionGraph& graph);
  // Portals and everything that they reach through calls that are looked into, callers first.
  std::vector<flow::FunctionGraph*> candidates();

private:
  bool decide(const flow::FunctionGraph& graph);
  bool isOpaque(const flow::FunctionGraph& graph) const;
  bool accepts(const flow::FunctionGraph& graph) const;

  host::Host& host_;
  host::Object* policy_;
  host::Object* method_ = nullptr; // look_inside_function
  const Drivers& drivers_;
  std::unordered_map<const flow::FunctionGraph*, bool> decisions_;
};

} // namespace tw::pyjitpl
