"""Print the sample accounts and where each logs in."""

from django.core.management.base import BaseCommand

from baocao.models import BanTin
from baocao.services.tai_khoan_mau import BANG, MAT_KHAU, tao_tai_khoan_mau
from cucctdp.accounts.roles import VAI_TRO


class Command(BaseCommand):
    help = "In các tài khoản mẫu: vai trò, tên đăng nhập, nơi vào; và bản tin lãnh đạo mới nhất."

    def handle(self, *args, **options):
        tao_tai_khoan_mau()
        ghi = self.stdout.write
        ghi(f"  Tài khoản mẫu (mật khẩu chung: {MAT_KHAU})")
        dong = [
            (VAI_TRO[t.vai_tro].ten, t.username, t.don_vi or "–", t.noi_vao)
            for t in BANG
            if t.dang_nhap
        ]
        dau = ("Vai trò", "Tên đăng nhập", "Đơn vị", "Vào ở")
        rong = [max(len(d[i]) for d in (dau, *dong)) for i in range(len(dau))]
        for d in (dau, tuple("─" * r for r in rong), *dong):
            ghi("  " + "  ".join(o.ljust(r) for o, r in zip(d, rong, strict=True)).rstrip())
        ban_tin = (
            BanTin.objects.select_related("lan__ky")
            .filter(loai=BanTin.Loai.QUY, tep__isnull=False)
            .first()
        )
        if ban_tin is not None:
            ghi(f"  Bản tin mới nhất: {ban_tin}, ở mục «Bản tin lãnh đạo».")
