// Strings that need not exist: characters that are known one by one, concatenations and slices.
// They are made when something needs them, all pieces at once; lengths, characters and comparisons
// are answered from the pieces. At the end of a loop they are made (loop_state.cpp).
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

using What = VirtualShape::What;

// Longer strings whose characters are set one by one are made at once.
constexpr int64_t kMaxVirtualCharacters = 32;
// Copies and comparisons of more characters are left to the machine.
constexpr int64_t kMaxUnrolledCharacters = 4;

// Each piece costs resume data in every guard.
constexpr int kMaxPieces = 16;

// The two kinds of strings.
struct StringKind {
  bool isUnicode;
  Op make, length, get, set, copy;
  What characters, concat, slice;
};
constexpr StringKind kStr{false,          Op::NewStr,      Op::StrLen,
                          Op::StrGetItem, Op::StrSetItem,  Op::CopyStrContent,
                          What::Str,      What::StrConcat, What::StrSlice};
constexpr StringKind kUnicode{true,
                              Op::NewUnicode,
                              Op::UnicodeLen,
                              Op::UnicodeGetItem,
                              Op::UnicodeSetItem,
                              Op::CopyUnicodeContent,
                              What::Unicode,
                              What::UnicodeConcat,
                              What::UnicodeSlice};

const StringKind& kindOf(What what) { return what >= What::Unicode ? kUnicode : kStr; }

} // namespace

bool Optimizer::isVirtualString(ValueId value) const {
  const ObjectInfo* info = values_.objectIfAny(value);
  return info && info->isVirtual && info->what >= What::Str && info->what <= What::UnicodeSlice;
}

ValueId Optimizer::makeVirtualString(VirtualShape::What what, std::vector<ValueId> parts,
                                     ValueId length) {
  const ValueId value = makeVirtual(what, kNone, 0, 0);
  values_.object(value).parts = std::move(parts);
  values_.object(value).length = length;
  return value;
}

// newstr, newunicode. kNoValue: to be made at once.
ValueId Optimizer::allocateString(Op op, ValueId length) {
  const auto count = values_.constantWord(length);
  if (!passEnabled(kOptString) || !count || *count < 0 || *count > kMaxVirtualCharacters)
    return kNoValue;
  return makeVirtualString(op == Op::NewStr ? What::Str : What::Unicode,
                           std::vector<ValueId>(size_t(*count), kNoValue), length);
}

// The length of a virtual string.
ValueId Optimizer::virtualLength(ValueId string) {
  const ObjectInfo info = *values_.objectIfAny(string);
  if (info.length != kNoValue) return values_.find(info.length);
  const Op op = kindOf(info.what).length;
  const ValueId left = lengthOf(op, info.parts[0], kNone),
                right = lengthOf(op, info.parts[1], kNone);
  const ValueId length = computePure(Op::IntAdd, {left, right});
  if (!values_.isConstant(length)) values_[length].bound.intersect(IntBound::nonNegative());
  values_.object(string).length = length;
  return length;
}

// strgetitem; the index lies in the string.
ValueId Optimizer::readCharacter(Op op, ValueId string, ValueId index) {
  if (isVirtualString(string)) {
    const ObjectInfo info = *values_.objectIfAny(string);
    const StringKind& kind = kindOf(info.what);
    const auto position = values_.constantWord(index);
    if (info.what == kind.slice)
      return readCharacter(op, info.parts[0], computePure(Op::IntAdd, {info.parts[1], index}));
    if (info.what == kind.characters && position && *position >= 0 &&
        size_t(*position) < info.parts.size())
      return partOf(string, size_t(*position), Kind::Int);
    if (info.what == kind.concat && position) {
      const auto left = values_.constantWord(lengthOf(kind.length, info.parts[0], kNone));
      if (left && *position < *left) return readCharacter(op, info.parts[0], index);
      if (left) return readCharacter(op, info.parts[1], values_.ofInt(*position - *left));
    }
    force(string);
  }
  const tw_jit_descr& shape =
      descrAt(op == Op::StrGetItem ? tw_jit_program.str_array : tw_jit_program.unicode_array);
  const auto text = values_.constantWord(string), position = values_.constantWord(index);
  if (text && *text && position && *position >= 0 &&
      *position < arrayLength(reinterpret_cast<void*>(*text), shape))
    return values_.ofInt(::tw::jit::readItem(reinterpret_cast<void*>(*text), shape, *position));
  // Code that builds a string reads none of it back: characters count as immutable.
  PureKey key{op, kNone, {values_.find(string), values_.find(index)}};
  if (auto known = pure_.find(key); known != pure_.end() && passEnabled(kOptPure))
    return values_.consult(known->second);
  const ValueId operands[] = {string, index};
  const ValueId value = emit(op, operands);
  boundByWidth(value, shape);
  rememberPure(std::move(key), value);
  return value;
}

