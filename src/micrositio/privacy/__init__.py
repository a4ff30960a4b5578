"""Personal data: found however it is disguised, and never printed whole. It knows nothing of sites or files."""
