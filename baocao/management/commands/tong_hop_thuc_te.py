"""Consolidate the periods that hold published figures and build one briefing from them."""

from django.core.management.base import BaseCommand
from django.db.models import Count, Q

from baocao.briefings import ve_ban_tin
from baocao.choices import BO_DA_NHAN, LoaiKy
from baocao.models import BanTin, KyBaoCao, LanTongHop
from baocao.services.ban_tin import dung_ban_tin
from baocao.services.tong_hop import tong_hop


class Command(BaseCommand):
    help = "Tổng hợp các kỳ có số liệu đã công bố; dựng bản tin của kỳ có nhiều địa phương nhất."

    def handle(self, *args, **options):
        da_nhan = Count("bo", filter=Q(bo__trang_thai__in=BO_DA_NHAN))
        cac_ky = KyBaoCao.objects.annotate(so_bo=da_nhan).filter(so_bo__gt=0)
        for ky in cac_ky.filter(lan_tong_hop__isnull=True):
            tong_hop(ky, by=None)
        ky = cac_ky.exclude(loai=LoaiKy.THANG).order_by("-so_bo", "-thang_tk_den").first()
        if ky is None or BanTin.objects.filter(loai=BanTin.Loai.QUY, tep__isnull=False).exists():
            return
        lan = LanTongHop.objects.filter(ky=ky).latest("so")
        ban_tin, _ = BanTin.objects.get_or_create(loai=BanTin.Loai.QUY, lan=lan)
        dung_ban_tin(ban_tin.pk, ve=ve_ban_tin)
        self.stdout.write(f"Đã dựng bản tin {ky} từ số đã công bố.")
