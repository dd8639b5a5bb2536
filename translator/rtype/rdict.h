// Reprs of dicts, insertion-ordered; helpers/rdict.py has the layout and the
// algorithms. What a dict does with its keys (its traits) is an object of that
// module, one for each Repr, and a constant of each helper's specialisation.
#pragma once

#include "translator/rtype/repr.h"

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tw::annotate {
class Annotation;
class DictDef;
class PbcAnnotation;
} // namespace tw::annotate
namespace tw::host {
struct DictObject;
}
namespace tw::lltype {
class StructType;
struct Field;
} // namespace tw::lltype

namespace tw::rtype {

class DictRepr final : public Repr {
public:
  DictRepr(RTyper& rtyper, annotate::DictDef& def);

  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypeNew(HighLevelOp& hop) override;
  Value rtypeMethod(std::string_view name, HighLevelOp& hop) override;

  Repr& key() const { return *key_; }
  Repr& value() const { return *value_; }
  const annotate::Annotation* keyAnnotation() const;
  const annotate::Annotation* valueAnnotation() const;
  // The struct's type and the traits, as arguments of helpers.
  Value typeArgument(LowLevelOps& ops) const;
  Value traits(LowLevelOps& ops);
  // A new empty dict; an r_dict's functions (equality, hash) are arguments 0 and 1.
  Value makeEmpty(LowLevelOps& ops);
  Value makeWithFunctions(HighLevelOp& hop);
  // A part of an entry, given by its number: "key" or "value".
  Value readEntry(Value dict, Value entry, std::string_view part, LowLevelOps& ops);

protected:
  void doSetup() override;

private:
  host::Object* makeTraits();
  bool isFast() const; // hashing a key again costs next to nothing
  host::Object* marker();
  // The functions of an r_dict. They are traits if both are known, else fields.
  struct Custom {
    const lltype::Type* type = nullptr; // a function pointer; null: never called
    uint64_t word = 0;                  // 0: known at run time only
    Repr* self = nullptr;               // of a method: the instance, which the dict keeps
    bool isKnown() const { return word && !self; }
  };
  Custom custom(const annotate::Annotation* function, size_t parameters) const;
  Custom customMethod(const annotate::PbcAnnotation& methods, size_t parameters) const;
  bool storesFunctions() const;
  void addFunctionFields(std::vector<lltype::Field>& fields) const;
  std::vector<std::pair<std::string_view, host::Object*>> customTraits() const;
  Value functionArgument(HighLevelOp& hop, size_t arg, const Custom& custom);
  void fillPrebuilt(uint64_t dict, host::Object* object);
  bool knownHash(uint64_t word, host::Object* key, int64_t& hash) const;
  void buildIndex(uint64_t dict, const std::vector<int64_t>& hashes);
  // Calls a helper with the dict, the traits and `args`. `keyError`: it raises one.
  Value callOn(HighLevelOp& hop, const char* helper, std::vector<Value> args, bool keyError);
  Value popItem(HighLevelOp& hop);
  Value getOrSet(HighLevelOp& hop, const char* helper);
  Value pop(HighLevelOp& hop);
  Value listOf(HighLevelOp& hop, const char* helper, const annotate::Annotation* item);
  Value function(std::string_view name, HighLevelOp& hop);
  friend Value rtypeDictFunction(std::string_view name, HighLevelOp& hop);

  annotate::DictDef& def_;
  lltype::StructType* type_;
  Repr* key_ = nullptr;
  Repr* value_ = nullptr;
  host::Object* traits_ = nullptr;
  host::Object* marker_ = nullptr;
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
};

// Functions of rlib.objectmodel on dicts; the dict is argument 0 of `hop` (of
// the call without its callable).
Value rtypeDictFunction(std::string_view name, HighLevelOp& hop);
// r_dict(eq, hash, ...), the same way.
Value rtypeRDict(HighLevelOp& hop);

} // namespace tw::rtype
