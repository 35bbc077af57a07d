"""Portal of khuyến công for the Sở and the centres: server-rendered, works without JavaScript."""
