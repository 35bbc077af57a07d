"""A round of any size for the speed bars: coded entries, a jury, signed sheets on every entry."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection

from cucctdp.donvi.choices import LoaiHinhCoSo
from cucctdp.donvi.models import CoSo, Xa
from sanpham_tieubieu.choices import (
    CachPhanCong,
    Cap,
    LoaiBan,
    TrangThaiHoSo,
    TrangThaiKhung,
    VaiTroBan,
)
from sanpham_tieubieu.models import (
    BanBinhChon,
    DiemTieuChi,
    HoSoDangKy,
    KhungDiem,
    KyBinhChon,
    NhanSu,
    PhanCong,
    PhieuCham,
    SanPham,
    ThanhVienBan,
    TieuChi,
)

LUC = datetime(2026, 9, 1, tzinfo=UTC)
NHOM = ("TCMN", "CBNLTS", "CK", "KHAC")
# Leaves under each root: 8 + 12 + 3 + 4 = 27, as many as the template of mục 3.3 has.
_LA = (("I", 40, 8), ("II", 40, 12), ("III", 10, 3), ("IV", 10, 4))


def lap_ky_da_cham(so_san_pham: int, so_giam_khao: int) -> KyBinhChon:
    """A national round of the year 2099 with every sheet signed and the scores open."""
    ky = KyBinhChon.objects.create(
        cap=Cap.QUOC_GIA, nam=2099, ngay_bat_dau=date(2099, 1, 1), nguong=Decimal(70)
    )
    ho_so = _ho_so(ky, so_san_pham)
    gk = _ban(ky, so_giam_khao)
    khung = _khung(ky)
    PhanCong.objects.bulk_create(
        [PhanCong(ho_so=h, giam_khao=g, cach=CachPhanCong.CAN_BANG) for h in ho_so for g in gk],
        batch_size=2000,
    )
    PhieuCham.objects.bulk_create(
        [PhieuCham(ho_so=h, giam_khao=g, khung=khung[h.ma_nhom]) for h in ho_so for g in gk],
        batch_size=2000,
    )
    _cham(ky)
    return ky


def _ho_so(ky: KyBinhChon, so: int) -> list[HoSoDangKy]:
    xa = Xa.objects.select_related("tinh").order_by("pk").first()
    if xa is None:
        raise RuntimeError("no commune: load the reference data first")
    co_so = CoSo.objects.create(ten="Cơ sở đo tốc độ", loai_hinh=LoaiHinhCoSo.HOP_TAC_XA, xa=xa)
    san_pham = SanPham.objects.bulk_create(
        SanPham(co_so=co_so, ten=f"Sản phẩm {i}", ma_nhom=NHOM[i % 4], san_xuat_hang_loat=True)
        for i in range(so)
    )
    return HoSoDangKy.objects.bulk_create(
        HoSoDangKy(
            ky=ky, san_pham=s, ma_nhom=s.ma_nhom, don_vi=xa.tinh, xa=xa, ma_so=f"{i + 1:04d}",
            trang_thai=TrangThaiHoSo.DA_CHAM, nop_luc=LUC, ten_san_pham=s.ten,
            ten_co_so=co_so.ten, loai_hinh=co_so.loai_hinh,
        )
        for i, s in enumerate(san_pham)
    )  # fmt: skip


def _ban(ky: KyBinhChon, so: int) -> list[ThanhVienBan]:
    ban = BanBinhChon.objects.create(
        ky=ky, loai=LoaiBan.GIAM_KHAO, so_qd="1/QĐ", ngay_qd=date(2099, 1, 1)
    )
    nguoi = NhanSu.objects.bulk_create(
        NhanSu(ho_ten=f"Giám khảo {i}", co_quan="Viện") for i in range(so)
    )
    return ThanhVienBan.objects.bulk_create(
        ThanhVienBan(
            ban=ban, nhan_su=n, thu_tu=i,
            vai_tro=VaiTroBan.GIAM_KHAO if i else VaiTroBan.TRUONG_BAN,
        )
        for i, n in enumerate(nguoi)
    )  # fmt: skip


def _khung(ky: KyBinhChon) -> dict[str, KhungDiem]:
    khung = {}
    for nhom in NHOM:
        khung[nhom] = k = KhungDiem.objects.create(
            ky=ky, ma_nhom=nhom, trang_thai=TrangThaiKhung.DA_DUYET,
            so_qd="2/QĐ", ngay_qd=date(2099, 1, 1),
        )  # fmt: skip
        for thu_tu, (ma, tong, so_la) in enumerate(_LA):
            goc = TieuChi.objects.create(
                khung=k, ma=ma, ten=ma, diem_toi_da=Decimal(tong), thu_tu=thu_tu * 100
            )
            TieuChi.objects.bulk_create(
                TieuChi(
                    khung=k, cha=goc, ma=f"{ma}.{i}", ten=f"{ma}.{i}", thu_tu=thu_tu * 100 + i,
                    diem_toi_da=Decimal(tong) / so_la,
                )
                for i in range(1, so_la + 1)
            )  # fmt: skip
    return khung


def _cham(ky: KyBinhChon) -> None:
    """Scores of every leaf, from half to all of its maximum, then the signatures."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO sanpham_tieubieu_diemtieuchi
                (phieu_id, tieu_chi_id, diem, thoi_diem, ghi_chu)
            SELECT p.id, t.id,
                   floor(t.diem_toi_da * 2 * (0.5 + ((p.ho_so_id * 7919 + t.id * 104729
                         + p.giam_khao_id * 1299709) %% 500) / 1000.0)) / 2, 'ho_so', ''
            FROM sanpham_tieubieu_phieucham p
            JOIN sanpham_tieubieu_hosodangky h ON h.id = p.ho_so_id
            JOIN sanpham_tieubieu_tieuchi t ON t.khung_id = p.khung_id AND t.cha_id IS NOT NULL
            WHERE h.ky_id = %s
            """,
            [ky.pk],
        )
        # Its own tables: the rest of a test database would be noted as empty for good.
        for model in (HoSoDangKy, PhanCong, PhieuCham, DiemTieuChi, TieuChi):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
    PhieuCham.objects.filter(ho_so__ky=ky).update(trang_thai="da_ky", ky_luc=LUC, bam="a" * 64)
    ky.du_kien_mo_diem = ky.mo_diem_luc = LUC
    ky.trang_thai = "mo_diem"
    ky.save()
