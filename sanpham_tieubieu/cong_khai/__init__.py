"""What everybody may read of the selection: results after the decision, never a score."""
