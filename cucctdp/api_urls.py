"""Version 1 of the API: the apps' addresses, the OpenAPI document and its page."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

app_name = "api"

urlpatterns = [
    path("", include("baocao.api.urls")),
    path("", include("khuyencong.api.urls")),
    path("", include("cumcongnghiep.api.urls")),
    path("", include("sanpham_tieubieu.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    # The split view keeps its script in a request of its own: no inline script, the CSP stays.
    path(
        "tai-lieu/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema"),
        name="tai-lieu",
    ),
]