// strsetitem. False: the string is no virtual one that can take it.
bool Optimizer::writeCharacter(ValueId string, ValueId index, ValueId character) {
  if (!isVirtualString(string)) return false;
  const ObjectInfo& info = values_.object(string);
  const auto position = values_.constantWord(index);
  if (info.what != kindOf(info.what).characters || !position || *position < 0 ||
      size_t(*position) >= info.parts.size())
    return false;
  setPart(string, size_t(*position), character);
  return true;
}

// copystrcontent: source, destination, start in the source, in the destination, length.
bool Optimizer::copyCharacters(Op op, const std::vector<ValueId>& operands) {
  const auto to = values_.constantWord(operands[3]), length = values_.constantWord(operands[4]);
  if (length && *length <= 0) return true;
  if (!isVirtualString(operands[1]) || !to || !length) return false;
  const bool isKnown = isVirtualString(operands[0]) || values_.isConstant(operands[0]);
  const size_t parts = values_.object(operands[1]).parts.size();
  if (*length > (isKnown ? kMaxVirtualCharacters : kMaxUnrolledCharacters) || *to < 0 ||
      size_t(*to + *length) > parts)
    return false;
  const Op get = op == Op::CopyStrContent ? Op::StrGetItem : Op::UnicodeGetItem;
  for (int64_t i = 0; i < *length; ++i) {
    const ValueId from = computePure(Op::IntAdd, {operands[2], values_.ofInt(i)});
    if (!writeCharacter(operands[1], values_.ofInt(*to + i), readCharacter(get, operands[0], from)))
      return false;
  }
  return true;
}

// Copies a string, virtual or not, to a place in one that exists; gives the place behind it.
ValueId Optimizer::appendString(ValueId piece, ValueId target, ValueId at, bool isUnicode) {
  const StringKind& kind = isUnicode ? kUnicode : kStr;
  const auto after = [&](ValueId length) { return computePure(Op::IntAdd, {at, length}); };
  if (!isVirtualString(piece)) {
    const ValueId length = lengthOf(kind.length, piece, kNone);
    const auto count = values_.constantWord(length);
    if (values_.isConstant(piece) && count && *count <= kMaxUnrolledCharacters) {
      for (int64_t i = 0; i < *count; ++i) {
        const ValueId operands[] = {target, computePure(Op::IntAdd, {at, values_.ofInt(i)}),
                                    readCharacter(kind.get, piece, values_.ofInt(i))};
        emit(kind.set, operands);
      }
      return after(length);
    }
    const ValueId operands[] = {piece, target, values_.ofInt(0), at, length};
    emit(kind.copy, operands);
    return after(length);
  }
  const ObjectInfo info = *values_.objectIfAny(piece);
  if (info.what == kind.concat)
    return appendString(info.parts[1], target, appendString(info.parts[0], target, at, isUnicode),
                        isUnicode);
  if (info.what == kind.slice) {
    const ValueId operands[] = {info.parts[0], target, info.parts[1], at, info.parts[2]};
    emit(kind.copy, operands);
    return after(info.parts[2]);
  }
  for (size_t i = 0; i < info.parts.size(); ++i) {
    if (info.parts[i] == kNoValue) continue; // memory is zero
    const ValueId operands[] = {target, computePure(Op::IntAdd, {at, values_.ofInt(int64_t(i))}),
                                values_.find(info.parts[i])};
    emit(kind.set, operands);
  }
  return after(info.length);
}

void Optimizer::forceString(ValueId value) {
  const ValueId length = virtualLength(value);
  const ObjectInfo info = *values_.objectIfAny(value);
  const StringKind& kind = kindOf(info.what);
  // The pieces stay virtual under another name, while the string itself comes to exist.
  const ValueId pieces = makeVirtualString(info.what, info.parts, length);
  const Operand operands[] = {force(length)};
  ObjectInfo& made = values_.object(value);
  made.parts.clear();
  made.isVirtual = false;
  values_.bind(value, out_.add(kind.make, operands));
  appendString(pieces, value, values_.ofInt(0), kind.isUnicode);
}

