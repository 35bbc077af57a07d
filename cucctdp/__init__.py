"""Roof (settings, urls) and foundation (shared packages) of the MIS."""

import os

# lxml comes with python-docx; openpyxl must go on parsing uploads with defusedxml.
os.environ["OPENPYXL_LXML"] = "False"

from cucctdp.celery import app as celery_app

__all__ = ["celery_app"]
