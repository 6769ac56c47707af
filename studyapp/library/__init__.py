"""What is where: places on disk, folders of decks, their index, and the queue of a day."""
