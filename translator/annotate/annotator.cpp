// The entry points of the stage, and the annotations that it makes once.
#include "translator/annotate/annotator.h"

#include "translator/annotate/class_table.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/no_return.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/origins.h"
#include "translator/annotate/specialize.h"
#include "translator/lltype/lltype.h"

#include <cstring>

namespace tw::annotate {

Annotator::Annotator(host::Host& host, flow::GraphContext& graphs, lltype::TypeTable& types)
    : host_(host), graphContext_(graphs), types_(types),
      impossible_(make<PlainAnnotation>(Kind::Impossible)),
      classes_(std::make_unique<ClassTable>(*this)), driver_(std::make_unique<Driver>(*this)) {}

Annotator::~Annotator() = default;

// ---- The stage ------------------------------------------------------------------------------

flow::FunctionGraph* Annotator::annotateEntryPoint(host::FunctionObject* entryPoint) {
  const SourceSpan span = functionDesc(entryPoint)->span();
  if (functionDesc(entryPoint)->signature.argNames.size() != 1)
    throw TranslationError(
        {Severity::Error,
         span,
         "the entry point must take one argument, the list of the program's arguments",
         {},
         "write def " + std::string(entryPoint->name->value) + "(argv):"});
  unreachableError();
  flow::FunctionGraph* graph = annotateFunction(entryPoint, {freshList(string(false, true), true)});
  const Annotation* result = resultOf(*graph);
  if (isImpossible(result))
    throw TranslationError(
        {Severity::Error, span,
         "the entry point must return an int, the exit status; it never returns: every way through "
         "it raises an exception or goes on for ever",
         explainNoReturn(*this, *graph),
         "return 0 on some way, and check the exceptions that its calls always raise"});
  if (!isIntegral(result))
    throw TranslationError(
        {Severity::Error, span,
         "the entry point must return an int, the exit status; it returns " + describe(result),
         driver_->explainResult(*graph), "return 0 if the program succeeds"});
  finish();
  return graph;
}

flow::FunctionGraph* Annotator::addFunction(host::FunctionObject* function,
                                            std::vector<const Annotation*> args) {
  flow::FunctionGraph* graph = nullptr;
  driver_->guarded([&] {
    graph = chooseGraph(*this, *functionDesc(function), args, nullptr);
    driver_->addCall(*graph, args);
  });
  return graph;
}

flow::FunctionGraph* Annotator::annotateFunction(host::FunctionObject* function,
                                                 std::vector<const Annotation*> args) {
  flow::FunctionGraph* graph = addFunction(function, std::move(args));
  complete();
  return graph;
}

flow::FunctionGraph* Annotator::annotateLowLevelHelper(host::FunctionObject* function,
                                                       std::vector<const Annotation*> args) {
  flow::FunctionGraph* graph = nullptr;
  driver_->guarded([&] {
    graph = chooseLowLevelGraph(*this, *functionDesc(function), args);
    driver_->addCall(*graph, args);
  });
  complete();
  finish();
  return graph;
}

void Annotator::addPrebuilt(host::Object* object) {
  driver_->guarded([&] { ofConstant(object); });
}

void Annotator::complete() { driver_->complete(); }
void Annotator::finish() {
  classes_->defineMentioned();
  driver_->finish();
}

std::span<flow::FunctionGraph* const> Annotator::graphs() const { return driver_->graphs(); }

const Annotation* Annotator::resultOf(const flow::FunctionGraph& graph) const {
  const Annotation* result = graph.returnBlock->inputArgs[0]->annotation;
  return result ? result : impossible();
}

bool Annotator::isReached(const flow::Block& block) const { return driver_->isReached(block); }

const Annotation* Annotator::annotationOf(flow::Value value) {
  if (value.isConstant()) return ofConstant(value.constant()->object);
  const Annotation* annotation = value.variable()->annotation;
  return annotation ? annotation : impossible();
}

// ---- Makers ---------------------------------------------------------------------------------

std::string_view Annotator::copyText(std::string_view text) {
  char* copy = static_cast<char*>(arena_.allocate(text.size() + 1, 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

const Annotation* Annotator::impossible() const { return impossible_; }
const Annotation* Annotator::none() { return make<PlainAnnotation>(Kind::None, host_.none()); }
const Annotation* Annotator::boolean(host::Object* constant) {
  return make<BoolAnnotation>(constant);
}
const Annotation* Annotator::integer(bool nonNegative, IntegerType type) {
  return make<IntegerAnnotation>(type, nonNegative);
}
const Annotation* Annotator::floating() { return make<PlainAnnotation>(Kind::Float); }
const Annotation* Annotator::character(bool noNul) {
  return make<TextAnnotation>(Kind::Char, false, noNul);
}
const Annotation* Annotator::uniCharacter() {
  return make<TextAnnotation>(Kind::UniChar, false, false);
}
const Annotation* Annotator::string(bool canBeNone, bool noNul) {
  return make<TextAnnotation>(Kind::String, canBeNone, noNul);
}
const Annotation* Annotator::unicode(bool canBeNone) {
  return make<TextAnnotation>(Kind::Unicode, canBeNone, false);
}

const Annotation* Annotator::tuple(std::span<const Annotation* const> items) {
  const std::vector<const Annotation*> copy(items.begin(), items.end());
  // A tuple of constants is a constant.
  std::vector<host::Object*> constants;
  for (const Annotation* item : items) {
    if (isImpossible(item)) return impossible();
    if (!item->constant()) break;
    constants.push_back(item->constant());
  }
  host::Object* constant = nullptr;
  if (constants.size() == items.size()) constant = host_.newTuple(constants);
  return make<TupleAnnotation>(copySpan(copy), constant);
}

const Annotation* Annotator::tuple(std::initializer_list<const Annotation*> items) {
  return tuple(std::span<const Annotation* const>(items.begin(), items.size()));
}

const Annotation* Annotator::instance(ClassDef* classDef, bool canBeNone, InstanceFlags flags) {
  return make<InstanceAnnotation>(classDef, canBeNone, flags);
}

const Annotation* Annotator::pbc(std::vector<Desc*> descs, bool canBeNone, bool anySubclass) {
  std::sort(descs.begin(), descs.end(), [](const Desc* a, const Desc* b) { return a->id < b->id; });
  descs.erase(std::unique(descs.begin(), descs.end()), descs.end());
  host::Object* constant = descs.size() == 1 && !canBeNone ? descs[0]->object : nullptr;
  // What meets in a variable or an attribute gets one form, whether it is called or not.
  if (descs.size() > 1 && descs[0]->kind != DescKind::Class) classes_->mergeFamilies(descs);
  return make<PbcAnnotation>(copySpan(descs), canBeNone, anySubclass, constant);
}

const Annotation* Annotator::pointer(const lltype::Type* pointerType, host::Object* constant) {
  return make<PtrAnnotation>(Kind::Ptr, pointerType, constant);
}

ListDef& Annotator::listDefHere() {
  ListDef*& def = listDefsByPlace_[position_.operation];
  if (!def) {
    def = arena_.make<ListDef>(listDefs_++, impossible());
    def->createdAt = span();
  }
  return def->representative();
}

const Annotation* Annotator::newList(const Annotation* item, bool resized) {
  ListDef& def = listDefHere();
  def.generalizeItem(*this, item);
  def.representative().rangeStep.reset();
  if (resized) def.resize(*this);
  return make<ListAnnotation>(&def, false);
}

const Annotation* Annotator::newRange(int64_t constantStep) {
  const bool fresh = !listDefsByPlace_.contains(position_.operation);
  ListDef& def = listDefHere();
  if (fresh)
    def.rangeStep = constantStep;
  else if (def.rangeStep && *def.rangeStep != constantStep)
    def.rangeStep = 0; // what was a constant before varies
  return make<ListAnnotation>(&def, false);
}

const Annotation* Annotator::freshList(const Annotation* item, bool resized) {
  auto* def = arena_.make<ListDef>(listDefs_++, item);
  def->resized = def->mutated = resized;
  return make<ListAnnotation>(def, false);
}

DictDef& Annotator::dictDefHere() {
  DictDef*& def = dictDefsByPlace_[position_.operation];
  if (!def) {
    def = arena_.make<DictDef>(dictDefs_++, impossible(), impossible());
    def->createdAt = span();
  }
  return def->representative();
}

const Annotation* Annotator::newDict(const Annotation* key, const Annotation* value) {
  DictDef& def = dictDefHere();
  def.generalizeKey(*this, key);
  def.generalizeValue(*this, value);
  return make<DictAnnotation>(&def, false);
}

const Annotation* Annotator::newRDict(const Annotation* eq, const Annotation* hash,
                                      bool forceNonNullKeys, bool simpleHashEq) {
  DictDef& def = dictDefHere();
  def.forceNonNullKeys = forceNonNullKeys;
  def.simpleHashEq = simpleHashEq;
  def.eqFunction = def.eqFunction ? unionOf(*this, def.eqFunction, eq) : eq;
  def.hashFunction = def.hashFunction ? unionOf(*this, def.hashFunction, hash) : hash;
  def.isRDict = true;
  return make<DictAnnotation>(&def, false);
}

// ---- Descriptions ---------------------------------------------------------------------------

Desc* Annotator::descOf(host::Object* object) {
  auto* a = dynCast<PbcAnnotation>(ofConstant(object));
  return a && a->descs.size() == 1 ? a->descs[0] : nullptr;
}
FunctionDesc* Annotator::functionDesc(host::FunctionObject* function) {
  return classes_->function(function);
}
ClassDesc* Annotator::classDesc(host::ClassObject* cls) { return classes_->classDesc(cls); }
FrozenDesc* Annotator::frozenDesc(host::Object* object) { return classes_->frozen(object); }
ClassDef* Annotator::classDefOf(host::ClassObject* cls) {
  return classes_->classDef(*classes_->classDesc(cls));
}
ClassDef* Annotator::classDefOf(ClassDesc& desc) { return classes_->classDef(desc); }

ClassDef* Annotator::exceptionClass(std::string_view name) {
  host::Object* cls = host_.getAttr(host_.builtinModule(), name);
  return classDefOf(host::as<host::ClassObject>(cls));
}

std::span<ClassDef* const> Annotator::classDefs() const { return classes_->classDefs(); }
std::vector<CallFamily*> Annotator::callFamilies() const { return classes_->families(); }
CallFamily* Annotator::familyOf(const PbcAnnotation& pbc) {
  return classes_->mergeFamilies(pbc.descs);
}
AttributeFamily* Annotator::frozenAttributes(const PbcAnnotation& pbc) {
  return &classes_->frozenFamily(pbc.descs);
}

host::Object* Annotator::unreachableError() {
  if (!unreachableError_) {
    unreachableError_ =
        host_.newException(host_.types().AssertionError, "a place was reached that cannot be");
    ofConstant(unreachableError_);
  }
  return unreachableError_;
}

// ---- Services -------------------------------------------------------------------------------

const Annotation* Annotator::itemOf(const Annotation* iterable) {
  return annotate::itemOf(*this, iterable);
}

const Annotation* Annotator::iteratorOver(const Annotation* iterable, IteratorVariant variant,
                                          const Annotation* startIndex) {
  return annotate::iteratorOver(*this, iterable, variant, startIndex);
}

void Annotator::reflow(const ReaderSet& readers) {
  // Adding to the set while it is walked would move it.
  const std::vector<Position> positions = readers.positions();
  for (const Position& position : positions) driver_->reflow(position);
}

void Annotator::fail(std::string message, std::vector<DiagnosticNote> notes, std::string hint) {
  Diagnostic diagnostic{Severity::Error, span(), std::move(message), std::move(notes),
                        std::move(hint)};
  addContext(diagnostic);
  throw TranslationError(std::move(diagnostic));
}

void Annotator::addContext(Diagnostic& diagnostic) {
  annotate::addContext(*this, diagnostic, position_);
}

void Annotator::addContext(Diagnostic& diagnostic, flow::FunctionGraph& graph) {
  annotate::addContext(*this, diagnostic, {&graph, nullptr, nullptr});
}

} // namespace tw::annotate
