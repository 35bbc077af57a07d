"""Forms with a due date of their own (hạn riêng của biểu), and those due after the pack's lock."""

from baocao.choices import BuocHan
from baocao.han import Han
from baocao.models import HanNop, KyBaoCao


def han_rieng(ky: KyBaoCao) -> dict[str, Han]:
    """Due date of the forms that have one of their own in a period, by code."""
    rows = HanNop.objects.filter(ky=ky, buoc=BuocHan.SO).exclude(bieu="")
    return {h.bieu: Han(h.ngay, h.loai_han) for h in rows}


def bieu_gui_rieng(ky: KyBaoCao) -> set[str]:
    """Forms due after the pack itself is locked: sent on their own, no part of its completeness."""
    khoa = HanNop.objects.filter(ky=ky, buoc=BuocHan.KHOA, bieu="").first()
    if khoa is None:
        return set()
    return {ma for ma, han in han_rieng(ky).items() if han.ngay > khoa.ngay}
