"""The data profile: tables, columns, descriptors."""
