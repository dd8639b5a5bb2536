// Walks everything that the program reaches, and names it.
#pragma once

#include "translator/database_c/database.h"

#include <deque>

namespace tw::database_c {

class Collector {
public:
  explicit Collector(Database& database) : database_(database) {}
  void run();

private:
  // Where a thing is mentioned first: that decides its file and its name.
  struct Place {
    std::string module;
    std::string name;
  };

  FunctionNode* addFunction(flow::FunctionGraph& graph);
  void addExternal(const lltype::ExternalFunction& external);
  void addContainer(const lltype::Allocation& allocation, const Place& place);
  void addRecord(const lltype::Type& type);
  void addEntryTypes();
  void addTables();
  // A word of type Ptr or Address. Gives the graph's node if it is a function.
  FunctionNode* mention(lltype::Word word, const Place& place);
  void mention(flow::Value value, const Place& place, FunctionNode* user);

  void drain();
  void scan(FunctionNode& node);
  void scan(FunctionNode& node, const flow::Operation& operation, const Place& place);
  void scan(ContainerNode& node);

  std::string moduleOf(const flow::FunctionGraph& graph);
  std::string functionName(const flow::FunctionGraph& graph, const std::string& module);
  std::string containerName(const lltype::Allocation& allocation, const Place& place);
  void indexVtables();
  void placeRecords();

  Database& database_;
  std::deque<FunctionNode*> functions_;   // not scanned yet
  std::deque<ContainerNode*> containers_; // likewise
  std::unordered_map<const lltype::Allocation*, const lltype::StructType*> vtableOf_;
  std::map<std::string, std::string> moduleOfPath_;
  Names moduleNames_;
};

} // namespace tw::database_c
