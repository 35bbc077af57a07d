"""The rows of one save and nothing else: what an autosave needs of a form, in one query."""

from collections.abc import Collection, Mapping
from typing import Any

from baocao.bang import Bang, Dong, O
from baocao.choices import KieuCot
from baocao.lich_su import LichSu
from baocao.models import GiaTri, PhieuBieu
from baocao.services.nhap_lieu import KhoaO, hien_tai_cua_dong

_TRUONG = ("trang_thai_o", "so", "chu", "trang_thai_sl", "phien_ban", "nguon", "nguon_goc")


def doc_cac_dong(
    phieu: PhieuBieu,
    cac_ma: Collection[str],
    hien_tai: Mapping[KhoaO, GiaTri] | None = None,
) -> Bang:
    """The named rows as typed, without history, computed cells or other rows.

    ``hien_tai``: their present versions when they have just been read.
    """
    ky = phieu.bo.ky.ky
    cac_ma = set(cac_ma)
    cac_cot = list(phieu.bieu_mau.cot.all())
    cac_dong = [
        ct for ct in phieu.bieu_mau.chi_tieu.all() if ct.ma in cac_ma and ct.dung_o_ky(ky.loai)
    ]
    luu = hien_tai_cua_dong([(phieu, cac_ma)]) if hien_tai is None else hien_tai
    dong = [
        Dong(
            ct,
            {
                c.ma: O(
                    ct.ma,
                    c.ma,
                    **_da_luu(luu.get((phieu.pk, ct.ma, c.ma))),
                    nhap_duoc=c.kieu_cot in (KieuCot.NHAP, KieuCot.VAN_BAN) and not ct.cong_thuc,
                )
                for c in cac_cot
                if c.ma not in ct.cot_khong_ap_dung
            },
        )
        for ct in cac_dong
    ]
    return Bang(phieu, phieu.bieu_mau, ky, cac_cot, dong, LichSu({}))


def _da_luu(gia_tri: GiaTri | None) -> dict[str, Any]:
    return {} if gia_tri is None else {ten: getattr(gia_tri, ten) for ten in _TRUONG}
