from django.urls import path

from cucctdp.files import views

urlpatterns = [
    path("tep/<int:pk>/", views.tai_tep, name="tai_tep"),
    path("viec/<int:pk>/", views.trang_thai_viec, name="trang_thai_viec"),
]
