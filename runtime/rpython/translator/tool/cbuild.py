"""What the translator must know about C code that a program uses."""


class ExternalCompilationInfo(object):
    """Headers, flags, C files and libraries. Immutable; merge() makes a new one."""

    _ATTRIBUTES = ['pre_include_bits', 'includes', 'include_dirs', 'post_include_bits',
                   'libraries', 'library_dirs', 'separate_module_sources',
                   'separate_module_files', 'compile_extra', 'link_extra', 'frameworks',
                   'link_files', 'testonly_libraries']
    _DUPLICATES_OK = ['compile_extra', 'link_extra']
    _EXTRA_ATTRIBUTES = ['use_cpp_linker', 'platform']

    def __init__(self, pre_include_bits=[], includes=[], include_dirs=[],
                 post_include_bits=[], libraries=[], library_dirs=[],
                 separate_module_sources=[], separate_module_files=[], compile_extra=[],
                 link_extra=[], frameworks=[], link_files=[], testonly_libraries=[],
                 use_cpp_linker=False, platform=None, export_symbols=[]):
        given = locals()
        for name in self._ATTRIBUTES:
            value = given[name]
            if isinstance(value, str):
                raise TypeError("%s must be a list of strings, not a string" % name)
            setattr(self, name, tuple([str(item) for item in value]))
        self.use_cpp_linker = use_cpp_linker
        self._platform = platform

    @property
    def platform(self):
        if self._platform is None:
            from rpython.translator.platform import platform
            return platform
        return self._platform

    @classmethod
    def from_compiler_flags(cls, flags):
        """From flags such as pkg-config --cflags prints."""
        pre, directories, extra = [], [], []
        for word in flags.split():
            if word.startswith('-I') and len(word) > 2:
                directories.append(word[2:])
            elif word.startswith('-D') and len(word) > 2:
                name, _, value = word[2:].partition('=')
                pre.append('#define %s %s' % (name, value or '1'))
            else:
                extra.append(word)
        return cls(pre_include_bits=pre, include_dirs=directories, compile_extra=extra)

    @classmethod
    def from_linker_flags(cls, flags):
        """From flags such as pkg-config --libs prints."""
        libraries, directories, extra = [], [], []
        for word in flags.split():
            if word.startswith('-l') and len(word) > 2:
                libraries.append(word[2:])
            elif word.startswith('-L') and len(word) > 2:
                directories.append(word[2:])
            else:
                extra.append(word)
        return cls(libraries=libraries, library_dirs=directories, link_extra=extra)

    @classmethod
    def from_config_tool(cls, execonfigtool):
        """From a program that answers --cflags and --libs. ImportError if it fails."""
        import subprocess
        parts = []
        for option in ('--cflags', '--libs'):
            try:
                parts.append(subprocess.check_output([execonfigtool, option]))
            except (OSError, subprocess.CalledProcessError) as e:
                raise ImportError("%s %s: %s" % (execonfigtool, option, e))
        return cls.from_compiler_flags(parts[0]).merge(cls.from_linker_flags(parts[1]))

    @classmethod
    def from_pkg_config(cls, *packages):
        import subprocess
        parts = []
        for option in ('--cflags', '--libs'):
            parts.append(subprocess.check_output(['pkg-config', option] + list(packages)))
        return cls.from_compiler_flags(parts[0]).merge(cls.from_linker_flags(parts[1]))

    def merge(self, *others):
        """One that says all of it, in order, everything once."""
        merged = {}
        infos = (self,) + others
        for name in self._ATTRIBUTES:
            items = []
            for info in infos:
                for item in getattr(info, name):
                    if item not in items or (name in self._DUPLICATES_OK and info is self):
                        items.append(item)
            merged[name] = items
        merged['use_cpp_linker'] = any([info.use_cpp_linker for info in infos])
        merged['platform'] = self._platform
        return ExternalCompilationInfo(**merged)

    def copy_without(self, *names):
        values = dict([(name, getattr(self, name)) for name in self._ATTRIBUTES
                       if name not in names])
        return ExternalCompilationInfo(use_cpp_linker=self.use_cpp_linker,
                                       platform=self._platform, **values)

    def convert_sources_to_files(self, cache_dir=None, being_main=False):
        return self

    def _value(self):
        return tuple([getattr(self, name) for name in self._ATTRIBUTES]
                     + [self.use_cpp_linker])

    def __eq__(self, other):
        return isinstance(other, ExternalCompilationInfo) and self._value() == other._value()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._value())

    def __repr__(self):
        parts = ['%s=%r' % (name, getattr(self, name)) for name in self._ATTRIBUTES
                 if getattr(self, name)]
        return 'ExternalCompilationInfo(%s)' % ', '.join(parts)

    def _foreign_code(self):
        """The parts in the order that the translator expects."""
        link = self.link_extra
        if self.use_cpp_linker:
            link += ('-lstdc++',)
        return (self.pre_include_bits, self.includes, self.post_include_bits,
                self.include_dirs, self.separate_module_sources,
                self.separate_module_files, self.compile_extra, self.libraries,
                self.library_dirs, self.link_files, link)
