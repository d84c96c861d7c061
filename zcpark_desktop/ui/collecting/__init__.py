"""Tables out to offices and enterprises, and the filled ones in again, shown before anything changes."""
