"""Real PostgreSQL and Valkey from wheels, for trying and testing without any preparation.

Production never imports this package: there ``DATABASE_URL`` and ``REDIS_URL`` are set.
"""
