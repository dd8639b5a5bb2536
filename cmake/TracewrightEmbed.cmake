# tw_embed(TARGET patterns...): a static library that holds the bytes of every
# repository file matching one of the patterns (relative to the root, GLOB_RECURSE)
# and the table that translator/support/embedded.h declares. The assembler
# copies the bytes (.incbin), so an edit costs no C++ compilation; the C++
# table is regenerated only when a file appears or disappears.
function(tw_embed target)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${ARGN})
  list(SORT files COMPARE STRING)

  set(assembly "        .section .rodata\n")
  set(externs "")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS files)
    set(symbol tw_embedded_${index})
    string(APPEND assembly
      "        .global ${symbol}, ${symbol}_end\n"
      "${symbol}:\n"
      "        .incbin \"${CMAKE_SOURCE_DIR}/${file}\"\n"
      "${symbol}_end:\n"
      "        .byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows "    {\"${file}\", ${symbol}, ${symbol}_end},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "        .section .note.GNU-stack,\"\",%progbits\n")

  set(table "#include \"translator/support/embedded.h\"\n\n${externs}\nnamespace tw {\n\n")
  if(files)
    string(APPEND table
      "static constexpr EmbeddedFile kFiles[] = {\n${rows}};\n\n"
      "std::span<const EmbeddedFile> embeddedFiles() { return kFiles; }\n")
  else()
    string(APPEND table "std::span<const EmbeddedFile> embeddedFiles() { return {}; }\n")
  endif()
  string(APPEND table "\n} // namespace tw\n")

  set(directory ${CMAKE_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${directory}/bytes.s CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${directory}/table.cpp CONTENT "${table}" @ONLY)

  add_library(${target} STATIC ${directory}/bytes.s ${directory}/table.cpp)
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
  list(TRANSFORM files PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE inputs)
  set_source_files_properties(${directory}/bytes.s PROPERTIES OBJECT_DEPENDS "${inputs}")
endfunction()
