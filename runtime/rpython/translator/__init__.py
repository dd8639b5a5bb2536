"""What programs import from the translator."""
from __tw_cc__ import header_directory

# For the include_dirs of C code that includes "src/precommondef.h".
cdir = header_directory()
