"""The commands of the terminal: one module each, with its options and what it does."""
