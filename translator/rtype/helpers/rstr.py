"""Strings: GcStruct {hash, chars} with the characters inline; bytes or unicode.

The two types share these functions; typeOf(s).TO says which one it is. hash is
0 as long as it has not been computed. Strings are not mutated once a helper
has returned them. Bounds and counts are Signed; a null pointer is None.
"""
from __tw_lltype__ import malloc, typeOf, llop, Void, STR, UNICODE, intmask
from __tw_helpers__.rchar import (
    ll_char_isspace, ll_char_isdigit, ll_char_isalpha, ll_char_isalnum,
    ll_char_isupper, ll_char_islower)
from __tw_helpers__.rlist import length_of, items_of, ll_newlist, ll_append


# ---- hash and comparison --------------------------------------------------------

def ll_strhash(s):
    hash = s.hash
    if hash == 0:
        hash = _compute_hash(s)
    return hash
ll_strhash._elidable_function_ = True


def _compute_hash(s):
    """FNV-like, as CPython 2's: x = 1000003 * x ^ c."""
    length = len(s.chars)
    if length == 0:
        x = -1
    else:
        x = ord(s.chars[0]) << 7
        i = 0
        while i < length:
            x = intmask((1000003 * x) ^ ord(s.chars[i]))
            i += 1
        x ^= length
        if x == 0:
            x = 29872897
    s.hash = x
    return x
_compute_hash._dont_inline_ = True


def ll_strhash_none(s):
    """Of a string that may be null."""
    if not s:
        return 0
    return ll_strhash(s)


def ll_streq(s1, s2):
    """Equality; either may be null."""
    if s1 == s2:
        return True
    if not s1 or not s2:
        return False
    length = len(s1.chars)
    if length != len(s2.chars):
        return False
    i = 0
    while i < length:
        if s1.chars[i] != s2.chars[i]:
            return False
        i += 1
    return True
ll_streq._elidable_function_ = True
ll_streq.oopspec = 'stroruni.equal(s1, s2)'


def ll_streq_char(s, ch):
    """Equality of a string, which may be null, and a character."""
    if not s:
        return False
    return len(s.chars) == 1 and s.chars[0] == ch


def ll_streq_hashed(s1, s2, hash2):
    """Equality of two different strings, either of which may be null. The hash
    of s1 has been computed; hash2 is that of s2."""
    if not s1 or not s2 or s1.hash != hash2:
        return False
    length = len(s1.chars)
    if length != len(s2.chars):
        return False
    i = 0
    while i < length:
        if s1.chars[i] != s2.chars[i]:
            return False
        i += 1
    return True


def ll_strcmp(s1, s2):
    """Negative, zero or positive. None is less than any string."""
    if not s1 or not s2:
        if not s1 and not s2:
            return 0
        if not s1:
            return -1
        return 1
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    length = length1
    if length2 < length:
        length = length2
    i = 0
    while i < length:
        difference = ord(s1.chars[i]) - ord(s2.chars[i])
        if difference != 0:
            return difference
        i += 1
    return length1 - length2
ll_strcmp._elidable_function_ = True
ll_strcmp.oopspec = 'stroruni.cmp(s1, s2)'


def ll_min_string(s1, s2):
    if ll_strcmp(s2, s1) < 0:
        return s2
    return s1


def ll_max_string(s1, s2):
    if ll_strcmp(s2, s1) > 0:
        return s2
    return s1


def ll_str_is_true(s):
    """A string that may be null."""
    if not s:
        return False
    return len(s.chars) != 0


def ll_str_or_none(s, none):
    """str() of a string that may be null."""
    if not s:
        return none
    return s


# ---- characters -----------------------------------------------------------------

def ll_stritem_nonneg(s, i):
    return s.chars[i]


def ll_stritem(s, i):
    if i < 0:
        i += len(s.chars)
    return s.chars[i]


def ll_stritem_nonneg_checked(s, i):
    if i >= len(s.chars):
        raise IndexError
    return s.chars[i]


