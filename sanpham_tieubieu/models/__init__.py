"""Tables of the selection of typical rural industrial products."""

from sanpham_tieubieu.models.ban import (
    BanBinhChon,
    NhanSu,
    QuanHe,
    ThanhVienBan,
    XungDot,
)
from sanpham_tieubieu.models.cham import (
    DiemTieuChi,
    MocDiem,
    PhanCong,
    PhieuCham,
    PhieuGiay,
)
from sanpham_tieubieu.models.cong_bo import (
    DanhHieuCu,
    SoCongBo,
)
from sanpham_tieubieu.models.giam_sat import (
    CanhBao,
)
from sanpham_tieubieu.models.giay import (
    GiayChungNhan,
    TheoDoi,
)
from sanpham_tieubieu.models.ho_so import (
    AnhHoSo,
    HoSoDangKy,
    SoLieuNam,
    TaiLieuHoSo,
)
from sanpham_tieubieu.models.kem_theo import (
    HienVat,
    VanBanGui,
    YeuCauBoSung,
)
from sanpham_tieubieu.models.ket_qua import (
    BieuQuyet,
    KetQua,
    KhieuNai,
    PhienHop,
    QuyetDinhCongNhan,
    ThongBaoKetQua,
)
from sanpham_tieubieu.models.khung import (
    KhungDiem,
    TieuChi,
)
from sanpham_tieubieu.models.ky import (
    ChiTieuNhom,
    DiaBanKy,
    KyBinhChon,
    MocKy,
)
from sanpham_tieubieu.models.lang_nghe import (
    LangNghe,
    SoLieuLangNghe,
)
from sanpham_tieubieu.models.luat import (
    LoaiTaiLieu,
    NhomSanPham,
    QuyDinhCap,
    QuyTac,
)
from sanpham_tieubieu.models.san_pham import (
    NguoiNop,
    SanPham,
    ThanhPhanBo,
)
from sanpham_tieubieu.models.su_kien import (
    GianHang,
    GianHangNguon,
    SuKienNganh,
    TinhThamDu,
    ViecHoiNghi,
)

__all__ = [
    "AnhHoSo",
    "BanBinhChon",
    "BieuQuyet",
    "CanhBao",
    "ChiTieuNhom",
    "DanhHieuCu",
    "DiaBanKy",
    "DiemTieuChi",
    "GianHang",
    "GianHangNguon",
    "GiayChungNhan",
    "HienVat",
    "HoSoDangKy",
    "KetQua",
    "KhieuNai",
    "KhungDiem",
    "KyBinhChon",
    "LangNghe",
    "LoaiTaiLieu",
    "MocDiem",
    "MocKy",
    "NguoiNop",
    "NhanSu",
    "NhomSanPham",
    "PhanCong",
    "PhienHop",
    "PhieuCham",
    "PhieuGiay",
    "QuanHe",
    "QuyDinhCap",
    "QuyTac",
    "QuyetDinhCongNhan",
    "SanPham",
    "SoCongBo",
    "SoLieuLangNghe",
    "SoLieuNam",
    "SuKienNganh",
    "TaiLieuHoSo",
    "ThanhPhanBo",
    "ThanhVienBan",
    "TheoDoi",
    "ThongBaoKetQua",
    "TieuChi",
    "TinhThamDu",
    "VanBanGui",
    "ViecHoiNghi",
    "XungDot",
    "YeuCauBoSung",
]
