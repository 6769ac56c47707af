"""How card text reads: Markdown and LaTeX laid out as lines of terminal cells."""
