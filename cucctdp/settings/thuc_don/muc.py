"""One line of the side bar of the admin."""

from django.urls import reverse_lazy


def muc(title, icon, viewname, quyen=None):
    """One line of the side bar, shown to who holds ``quyen``; None: to everybody."""
    item = {"title": title, "icon": icon, "link": reverse_lazy(viewname)}
    if quyen:
        item["permission"] = lambda request: request.user.has_perm(quyen)
    return item
