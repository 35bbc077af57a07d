"""The rows of one save and nothing else: what an autosave needs of a form, in three queries."""

from collections.abc import Collection

from baocao.bang import Bang, Dong, O
from baocao.choices import KieuCot
from baocao.lich_su import LichSu
from baocao.models import ChiTieu, GiaTri, PhieuBieu

_TRUONG = ("trang_thai_o", "so", "chu", "trang_thai_sl", "phien_ban", "nguon", "nguon_goc")


def doc_cac_dong(phieu: PhieuBieu, cac_ma: Collection[str]) -> Bang:
    """The named rows as typed, without history, computed cells or other rows."""
    ky = phieu.bo.ky.ky
    cac_cot = list(phieu.bieu_mau.cot.all())
    cac_dong = [
        ct
        for ct in ChiTieu.objects.filter(bieu_mau=phieu.bieu_mau_id, ma__in=set(cac_ma))
        if ct.dung_o_ky(ky.loai)
    ]
    luu = {
        (chi_tieu, cot): con_lai
        for chi_tieu, cot, *con_lai in GiaTri.objects.hien_tai()
        .filter(phieu=phieu, chi_tieu__in=[ct.pk for ct in cac_dong])
        .order_by()
        .values_list("chi_tieu_id", "cot", *_TRUONG)
    }
    dong = [
        Dong(
            ct,
            {
                c.ma: O(
                    ct.ma,
                    c.ma,
                    **dict(zip(_TRUONG, luu.get((ct.pk, c.ma), ()), strict=False)),
                    nhap_duoc=c.kieu_cot in (KieuCot.NHAP, KieuCot.VAN_BAN) and not ct.cong_thuc,
                )
                for c in cac_cot
                if c.ma not in ct.cot_khong_ap_dung
            },
        )
        for ct in cac_dong
    ]
    return Bang(phieu, phieu.bieu_mau, ky, cac_cot, dong, LichSu({}))
