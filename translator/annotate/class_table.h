// Descriptions and class definitions of one translation, and the rules by which
// attributes of instances generalise. Private to annotate.
//
// Invariants, for a class C and an attribute name n:
//   (1) at most one class of C's mro owns an Attribute n: reading or writing n
//       through a base moves it there;
//   (2) every source of n (a class attribute, a prebuilt instance) of a class at
//       or below the owner has flowed into the Attribute;
//   (3) so has every class-level source above the owner, which instances
//       inherit; those stay listed for other subclasses.
#pragma once

#include "translator/annotate/annotator.h"

#include <map>
#include <tuple>

namespace tw::annotate {

class ClassTable {
public:
  explicit ClassTable(Annotator& annotator) : annotator_(annotator) {}

  FunctionDesc* function(host::FunctionObject* function);
  ClassDesc* classDesc(host::ClassObject* cls);
  FrozenDesc* frozen(host::Object* object);
  MethodDesc* method(FunctionDesc* function, ClassDef* origin, ClassDef* self,
                     const std::string& name, InstanceFlags flags);
  FrozenMethodDesc* frozenMethod(FunctionDesc* function, Desc* self);
  MethodDesc* boundMethod(host::BoundMethodObject* method);

  ClassDef* classDef(ClassDesc& desc);
  // The class is a value of the program. In the end it is numbered with the others,
  // even if it has no instances: defineMentioned() is called before rtype.
  void mention(ClassDesc& desc);
  void defineMentioned();
  const std::vector<ClassDef*>& classDefs() const { return classDefs_; }

  // The Attribute that instances of `def` use; makes or moves it if need be.
  Attribute& locate(ClassDef& def, const std::string& name);
  // Adds `value` to what the attribute may hold.
  void generalize(ClassDef& def, const std::string& name, const Annotation* value);
  void markWritten(Attribute& attribute);
  // The attributes of a prebuilt instance flow into its class.
  void seeInstance(ClassDef& def, host::Object* instance);
  // Of the methods of an attribute, those that instances of `def` can have, bound.
  const Annotation* bindMethods(const PbcAnnotation& methods, ClassDef& def, InstanceFlags flags);
  // Annotation of a class-level attribute, as read from the class itself.
  const Annotation* readClassAttribute(ClassDesc& desc, const std::string& name);

  CallFamily* family(Desc& desc);
  CallFamily* mergeFamilies(std::span<Desc* const> descs);
  std::vector<CallFamily*> families() const;
  AttributeFamily& frozenFamily(std::span<Desc* const> descs);
  AttributeFamily& classFamily(std::span<Desc* const> descs, const std::string& name);

  // The same function as another object, annotated for itself.
  host::FunctionObject* copyFunction(host::FunctionObject* function);

private:
  uint32_t nextId() { return nextDesc_++; }
  void defineBare(ClassDesc& desc);
  void collectAttributes(ClassDesc& desc);
  void collectFrom(ClassDesc& desc, host::ClassObject* cls, bool mixin);
  void addAttribute(ClassDesc& desc, const std::string& name, host::Object* value, bool mixin);
  void restrictAttributes(ClassDesc& desc);
  void addSource(ClassDef& def, const std::string& name, ClassDef::Source source);
  void addSourceValue(Attribute& attribute, ClassDef& origin, const ClassDef::Source& source);
  const Annotation* sourceValue(ClassDef& origin, const std::string& name,
                                const ClassDef::Source& source);
  Attribute& createAttribute(ClassDef& def, const std::string& name);
  void changed(Attribute& attribute);
  // `prebuilt`: the class or instance that has the value since import time, or null.
  void join(Attribute& attribute, const Annotation* value, host::Object* prebuilt = nullptr);
  void checkAllowed(Attribute& attribute);
  AttributeFamily&
  mergeAttributeFamilies(std::map<std::pair<uint32_t, std::string>, AttributeFamily*>& families,
                         std::span<Desc* const> descs, const std::string& name);

  Annotator& annotator_;
  uint32_t nextDesc_ = 0;
  std::vector<ClassDesc*> mentioned_;
  std::unordered_map<host::Object*, Desc*> descs_;
  std::map<std::tuple<uint32_t, uint32_t, uint32_t, std::string, int>, MethodDesc*> methods_;
  std::map<std::pair<uint32_t, uint32_t>, FrozenMethodDesc*> frozenMethods_;
  std::vector<ClassDef*> classDefs_;
  std::vector<CallFamily*> families_;
  std::map<std::pair<uint32_t, std::string>, AttributeFamily*> frozenFamilies_;
  std::map<std::pair<uint32_t, std::string>, AttributeFamily*> classFamilies_;
  uint32_t attributeFamilies_ = 0;
};

} // namespace tw::annotate
