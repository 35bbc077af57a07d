"""Private storage: outside static and media, reached only through the download view."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class KhoRiengTu(FileSystemStorage):
    """Files named by their hash; has no address of its own."""

    def __init__(self):
        super().__init__(location=settings.KHO_TEP, base_url=None)


def kho_rieng_tu():
    """Storage as named in settings; a function, so that migrations hold no path."""
    from django.core.files.storage import storages

    return storages["rieng_tu"]
