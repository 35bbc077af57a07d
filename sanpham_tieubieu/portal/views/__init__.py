"""Views of the selection in the portal, by subject."""
