# Tests of the collector that need no translator: unit tests, also with the
# environment that makes collections frequent, and the fuzzer.
find_package(GTest REQUIRED)

function(tw_gc_test name)
  add_executable(${name} ${ARGN} ${CMAKE_SOURCE_DIR}/tests/unit/gc/heap_types.cpp)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}
                             ${CMAKE_SOURCE_DIR}/tests/unit/gc)
  target_compile_options(${name} PRIVATE ${TW_WARNINGS} -O1 -fno-strict-aliasing -fwrapv)
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_link_options(${name} PRIVATE -no-pie)
endfunction()

file(GLOB gc_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/gc/*_test.cpp)
tw_gc_test(unit_gc ${gc_tests})
target_link_libraries(unit_gc PRIVATE GTest::gtest_main tw_gc_incminimark tw_runtime
                      tw_gc_incminimark Threads::Threads)
add_test(NAME unit_gc COMMAND unit_gc)
set(without_long_ones "--gtest_filter=-*Deep*:*Hidden*:*Limit*")
foreach(setting "STRESS=97" "NURSERY=8K" "DEBUG=2")
  add_test(NAME unit_gc_${setting} COMMAND unit_gc ${without_long_ones})
  set_tests_properties(unit_gc_${setting} PROPERTIES ENVIRONMENT "PYPY_GC_${setting}")
endforeach()

# The collector itself under the sanitizers. What is linked into executables is built
# without them, whatever the preset.
set(runtime_without_main ${runtime_sources})
list(FILTER runtime_without_main EXCLUDE REGEX "/(main|shared|start)\\.c$")
set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
tw_gc_test(unit_gc_sanitized ${gc_tests} ${gc_sources} ${runtime_without_main})
target_compile_options(unit_gc_sanitized PRIVATE ${sanitizers})
target_link_options(unit_gc_sanitized PRIVATE ${sanitizers})
target_link_libraries(unit_gc_sanitized PRIVATE GTest::gtest_main Threads::Threads)
add_test(NAME unit_gc_sanitized COMMAND unit_gc_sanitized ${without_long_ones}:*OfGigabytes*)
# The leak sanitizer does not look into the mapped memory where the collector's tables lie.
set_tests_properties(unit_gc_sanitized PROPERTIES ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")

# The fuzzer, plain and under the sanitizers.
set(gc_fuzz_sources ${CMAKE_SOURCE_DIR}/tests/fuzz/gc_fuzz.cpp
    ${CMAKE_SOURCE_DIR}/tests/fuzz/gc_model.cpp)
tw_gc_test(gc_fuzz ${gc_fuzz_sources})
target_link_libraries(gc_fuzz PRIVATE tw_gc_incminimark tw_runtime tw_gc_incminimark
                      Threads::Threads)
tw_gc_test(gc_fuzz_sanitized ${gc_fuzz_sources} ${gc_sources} ${runtime_without_main})
target_compile_options(gc_fuzz_sanitized PRIVATE ${sanitizers})
target_link_options(gc_fuzz_sanitized PRIVATE ${sanitizers})
target_link_libraries(gc_fuzz_sanitized PRIVATE Threads::Threads)
foreach(seed 1 2 3 4 5 6)
  add_test(NAME gc_fuzz_${seed} COMMAND gc_fuzz ${seed} 100000)
endforeach()
add_test(NAME gc_fuzz_sanitized COMMAND gc_fuzz_sanitized 7 50000)
set_tests_properties(gc_fuzz_sanitized PROPERTIES ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
