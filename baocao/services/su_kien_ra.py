"""What other systems are told of reporting (webhook): small messages that point to the API.

Only published figures are told of. Each call stands in the transaction of its change.
"""

from typing import Any

from django.conf import settings

from baocao.choices import TrangThaiKy
from baocao.models import BanTin, DieuChinh, KyBaoCao
from baocao.statistics.phien_ban import CONG_BO
from cucctdp.apikit.choices import SuKienNhan
from cucctdp.apikit.models import PhienBanDuLieu
from cucctdp.apikit.webhook import phat


def bao_cong_bo(ky: KyBaoCao) -> None:
    """«Số liệu kỳ … đã công bố», and its briefing when that is ready."""
    noi_dung = _noi_dung(ky)
    phat(
        SuKienNhan.CONG_BO,
        khoa=f"cong-bo:{ky.ma}:{noi_dung['phien_ban']}",
        noi_dung=noi_dung,
    )
    ban_tin = BanTin.objects.filter(lan__ky=ky, loai=BanTin.Loai.QUY, tep__isnull=False)
    if moi_nhat := ban_tin.order_by("-lan__so").first():
        bao_ban_tin(moi_nhat)


def bao_ban_tin(ban_tin: BanTin) -> None:
    """«Bản tin đã phát hành», for a period that is published."""
    lan = ban_tin.lan
    if ban_tin.loai != BanTin.Loai.QUY or lan.ky.trang_thai != TrangThaiKy.DA_CONG_BO:
        return
    them = {"lan_tong_hop": lan.so, "bam_so_lieu": lan.sha256}
    phat(
        SuKienNhan.BAN_TIN,
        khoa=f"ban-tin:{lan.ky.ma}:{lan.so}",
        noi_dung=_noi_dung(lan.ky) | them,
    )


def bao_dieu_chinh(dieu_chinh: DieuChinh) -> None:
    """«Số liệu đã công bố được điều chỉnh», for each published period that changed."""
    cac_ky = KyBaoCao.objects.filter(
        bo__phieu__in=dieu_chinh.dong.values("phieu"), trang_thai=TrangThaiKy.DA_CONG_BO
    )
    for ky in cac_ky.order_by("ma").distinct():
        them = {
            "dieu_chinh": dieu_chinh.ma,
            "don_vi": dieu_chinh.don_vi.khoa if dieu_chinh.don_vi else None,
        }
        phat(
            SuKienNhan.DIEU_CHINH,
            khoa=f"dieu-chinh:{dieu_chinh.ma}:{ky.ma}",
            noi_dung=_noi_dung(ky) | them,
        )


def _noi_dung(ky: KyBaoCao) -> dict[str, Any]:
    ban = PhienBanDuLieu.objects.filter(linh_vuc="baocao", ky=ky.ma, cap=CONG_BO).first()
    return {
        "ky": ky.ma,
        "ten_ky": str(ky),
        "phien_ban": ban.so if ban else 0,
        "duong_dan": f"{settings.DIA_CHI_HE_THONG}/api/v1/thong-ke/ky-luat-bao-cao/?ky={ky.ma}",
    }
