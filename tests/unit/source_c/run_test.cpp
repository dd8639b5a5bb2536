// Low-level modules in text form become executables, which run.
#include "translator/compile_c/compile.h"
#include "translator/database_c/database.h"
#include "translator/flow/lltext.h"
#include "translator/source_c/source.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace tw::source_c {
namespace {

namespace fs = std::filesystem;
using database_c::StandardException;

constexpr const char* kTypes = R"(
  struct %str gc { hash: Signed, chars: array(Char) }
  struct %list gc { length: Signed, items: *gcarray(*%str) }
  struct %vtable raw { subclassrange_min: Signed, subclassrange_max: Signed, name: *array(Char) }
  struct %object gc { }
  struct %Exception gc %object { }
  struct %MemoryError gc %Exception { }
  struct %OverflowError gc %Exception { }
  struct %StackOverflow gc %Exception { }
  struct %KeyError gc %Exception { key: Signed }
  data n_Exception array(Char) "Exception"
  data n_MemoryError array(Char) "MemoryError"
  data n_OverflowError array(Char) "OverflowError"
  data n_StackOverflow array(Char) "StackOverflow"
  data n_KeyError array(Char) "KeyError"
  data vt_Exception %vtable { subclassrange_min: 1, subclassrange_max: 10, name: &n_Exception }
  data vt_MemoryError %vtable { subclassrange_min: 2, subclassrange_max: 3, name: &n_MemoryError }
  data vt_OverflowError %vtable { subclassrange_min: 3, subclassrange_max: 4, name: &n_OverflowError }
  data vt_StackOverflow %vtable { subclassrange_min: 4, subclassrange_max: 5, name: &n_StackOverflow }
  data vt_KeyError %vtable { subclassrange_min: 5, subclassrange_max: 6, name: &n_KeyError }
  vtable %Exception &vt_Exception
  vtable %MemoryError &vt_MemoryError
  vtable %OverflowError &vt_OverflowError
  vtable %StackOverflow &vt_StackOverflow
  vtable %KeyError &vt_KeyError
  data memory %MemoryError { }
  data overflow %OverflowError { }
  data stack %StackOverflow { }
  external putchar: func(i32) -> i32
)";

class RunC : public testing::Test {
protected:
  void SetUp() override {
    directory =
        fs::temp_directory_path() /
        (std::string("tw-run-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    fs::create_directories(directory);
  }
  void TearDown() override {
    if (!HasFailure()) fs::remove_all(directory);
  }

  GeneratedProgram generateFrom(const std::string& text) {
    flow::LowLevelModule module = flow::parseModule(kTypes + text, context, dialect);
    database_c::Program program;
    program.entry = module.find("main");
    program.heap = &heap;
    auto instance = [&](StandardException which, const char* name) {
      program.standardExceptions[static_cast<size_t>(which)] = dialect.find(name)->word();
    };
    instance(StandardException::MemoryError, "memory");
    instance(StandardException::OverflowError, "overflow");
    instance(StandardException::StackOverflow, "stack");
    database_c::Database database(program);
    return generate(database);
  }

  compile_c::CompileOptions options() const {
    compile_c::CompileOptions options;
    options.output = (directory / "a.out").string();
    options.directory = (directory / "c").string();
    options.runtimeDirectory = TW_RUNTIME_DIR;
    return options;
  }

  // Exit status, or 128 + signal. Standard output and error are in `output`.
  int run(const std::string& text, const std::string& arguments = "") {
    try {
      compile_c::compile(generateFrom(text), options());
    } catch (const compile_c::CompileError& error) {
      ADD_FAILURE() << error.output();
      return -1;
    }
    fs::path log = directory / "output";
    std::string command = options().output + " " + arguments + " > " + log.string() + " 2>&1";
    int status = std::system(("exec " + command).c_str());
    std::ifstream in(log);
    output.assign(std::istreambuf_iterator<char>(in), {});
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  lltype::TypeTable types;
  lltype::Heap heap{types};
  flow::GraphContext context;
  flow::LowLevelText dialect{heap};
  fs::path directory;
  std::string output;
};

TEST_F(RunC, ArgumentsAreAListOfStrings) {
  EXPECT_EQ(run(R"(graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = getfield(argv_0, .length)
      v2: *gcarray(*%str) = getfield(argv_0, .items)
      v3: *%str = getarrayitem(v2, 1)
      v4: Signed = getinteriorarraysize(v3, .chars)
      v5: Signed = int_mul(v4, 10)
      v6: Signed = int_add(v5, v1)
      goto return(v6)
    return(r_7: Signed)
    except(e_8: Address, v_9: Address)
  })",
                "hello x"),
            53);
}

TEST_F(RunC, LinksAssignInParallel) {
  EXPECT_EQ(run(R"(graph main(argv) {
    b0(argv_0: *%list):
      goto b1(10, 0, 1)
    b1(n_1: Signed, a_2: Signed, b_3: Signed):
      v4: Bool = int_gt(n_1, 0)
      if v4 goto b2(n_1, b_3, a_2) else return(a_2)
    b2(n_5: Signed, b_6: Signed, a_7: Signed):
      v8: Signed = int_sub(n_5, 1)
      v9: Signed = int_add(a_7, b_6)
      goto b1(v8, b_6, v9)
    return(r_10: Signed)
    except(e_11: Address, v_12: Address)
  })"),
            55);
}

