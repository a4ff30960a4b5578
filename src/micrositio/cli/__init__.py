"""The command line, a module a command: only this room prints, exits and reads the clock."""
