// Dependencies of loops on quasi-immutable fields.
#include "jit/metainterp/quasi_immutable.h"

#include <algorithm>

namespace tw::jit {

auto QuasiImmutables::find(Word object, uint32_t field) {
  auto [entry, end] = entries_.equal_range(tw_gc_identityhash(asObject(object)));
  while (entry != end && (entry->second.object != object || entry->second.field != field)) ++entry;
  return entry == end ? entries_.end() : entry;
}

void QuasiImmutables::depend(Word object, uint32_t field, LoopToken& token) {
  auto entry = find(object, field);
  if (entry == entries_.end())
    entry = entries_.emplace(tw_gc_identityhash(asObject(object)), Entry{object, field, {}});
  std::vector<LoopToken*>& tokens = entry->second.tokens;
  if (std::ranges::find(tokens, &token) == tokens.end()) tokens.push_back(&token);
  const tw_jit_descr& mark = descrAt(descrAt(field).field.partner);
  setField(mark, object, mark.kind == 'r' ? object : 1);
}

std::vector<LoopToken*> QuasiImmutables::take(Word object, uint32_t field) {
  const auto entry = find(object, field);
  if (entry == entries_.end()) return {};
  std::vector<LoopToken*> tokens = std::move(entry->second.tokens);
  entries_.erase(entry);
  setField(descrAt(descrAt(field).field.partner), object, 0);
  return tokens;
}

void QuasiImmutables::forgetDying() {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    std::vector<LoopToken*>& tokens = entry->second.tokens;
    std::erase_if(tokens, [](const LoopToken* token) { return !token->living; });
    if (tokens.empty()) entry = entries_.erase(entry);
    else ++entry;
  }
}

void QuasiImmutables::visitRoots(VisitSlot visit, void* context) {
  for (auto& [hash, entry] : entries_) visit(reinterpret_cast<void**>(&entry.object), context);
}

} // namespace tw::jit
