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

if(TW_TESTS)
  file(GLOB jit_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/jit/*.cpp)
  if(jit_tests)
    find_package(GTest REQUIRED)
    add_executable(unit_jit ${jit_tests})
    target_compile_options(unit_jit PRIVATE ${TW_WARNINGS})
    target_compile_definitions(unit_jit PRIVATE TW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_link_libraries(unit_jit PRIVATE tw_jit GTest::gtest_main)
    add_test(NAME unit_jit COMMAND unit_jit)
  endif()
endif()
