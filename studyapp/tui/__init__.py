"""How it looks: the screens, their widgets, and what is prepared ahead for them."""
