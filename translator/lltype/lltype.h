// Low-level types: what a low-level value is, and how it lies in memory.
//
// Types are owned by a TypeTable and compared by pointer. Primitive types,
// pointers, arrays, function types and opaque types are interned: asking twice
// gives the same object. A struct is interned by name, flavour, base, fields
// and hints when it is made in one step (structOf); one made as a forward
// reference is always a new type, completed later. Every struct of a table
// has a unique name: the second "list" is "list.1".
//
// Sizes, alignments and offsets are those of the C ABI of x86-64 and riscv64
// (Linux): the C emitter writes the same declarations and asserts that the
// C compiler agrees. A garbage-collected container starts with its header.
//
//   GC struct   { header; fields... }
//   GC array    { header; int64_t length; items... }   (no length if noLength)
//   raw array   { int64_t length; items... }           (no length if noLength)
//   string-like GC struct: the last field is a raw Array, which lies inline
//
// Inheritance is flattened: the fields of the base are a prefix of the fields
// of the derived struct, at the same offsets, so cast_pointer costs nothing.
//
// Text form (parser: typetext.h):
//   Void Bool Char UniChar Signed Unsigned i8..i128 u8..u128
//   Float SingleFloat LongFloat Address GCRef
//   *T   pointer;   %name   struct;   gcarray(T) array(T) carray(T)
//   fixedarray(T, n)   func(A, B) -> R   opaque(name) gcopaque(name)
// `gcarray!(T)` has immutable items; `carray.void(T)`, `carray.const(T)` and
// `carray.constvoid(T)` are what C headers call void or const.
#pragma once

#include "translator/lltype/symbol.h"
#include "translator/lltype/word.h"

#include <cassert>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tw::lltype {

enum class Kind : uint8_t {
  Void,
  Bool,
  Char,
  UniChar,
  Number,
  Float,
  SingleFloat,
  LongFloat,
  Address,
  Ptr,
  Struct,
  Array,
  FixedArray,
  Func,
  Opaque,
};

enum class Flavor : uint8_t { Raw, Gc };

// The header in front of every garbage-collected container. While the
// translator runs, `tid` is the index of the container's type in the TypeTable.
struct GcHeader {
  uint32_t tid;
  uint32_t flags;
};
constexpr uint32_t kHeaderSize = sizeof(GcHeader);

class PtrType;
class StructType;
class ArrayType;
class FixedArrayType;
class FuncType;
class OpaqueType;
class NumberType;

class Type {
public:
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;
  virtual ~Type() = default;

  Kind kind() const { return kind_; }
  // Position in the TypeTable: creation order.
  uint32_t index() const { return index_; }
  // Size without the items of a variable-sized last part; 0 for Void and Func.
  uint64_t size() const { return size_; }
  uint32_t alignment() const { return alignment_; }
  std::string text() const;

  bool isVoid() const { return kind_ == Kind::Void; }
  bool isPtr() const { return kind_ == Kind::Ptr; }
  bool isPrimitive() const { return kind_ <= Kind::Address; }
  bool isContainer() const { return kind_ >= Kind::Struct; }
  // Pointer to a garbage-collected container.
  bool isGcPtr() const;
  bool isRawPtr() const { return isPtr() && !isGcPtr(); }
  bool isSigned() const;   // the 64-bit signed integer
  bool isUnsigned() const; // the 64-bit unsigned integer

  // Checked downcasts: the type must be of that kind.
  const NumberType& number() const;
  const PtrType& ptr() const;
  const StructType& structure() const;
  const ArrayType& array() const;
  const FixedArrayType& fixedArray() const;
  const FuncType& func() const;
  const OpaqueType& opaque() const;
  // Null if the type is not of that kind.
  const PtrType* asPtr() const;
  const StructType* asStruct() const;
  const ArrayType* asArray() const;
  const FixedArrayType* asFixedArray() const;
  const FuncType* asFunc() const;
  const OpaqueType* asOpaque() const;

protected:
  friend class TypeTable;
  Type(Kind kind, uint64_t size, uint32_t alignment)
      : kind_(kind), alignment_(alignment), size_(size) {}

  Kind kind_;
  uint32_t index_ = 0;
  uint32_t alignment_;
  uint64_t size_;
};

