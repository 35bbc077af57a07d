"""Law in small rows, and one cluster carried from a proposal to a decision; tests stop anywhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from cumcongnghiep.choices import LoaiHangMuc, LoaiThuTuc
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.models import CheDo, Cum, HoSo, MucQuyHoach, ThoiHan, TieuChi
from cumcongnghiep.services import thu_tuc, tuyen_chon
from cumcongnghiep.services.tuyen_chon import NguoiHop
from tests.factories.cumcongnghiep import ChuDauTuFactory, CumFactory, CumXaFactory, QuyHoachFactory

R2_TU, R2_DEN, R3_TU = date(2024, 5, 1), date(2026, 9, 14), date(2026, 9, 15)


def che_do() -> tuple[CheDo, CheDo]:
    """R2 and R3 with the figures the tests ask for."""
    chung: dict[str, Any] = {
        "dien_tich_toi_da": 75,
        "lap_day_thanh_lap": 50,
        "diem_toi_thieu": 50,
        "can_cu": "NĐ 32/2024/NĐ-CP",
        "hang_muc_thiet_yeu": [LoaiHangMuc.GIAO_THONG],
    }
    r2 = CheDo.objects.create(
        ma="R2", ten="NĐ 32/2024", hieu_luc_tu=R2_TU, hieu_luc_den=R2_DEN, cap_xet="huyen",
        dien_tich_toi_thieu=10, chua_thue_thanh_lap=100, lap_day_mo_rong=60, **chung,
    )  # fmt: skip
    r3 = CheDo.objects.create(
        ma="R3", ten="NĐ 303/2026", hieu_luc_tu=R3_TU, cap_xet="xa", dien_tich_toi_thieu=5,
        chua_thue_thanh_lap=50, lap_day_mo_rong=50, **chung,
    )  # fmt: skip
    return r2, r3


def thoi_han() -> None:
    """The clocks of both regimes (section 1.3 of the domain file)."""
    lv, lich = "lam_viec", "lich"
    cac = [
        (L.TIEP_NHAN, (5, lv), (2, lv), "ubnd_xa"),
        (L.DE_NGHI, (15, lich), (5, lv), "dn"),
        (L.TRINH_SO, (5, lv), (5, lv), "ubnd_xa"),
        (L.THAM_DINH, (25, lich), (20, lv), "sct"),
        (L.THANH_LAP, (7, lv), (5, lv), "ubnd_tinh"),
    ]
    for loai, r2, r3, ben in cac:
        for (so, cach), tu, den in ((r2, R2_TU, R2_DEN), (r3, R3_TU, None)):
            ThoiHan.objects.create(
                loai=loai, so_ngay=so, cach_tinh=cach, ben=ben, hieu_luc_tu=tu, hieu_luc_den=den,
                can_cu="Điều 10 NĐ 32/2024/NĐ-CP",
            )  # fmt: skip


def tieu_chi() -> list[TieuChi]:
    """The four criteria of the decree, 15 / 15 / 30 / 40."""
    ten = ("Hạ tầng kỹ thuật", "Môi trường", "Năng lực", "Tài chính")
    return [
        TieuChi.objects.create(
            ma=f"tc-{i}", ten=t, diem_toi_da=d, thu_tu=i, hieu_luc_tu=R2_TU, can_cu="Điều 13"
        )
        for i, (t, d) in enumerate(zip(ten, (15, 15, 30, 40), strict=True))
    ]


def cum_quy_hoach(don_vi: Any, *, xa: Any = None, **truong: Any) -> Cum:
    """A cluster that is on the list of the plan of its province."""
    cum = CumFactory(don_vi=don_vi, **truong)
    if xa is not None:
        CumXaFactory(cum=cum, xa=xa)
    qh = QuyHoachFactory(don_vi=don_vi, hieu_luc_tu=date(2023, 1, 1), ngay=date(2023, 1, 1))
    MucQuyHoach.objects.create(quy_hoach=qh, cum=cum, dien_tich=Decimal(50))
    return cum


def ho_so_moi(cum: Cum, by: Any, *, ngay: date = date(2026, 9, 21), **truong: Any) -> HoSo:
    truong.setdefault("dien_tich", Decimal(50))
    return thu_tuc.mo_ho_so(cum, loai=LoaiThuTuc.THANH_LAP, ngay_nop=ngay, by=by, **truong)


def den_tieu_chi(ho_so: HoSo, by: Any, *, nha_dau_tu: int = 1) -> list[Any]:
    """Steps 2–7 with their documents; the applicants."""
    cdt = [ChuDauTuFactory() for _ in range(nha_dau_tu)]
    d = ho_so.ngay_nop
    for c in cdt:
        thu_tuc.ghi_buoc(ho_so, loai=L.DE_NGHI, ngay=d, chu_dau_tu=c, by=by)
    thu_tuc.ghi_buoc(ho_so, loai=L.TIEP_NHAN, ngay=d.replace(day=22), by=by)
    thu_tuc.ghi_buoc(ho_so, loai=L.TRINH_SO, ngay=d.replace(day=28), by=by)
    thu_tuc.ghi_buoc(ho_so, loai=L.LAY_Y_KIEN, ngay=d.replace(day=29), by=by)
    hoi_dong(ho_so, by)
    thu_tuc.ghi_buoc(ho_so, loai=L.TIEU_CHI, so="2/QĐ-HĐ", ngay=d.replace(month=10, day=5), by=by)
    return list(ho_so.ung_vien.order_by("pk"))


def hoi_dong(ho_so: HoSo, by: Any, **truong: Any) -> Any:
    truong.setdefault("co_mat_toi_thieu", Decimal(60))
    return tuyen_chon.lap_hoi_dong(
        ho_so, so_quyet_dinh="1500/QĐ-UBND", ngay_quyet_dinh=ho_so.ngay_nop.replace(day=30),
        thanh_vien=[
            NguoiHop("Lê Văn Chủ", "UBND tỉnh", "chu_tich"),
            NguoiHop("Trần Thị Phó", "Sở Công Thương", "pho"),
            NguoiHop("Ngô Văn Viên", "Sở Tài chính", "thanh_vien"),
            NguoiHop("Đỗ Thị Ký", "Sở Công Thương", "thu_ky"),
        ],
        by=by, **truong,
    )  # fmt: skip


def cham(ho_so: HoSo, ung_vien: Any, by: Any, *cac_diem: tuple[int, ...]) -> None:
    """One sheet a scoring member, in order: points of the four criteria."""
    tuyen_chon.xet_dieu_kien(ung_vien, dat=True, by=by)
    nguoi = ho_so.hoi_dong.thanh_vien.exclude(vai_tro="thu_ky").order_by("pk")
    goc = list(TieuChi.objects.filter(cha=None).order_by("thu_tu"))
    for n, diem in zip(nguoi, cac_diem, strict=False):
        tuyen_chon.ghi_phieu(
            ung_vien, n, diem={t.pk: Decimal(d) for t, d in zip(goc, diem, strict=True)}, by=by
        )
