from django.apps import AppConfig


class SanphamTieubieuConfig(AppConfig):
    name = "sanpham_tieubieu"
    label = "sanpham_tieubieu"
    verbose_name = "Sản phẩm công nghiệp nông thôn tiêu biểu"

    def ready(self):
        from sanpham_tieubieu import lien_thong

        lien_thong.noi()
