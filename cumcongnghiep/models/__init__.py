from cumcongnghiep.models.bieu import (
    BieuNop,
    DongBieu,
    GiaiThichChenh,
    KyBieu,
    NguoiBaoCao,
)
from cumcongnghiep.models.chu_dau_tu import ChuDauTu, GiaoChuDauTu
from cumcongnghiep.models.cong_bo import SoCongBo
from cumcongnghiep.models.cum import Cum, CumXa, MucQuyHoach, QuyHoach
from cumcongnghiep.models.dat import CanDoiDat, Lo, ThueDat
from cumcongnghiep.models.du_an import DuAn
from cumcongnghiep.models.giam_sat import CanhBao, KeHoachDiDoi, KiemTra
from cumcongnghiep.models.ha_tang import HangMuc, MauNuoc, TaiSan, TramXuLy
from cumcongnghiep.models.luat import (
    CheDo,
    DiaBanUuDai,
    HanBieu,
    QuyTac,
    ThoiHan,
    TieuChi,
)
from cumcongnghiep.models.so_lieu import SoLieu
from cumcongnghiep.models.tuyen_chon import (
    DiemTieuChi,
    HoiDong,
    PhieuCham,
    ThanhVienHoiDong,
    UngVien,
)
from cumcongnghiep.models.van_ban import BoSungHoSo, HoSo, VanBan

__all__ = [
    "BieuNop",
    "BoSungHoSo",
    "CanDoiDat",
    "CanhBao",
    "CheDo",
    "ChuDauTu",
    "Cum",
    "CumXa",
    "DiaBanUuDai",
    "DiemTieuChi",
    "DongBieu",
    "DuAn",
    "GiaiThichChenh",
    "GiaoChuDauTu",
    "HanBieu",
    "HangMuc",
    "HoSo",
    "HoiDong",
    "KeHoachDiDoi",
    "KiemTra",
    "KyBieu",
    "Lo",
    "MauNuoc",
    "MucQuyHoach",
    "NguoiBaoCao",
    "PhieuCham",
    "QuyHoach",
    "QuyTac",
    "SoCongBo",
    "SoLieu",
    "TaiSan",
    "ThanhVienHoiDong",
    "ThoiHan",
    "ThueDat",
    "TieuChi",
    "TramXuLy",
    "UngVien",
    "VanBan",
]
