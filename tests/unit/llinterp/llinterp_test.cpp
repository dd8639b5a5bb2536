// llinterp on modules in text form.
#include "translator/flow/lltext.h"
#include "translator/lltype/llinterp/llinterp.h"

#include <gtest/gtest.h>

namespace tw::llinterp {
namespace {

using lltype::fromInt;

class LlInterp : public testing::Test {
protected:
  void load(std::string_view text, const flow::NativeTable& natives = {}) {
    module = flow::parseModule(text, context, dialect, natives);
  }
  // The value of every function pointer or data of the module.
  Word address(std::string_view name) const { return dialect.find(name)->word(); }

  Outcome call(std::string_view name, std::vector<Word> args, Options options = {}) {
    options.output = &output;
    return Interpreter(heap, options).call(*module.find(name), args);
  }

  int64_t value(std::string_view name, std::vector<Word> args) {
    Outcome outcome = call(name, std::move(args));
    EXPECT_FALSE(outcome.raised());
    return lltype::asInt(outcome.value);
  }

  lltype::TypeTable types;
  lltype::Heap heap{types};
  flow::GraphContext context;
  flow::LowLevelText dialect{heap};
  flow::LowLevelModule module;
  std::string output;
};

constexpr const char* kExceptions = R"(
  struct %vtable raw { subclassrange_min: Signed, subclassrange_max: Signed }
  struct %object gc { }
  struct %Exception gc %object { }
  struct %OverflowError gc %Exception { }
  struct %KeyError gc %Exception { key: Signed }
  data vt_Exception %vtable { subclassrange_min: 1, subclassrange_max: 10 }
  data vt_OverflowError %vtable { subclassrange_min: 2, subclassrange_max: 3 }
  data vt_KeyError %vtable { subclassrange_min: 3, subclassrange_max: 4 }
  vtable %Exception &vt_Exception
  vtable %OverflowError &vt_OverflowError
  vtable %KeyError &vt_KeyError
  data overflow %OverflowError { }
)";

TEST_F(LlInterp, LoopsAndSwapsOnLinks) {
  load(R"(graph fib(n) {
    b0(n_0: Signed):
      goto b1(n_0, 0, 1)
    b1(n_1: Signed, a_2: Signed, b_3: Signed):
      v4: Bool = int_gt(n_1, 0)
      if v4 goto b2(n_1, b_3, a_2) else return(a_2)
    b2(n_5: Signed, b_6: Signed, a_7: Signed):
      v8: Signed = int_sub(n_5, 1)
      v9: Signed = int_add(a_7, b_6)
      goto b1(v8, b_6, v9)
    return(r_10: Signed)
    except(e_11: Address, v_12: Address)
  })");
  EXPECT_EQ(value("fib", {10}), 55);
  EXPECT_EQ(value("fib", {90}), 2880067194370816120);
}

TEST_F(LlInterp, RecursionAndIndirectCalls) {
  load(R"(
    declare fact: func(Signed) -> Signed
    graph fact(n) {
      b0(n_0: Signed):
        v1: Bool = int_le(n_0, 1)
        if v1 goto return(1) else b1(n_0)
      b1(n_2: Signed):
        v3: Signed = int_sub(n_2, 1)
        v4: Signed = direct_call(&fact, v3)
        v5: Signed = int_mul(n_2, v4)
        goto return(v5)
      return(r_6: Signed)
      except(e_7: Address, v_8: Address)
    }
    graph apply(f, n) {
      b0(f_0: *func(Signed) -> Signed, n_1: Signed):
        v2: Signed = indirect_call(f_0, n_1, [fact])
        goto return(v2)
      return(r_6: Signed)
      except(e_7: Address, v_8: Address)
    }
  )");
  EXPECT_EQ(value("fact", {10}), 3628800);
  EXPECT_EQ(value("apply", {address("fact"), 5}), 120);
}

TEST_F(LlInterp, ObjectsFieldsAndStrings) {
  load(R"(
    struct %str gc { hash: Signed, chars: array(Char) }
    struct %point gc { x: i32, y: Signed }
    data hello %str { hash: 0, chars: "hello" }
    graph third(s) {
      b0(s_0: *%str):
        v1: Signed = getinteriorarraysize(s_0, .chars)
        v2: Char = getinteriorfield(s_0, .chars, 2)
        v3: Signed = cast_char_to_int(v2)
        v4: Signed = int_add(v1, v3)
        goto return(v4)
      return(r_5: Signed)
      except(e_6: Address, v_7: Address)
    }
    graph narrow(n) {
      b0(n_0: Signed):
        p_1: *%point = malloc(<%point>, {gc})
        v2: i32 = cast_primitive(n_0)
        setfield(p_1, .x, v2)
        v3: i32 = getfield(p_1, .x)
        v4: Signed = cast_primitive(v3)
        goto return(v4)
      return(r_5: Signed)
      except(e_6: Address, v_7: Address)
    }
    graph sum(n) {
      b0(n_0: Signed):
        a_1: *gcarray(Signed) = malloc_varsize(<gcarray(Signed)>, {gc}, 5)
        array_fill(a_1, 1, 3, 7)
        array_copy(a_1, a_1, 0, 1, 3)
        v2: Signed = getarrayitem(a_1, n_0)
        goto return(v2)
      return(r_5: Signed)
      except(e_6: Address, v_7: Address)
    }
  )");
  EXPECT_EQ(value("third", {address("hello")}), 5 + 'l');
  EXPECT_EQ(value("narrow", {fromInt(0x1ffffffff)}), -1);
  EXPECT_EQ(value("sum", {1}), 0);
  EXPECT_EQ(value("sum", {3}), 7);
  EXPECT_THROW(call("sum", {5}), InterpreterError);
  EXPECT_THROW(call("third", {0}), InterpreterError);
}

