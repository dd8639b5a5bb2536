"""The Unicode database, in several versions: unicodedb_9_0_0 and so on."""