def ll_stritem_checked(s, i):
    length = len(s.chars)
    if i < 0:
        i += length
        if i < 0:
            raise IndexError
    if i >= length:
        raise IndexError
    return s.chars[i]


def ll_chr2str(STRING, ch):
    s = malloc(STRING, 1)
    s.chars[0] = ch
    return s


def _character(STRING, code):
    """The character as the items of that kind of string are."""
    if STRING is STR:
        return chr(code)
    return unichr(code)


# ---- predicates over whole strings ------------------------------------------------

def _all(s, predicate):
    """predicate holds for all characters, and there is one."""
    length = len(s.chars)
    if length == 0:
        return False
    i = 0
    while i < length:
        if not predicate(s.chars[i]):
            return False
        i += 1
    return True


def ll_isdigit(s):
    return _all(s, ll_char_isdigit)


def ll_isalpha(s):
    return _all(s, ll_char_isalpha)


def ll_isalnum(s):
    return _all(s, ll_char_isalnum)


def ll_isspace(s):
    return _all(s, ll_char_isspace)


def ll_isupper(s):
    return _has_case(s, ll_char_isupper, ll_char_islower)


def ll_islower(s):
    return _has_case(s, ll_char_islower, ll_char_isupper)


def _has_case(s, wanted, unwanted):
    found = False
    i = 0
    while i < len(s.chars):
        if unwanted(s.chars[i]):
            return False
        if wanted(s.chars[i]):
            found = True
        i += 1
    return found


# ---- mapping ------------------------------------------------------------------------

def _upper_char(STRING, ch):
    if ll_char_islower(ch):
        return _character(STRING, ord(ch) - 32)
    return ch


def _lower_char(STRING, ch):
    if ll_char_isupper(ch):
        return _character(STRING, ord(ch) + 32)
    return ch


def ll_upper(s):
    STRING = typeOf(s).TO
    length = len(s.chars)
    result = malloc(STRING, length)
    i = 0
    while i < length:
        result.chars[i] = _upper_char(STRING, s.chars[i])
        i += 1
    return result


def ll_lower(s):
    STRING = typeOf(s).TO
    length = len(s.chars)
    result = malloc(STRING, length)
    i = 0
    while i < length:
        result.chars[i] = _lower_char(STRING, s.chars[i])
        i += 1
    return result


def ll_capitalize(s):
    STRING = typeOf(s).TO
    result = ll_lower(s)
    if len(s.chars) > 0:
        result.chars[0] = _upper_char(STRING, s.chars[0])
    return result


def ll_swapcase(s):
    STRING = typeOf(s).TO
    length = len(s.chars)
    result = malloc(STRING, length)
    i = 0
    while i < length:
        ch = s.chars[i]
        if ll_char_islower(ch):
            result.chars[i] = _upper_char(STRING, ch)
        else:
            result.chars[i] = _lower_char(STRING, ch)
        i += 1
    return result


def ll_title(s):
    STRING = typeOf(s).TO
    length = len(s.chars)
    result = malloc(STRING, length)
    inside = False
    i = 0
    while i < length:
        ch = s.chars[i]
        if inside:
            result.chars[i] = _lower_char(STRING, ch)
        else:
            result.chars[i] = _upper_char(STRING, ch)
        inside = ll_char_isalpha(ch)
        i += 1
    return result


def ll_replace_chr_chr(s, c1, c2):
    length = len(s.chars)
    result = malloc(typeOf(s).TO, length)
    i = 0
    while i < length:
        ch = s.chars[i]
        if ch == c1:
            ch = c2
        result.chars[i] = ch
        i += 1
    return result


def ll_replace(s, old, new, limit):
    """limit < 0: all occurrences."""
    oldlength = len(old.chars)
    newlength = len(new.chars)
    length = len(s.chars)
    if oldlength == 0:
        return _replace_between(s, new, limit)
    count = 0
    i = 0
    while limit < 0 or count < limit:
        i = ll_find(s, old, i, length)
        if i < 0:
            break
        count += 1
        i += oldlength
    if count == 0:
        return s
    result = malloc(typeOf(s).TO, length + count * (newlength - oldlength))
    source = 0
    target = 0
    while count > 0:
        i = ll_find(s, old, source, length)
        llop.array_copy(Void, s, result, source, target, i - source)
        target += i - source
        llop.array_copy(Void, new, result, 0, target, newlength)
        target += newlength
        source = i + oldlength
        count -= 1
    llop.array_copy(Void, s, result, source, target, length - source)
    return result


