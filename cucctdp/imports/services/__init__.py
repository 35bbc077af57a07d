"""The doors to import sessions."""
