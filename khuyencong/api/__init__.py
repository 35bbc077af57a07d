"""Khuyến công over HTTP: read-only statistics."""
