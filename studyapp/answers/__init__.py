"""What a learner answered, checked: values in, a verdict out. No deck, no screen, no clock."""
