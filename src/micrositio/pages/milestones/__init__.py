"""What pages show of a milestone: its data, how its figures are made, its indicators, and who takes part."""
