// Dependencies of loops on quasi-immutable fields.
#include "jit/metainterp/quasi_immutable.h"

#include <algorithm>
#include <tuple>

namespace tw::jit {

auto QuasiImmutables::find(Word object, uint32_t mark) {
  auto [entry, end] = entries_.equal_range(tw_gc_identityhash(asObject(object)));
  while (entry != end && (entry->second.object != object || entry->second.mark != mark)) ++entry;
  return entry == end ? entries_.end() : entry;
}

void QuasiImmutables::depend(Word object, uint32_t field, LoopToken& token) {
  const uint32_t mark = descrAt(field).field.partner;
  auto entry = find(object, mark);
  if (entry == entries_.end())
    entry =
        entries_.emplace(std::piecewise_construct, std::tuple(tw_gc_identityhash(asObject(object))),
                         std::tuple(object, mark));
  FieldDependents& dependents = entry->second;
  if (std::ranges::find(dependents.tokens, &token) == dependents.tokens.end()) {
    dependents.tokens.push_back(&token);
    token.fields.push_back(&dependents);
  }
  setField(descrAt(mark), object, descrAt(mark).kind == 'r' ? object : 1);
}

std::vector<LoopToken*> QuasiImmutables::take(Word object, uint32_t mark) {
  const auto entry = find(object, mark);
  if (entry == entries_.end()) return {};
  std::vector<LoopToken*> tokens = std::move(entry->second.tokens);
  for (LoopToken* token : tokens) std::erase(token->fields, &entry->second);
  entries_.erase(entry);
  setField(descrAt(mark), object, 0);
  return tokens;
}

void QuasiImmutables::forget(LoopToken& token) {
  for (FieldDependents* dependents : token.fields) {
    std::erase(dependents->tokens, &token);
    if (dependents->tokens.empty()) entries_.erase(find(dependents->object, dependents->mark));
  }
  token.fields.clear();
}

} // namespace tw::jit
