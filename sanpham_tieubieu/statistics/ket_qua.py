"""The panel of one round for the head of the jury: matrix, spread, outliers, severity, ranks.

Read after the opening minute only. The official figure is the plain mean; the z-corrected and the
trimmed ranks stand beside it. Ranks are within a group: quotas are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from sanpham_tieubieu.choices import LoaiBan, TrangThaiHoSo, TrangThaiPhieu
from sanpham_tieubieu.mo_phong import CachThu, KetQuaThu, mo_phong
from sanpham_tieubieu.models import (
    BieuQuyet,
    ChiTieuNhom,
    DiemTieuChi,
    HoSoDangKy,
    KyBinhChon,
    NhomSanPham,
    PhanCong,
    PhieuCham,
    ThanhVienBan,
    TieuChi,
    XungDot,
)
from sanpham_tieubieu.quyen_diem import doi_mo_diem
from sanpham_tieubieu.scoring import (
    KHONG,
    GiamKhaoCham,
    binh_quan,
    cac_giam_khao,
    diem_cat,
    diem_chuan,
    do_lech_chuan,
    phieu_toi_thieu,
    trung_vi,
    xep_hang,
)
from sanpham_tieubieu.statistics.kieu_ket_qua import (
    BangTongHop,
    DoPhanTan,
    GiamKhaoTrongBang,
    NhomTrongBang,
    OPhieu,
    SanPhamTrongBang,
)

H = TrangThaiHoSo
# A dossier that was given to judges; a complaint does not take it off the panel.
DUOC_CHAM = (
    H.DANG_CHAM, H.DA_CHAM, H.DAT_NGUONG, H.KHONG_DAT, H.HD_CHON, H.HD_KHONG_CHON,
    H.CONG_NHAN, H.DE_CU, H.THU_HOI,
)  # fmt: skip
_COT_HO_SO = (
    "id", "ma_so", "ten_san_pham", "ten_co_so", "don_vi__ten_goi", "ma_nhom", "trang_thai",
)  # fmt: skip
_Phieu = dict[int, Decimal]
_TRONG: frozenset[int] = frozenset()


def bang_tong_hop(ky: KyBinhChon) -> BangTongHop:
    """The panel of an opened round; eight queries. Raises ChuaMoDiem before the minute."""
    doi_mo_diem(ky)
    ho_so = list(_duoc_cham(ky).order_by("ma_so", "id").values_list(*_COT_HO_SO))
    bang = tong_phieu(ky, [h[0] for h in ho_so])
    gk = cac_giam_khao(bang)
    return BangTongHop(
        ky=ky,
        giam_khao=_cot(ky, gk),
        nhom=_cac_nhom(ky, ho_so, bang, diem_chuan(bang, gk)),
        mo_diem_luc=ky.mo_diem_luc,
    )


def tong_phieu(ky: KyBinhChon, ho_so: Iterable[int]) -> dict[int, _Phieu]:
    """Totals of the signed sheets of these dossiers of an opened round: dossier → judge → total.

    One query. Raises ChuaMoDiem before the minute.
    """
    doi_mo_diem(ky)
    bang: dict[int, _Phieu] = {ma: {} for ma in ho_so}
    for ma, gk, tong in (
        DiemTieuChi.objects.filter(phieu__ho_so__ky=ky, phieu__trang_thai=TrangThaiPhieu.DA_KY)
        .order_by()
        .values_list("phieu__ho_so_id", "phieu__giam_khao_id")
        .annotate(tong=Sum("diem"))
    ):
        if ma in bang:
            bang[ma][gk] = tong
    return bang


def diem_theo_goc(ky: KyBinhChon, ho_so: Iterable[int]) -> dict[int, dict[int, dict[str, Decimal]]]:
    """Points by root criterion of signed sheets: dossier → judge → code of the root → points.

    Two queries. Raises ChuaMoDiem before the minute.
    """
    doi_mo_diem(ky)
    cay = {
        ma: (cha, ten)
        for ma, cha, ten in TieuChi.objects.filter(khung__ky=ky)
        .order_by()
        .values_list("id", "cha_id", "ma")
    }

    def goc(ma: int) -> str:
        while cay[ma][0] is not None:
            ma = cay[ma][0]
        return cay[ma][1]

    ve_goc = {ma: goc(ma) for ma in cay}
    bang: dict[int, dict[int, dict[str, Decimal]]] = {ma: {} for ma in ho_so}
    for ma, gk, tieu_chi, diem in (
        DiemTieuChi.objects.filter(
            phieu__ho_so__in=list(bang), phieu__trang_thai=TrangThaiPhieu.DA_KY
        )
        .values_list("phieu__ho_so_id", "phieu__giam_khao_id", "tieu_chi_id", "diem")
        .order_by()
    ):
        theo = bang[ma].setdefault(gk, {})
        theo[ve_goc[tieu_chi]] = theo.get(ve_goc[tieu_chi], KHONG) + diem
    return bang


def do_vung(
    ky: KyBinhChon, ma_nhom: str, *, cach: CachThu, hat_giong: int, so_lan: int = 1000
) -> KetQuaThu[int]:
    """How sure each place of a group is (seeded simulation), by dossier; asked apart: it is slow.

    Raises ChuaMoDiem before the minute.
    """
    doi_mo_diem(ky)
    ho_so = list(_duoc_cham(ky).filter(ma_nhom=ma_nhom).values_list("id", flat=True))
    diem: dict[int, dict[int, dict[str, Decimal]]]
    if cach == CachThu.TRONG_SO:
        diem = diem_theo_goc(ky, ho_so)
    else:
        tong = tong_phieu(ky, ho_so)
        diem = {ma: {gk: {"": x} for gk, x in p.items()} for ma, p in tong.items()}
    return mo_phong(
        diem,
        cach=cach,
        hat_giong=hat_giong,
        so_lan=so_lan,
        chi_tieu=chi_tieu_nhom(ky).get(ma_nhom),
    )


def chi_tieu_nhom(ky: KyBinhChon) -> dict[str, int]:
    """The quota in force of each group: the last row recorded. One query."""
    return dict(
        ChiTieuNhom.objects.filter(ky=ky).order_by("luc", "id").values_list("nhom__ma", "so_luong")
    )


def giam_khao_chua_ky(ky: KyBinhChon) -> dict[int, frozenset[int]]:
    """Judges who were assigned a product and have no signed sheet on it; no score is read."""
    da_ky = PhieuCham.objects.filter(
        ho_so=OuterRef("ho_so"), giam_khao=OuterRef("giam_khao"), trang_thai=TrangThaiPhieu.DA_KY
    )
    return _cap(PhanCong.objects.filter(~Exists(da_ky), ho_so__ky=ky))


def giam_khao_tu_choi(ky: KyBinhChon) -> dict[int, frozenset[int]]:
    """Judges who may not score a product, by dossier (R35)."""
    return _cap(XungDot.objects.filter(ho_so__ky=ky, chan=True, go_luc__isnull=True))


def _duoc_cham(ky: KyBinhChon) -> QuerySet[HoSoDangKy]:
    return HoSoDangKy.objects.filter(
        Q(trang_thai__in=DUOC_CHAM) | Q(trang_thai=H.TAM_DUNG, truoc_tam_dung__in=DUOC_CHAM),
        ky=ky,
    )


def _cap(rows: QuerySet[Any]) -> dict[int, frozenset[int]]:
    theo: dict[int, set[int]] = defaultdict(set)
    for ho_so, gk in rows.order_by().values_list("ho_so_id", "giam_khao_id"):
        theo[ho_so].add(gk)
    return {k: frozenset(v) for k, v in theo.items()}


def _cot(ky: KyBinhChon, gk: Mapping[int, GiamKhaoCham]) -> tuple[GiamKhaoTrongBang, ...]:
    """Judges of the decision, and any other whose sheet is in."""
    rows = (
        ThanhVienBan.objects.filter(Q(ban__ky=ky, ban__loai=LoaiBan.GIAM_KHAO) | Q(pk__in=gk))
        .select_related("nhan_su")
        .order_by("thu_tu", "id")
    )
    return tuple(
        GiamKhaoTrongBang(
            id=t.pk,
            ten=t.nhan_su.ho_ten,
            vai_tro=t.get_vai_tro_display(),
            cham=(cham := gk.get(t.pk)),
            lech_qua=cham is not None and abs(cham.nghiem_khac) > ky.lech_giam_khao,
            gan_nhu_deu=cham is not None and cham.gan_nhu_deu(),
        )
        for t in rows
    )


def _cac_nhom(
    ky: KyBinhChon,
    ho_so: list[tuple[Any, ...]],
    bang: Mapping[int, _Phieu],
    chuan: Mapping[int, Decimal],
) -> tuple[NhomTrongBang, ...]:
    chua_ky, tu_choi, chi_tieu = giam_khao_chua_ky(ky), giam_khao_tu_choi(ky), chi_tieu_nhom(ky)
    bieu_quyet: dict[int, dict[str, BieuQuyet]] = defaultdict(dict)
    for b in BieuQuyet.objects.filter(ho_so__ky=ky):
        bieu_quyet[b.ho_so_id][b.loai] = b
    ten = dict(NhomSanPham.objects.order_by("thu_tu", "hieu_luc_tu").values_list("ma", "ten"))
    theo: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for h in ho_so:
        theo[h[5]].append(h)
    thu_tu = {ma: i for i, ma in enumerate(ten)}
    nhom = []
    for ma in sorted(theo, key=lambda m: (thu_tu.get(m, len(ten)), m)):
        cac_id = [h[0] for h in theo[ma]]
        diem = {i: bq for i in cac_id if (bq := binh_quan(bang[i].values())) is not None}
        cat = {i: bq for i in diem if (bq := diem_cat(bang[i].values())) is not None}
        hang = xep_hang({i: bq.khoa for i, bq in diem.items()})
        hang_chuan = xep_hang({i: chuan[i] for i in diem})
        hang_cat = xep_hang({i: bq.khoa for i, bq in cat.items()})
        dong = []
        for h in theo[ma]:
            i, ma_so, ten_sp, ten_co_so, don_vi, _, trang_thai = h
            bq = diem.get(i)
            tu = tu_choi.get(i, _TRONG)
            chua = chua_ky.get(i, _TRONG) - tu
            phieu, phan_tan = _phieu(bang[i], ky.lech_phieu)
            dong.append(
                SanPhamTrongBang(
                    ho_so_id=i,
                    ma_so=ma_so,
                    ten=ten_sp,
                    ten_co_so=ten_co_so,
                    don_vi=don_vi,
                    ma_nhom=ma,
                    trang_thai=trang_thai,
                    phieu=phieu,
                    chua_ky=chua,
                    tu_choi=tu,
                    can_phieu=phieu_toi_thieu(len(phieu) + len(chua), ky.phieu_tu, ky.phieu_mau),
                    diem=bq,
                    diem_hien="" if bq is None else bq.hien(ky.so_le, ky.nguong),
                    phan_tan=phan_tan,
                    dat_nguong=bq is not None and bq.dat(ky.nguong),
                    diem_chuan=chuan.get(i),
                    diem_cat=cat.get(i),
                    hang=hang.get(i),
                    hang_chuan=hang_chuan.get(i),
                    hang_cat=hang_cat.get(i),
                    bieu_quyet=bieu_quyet.get(i, {}),
                )
            )
        dong.sort(key=lambda s: (s.hang is None, s.hang or 0, s.ma_so))
        nhom.append(NhomTrongBang(ma, ten.get(ma, ma), chi_tieu.get(ma), tuple(dong)))
    return tuple(nhom)


def _phieu(cac: _Phieu, toi_da: Decimal) -> tuple[dict[int, OPhieu], DoPhanTan | None]:
    if not cac:
        return {}, None
    xep = sorted(cac.values())
    giua = trung_vi(xep)
    o = {gk: OPhieu(x, lech := x - giua, lech > toi_da or -lech > toi_da) for gk, x in cac.items()}
    return o, DoPhanTan(xep[0], xep[-1], giua, do_lech_chuan(xep))
