from khuyencong.models.canh_bao import CanhBao
from khuyencong.models.danh_muc import (
    CheDoDoiTuong,
    DiaBanUuTien,
    DinhMuc,
    NganhNghe,
    NoiDung,
    TyLeTamUng,
)
from khuyencong.models.de_an import DeAn, DeAnNoiDung
from khuyencong.models.ho_so_nop import DuToan, TaiLieu, YeuCauBoSung
from khuyencong.models.ke_hoach import (
    ChuongTrinh,
    DotGiaoVon,
    KeHoach,
    MucTieu,
    SoCongBo,
)
from khuyencong.models.mang_luoi import CongTacVien, TrungTam, TuVanVien
from khuyencong.models.nghiem_thu import (
    ChungTu,
    HieuQua,
    NghiaVuHoanTra,
    NghiemThu,
)
from khuyencong.models.nop_nghiem_thu import NopNghiemThu
from khuyencong.models.so_cai import ButToan
from khuyencong.models.tham_dinh import DanhGiaTieuChi, ThamDinh, ThanhVienHop
from khuyencong.models.thu_huong import ThuHuong
from khuyencong.models.thu_tuc import (
    MauBieu,
    QuyTac,
    ThamQuyen,
    ThoiHan,
    YeuCauTaiLieu,
)
from khuyencong.models.thuc_hien import (
    DieuChinhDeAn,
    HopDong,
    TienDo,
)

__all__ = [
    "ButToan",
    "CanhBao",
    "CheDoDoiTuong",
    "ChungTu",
    "ChuongTrinh",
    "CongTacVien",
    "DanhGiaTieuChi",
    "DeAn",
    "DeAnNoiDung",
    "DiaBanUuTien",
    "DieuChinhDeAn",
    "DinhMuc",
    "DotGiaoVon",
    "DuToan",
    "HieuQua",
    "HopDong",
    "KeHoach",
    "MauBieu",
    "MucTieu",
    "NganhNghe",
    "NghiaVuHoanTra",
    "NghiemThu",
    "NoiDung",
    "NopNghiemThu",
    "QuyTac",
    "SoCongBo",
    "TaiLieu",
    "ThamDinh",
    "ThamQuyen",
    "ThanhVienHop",
    "ThoiHan",
    "ThuHuong",
    "TienDo",
    "TrungTam",
    "TuVanVien",
    "TyLeTamUng",
    "YeuCauBoSung",
    "YeuCauTaiLieu",
]
