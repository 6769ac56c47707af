"""What a learner has chosen: the values, the file they stand in, and how it is changed in place."""
