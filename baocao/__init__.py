"""Periodic reporting of the 34 Sở Công Thương: forms, checks, rounds, consolidation, briefings."""
