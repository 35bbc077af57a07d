from django.apps import AppConfig


class SanphamTieubieuConfig(AppConfig):
    name = "sanpham_tieubieu"
    label = "sanpham_tieubieu"
    verbose_name = "Sản phẩm công nghiệp nông thôn tiêu biểu"
