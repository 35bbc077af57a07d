from django.apps import AppConfig


class SanphamTieubieuConfig(AppConfig):
    name = "sanpham_tieubieu"
    label = "sanpham_tieubieu"
    verbose_name = "Sản phẩm công nghiệp nông thôn tiêu biểu"

    def ready(self):
        from sanpham_tieubieu import lien_thong, quyen_tep  # noqa: F401  (who may download what)

        lien_thong.noi()
