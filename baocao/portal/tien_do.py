"""What is due and how far it is, for many packs in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.urls import reverse

from baocao.choices import (
    BuocHan,
    KieuCot,
    LoaiHan,
    TinhHan,
    TrangThaiBo,
    TrangThaiKy,
    TrangThaiO,
    TrangThaiPhieu,
)
from baocao.ho_so import HoSo, phai_co
from baocao.models import BoBaoCao, ChiTieu, CotBieu, GiaHan, GiaTri, HanNop, PhieuBieu, YKien
from baocao.portal.quyen import trong_nhom
from baocao.services.giai_trinh import QUYEN_TRA_LOI
from baocao.services.thoi_han import Han
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.workflow.models import QuyetDinh

SAP_DEN_HAN = 5
CHI_CONG_BO = "Số đã công bố, Sở chưa gửi qua hệ thống"
BUOC_TRA_LAI = ("bobaocao.tra_lai", "bobaocao.lanh_dao_tra_lai", "bobaocao.phong_tra_lai")


@dataclass(frozen=True)
class HanHien:
    """A due date in words, and how near it is: ``muc`` is on, gan, qua or xong."""

    cau: str
    con_lai: str
    muc: str


@dataclass(frozen=True)
class Viec:
    """One thing the user should do next."""

    cau: str
    url: str


@dataclass(frozen=True)
class Nhan:
    """A state on its badge: ``ma`` chooses the colour."""

    ma: str
    ten: str


def chi_cong_bo(bo: BoBaoCao) -> bool:
    """True when the figures came from published sources and the Sở has never sent the pack."""
    return bo.gui_lan_dau_luc is None and bo.tiep_nhan_luc is not None


def nhan_phieu(phieu: PhieuBieu, co: int, can: int) -> Nhan:
    """State of a form in words; ``co`` of its ``can`` required cells are dealt with.

    Plan figures filled in beforehand are nobody's typing: such a form is still «Chưa nhập».
    """
    if phieu.bieu_mau.la_tinh_toan:
        return Nhan("tinh", "Hệ thống tự tính")
    if chi_cong_bo(phieu.bo):
        return Nhan("cong_bo", "Số đã công bố")
    if phieu.trang_thai == TrangThaiPhieu.DANG_NHAP and can and not co:
        return Nhan(TrangThaiPhieu.CHUA_NHAP, TrangThaiPhieu.CHUA_NHAP.label)
    return Nhan(phieu.trang_thai, phieu.get_trang_thai_display())


@dataclass
class PhieuHien:
    phieu: PhieuBieu
    co: int
    can: int
    cua_toi: bool

    @property
    def nhan(self) -> Nhan:
        return nhan_phieu(self.phieu, self.co, self.can)

    @property
    def di_cung_bo(self) -> bool:
        """False for the computed cover and for a form that is sent on its own later."""
        return not (self.phieu.bieu_mau.la_tinh_toan or self.phieu.rieng)

    @property
    def phan_tram(self) -> int:
        return self.co * 100 // self.can if self.can else 100


@dataclass(frozen=True)
class HanRieng:
    """A form of the pack that law gives a due date of its own."""

    bieu: str
    cau: str
    con_lai: int


@dataclass
class BoHien:
    bo: BoBaoCao
    han: HanHien | None
    phieu: list[PhieuHien] = field(default_factory=list)
    viec: list[Viec] = field(default_factory=list)
    tra_lai: QuyetDinh | None = None
    y_kien_cho: int = 0
    han_rieng: list[HanRieng] = field(default_factory=list)

    @property
    def chi_cong_bo(self) -> bool:
        return chi_cong_bo(self.bo)

    @property
    def nhan(self) -> Nhan:
        if self.chi_cong_bo:
            return Nhan("cong_bo", CHI_CONG_BO)
        return Nhan(self.bo.trang_thai, self.bo.get_trang_thai_display())

    @property
    def url_viec(self) -> set[str]:
        """Addresses of the next steps, so that no page offers the same step twice."""
        return {v.url for v in self.viec}

    @property
    def dang_lam(self) -> bool:
        """True while the pack is not yet received and its period not frozen."""
        return self.bo.ky.trang_thai in (
            TrangThaiKy.DANG_MO,
            TrangThaiKy.DA_DONG,
        ) and self.bo.trang_thai not in (
            TrangThaiBo.TIEP_NHAN,
            TrangThaiBo.DA_TONG_HOP,
            TrangThaiBo.DA_CONG_BO,
        )


def han_hien(bo: BoBaoCao, han: Han | None, hom_nay: date) -> HanHien | None:
    """Put a due date into words for a pack on a day; None: nothing is due."""
    if han is None or chi_cong_bo(bo):
        return None
    mo_dau = "trước ngày" if han.loai_han == LoaiHan.TRUOC_NGAY else "chậm nhất ngày"
    cau = f"{mo_dau} {ngay_ngan(han.ngay)}"
    if han.gia_han:
        cau += f", được gia hạn đến hết ngày {ngay_ngan(han.gia_han)}"
    if bo.so_sua_duoc and bo.han_bo_sung is not None:
        return _han_bo_sung((bo.han_bo_sung - hom_nay).days, ngay_ngan(bo.han_bo_sung))
    if bo.gui_lan_dau_luc is not None:
        tre = bo.tinh_han == TinhHan.TRE_HAN
        con_lai = f"Đã gửi, trễ {bo.so_ngay_tre} ngày" if tre else "Đã gửi, " + _nho(bo)
        return HanHien(cau, con_lai, "qua" if tre else "xong")
    con = han.con_lai(hom_nay)
    if con > SAP_DEN_HAN:
        return HanHien(cau, f"Còn {con} ngày", "on")
    if con > 0:
        return HanHien(cau, f"Sắp đến hạn: còn {con} ngày", "gan")
    if con == 0:
        return HanHien(cau, "Hôm nay là ngày cuối đúng hạn", "gan")
    if hom_nay == han.ngay:
        return HanHien(cau, "Hôm nay là ngày hạn", "gan")
    moc = max(han.ngay, han.gia_han or han.ngay)
    return HanHien(cau, f"Quá hạn {(hom_nay - moc).days} ngày", "qua")


def _han_bo_sung(con: int, ngay: str) -> HanHien:
    """A returned pack: what counts now is the supplement's own date."""
    cau = f"bổ sung chậm nhất ngày {ngay}"
    if con < 0:
        return HanHien(cau, f"Quá hạn bổ sung {-con} ngày", "qua")
    return HanHien(cau, f"Bổ sung: còn {con} ngày" if con else "Hôm nay là hạn bổ sung", "gan")


