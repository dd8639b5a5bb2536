"""Files mapped into memory, and pages of memory."""
import os
from rpython.rlib import rposix
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo


class RMMapError(Exception):
    def __init__(self, message):
        self.message = message


class RValueError(RMMapError):
    pass


class RTypeError(RMMapError):
    pass

ACCESS_DEFAULT, ACCESS_READ, ACCESS_WRITE, ACCESS_COPY = range(4)


class CConfig:
    _compilation_info_ = ExternalCompilationInfo(
        pre_include_bits=['#define _GNU_SOURCE'],
        includes=['sys/types.h', 'sys/mman.h', 'unistd.h'])

_names = ['MAP_SHARED', 'MAP_PRIVATE', 'MAP_ANON', 'MAP_ANONYMOUS', 'MAP_NORESERVE',
          'PROT_READ', 'PROT_WRITE', 'PROT_EXEC', 'MS_SYNC', 'MREMAP_MAYMOVE',
          'MADV_NORMAL', 'MADV_RANDOM', 'MADV_SEQUENTIAL', 'MADV_WILLNEED', 'MADV_DONTNEED',
          'MADV_FREE', 'MADV_REMOVE', 'MADV_DONTFORK', 'MADV_DOFORK', 'MADV_HWPOISON',
          'MADV_MERGEABLE', 'MADV_UNMERGEABLE', 'MADV_SOFT_OFFLINE', 'MADV_HUGEPAGE',
          'MADV_NOHUGEPAGE', 'MADV_DONTDUMP', 'MADV_DODUMP']
for _name in _names:
    setattr(CConfig, _name, rffi_platform.DefinedConstantInteger(_name))
_config = rffi_platform.configure(CConfig)
for _name in _names:
    globals()[_name] = _config[_name]

PTR = rffi.CCHARP
NULL = lltype.nullptr(PTR.TO)
has_mremap = MREMAP_MAYMOVE is not None

_info = CConfig._compilation_info_
c_mmap = rffi.llexternal('mmap', [PTR, rffi.SIZE_T, rffi.INT, rffi.INT, rffi.INT, rffi.LONG],
                         PTR, compilation_info=_info, save_err=rffi.RFFI_SAVE_ERRNO)
c_munmap = rffi.llexternal('munmap', [PTR, rffi.SIZE_T], rffi.INT, compilation_info=_info,
                           save_err=rffi.RFFI_SAVE_ERRNO)
c_msync = rffi.llexternal('msync', [PTR, rffi.SIZE_T, rffi.INT], rffi.INT,
                          compilation_info=_info, save_err=rffi.RFFI_SAVE_ERRNO)
c_mremap = rffi.llexternal('mremap', [PTR, rffi.SIZE_T, rffi.SIZE_T, rffi.INT], PTR,
                           compilation_info=_info, save_err=rffi.RFFI_SAVE_ERRNO)
c_mprotect = rffi.llexternal('mprotect', [PTR, rffi.SIZE_T, rffi.INT], rffi.INT,
                             compilation_info=_info, save_err=rffi.RFFI_SAVE_ERRNO)
c_madvise = rffi.llexternal('madvise', [PTR, rffi.SIZE_T, rffi.INT], rffi.INT,
                            compilation_info=_info, save_err=rffi.RFFI_SAVE_ERRNO)
_c_getpagesize = rffi.llexternal('getpagesize', [], rffi.INT, compilation_info=_info)

PAGESIZE = ALLOCATIONGRANULARITY = rffi.cast(lltype.Signed, _c_getpagesize())


def _failed(address):
    return rffi.cast(lltype.Signed, address) == -1


def _os_error():
    return OSError(rposix.get_saved_errno(), "mmap failed")


