"""Questions about what is not known: letters to be sent, and what was asked and answered."""
