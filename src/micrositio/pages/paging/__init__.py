"""Lists that do not fit on one page: their parts, each a page."""
