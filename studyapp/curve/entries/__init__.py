"""What the catalogue says of each function, in words, by family as in the numbers."""
