"""The main job once, headless: a Sở reports, the Cục checks, leadership reads, a client pulls."""
