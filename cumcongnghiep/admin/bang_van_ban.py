"""Documents, procedures, developers, figures, inspections on the page of a cluster."""

from __future__ import annotations

from typing import Any

from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang
from cumcongnghiep.admin.kieu_bang import LY_DO, XOA, HanhDong, LoaiDong, ha, tien, xac_nhan
from cumcongnghiep.models import (
    Cum,
    GiaoChuDauTu,
    HoSo,
    KeHoachDiDoi,
    KiemTra,
    SoLieu,
    VanBan,
)
from cumcongnghiep.services import chu_dau_tu, giam_sat, so_lieu, thu_tuc, van_ban

_TIEN = ("tmdt", "von_da_tra", "von_nsnn", "doanh_thu", "nop_nsnn")


def _so(s: SoLieu) -> str:
    return tien(s.gia_tri) if s.chi_tieu in _TIEN else dinh_dang(s.gia_tri)


def _them_so_lieu(cum: Cum, *, by: Any, **d: Any) -> Any:
    return so_lieu.ghi_so_lieu(cum, [so_lieu.SoMoi(**d)], by=by)


VAN_BAN = (
    LoaiDong(
        ma="van-ban",
        bang=VanBan,
        ten="Văn bản",
        cot=(
            ("Văn bản", lambda v: v.get_loai_display()),
            ("Số, ngày", lambda v: f"{v.so or '(chưa có số)'} ngày {ngay_ngan(v.ngay)}"),
            ("Cơ quan", lambda v: v.get_co_quan_display()),
            ("Diện tích (ha)", lambda v: ha(v.dien_tich)),
            ("Chủ đầu tư", lambda v: v.chu_dau_tu or "–"),
            ("TMĐT", lambda v: tien(v.tong_muc_dau_tu)),
            ("Hoàn thành dự kiến", lambda v: ngay_ngan(v.hoan_thanh_du_kien) or "–"),
            ("Ghi chú", lambda v: "cần xác minh" if v.can_xac_minh else v.ngoai_le),
        ),
        truong=(
            "loai", "so", "ngay", "hieu_luc_tu", "co_quan", "trich_yeu", "dien_tich",
            "chu_dau_tu", "tong_muc_dau_tu", "von_nsnn", "khoi_cong_du_kien",
            "hoan_thanh_du_kien", "dat_uu_tien", "thay_the", "ngoai_le", "can_xac_minh",
            "nguon_tin",
        ),
        truong_sua=(
            "so", "ngay", "hieu_luc_tu", "co_quan", "trich_yeu", "dien_tich", "chu_dau_tu",
            "tong_muc_dau_tu", "von_nsnn", "khoi_cong_du_kien", "hoan_thanh_du_kien",
            "dat_uu_tien", "ngay_gui_bo", "thay_the", "ngoai_le", "can_xac_minh", "nguon_tin",
        ),
        them=van_ban.ghi_van_ban,
        sua=van_ban.sua_van_ban,
        lien_quan=("chu_dau_tu",),
        thu_tu=("-ngay", "-pk"),
        hanh_dong={"xoa": HanhDong(XOA, (LY_DO,), van_ban.xoa_van_ban, True)},
        giup="Trạng thái pháp lý và hạ tầng được suy ra từ văn bản; không nhập trạng thái. "
        "Quyết định ghi sai thứ tự bước sẽ bị từ chối, kèm văn bản đang có (V18, V19).",
        tuy_y=("co_quan",),
        co_tep=True,
    ),
    LoaiDong(
        ma="ho-so",
        bang=HoSo,
        ten="Hồ sơ thủ tục",
        cot=(
            ("Thủ tục", lambda h: h.get_loai_display()),
            ("Nộp ngày", lambda h: ngay_ngan(h.ngay_nop)),
            ("Diện tích (ha)", lambda h: ha(h.dien_tich)),
            ("Kết thúc", lambda h: ngay_ngan(h.ket_thuc) or "đang mở"),
            ("Lý do dừng", lambda h: h.ly_do_ket_thuc),
        ),
        truong=("loai", "ngay_nop", "dien_tich", "chung_minh_nhu_cau"),
        truong_sua=("ngay_nop", "dien_tich", "chung_minh_nhu_cau"),
        them=thu_tuc.mo_ho_so,
        sua=thu_tuc.sua_ho_so,
        thu_tu=("-ngay_nop",),
        quyen="thu_tuc_cum",
        hanh_dong={"dung": HanhDong("Dừng hồ sơ", ("ngay", LY_DO), thu_tuc.ket_thuc_ho_so, True)},
        giup="Chế độ áp dụng theo ngày nộp: hồ sơ nộp trước ngày NĐ 303/2026/NĐ-CP có hiệu lực "
        "xét theo quy định cũ (khoản 2 Điều 35).",
    ),
    LoaiDong(
        ma="chu-dau-tu",
        bang=GiaoChuDauTu,
        ten="Chủ đầu tư hạ tầng",
        cot=(
            ("Chủ đầu tư", lambda g: g.chu_dau_tu.ten),
            ("Loại", lambda g: g.chu_dau_tu.get_loai_display()),
            ("Từ ngày", lambda g: ngay_ngan(g.tu_ngay)),
            ("Đến ngày", lambda g: ngay_ngan(g.den_ngay) or "đến nay"),
            ("Điểm", lambda g: ha(g.diem)),
        ),
        truong=("chu_dau_tu", "tu_ngay", "den_ngay", "van_ban", "diem"),
        them=lambda cum, *, by, **d: chu_dau_tu.giao_chu_dau_tu(
            cum, d.pop("chu_dau_tu"), by=by, **d
        ),
        sua=None,
        lien_quan=("chu_dau_tu",),
        thu_tu=("-tu_ngay",),
        hanh_dong={
            "thoi": HanhDong("Thôi giao", ("den_ngay", LY_DO), chu_dau_tu.thoi_chu_dau_tu, True),
        },
        giup="Chủ đầu tư được chọn theo điểm của Hội đồng (khoản 2 Điều 13; V16).",
    ),
    LoaiDong(
        ma="so-lieu",
        bang=SoLieu,
        ten="Số liệu",
        cot=(
            ("Chỉ tiêu", lambda s: s.get_chi_tieu_display()),
            ("Giá trị", _so),
            ("Đến ngày", lambda s: ngay_ngan(s.ngay)),
            ("Dự án", lambda s: s.du_an.ten if s.du_an else "cả cụm"),
            ("Nguồn", lambda s: s.nguon_tin or ("biểu thống kê" if s.bieu_nop_id else "–")),
            ("Người nhập", lambda s: s.nguoi_nhap or "–"),
            ("Xác nhận", xac_nhan),
        ),
        truong=("chi_tieu", "tu_ngay", "ngay", "gia_tri", "van_ban", "nguon_tin"),
        truong_sua=("gia_tri", LY_DO),
        them=_them_so_lieu,
        sua=so_lieu.sua_so_lieu,
        lien_quan=("du_an", "nguoi_nhap", "nguoi_xac_nhan"),
        thu_tu=("chi_tieu", "-ngay", "-pk"),
        hanh_dong={
            "xac-nhan": HanhDong("Xác nhận", (), lambda s, *, by: so_lieu.xac_nhan([s], by=by)),
            "xoa": HanhDong(XOA, (LY_DO,), so_lieu.xoa_so_lieu, True),
        },
        giup="Tiền ghi bằng đồng, đất bằng ha. Người khác người nhập mới xác nhận được; số đã "
        "sửa phải xác nhận lại.",
    ),
    LoaiDong(
        ma="kiem-tra",
        bang=KiemTra,
        ten="Kiểm tra, phản ánh",
        cot=(
            ("Loại", lambda k: k.get_loai_display()),
            ("Ngày", lambda k: ngay_ngan(k.ngay)),
            ("Cơ quan", lambda k: k.co_quan),
            ("Kết luận", lambda k: k.ket_luan),
            ("Vi phạm", lambda k: "Có" if k.vi_pham else "Không"),
            ("Hạn khắc phục", lambda k: ngay_ngan(k.khac_phuc_han) or "–"),
            ("Đã khắc phục", lambda k: ngay_ngan(k.khac_phuc_ngay) or "–"),
        ),
        truong=giam_sat.TRUONG_KIEM_TRA,
        them=giam_sat.ghi_kiem_tra,
        sua=giam_sat.sua_kiem_tra,
        thu_tu=("-ngay", "-pk"),
        co_tep=True,
        giup="Kiểm tra định kỳ không quá một lần trong năm (Điều 24 NĐ 32/2024/NĐ-CP).",
    ),
    LoaiDong(
        ma="di-doi",
        bang=KeHoachDiDoi,
        ten="Di dời cơ sở",
        cot=(
            ("Chiều", lambda k: k.get_chieu_display()),
            ("Từ, đến", lambda k: k.noi),
            ("Số cơ sở", lambda k: k.so_co_so),
            ("Đã di dời", lambda k: k.da_doi),
            ("Kinh phí", lambda k: tien(k.kinh_phi)),
            ("Hạn", lambda k: ngay_ngan(k.han) or "–"),
            ("Số liệu đến", lambda k: ngay_ngan(k.den_ngay)),
        ),
        truong=giam_sat.TRUONG_DI_DOI,
        them=giam_sat.lap_di_doi,
        sua=giam_sat.sua_di_doi,
        thu_tu=("-den_ngay", "-pk"),
    ),
)  # fmt: skip
