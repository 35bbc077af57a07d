"""Writes the demo đề án in bulk; the database's own limits judge every entry at commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from cucctdp.donvi.choices import LoaiHinhCoSo
from cucctdp.donvi.models import CoSo
from cucctdp.formats.chu import khoa_tim
from khuyencong.choices import HieuLucThuHuong, LoaiButToan, Nguon, TrangThaiDeAn
from khuyencong.giay_to.ten import ten_cuc
from khuyencong.minh_hoa.kich_ban import (
    CHAY,
    CHO,
    DUYET,
    KY,
    MAY,
    THANH_TOAN,
    XONG,
    KichBan,
    kich_ban,
    so,
)
from khuyencong.minh_hoa.tinh import MINH_HOA, Tinh, doc_tinh
from khuyencong.models import (
    ButToan,
    DeAn,
    DeAnNoiDung,
    DieuChinhDeAn,
    DuToan,
    HieuQua,
    HopDong,
    NghiaVuHoanTra,
    NghiemThu,
    ThuHuong,
    TienDo,
    YeuCauBoSung,
)

L = LoaiButToan
T = TrangThaiDeAn
SO_DE_AN = 3000
# Plans up to this year were made in the 63 provinces.
NAM_CUOI_BO_63 = 2025
_LO = 2000
# The order of writing is the order of foreign keys.
_THU_TU: tuple[type[Model], ...] = (
    CoSo, DeAn, DeAnNoiDung, ThuHuong, DuToan, HopDong, ButToan, TienDo, NghiemThu, HieuQua,
    DieuChinhDeAn, NghiaVuHoanTra, YeuCauBoSung,
)  # fmt: skip


@dataclass
class _Lo:
    """Rows to write, by table, and what establishments already have."""

    dong: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    da_ho_tro: set[tuple[int, str]] = field(default_factory=set)
    co_so: dict[str, list[CoSo]] = field(default_factory=lambda: defaultdict(list))
    cac_ten_cuc: dict[int, str] = field(default_factory=dict)

    def ten_cuc(self, nam: int) -> str:
        """What the Cục is called at the time of that year's contracts."""
        if nam not in self.cac_ten_cuc:
            self.cac_ten_cuc[nam] = ten_cuc(date(nam, 2, 20))
        return self.cac_ten_cuc[nam]

    def them(self, dong: Any) -> Any:
        self.dong[type(dong)].append(dong)
        return dong


