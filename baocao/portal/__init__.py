"""The portal of the Sở, ``/so/``: server-rendered pages; JavaScript only makes them quicker."""