TEST_F(RunC, SwappingJoinsNeedsATemporary) {
  EXPECT_EQ(run(R"(graph main(argv) {
    b0(argv_0: *%list):
      goto b1(3, 5, 7)
    b1(n_1: Signed, a_2: Signed, b_3: Signed):
      v8: Signed = int_sub(n_1, 1)
      v4: Bool = int_gt(n_1, 0)
      if v4 goto b1(v8, b_3, a_2) else b2(a_2, b_3)
    b2(a_5: Signed, b_6: Signed):
      v7: Signed = int_mul(a_5, 10)
      v9: Signed = int_add(v7, b_6)
      goto return(v9)
    return(r_10: Signed)
    except(e_11: Address, v_12: Address)
  })"),
            75);
}

TEST_F(RunC, AValueOnlyALaterBlockUsesIsComputedBeforeTheBranch) {
  EXPECT_EQ(run(R"(graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = getfield(argv_0, .length)
      v2: Signed = int_mul(v1, 2)
      v3: Bool = int_gt(v1, 1)
      if v3 goto b1(v2, 20) else b1(v2, 40)
    b1(v4: Signed, v5: Signed):
      v6: Signed = int_add(v4, v5)
      goto return(v6)
    return(r_7: Signed)
    except(e_8: Address, v_9: Address)
  })"),
            42);
}

// The read must not move behind the write.
TEST_F(RunC, ReadsStayBeforeWrites) {
  EXPECT_EQ(run(R"(
  struct %cell gc { x: Signed }
  data cell %cell { x: 5 }
  graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = getfield(&cell, .x)
      setfield(&cell, .x, 100)
      v2: Signed = getfield(&cell, .x)
      v3: Signed = int_add(v1, v2)
      goto return(v3)
    return(r_10: Signed)
    except(e_11: Address, v_12: Address)
  })"),
            105);
}

TEST_F(RunC, ExceptionsAreCaughtByClass) {
  EXPECT_EQ(run(R"(
  graph add(a, b) {
    b0(a_0: Signed, b_1: Signed):
      v2: Signed = int_add_ovf(a_0, b_1)
      goto return(v2)
    return(r_3: Signed)
    except(e_4: *%vtable, v_5: *%object)
  }
  graph fail(key) {
    b0(key_0: Signed):
      v1: *%KeyError = malloc(<%KeyError>, {gc})
      setfield(v1, .key, key_0)
      v2: *%vtable = gc_typeptr(v1)
      v3: *%object = cast_pointer(v1)
      goto except(v2, v3)
    return(r_3: Signed)
    except(e_4: *%vtable, v_5: *%object)
  }
  graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = direct_call(&add, 9223372036854775807, 1)
      goto return(1)
      on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto return(2)
      on /&vt_OverflowError (e_4: *%vtable, v_5: *%object) goto b1()
    b1():
      v6: Signed = direct_call(&fail, 42)
      goto return(3)
      on /&vt_Exception (e_7: *%vtable, v_8: *%object) goto b2(v_8)
    b2(v_9: *%object):
      v10: *%KeyError = cast_pointer(v_9)
      v11: Signed = getfield(v10, .key)
      goto return(v11)
    return(r_10: Signed)
    except(e_11: *%vtable, v_12: *%object)
  })"),
            42);
}

