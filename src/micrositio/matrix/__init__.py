"""The spreadsheet that an institution already has: a map of its columns is proposed, and with it a plan is made."""
