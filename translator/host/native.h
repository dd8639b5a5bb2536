// The built-in meaning of operations, without the special methods of user
// classes: what int.__add__, list.__getitem__, ... call. Private to the host.
#pragma once

#include "translator/host/host.h"

namespace tw::host {

Object* nativeItem(Host& host, Object* container, Object* index); // null: none
bool nativeAssignItem(Host& host, Object* container, Object* index, Object* value);
int64_t nativeLength(Host& host, Object* object); // -1: none
Object* nativeIter(Host& host, Object* object);   // null: none
std::string nativeRepr(Host& host, Object* object, std::vector<Object*>& active);
std::string nativeStr(Host& host, Object* object);
Object* dictIterator(Host& host, DictObject* dict, int what);          // 0 keys, 1 values, 2 items
Object* genericAttribute(Host& host, Object* object, StrObject* name); // null: absent
void genericSetAttribute(Host& host, Object* object, StrObject* name, Object* value);
Object* instantiate(Host& host, ClassObject* cls, const Args& args); // type.__call__
void sortItems(Host& host, std::vector<Object*>& items, Object* compare, Object* key, bool reverse);
void updateDict(Host& host, DictObject* dict, const Args& args); // dict.update; args[0] is self
void writeFile(Host& host, FileObject* file, std::string_view text);

} // namespace tw::host
