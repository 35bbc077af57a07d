"""The doors: every write of a round passes here (keyword-only, ``by=``)."""
