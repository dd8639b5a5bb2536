// Lists that a loop fills by one append an iteration.
//
//     v = newlist()                    v = hint(xs, 'room')
//     it = iter(xs)                    it = iter(xs)
//     loop: x = next(it) ...     =>    loop: x = next(it) ...
//           v.append(y)                      v.append(y)
//     end:  ... v ...                  end:  w = hint(v, 'fence'); ... w ...
//
// 'room' makes a new empty list with room for the items of an iterable (annotate
// makes the operand their number). 'fence' gives the list of what was appended to
// a list that nothing else refers to: unless that one is resized itself, it is a
// plain array. List comprehensions look like this, and so do loops written out.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

constexpr std::string_view kHintRoom = "room";
constexpr std::string_view kHintFence = "fence";

// True if the operation is the hint of that name.
bool isHint(const Operation& op, std::string_view name);

// Rewrites all such loops of a simplified graph.
void fenceListLoops(FunctionGraph& graph);

} // namespace tw::flow
