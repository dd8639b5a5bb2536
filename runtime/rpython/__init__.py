"""Names that programs import; own modules of Tracewright."""