def _nho(bo: BoBaoCao) -> str:
    nhan = bo.get_tinh_han_display()
    return nhan[:1].lower() + nhan[1:]


def cac_han(cac_bo: Sequence[BoBaoCao]) -> dict[int, Han]:
    """Pack id → due date with extension; two queries."""
    ky_ids = {b.ky_id for b in cac_bo}
    han = {h.ky_id: h for h in HanNop.objects.filter(ky__in=ky_ids, buoc=BuocHan.SO, bieu="")}
    gia_han = {
        (g.ky_id, g.don_vi_id): g.den_ngay
        for g in GiaHan.objects.filter(ky__in=ky_ids, don_vi__in={b.don_vi_id for b in cac_bo})
    }
    return {
        b.pk: Han(h.ngay, h.loai_han, gia_han.get((b.ky_id, b.don_vi_id)))
        for b in cac_bo
        if (h := han.get(b.ky_id))
    }


def cac_han_rieng(
    cac_bo: Sequence[BoBaoCao], bieu: Mapping[int, set[str]], hom_nay: date
) -> dict[int, list[HanRieng]]:
    """Pack id → forms (of those in ``bieu``) with due dates of their own, nearest first."""
    theo_ky: dict[int, list[HanNop]] = defaultdict(list)
    dong = HanNop.objects.filter(ky__in={b.ky_id for b in cac_bo}, buoc=BuocHan.SO)
    for h in dong.exclude(bieu="").order_by("ngay", "bieu"):
        theo_ky[h.ky_id].append(h)
    return {
        b.pk: [
            HanRieng(
                h.bieu,
                f"{'trước ngày' if h.loai_han == LoaiHan.TRUOC_NGAY else 'chậm nhất ngày'} "
                f"{ngay_ngan(h.ngay)}",
                Han(h.ngay, h.loai_han).con_lai(hom_nay),
            )
            for h in theo_ky[b.ky_id]
            if h.bieu in bieu.get(b.pk, ())
        ]
        for b in cac_bo
    }


