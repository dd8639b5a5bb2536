// Reprs of iterators: a GC struct with the container and a position.
//
// next() raises StopIteration out of a helper; where the iterator does not escape
// from a loop, inlining and malloc removal leave a counter and a comparison.
#pragma once

#include "translator/rtype/repr.h"

namespace tw::annotate {
class Annotation;
}

namespace tw::rtype {

class IteratorRepr : public Repr {
public:
  IteratorRepr(RTyper& rtyper, const lltype::Type* lowType)
      : Repr(rtyper, ReprKind::Iterator, lowType) {}
  std::string describe() const override { return "iterator"; }
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypeMethod(std::string_view name, HighLevelOp& hop) override;

  // The iterator over argument 0 of `hop`.
  virtual Value make(HighLevelOp& hop) = 0;
  // The next item, as a value of `result`. Emits the operation that carries the
  // StopIteration exit.
  virtual Value next(HighLevelOp& hop, Value iterator, Repr& result) = 0;
  // What next() gives before it is converted to `result`.
  virtual Repr& item() = 0;
};

// The iterators over dicts; defined with the dict's Repr (rdict.cpp).
IteratorRepr* makeDictIterator(RTyper& rtyper, Repr& dict, const annotate::Annotation& annotation);

// enumerate(iterable[, start]) and reversed(list), from their arguments.
Value rtypeEnumerate(HighLevelOp& hop);
Value rtypeReversed(HighLevelOp& hop);

} // namespace tw::rtype
