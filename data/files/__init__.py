"""Files as bytes: what every reader of text files needs."""