def _replace_between(s, new, limit):
    """The empty string stands before each character and at the end."""
    length = len(s.chars)
    newlength = len(new.chars)
    count = length + 1
    if limit >= 0 and limit < count:
        count = limit
    result = malloc(typeOf(s).TO, length + count * newlength)
    target = 0
    i = 0
    while i <= length:
        if i < count:
            llop.array_copy(Void, new, result, 0, target, newlength)
            target += newlength
        if i < length:
            result.chars[target] = s.chars[i]
            target += 1
        i += 1
    return result


def ll_translate(s, table):
    length = len(s.chars)
    result = malloc(typeOf(s).TO, length)
    i = 0
    while i < length:
        result.chars[i] = table.chars[ord(s.chars[i])]
        i += 1
    return result


# ---- concatenation, repetition, slices -------------------------------------------------

def ll_strconcat(s1, s2):
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    result = malloc(typeOf(s1).TO, length1 + length2)
    llop.array_copy(Void, s1, result, 0, 0, length1)
    llop.array_copy(Void, s2, result, 0, length1, length2)
    return result
ll_strconcat._elidable_function_ = True
ll_strconcat.oopspec = 'stroruni.concat(s1, s2)'


def ll_concat_char(s, ch):
    length = len(s.chars)
    result = malloc(typeOf(s).TO, length + 1)
    llop.array_copy(Void, s, result, 0, 0, length)
    result.chars[length] = ch
    return result


def ll_char_concat(ch, s):
    length = len(s.chars)
    result = malloc(typeOf(s).TO, length + 1)
    result.chars[0] = ch
    llop.array_copy(Void, s, result, 0, 1, length)
    return result


def ll_strconcat3(s1, s2, s3):
    length1 = len(s1.chars)
    length2 = len(s2.chars)
    length3 = len(s3.chars)
    result = malloc(typeOf(s1).TO, length1 + length2 + length3)
    llop.array_copy(Void, s1, result, 0, 0, length1)
    llop.array_copy(Void, s2, result, 0, length1, length2)
    llop.array_copy(Void, s3, result, 0, length1 + length2, length3)
    return result


def ll_char_mul(STRING, ch, times):
    if times < 0:
        times = 0
    result = malloc(STRING, times)
    llop.array_fill(Void, result, 0, times, ch)
    return result


def ll_str_mul(s, times):
    if times < 0:
        times = 0
    length = len(s.chars)
    total = length * times
    result = malloc(typeOf(s).TO, total)
    if length == 1:
        llop.array_fill(Void, result, 0, total, s.chars[0])
        return result
    i = 0
    while i < total:
        llop.array_copy(Void, s, result, 0, i, length)
        i += length
    return result


def ll_stringslice_startonly(s, start):
    return ll_stringslice_startstop(s, start, len(s.chars))


def ll_stringslice_startstop(s, start, stop):
    """s[start:stop] for 0 <= start, 0 <= stop; both are clamped."""
    length = len(s.chars)
    if stop >= length:
        if start == 0:
            return s
        stop = length
    if stop < start:
        start = stop = 0
    return ll_slice(s, start, stop)


def ll_slice(s, start, stop):
    """s[start:stop] for 0 <= start <= stop <= len(s)."""
    count = stop - start
    result = malloc(typeOf(s).TO, count)
    llop.array_copy(Void, s, result, start, 0, count)
    return result
ll_slice._elidable_function_ = True
ll_slice.oopspec = 'stroruni.slice(s, start, stop)'


def ll_stringslice_minusone(s):
    """s[:-1]"""
    count = len(s.chars) - 1
    if count < 0:
        return s
    result = malloc(typeOf(s).TO, count)
    llop.array_copy(Void, s, result, 0, 0, count)
    return result


