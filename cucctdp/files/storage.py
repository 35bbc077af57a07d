"""Private storage: outside static and media, reached only through the download view."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class KhoRiengTu(FileSystemStorage):
    """Files named by their hash; has no address of its own."""

    def __init__(self):
        super().__init__(base_url=None)

    @property
    def base_location(self):
        return settings.KHO_TEP

    @property
    def location(self):
        """Read each time: the storage outlives the settings of one test."""
        return os.path.abspath(settings.KHO_TEP)


def kho_rieng_tu():
    """Storage as named in settings; a function, so that migrations hold no path."""
    from django.core.files.storage import storages

    return storages["rieng_tu"]
