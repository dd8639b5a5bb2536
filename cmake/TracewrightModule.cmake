# What every C++ target is compiled with. GCC 12 reports copies inside
# std::string that cannot happen (GCC bug 105651), hence the exceptions.
set(TW_WARNINGS -Wall -Wextra -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND TW_WARNINGS -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
       -Wno-array-bounds)
endif()

# With TW_PCH the modules share one precompiled header of the standard
# library's usual parts and fmt.
if(TW_PCH)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/pch/pch.cpp CONTENT "// Carries the precompiled header.\n")
  add_library(tw_pch STATIC ${CMAKE_BINARY_DIR}/pch/pch.cpp)
  target_compile_options(tw_pch PRIVATE ${TW_WARNINGS})
  target_link_libraries(tw_pch PRIVATE fmt::fmt)
  target_precompile_headers(tw_pch PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory>
                            <optional> <span> <string> <string_view> <unordered_map> <utility>
                            <variant> <vector> <fmt/format.h>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess) # ccache needs it
  endif()
endif()

# tw_module(NAME DIR PUBLIC deps...): a static library tw_NAME of every *.cpp
# that lies directly in DIR (main.cpp excepted), and, where tests/unit/NAME
# exists, its GoogleTest executable unit_NAME, registered with CTest. TESTS deps...:
# further libraries that only the tests need.
function(tw_module name dir)
  cmake_parse_arguments(ARG "" "" "PUBLIC;TESTS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${dir}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(tw_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_compile_options(tw_${name} PRIVATE ${TW_WARNINGS})
    if(TW_PCH)
      target_precompile_headers(tw_${name} REUSE_FROM tw_pch)
    endif()
  else()
    add_library(tw_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(tw_${name} ${scope} ${CMAKE_SOURCE_DIR})
  target_link_libraries(tw_${name} ${scope} ${ARG_PUBLIC})
  if(TW_TESTS)
    file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${name}/*.cpp)
    if(tests)
      find_package(GTest REQUIRED)
      add_executable(unit_${name} ${tests})
      target_compile_options(unit_${name} PRIVATE ${TW_WARNINGS})
      target_compile_definitions(unit_${name} PRIVATE TW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
      target_link_libraries(unit_${name} PRIVATE tw_${name} ${ARG_TESTS} GTest::gtest_main)
      add_test(NAME unit_${name} COMMAND unit_${name})
    endif()
  endif()
endfunction()
