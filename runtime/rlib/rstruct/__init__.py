"""Binary data, in the formats of the module struct."""
