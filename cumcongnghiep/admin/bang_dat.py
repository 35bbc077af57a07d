"""Land, tenants and infrastructure on the page of a cluster."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cucctdp.formats.ngay import ngay_ngan
from cumcongnghiep.admin.kieu_bang import LY_DO, XOA, HanhDong, LoaiDong, ha, tien, xac_nhan
from cumcongnghiep.choices import TinhTrangDuAn
from cumcongnghiep.models import (
    CanDoiDat,
    DuAn,
    HangMuc,
    Lo,
    MauNuoc,
    TaiSan,
    ThueDat,
    TramXuLy,
)
from cumcongnghiep.services import dat, du_an, ha_tang


def _sua_can_doi(dong: CanDoiDat, *, by: Any, **d: Any) -> Any:
    return dat.can_doi_dat(dong.cum, by=by, ngay=dong.ngay, **d)


def _tinh_trang(d: DuAn) -> str:
    return str(TinhTrangDuAn(d.tinh_trang(timezone.localdate())).label)


def _co(gia_tri: bool | None) -> str:
    return "chưa rõ" if gia_tri is None else "Đã truyền" if gia_tri else "Chưa truyền"


DAT = (
    LoaiDong(
        ma="can-doi",
        bang=CanDoiDat,
        ten="Cơ cấu sử dụng đất",
        cot=(
            ("Từ ngày", lambda c: ngay_ngan(c.ngay)),
            ("Tổng (ha)", lambda c: ha(c.tong)),
            ("Đất công nghiệp (ha)", lambda c: ha(c.cong_nghiep)),
            ("Giao thông (ha)", lambda c: ha(c.giao_thong)),
            ("Cây xanh (ha)", lambda c: ha(c.cay_xanh)),
            ("Kỹ thuật (ha)", lambda c: ha(c.ky_thuat)),
            ("Dịch vụ (ha)", lambda c: ha(c.dich_vu)),
            ("Xác nhận", xac_nhan),
        ),
        truong=(
            "ngay", "van_ban", "tong", "cong_nghiep", "giao_thong", "cay_xanh", "ky_thuat",
            "dich_vu", "khac", "uu_tien", "cho_lang_nghe", "cho_chuyen_nganh", "nguon_tin",
        ),
        truong_sua=(
            "van_ban", "tong", "cong_nghiep", "giao_thong", "cay_xanh", "ky_thuat", "dich_vu",
            "khac", "uu_tien", "cho_lang_nghe", "cho_chuyen_nganh", "nguon_tin",
        ),
        them=dat.can_doi_dat,
        sua=_sua_can_doi,
        lien_quan=("nguoi_xac_nhan",),
        thu_tu=("-ngay",),
        hanh_dong={"xac-nhan": HanhDong("Xác nhận", (), dat.xac_nhan_can_doi, False)},
        giup="Đất công nghiệp theo quy hoạch chi tiết là mẫu số của tỷ lệ lấp đầy pháp lý "
        "(khoản 7 Điều 2 NĐ 32/2024/NĐ-CP). Đất dịch vụ, kho bãi có mức tối đa (V15).",
    ),
    LoaiDong(
        ma="lo",
        bang=Lo,
        ten="Lô đất",
        cot=(
            ("Lô", lambda x: x.ma),
            ("Diện tích (ha)", lambda x: ha(x.dien_tich)),
            ("Tình trạng đất", lambda x: x.get_tinh_trang_display()),
            ("Từ ngày", lambda x: ngay_ngan(x.tinh_trang_tu) or "–"),
        ),
        truong=("ma", "dien_tich", "tinh_trang", "tinh_trang_tu"),
        them=dat.them_lo,
        sua=dat.sua_lo,
        thu_tu=("ma",),
        tim=("ma__khong_dau__contains",),
    ),
    LoaiDong(
        ma="thue",
        bang=ThueDat,
        ten="Thuê đất",
        cot=(
            ("Dự án", lambda t: t.du_an.ten),
            ("Lô", lambda t: t.lo.ma if t.lo else "–"),
            ("Căn cứ giữ đất", lambda t: t.get_loai_display()),
            ("Diện tích (ha)", lambda t: ha(t.dien_tich)),
            ("Từ ngày", lambda t: ngay_ngan(t.tu_ngay)),
            ("Đến ngày", lambda t: ngay_ngan(t.den_ngay) or "đến nay"),
            ("Văn bản", lambda t: t.so_van_ban),
        ),
        truong=(
            "du_an", "lo", "loai", "dien_tich", "tu_ngay", "den_ngay", "so_van_ban", "don_gia",
            "ghi_chu",
        ),
        truong_sua=(
            "lo", "loai", "dien_tich", "tu_ngay", "den_ngay", "so_van_ban", "don_gia", "ghi_chu",
        ),
        them=lambda cum, *, by, **d: dat.cho_thue(d.pop("du_an"), by=by, **d),
        sua=dat.sua_thue,
        lien_quan=("du_an", "lo"),
        thu_tu=("-tu_ngay", "-pk"),
        tim=("du_an__ten__khong_dau__contains", "lo__ma__khong_dau__contains"),
        hanh_dong={
            "cham-dut": HanhDong("Chấm dứt", ("den_ngay", LY_DO), dat.cham_dut_thue, True),
        },
        giup="Biên bản ghi nhớ không được tính vào tỷ lệ lấp đầy (khoản 7 Điều 2). Một lô không "
        "cho hai dự án thuê cùng một ngày.",
    ),
    LoaiDong(
        ma="du-an",
        bang=DuAn,
        ten="Dự án thứ cấp",
        cot=(
            ("Dự án", lambda d: d.ten),
            ("Nhà đầu tư", lambda d: d.nha_dau_tu),
            ("Tình trạng", _tinh_trang),
            ("Diện tích đăng ký (ha)", lambda d: ha(d.dien_tich_dang_ky)),
            ("Vốn đăng ký", lambda d: tien(d.von_dang_ky)),
            ("Vào cụm", lambda d: ngay_ngan(d.vao_cum)),
            ("Hoạt động từ", lambda d: ngay_ngan(d.hoat_dong_tu) or "–"),
        ),
        truong=(
            "ten", "nha_dau_tu", "ma_so_thue", "co_so", "von_nuoc_ngoai", "quoc_gia", "nganh",
            "nganh_mo_ta", "dien_tich_dang_ky", "von_dang_ky", "von_thuc_hien", "so_gcn",
            "ngay_gcn", "vao_cum", "khoi_cong", "hoat_dong_tu", "di_doi_tu", "noi_di_doi",
            "nhom_uu_tien", "gp_moi_truong", "pccc",
        ),
        them=du_an.them_du_an,
        sua=du_an.sua_du_an,
        thu_tu=("ten", "pk"),
        tim=(
            "ten__khong_dau__contains",
            "nha_dau_tu__khong_dau__contains",
            "ma_so_thue__startswith",
        ),
        hanh_dong={
            "cham-dut": HanhDong("Chấm dứt", ("ngay", LY_DO), du_an.cham_dut_du_an, True),
            "xoa": HanhDong(XOA, (LY_DO,), du_an.xoa_du_an, True),
        },
        giup="Cụm «đã hoạt động» khi có ít nhất một dự án (dòng 15 Biểu 04, TT 14/2024/TT-BCT).",
    ),
    LoaiDong(
        ma="hang-muc",
        bang=HangMuc,
        ten="Hạng mục hạ tầng",
        cot=(
            ("Hạng mục", lambda m: m.get_loai_display()),
            ("Giai đoạn", lambda m: m.giai_doan),
            ("Tình trạng", lambda m: m.get_tinh_trang_display()),
            ("Đạt (%)", lambda m: ha(m.phan_tram)),
            ("Vốn DN", lambda m: tien(m.von_dn)),
            ("Vốn NSNN", lambda m: tien(m.von_nsnn)),
            ("Hoàn thành", lambda m: ngay_ngan(m.hoan_thanh) or "–"),
            ("Số liệu đến", lambda m: ngay_ngan(m.den_ngay)),
        ),
        truong=ha_tang.TRUONG_HANG_MUC,
        them=ha_tang.them_hang_muc,
        sua=ha_tang.sua_hang_muc,
        thu_tu=("giai_doan", "pk"),
        hanh_dong={"xoa": HanhDong(XOA, (LY_DO,), ha_tang.xoa_hang_muc, True)},
        giup="Công trình thiết yếu phải xong mới được mở rộng (V12).",
    ),
    LoaiDong(
        ma="tram",
        bang=TramXuLy,
        ten="Trạm xử lý nước thải",
        cot=(
            ("Trạm", lambda t: t.ten),
            ("Tình trạng", lambda t: t.get_tinh_trang_display()),
            ("Từ ngày", lambda t: ngay_ngan(t.tinh_trang_tu)),
            ("Thiết kế (m³/ngày đêm)", lambda t: ha(t.cong_suat_thiet_ke)),
            ("Lưu lượng (m³/ngày đêm)", lambda t: ha(t.luu_luong)),
            ("GPMT", lambda t: t.so_gpmt or "–"),
            ("Quan trắc tự động", lambda t: _co(t.quan_trac_tu_dong)),
            ("Số liệu đến", lambda t: ngay_ngan(t.den_ngay)),
        ),
        truong=ha_tang.TRUONG_TRAM,
        them=ha_tang.them_tram,
        sua=ha_tang.sua_tram,
        thu_tu=("pk",),
        giup="Cụm đang hoạt động phải có hệ thống thu gom, xử lý nước thải tập trung (Điều 52 "
        "Luật Bảo vệ môi trường 2020).",
    ),
    LoaiDong(
        ma="mau",
        bang=MauNuoc,
        ten="Mẫu nước thải",
        cot=(
            ("Trạm", lambda m: m.tram.ten),
            ("Ngày lấy mẫu", lambda m: ngay_ngan(m.ngay)),
            ("Kết quả", lambda m: "Đạt" if m.dat else "Không đạt"),
            ("Chỉ tiêu vượt", lambda m: m.chi_tieu_vuot),
            ("Đơn vị đo", lambda m: m.don_vi_do),
        ),
        truong=("tram", "ngay", "dat", "chi_tieu_vuot", "don_vi_do"),
        them=lambda cum, *, by, **d: ha_tang.ghi_mau_nuoc(d.pop("tram"), by=by, **d),
        sua=None,
        lien_quan=("tram",),
        thu_tu=("-ngay", "-pk"),
        co_tep=True,
        duong_cum="tram__cum",
    ),
    LoaiDong(
        ma="tai-san",
        bang=TaiSan,
        ten="Tài sản hạ tầng nhà nước",
        cot=(
            ("Tài sản", lambda t: t.ten),
            ("Tình trạng", lambda t: t.get_tinh_trang_display()),
            ("Nguyên giá", lambda t: tien(t.nguyen_gia)),
            ("Còn lại", lambda t: tien(t.con_lai)),
            ("Đơn vị quản lý", lambda t: t.don_vi_quan_ly),
            ("Hồ sơ", lambda t: t.so_ho_so or "chưa lập"),
        ),
        truong=ha_tang.TRUONG_TAI_SAN,
        them=ha_tang.them_tai_san,
        sua=ha_tang.sua_tai_san,
        thu_tu=("pk",),
        giup="Hạ tầng đầu tư từ ngân sách phải lập hồ sơ tài sản (NĐ 178/2026/NĐ-CP).",
    ),
)  # fmt: skip
