from django.apps import AppConfig


class BaocaoConfig(AppConfig):
    name = "baocao"
    label = "baocao"
    verbose_name = "Báo cáo địa phương"

    def ready(self):
        from baocao import quyen_tep  # noqa: F401  (registers who may download what)
        from baocao.services import thoi_han, thong_bao
        from cucctdp.thong_bao.lich import dung_lich

        dung_lich(thoi_han.la_ngay_lam_viec, thoi_han.cac_ngay_lam_viec)
        thong_bao.noi()