def muc_day_du(cac_phieu: Sequence[PhieuBieu]) -> dict[int, tuple[int, int]]:
    """Form id → (required cells dealt with, required cells); six queries for any number.

    Says the same as ``Bang.muc_day_du`` without building the tables. Forms need ``bieu_mau`` and
    ``bo.ky`` loaded.
    """
    bieu_ids = {p.bieu_mau_id for p in cac_phieu}
    cot: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for bieu_id, ma, cac_ky in CotBieu.objects.filter(
        bieu_mau__in=bieu_ids, bat_buoc=True, kieu_cot__in=[KieuCot.NHAP, KieuCot.VAN_BAN]
    ).values_list("bieu_mau_id", "ma", "loai_ky"):
        cot[bieu_id][ma] = cac_ky
    chi_tieu: dict[int, list[ChiTieu]] = defaultdict(list)
    for c in ChiTieu.objects.filter(bieu_mau__in=bieu_ids, cong_thuc=""):
        chi_tieu[c.bieu_mau_id].append(c)
    co: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for phieu_id, chi_tieu_id, ma in (
        GiaTri.objects.hien_tai()
        .filter(phieu__in=[p.pk for p in cac_phieu])
        .exclude(trang_thai_o=TrangThaiO.CHUA_CO_SO_LIEU)
        .values_list("phieu_id", "chi_tieu_id", "cot")
    ):
        co[phieu_id].add((chi_tieu_id, ma))
    ho_so = HoSo({p.bo.don_vi_id for p in cac_phieu})
    ket_qua = {}
    for p in cac_phieu:
        loai, bieu = p.bo.ky.loai, p.bieu_mau
        theo_ho_so = ho_so.dong(p.bo.don_vi_id, p.bo.ky.thang_tk_den, loai)
        cua_phieu = {
            ma for ma, cac_ky in cot[p.bieu_mau_id].items() if not cac_ky or loai in cac_ky
        }
        can = {
            (c.pk, ma)
            for c in chi_tieu[p.bieu_mau_id]
            if c.dung_o_ky(loai) and phai_co(c, bieu.ma, loai, theo_ho_so)
            for ma in cua_phieu - set(c.cot_khong_ap_dung)
        }
        ket_qua[p.pk] = (len(can & co[p.pk]), len(can))
    return ket_qua


def dung_cac_bo(cac_bo: Sequence[BoBaoCao], user: Any, hom_nay: date) -> list[BoHien]:
    """Draw packs with forms, due dates, reasons of return and next steps."""
    han = cac_han(cac_bo)
    theo_bo: dict[int, list[PhieuBieu]] = defaultdict(list)
    cac_phieu = list(
        PhieuBieu.objects.filter(bo__in=[b.pk for b in cac_bo])
        .them_rieng()
        .select_related("bieu_mau", "bo__ky", "nguoi_trinh", "nguoi_duyet")
        .order_by("bieu_mau__thu_tu")
    )
    for p in cac_phieu:
        theo_bo[p.bo_id].append(p)
    day_du = muc_day_du(cac_phieu)
    tra_lai = _ly_do_tra_lai(cac_bo)
    cho = _y_kien_cho(cac_bo)
    ma_bieu = {pk: {p.bieu_mau.ma for p in cac} for pk, cac in theo_bo.items()}
    han_rieng = cac_han_rieng(cac_bo, ma_bieu, hom_nay)
    ket_qua = []
    for bo in cac_bo:
        phieu = [PhieuHien(p, *day_du[p.pk], trong_nhom(user, p)) for p in theo_bo[bo.pk]]
        hien = BoHien(bo, han_hien(bo, han.get(bo.pk), hom_nay), phieu)
        hien.tra_lai = tra_lai.get(bo.pk) if bo.so_sua_duoc else None
        hien.y_kien_cho = cho.get(bo.pk, 0) if bo.so_sua_duoc else 0
        if bo.gui_lan_dau_luc is None:
            hien.han_rieng = han_rieng[bo.pk]
        if hien.dang_lam:
            hien.viec = viec_cua_toi(hien, user)
        ket_qua.append(hien)
    return ket_qua


