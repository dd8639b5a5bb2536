# The libraries that are linked into every generated executable, built once
# with the toolchain: lib/libtw_runtime.a and one collector, lib/libtw_gc_NAME.a.
# The driver finds them in ../lib, seen from its own executable.
function(tw_runtime_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE -Wall -Wextra -Werror -O2 -fno-strict-aliasing
    -fwrapv -ffp-contract=off -fno-sanitize=all $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
  set_target_properties(${name} PROPERTIES
    C_STANDARD 11
    POSITION_INDEPENDENT_CODE OFF
    ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
endfunction()

# The same for shared libraries, which lie anywhere: lib/libNAME_pic.a.
function(tw_runtime_library_pic name)
  tw_runtime_library(${name}_pic ${ARGN})
  target_compile_options(${name}_pic PRIVATE -fvisibility=hidden)
  set_target_properties(${name}_pic PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()

# Headers that C code of programs includes: rpython.translator.cdir.
configure_file(${CMAKE_SOURCE_DIR}/runtime/include/src/precommondef.h
               ${CMAKE_BINARY_DIR}/lib/include/src/precommondef.h COPYONLY)

file(GLOB runtime_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/runtime/*.c
     ${CMAKE_SOURCE_DIR}/runtime/*.cpp)
tw_runtime_library(tw_runtime ${runtime_sources})
tw_runtime_library_pic(tw_runtime ${runtime_sources})
file(GLOB gc_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/gc/incminimark/*.cpp)
tw_runtime_library(tw_gc_incminimark ${gc_sources})
tw_runtime_library_pic(tw_gc_incminimark ${gc_sources})
set(gc_none_sources ${CMAKE_SOURCE_DIR}/gc/none.c ${CMAKE_SOURCE_DIR}/gc/nonmoving.c)
tw_runtime_library(tw_gc_none ${gc_none_sources})
tw_runtime_library_pic(tw_gc_none ${gc_none_sources})
foreach(library tw_gc_none tw_gc_none_pic)
  target_compile_definitions(${library} PRIVATE TW_GC_NONE)
endforeach()

# --gc=boehm exists where libgc is installed. Its headers are included by their own
# names: gc/gc.h is ours.
find_path(TW_LIBGC_HEADERS gc_mark.h PATH_SUFFIXES gc)
find_library(TW_LIBGC gc)
if(TW_LIBGC_HEADERS AND TW_LIBGC)
  tw_runtime_library(tw_gc_boehm ${CMAKE_SOURCE_DIR}/gc/boehm.c ${CMAKE_SOURCE_DIR}/gc/nonmoving.c)
  target_include_directories(tw_gc_boehm SYSTEM PRIVATE ${TW_LIBGC_HEADERS})
endif()
