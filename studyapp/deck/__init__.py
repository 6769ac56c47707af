"""What to learn: decks are text, cards are values."""
