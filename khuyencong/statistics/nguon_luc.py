"""B6: money of the product awards; B7: the people of the network."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count

from khuyencong.models import CongTacVien, TrungTam
from khuyencong.statistics.ket_qua import DongKetQua, ket_qua
from khuyencong.statistics.kieu import MA_NHIEU_TINH, TINH, Bang, Hoi, bang_cua
from khuyencong.statistics.pham_vi import doc_pham_vi, theo_thu_tu

TO_CHUC_BINH_CHON, THUONG = "SP4", "SP5"


@dataclass(frozen=True, slots=True)
class DongBinhChon:
    """Awards of a scope: rounds and products as accepted, what they cost (đồng)."""

    pham_vi: str
    ten_pham_vi: str
    so_lan: Decimal
    so_san_pham_thuong: Decimal
    kinh_phi_to_chuc: int
    kinh_phi_thuong: int
    so_de_an: int


def binh_chon(hoi: Hoi) -> Bang[DongBinhChon]:
    """B6 – what khuyến công paid for the awards; products themselves are another register."""
    b2 = ket_qua(hoi)
    theo: dict[str, dict[str, DongKetQua]] = defaultdict(dict)
    for d in b2.cac_dong:
        if d.noi_dung in (TO_CHUC_BINH_CHON, THUONG):
            theo[d.pham_vi][d.noi_dung] = d
    return bang_cua(
        hoi,
        "B6",
        "Bình chọn sản phẩm công nghiệp nông thôn tiêu biểu",
        tuple(_dong_binh_chon(ma, cac) for ma, cac in theo.items()),
        do_phu=b2.do_phu,
        tinh_den=b2.tinh_den,
        ghi_chu=(
            (
                "Số sản phẩm đăng ký, công nhận và giấy còn hiệu lực thuộc sổ bình chọn sản phẩm, "
                "không tính ở đây."
            ),
        ),
    )


def _dong_binh_chon(ma: str, cac: dict[str, DongKetQua]) -> DongBinhChon:
    def luong(noi_dung: str) -> Decimal:
        d = cac.get(noi_dung)
        return sum((s.luy_ke for s in d.so_luong), Decimal(0)) if d else Decimal(0)

    def tien(noi_dung: str) -> int:
        d = cac.get(noi_dung)
        return d.kcqg + d.kcdp if d else 0

    mot = next(iter(cac.values()))
    return DongBinhChon(
        pham_vi=ma,
        ten_pham_vi=mot.ten_pham_vi,
        so_lan=luong(TO_CHUC_BINH_CHON),
        so_san_pham_thuong=luong(THUONG),
        kinh_phi_to_chuc=tien(TO_CHUC_BINH_CHON),
        kinh_phi_thuong=tien(THUONG),
        so_de_an=sum(d.so_de_an for d in cac.values()),
    )


@dataclass(frozen=True, slots=True)
class DongNhanLuc:
    """Centres and collaborators of one unit. None: the centre did not tell (``thieu`` names it).

    ``vuot_pho``: centres with more than two deputies (TTLT 16/2011).
    """

    pham_vi: str
    ten_pham_vi: str
    so_trung_tam: int
    bien_che: int | None
    vien_chuc: int | None
    giam_doc: int | None
    pho_giam_doc: int | None
    thieu: tuple[str, ...]
    vuot_pho: tuple[str, ...]
    so_lieu_den: date | None
    cong_tac_vien: int
    ids: tuple[int, ...]


def nhan_luc(hoi: Hoi) -> Bang[DongNhanLuc]:
    """B7 – centres and collaborators in force on the period's last day; six queries.

    A demo question is answered with the demo network alone, any other without it.
    """
    pv = doc_pham_vi(hoi)
    ngay = hoi.ky.den or date(hoi.ky.den_nam, 12, 31)
    trung_tam = TrungTam.objects.minh_hoa(hoi.minh_hoa)
    ctv = CongTacVien.objects.hieu_luc(ngay).minh_hoa(hoi.minh_hoa)
    if hoi.user is not None:
        trung_tam, ctv = trung_tam.visible_to(hoi.user), ctv.visible_to(hoi.user)
    theo: dict[str, list[TrungTam]] = defaultdict(list)
    for t in trung_tam.select_related("to_chuc").order_by("to_chuc__ma"):
        if t.to_chuc.don_vi_id in pv.dong_cua:
            theo[pv.dong_cua[t.to_chuc.don_vi_id]].append(t)
    so_ctv: Counter[str] = Counter()
    for tinh, so in ctv.order_by().values_list("xa__tinh_id").annotate(so=Count("pk")):
        if tinh in pv.dong_cua:
            so_ctv[pv.dong_cua[tinh]] += so
    ten = pv.ten | ({MA_NHIEU_TINH: "Trung tâm vùng"} if hoi.cap == TINH else {})
    return bang_cua(
        hoi,
        "B7",
        "Nguồn nhân lực khuyến công",
        tuple(
            _dong_nhan_luc(ma, ten[ma], theo[ma], so_ctv[ma])
            for ma in theo_thu_tu(pv, {*theo, *so_ctv})
        ),
        do_phu=pv.do_phu({t.to_chuc.don_vi_id for cac in theo.values() for t in cac}),
        tinh_den=None,
        don_vi_tinh="người",
        ghi_chu=("Lớp bồi dưỡng, lượt người: xem nội dung NL1 của B2.",),
    )


def _dong_nhan_luc(ma: str, ten: str, cac: list[TrungTam], ctv: int) -> DongNhanLuc:
    def tong(cot: str) -> int | None:
        so = [getattr(t, cot) for t in cac if getattr(t, cot) is not None]
        return sum(so) if so else None

    return DongNhanLuc(
        pham_vi=ma,
        ten_pham_vi=ten,
        so_trung_tam=len(cac),
        bien_che=tong("bien_che"),
        vien_chuc=tong("vien_chuc"),
        giam_doc=tong("giam_doc"),
        pho_giam_doc=tong("pho_giam_doc"),
        thieu=tuple(str(t) for t in cac if t.vien_chuc is None),
        vuot_pho=tuple(str(t) for t in cac if (t.pho_giam_doc or 0) > 2),
        so_lieu_den=min((t.den_ngay for t in cac if t.den_ngay), default=None),
        cong_tac_vien=ctv,
        ids=tuple(t.pk for t in cac),
    )
