# tw_module(NAME DIR PUBLIC deps...): a static library tw_NAME of every *.cpp
# that lies directly in DIR (main.cpp excepted), and, where tests/unit/NAME
# exists, its GoogleTest executable unit_NAME, registered with CTest.
#
# -Wno-restrict: GCC 12 reports copies inside std::string that cannot happen
# (GCC bug 105651).
function(tw_module name dir)
  cmake_parse_arguments(ARG "" "" "PUBLIC" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${dir}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(tw_${name} STATIC ${sources})
    set(scope PUBLIC)
    target_compile_options(tw_${name} PRIVATE -Wall -Wextra -Werror -Wno-restrict)
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
      target_compile_options(unit_${name} PRIVATE -Wall -Wextra -Werror -Wno-restrict)
      target_compile_definitions(unit_${name} PRIVATE TW_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
      target_link_libraries(unit_${name} PRIVATE tw_${name} GTest::gtest_main)
      add_test(NAME unit_${name} COMMAND unit_${name})
    endif()
  endif()
endfunction()
