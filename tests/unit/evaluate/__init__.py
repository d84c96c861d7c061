"""What holds for the evaluation of any park."""
