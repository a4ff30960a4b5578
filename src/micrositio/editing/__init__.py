"""What changes the sources at somebody's request: damaged tables mended, rows, documents and sites added."""
