# Tests that are not GoogleTest executables: filetests (lit and FileCheck),
# conformance programs at each level, and the checks of the documents.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

find_program(TW_FILECHECK NAMES FileCheck FileCheck-19 HINTS /usr/lib/llvm-19/bin)
find_file(TW_LIT NAMES lit.py HINTS /usr/lib/llvm-19/build/utils/lit NO_DEFAULT_PATH)
if(TW_FILECHECK AND TW_LIT)
  add_test(NAME filetests
           COMMAND ${Python3_EXECUTABLE} ${TW_LIT} -sv --param exec_root=${CMAKE_BINARY_DIR}/filetests
                   --param tracewright=$<TARGET_FILE:tracewright> --param filecheck=${TW_FILECHECK}
                   ${CMAKE_SOURCE_DIR}/tests/filetests)
else()
  message(FATAL_ERROR "lit and FileCheck (llvm-19-tools) are needed for the tests; see tools/setup")
endif()

foreach(level host llinterp O0 O2)
  add_test(NAME conformance_${level}
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/conformance/run
                   --tracewright $<TARGET_FILE:tracewright> --level ${level})
  set_tests_properties(conformance_${level} PROPERTIES PROCESSORS 2)
endforeach()

add_test(NAME wrong_programs
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/wrong/run
                 --tracewright $<TARGET_FILE:tracewright>)
set_tests_properties(wrong_programs PROPERTIES PROCESSORS 2)

# Programs that are wrong by chance.
add_test(NAME fuzz_mutants
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/fuzz/mutants.py
                 --tracewright $<TARGET_FILE:tracewright> --count 300)

# With thresholds so low that everything that has a driver is traced.
add_test(NAME conformance_Ojit
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/conformance/run
                 --tracewright $<TARGET_FILE:tracewright> --level Ojit)
set_tests_properties(conformance_Ojit PROPERTIES PROCESSORS 2
                     ENVIRONMENT "TRACEWRIGHT_JIT=threshold=2,trace_eagerness=1,function_threshold=2;TRACEWRIGHT_JIT_CHECK=1;MALLOC_PERTURB_=165;GLIBC_TUNABLES=glibc.malloc.tcache_count=0")

add_test(NAME docs_tutorial
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/docs/tutorial.py
                 $<TARGET_FILE:tracewright>)
add_test(NAME docs_features
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/docs/features.py)
add_test(NAME docs_names
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/docs/names.py)
add_test(NAME tools_jitdisasm
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/tools/jitdisasm_test.py)
add_test(NAME tools_jitlog
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/tools/jitlog_test.py)
# Status 77: there is no browser.
add_test(NAME tools_jitlog_browser
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/tools/jitlog_browser_test.py)
set_tests_properties(tools_jitlog_browser PROPERTIES SKIP_RETURN_CODE 77)
