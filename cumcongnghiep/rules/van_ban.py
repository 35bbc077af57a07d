"""Documents and the choice of the developer: V16–V21."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cucctdp.quy_tac import Loi
from cumcongnghiep.buoc import THEO_LOAI, THEO_SO, BuocCum
from cumcongnghiep.choices import LoaiVanBan
from cumcongnghiep.models import QuyTac, VanBan
from cumcongnghiep.models.van_ban import dung_dang_so_quyet_dinh
from cumcongnghiep.rules.bo_may import SO_CUM
from cumcongnghiep.rules.chu import gon, ngay
from cumcongnghiep.rules.kieu import DiemXet, PhieuXet
from cumcongnghiep.rules.xet import XetCum


@SO_CUM.quy_tac("V16", "giao_cdt", "cap_nhat")
def _diem_chu_dau_tu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """Who was appointed under a regime that scores needs the score; a state unit does not."""
    g = x.ho_so.chu_dau_tu_ngay(x.hom_nay)
    if g is None or g.chu_dau_tu.loai in q.nguong["mien_loai"]:
        return
    van_ban = next((v for v in x.ho_so.van_ban if v.pk and v.pk == g.van_ban_id), None)
    ngay_nop = g.tu_ngay if van_ban is None else x.ngay_nop_cua(van_ban)
    che_do = x.danh_muc.tim_che_do(ngay_nop)
    muc = che_do.diem_toi_thieu if che_do else None
    if che_do is None or muc is None or (g.diem is not None and g.diem >= muc):
        return
    chua_ro = g.diem is None and x.ho_so.cum.can_xac_minh
    yield Loi(
        str(g.chu_dau_tu),
        {"min": gon(muc)},
        nhe=chua_ro or not che_do.chac_chan("diem_toi_thieu"),
    )


@SO_CUM.quy_tac("V17", "cham_diem")
def _phieu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for p in x.phieu:
        if _phieu_sai(p):
            yield Loi(p.ten)


def _phieu_sai(p: PhieuXet) -> bool:
    def vuot(cac: tuple[DiemXet, ...]) -> bool:
        return any(not 0 <= d.diem <= d.toi_da for d in cac)

    lech = p.tong is not None and p.tong != sum(d.diem for d in p.cac_diem)
    return vuot(p.cac_diem) or vuot(p.chi_tiet) or lech


@SO_CUM.quy_tac("V18", "van_ban")
def _buoc(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """Step n after step n−1, and not twice; a document of the past may say why it stands alone."""
    v = x.van_ban
    b = THEO_LOAI.get(v.loai) if v is not None else None
    if v is None or b is None or (b.theo_ho_so and v.ho_so_id is None):
        return
    khac = [d for d in x.ho_so.van_ban if d is not v and (d.pk is None or d.pk != v.pk)]
    cung = [d for d in khac if d.ho_so_id == v.ho_so_id] if b.theo_ho_so else khac
    da_qua = _da_qua(b, cung)
    if da_qua is not None:
        yield Loi(
            chu={
                "van_ban": LoaiVanBan(da_qua.loai).label,
                "so": da_qua.so or "(không số)",
                "ngay": ngay(da_qua.ngay),
            }
        )
    elif not v.ngoai_le:
        co = {c.so for d in cung if (c := THEO_LOAI.get(d.loai)) is not None}
        for truoc in sorted(set(b.truoc) - co):
            yield Loi(chu={"n": truoc, "buoc": THEO_SO[truoc].ten}, cau="thieu")


def _da_qua(b: BuocCum, cung: list[VanBan]) -> VanBan | None:
    """The newest document of this step or of a later one, where the step is taken only once."""
    if b.nhieu or not b.theo_ho_so:
        return None
    sau = [
        d
        for d in cung
        if (c := THEO_LOAI.get(d.loai)) is not None and c.theo_ho_so and c.so >= b.so
    ]
    return max(sau, key=lambda d: (THEO_LOAI[d.loai].so, d.ngay), default=None)


_TRINH_TU = (
    (LoaiVanBan.THANH_LAP, "thành lập"),
    (LoaiVanBan.QHCT, "duyệt quy hoạch chi tiết"),
    (LoaiVanBan.DU_AN, "duyệt dự án"),
    (LoaiVanBan.KHOI_CONG, "khởi công"),
    (LoaiVanBan.NGHIEM_THU, "hoàn thành"),
)


@SO_CUM.quy_tac("V19", "van_ban", "cap_nhat")
def _trinh_tu(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    """The first document of each step, in order; a cluster older than the order is only told."""
    cac = [*x.ho_so.van_ban]
    if x.van_ban is not None and not any(v is x.van_ban for v in cac):
        cac = [v for v in cac if v.pk != x.van_ban.pk or v.pk is None] + [x.van_ban]
    dau = [
        (ten, min(co, key=lambda v: v.ngay))
        for loai, ten in _TRINH_TU
        if (co := [v for v in cac if v.loai == loai])
    ]
    for (ten_truoc, truoc), (ten_sau, sau) in pairwise(dau):
        if truoc.ngay > sau.ngay:
            hai = (truoc, sau)
            yield Loi(
                chu={
                    "a": f"{ten_truoc} ({ngay(truoc.ngay)})",
                    "b": f"{ten_sau} ({ngay(sau.ngay)})",
                },
                nhe=x.ho_so.cum.truoc_105_2009 or any(v.can_xac_minh or v.ngoai_le for v in hai),
            )


def _dang_xet(x: XetCum) -> list[VanBan]:
    """The document about to be recorded, else every one of the cluster."""
    return x.ho_so.van_ban if x.van_ban is None else [x.van_ban]


@SO_CUM.quy_tac("V20", "van_ban", "cap_nhat")
def _so_ngay(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for v in _dang_xet(x):
        tuong_lai = v.ngay > x.hom_nay
        thieu_so = v.can_xac_minh and not v.so
        dung = v.loai not in q.nguong["loai"] or thieu_so or dung_dang_so_quyet_dinh(v.so)
        if tuong_lai or not dung:
            yield Loi(_ten(v), nhe=v.can_xac_minh and not tuong_lai)


@SO_CUM.quy_tac("V21", "van_ban", "cap_nhat")
def _trung_so(x: XetCum, q: QuyTac) -> Iterator[Loi]:
    for t in x.trung_van_ban:
        yield Loi(chu={"so": t.so, "ten": t.ten_cum}, nhe=x.ho_so.cum.can_xac_minh)


def _ten(v: VanBan) -> str:
    so = f" số {v.so}" if v.so else ""
    return f"{LoaiVanBan(v.loai).label}{so} ngày {ngay(v.ngay)}"
