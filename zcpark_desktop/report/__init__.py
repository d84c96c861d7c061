"""The Word side: chapters make plain blocks, writers turn blocks into files."""