TEST_F(LlInterp, HandlersMatchSubclassesInOrder) {
  load(std::string(kExceptions) + R"(
    graph f(a) {
      b0(a_0: Signed):
        v1: Signed = int_add_ovf(a_0, 1)
        goto return(v1)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto return(-1)
        on /&vt_Exception (e_4: *%vtable, v_5: *%object) goto b1(e_4)
      b1(e_6: *%vtable):
        v7: Signed = getfield(e_6, .subclassrange_min)
        goto return(v7)
      return(r_8: Signed)
      except(e_9: *%vtable, v_10: *%object)
    }
    graph g(a) {
      b0(a_0: Signed):
        v1: Signed = direct_call(&f, a_0)
        v2: Signed = int_add_ovf(a_0, v1)
        goto return(v2)
      return(r_8: Signed)
      except(e_9: *%vtable, v_10: *%object)
    }
  )");
  Options options;
  options.exceptions.overflowError = address("overflow");
  EXPECT_EQ(call("f", {41}, options).value, 42u);
  EXPECT_EQ(call("f", {fromInt(INT64_MAX)}, options).value, 2u);
  Outcome outcome = call("g", {fromInt(INT64_MAX)}, options);
  EXPECT_EQ(outcome.excType, address("vt_OverflowError"));
  EXPECT_EQ(outcome.excValue, address("overflow"));
}

TEST_F(LlInterp, RaisingThroughTheExceptBlockAndGcTypePtr) {
  load(std::string(kExceptions) + R"(
    graph fail(n) {
      b0(n_0: Signed):
        k_1: *%KeyError = malloc(<%KeyError>, {gc})
        setfield(k_1, .key, n_0)
        t_2: *%vtable = gc_typeptr(k_1)
        o_3: *%object = cast_pointer(k_1)
        goto except(t_2, o_3)
      return(r_4: Signed)
      except(e_5: *%vtable, v_6: *%object)
    }
    graph caught(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&fail, n_0)
        goto return(0)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto b1(v_3)
      b1(v_4: *%object):
        k_5: *%KeyError = cast_pointer(v_4)
        n_6: Signed = getfield(k_5, .key)
        goto return(n_6)
      return(r_4: Signed)
      except(e_5: *%vtable, v_6: *%object)
    }
  )");
  EXPECT_EQ(value("caught", {77}), 77);
  EXPECT_EQ(call("fail", {1}).excType, address("vt_KeyError"));
}

TEST_F(LlInterp, NativesSwitchesAndOutput) {
  flow::NativeTable natives;
  natives["twice"] = [](lltype::NativeCall& call) { return call.args[0] * 2; };
  load(R"(
    external twice: func(Signed) -> Signed
    external missing: func() -> Void
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&twice, n_0)
        debug_print("value", v1)
        switch v1 [/4: return(1), /-2: return(2), default: b1()]
      b1():
        direct_call(&missing)
        goto return(3)
      return(r_2: Signed)
      except(e_3: Address, v_4: Address)
    }
  )",
       natives);
  EXPECT_EQ(value("f", {2}), 1);
  EXPECT_EQ(value("f", {fromInt(-1)}), 2);
  EXPECT_EQ(output, "value 4\nvalue -2\n");
  EXPECT_THROW(call("f", {9}), InterpreterError);
}

TEST_F(LlInterp, StackCheckRaisesAtTheDepth) {
  load(std::string(kExceptions) + R"(
    declare down: func(Signed) -> Signed
    graph down(n) {
      b0(n_0: Signed):
        stack_check()
        v1: Signed = int_add(n_0, 1)
        v2: Signed = direct_call(&down, v1)
        goto return(v2)
      return(r_2: Signed)
      except(e_3: *%vtable, v_4: *%object)
    }
  )");
  Options options;
  options.exceptions.stackOverflow = address("overflow");
  EXPECT_EQ(call("down", {0}, options).excType, address("vt_OverflowError"));
}

} // namespace
} // namespace tw::llinterp
