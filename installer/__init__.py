"""The Windows and Linux packages: how they are built, and the proof that they work."""
