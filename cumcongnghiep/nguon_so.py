"""Figures of one cluster with what stands behind each: as-of day, source, who entered it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.accounts.models import User
from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.choices import ChiTieuSo, LoaiThue, LoaiVanBan
from cumcongnghiep.ho_so_cum import HoSoCum, hieu_luc
from cumcongnghiep.lap_day import CachTinh, TyLe, tinh
from cumcongnghiep.models import BieuNop, CanDoiDat, SoLieu, VanBan

CT = ChiTieuSo
HA, DONG, NGUOI, DU_AN = "ha", "đồng", "người", "dự án"
_KHONG_RO = "không ghi nguồn"
# Figures of the whole cluster that are shown as they stand; unit beside each.
KHAI = {
    CT.DU_DIEU_KIEN: HA,
    CT.CN_DA_GPMB: HA,
    CT.PHAI_THU_HOI: HA,
    CT.CO_PHUONG_AN: HA,
    CT.DA_CHI_TRA: HA,
    CT.DA_BAN_GIAO: HA,
    CT.NHU_CAU: HA,
    CT.VON_DA_TRA: DONG,
    CT.VON_NSNN: DONG,
    CT.DAT_LUA: HA,
    CT.DAT_RUNG: HA,
}


@dataclass(frozen=True, slots=True)
class SoNguon:
    """One figure; ``gia_tri`` None is unknown. Land in ha, money in đồng."""

    ten: str
    gia_tri: Decimal | int | None
    don_vi: str
    ngay: date | None = None
    nguon: str = ""
    nguoi_nhap: str = ""
    nguoi_xac_nhan: str = ""
    can_xac_minh: bool = False
    # A second person has not answered for it yet: a form only sent, an entry not looked at.
    chua_xac_nhan: bool = False

    @property
    def moc(self) -> str:
        """«đến 14/12/2025; Biểu 02 – Năm 2025»."""
        den = f"đến {ngay_ngan(self.ngay)}" if self.ngay else ""
        return "; ".join(c for c in (den, self.nguon) if c)


class NguonSo:
    """Names of sources and people of some clusters; two queries, none to ask."""

    def __init__(self, cac_ho_so: Iterable[HoSoCum]) -> None:
        bieu: set[int] = set()
        nguoi: set[int] = set()
        for h in cac_ho_so:
            for s in h.so_lieu:
                bieu.add(s.bieu_nop_id or 0)
                nguoi |= {s.nguoi_nhap_id or 0, s.nguoi_xac_nhan_id or 0}
            for c in h.can_doi:
                nguoi |= {c.nguoi_nhap_id or 0, c.nguoi_xac_nhan_id or 0}
            nguoi |= {v.nguoi_nhap_id or 0 for v in h.van_ban}
            nguoi |= {m.nguoi_nhap_id or 0 for m in h.hang_muc}
            nguoi |= {t.nguoi_nhap_id or 0 for t in h.tram}
        rows = BieuNop.objects.filter(pk__in=bieu - {0}).select_related("ky")
        self._bieu = {b.pk: f"Biểu {b.bieu}, {str(b.ky).lower()}" for b in rows}
        self._nguoi = {u.pk: u.ten_hien_thi for u in User.objects.filter(pk__in=nguoi - {0})}

    def ten_nguoi(self, pk: int | None) -> str:
        return self._nguoi.get(pk or 0, "")

    def so_lieu(self, h: HoSoCum, s: SoLieu | None, ten: str, don_vi: str) -> SoNguon:
        """A declared figure as it was entered."""
        if s is None:
            return SoNguon(ten, None, don_vi)
        return SoNguon(
            ten,
            s.gia_tri if don_vi != DONG else int(s.gia_tri),
            don_vi,
            s.ngay,
            self._nguon(h, s),
            self.ten_nguoi(s.nguoi_nhap_id),
            self.ten_nguoi(s.nguoi_xac_nhan_id),
            chua_xac_nhan=s.xac_nhan_luc is None,
        )

    def _nguon(self, h: HoSoCum, s: SoLieu) -> str:
        van_ban = next((v for v in h.van_ban if v.pk == s.van_ban_id), None)
        if van_ban is not None:
            return ten_van_ban(van_ban)
        return self._bieu.get(s.bieu_nop_id or 0, "") or s.nguon_tin or _KHONG_RO

    def van_ban(
        self, v: VanBan | None, ten: str, gia_tri: Decimal | int | None, don_vi: str
    ) -> SoNguon:
        """A figure that a document decides."""
        if v is None:
            return SoNguon(ten, gia_tri, don_vi)
        return SoNguon(
            ten,
            gia_tri,
            don_vi,
            hieu_luc(v),
            ten_van_ban(v),
            self.ten_nguoi(v.nguoi_nhap_id),
            can_xac_minh=v.can_xac_minh,
        )


def ten_van_ban(v: VanBan) -> str:
    """«298/QĐ-UBND ngày 20/02/2025», or the kind of document when it has no number."""
    return f"{v.so or v.get_loai_display()} ngày {ngay_ngan(v.ngay)}"


def dien_tich(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    """Area in force and the decisions it comes from; the plan for a cluster without decision."""
    ten = "Diện tích cụm"
    goc = h.thanh_lap(ngay)
    if goc is None:
        muc = h.muc_quy_hoach(ngay)
        if muc is None:
            return SoNguon(ten, None, HA)
        qh = muc.quy_hoach
        return SoNguon(
            ten,
            muc.dien_tich,
            HA,
            qh.hieu_luc_tu,
            f"quy hoạch theo {qh.so} ngày {ngay_ngan(qh.ngay)}",
            can_xac_minh=qh.can_xac_minh,
        )
    cac = [goc]
    for v in h.van_ban_den(ngay, LoaiVanBan.DIEU_CHINH, LoaiVanBan.MO_RONG):
        if hieu_luc(v) >= hieu_luc(goc) and v.dien_tich is not None:
            cac = [*cac, v] if v.loai == LoaiVanBan.MO_RONG else [v]
    return SoNguon(
        ten,
        h.dien_tich(ngay),
        HA,
        hieu_luc(cac[-1]),
        ", ".join(ten_van_ban(v) for v in cac),
        n.ten_nguoi(cac[-1].nguoi_nhap_id),
        can_xac_minh=any(v.can_xac_minh for v in cac),
    )


def dat_cn(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    ten = "Đất công nghiệp theo quy hoạch chi tiết"
    c = h.can_doi_dat(ngay)
    if c is None:
        return SoNguon(ten, None, HA)
    van_ban = next((v for v in h.van_ban if v.pk == c.van_ban_id), None)
    nguon = ten_van_ban(van_ban) if van_ban else c.nguon_tin or _KHONG_RO
    return SoNguon(
        ten,
        c.cong_nghiep,
        HA,
        c.ngay,
        nguon,
        n.ten_nguoi(c.nguoi_nhap_id),
        n.ten_nguoi(c.nguoi_xac_nhan_id),
        c.can_xac_minh,
        chua_xac_nhan=c.xac_nhan_luc is None,
    )


def da_thue(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    ten = "Đất đã cho thuê"
    if not h.co_tung_hop_dong:
        return n.so_lieu(h, h.so(CT.DA_THUE, ngay), ten, HA)
    so = len(h.thue_ngay(ngay, LoaiThue.THUE, LoaiThue.THUE_LAI))
    return SoNguon(
        ten, h.dat_da_thue(ngay), HA, ngay, f"cộng {so} quyết định, hợp đồng thuê còn hiệu lực"
    )


def chap_thuan(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    ten = "Đất đã chấp thuận đầu tư, chưa ký thuê"
    if not any(t.loai == LoaiThue.CHAP_THUAN for t in h.thue):
        return n.so_lieu(h, h.so(CT.DA_CHAP_THUAN, ngay), ten, HA)
    return SoNguon(ten, h.dat_chap_thuan(ngay), HA, ngay, "cộng từng văn bản chấp thuận")


def ghi_nho(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    ten = "Đất mới có biên bản ghi nhớ (không tính lấp đầy)"
    if not h.thue_ngay(ngay, LoaiThue.GHI_NHO):
        return n.so_lieu(h, h.so(CT.GHI_NHO, ngay), ten, HA)
    return SoNguon(ten, h.dat_ghi_nho(ngay), HA, ngay, "cộng từng biên bản ghi nhớ")


def tong_muc(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    """Approved investment of the infrastructure: the newer of the figure and the decision.

    A figure that only repeats the decision is the decision's.
    """
    ten = "Tổng mức đầu tư hạ tầng"
    goc = _goc_tmdt(h, ngay)
    if isinstance(goc, SoLieu):
        return n.so_lieu(h, goc, ten, DONG)
    return n.van_ban(goc, ten, None if goc is None else int(goc.tong_muc_dau_tu or 0), DONG)


def _goc_tmdt(h: HoSoCum, ngay: date) -> SoLieu | VanBan | None:
    so = h.so(CT.TMDT, ngay)
    cac = [v for v in h.van_ban_den(ngay, LoaiVanBan.DU_AN) if v.tong_muc_dau_tu is not None]
    if cac and (so is None or hieu_luc(cac[-1]) > so.ngay or so.gia_tri == cac[-1].tong_muc_dau_tu):
        return cac[-1]
    return so


def chua_xac_nhan(h: HoSoCum, ngay: date) -> frozenset[str]:
    """Columns of ``CumNgay`` whose figure on a day nobody has confirmed; no query."""
    dat, tmdt = h.can_doi_dat(ngay), _goc_tmdt(h, ngay)
    dong: dict[str, SoLieu | CanDoiDat | None] = {
        "dat_cn": dat,
        "tmdt": tmdt if isinstance(tmdt, SoLieu) else None,
        "dat_da_thue": None if h.co_tung_hop_dong else h.so(CT.DA_THUE, ngay),
        "so_du_an": None if h.du_an else h.so(CT.SO_DU_AN, ngay),
        "von_da_tra": h.so(CT.VON_DA_TRA, ngay),
        "da_ban_giao": h.so(CT.DA_BAN_GIAO, ngay),
        "phai_thu_hoi": h.so(CT.PHAI_THU_HOI, ngay),
    }
    return frozenset(ten for ten, d in dong.items() if d is not None and d.xac_nhan_luc is None)


def so_du_an(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    ten = "Dự án thứ cấp trong cụm"
    if not h.du_an:
        return n.so_lieu(h, h.so(CT.SO_DU_AN, ngay), ten, DU_AN)
    return SoNguon(ten, h.so_du_an(ngay), DU_AN, ngay, "đếm từng dự án trong hồ sơ cụm")


def lao_dong(n: NguonSo, h: HoSoCum, ngay: date) -> SoNguon:
    """Workers of the projects present: the newest figure of each; unknown when none has one.

    A figure of the cluster without a project is that of the infrastructure project (Biểu 02).
    """
    co_mat = {d.pk for d in h.du_an_ngay(ngay)}
    moi: dict[int, SoLieu] = {}
    for s in h.so_lieu:
        if s.chi_tieu != CT.LAO_DONG or s.du_an_id not in co_mat or s.ngay > ngay:
            continue
        if s.du_an_id not in moi or moi[s.du_an_id].ngay < s.ngay:
            moi[s.du_an_id] = s
    return _cong("Lao động của các dự án", NGUOI, list(moi.values()), len(co_mat))


def trong_ky(n: NguonSo, h: HoSoCum, chi_tieu: CT, ngay: date) -> SoNguon:
    """A flow of the projects (doanh thu, nộp ngân sách) over the newest window told of."""
    ten = f"{chi_tieu.label.partition(' trong kỳ')[0]} của các dự án trong kỳ"
    cac = [
        s for s in h.so_lieu if s.chi_tieu == chi_tieu and s.du_an_id is not None and s.ngay <= ngay
    ]
    if not cac:
        return SoNguon(ten, None, DONG)
    ky = max((s.ngay, s.tu_ngay) for s in cac)
    cac = [s for s in cac if (s.ngay, s.tu_ngay) == ky]
    return _cong(ten, DONG, cac, len(h.du_an_ngay(ky[0])), tu=ky[1])


def _cong(
    ten: str,
    don_vi: str,
    cac: list[SoLieu],
    so_du_an: int,
    *,
    tu: date | None = None,
) -> SoNguon:
    if not cac:
        return SoNguon(ten, None, don_vi)
    tong = sum((s.gia_tri for s in cac), Decimal(0))
    ky = f", từ {ngay_ngan(tu)}" if tu else ""
    return SoNguon(
        ten,
        int(tong) if don_vi == DONG else tong,
        don_vi,
        max(s.ngay for s in cac),
        f"cộng {len(cac)} trên {so_du_an} dự án có số liệu{ky}",
        chua_xac_nhan=any(s.xac_nhan_luc is None for s in cac),
    )


def khai(n: NguonSo, h: HoSoCum, chi_tieu: CT, ngay: date) -> SoNguon:
    """A figure of ``KHAI`` by its name without the unit."""
    return n.so_lieu(h, h.so(chi_tieu, ngay), chi_tieu.label.rpartition(" (")[0], KHAI[chi_tieu])


def ty_le(h: HoSoCum, cach: CachTinh, ngay: date) -> TyLe:
    """One of the four fill rates of a cluster on a day."""
    return tinh(
        cach,
        da_thue=h.dat_da_thue(ngay),
        chap_thuan=h.dat_chap_thuan(ngay),
        dat_cn=h.dat_cn(ngay),
        du_dieu_kien=h.gia_tri(CT.DU_DIEU_KIEN, ngay),
        da_gpmb=h.gia_tri(CT.CN_DA_GPMB, ngay),
    )
