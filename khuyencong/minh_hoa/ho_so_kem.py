"""Appraisals, documents and vouchers of demo đề án: what the tabs and the inspection file show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, luu_tep
from cucctdp.pdf.render import html_to_pdf
from khuyencong.choices import (
    CachThamDinh,
    CapThamDinh,
    KetLuanThamDinh,
    Nguon,
    TieuChi,
    TrangThaiDeAn,
)
from khuyencong.minh_hoa.kich_ban import KichBan
from khuyencong.minh_hoa.nguoi import Nguoi
from khuyencong.minh_hoa.tinh import MINH_HOA
from khuyencong.models import (
    ChungTu,
    DanhGiaTieuChi,
    DeAn,
    HopDong,
    TaiLieu,
    ThamDinh,
    ThuHuong,
)
from khuyencong.quyen_tep import TEP_DE_AN

T = TrangThaiDeAn
TEN_TEP = "tai-lieu-minh-hoa.pdf"
# Papers of registration (danh mục tài liệu, bước đăng ký) that every demo dossier holds.
TAI_LIEU = (
    ("de-nghi-ho-tro", "Văn bản đề nghị hỗ trợ của đơn vị thụ hưởng"),
    ("cam-ket-doi-ung", "Cam kết bố trí đủ vốn đối ứng"),
)
_CHUA_XET_SO = {T.NHAP, T.NOP_SO, T.THAM_DINH_SO, T.TRA_LAI}
_CHUA_XET_BO = {*_CHUA_XET_SO, T.DAT_CO_SO, T.GUI_CUC, T.THAM_DINH_BO, T.BO_SUNG}


def tham_dinh(
    kb: KichBan, de_an: DeAn, cac: Sequence[ThuHuong], nguoi: Nguoi
) -> Iterator[ThamDinh | DanhGiaTieuChi]:
    """Signed phiếu thẩm định of the levels passed, each with the five criteria of Điều 9."""
    khong_dat = kb.trang_thai == T.KHONG_DAT
    if kb.trang_thai not in _CHUA_XET_SO and not kb.nhieu_tinh:
        ket_luan = KetLuanThamDinh.KHONG_DAT if khong_dat else KetLuanThamDinh.DAT
        yield from _phieu(de_an, cac, CapThamDinh.CO_SO, ket_luan, nguoi, 14)
    if kb.nguon != Nguon.KCQG or kb.trang_thai in _CHUA_XET_BO:
        return
    if kb.nhieu_tinh or not khong_dat:
        ket_luan = KetLuanThamDinh.KHONG_DAT if khong_dat else KetLuanThamDinh.DAT
        yield from _phieu(de_an, cac, CapThamDinh.BO, ket_luan, nguoi, 19)


def _phieu(
    de_an: DeAn, cac: Sequence[ThuHuong], cap: str, ket_luan: str, nguoi: Nguoi, sau: int
) -> Iterator[ThamDinh | DanhGiaTieuChi]:
    dau = de_an.gui_cuc_ngay if cap == CapThamDinh.BO else de_an.dang_ky_ngay
    ngay = (dau or date(de_an.nam - 1, 6, 1)) + timedelta(sau)
    dat = ket_luan == KetLuanThamDinh.DAT
    ben = "cuc" if cap == CapThamDinh.BO else "so"
    phieu = ThamDinh(
        de_an=de_an, cap=cap, cach=CachThamDinh.CHUYEN_VIEN, vong=1, ngay=ngay, ket_luan=ket_luan,
        y_kien="Đồng ý hỗ trợ theo dự toán." if dat else "Hiệu quả chưa được thuyết minh.",
        nguoi=nguoi.cua(ben, de_an.thuc_hien.don_vi_id),
        ky_luc=timezone.make_aware(datetime.combine(ngay, time(15))),
        **{m: sum(getattr(t, m) for t in cac) if dat else 0 for m in ("kcqg", "kcdp", "doi_ung")},
    )  # fmt: skip
    yield phieu
    for tieu_chi in TieuChi:
        duoc = dat or tieu_chi != TieuChi.HIEU_QUA
        nhan_xet = "" if duoc else "Chưa nêu được số lao động, doanh thu tăng thêm."
        yield DanhGiaTieuChi(tham_dinh=phieu, tieu_chi=tieu_chi, dat=duoc, nhan_xet=nhan_xet)


def chung_tu(
    kb: KichBan, de_an: DeAn, hop_dong: HopDong, ngay: date, tien: dict[str, int]
) -> Iterator[ChungTu]:
    """One voucher a source for what was settled, dated between acceptance and settlement."""
    for i, (nguon, so_tien) in enumerate(tien.items(), 1):
        if so_tien:
            yield ChungTu(
                hop_dong=hop_dong, so=f"HĐ {kb.thu_tu:05d}/{i} {MINH_HOA}", ngay=ngay,
                noi_dung=f"Chi theo hợp đồng {hop_dong.so}", nguon=nguon, so_tien=so_tien,
            )  # fmt: skip


def tai_lieu(cac: Sequence[tuple[DeAn, ThuHuong]]) -> tuple[list[Tep], list[TaiLieu]]:
    """Files and documents of dossiers handed in: one stored PDF, one file row a đề án.

    Who may read a file is asked of its đề án, so the row cannot be shared; the content is.
    """
    if not cac:
        return [], []
    noi_dung = html_to_pdf(
        '<html lang="vi"><head><title>Tài liệu minh họa</title>'
        '<link rel="stylesheet" href="css/print.css"></head><body><h1>Tài liệu minh họa</h1>'
        "<p>Tệp dùng chung cho dữ liệu minh họa, không phải hồ sơ thật.</p></body></html>"
    )
    dau, _ = cac[0]
    mau = luu_tep(
        noi_dung, loai=TEP_DE_AN, ten=TEN_TEP, kieu_noi_dung=PDF, by=None, doi_tuong=dau
    )  # fmt: skip
    loai = ContentType.objects.get_for_model(DeAn)
    chung: dict[str, Any] = {
        "loai": TEP_DE_AN, "ten": TEN_TEP, "tep": mau.tep.name, "sha256": mau.sha256,
        "kich_thuoc": mau.kich_thuoc, "kieu_noi_dung": PDF, "doi_tuong_loai": loai,
    }  # fmt: skip
    moi = [Tep(doi_tuong_id=d.pk, **chung) for d, _ in cac[1:]]
    return moi, [
        TaiLieu(
            de_an=d, ma=ma, ten=f"{ten} {MINH_HOA}", thu_huong=t if t.co_so_id else None, tep=tep,
            ngay=d.dang_ky_ngay, nguoi=d.nguoi_lap,
        )
        for (d, t), tep in zip(cac, [mau, *moi], strict=True)
        for ma, ten in TAI_LIEU
    ]  # fmt: skip
