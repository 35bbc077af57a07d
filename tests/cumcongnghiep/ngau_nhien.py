"""Random registers: every table a state or a figure is read from, edges of dates included."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from cumcongnghiep.choices import (
    ChieuDiDoi,
    ChiTieuSo,
    CoQuan,
    LoaiChuDauTu,
    LoaiHangMuc,
    LoaiHinh,
    LoaiThue,
    LoaiThuTuc,
    LoaiVanBan,
    NhomQuyHoach,
    TinhTrangHangMuc,
    TinhTrangTram,
)
from cumcongnghiep.models import (
    CanDoiDat,
    ChuDauTu,
    Cum,
    DuAn,
    GiaoChuDauTu,
    HangMuc,
    HoSo,
    KeHoachDiDoi,
    MauNuoc,
    MucQuyHoach,
    QuyHoach,
    SoLieu,
    ThueDat,
    TramXuLy,
    VanBan,
)

MOC = (date(2024, 6, 14), date(2025, 3, 1), date(2025, 12, 14), date(2026, 6, 14))
DAU = date(2023, 12, 15)
_VAN_BAN = (
    LoaiVanBan.THANH_LAP,
    LoaiVanBan.THANH_LAP,
    LoaiVanBan.BAI_BO,
    LoaiVanBan.DIEU_CHINH,
    LoaiVanBan.MO_RONG,
    LoaiVanBan.QHCT,
    LoaiVanBan.DU_AN,
    LoaiVanBan.GPMB,
    LoaiVanBan.KHOI_CONG,
    LoaiVanBan.NGHIEM_THU,
)
_SO = (
    ChiTieuSo.DA_THUE, ChiTieuSo.DA_CHAP_THUAN, ChiTieuSo.GHI_NHO, ChiTieuSo.SO_DU_AN,
    ChiTieuSo.SO_DU_AN_FDI, ChiTieuSo.TMDT, ChiTieuSo.DA_CHI_TRA, ChiTieuSo.CO_PHUONG_AN,
    ChiTieuSo.DU_DIEU_KIEN, ChiTieuSo.LAO_DONG,
)  # fmt: skip


class _Chon(Random):
    def ngay(self) -> date:
        """A day around the cut-offs, often exactly one of them or its neighbour."""
        if self.random() < 0.4:
            return self.choice(MOC) + timedelta(days=self.choice((-1, 0, 1)))
        return date(2023, 1, 1) + timedelta(days=self.randrange(1500))

    def ngay_trong(self, xac_suat: float) -> date | None:
        return self.ngay() if self.random() < xac_suat else None

    def ha(self) -> Decimal:
        return Decimal(self.randrange(1, 400)) / 10

    def may(self, toi_da: int) -> range:
        return range(self.randrange(toi_da + 1))


def dung(don_vi, hat: int, so_cum: int) -> list[Cum]:
    """Write ``so_cum`` random clusters of a province, by the seed ``hat``."""
    r = _Chon(hat)
    cac = Cum.objects.bulk_create(
        Cum(
            ma=f"NN{hat}-{i}",
            ten=f"Ngẫu nhiên {i}",
            don_vi=don_vi,
            loai_hinh=r.sample(LoaiHinh.values, r.randrange(3)),
        )
        for i in range(so_cum)
    )
    quy_hoach = [
        QuyHoach.objects.create(
            don_vi=don_vi,
            so=f"{i}/QĐ",
            ngay=date(2023, 1 + i, 1),
            hieu_luc_tu=date(2023 + i, 2, 1),
            hieu_luc_den=None if i else date(2025, 3, 1),
            co_quan="UBND tỉnh",
        )
        for i in range(3)
    ]
    MucQuyHoach.objects.bulk_create(
        MucQuyHoach(
            quy_hoach=q,
            cum=c,
            dien_tich=r.choice([None, r.ha()]),
            nhom=r.choice([NhomQuyHoach.GIU_NGUYEN, NhomQuyHoach.RUT]),
        )
        for c in cac
        for q in quy_hoach
        if r.random() < 0.4
    )
    cdt = [
        ChuDauTu.objects.create(ten=f"CĐT {hat} {loai}", loai=loai)
        for loai in (LoaiChuDauTu.DOANH_NGHIEP, LoaiChuDauTu.UBND_XA)
    ]
    for c in cac:
        _mot_cum(r, c, cdt)
    return cac


def _mot_cum(r: _Chon, c: Cum, cdt: list[ChuDauTu]) -> None:
    cac_vb: list[VanBan] = []
    for i in r.may(5):
        cac_vb.append(
            VanBan.objects.create(
                cum=c, loai=r.choice(_VAN_BAN), so=f"{i + 1}/QĐ-UBND", ngay=r.ngay(),
                hieu_luc_tu=r.ngay_trong(0.2), co_quan=CoQuan.UBND_TINH,
                dien_tich=r.choice([None, r.ha(), r.ha()]),
                tong_muc_dau_tu=r.choice([None, r.randrange(10**11)]),
                thay_the=r.choice(cac_vb) if cac_vb and r.random() < 0.2 else None,
            )
        )  # fmt: skip
    if r.random() < 0.3:
        nop = r.ngay()
        HoSo.objects.create(
            cum=c, loai=r.choice(LoaiThuTuc.values), ngay_nop=nop,
            ket_thuc=r.choice([None, nop + timedelta(days=r.randrange(300))]),
        )  # fmt: skip
    if r.random() < 0.5:
        tu = r.ngay()
        GiaoChuDauTu.objects.create(
            cum=c, chu_dau_tu=r.choice(cdt), tu_ngay=tu,
            den_ngay=r.choice([None, tu + timedelta(days=r.randrange(500))]),
        )  # fmt: skip
    CanDoiDat.objects.bulk_create(
        CanDoiDat(cum=c, ngay=n, cong_nghiep=r.choice([Decimal(0), r.ha()]))
        for n in {r.ngay() for _ in r.may(2)}
    )
    _du_an(r, c)
    _so_lieu(r, c)
    _ha_tang(r, c)


def _du_an(r: _Chon, c: Cum) -> None:
    for i in r.may(3):
        vao = r.ngay()
        d = DuAn.objects.create(
            cum=c, ten=f"Dự án {i}", nha_dau_tu="Công ty", vao_cum=vao,
            ket_thuc=r.choice([None, None, vao + timedelta(days=r.randrange(600))]),
            hoat_dong_tu=vao + timedelta(days=r.randrange(200)),
            ngung_tu=r.ngay_trong(0.2), von_nuoc_ngoai=r.random() < 0.3,
        )  # fmt: skip
        for _ in r.may(3):
            tu = r.ngay()
            ThueDat.objects.create(
                cum=c, du_an=d, loai=r.choice(LoaiThue.values), dien_tich=r.ha(), tu_ngay=tu,
                den_ngay=r.choice([None, tu, tu + timedelta(days=r.randrange(600))]),
            )  # fmt: skip
        for ngay in {r.ngay() for _ in r.may(2)}:
            SoLieu.objects.create(
                cum=c, du_an=d, chi_tieu=r.choice([ChiTieuSo.LAO_DONG, ChiTieuSo.THU_NHAP]),
                ngay=ngay, gia_tri=r.randrange(200),
            )  # fmt: skip
        if r.random() < 0.5:
            SoLieu.objects.create(
                cum=c, du_an=d, chi_tieu=ChiTieuSo.DOANH_THU, tu_ngay=DAU, ngay=r.choice(MOC),
                gia_tri=r.randrange(10**10),
            )  # fmt: skip


def _so_lieu(r: _Chon, c: Cum) -> None:
    SoLieu.objects.bulk_create(
        SoLieu(
            cum=c, chi_tieu=chi_tieu, ngay=ngay,
            gia_tri=r.randrange(3) if chi_tieu.startswith("so_du_an") else r.choice([0, r.ha()]),
        )
        for chi_tieu in _SO
        if r.random() < 0.4
        for ngay in {r.ngay() for _ in r.may(3)}
    )  # fmt: skip
    if r.random() < 0.5:
        SoLieu.objects.create(
            cum=c, chi_tieu=ChiTieuSo.DOANH_THU, tu_ngay=DAU, ngay=r.choice(MOC),
            gia_tri=r.randrange(10**10),
        )  # fmt: skip


def _ha_tang(r: _Chon, c: Cum) -> None:
    for loai in r.sample(LoaiHangMuc.values[:6], r.choice([0, 1, 2, 3])):
        for giai_doan in (1, 2) if r.random() < 0.3 else (1,):
            khoi_cong = r.ngay_trong(0.4)
            hoan_thanh = r.ngay_trong(0.5)
            if khoi_cong and hoan_thanh and hoan_thanh < khoi_cong:
                khoi_cong, hoan_thanh = hoan_thanh, khoi_cong
            HangMuc.objects.create(
                cum=c, loai=loai, giai_doan=giai_doan, den_ngay=r.ngay(),
                tinh_trang=r.choice(TinhTrangHangMuc.values), khoi_cong=khoi_cong,
                hoan_thanh=hoan_thanh,
            )  # fmt: skip
    if r.random() < 0.4:
        tram = TramXuLy.objects.create(
            cum=c, ten="Trạm", tinh_trang=r.choice(TinhTrangTram.values), tinh_trang_tu=r.ngay(),
            den_ngay=r.ngay(), so_gpmt=r.choice(["", "1/GPMT"]), ngay_gpmt=r.ngay_trong(0.5),
            gpmt_den=r.ngay_trong(0.5),
        )  # fmt: skip
        MauNuoc.objects.bulk_create(
            MauNuoc(tram=tram, ngay=n, dat=r.random() < 0.6) for n in {r.ngay() for _ in r.may(2)}
        )
    if r.random() < 0.2:
        KeHoachDiDoi.objects.create(
            cum=c, chieu=r.choice(ChieuDiDoi.values), noi="Nơi khác", so_co_so=5,
            da_doi=r.choice([0, 5]), den_ngay=r.ngay(),
        )  # fmt: skip
