"""What the audit notices, and what it lets pass."""
