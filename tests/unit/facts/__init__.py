"""Facts by themselves."""