# ---- searching ---------------------------------------------------------------------------

def ll_find_char(s, ch, start, end):
    if end > len(s.chars):
        end = len(s.chars)
    i = start
    while i < end:
        if s.chars[i] == ch:
            return i
        i += 1
    return -1


def ll_rfind_char(s, ch, start, end):
    if end > len(s.chars):
        end = len(s.chars)
    i = end
    while i > start:
        i -= 1
        if s.chars[i] == ch:
            return i
    return -1


def ll_count_char(s, ch, start, end):
    if end > len(s.chars):
        end = len(s.chars)
    count = 0
    i = start
    while i < end:
        if s.chars[i] == ch:
            count += 1
        i += 1
    return count


def _matches_at(s, sub, i):
    length = len(sub.chars)
    j = 0
    while j < length:
        if s.chars[i + j] != sub.chars[j]:
            return False
        j += 1
    return True


def ll_find(s, sub, start, end):
    """The first position of sub in s[start:end], or -1. Long patterns skip by
    the last character (R. N. Horspool, 1980), with a bit set of the pattern's
    characters instead of a table."""
    length = len(sub.chars)
    if end > len(s.chars):
        end = len(s.chars)
    last = end - length
    if last < start:
        return -1
    if length == 0:
        return start
    if length == 1:
        return ll_find_char(s, sub.chars[0], start, end)
    final = sub.chars[length - 1]
    mask = 0
    skip = length
    i = 0
    while i < length - 1:
        mask |= 1 << (ord(sub.chars[i]) & 63)
        if sub.chars[i] == final:
            skip = length - 1 - i
        i += 1
    mask |= 1 << (ord(final) & 63)
    i = start
    while i <= last:
        if s.chars[i + length - 1] == final:
            if _matches_at(s, sub, i):
                return i
            if i + length < end and not mask & (1 << (ord(s.chars[i + length]) & 63)):
                i += length + 1
            else:
                i += skip
        elif i + length < end and not mask & (1 << (ord(s.chars[i + length]) & 63)):
            i += length + 1
        else:
            i += 1
    return -1


def ll_rfind(s, sub, start, end):
    length = len(sub.chars)
    if end > len(s.chars):
        end = len(s.chars)
    i = end - length
    while i >= start:
        if _matches_at(s, sub, i):
            return i
        i -= 1
    return -1


def ll_count(s, sub, start, end):
    length = len(sub.chars)
    if end > len(s.chars):
        end = len(s.chars)
    if length == 0:
        if start > end:
            return 0
        return end - start + 1
    count = 0
    while True:
        start = ll_find(s, sub, start, end)
        if start < 0:
            return count
        count += 1
        start += length


def ll_clamp_bound(s, bound):
    """A bound of find() that may be negative: counts from the end."""
    if bound < 0:
        bound += len(s.chars)
        if bound < 0:
            bound = 0
    return bound


def ll_index(s, sub, start, end):
    i = ll_find(s, sub, start, end)
    if i < 0:
        raise ValueError
    return i


def ll_rindex(s, sub, start, end):
    i = ll_rfind(s, sub, start, end)
    if i < 0:
        raise ValueError
    return i


def ll_contains_char(s, ch):
    return ll_find_char(s, ch, 0, len(s.chars)) >= 0


def ll_contains(s, sub):
    return ll_find(s, sub, 0, len(s.chars)) >= 0


def ll_startswith(s, prefix):
    if len(prefix.chars) > len(s.chars):
        return False
    return _matches_at(s, prefix, 0)


def ll_startswith_char(s, ch):
    if len(s.chars) == 0:
        return False
    return s.chars[0] == ch


def ll_endswith(s, suffix):
    start = len(s.chars) - len(suffix.chars)
    if start < 0:
        return False
    return _matches_at(s, suffix, start)


def ll_endswith_char(s, ch):
    length = len(s.chars)
    if length == 0:
        return False
    return s.chars[length - 1] == ch


# ---- stripping -----------------------------------------------------------------------------

