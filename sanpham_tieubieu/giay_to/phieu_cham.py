"""Phiếu chấm điểm (Phụ lục 4 TT 26/2014/TT-BCT), blank to write on or filled from a sheet.

Drawing asks nobody for rights: ``tai_giay_to`` gives a filled sheet only to its judge, or to whom
the scores are after the opening minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from sanpham_tieubieu.choices import TrangThaiPhieu
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.giay_to.khoi import KY_TEN, chuc_danh
from sanpham_tieubieu.models import (
    DiemTieuChi,
    HoSoDangKy,
    KhungDiem,
    PhieuCham,
    ThanhVienBan,
    TieuChi,
)

_DONG_TRONG = "…" * 32


def phieu_cham(
    k: KyIn,
    ho_so: HoSoDangKy,
    giam_khao: ThanhVienBan,
    khung: KhungDiem,
    phieu: PhieuCham | None = None,
) -> ToGiay:
    """One sheet; without ``phieu`` its boxes are empty.

    Judges see codes, not names, where the round says so: the paper keeps to it until the opening.
    """
    an = k.ky.an_danh and not k.ky.da_mo_diem()
    cac_diem = _cac_diem(phieu) if phieu is not None else None
    ngay = timezone.localtime(phieu.ky_luc).date() if phieu and phieu.ky_luc else None
    khoi: list[Khoi] = [
        *(() if an else (Nhan("Tên sản phẩm", ho_so.ten_san_pham),)),
        Nhan("Nhóm", k.ten_nhom(ho_so.ma_nhom)),
        Nhan("Mã số bình chọn", ho_so.ma_so or "………"),
        Nhan("Họ và tên giám khảo", str(giam_khao.nhan_su)),
        Nhan("Chức vụ, học hàm, học vị", chuc_danh(giam_khao)),
        _bang(khung, cac_diem, {d.tieu_chi_id: d.ghi_chu for d in _dong(phieu)}),
        Doan(
            f"Điểm chấm từ 0 đến điểm tối đa của từng tiêu chí, bước {dinh_dang(k.ky.buoc_diem)} "
            "điểm."
        ),
        Nhan("Nhận xét", phieu.nhan_xet or "Không có" if phieu else f"\n{_DONG_TRONG}" * 3),
    ]
    if phieu is not None and phieu.trang_thai == TrangThaiPhieu.VO_HIEU:
        khoi.append(Nhan("Phiếu không tính vào kết quả", phieu.ly_do_vo_hieu))
    return ToGiay(
        van_ban=ten.dau_hoi_dong(
            k, loai="PHIẾU CHẤM ĐIỂM", trich_yeu=ten.trich_yeu(k, "Bình chọn"), ngay=ngay
        ),
        khoi=tuple(khoi),
        ky=(ONguoiKy("", cach_ky=""), ONguoiKy("GIÁM KHẢO", str(giam_khao.nhan_su), KY_TEN)),
        so_mau="Phụ lục 4",
        canh_bao=_canh_bao(phieu),
        ghi_chu=_ghi_chu(phieu),
    )


def _dong(phieu: PhieuCham | None) -> list[DiemTieuChi]:
    return [] if phieu is None else list(phieu.cac_diem.all())


def _cac_diem(phieu: PhieuCham) -> dict[int, Decimal]:
    return {d.tieu_chi_id: d.diem for d in _dong(phieu) if d.diem is not None}


def _canh_bao(phieu: PhieuCham | None) -> str:
    if phieu is None or phieu.trang_thai != TrangThaiPhieu.DANG_CHAM:
        return ""
    return "Phiếu đang chấm, chưa ký: không tính vào kết quả"


def _ghi_chu(phieu: PhieuCham | None) -> str:
    """The signed sheet carries the hash that stands in the audit chain."""
    if phieu is None or not phieu.bam:
        return ""
    nguon = " Nhập từ phiếu giấy." if phieu.giay else ""
    luc = timezone.localtime(phieu.ky_luc) if phieu.ky_luc else None
    ky = f"Ký lúc {luc:%H:%M ngày %d/%m/%Y}" if luc else "Đã ký"
    return f"{ky}; mã băm của phiếu: {phieu.bam}.{nguon}"


def _bang(
    khung: KhungDiem, cac_diem: Mapping[int, Decimal] | None, ghi_chu: Mapping[int, str]
) -> Bang:
    cac = sorted(khung.tieu_chi.all(), key=lambda t: (t.thu_tu, t.pk))
    con: dict[int | None, list[TieuChi]] = {}
    for t in cac:
        con.setdefault(t.cha_id, []).append(t)

    def diem(t: TieuChi) -> Decimal | None:
        """Of a leaf as scored, of a node the sum of what hangs on it; None with a gap below."""
        assert cac_diem is not None
        if t.pk not in con:
            return cac_diem.get(t.pk)
        return _tong([diem(c) for c in con[t.pk]])

    def o(t: TieuChi) -> GiaTriO:
        if cac_diem is None:
            return ""
        d = diem(t)
        return None if d is None else d.normalize()

    hang = [
        Hang(
            (t.ma, t.ten, t.diem_toi_da.normalize(), o(t), ghi_chu.get(t.pk, "")),
            "tong" if t.cha_id is None else "",
        )
        for t in cac
    ]
    goc = con.get(None, [])
    toi_da = sum((t.diem_toi_da for t in goc), Decimal(0))
    tong: GiaTriO = ""
    if cac_diem is not None:
        cong = _tong([diem(t) for t in goc])
        tong = None if cong is None else cong.normalize()
    hang.append(Hang(("", "Tổng điểm", toi_da.normalize(), tong, ""), "tong"))
    cot = (
        Cot("TT", kieu="stt", rong=14),
        Cot("Nội dung tiêu chí", kieu="chu", rong=92),
        Cot("Điểm tối đa", rong=14),
        Cot("Điểm bình chọn", rong=16),
        Cot("Ghi chú", kieu="chu", rong=24),
    )
    return Bang(BangSoLieu(tieu_de="Bảng điểm", cot=cot, hang=tuple(hang)))


def _tong(cac: list[Decimal | None]) -> Decimal | None:
    co = [c for c in cac if c is not None]
    return sum(co, Decimal(0)) if len(co) == len(cac) else None
