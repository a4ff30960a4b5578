"""Charts to take away: each as a picture that stands alone and as a table of exactly the numbers drawn."""
