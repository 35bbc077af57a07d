"""Figures of the selection: the one home of each, for pages, papers and the API."""
