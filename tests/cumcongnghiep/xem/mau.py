"""A full cluster with long names: what pages and papers must hold."""

from datetime import date, timedelta
from decimal import Decimal

from cumcongnghiep.choices import (
    ChiTieuSo,
    CoQuan,
    LoaiHangMuc,
    LoaiThue,
    LoaiThuTuc,
    LoaiVanBan,
    TinhTrangHangMuc,
)
from cumcongnghiep.models import (
    CanhBao,
    GiaoChuDauTu,
    HangMuc,
    HoSo,
    KiemTra,
    MauNuoc,
    SoLieu,
    TaiSan,
    TramXuLy,
)
from tests.factories.cumcongnghiep import (
    CanDoiDatFactory,
    ChuDauTuFactory,
    CumFactory,
    CumXaFactory,
    DuAnFactory,
    LoFactory,
    MucQuyHoachFactory,
    ThueDatFactory,
    VanBanFactory,
    tinh,
)
from tests.factories.donvi import DonViFactory

CDT = "Công ty cổ phần Đầu tư xây dựng và Kinh doanh hạ tầng kỹ thuật cụm công nghiệp Phú Thịnh"
NGANH = (
    "Chế biến gỗ, mây tre đan, thêu dệt thổ cẩm; cơ khí phục vụ nông nghiệp; vật liệu xây dựng "
    "không nung; chế biến nông, lâm sản; công nghiệp hỗ trợ ngành điện tử, dệt may và các ngành "
    "nghề thân thiện với môi trường khác theo quy định của pháp luật."
)
_HANG_MUC = (
    LoaiHangMuc.SAN_NEN, LoaiHangMuc.GIAO_THONG, LoaiHangMuc.CAP_NUOC,
    LoaiHangMuc.THU_GOM_NUOC_THAI, LoaiHangMuc.XLNT, LoaiHangMuc.CAP_DIEN,
)  # fmt: skip
_SO = (
    (ChiTieuSo.CN_DA_GPMB, "48.5"),
    (ChiTieuSo.DU_DIEU_KIEN, "40"),
    (ChiTieuSo.DA_BAN_GIAO, "70.25"),
    (ChiTieuSo.VON_DA_TRA, "412500000000"),
    (ChiTieuSo.VON_NSNN, "25000000000"),
)
# (kind, number, day, area, what else)
_VAN_BAN = (
    (LoaiVanBan.DE_NGHI, "", date(2019, 3, 4), "50", {"co_quan": CoQuan.DN}),
    (LoaiVanBan.THANH_LAP, "2978/QĐ-UBND", date(2020, 2, 20), "50", {}),
    (LoaiVanBan.QHCT, "1215/QĐ-UBND", date(2020, 9, 1), "50", {}),
    (LoaiVanBan.DU_AN, "88/QĐ-PTH", date(2021, 1, 15), None, {"co_quan": CoQuan.CDT,
     "tong_muc_dau_tu": 685_400_000_000, "von_nsnn": 60_000_000_000,
     "khoi_cong_du_kien": date(2021, 6, 1), "hoan_thanh_du_kien": date(2024, 12, 31)}),
    (LoaiVanBan.GPMB, "355/TB-UBND", date(2021, 3, 1), None, {}),
    (LoaiVanBan.CHO_THUE_DAT, "1890/QĐ-UBND", date(2021, 8, 9), "48.5", {}),
    (LoaiVanBan.DTM, "2020/QĐ-BTNMT", date(2021, 5, 2), None, {"co_quan": CoQuan.BO}),
    (LoaiVanBan.GPMT, "410/GPMT-BTNMT", date(2023, 7, 5), None, {"co_quan": CoQuan.BO}),
    (LoaiVanBan.KHOI_CONG, "12/TB-PTH", date(2021, 9, 1), None, {"co_quan": CoQuan.CDT}),
    (LoaiVanBan.MO_RONG, "3456/QĐ-UBND", date(2025, 2, 20), "25", {}),
)  # fmt: skip


def _so_du_an(du_an):
    SoLieu.objects.create(
        cum=du_an.cum, du_an=du_an, chi_tieu=ChiTieuSo.LAO_DONG, ngay=date(2026, 6, 14),
        gia_tri=120,
    )  # fmt: skip
    SoLieu.objects.create(
        cum=du_an.cum, du_an=du_an, chi_tieu=ChiTieuSo.DOANH_THU, tu_ngay=date(2025, 12, 15),
        ngay=date(2026, 6, 14), gia_tri=75_000_000_000,
    )  # fmt: skip


