"""Charts as data: one function per chart, each returning a Chart in the reader's language."""
