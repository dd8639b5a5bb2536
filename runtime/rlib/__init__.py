"""The RPython library: what programs import as rpython.rlib."""
