// A program to trace: types, functions, and jitcode that tests assemble from text.
#pragma once

#include "jit/metainterp/engine.h"
#include "jit/metainterp/exit.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tw::jit::testing {

struct Node {
  tw_gc gc;
  int64_t number;
  Node* next;
  double real;
};
// The frame of an interpreter: `top` and `stack` are virtualizable.
struct Stack {
  tw_gc gc;
  int64_t length;
  int64_t items[8];
};
struct VFrame {
  tw_gc gc;
  int64_t token;
  int64_t top;
  Stack* stack;
};

Node* newNode(int64_t number, Node* next = nullptr);
VFrame* newFrame(int64_t length);

// Indices of descriptors.
enum DescrName : uint32_t {
  kNodeNumber,
  kNodeNext,
  kNodeReal,
  kNodeSize,
  kFrameToken,
  kFrameTop,
  kFrameStack,
  kFrameSize,
  kStackArray,
  kCallII,
  kCallIR,
  kCallRI,
  kCallPortal,
  kCallPure,
  kCallForce,
  kCallRaise,
  kSwitch,
  kDescrCount = 40
};
enum EffectName : uint32_t { kCannotRaise, kCanRaise, kForces, kElidable };

int64_t classOfNode();
Node* prebuiltError(); // an instance of a class of exceptions

// Functions that jitcode may call: kCallII takes two ints and gives one, and so on.
extern std::function<int64_t(int64_t, int64_t)> onCall;
int64_t functionII();    // calls onCall
int64_t functionRaise(); // (i) -> i: raises prebuiltError() if its argument is negative
int64_t
functionForce(); // (r) -> i: if onCall is not set or gives 1, forces the frame and gives its top

// Assembles jitcode number `index`. One instruction a line, as the letters of jitops.def ask:
//   i0 r1 f2     registers        $5           an int constant      @node @error @II @raise @force
//   #3           a number         >name        a label ("name:")    <17>  a descriptor
//   {1}          a jitcode        (i0 r1)      call arguments       [i0 i1|r0|]  a group
//   live i0 r1   what is alive at this place
// The result comes last. `arguments`: kinds; `driver`: -1 if it is no portal.
void assemble(uint32_t index, std::string_view text, std::string_view arguments, char result,
              int driver = -1);

// Declares driver 0 with jitcode 0 as its portal. `portal` is the compiled portal: it gets greens
// and reds, and does what the jitcode does; it leaves when tw_jit_enter_loop says so by
// leavePortal().
using Portal = int64_t (*)(const int64_t* values);
void declareDriver(const char* greens, const char* reds, char result, Portal portal,
                   bool virtualizable = false, uint8_t flags = 0);
int64_t leavePortal();
// Runs the portal as the program does.
int64_t runPortal(std::vector<int64_t> values);

// A new engine, with no jitcode and no driver. Parameters as text.
void reset(std::string_view parameters);

uint64_t counter(Counter which);

// The sum of 1 ... n, one driver with the green of a loop and the reds n and the sum: its jitcode,
// and the portal's code where nothing is compiled.
extern const char* const kSum;
int64_t sum(const int64_t* values);

} // namespace tw::jit::testing