def _cut(s, start, end):
    if start == 0 and end == len(s.chars):
        return s
    result = malloc(typeOf(s).TO, end - start)
    llop.array_copy(Void, s, result, start, 0, end - start)
    return result


def ll_strip_spaces(s, left, right):
    start = 0
    end = len(s.chars)
    if left:
        while start < end and ll_char_isspace(s.chars[start]):
            start += 1
    if right:
        while start < end and ll_char_isspace(s.chars[end - 1]):
            end -= 1
    return _cut(s, start, end)


def ll_strip_char(s, ch, left, right):
    start = 0
    end = len(s.chars)
    if left:
        while start < end and s.chars[start] == ch:
            start += 1
    if right:
        while start < end and s.chars[end - 1] == ch:
            end -= 1
    return _cut(s, start, end)


def ll_strip_chars(s, chars, left, right):
    start = 0
    end = len(s.chars)
    if left:
        while start < end and ll_contains_char(chars, s.chars[start]):
            start += 1
    if right:
        while start < end and ll_contains_char(chars, s.chars[end - 1]):
            end -= 1
    return _cut(s, start, end)


# ---- padding -------------------------------------------------------------------------------

def _pad(s, before, after, ch):
    length = len(s.chars)
    result = malloc(typeOf(s).TO, before + length + after)
    llop.array_fill(Void, result, 0, before, ch)
    llop.array_copy(Void, s, result, 0, before, length)
    llop.array_fill(Void, result, before + length, after, ch)
    return result


def ll_ljust(s, width, ch):
    missing = width - len(s.chars)
    if missing <= 0:
        return s
    return _pad(s, 0, missing, ch)


def ll_rjust(s, width, ch):
    missing = width - len(s.chars)
    if missing <= 0:
        return s
    return _pad(s, missing, 0, ch)


def ll_center(s, width, ch):
    missing = width - len(s.chars)
    if missing <= 0:
        return s
    before = (missing >> 1) + (missing & width & 1)
    return _pad(s, before, missing - before, ch)


def ll_zfill(s, width):
    missing = width - len(s.chars)
    if missing <= 0:
        return s
    zero = _character(typeOf(s).TO, 48)
    result = _pad(s, missing, 0, zero)
    if len(s.chars) > 0:
        sign = ord(s.chars[0])
        if sign == 43 or sign == 45:
            result.chars[0] = s.chars[0]
            result.chars[missing] = zero
    return result


# ---- join ------------------------------------------------------------------------------------

def ll_join(separator, l):
    count = length_of(l)
    items = items_of(l)
    STRING = typeOf(separator).TO
    if count == 0:
        return malloc(STRING, 0)
    width = len(separator.chars)
    total = width * (count - 1)
    i = 0
    while i < count:
        total += len(items[i].chars)
        i += 1
    result = malloc(STRING, total)
    target = 0
    i = 0
    while i < count:
        if i > 0 and width > 0:
            llop.array_copy(Void, separator, result, 0, target, width)
            target += width
        s = items[i]
        llop.array_copy(Void, s, result, 0, target, len(s.chars))
        target += len(s.chars)
        i += 1
    return result


def ll_join_strs(STRING, l):
    """''.join(l)"""
    count = length_of(l)
    items = items_of(l)
    total = 0
    i = 0
    while i < count:
        total += len(items[i].chars)
        i += 1
    result = malloc(STRING, total)
    target = 0
    i = 0
    while i < count:
        s = items[i]
        llop.array_copy(Void, s, result, 0, target, len(s.chars))
        target += len(s.chars)
        i += 1
    return result


def ll_join_chars(STRING, l):
    """''.join(l) for a list of characters."""
    count = length_of(l)
    items = items_of(l)
    result = malloc(STRING, count)
    i = 0
    while i < count:
        result.chars[i] = items[i]
        i += 1
    return result


def ll_join_chars_with(separator, l):
    count = length_of(l)
    items = items_of(l)
    STRING = typeOf(separator).TO
    if count == 0:
        return malloc(STRING, 0)
    width = len(separator.chars)
    result = malloc(STRING, count + width * (count - 1))
    target = 0
    i = 0
    while i < count:
        if i > 0:
            llop.array_copy(Void, separator, result, 0, target, width)
            target += width
        result.chars[target] = items[i]
        target += 1
        i += 1
    return result


