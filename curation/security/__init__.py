"""Logging in: the second factor, wrong passwords, and sessions that end while somebody types."""
