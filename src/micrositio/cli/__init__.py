"""The command line, one module per command; no other package prints, exits or reads the clock."""
