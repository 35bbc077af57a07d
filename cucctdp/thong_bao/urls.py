from django.urls import path

from cucctdp.thong_bao import views

app_name = "thong_bao"
urlpatterns = [
    path("", views.danh_sach, name="danh_sach"),
    path("doc-het/", views.doc_het, name="doc_het"),
    path("tuy-chon/", views.tuy_chon, name="tuy_chon"),
    path("<int:pk>/mo/", views.mo, name="mo"),
]