// ---- Functions ----------------------------------------------------------------------------------

bool Optimizer::concatStrings(uint32_t recorded, ValueId left, ValueId right, bool isUnicode) {
  if (!passEnabled(kOptString)) return false;
  const StringKind& kind = isUnicode ? kUnicode : kStr;
  makeNonNull(left); // the function would read their lengths
  makeNonNull(right);
  const auto isEmpty = [&](ValueId string) {
    const ObjectInfo* info = values_.objectIfAny(string);
    if (!values_.isConstant(string) && (!info || info->length == kNoValue)) return false;
    return values_.constantWord(lengthOf(kind.length, string, kNone)) == 0;
  };
  if (isEmpty(right)) return callRemoved(recorded, left);
  if (isEmpty(left)) return callRemoved(recorded, right);
  int pieces = 0;
  for (ValueId piece = left; isVirtualString(piece) && values_.object(piece).what == kind.concat;
       ++pieces)
    piece = values_.object(piece).parts[0];
  if (pieces >= kMaxPieces) force(left);
  return callRemoved(recorded, makeVirtualString(kind.concat, {left, right}, kNoValue));
}

bool Optimizer::sliceString(uint32_t recorded, ValueId string, ValueId start, ValueId stop,
                            bool isUnicode) {
  if (!passEnabled(kOptString)) return false;
  makeNonNull(string);
  const StringKind& kind = isUnicode ? kUnicode : kStr;
  const auto from = values_.constantWord(start), to = values_.constantWord(stop);
  if (isVirtualString(string)) {
    const ObjectInfo info = *values_.objectIfAny(string);
    if (info.what == kind.characters && from && to && 0 <= *from && *from <= *to &&
        size_t(*to) <= info.parts.size())
      return callRemoved(recorded,
                         makeVirtualString(kind.characters,
                                           {info.parts.begin() + *from, info.parts.begin() + *to},
                                           values_.ofInt(*to - *from)));
    if (info.what == kind.slice) {
      string = info.parts[0];
      start = computePure(Op::IntAdd, {start, info.parts[1]});
      stop = computePure(Op::IntAdd, {stop, info.parts[1]});
    } else {
      force(string); // a slice of what is put together would copy it twice
    }
  }
  const ValueId length = computePure(Op::IntSub, {stop, start});
  if (!values_.isConstant(length)) values_[length].bound.intersect(IntBound::nonNegative());
  return callRemoved(recorded,
                     makeVirtualString(kind.slice, {values_.find(string), start, length}, length));
}

// Strings of known lengths that differ, or that are short. Neither is null.
bool Optimizer::compareStrings(uint32_t recorded, ValueId left, ValueId right, bool isUnicode) {
  if (!passEnabled(kOptString) || !values_.isNonNull(left) || !values_.isNonNull(right))
    return false;
  const StringKind& kind = isUnicode ? kUnicode : kStr;
  const auto knownLength = [&](ValueId string) -> std::optional<int64_t> {
    const ObjectInfo* info = values_.objectIfAny(string);
    if (!values_.isConstant(string) && (!info || info->length == kNoValue)) return std::nullopt;
    return values_.constantWord(lengthOf(kind.length, string, kNone));
  };
  const auto leftLength = knownLength(left), rightLength = knownLength(right);
  if (leftLength == 0 || rightLength == 0)
    return callRemoved(recorded, computePure(Op::IntEq, {lengthOf(kind.length, left, kNone),
                                                         lengthOf(kind.length, right, kNone)}));
  if (!leftLength || !rightLength) return false;
  if (*leftLength != *rightLength) return callRemoved(recorded, values_.ofInt(0));
  if (*leftLength > kMaxUnrolledCharacters || (!isVirtualString(left) && !isVirtualString(right)))
    return false;
  ValueId equal = values_.ofInt(1);
  for (int64_t i = 0; i < *leftLength; ++i) {
    const ValueId index = values_.ofInt(i);
    const ValueId same = computePure(
        Op::IntEq, {readCharacter(kind.get, left, index), readCharacter(kind.get, right, index)});
    equal = computePure(Op::IntAnd, {equal, same});
  }
  return callRemoved(recorded, equal);
}

} // namespace tw::jit