TEST_F(RunC, UncaughtExceptionsAbortWithATraceback) {
  EXPECT_EQ(run(R"(
  graph add(a, b) {
    b0(a_0: Signed, b_1: Signed):
      v2: Signed = int_add_ovf(a_0, b_1)
      goto return(v2)
    return(r_3: Signed)
    except(e_4: *%vtable, v_5: *%object)
  }
  graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = direct_call(&add, 9223372036854775807, 1)
      goto return(v1)
    return(r_10: Signed)
    except(e_11: *%vtable, v_12: *%object)
  })"),
            134);
  EXPECT_EQ(output, "RPython traceback:\n"
                    "  File \"?\", line 0, in main\n"
                    "  File \"?\", line 0, in add\n"
                    "Fatal RPython error: OverflowError\n");
}

TEST_F(RunC, DeepRecursionWorksAndEndlessRecursionIsCaught) {
  EXPECT_EQ(run(R"(
  declare down: func(Signed) -> Signed
  graph down(n) {
    b0(n_0: Signed):
      stack_check()
      v1: Bool = int_eq(n_0, 0)
      if v1 goto return(0) else b1(n_0)
    b1(n_2: Signed):
      v3: Signed = int_sub(n_2, 1)
      v4: Signed = direct_call(&down, v3)
      v5: Signed = int_and(n_2, 1)
      v6: Signed = int_add(v4, v5)
      v7: i32 = cast_primitive(v6)
      v8: i32 = direct_call(&putchar, v7)
      goto return(v6)
    return(r_3: Signed)
    except(e_4: *%vtable, v_5: *%object)
  }
  graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = direct_call(&down, 9000)
      v2: Bool = int_eq(v1, 4500)
      if v2 goto b1() else return(1)
    b1():
      v3: Signed = direct_call(&down, -1)
      goto return(2)
      on /&vt_StackOverflow (e_7: *%vtable, v_8: *%object) goto return(3)
    return(r_10: Signed)
    except(e_11: *%vtable, v_12: *%object)
  })"),
            3);
}

TEST_F(RunC, PrebuiltDataKeepsItsContents) {
  EXPECT_EQ(run(R"(
  struct %node gc { value: Signed, next: *%node, text: *%str }
  data hello %str { chars: "a\"b" }
  data last %node { value: 7 }
  data first %node { value: 30, next: &last, text: &hello }
  data table gcarray(Signed) [0, 0, 0, 5, 0]
  graph main(argv) {
    b0(argv_0: *%list):
      v1: *%node = getfield(&first, .next)
      v2: Signed = getfield(v1, .value)
      v3: *%str = getfield(&first, .text)
      v4: Char = getinteriorfield(v3, .chars, 1)
      v5: Signed = cast_char_to_int(v4)
      v6: Signed = getarrayitem(&table, 3)
      v7: Signed = getarraysize(&table)
      v8: Signed = int_mul(v6, v7)
      v9: Signed = int_add(v2, v5)
      v10: Signed = int_add(v8, v9)
      goto return(v10)
    return(r_10: Signed)
    except(e_11: *%vtable, v_12: *%object)
  })"),
            7 + '"' + 25);
}

TEST_F(RunC, SameProgramGivesSameText) {
  const char* text = R"(graph main(argv) {
    b0(argv_0: *%list):
      v1: Signed = getfield(argv_0, .length)
      switch v1 [/1: return(5), /2: return(6), default: return(v1)]
    return(r_7: Signed)
    except(e_8: Address, v_9: Address)
  })";
  GeneratedProgram first = generateFrom(text);
  lltype::TypeTable otherTypes;
  lltype::Heap otherHeap(otherTypes);
  flow::GraphContext otherContext;
  flow::LowLevelText otherDialect(otherHeap);
  flow::LowLevelModule module =
      flow::parseModule(std::string(kTypes) + text, otherContext, otherDialect);
  database_c::Program program;
  program.entry = module.find("main");
  program.heap = &otherHeap;
  program.standardExceptions = {otherDialect.find("memory")->word(),
                                otherDialect.find("overflow")->word(), 0,
                                otherDialect.find("stack")->word()};
  database_c::Database database(program);
  GeneratedProgram second = generate(database);
  ASSERT_EQ(first.files.size(), second.files.size());
  for (size_t i = 0; i < first.files.size(); i++) {
    EXPECT_EQ(first.files[i].name, second.files[i].name);
    EXPECT_EQ(first.files[i].text, second.files[i].text);
  }
}

} // namespace
} // namespace tw::source_c
