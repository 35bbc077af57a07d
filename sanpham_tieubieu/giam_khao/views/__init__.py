"""Views of the judges' pages, by subject."""
