"""What happened: events, the log that keeps them, and the fold that reads them."""
