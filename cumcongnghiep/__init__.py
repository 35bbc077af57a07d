"""Cụm công nghiệp: the national registry of clusters."""
