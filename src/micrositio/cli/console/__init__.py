"""The console: what a command says and asks there, and what stops it."""
