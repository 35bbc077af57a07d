"""The judges' pages: entries, sheet, signature; progress and panel of the head of the jury."""
