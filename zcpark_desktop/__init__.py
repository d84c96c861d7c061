"""zcpark_desktop: prepares a park's application to become a zero-carbon park."""

__version__ = "0.1.0"
