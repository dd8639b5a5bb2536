// The Database's own work: look-ups.
#include "translator/database_c/database.h"

#include "translator/database_c/collector.h"
#include "translator/database_c/raising.h"

#include <stdexcept>
#include <unordered_set>

namespace tw::database_c {

namespace {

template <class Map, class Key> auto& look(const Map& map, const Key& key, const char* what) {
  auto found = map.find(key);
  if (found == map.end()) throw std::logic_error(std::string("not in the database: ") + what);
  return *found->second;
}

} // namespace

Database::Database(const Program& program) : program_(program) {
  Collector(*this).run();
  findRaisingFunctions(*this);
  findStaticFunctions();
}

void Database::findStaticFunctions() {
  std::unordered_set<const FunctionNode*> shared;
  for (const auto& node : functions_) {
    for (const FunctionNode* callee : node->callees) {
      if (callee->module != node->module) shared.insert(callee);
    }
  }
  for (auto& node : functions_)
    node->isStatic =
        !node->addressTaken && !shared.contains(node.get()) && node->graph != program_.entry;
}

Database::~Database() = default;

const FunctionNode& Database::function(const flow::FunctionGraph& graph) const {
  return look(functionOf_, &graph, graph.name.c_str());
}

const ExternalNode& Database::external(const lltype::ExternalFunction& external) const {
  return look(externalOf_, &external, external.cName.c_str());
}

const ContainerNode& Database::container(lltype::Word address) const {
  const lltype::Allocation* allocation = program_.heap->find(address);
  return look(containerOf_, allocation, "a container");
}

const RecordNode& Database::record(const lltype::Type& type) const {
  return look(recordOf_, &type, type.text().c_str());
}

const RecordNode* Database::findRecord(const lltype::Type& type) const {
  auto found = recordOf_.find(&type);
  return found == recordOf_.end() ? nullptr : found->second;
}

} // namespace tw::database_c
