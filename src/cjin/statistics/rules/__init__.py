"""Statistics without a database: classifications, mappings, counting rules, table sets, and the engine that counts."""
