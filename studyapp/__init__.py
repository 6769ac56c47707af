"""Flashcards and spaced repetition in the terminal, for machine-learning interviews."""

__version__ = "0.1.0"
