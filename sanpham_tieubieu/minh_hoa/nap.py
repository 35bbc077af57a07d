"""Writes the demo in bulk; constraints, triggers and histories work as ever."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from cucctdp.audit.record import BanGhi, ghi_nhieu
from cucctdp.donvi.models import CoSo
from cucctdp.nap_goc.chep import cap_khoa, chep
from sanpham_tieubieu.choices import DA_QUYET_DINH, Cap, CoQuanThuoc, KhuVuc, TrangThaiKy
from sanpham_tieubieu.danh_muc import doc_danh_muc
from sanpham_tieubieu.minh_hoa import anh, cham, co_so, ho_so, ket_qua, su_kien
from sanpham_tieubieu.minh_hoa import ky as ky_
from sanpham_tieubieu.minh_hoa.danh_muc import HUYEN, TAY_NINH, TINH
from sanpham_tieubieu.minh_hoa.ky import Ban
from sanpham_tieubieu.minh_hoa.tui import SP, KyMH, Tinh, Tui
from sanpham_tieubieu.models import (
    AnhHoSo,
    BanBinhChon,
    BieuQuyet,
    ChiTieuNhom,
    DiaBanKy,
    DiemTieuChi,
    GianHang,
    GianHangNguon,
    GiayChungNhan,
    HienVat,
    HoSoDangKy,
    KetQua,
    KhieuNai,
    KhungDiem,
    KyBinhChon,
    LangNghe,
    MocKy,
    NhanSu,
    PhanCong,
    PhienHop,
    PhieuCham,
    QuyetDinhCongNhan,
    SanPham,
    SoLieuLangNghe,
    SoLieuNam,
    SuKienNganh,
    TaiLieuHoSo,
    ThanhPhanBo,
    ThanhVienBan,
    TheoDoi,
    ThongBaoKetQua,
    TieuChi,
    TinhThamDu,
    VanBanGui,
    ViecHoiNghi,
    XungDot,
    YeuCauBoSung,
)
from sanpham_tieubieu.niem_phong import bam_ky, bam_phieu
from sanpham_tieubieu.services.cua_cham import chuoi_cua
from sanpham_tieubieu.services.ky import tinh_cua_khu_vuc

T = TrangThaiKy
# The order of writing is the order of foreign keys; scores come before their sheets, which are
# written signed (a signed sheet takes no score).
THU_TU: tuple[type[Model], ...] = (
    CoSo, LangNghe, SoLieuLangNghe, SanPham, ThanhPhanBo, NhanSu, KyBinhChon, MocKy, DiaBanKy,
    ChiTieuNhom, BanBinhChon, ThanhVienBan, KhungDiem, TieuChi, HoSoDangKy, SoLieuNam, TaiLieuHoSo,
    AnhHoSo, YeuCauBoSung, VanBanGui, HienVat, XungDot, PhanCong, DiemTieuChi, PhieuCham, PhienHop,
    BieuQuyet, QuyetDinhCongNhan, KetQua, ThongBaoKetQua, KhieuNai, GiayChungNhan, TheoDoi,
    SuKienNganh, GianHangNguon, GianHang, TinhThamDu, ViecHoiNghi,
)  # fmt: skip
# Rows of these are named by others: they need their numbers before they are written.
_DUOC_NEU = (
    CoSo, LangNghe, SanPham, NhanSu, KyBinhChon, BanBinhChon, ThanhVienBan, KhungDiem, TieuChi,
    HoSoDangKy, VanBanGui, PhieuCham, PhienHop, QuyetDinhCongNhan, GiayChungNhan, SuKienNganh,
)  # fmt: skip
NHAN_HO_SO_TU, DANG_CHAM_TU, DA_MO_TU, DA_QD_TU = 30, 78, 83, 100
_MOI_KY_2025 = 12


@transaction.atomic
def nap_minh_hoa_san_pham(
    hom_nay: date | None = None, cac_ma: Collection[str] | None = None
) -> int:
    """Write the demo once; how many dossiers were added (0 when they are there already).

    ``cac_ma``: only these provinces of today. Needs provinces, communes and the law of the levels;
    without them nothing is added.
    """
    cac_tinh = [t for t in co_so.doc_tinh() if cac_ma is None or t.don_vi.ma in cac_ma]
    danh_muc = doc_danh_muc()
    if not cac_tinh or not danh_muc.nhom or KyBinhChon.objects.filter(minh_hoa=True).exists():
        return 0
    hom_nay = hom_nay or timezone.localdate()
    tui = Tui(
        hom_nay=hom_nay,
        nguoi_he_thong=get_user_model().objects.filter(username="cuc.cv").first(),
        nhom={n.ma: n for n in danh_muc.cac_nhom(hom_nay)},
    )
    anh.nap_anh(tui)
    _Dung(tui, cac_tinh).chay()
    _ghi(tui)
    return len(tui.dong[HoSoDangKy])


class _Dung:
    """The rounds one after the other, as they were held."""

    def __init__(self, tui: Tui, cac_tinh: list[Tinh]) -> None:
        self.tui, self.cac_tinh, self.luat = tui, cac_tinh, doc_danh_muc()
        self.cua = {t.ma: t for t in TINH}
        self.sp: dict[int, list[SP]] = {}
        for t in cac_tinh:
            co_so.nguoi_cua_tinh(tui, t)
            so = self.cua[t.don_vi.ma].so_moi_phan
            self.sp[t.don_vi.pk] = co_so.san_pham_cua_tinh(tui, t, so)
        self.trung_uong = co_so.nguoi_trung_uong(tui)
        self.vung = {
            d.pk: str(kv)
            for ngay in (date(2024, 3, 1), hom_nay_moi(tui))
            for kv in KhuVuc
            for d in tinh_cua_khu_vuc(ngay, kv)
        }

    def chay(self) -> None:
        de_cu = self._nam_2023()
        kv_2024 = self._khu_vuc_2024(de_cu)
        self._quoc_gia_2025(kv_2024)
        len_2026 = self._tinh_2025()
        self._nam_2026(len_2026)
        su_kien.lang_nghe(self.tui, self.cac_tinh)
        su_kien.hoi_nghi(self.tui, self.cac_tinh, self.vung)
        ket_qua.sau_cong_nhan(self.tui)

    # -- one round -------------------------------------------------------------------------
    def _ky(self, b: Ban, cac: list[SP], *, chi_tieu: int = 60, de_cu: int = 0) -> list[SP]:
        """A round with its dossiers; products nominated upward when it was decided."""
        luat = self.luat.tim_quy_dinh(b.cap, b.ngay)
        if luat is None or not cac:
            return []
        k = ky_.lap(self.tui, b, luat)
        nhan = b.trang_thai == T.MO
        ho_so.nhan(self.tui, k, cac, moi=self.tui.hom_nay if nhan else None)
        cac_chi_tieu = ky_.dat_chi_tieu(self.tui, k, chi_tieu)
        ky_.dat_khung(self.tui, k)
        if nhan:
            return []
        cham.cham(self.tui, k, dang_do=b.trang_thai == T.CHAM)
        if b.trang_thai not in DA_QUYET_DINH:
            return []
        kq = ket_qua.cong_nhan(self.tui, k, cac_chi_tieu, de_cu_phan_tram=de_cu)
        ket_qua.khieu_nai(self.tui, k)
        self._sau_ky(k, cac)
        return [sp for sp, _ in kq]

    def _sau_ky(self, k: KyMH, cac: list[SP]) -> None:
        if k.ky.cap == Cap.KHU_VUC:
            su_kien.hoi_cho(self.tui, k, cac)

    # -- the years -------------------------------------------------------------------------
    def _nam_2023(self) -> list[SP]:
        """Districts, then 63 provinces (those of the demo), on the map of that year."""
        len_tren: list[SP] = []
        for t in self.cac_tinh:
            for cu in t.cu:
                cac = [sp for sp in self.sp[t.don_vi.pk] if sp.cu is cu][:-1]
                if (huyen := HUYEN.get(cu.ma)) is not None:
                    nguoi = co_so.nguoi_dia_phuong(self.tui, huyen, CoQuanThuoc.UBND_HUYEN, cu)
                    ngay = date(2023, 1, 10)
                    b = Ban(Cap.HUYEN, ngay, T.KET_THUC, nguoi, don_vi=cu, huyen=huyen)
                    self._ky(b, cac[:4], chi_tieu=100, de_cu=100)
                b = Ban(Cap.TINH, date(2023, 6, 1), T.KET_THUC, t.nguoi, don_vi=cu)
                len_tren += self._ky(b, cac, chi_tieu=70, de_cu=75)
        return len_tren

    def _khu_vuc(
        self, kv: str, ngay: date, trang_thai: TrangThaiKy, cac: list[SP], *, cu: bool, de_cu: int
    ) -> list[SP]:
        trong = [sp for sp in cac if self.vung.get((sp.cu if cu else sp.tinh.don_vi).pk) == kv]
        if not trong:
            return []
        chu_nha = trong[0].cu if cu else trong[0].tinh.don_vi
        nguoi = self.trung_uong
        if trang_thai == T.CHAM:
            # The jury is the last nine: its head and two members sit nowhere else.
            nguoi = [*nguoi[:14], *co_so.giam_khao_rieng(self.tui), *nguoi[14:20]]
        b = Ban(
            Cap.KHU_VUC,
            ngay,
            trang_thai,
            [*co_so.nguoi_so(self.tui, chu_nha), *nguoi],
            khu_vuc=kv,
            noi_to_chuc=chu_nha,
        )
        return self._ky(b, trong, chi_tieu=60, de_cu=de_cu)

    def _khu_vuc_2024(self, cac: list[SP]) -> list[SP]:
        return [
            sp
            for kv in KhuVuc
            for sp in self._khu_vuc(kv, date(2024, 3, 1), T.KET_THUC, cac, cu=True, de_cu=60)
        ]

    def _quoc_gia_2025(self, cac: list[SP]) -> None:
        nguoi = [*self.trung_uong]
        b = Ban(Cap.QUOC_GIA, date(2025, 3, 1), T.KET_THUC, nguoi)
        self._ky(b, cac, chi_tieu=60)

    def _tinh_2025(self) -> list[SP]:
        """After the merger: one round of the new province, with products of all its old parts."""
        len_tren: list[SP] = []
        for t in self.cac_tinh:
            if self.cua[t.don_vi.ma].nam_2025:
                cac = self.sp[t.don_vi.pk]
                tro_lai = [sp for sp in cac if Cap.TINH in sp.da_co]
                moi = [sp for sp in cac if Cap.TINH not in sp.da_co]
                chon = tro_lai[:6] + moi[: _MOI_KY_2025 - 6]
                for sp in chon:
                    sp.da_co.pop(Cap.HUYEN, None)
                b = Ban(Cap.TINH, date(2025, 8, 20), T.KET_THUC, t.nguoi, don_vi=t.don_vi)
                len_tren += self._ky(b, chon, chi_tieu=75, de_cu=80)
        return len_tren

    def _nam_2026(self, len_tren: list[SP]) -> None:
        nay = self.tui.hom_nay
        xa_cua: dict[int, list[SP]] = {}
        for t in self.cac_tinh:
            kieu = self.cua[t.don_vi.ma].nam_2026
            if kieu:
                xa_cua[t.don_vi.pk] = self._xa_2026(t)
                cac = xa_cua[t.don_vi.pk] + self.sp[t.don_vi.pk][-8:]
                lui = {"mo": NHAN_HO_SO_TU, "mo_diem": DA_MO_TU}.get(kieu, 150)
                b = Ban(Cap.TINH, nay - timedelta(days=lui), T(kieu), t.nguoi, don_vi=t.don_vi)
                len_tren = len_tren + self._ky(b, cac, chi_tieu=75, de_cu=80)
        for kv, trang_thai, lui in (
            (KhuVuc.BAC, T.MO, NHAN_HO_SO_TU),
            (KhuVuc.TRUNG, T.CHAM, DANG_CHAM_TU),
            (KhuVuc.NAM, T.CONG_NHAN, DA_QD_TU),
        ):
            ngay = nay - timedelta(days=lui)
            self._khu_vuc(kv, ngay, trang_thai, len_tren, cu=False, de_cu=60)

    def _xa_2026(self, t: Tinh) -> list[SP]:
        """Two communes that have decided; in Tây Ninh a third that still receives."""
        len_tren: list[SP] = []
        tay_ninh = t.don_vi.ma == TAY_NINH
        for i in range(3 if tay_ninh else 2):
            xa = t.xa[i * 7 % len(t.xa)]
            cac = co_so.san_pham_cua_xa(self.tui, t, xa, 4)
            nguoi = co_so.nguoi_dia_phuong(self.tui, xa.ten_goi, CoQuanThuoc.UBND_XA, t.don_vi)
            nhan = i == 2
            ngay = self.tui.hom_nay - timedelta(days=20 if nhan else 290)
            b = Ban(Cap.XA, ngay, T.MO if nhan else T.KET_THUC, nguoi, don_vi=t.don_vi, xa=xa)
            len_tren += self._ky(b, cac, chi_tieu=100, de_cu=100)
        return len_tren


def hom_nay_moi(tui: Tui) -> date:
    """A day on the map of today."""
    return max(tui.hom_nay, date(2025, 7, 1))


def _ghi(tui: Tui) -> None:
    """COPY table by table. An unset ``pgtrigger.ignore`` would cost every row a subtransaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
    for model in _DUOC_NEU:
        cap_khoa(tui.dong[model])
    _cam_ket(tui)
    # Before COPY: a row that got its number there forgets the objects it was made with.
    _ke(tui)
    for model in THU_TU:
        chep(model, tui.dong[model])
    for bang, trai, phai in tui.noi:
        _them_noi(tui, bang, trai, phai)
    for bang, cac in tui.noi_da_gom.items():
        chep(bang, cac)
    with connection.cursor() as cursor:
        for model in THU_TU:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _them_noi(tui: Tui, bang: type[Model], trai: Model, phai: Model) -> None:
    khoa = [f.attname for f in bang._meta.concrete_fields if f.is_relation]
    tui.noi_da_gom[bang].append(bang(**{khoa[0]: trai.pk, khoa[1]: phai.pk}))


