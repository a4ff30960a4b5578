"""The whole: made, checked, put in place, looked at."""
