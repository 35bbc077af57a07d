"""Account pages. allauth's, minus what nobody may do alone here: register, reset by mail."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView

_lien_he = TemplateView.as_view(template_name="account/quen_mat_khau.html")

urlpatterns = [
    path("quen-mat-khau/", _lien_he, name="quen_mat_khau"),
    path("signup/", _lien_he),
    re_path(r"^password/reset/", _lien_he),
    path("email/", RedirectView.as_view(pattern_name="mfa_index")),
    path("", include("allauth.urls")),
]