def cum_day_du(*, du_an: int = 6, **khac):
    """An established cluster with every kind of fact; its states are computed."""
    khac.setdefault("don_vi", DonViFactory(ma="15", ten_goi="Lào Cai"))
    khac.setdefault(
        "ten", "Làng nghề truyền thống và tiểu thủ công nghiệp Thống Nhất – Hợp Thành mở rộng"
    )
    cum = CumFactory(
        huyen_cu="thành phố Lào Cai",
        dia_diem="Thôn An San, xã Thống Nhất và thôn Pèng, xã Hợp Thành",
        loai_hinh=["lang_nghe", "chuyen_nganh"],
        nganh_nghe=NGANH,
        truoc_105_2009=True,
        **khac,
    )
    CumXaFactory(cum=cum)
    CumXaFactory(cum=cum, chu_tri=False)
    MucQuyHoachFactory(cum=cum, stt=12)
    cdt = ChuDauTuFactory(ten=CDT)
    van_ban = {}
    for loai, so, ngay, dien_tich, them in _VAN_BAN:
        ha = None if dien_tich is None else Decimal(dien_tich)
        van_ban[loai] = VanBanFactory(
            cum=cum, loai=loai, so=so, ngay=ngay, dien_tich=ha, chu_dau_tu=cdt, **them
        )
    ho_so = HoSo.objects.create(cum=cum, loai=LoaiThuTuc.MO_RONG, ngay_nop=date(2026, 9, 20))
    VanBanFactory(
        cum=cum, ho_so=ho_so, loai=LoaiVanBan.DE_NGHI, so="15/ĐN-PTH", ngay=date(2026, 9, 20),
        co_quan=CoQuan.DN, dien_tich=Decimal(10),
    )  # fmt: skip
    GiaoChuDauTu.objects.create(
        cum=cum, chu_dau_tu=cdt, tu_ngay=date(2020, 2, 20), van_ban=van_ban[LoaiVanBan.THANH_LAP],
        diem=Decimal("87.5"),
    )  # fmt: skip
    CanDoiDatFactory(
        cum=cum, ngay=date(2020, 9, 1), van_ban=van_ban[LoaiVanBan.QHCT],
        cong_nghiep=Decimal("52.4"),
    )  # fmt: skip
    for i in range(du_an):
        da = DuAnFactory(
            cum=cum, ten=f"Nhà máy chế biến số {i}", vao_cum=date(2022, 1, 1) + timedelta(i),
            von_dang_ky=150_000_000_000, von_nuoc_ngoai=i == 0, hoat_dong_tu=date(2023, 1, 1),
        )  # fmt: skip
        ThueDatFactory(
            du_an=da, lo=LoFactory(cum=cum), dien_tich=Decimal("0.55"), tu_ngay=date(2022, 1, 1)
        )
        if i % 2 == 0:
            _so_du_an(da)
    cuoi = DuAnFactory(cum=cum, vao_cum=date(2024, 1, 1))
    ThueDatFactory(du_an=cuoi, loai=LoaiThue.CHAP_THUAN, dien_tich=Decimal(5))
    ThueDatFactory(du_an=cuoi, loai=LoaiThue.GHI_NHO, dien_tich=Decimal(9))
    for loai in _HANG_MUC:
        xong = loai != LoaiHangMuc.XLNT
        HangMuc.objects.create(
            cum=cum, loai=loai, den_ngay=date(2026, 6, 14), khoi_cong=date(2021, 9, 1),
            tinh_trang=TinhTrangHangMuc.XONG if xong else TinhTrangHangMuc.DANG,
            phan_tram=100 if xong else 60, hoan_thanh=date(2024, 5, 1) if xong else None,
            von_dn=30_000_000_000,
        )  # fmt: skip
    tram = TramXuLy.objects.create(
        cum=cum, ten="Trạm xử lý nước thải tập trung giai đoạn 1", tinh_trang="dung",
        tinh_trang_tu=date(2025, 9, 1), cong_suat_thiet_ke=Decimal(1500), so_gpmt="410/GPMT-BTNMT",
        gpmt_den=date(2026, 1, 1), den_ngay=date(2026, 6, 14), quy_chuan="QCVN 40:2025/BTNMT",
    )  # fmt: skip
    MauNuoc.objects.create(tram=tram, ngay=date(2025, 8, 1), dat=False, chi_tieu_vuot="COD, amoni")
    TaiSan.objects.create(
        cum=cum, ten="Đường trục chính", tinh_trang="dang_dung", nguyen_gia=20_000_000_000,
        den_ngay=date(2026, 1, 1),
    )  # fmt: skip
    for chi_tieu, so in _SO:
        SoLieu.objects.create(
            cum=cum, chi_tieu=chi_tieu, ngay=date(2026, 6, 14), gia_tri=Decimal(so),
            van_ban=van_ban[LoaiVanBan.DU_AN] if chi_tieu == ChiTieuSo.VON_DA_TRA else None,
            nguon_tin="Báo cáo 6 tháng năm 2026 của chủ đầu tư",
        )  # fmt: skip
    KiemTra.objects.create(
        cum=cum, loai="dinh_ky", ngay=date(2026, 4, 2), co_quan="Sở Công Thương", vi_pham=True,
        ket_luan="Chưa vận hành trạm xử lý nước thải.", khac_phuc_han=date(2026, 9, 30),
    )  # fmt: skip
    for i in range(5):
        CanhBao.objects.create(
            cum=cum, don_vi=cum.don_vi, ma=f"A0{i + 1}", ben=CoQuan.CDT, so_ngay_tre=40 - i,
            thong_bao=(
                "Dự án hạ tầng chậm so với tiến độ ghi trong quyết định, phải báo cáo UBND cấp "
                "tỉnh xem xét, gia hạn hoặc thu hồi"
            ),
            can_cu="Điều 15 Nghị định số 32/2024/NĐ-CP", han=date(2024, 12, 31),
            thay_dau=date(2026, 1, 1), thay_cuoi=date(2026, 11, 22),
        )  # fmt: skip
    tinh(cum)
    return cum
