# The JIT that is linked into executables at -Ojit: lib/libtw_jit.a, from every
# *.cpp below jit/. Its unit tests lie in tests/unit/jit.
find_package(asmjit REQUIRED)
file(GLOB_RECURSE jit_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/jit/*.cpp)
add_library(tw_jit STATIC ${jit_sources})
target_include_directories(tw_jit PUBLIC ${CMAKE_SOURCE_DIR})
target_link_libraries(tw_jit PUBLIC asmjit::asmjit)
target_compile_options(tw_jit PRIVATE ${TW_WARNINGS} -O2 -fno-strict-aliasing -fwrapv
  -ffp-contract=off -fno-exceptions -fno-rtti)
set_target_properties(tw_jit PROPERTIES
  POSITION_INDEPENDENT_CODE OFF
  ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

# What --jit-backend=none links instead: no loop ever gets machine code.
tw_runtime_library(tw_jit_none ${CMAKE_SOURCE_DIR}/jit/none.c)

if(TW_TESTS)
  # Each part has an executable of its own, for each links a program of its own to test against.
  find_package(GTest REQUIRED)
  foreach(part jit jit_optimize jit_backend jit_metainterp)
    file(GLOB part_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${part}/*.cpp)
    if(part_tests)
      add_executable(unit_${part} ${part_tests})
      target_compile_options(unit_${part} PRIVATE ${TW_WARNINGS} -Wno-missing-field-initializers
                             -fno-rtti)
      target_compile_definitions(unit_${part} PRIVATE TW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
      target_link_libraries(unit_${part} PRIVATE tw_jit GTest::gtest_main)
      add_test(NAME unit_${part} COMMAND unit_${part})
      # What is freed is overwritten at once: its use shows.
      set_tests_properties(unit_${part} PROPERTIES ENVIRONMENT
                           "MALLOC_PERTURB_=165;GLIBC_TUNABLES=glibc.malloc.tcache_count=0")
    endif()
  endforeach()
  # The rewrite rules are proved.
  target_link_libraries(unit_jit_optimize PRIVATE z3)
  # Generated executables lie in the low 2 GB, where machine code uses absolute addresses; a
  # position-independent executable does not: both ways are tested.
  if(TARGET unit_jit_backend)
    add_executable(unit_jit_backend_low $<TARGET_OBJECTS:unit_jit_backend>)
    target_link_libraries(unit_jit_backend_low PRIVATE tw_jit GTest::gtest_main)
    target_link_options(unit_jit_backend_low PRIVATE -no-pie)
    add_test(NAME unit_jit_backend_low COMMAND unit_jit_backend_low)
    # With the real collector.
    file(GLOB jit_gc_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/jit_gc/*.cpp)
    add_executable(unit_jit_gc ${jit_gc_tests} ${CMAKE_SOURCE_DIR}/tests/unit/gc/heap_types.cpp)
    target_include_directories(unit_jit_gc PRIVATE ${CMAKE_SOURCE_DIR}/tests/unit/gc)
    target_compile_options(unit_jit_gc PRIVATE ${TW_WARNINGS} -Wno-missing-field-initializers
                           -fno-strict-aliasing -fno-rtti)
    target_link_libraries(unit_jit_gc PRIVATE GTest::gtest_main tw_jit tw_gc_incminimark
                          tw_runtime tw_gc_incminimark)
    target_link_options(unit_jit_gc PRIVATE -no-pie)
    add_test(NAME unit_jit_gc COMMAND unit_jit_gc)
    foreach(setting "STRESS=97" "NURSERY=8K" "DEBUG=2")
      add_test(NAME unit_jit_gc_${setting} COMMAND unit_jit_gc)
      set_tests_properties(unit_jit_gc_${setting} PROPERTIES ENVIRONMENT "PYPY_GC_${setting}")
    endforeach()
    # A measurement, built on request: ninja bench_jit_backend.
    add_executable(bench_jit_backend EXCLUDE_FROM_ALL tests/bench/jit_backend.cpp
                   tests/unit/jit_backend/generator.cpp tests/unit/jit_backend/program.cpp)
    target_compile_options(bench_jit_backend PRIVATE ${TW_WARNINGS} -O2 -fno-rtti -fno-pie
                           -Wno-missing-field-initializers)
    target_link_libraries(bench_jit_backend PRIVATE tw_jit)
    target_link_options(bench_jit_backend PRIVATE -no-pie)
  endif()
endif()