def _cam_ket(tui: Tui) -> None:
    """Sign the sheets with their commitments; opened rounds get the hash of all of theirs."""
    theo_ky: dict[int, list[str]] = {}
    for p in tui.ky_phieu:
        diem: dict[str, Decimal] = {d.tieu_chi.ma: d.diem for d in tui.diem[id(p)]}
        p.bam = bam_phieu(
            phieu_id=p.pk,
            ho_so_id=p.ho_so.pk,
            giam_khao_id=p.giam_khao.pk,
            khung_id=p.khung.pk,
            diem=diem,
            nhan_xet=p.nhan_xet,
            muoi=p.muoi,
        )
        theo_ky.setdefault(p.ho_so.ky.pk, []).append(p.bam)
    for k in tui.dong[KyBinhChon]:
        if k.mo_diem_luc is not None:
            k.bam_mo_diem = bam_ky(theo_ky.get(k.pk, []))


def _ke(tui: Tui) -> None:
    """Tell each chain its commitments and, where it was so, the opening."""
    ghi_nhieu(
        [
            BanGhi("ky_phieu", p, None, {"bam": p.bam, "giay": False}, "", chuoi_cua(p.ho_so.ky.pk))
            for p in tui.ky_phieu
        ]
        + [
            BanGhi("mo_diem_cham", k, None, {"bam": k.bam_mo_diem}, "", chuoi_cua(k.pk))
            for k in tui.dong[KyBinhChon]
            if k.mo_diem_luc is not None
        ]
    )