# ---- split: the results are resizable lists of strings ---------------------------------------

def ll_split_spaces(LIST, s, limit):
    l = ll_newlist(LIST, 0)
    length = len(s.chars)
    i = 0
    while True:
        while i < length and ll_char_isspace(s.chars[i]):
            i += 1
        if i >= length:
            return l
        start = i
        if limit == 0:
            i = length
        else:
            while i < length and not ll_char_isspace(s.chars[i]):
                i += 1
        ll_append(l, _cut(s, start, i))
        limit -= 1


def ll_split_char(LIST, s, ch, limit):
    l = ll_newlist(LIST, 0)
    length = len(s.chars)
    start = 0
    while limit != 0:
        i = ll_find_char(s, ch, start, length)
        if i < 0:
            break
        ll_append(l, _cut(s, start, i))
        start = i + 1
        limit -= 1
    ll_append(l, _cut(s, start, length))
    return l


def ll_split(LIST, s, separator, limit):
    width = len(separator.chars)
    if width == 0:
        raise ValueError
    l = ll_newlist(LIST, 0)
    length = len(s.chars)
    start = 0
    while limit != 0:
        i = ll_find(s, separator, start, length)
        if i < 0:
            break
        ll_append(l, _cut(s, start, i))
        start = i + width
        limit -= 1
    ll_append(l, _cut(s, start, length))
    return l


def _reversed(l):
    items = l.items
    i = 0
    j = l.length - 1
    while i < j:
        item = items[i]
        items[i] = items[j]
        items[j] = item
        i += 1
        j -= 1
    return l


def ll_rsplit_spaces(LIST, s, limit):
    l = ll_newlist(LIST, 0)
    end = len(s.chars)
    while True:
        while end > 0 and ll_char_isspace(s.chars[end - 1]):
            end -= 1
        if end == 0:
            return _reversed(l)
        start = end
        if limit == 0:
            start = 0
        else:
            while start > 0 and not ll_char_isspace(s.chars[start - 1]):
                start -= 1
        ll_append(l, _cut(s, start, end))
        end = start
        limit -= 1


def ll_rsplit_char(LIST, s, ch, limit):
    l = ll_newlist(LIST, 0)
    end = len(s.chars)
    while limit != 0:
        i = ll_rfind_char(s, ch, 0, end)
        if i < 0:
            break
        ll_append(l, _cut(s, i + 1, end))
        end = i
        limit -= 1
    ll_append(l, _cut(s, 0, end))
    return _reversed(l)


def ll_rsplit(LIST, s, separator, limit):
    width = len(separator.chars)
    if width == 0:
        raise ValueError
    l = ll_newlist(LIST, 0)
    end = len(s.chars)
    while limit != 0:
        i = ll_rfind(s, separator, 0, end)
        if i < 0:
            break
        ll_append(l, _cut(s, i + width, end))
        end = i
        limit -= 1
    ll_append(l, _cut(s, 0, end))
    return _reversed(l)


def ll_splitlines(LIST, s, keepends):
    l = ll_newlist(LIST, 0)
    length = len(s.chars)
    start = 0
    while start < length:
        end = start
        while end < length and ord(s.chars[end]) != 10 and ord(s.chars[end]) != 13:
            end += 1
        next = end
        if next < length:
            next += 1
            if ord(s.chars[end]) == 13 and next < length and ord(s.chars[next]) == 10:
                next += 1
        if keepends:
            ll_append(l, _cut(s, start, next))
        else:
            ll_append(l, _cut(s, start, end))
        start = next
    return l


# ---- iterator over the characters: GcStruct {string, length, index} -----------------------------

def ll_striter(ITER, s):
    it = malloc(ITER)
    it.string = s
    it.length = len(s.chars)
    it.index = 0
    return it


def ll_strnext(it):
    index = it.index
    if index >= it.length:
        raise StopIteration
    it.index = index + 1
    return it.string.chars[index]
