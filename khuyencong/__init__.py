"""Khuyến công: programmes and đề án."""
