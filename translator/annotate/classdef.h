// ClassDef: a class of the program as its instances are seen at run time.
//
// An attribute of instances belongs to the most general class that it is used
// on: reading or writing it through a base class moves it up, and the values
// of all subclasses join. Class-level values of the same name (constants and
// methods of this class, its subclasses and its bases) flow into it.
#pragma once

#include "translator/annotate/model.h"
#include "translator/annotate/provenance.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::annotate {

class Annotator;
class ClassDesc;

struct Attribute {
  std::string name;
  ClassDef* owner;
  const Annotation* value; // Impossible while nothing is known to flow in
  bool readOnly = true;    // never stored by setattr: all values come from class constants
  bool allowed = true;     // false: _attrs_ or __slots__ forbid it as an instance attribute
  ReaderSet readers;
  History history;
};

class ClassDef {
public:
  ClassDef(uint32_t id, ClassDesc* desc, ClassDef* base) : id(id), desc(desc), base(base) {}

  const uint32_t id; // counts classes in order of discovery: bases before subclasses
  ClassDesc* const desc;
  ClassDef* const base;
  std::vector<ClassDef*> subclasses;  // direct ones, in order of discovery
  std::vector<Attribute*> attributes; // own ones, in order of appearance
  // Of __del__, here or in a base; null if there is none, or no instance.
  flow::FunctionGraph* destructor = nullptr;
  bool bare = false;         // only mentioned as a value: numbered, but nothing flows from it
  bool instantiated = false; // an instance is made, or a prebuilt one was seen
  std::vector<host::Object*> prebuiltInstances; // in order of appearance
  ReaderSet subclassReaders;                    // places that depend on the list of subclasses

  std::string name() const;
  std::string qualifiedName() const; // with the module
  Attribute* ownAttribute(std::string_view name) const;
  // Here or in a base.
  Attribute* findAttribute(std::string_view name) const;
  bool isSubclassOf(const ClassDef& other) const; // reflexive
  ClassDef* commonBase(ClassDef& other);          // null if unrelated

  // Preorder over this class and all its subclasses.
  template <class F> void forSubclasses(F&& f) {
    f(*this);
    for (size_t i = 0; i < subclasses.size(); ++i) subclasses[i]->forSubclasses(f);
  }

private:
  friend class ClassTable;
  // Where a value of an attribute comes from: a class attribute of this class,
  // or a prebuilt instance of it. Sources wait until the attribute is looked at.
  struct Source {
    host::Object* instance; // null: the class itself
    host::Object* value;
  };
  std::unordered_map<std::string, std::vector<Source>> sources_;
  std::unordered_map<std::string_view, Attribute*> byName_;
};

} // namespace tw::annotate
