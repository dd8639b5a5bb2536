// removeDeadExceptions: exception links that can never be taken, or that the
// next one makes superfluous.
#include "translator/flow/entries.h"
#include "translator/flow/simplify.h"

#include "translator/host/object.h"

#include <algorithm>

namespace tw::flow {
namespace {

const host::ClassObject* caughtClass(const Link& link) {
  return link.exitCase ? host::as<host::ClassObject>(link.exitCase->object) : nullptr;
}

bool isSubclass(const host::ClassObject* cls, const host::ClassObject* base) {
  return std::ranges::find(cls->mro, base) != cls->mro.end();
}

bool isShadowed(const Link& link, const std::vector<Link*>& earlier) {
  const host::ClassObject* cls = caughtClass(link);
  return cls && std::any_of(earlier.begin() + 1, earlier.end(), [cls](const Link* other) {
           return isSubclass(cls, caughtClass(*other));
         });
}

// Whether the two links do the same with their exceptions.
bool sameEffect(const Link& a, const Link& b) {
  if (a.target != b.target) return false;
  for (size_t i = 0; i < a.args.size(); ++i) {
    bool same = sameValue(a.args[i], b.args[i]) ||
                (a.args[i] == Value(a.lastException) && b.args[i] == Value(b.lastException)) ||
                (a.args[i] == Value(a.lastExcValue) && b.args[i] == Value(b.lastExcValue));
    if (!same) return false;
  }
  return true;
}

} // namespace

void removeDeadExceptions(FunctionGraph& graph) {
  for (Block* block : graph.blocks()) {
    if (!block->canRaise()) continue;
    std::vector<Link*> exits{block->exits.front()};
    for (size_t i = 1; i < block->exits.size(); ++i) {
      Link* link = block->exits[i];
      if (isShadowed(*link, exits)) continue;
      while (exits.size() > 1 && isSubclass(caughtClass(*exits.back()), caughtClass(*link)) &&
             sameEffect(*exits.back(), *link))
        exits.pop_back();
      exits.push_back(link);
    }
    block->close(std::move(exits), ExitKind::Exception);
  }
}

} // namespace tw::flow
