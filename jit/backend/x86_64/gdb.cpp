// GDB's JIT interface: an object file in memory that has one function symbol and no contents; the
// debugger stops at __jit_debug_register_code and reads the list.
#include "jit/backend/x86_64/inspect.h"

#include <elf.h>

#include <cstring>
#include <vector>

extern "C" {
// Names and layout are GDB's.
enum jit_actions_t : uint32_t { JIT_NOACTION, JIT_REGISTER_FN, JIT_UNREGISTER_FN };
struct jit_code_entry {
  jit_code_entry* next_entry;
  jit_code_entry* prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};
struct jit_descriptor {
  uint32_t version;
  uint32_t action_flag;
  jit_code_entry* relevant_entry;
  jit_code_entry* first_entry;
};
jit_descriptor __jit_debug_descriptor = {1, JIT_NOACTION, nullptr, nullptr};
__attribute__((noinline)) void __jit_debug_register_code() { __asm__ volatile("" ::: "memory"); }
}

namespace tw::jit::x86 {

struct GdbEntry {
  jit_code_entry entry{};
  std::vector<char> object;
};

namespace {

constexpr char kSectionNames[] = "\0.text\0.symtab\0.strtab\0.shstrtab";
enum Section : uint16_t { kNullSection, kText, kSymbols, kStrings, kNames, kSectionCount };

struct ObjectFile {
  Elf64_Ehdr header{};
  Elf64_Shdr sections[kSectionCount]{};
  Elf64_Sym symbols[2]{};
  char names[sizeof kSectionNames]{};
};

void describeSections(ObjectFile& file, const void* address, size_t size, size_t stringsSize) {
  Elf64_Shdr& text = file.sections[kText];
  text.sh_name = 1;
  text.sh_type = SHT_NOBITS;
  text.sh_flags = SHF_ALLOC | SHF_EXECINSTR;
  text.sh_addr = reinterpret_cast<uint64_t>(address);
  text.sh_size = size;
  Elf64_Shdr& symbols = file.sections[kSymbols];
  symbols.sh_name = 7;
  symbols.sh_type = SHT_SYMTAB;
  symbols.sh_offset = offsetof(ObjectFile, symbols);
  symbols.sh_size = sizeof file.symbols;
  symbols.sh_link = kStrings;
  symbols.sh_info = 1; // the first global one
  symbols.sh_entsize = sizeof(Elf64_Sym);
  Elf64_Shdr& strings = file.sections[kStrings];
  strings.sh_name = 15;
  strings.sh_type = SHT_STRTAB;
  strings.sh_offset = sizeof file;
  strings.sh_size = stringsSize;
  Elf64_Shdr& names = file.sections[kNames];
  names.sh_name = 23;
  names.sh_type = SHT_STRTAB;
  names.sh_offset = offsetof(ObjectFile, names);
  names.sh_size = sizeof kSectionNames;
}

std::vector<char> makeObject(const std::string& name, const void* address, size_t size) {
  ObjectFile file;
  std::memcpy(file.header.e_ident, ELFMAG, SELFMAG);
  file.header.e_ident[EI_CLASS] = ELFCLASS64;
  file.header.e_ident[EI_DATA] = ELFDATA2LSB;
  file.header.e_ident[EI_VERSION] = EV_CURRENT;
  file.header.e_type = ET_REL;
  file.header.e_machine = EM_X86_64;
  file.header.e_version = EV_CURRENT;
  file.header.e_ehsize = sizeof(Elf64_Ehdr);
  file.header.e_shoff = offsetof(ObjectFile, sections);
  file.header.e_shentsize = sizeof(Elf64_Shdr);
  file.header.e_shnum = kSectionCount;
  file.header.e_shstrndx = kNames;
  std::memcpy(file.names, kSectionNames, sizeof kSectionNames);
  Elf64_Sym& function = file.symbols[1];
  function.st_name = 1;
  function.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  function.st_shndx = kText;
  function.st_size = size; // st_value: from the section's start
  describeSections(file, address, size, name.size() + 2);
  std::vector<char> bytes(sizeof file + name.size() + 2, 0);
  std::memcpy(bytes.data(), &file, sizeof file);
  std::memcpy(bytes.data() + sizeof file + 1, name.data(), name.size());
  return bytes;
}

void notify(jit_code_entry* entry, jit_actions_t action) {
  __jit_debug_descriptor.relevant_entry = entry;
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_register_code();
}

} // namespace

GdbEntryPtr registerWithGdb(const std::string& name, const void* address, size_t size) {
  GdbEntryPtr made(new GdbEntry);
  made->object = makeObject(name, address, size);
  jit_code_entry& entry = made->entry;
  entry.symfile_addr = made->object.data();
  entry.symfile_size = made->object.size();
  entry.next_entry = __jit_debug_descriptor.first_entry;
  if (entry.next_entry) entry.next_entry->prev_entry = &entry;
  __jit_debug_descriptor.first_entry = &entry;
  notify(&entry, JIT_REGISTER_FN);
  return made;
}

void GdbEntryDeleter::operator()(GdbEntry* made) const {
  jit_code_entry& entry = made->entry;
  (entry.prev_entry ? entry.prev_entry->next_entry : __jit_debug_descriptor.first_entry) =
      entry.next_entry;
  if (entry.next_entry) entry.next_entry->prev_entry = entry.prev_entry;
  notify(&entry, JIT_UNREGISTER_FN);
  delete made;
}

} // namespace tw::jit::x86
