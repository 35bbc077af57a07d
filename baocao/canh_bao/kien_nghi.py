"""CB07: petitions unassigned, unanswered or carried over too long; CB08: matters in common."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from baocao.canh_bao.kieu import CanhBao, Nguong
from baocao.models import KienNghi
from baocao.statistics.kien_nghi import can_gom, qua_han

_LY_DO = {
    "chua_giao": "quá hạn giao xử lý",
    "chua_tra_loi": "quá hạn trả lời",
    "mang_sang": "mang sang nhiều kỳ mà chưa trả lời",
}
_DAI_TRICH = 120


def kien_nghi_cham(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB07, one alert a petition and reason; deadlines stand on the petition itself."""
    for ly_do, rows in qua_han(ngay).items():
        for k in rows:
            yield CanhBao(
                ma="CB07",
                khoa=f"CB07:{k.pk}:{ly_do}",
                cau=f"Kiến nghị {k.ma} của {k.don_vi.ten_goi} {_LY_DO[ly_do]}: {_trich(k)}",
                duong_dan=reverse("admin:baocao_kiennghi_change", args=[k.pk]),
                duong_dan_so=reverse("so:kien_nghi_xem", args=[k.pk]),
                vai_tro=("cuc_lanh_dao_phong",),
                don_vi=k.don_vi.khoa,
                ten_don_vi=k.don_vi.ten_goi,
                don_vi_id=k.don_vi_id,
                nguoi_id=k.nguoi_phu_trach_id,
                muc="cao" if ly_do == "mang_sang" else "vua",
            )


def kien_nghi_chung(ngay: date, nguong: Nguong) -> Iterator[CanhBao]:
    """CB08: the same bottleneck in several provinces."""
    for cum in can_gom(ngay):
        dau = min(k.pk for k in cum.kien_nghi)
        yield CanhBao(
            ma="CB08",
            khoa=f"CB08:{cum.nhom}:{dau}:{len(cum.don_vi)}",
            cau=f"Kiến nghị chung của {len(cum.don_vi)} tỉnh về {cum.nhom_ten.lower()} "
            f"({', '.join(cum.tu_khoa[:4])}): xem xét sửa quy định.",
            duong_dan=f"{reverse('admin:baocao_kiennghi_changelist')}?nhom__exact={cum.nhom}",
            vai_tro=("cuc_lanh_dao_phong",),
        )


def _trich(k: KienNghi) -> str:
    gon = " ".join(k.noi_dung.split())
    return f"{gon[:_DAI_TRICH].rsplit(' ', 1)[0]}…" if len(gon) > _DAI_TRICH else gon
