// Reprs of byte strings and unicode strings: one class, two objects.
//
// A string is a pointer to a GC struct {hash, chars}, the characters inline;
// null is None. hash is 0 until it is asked for; prebuilt strings have theirs.
// Prebuilt strings exist once per content. helpers/rstr.py works on both kinds.
#pragma once

#include "translator/rtype/repr.h"

#include <map>
#include <string>

namespace tw::lltype {
class StructType;
class TypeTable;
} // namespace tw::lltype

namespace tw::rtype {

// STR and UNICODE: the structs that strings point to.
const lltype::StructType* stringStruct(lltype::TypeTable& types);
const lltype::StructType* unicodeStruct(lltype::TypeTable& types);

class StringRepr final : public Repr {
public:
  StringRepr(RTyper& rtyper, ReprKind kind); // String or Unicode

  std::string describe() const override { return isUnicode() ? "unicode" : "str"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value rtypePairReflected(HighLevelOp& hop, Repr& left) override;
  Value rtypeMethod(std::string_view name, HighLevelOp& hop) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override;
  host::FunctionObject* hashFunction() override;

  bool isUnicode() const { return kind() == ReprKind::Unicode; }
  Repr& character() const; // char or unichar
  const lltype::StructType& structType() const;
  // STR or UNICODE as an argument of a helper.
  Value typeArgument(LowLevelOps& ops) const;
  // The prebuilt string of that content; code points, or bytes for a str.
  uint64_t prebuilt(std::u32string_view text);
  uint64_t prebuilt(std::string_view bytes);
  Value constant(std::string_view ascii, LowLevelOps& ops);

private:
  Value compare(HighLevelOp& hop);
  Value contains(HighLevelOp& hop, Repr& right);
  Value concatenate(HighLevelOp& hop, Repr& right);
  Value getItem(HighLevelOp& hop);
  Value getSlice(HighLevelOp& hop);
  Value split(std::string_view name, HighLevelOp& hop);
  Value strip(std::string_view name, HighLevelOp& hop);
  Value join(HighLevelOp& hop);
  Value replace(HighLevelOp& hop);
  Value search(std::string_view name, HighLevelOp& hop);
  Value affix(std::string_view name, HighLevelOp& hop);
  Value pad(std::string_view name, HighLevelOp& hop);
  Value convertEncoding(std::string_view name, HighLevelOp& hop);

  std::map<std::u32string, uint64_t, std::less<>> prebuilt_;
};

// The hash that a string has at run time.
int64_t stringHash(std::u32string_view text);

// All pieces, strings of `repr`, as one string.
Value joinPieces(StringRepr& repr, const std::vector<Value>& pieces, LowLevelOps& ops);

// str(x) and repr(x) of a value, as a str; throws TranslationError if it has none.
// These are also what %s and %r give. (rformat.cpp)
Value textOf(Value value, Repr& repr, LowLevelOps& ops);
Value reprTextOf(Value value, Repr& repr, LowLevelOps& ops);
// "<Name object at 0x...>" of an instance.
Value instanceText(Value instance, LowLevelOps& ops);
// text % values, text known at translation time. (rformat.cpp)
Value rtypePercent(HighLevelOp& hop, StringRepr& repr);

// A float as rfloat.formatd writes it; flags are those of TW_FORMAT_*.
Value floatText(Value value, char code, int64_t precision, int64_t flags, LowLevelOps& ops);
// Calls of built-in types: int(text, base), unicode(x).
Value rtypeIntWithBase(HighLevelOp& hop);
Value rtypeByteArrayCall(HighLevelOp& hop); // rbytearray.cpp
Value rtypeUnicodeCall(HighLevelOp& hop);

} // namespace tw::rtype
