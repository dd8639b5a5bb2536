"""Names of the reference's JIT that targets import."""
