// Call families and attribute families: which descriptions must share a
// low-level form because they meet in one variable.
//
// A CallFamily holds the descriptions that are called at the same places. For
// each shape of call it has a table of rows; a row says for one call (or for
// several that agree) which graph each description contributes. rtype makes
// one function-pointer type of a column of graphs: all graphs of a row, and of
// rows that share a description, get one normalised signature. Rows of calls whose
// function is known need no pointer.
//
// An AttributeFamily holds the frozen objects, or the classes, from which
// attributes are read through one variable.
#pragma once

#include "translator/annotate/provenance.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tw::flow {
class FunctionGraph;
}

namespace tw::annotate {

class Annotation;
class Desc;

// How arguments are passed; self of a method counts as a positional one.
struct CallShape {
  uint32_t positional = 0;
  std::vector<std::string> keywords; // sorted
  bool star = false;
  bool operator==(const CallShape&) const = default;
};

// Sorted by the id of the description.
struct CallRow {
  std::vector<std::pair<Desc*, flow::FunctionGraph*>> entries;
  // What a pointer of this row points to, for each entry, where rtype had to put
  // graphs of the row's shape in front of the functions' own; otherwise empty.
  std::vector<flow::FunctionGraph*> adapters;
  bool direct = true;                                     // only calls of one known description
  flow::FunctionGraph* graphOf(const Desc* desc) const;   // null if it has none here
  flow::FunctionGraph* pointeeOf(const Desc* desc) const; // its adapter, or its own graph
  bool operator==(const CallRow&) const = default;
};

struct CallTable {
  CallShape shape;
  std::vector<CallRow> rows;
};

class CallFamily {
public:
  explicit CallFamily(uint32_t id) : id(id) {}
  CallFamily& representative();

  // Of a representative only:
  const uint32_t id;
  std::vector<Desc*> members; // sorted by id
  std::vector<CallTable> tables;

  void merge(CallFamily& other);
  void addMember(Desc* desc);
  // A row that agrees with an existing one on common descriptions joins it.
  void addRow(const CallShape& shape, const CallRow& row);

private:
  CallFamily* forward_ = nullptr;
};

class AttributeFamily {
public:
  explicit AttributeFamily(uint32_t id) : id(id) {}
  AttributeFamily& representative();

  const uint32_t id;
  std::vector<Desc*> members; // sorted by id
  struct Attribute {
    std::string name;
    const Annotation* value;
  };
  std::vector<Attribute> attributes; // read at run time, in order of first read

  void merge(AttributeFamily& other);
  void addMember(Desc* desc);
  ReaderSet readers;                        // places that read any of them
  Attribute* find(const std::string& name); // null if it is never read

private:
  AttributeFamily* forward_ = nullptr;
};

} // namespace tw::annotate
