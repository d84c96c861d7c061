"""The packages: what goes into them, and what is proved of them."""
