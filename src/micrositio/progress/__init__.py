"""What the numbers of a plan mean, without a clock."""