@transaction.atomic
def nap_minh_hoa(so_de_an: int = SO_DE_AN) -> int:
    """Write the demo đề án once; returns how many were added (0 when they are there already).

    Needs the provinces and communes loaded; without them nothing is added.
    """
    if DeAn.objects.filter(minh_hoa=True).exists():
        return 0
    cac_tinh = doc_tinh()
    if not cac_tinh:
        return 0
    lo = _Lo()
    for thu_tu in range(so_de_an):
        kb = kich_ban(thu_tu)
        # Neighbours in time lie in different provinces, every province has every kind.
        _de_an(lo, kb, cac_tinh[thu_tu // 5 % len(cac_tinh)])
    for model in _THU_TU:
        model._default_manager.bulk_create(lo.dong[model], batch_size=_LO)
    _truoc_khi_xet()
    return so_de_an


def _truoc_khi_xet() -> None:
    """Limits are judged at commit, entry by entry: fresh statistics keep each to its indexes.

    An unset ``pgtrigger.ignore`` costs every trigger an aborted subtransaction, which walks all
    waiting events: minutes for thousands of đề án. The empty list ignores nothing either.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
        for model in _THU_TU:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _de_an(lo: _Lo, kb: KichBan, tinh: Tinh) -> None:
    n, nam = kb.thu_tu, kb.nam
    don_vi = tinh.cu[n // 7 % len(tinh.cu)] if nam <= NAM_CUOI_BO_63 else tinh.don_vi
    duyet = kb.moc >= DUYET
    dang_ky = date(nam - 1, 5, 2) + timedelta(days=so(80, "dang-ky", n))
    ngay_duyet = date(nam - 1, 11, 20) + timedelta(days=so(40, "duyet", n))
    noi_lam = f"{kb.viec.ten.format(nghe=kb.nghe)}, tỉnh {don_vi.ten_goi}"
    cho = kb.trang_thai in CHO
    de_an = lo.them(
        DeAn(
            ma=f"MH-{kb.nguon.upper()}-{nam}-{n:05d}", ten=f"{noi_lam} {MINH_HOA}",
            nguon=kb.nguon, hinh_thuc=kb.hinh_thuc, nam=nam, don_vi=don_vi,
            tu_ngay=date(nam, 1, 15), den_ngay=date(nam, 11, 30), thuc_hien=tinh.trung_tam,
            su_can_thiet=f"Cơ sở {kb.nghe} dùng thiết bị cũ, năng suất thấp.",
            muc_tieu="Tăng năng suất, chất lượng, thu nhập của lao động nông thôn.",
            quy_mo="Theo dự toán.", tien_do="Triển khai trong năm kế hoạch.",
            to_chuc="Trung tâm khuyến công chủ trì, cơ sở thụ hưởng phối hợp.",
            hieu_qua="Tạo thêm việc làm tại chỗ.", uu_tien=1 + n % 9, trang_thai=kb.trang_thai,
            dang_ky_ngay=None if kb.trang_thai == T.NHAP else dang_ky,
            gui_cuc_ngay=dang_ky + timedelta(days=30) if _da_gui_cuc(kb) else None,
            so_quyet_dinh=_quyet_dinh(kb) if duyet else "",
            ngay_quyet_dinh=ngay_duyet if duyet else None,
            han_xu_ly=date(2026, 11, 10) + timedelta(days=so(30, "han", n)) if cho else None,
            minh_hoa=True, vong=2 if kb.trang_thai in (T.TRA_LAI, T.BO_SUNG) else 1,
        )
    )  # fmt: skip
    tu, den = kb.viec.so_luong
    noi_dung = lo.them(
        DeAnNoiDung(
            de_an=de_an, noi_dung=kb.viec.ma, ten=noi_lam, don_vi_tinh=kb.viec.don_vi_tinh,
            so_luong=kb.so_co_so if tu == den else tu + so(den - tu + 1, "luong", n), thu_tu=1,
        )
    )  # fmt: skip
    cac = [_thu_huong(lo, kb, tinh, noi_dung, i) for i in range(kb.so_co_so)]
    lo.them(
        DuToan(
            noi_dung=noi_dung, thu_tu=1, muc_chi=noi_lam, don_vi_tinh=kb.viec.don_vi_tinh,
            so_luong=noi_dung.so_luong, don_gia=sum(_tong(t) for t in cac) // noi_dung.so_luong,
            doi_ung=sum(t.doi_ung for t in cac),
            **{kb.nguon: sum(getattr(t, kb.nguon) for t in cac)},
        )
    )  # fmt: skip
    if kb.trang_thai in (T.TRA_LAI, T.BO_SUNG):
        lo.them(
            YeuCauBoSung(
                de_an=de_an, vong=1, phan="tai_lieu",
                noi_dung="Bổ sung báo giá máy móc còn hiệu lực và bản cam kết đối ứng.",
            )
        )  # fmt: skip
    if kb.trang_thai != T.NHAP:
        _so_cai(lo, kb, de_an, cac, dang_ky, ngay_duyet)


def _da_gui_cuc(kb: KichBan) -> bool:
    truoc = (T.NHAP, T.NOP_SO, T.THAM_DINH_SO, T.TRA_LAI, T.DAT_CO_SO, T.KHONG_DAT)
    return kb.nguon == Nguon.KCQG and kb.trang_thai not in truoc


def _quyet_dinh(kb: KichBan) -> str:
    noi = "BCT" if kb.nguon == Nguon.KCQG else "UBND"
    return f"QĐ {1000 + so(3000, 'qd', kb.thu_tu // 20)}/QĐ-{noi} {MINH_HOA}"


def _tong(t: ThuHuong) -> int:
    return t.kcqg + t.kcdp + t.doi_ung


def _thu_huong(lo: _Lo, kb: KichBan, tinh: Tinh, noi_dung: DeAnNoiDung, i: int) -> ThuHuong:
    co_so = _co_so(lo, kb, tinh, i) if kb.viec.co_co_so else None
    may = khoa = ""
    if co_so is not None:
        cac_may = MAY[so(len(MAY), "may", kb.thu_tu, i) :] + MAY
        may = next(m for m in cac_may if (id(co_so), kb.viec.ma + m) not in lo.da_ho_tro)
        lo.da_ho_tro.add((id(co_so), kb.viec.ma + may))
        khoa = f"{kb.viec.ma}:{khoa_tim(may)}"
    return lo.them(
        ThuHuong(
            noi_dung=noi_dung, co_so=co_so,
            xa=co_so.xa if co_so else tinh.xa[so(len(tinh.xa), "xa", kb.thu_tu)],
            nganh_nghe="N1", may=may, khoa_chi=khoa, tinh_trang_may="moi" if may else "",
            doi_ung=kb.doi_ung(i), hieu_luc=_hieu_luc(kb), **{kb.nguon: kb.ho_tro(i)},
        )
    )  # fmt: skip


def _hieu_luc(kb: KichBan) -> str:
    if kb.trang_thai in (T.NGUNG, T.KHONG_DAT):
        return str(HieuLucThuHuong.HUY)
    return str(HieuLucThuHuong.HIEU_LUC if kb.moc >= DUYET else HieuLucThuHuong.DU_KIEN)


def _co_so(lo: _Lo, kb: KichBan, tinh: Tinh, i: int) -> CoSo:
    """A new establishment, or in one case of six one that was supported before."""
    cac = lo.co_so[tinh.don_vi.khoa]
    n = kb.thu_tu
    if len(cac) > 12 and so(6, "cu", n, i) == 0:
        # At most six times each: there are seven machines to be supported for.
        return cac[len(cac) - 1 - so(12, "cu-nao", n, i)]
    loai = (LoaiHinhCoSo.DOANH_NGHIEP, LoaiHinhCoSo.HOP_TAC_XA, LoaiHinhCoSo.HO_KINH_DOANH)[n % 3]
    goi = {"doanh_nghiep": "Công ty TNHH", "hop_tac_xa": "HTX", "ho_kinh_doanh": "Hộ kinh doanh"}
    xa = tinh.xa[so(len(tinh.xa), "xa", n, i)]
    co_so = lo.them(
        CoSo(
            ten=f"{goi[loai]} {kb.nghe} {xa.ten_goi} {n:05d}-{i} {MINH_HOA}", loai_hinh=loai,
            xa=xa, quy_mo="nho" if loai == LoaiHinhCoSo.DOANH_NGHIEP else "sieu_nho",
        )
    )  # fmt: skip
    cac.append(co_so)
    return co_so


def _so_cai(
    lo: _Lo, kb: KichBan, de_an: DeAn, cac: list[ThuHuong], dang_ky: date, ngay_duyet: date
) -> None:
    """Entries from registration as far as the state says, each inside the limits of the last."""
    n, nam, nguon = kb.thu_tu, kb.nam, kb.nguon

    def ghi(loai: str, nguon: str, tien: int, ngay: date, chung_tu: str, **khac: Any) -> None:
        if tien:
            lo.them(
                ButToan(
                    de_an=de_an, loai=loai, nguon=nguon, nam=nam, so_tien=tien, ngay=ngay,
                    chung_tu=chung_tu, **khac,
                )
            )  # fmt: skip

    tong = {m: sum(getattr(t, m) for t in cac) for m in (nguon, "doi_ung")}
    for m, tien in tong.items():
        ghi(L.DANG_KY, m, tien, dang_ky, f"Đăng ký {de_an.ma}")
    if kb.moc < DUYET:
        return
    for t in cac:
        for m in (nguon, "doi_ung"):
            ghi(L.PHE_DUYET, m, getattr(t, m), ngay_duyet, de_an.so_quyet_dinh, thu_huong=t)
    # Money comes late and partly: of this year's đề án a fifth has only a part.
    phan = 60 if nam == 2026 and so(5, "giao", n) == 0 else 100
    duoc_giao = tong[nguon] * phan // 100 if kb.moc >= KY or so(2, "giao-som", n) else 0
    ghi(L.GIAO, nguon, duoc_giao, date(nam, 2, 10), f"Phân bổ kinh phí năm {nam} {MINH_HOA}")
    if kb.moc < KY:
        return
    hop_dong = _hop_dong(lo, kb, de_an)
    for m in (nguon, "doi_ung"):
        ghi(L.HOP_DONG, m, tong[m], hop_dong.ngay, hop_dong.so, hop_dong=hop_dong)
    if kb.moc < CHAY:
        return
    lan_mot = min(tong[nguon] * kb.viec.ty_le_tam_ung // 100, duoc_giao)
    ghi(L.TAM_UNG, nguon, lan_mot, date(nam, 5, 20), "Tạm ứng lần một", hop_dong=hop_dong)
    _tien_do(lo, kb, hop_dong, tong)
    if kb.trang_thai in (T.NGUNG, T.XIN_NGUNG):
        _ngung(lo, kb, de_an, hop_dong, lan_mot, ghi)
    if kb.moc < XONG:
        return
    giam = 100 - (so(6, "giam", n) if so(4, "co-giam", n) == 0 else 0)
    ngay = date(nam, 8, 5) + timedelta(days=so(70, "nghiem-thu", n))
    nghiem_thu = 0
    for i, t in enumerate(cac):
        _nghiem_thu(lo, kb, hop_dong, t, ngay, giam, i)
        for m in (nguon, "doi_ung"):
            tien = getattr(t, m) * giam // 100
            nghiem_thu += tien if m == nguon else 0
            ghi(L.NGHIEM_THU, m, tien, ngay, "Mẫu 5a", hop_dong=hop_dong, thu_huong=t)
    if kb.moc < THANH_TOAN:
        return
    con_lai = min(nghiem_thu, duoc_giao) - lan_mot
    sau = ngay + timedelta(days=25)
    ghi(L.TAM_UNG, nguon, max(con_lai, 0), sau, "Thanh toán phần còn lại", hop_dong=hop_dong)
    ghi(
        L.QUYET_TOAN, nguon, min(nghiem_thu, duoc_giao), sau + timedelta(days=10), "Mẫu 8a",
        hop_dong=hop_dong,
    )  # fmt: skip
    if kb.trang_thai in (T.DONG, T.THEO_DOI) and kb.viec.co_co_so and so(5, "hq", n):
        lo.dong[HieuQua] += _hieu_qua(kb, cac, nam)


def _hop_dong(lo: _Lo, kb: KichBan, de_an: DeAn) -> HopDong:
    ngay = date(kb.nam, 2, 20) + timedelta(days=so(60, "hop-dong", kb.thu_tu))
    xong = kb.trang_thai in (T.THANH_LY, T.THEO_DOI, T.DONG)
    return lo.them(
        HopDong(
            de_an=de_an, so=f"{1 + kb.thu_tu % 400:03d}/{kb.nam}/HĐ-KC", ngay=ngay,
            ben_a=lo.ten_cuc(kb.nam) if kb.nguon == Nguon.KCQG else "Sở Công Thương",
            ben_b=de_an.thuc_hien,
            het_han=date(kb.nam, 11, 30), ty_le_tam_ung=Decimal(kb.viec.ty_le_tam_ung),
            thanh_ly_ngay=date(kb.nam, 12, 15) if xong else None,
        )
    )  # fmt: skip


def _tien_do(lo: _Lo, kb: KichBan, hop_dong: HopDong, tong: dict[str, int]) -> None:
    """Three reports; a đề án still running stops short of the whole."""
    het = kb.moc >= XONG
    for thang, phan in ((4, 20), (6, 55), (9, 100 if het else 75)):
        cham = thang == 9 and not het and so(4, "cham", kb.thu_tu) == 0
        lo.them(
            TienDo(
                hop_dong=hop_dong, nam=kb.nam, thang=thang, khoi_luong=phan,
                kinh_phi_nha_nuoc=tong[kb.nguon] * phan // 100,
                kinh_phi_khac=tong["doi_ung"] * phan // 100,
                vuong_mac="Máy nhập khẩu về chậm, đề nghị gia hạn." if cham else "",
            )
        )  # fmt: skip


def _nghiem_thu(
    lo: _Lo, kb: KichBan, hop_dong: HopDong, t: ThuHuong, ngay: date, giam: int, i: int
) -> None:
    mot = kb.viec.so_luong == (1, 1)
    lo.them(
        NghiemThu(
            hop_dong=hop_dong, thu_huong=t, loai="5a", ngay=ngay,
            dia_diem=t.xa.ten_goi if t.xa else "Trung tâm", thanh_phan="Sở, trung tâm, cơ sở",
            ket_qua="Đạt yêu cầu theo hợp đồng.",
            so_luong=1 if mot else t.noi_dung.so_luong * giam // 100,
            doi_ung=t.doi_ung * giam // 100, **{kb.nguon: getattr(t, kb.nguon) * giam // 100},
        )
    )  # fmt: skip


def _ngung(lo: _Lo, kb: KichBan, de_an: DeAn, hop_dong: HopDong, tam_ung: int, ghi: Any) -> None:
    """A stop, decided or asked for; of a decided one the advance goes back, half of them late."""
    xong = kb.trang_thai == T.NGUNG
    ngay = date(kb.nam, 9, 12)
    lo.them(
        DieuChinhDeAn(
            de_an=de_an, viec="ngung", noi_dung="Cơ sở thụ hưởng không bố trí được đối ứng.",
            cap="cuc" if kb.nguon == Nguon.KCQG else "ubnd",
            trang_thai="da_duyet" if xong else "cho_duyet",
            so_van_ban=f"QĐ ngừng {de_an.ma}" if xong else "", ngay_van_ban=ngay if xong else None,
        )
    )  # fmt: skip
    if xong and tam_ung:
        lo.them(
            NghiaVuHoanTra(
                hop_dong=hop_dong, nguon=kb.nguon, so_tien=tam_ung, ly_do="Ngừng đề án.",
                van_ban=f"QĐ ngừng {de_an.ma}", ngay=ngay, han=ngay + timedelta(days=30),
            )
        )  # fmt: skip
        phan = 100 if so(2, "hoan-tra", kb.thu_tu) else 40
        ghi(
            L.HOAN_TRA, kb.nguon, tam_ung * phan // 100, ngay + timedelta(days=20),
            "Giấy nộp trả ngân sách", hop_dong=hop_dong,
        )  # fmt: skip


def _hieu_qua(kb: KichBan, cac: list[ThuHuong], nam: int) -> Iterator[HieuQua]:
    for i, t in enumerate(cac):
        lao_dong = 6 + so(40, "lao-dong", kb.thu_tu, i)
        doanh_thu = (800 + so(9_000, "doanh-thu", kb.thu_tu, i)) * 1_000_000
        yield HieuQua(
            thu_huong=t, lao_dong_truoc=lao_dong,
            lao_dong_sau=lao_dong + so(9, "them", kb.thu_tu, i), doanh_thu_truoc=doanh_thu,
            doanh_thu_sau=doanh_thu * (104 + so(30, "tang", kb.thu_tu, i)) // 100,
            ngay=date(nam + 1, 6, 20), san_pham=f"Công suất {kb.nghe} tăng sau đầu tư.",
        )  # fmt: skip
