// Union-find of families, and the rows of their call tables.
#include "translator/annotate/callfamily.h"

#include "translator/annotate/desc.h"

#include <algorithm>

namespace tw::annotate {

namespace {

void insertById(std::vector<Desc*>& members, Desc* desc) {
  auto at = std::lower_bound(members.begin(), members.end(), desc,
                             [](const Desc* a, const Desc* b) { return a->id < b->id; });
  if (at == members.end() || *at != desc) members.insert(at, desc);
}

// True if the rows share a description (with the same graph: a conflict keeps
// them apart).
bool agree(const CallRow& a, const CallRow& b) {
  bool common = false;
  for (const auto& [desc, graph] : a.entries)
    if (flow::FunctionGraph* other = b.graphOf(desc)) {
      if (other != graph) return false;
      common = true;
    }
  return common;
}

void mergeRow(CallRow& into, const CallRow& from) {
  into.direct = into.direct && from.direct;
  for (const auto& entry : from.entries) {
    auto at = std::lower_bound(into.entries.begin(), into.entries.end(), entry,
                               [](auto& a, auto& b) { return a.first->id < b.first->id; });
    if (at == into.entries.end() || at->first != entry.first) into.entries.insert(at, entry);
  }
}

} // namespace

static auto findEntry(const CallRow& row, const Desc* desc) {
  auto at =
      std::lower_bound(row.entries.begin(), row.entries.end(), desc,
                       [](const auto& entry, const Desc* d) { return entry.first->id < d->id; });
  return at != row.entries.end() && at->first == desc ? at : row.entries.end();
}

flow::FunctionGraph* CallRow::graphOf(const Desc* desc) const {
  auto at = findEntry(*this, desc);
  return at != entries.end() ? at->second : nullptr;
}

flow::FunctionGraph* CallRow::pointeeOf(const Desc* desc) const {
  auto at = findEntry(*this, desc);
  if (at == entries.end() || adapters.empty()) return graphOf(desc);
  return adapters[static_cast<size_t>(at - entries.begin())];
}

CallFamily& CallFamily::representative() {
  CallFamily* family = this;
  while (family->forward_) family = family->forward_;
  return *family;
}

void CallFamily::addMember(Desc* desc) { insertById(representative().members, desc); }

void CallFamily::merge(CallFamily& other) {
  CallFamily& a = representative();
  CallFamily& b = other.representative();
  if (&a == &b) return;
  b.forward_ = &a;
  for (Desc* desc : b.members) insertById(a.members, desc);
  for (const CallTable& table : b.tables)
    for (const CallRow& row : table.rows) a.addRow(table.shape, row);
  b.members.clear();
  b.tables.clear();
}

void CallFamily::addRow(const CallShape& shape, const CallRow& row) {
  auto table = std::find_if(tables.begin(), tables.end(),
                            [&](const CallTable& t) { return t.shape == shape; });
  if (table == tables.end()) table = tables.insert(tables.end(), CallTable{shape, {}});
  // The new row may connect several rows that were apart.
  CallRow joined = row;
  std::vector<CallRow> kept;
  for (CallRow& existing : table->rows) {
    if (!agree(existing, joined)) {
      kept.push_back(std::move(existing));
      continue;
    }
    mergeRow(existing, joined);
    joined = std::move(existing);
  }
  kept.push_back(std::move(joined));
  table->rows = std::move(kept);
}

AttributeFamily& AttributeFamily::representative() {
  AttributeFamily* family = this;
  while (family->forward_) family = family->forward_;
  return *family;
}

void AttributeFamily::addMember(Desc* desc) { insertById(representative().members, desc); }

void AttributeFamily::merge(AttributeFamily& other) {
  AttributeFamily& a = representative();
  AttributeFamily& b = other.representative();
  if (&a == &b) return;
  b.forward_ = &a;
  for (Desc* desc : b.members) insertById(a.members, desc);
  for (const Attribute& attribute : b.attributes)
    if (!a.find(attribute.name)) a.attributes.push_back(attribute);
  a.readers.addAll(b.readers);
}

AttributeFamily::Attribute* AttributeFamily::find(const std::string& name) {
  for (Attribute& attribute : attributes)
    if (attribute.name == name) return &attribute;
  return nullptr;
}

} // namespace tw::annotate
