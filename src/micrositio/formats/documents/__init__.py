"""Documents as they are published, read to know what they hold: no more bytes or pages than a budget."""
