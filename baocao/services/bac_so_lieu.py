"""The ladder of data states (ước tính → sơ bộ → chính thức) held against cells being written."""

from collections.abc import Mapping, Sequence

from django.db.models import F

from baocao.choices import BAC_SO_LIEU
from baocao.models import GiaTri, PhieuBieu
from baocao.services.o_nhap import GhiO


def loi_khong_nang(
    phieu: PhieuBieu, cac_o: Sequence[GhiO], hien_tai: Mapping[tuple[int, str, str], GiaTri]
) -> list[str]:
    """Cells whose new state is not above the present one («hien_tai»), a sentence each."""
    return [
        f"{o.chi_tieu}.{o.cot}: trạng thái mới phải cao hơn trạng thái đang có."
        for o in cac_o
        if (cu := hien_tai.get((phieu.pk, o.chi_tieu, o.cot))) is not None
        and _bac(o.trang_thai_sl or cu.trang_thai_sl) <= _bac(cu.trang_thai_sl)
    ]


def loi_ha_trang_thai(viec: Sequence[tuple[PhieuBieu, Sequence[GhiO]]]) -> list[str]:
    """KT24: a figure that was sent never goes back to a lower state; a trigger holds it too."""
    moi = {
        (phieu.pk, o.chi_tieu, o.cot): o.trang_thai_sl
        for phieu, cac_o in viec
        for o in cac_o
        if o.trang_thai_sl and phieu.bo.gui_luc is not None
    }
    if not moi:
        return []
    da_gui = GiaTri.objects.filter(
        phieu__in={pk for pk, _, _ in moi},
        ghi_luc__lte=F("phieu__bo__gui_luc"),
        chi_tieu__ma__in={ma for _, ma, _ in moi},
    ).values_list("phieu_id", "chi_tieu__ma", "cot", "trang_thai_sl")
    ha = {
        f"{ma}.{cot}: không được hạ trạng thái số liệu đã gửi (KT24)."
        for phieu_id, ma, cot, cu in da_gui
        if _bac(moi.get((phieu_id, ma, cot)) or cu) < _bac(cu)
    }
    return sorted(ha)


def _bac(trang_thai_sl: str) -> int:
    """Rank of a data state; an unknown one ranks highest, it is refused by name elsewhere."""
    return {str(ma): bac for ma, bac in BAC_SO_LIEU.items()}.get(trang_thai_sl, len(BAC_SO_LIEU))