// An integer of a fixed width. Signed and Unsigned are the ones of 64 bits.
class NumberType final : public Type {
public:
  uint32_t bits() const { return bits_; }
  bool isSignedNumber() const { return signed_; }
  // The canonical word (see word.h) of the low bits of `word`.
  Word normalize(Word word) const;

private:
  friend class TypeTable;
  NumberType(uint32_t bits, bool isSigned)
      : Type(Kind::Number, bits / 8, bits / 8), bits_(bits), signed_(isSigned) {}
  uint32_t bits_;
  bool signed_;
};

class PtrType final : public Type {
public:
  const Type& target() const { return *target_; }
  bool isGc() const;

private:
  friend class TypeTable; // which may complete a forward target
  explicit PtrType(const Type* target) : Type(Kind::Ptr, 8, 8), target_(target) {}
  const Type* target_;
};

// What a program promised about a field (_immutable_fields_).
enum class Mutability : uint8_t {
  Mutable,
  Immutable,           // "x"
  ImmutableArray,      // "x[*]": the items of the array it points to, too
  QuasiImmutable,      // "x?"
  QuasiImmutableArray, // "x?[*]"
};

struct Field {
  std::string name;
  const Type* type = nullptr;
  Mutability mutability = Mutability::Mutable;
  uint64_t offset = 0; // computed

  bool isImmutable() const {
    return mutability == Mutability::Immutable || mutability == Mutability::ImmutableArray;
  }
  bool isQuasiImmutable() const {
    return mutability == Mutability::QuasiImmutable ||
           mutability == Mutability::QuasiImmutableArray;
  }
};

struct StructHints {
  std::string cName;    // of a struct that C headers declare; its layout is still ours
  bool isUnion = false; // raw only: all fields at offset 0
  bool noHash = false;  // instances never need an identity hash
  // _virtualizable_ of the class: names of fields, with "[*]" behind those that lead to arrays.
  std::vector<std::string> virtualizableFields;
  bool operator==(const StructHints&) const = default;
};

class StructType final : public Type {
public:
  const std::string& name() const { return name_; }
  Flavor flavor() const { return flavor_; }
  bool isGc() const { return flavor_ == Flavor::Gc; }
  bool isComplete() const { return complete_; }
  const StructType* base() const { return base_; }
  bool derivesFrom(const StructType& other) const; // or is it
  const StructHints& hints() const { return hints_; }

  // All fields, those of the base first.
  std::span<const Field> fields() const {
    assert(complete_);
    return fields_;
  }
  const Field* find(std::string_view name) const;
  const Field& field(std::string_view name) const; // throws std::logic_error
  int fieldIndex(std::string_view name) const;     // -1 if there is none
  // The inline array that ends the struct, or null.
  const ArrayType* varArray() const;

  // Completes a forward reference. Fields of `base` must not be repeated.
  void complete(const StructType* base, std::vector<Field> ownFields, StructHints hints = {});

  // Instance types: the address of the class's vtable in the Heap, which
  // gc_typeptr gives for every object of exactly this type; 0 for others.
  // A vtable is a raw struct that starts with the Signed fields
  // subclassrange_min and subclassrange_max.
  Word vtable() const { return vtable_; }
  void setVtable(Word vtable) { vtable_ = vtable; }
  // The function container of the type's __del__, or 0.
  Word destructor() const { return destructor_; }
  void setDestructor(Word function) { destructor_ = function; }

private:
  friend class TypeTable;
  StructType(std::string name, Flavor flavor)
      : Type(Kind::Struct, 0, 1), name_(std::move(name)), flavor_(flavor) {}
  void layOut();

  std::string name_;
  Flavor flavor_;
  bool complete_ = false;
  const StructType* base_ = nullptr;
  StructHints hints_;
  std::vector<Field> fields_;
  Word vtable_ = 0;
  Word destructor_ = 0;
};

struct ArrayHints {
  bool noLength = false;  // raw C array: no length word
  bool immutable = false; // items never change after the array is filled
  bool isVoid = false;    // C headers say void for the items: no other difference
  bool isConst = false;   // C headers say const
  bool operator==(const ArrayHints&) const = default;
};

class ArrayType final : public Type {
public:
  const Type& item() const { return *item_; }
  Flavor flavor() const { return flavor_; }
  bool isGc() const { return flavor_ == Flavor::Gc; }
  bool hasLength() const { return !hints_.noLength; }
  bool isImmutable() const { return hints_.immutable; }
  const ArrayHints& hints() const { return hints_; }
  // From the start of the container (or of the inline array).
  uint64_t lengthOffset() const { return isGc() ? kHeaderSize : 0; }
  uint64_t itemsOffset() const { return size(); }
  uint64_t itemSize() const { return item_->size(); }

private:
  friend class TypeTable;
  ArrayType(const Type* item, Flavor flavor, ArrayHints hints);
  const Type* item_;
  Flavor flavor_;
  ArrayHints hints_;
};

