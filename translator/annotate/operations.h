// Annotation of single operations. Private to annotate.
#pragma once

#include "translator/annotate/annotator.h"

namespace tw::annotate {

struct OperationResult {
  const Annotation* annotation;
  bool mayNeverReturn = false; // Impossible is fine here: a call that always raises
  bool harmless = false;       // Impossible: an attribute that _attrs_ declares is not set yet
};

// Operands of the operation that is being annotated.
struct Site {
  Annotator& annotator;
  flow::Operation& operation;
  std::vector<const Annotation*> args;

  const Annotation* operator[](size_t index) const { return args[index]; }
  flow::Value value(size_t index) const { return operation.args[index]; }
  flow::Variable* variable(size_t index) const {
    return value(index).isVariable() ? value(index).variable() : nullptr;
  }
  // "unsupported operand types for +: ..."
  [[noreturn]] void failOperands(std::string hint = {}) const;

private:
  std::string hintForOperands() const;
};

OperationResult annotateOperation(Annotator& annotator, flow::Operation& operation);

// Exceptions that the operation can raise: Impossible if none.
const Annotation* exceptionsOf(Annotator& annotator, const flow::Operation& operation);
// The instances that `except caught` gets of `raised`; Impossible if none.
const Annotation* matchException(Annotator& annotator, const Annotation* raised, ClassDef& caught);

// Attributes, see attributes.cpp.
const Annotation* readFamily(Annotator& annotator, AttributeFamily& family, const std::string& name,
                             const Annotation* value);
const Annotation* getFromTypeOf(Annotator& annotator, const TypeOfAnnotation& type,
                                const std::string& name);
void freezeImmutableArray(Annotator& annotator, ClassDef& def, const std::string& name,
                          const Annotation* value);
[[noreturn]] void failNoAttribute(Annotator& annotator, const std::string& what, ClassDesc& desc,
                                  const std::string& name);

// Throws the diagnostic for an operation that can never succeed.
void explainBlocked(Annotator& annotator, flow::Operation& operation);

// Operation groups; null: not defined for these operands.
const Annotation* annotateArithmetic(Site& site); // arithmetic.cpp
const Annotation* annotateComparison(Site& site); // comparisons.cpp
const Annotation* annotateIs(Site& site);
const Annotation* annotateTruth(Site& site);
const Annotation* annotateIsSubtype(Site& site);
const Annotation* annotateConversion(Site& site); // conversions.cpp
// Lists, and tuples that contain some: their text is made by RPython functions.
bool textNeedsFunction(const Annotation* a);
const Annotation* annotateText(Site& site);              // text_operations.cpp
const Annotation* annotateContainer(Site& site);         // container_operations.cpp
const Annotation* annotateInstanceOperation(Site& site); // attributes.cpp
const Annotation* annotateGetAttr(Site& site, bool& harmless);
const Annotation* annotateSetAttr(Site& site);
const Annotation* annotateLowLevel(Site& site); // lowlevel.cpp

// Throws unless the bounds of a slice operation are provably not negative.
void checkSliceBounds(Site& site);

// The list `def` grows by the items of `source`, which are `item`.
void takeItems(Annotator& annotator, ListDef& def, const Annotation* source,
               const Annotation* item);

// The annotation of what iterating gives; null if it cannot be iterated.
const Annotation* itemOf(Annotator& annotator, const Annotation* iterable);
const Annotation* iteratorOver(Annotator& annotator, const Annotation* iterable,
                               IteratorVariant variant, const Annotation* startIndex = nullptr);

} // namespace tw::annotate
