// Dependencies of loops on quasi-immutable fields.
#include "jit/metainterp/quasi_immutable.h"

#include <algorithm>
#include <tuple>

namespace tw::jit {

auto QuasiImmutables::find(Word object, uint32_t field) {
  auto [entry, end] = entries_.equal_range(tw_gc_identityhash(asObject(object)));
  while (entry != end && (entry->second.object != object || entry->second.field != field)) ++entry;
  return entry == end ? entries_.end() : entry;
}

void QuasiImmutables::depend(Word object, uint32_t field, LoopToken& token) {
  auto entry = find(object, field);
  if (entry == entries_.end())
    entry = entries_.emplace(std::piecewise_construct,
                             std::tuple(tw_gc_identityhash(asObject(object))),
                             std::tuple(object, field));
  FieldDependents& dependents = entry->second;
  if (std::ranges::find(dependents.tokens, &token) == dependents.tokens.end()) {
    dependents.tokens.push_back(&token);
    token.fields.push_back(&dependents);
  }
  const tw_jit_descr& mark = descrAt(descrAt(field).field.partner);
  setField(mark, object, mark.kind == 'r' ? object : 1);
}

std::vector<LoopToken*> QuasiImmutables::take(Word object, uint32_t field) {
  const auto entry = find(object, field);
  if (entry == entries_.end()) return {};
  std::vector<LoopToken*> tokens = std::move(entry->second.tokens);
  for (LoopToken* token : tokens) std::erase(token->fields, &entry->second);
  entries_.erase(entry);
  setField(descrAt(descrAt(field).field.partner), object, 0);
  return tokens;
}

void QuasiImmutables::forget(LoopToken& token) {
  for (FieldDependents* dependents : token.fields) {
    std::erase(dependents->tokens, &token);
    if (dependents->tokens.empty()) entries_.erase(find(dependents->object, dependents->field));
  }
  token.fields.clear();
}

} // namespace tw::jit