class MMap(object):
    """A region of memory with a position, like a file."""

    def __init__(self, access, offset):
        self.access = access
        self.offset = offset
        self.pos = 0
        self.size = 0
        self.data = NULL
        self.fd = -1

    def check_valid(self):
        if not self.data:
            raise RValueError("map closed or invalid")

    def check_writeable(self):
        if not (self.access != ACCESS_READ):
            raise RTypeError("mmap can't modify a readonly memory map.")

    def check_resizeable(self):
        if not (self.access == ACCESS_WRITE or self.access == ACCESS_DEFAULT):
            raise RTypeError("mmap can't resize a readonly or copy-on-write memory map.")

    def setdata(self, data, size):
        assert size >= 0
        self.data = data
        self.size = size

    def unmap(self):
        c_munmap(self.data, self.size)

    def close(self):
        if self.size > 0 and self.data:
            self.unmap()
            self.setdata(NULL, 0)
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __del__(self):
        self.close()

    def len(self):
        return self.size

    def getptr(self, offset):
        return rffi.ptradd(self.data, offset)

    def getslice(self, start, length):
        if length < 0:
            return ''
        return rffi.charpsize2str(self.getptr(start), length)

    def setslice(self, start, newdata):
        rffi.str2rawmem(newdata, self.getptr(start), 0, len(newdata))

    def getitem(self, index):
        self.check_valid()
        if not 0 <= index < self.size:
            raise IndexError
        return self.data[index]

    def setitem(self, index, value):
        if len(value) != 1:
            raise RValueError("mmap assignment must be single-character string")
        if not 0 <= index < self.size:
            raise IndexError
        self.data[index] = value[0]

    def read_byte(self):
        self.check_valid()
        if self.pos >= self.size:
            raise RValueError("read byte out of range")
        value = self.data[self.pos]
        self.pos += 1
        return value

    def readline(self):
        self.check_valid()
        end = self.pos
        while end < self.size:
            end += 1
            if self.data[end - 1] == '\n':
                break
        line = self.getslice(self.pos, end - self.pos)
        self.pos = end
        return line

    def read(self, num=-1):
        self.check_valid()
        if num < 0 or num > self.size - self.pos:
            num = self.size - self.pos
        data = self.getslice(self.pos, num)
        self.pos += num
        return data

    def write(self, data):
        self.check_valid()
        self.check_writeable()
        if len(data) > self.size - self.pos:
            raise RValueError("data out of range")
        self.setslice(self.pos, data)
        self.pos += len(data)

    def write_byte(self, byte):
        self.write(byte)

    def tell(self):
        self.check_valid()
        return self.pos

    def seek(self, pos, whence=0):
        self.check_valid()
        if whence == 0:
            where = pos
        elif whence == 1:
            where = self.pos + pos
        elif whence == 2:
            where = self.size + pos
        else:
            raise RValueError("unknown seek type")
        if not 0 <= where <= self.size:
            raise RValueError("seek out of range")
        self.pos = where

    def find(self, tofind, start, end, reverse=False):
        """The first (or last) place of the text between the bounds, or -1."""
        if start < 0:
            start = max(start + self.size, 0)
        if end < 0:
            end = max(end + self.size, 0)
        end = min(end, self.size)
        last = end - len(tofind)
        position = last if reverse else start
        while start <= position <= last:
            if self._is_at(tofind, position):
                return position
            position += -1 if reverse else 1
        return -1

    def _is_at(self, text, position):
        for i in range(len(text)):
            if self.data[position + i] != text[i]:
                return False
        return True

    def file_size(self):
        self.check_valid()
        if self.fd < 0:
            return self.size
        return os.fstat(self.fd).st_size

    def flush(self, offset=0, size=0):
        self.check_valid()
        if size == 0:
            size = self.size
        if offset < 0 or size < 0 or offset + size > self.size:
            raise RValueError("flush values out of range")
        status = c_msync(self.getptr(offset), size, rffi.cast(rffi.INT, MS_SYNC))
        if rffi.cast(lltype.Signed, status) != 0:
            raise _os_error()
        return 0

    def madvise(self, flags, start, end):
        """Tells the kernel how the bytes from start to end are going to be used."""
        failed = c_madvise(rffi.ptradd(self.data, start), end - start, rffi.cast(rffi.INT, flags))
        if rffi.cast(lltype.Signed, failed):
            raise OSError(rposix.get_saved_errno(), "madvise failed")

    def move(self, dest, src, count):
        self.check_valid()
        self.check_writeable()
        if src < 0 or dest < 0 or count < 0 or src + count > self.size or \
                dest + count > self.size:
            raise RValueError("source or destination out of range")
        self.setslice(dest, self.getslice(src, count))

    def resize(self, newsize):
        self.check_valid()
        self.check_resizeable()
        if self.fd >= 0:
            os.ftruncate(self.fd, self.offset + newsize)
        data = c_mremap(self.data, self.size, newsize, rffi.cast(rffi.INT, MREMAP_MAYMOVE))
        if _failed(data):
            raise _os_error()
        self.setdata(data, newsize)


def _check_map_size(size):
    if size < 0:
        raise RTypeError("memory mapped size must be positive")


def mmap(fileno, length, flags=MAP_SHARED, prot=PROT_WRITE | PROT_READ, access=ACCESS_DEFAULT,
         offset=0):
    """Maps a file; -1 stands for memory of its own, length 0 for all of the file."""
    _check_map_size(length)
    if access != ACCESS_DEFAULT and (flags != MAP_SHARED or prot != (PROT_WRITE | PROT_READ)):
        raise RValueError("mmap can't specify both access and flags, prot.")
    if access == ACCESS_READ:
        flags, prot = MAP_SHARED, PROT_READ
    elif access == ACCESS_WRITE:
        flags, prot = MAP_SHARED, PROT_READ | PROT_WRITE
    elif access == ACCESS_COPY:
        flags, prot = MAP_PRIVATE, PROT_READ | PROT_WRITE
    elif access != ACCESS_DEFAULT:
        raise RValueError("mmap invalid access parameter.")
    made = MMap(access, offset)
    if fileno == -1:
        flags |= MAP_ANONYMOUS
    else:
        size = os.fstat(fileno).st_size
        if length == 0:
            length = size - offset
            if length <= 0:
                raise RValueError("cannot mmap an empty file")
        elif offset + length > size:
            raise RValueError("mmap length is greater than file size")
        made.fd = os.dup(fileno)
    data = c_mmap(NULL, length, rffi.cast(rffi.INT, prot), rffi.cast(rffi.INT, flags),
                  rffi.cast(rffi.INT, fileno), offset)
    if _failed(data):
        raise _os_error()
    made.setdata(data, length)
    return made


def alloc(map_size):
    """Executable memory, as JIT compilers of programs use it."""
    data = c_mmap(NULL, map_size, rffi.cast(rffi.INT, PROT_EXEC | PROT_READ | PROT_WRITE),
                  rffi.cast(rffi.INT, MAP_PRIVATE | MAP_ANONYMOUS), rffi.cast(rffi.INT, -1), 0)
    if _failed(data):
        raise MemoryError
    return data


def free(ptr, map_size):
    c_munmap(ptr, map_size)