class FixedArrayType final : public Type {
public:
  const Type& item() const { return *item_; }
  uint64_t length() const { return length_; }
  uint64_t itemSize() const { return item_->size(); }

private:
  friend class TypeTable;
  FixedArrayType(const Type* item, uint64_t length)
      : Type(Kind::FixedArray, item->size() * length, item->alignment()), item_(item),
        length_(length) {}
  const Type* item_;
  uint64_t length_;
};

class FuncType final : public Type {
public:
  std::span<const Type* const> args() const { return args_; }
  const Type& result() const { return *result_; }

private:
  friend class TypeTable;
  FuncType(std::vector<const Type*> args, const Type* result)
      : Type(Kind::Func, 0, 1), args_(std::move(args)), result_(result) {}
  std::vector<const Type*> args_;
  const Type* result_;
};

// A container whose contents only C code or the runtime knows.
class OpaqueType final : public Type {
public:
  const std::string& name() const { return name_; }
  Flavor flavor() const { return flavor_; }
  bool isGc() const { return flavor_ == Flavor::Gc; }

private:
  friend class TypeTable;
  OpaqueType(std::string name, Flavor flavor, uint64_t size)
      : Type(Kind::Opaque, size, 8), name_(std::move(name)), flavor_(flavor) {}
  std::string name_;
  Flavor flavor_;
};

// Owns and interns the types of one translation.
class TypeTable {
public:
  TypeTable();
  ~TypeTable();
  TypeTable(const TypeTable&) = delete;
  TypeTable& operator=(const TypeTable&) = delete;

  const Type* voidType() const { return void_; }
  const Type* boolType() const { return bool_; }
  const Type* charType() const { return char_; }
  const Type* uniChar() const { return uniChar_; }
  const Type* signedType() const { return signed_; }
  const Type* unsignedType() const { return unsigned_; }
  const Type* floatType() const { return float_; }
  const Type* singleFloat() const { return singleFloat_; }
  const Type* longFloat() const { return longFloat_; }
  const Type* address() const { return address_; }
  const Type* gcRef() const { return gcRef_; } // pointer to any GC container
  // An integer of 8, 16, 32, 64 or 128 bits.
  const NumberType* number(uint32_t bits, bool isSigned);

  const PtrType* ptr(const Type* target);
  const ArrayType* array(const Type* item, Flavor flavor, ArrayHints hints = {});
  const FixedArrayType* fixedArray(const Type* item, uint64_t length);
  const FuncType* func(std::vector<const Type*> args, const Type* result);
  const OpaqueType* opaque(std::string_view name, Flavor flavor, uint64_t size = 0);
  // A struct by its contents.
  const StructType* structOf(std::string_view name, Flavor flavor, std::vector<Field> ownFields,
                             const StructType* base = nullptr, StructHints hints = {});
  // A new struct, to be completed.
  StructType* forwardStruct(std::string_view name, Flavor flavor);
  // A type that is not known yet, and may be mentioned by pointers only. become()
  // makes all pointers to it pointers to `real`; throws std::invalid_argument if
  // that is not possible any more: pointers to both exist already.
  const OpaqueType* forward(Flavor flavor);
  void become(const OpaqueType& forward, const Type& real);
  // What weakref_create allocates: { header; Address target }.
  const StructType* weakrefStruct();

  // Symbols for the constants of this table's programs.
  SymbolTable& symbols() { return symbols_; }
  std::span<const Type* const> types() const;
  const Type& at(uint32_t index) const;
  const StructType* findStruct(std::string_view name) const; // null if there is none
  // The same struct, for marks that are added after its completion.
  StructType& mutableStruct(const StructType& type);

private:
  struct Tables;
  template <class T> T* add(std::unique_ptr<T> type);
  std::string uniqueName(std::string_view name);

  SymbolTable symbols_;
  std::unique_ptr<Tables> tables_;
  const Type *void_, *bool_, *char_, *uniChar_, *signed_, *unsigned_, *float_, *singleFloat_,
      *longFloat_, *address_, *gcRef_;
};

// Reads and writes one value of a primitive or pointer type. Void gives 0.
Word loadWord(const void* address, const Type& type);
void storeWord(void* address, const Type& type, Word word);

} // namespace tw::lltype