def _ly_do_tra_lai(cac_bo: Sequence[BoBaoCao]) -> dict[int, QuyetDinh]:
    """Pack id → the last return of the pack."""
    rows = QuyetDinh.objects.filter(
        doi_tuong_loai=ContentType.objects.get_for_model(BoBaoCao),
        doi_tuong_id__in=[b.pk for b in cac_bo],
        buoc__in=BUOC_TRA_LAI,
    ).select_related("nguoi")
    return {q.doi_tuong_id: q for q in rows.order_by("luc", "id")}


def _y_kien_cho(cac_bo: Sequence[BoBaoCao]) -> dict[int, int]:
    """Pack id → open remarks of the Cục without an answer."""
    rows = (
        YKien.objects.filter(bo__in=[b.pk for b in cac_bo], dong_luc__isnull=True, tra_loi="")
        .values_list("bo_id")
        .annotate(so=Count("pk"))
        .order_by()
    )
    return dict(rows)


def viec_cua_toi(hien: BoHien, user: Any) -> list[Viec]:
    """What this user should do with the pack now, most urgent first; empty: wait for others."""
    bo = hien.bo
    url = reverse("so:bo", args=[bo.pk])
    nhap_duoc = [p for p in hien.phieu if p.cua_toi and p.di_cung_bo]
    viec = []
    tra_loi_duoc = any(user.has_perm(quyen) for quyen in QUYEN_TRA_LOI)
    if hien.y_kien_cho and bo.so_sua_duoc and tra_loi_duoc:
        viec.append(Viec(f"Trả lời {hien.y_kien_cho} ý kiến của Cục", f"{url}#y-kien"))
    if bo.so_sua_duoc and user.has_perm("baocao.nhap_phieubieu"):
        con = [p.phieu for p in nhap_duoc if p.phieu.trang_thai in ("chua_nhap", "dang_nhap")]
        if con:
            toi = reverse("so:phieu", args=[con[0].pk])
            viec.append(Viec(f"Nhập và trình phòng: {_ma(con)}", toi))
    if user.has_perm("baocao.duyet_phong_phieubieu"):
        con = [
            p.phieu
            for p in nhap_duoc
            if p.phieu.trang_thai == TrangThaiPhieu.CHO_PHONG and p.phieu.nguoi_trinh_id != user.pk
        ]
        if con:
            toi = reverse("so:phieu", args=[con[0].pk])
            viec.append(Viec(f"Duyệt hoặc trả lại: {_ma(con)}", toi))
    xong = all(p.phieu.trang_thai == TrangThaiPhieu.QUA_PHONG for p in hien.phieu if p.di_cung_bo)
    chuyen_duoc = user.has_perm("baocao.chuyen_lanh_dao_bobaocao")
    if bo.trang_thai == TrangThaiBo.CHO_PHONG and xong and chuyen_duoc:
        viec.append(Viec("Chuyển lãnh đạo Sở", _buoc(bo, "chuyen-lanh-dao")))
    if bo.trang_thai == TrangThaiBo.CHO_KY and user.has_perm("baocao.ky_gui_bobaocao"):
        viec.append(Viec("Ký duyệt và gửi Cục", _buoc(bo, "ky-gui")))
    cho_so = bo.trang_thai == TrangThaiBo.CHO_KY or bo.gui_lan_dau_luc is not None
    if cho_so and not bo.so_van_ban and user.has_perm("baocao.ghi_so_van_ban_bobaocao"):
        viec.append(Viec("Ghi số, ngày văn bản và gắn bản ký", f"{url}#van-ban"))
    return viec


def _buoc(bo: BoBaoCao, duong: str) -> str:
    return reverse("so:buoc_bo", args=[bo.pk, duong])


def _ma(cac_phieu: Iterable[PhieuBieu]) -> str:
    return ", ".join(p.bieu_mau.ma for p in cac_phieu)
