"""What the registers hold for form Q11 of one province and period: rows of its lists, two counts.

Each function answers with rows in the words of the form's list columns; what a list cannot hold is
left out by whoever fits the rows to the form (``baocao.services.theo_so``).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from baocao.choices_theo_doi import (
    CapNghiQuyet,
    DanhGiaTienDo,
    LoaiKetLuan,
    LoaiMTQG,
    LoaiSuKien,
    MucTiepThu,
    TrangThaiTheoDoi,
    TrangThaiVanBan,
)
from baocao.models import (
    BoBaoCao,
    ChuongTrinhLamViec,
    DoanKiemTra,
    GopYVanKien,
    KetLuanKiemTra,
    MucTieuNam,
    NghiQuyet,
    SuKienNganh,
    TienDoNhiemVu,
    TinhHinhMTQG,
    TruyenThong,
    VanBan,
)
from cucctdp.formats.so import dinh_dang

Hang = dict[str, str]
TRIEU = Decimal(1_000_000)
_CAP: dict[str, str] = {
    CapNghiQuyet.BO_CHINH_TRI: "Bộ Chính trị",
    CapNghiQuyet.TRUNG_UONG: "Ban Chấp hành Trung ương",
    CapNghiQuyet.QUOC_HOI: "Quốc hội",
    CapNghiQuyet.CHINH_PHU: "Chính phủ",
    CapNghiQuyet.TINH_UY: "Tỉnh ủy",
    CapNghiQuyet.HDND: "HĐND",
}
_DANH_GIA: dict[str, str] = {
    DanhGiaTienDo.DAT: "Đạt và vượt",
    DanhGiaTienDo.RUI_RO: "Đạt tiến độ, còn rủi ro",
    DanhGiaTienDo.CHAM: "Chậm, có nguy cơ",
}
_TIEP_THU: dict[str, str] = {
    MucTiepThu.TOAN_BO: "Tiếp thu",
    MucTiepThu.MOT_PHAN: "Tiếp thu một phần",
    MucTiepThu.CHUA_RO: "Chưa phản hồi",
}
_MTQG: dict[str, str] = {
    LoaiMTQG.NTM: "Nông thôn mới",
    LoaiMTQG.GIAM_NGHEO: "Giảm nghèo bền vững",
    LoaiMTQG.DTTS: "Dân tộc thiểu số và miền núi",
}
_KET_LUAN: dict[str, str] = {
    LoaiKetLuan.LAM_TOT: "Làm tốt",
    LoaiKetLuan.TON_TAI: "Tồn tại",
    LoaiKetLuan.VI_PHAM: "Vi phạm",
}
_SU_KIEN: dict[str, str] = {
    LoaiSuKien.HOI_NGHI_NGANH: "Hội nghị ngành",
    LoaiSuKien.HOI_NGHI_KC: "Hội nghị khuyến công",
    LoaiSuKien.HOI_CHO: "Hội chợ",
    LoaiSuKien.BINH_CHON: "Bình chọn",
    LoaiSuKien.KHAC: "Khác",
}
_TRANG_THAI: dict[str, str] = {
    TrangThaiTheoDoi.MOI: "Chưa thực hiện",
    TrangThaiTheoDoi.DANG_LAM: "Đang thực hiện",
    TrangThaiTheoDoi.CHO_XAC_NHAN: "Đang thực hiện",
    TrangThaiTheoDoi.HOAN_THANH: "Hoàn thành",
}
_BUOC: dict[str, str] = {
    TrangThaiVanBan.DE_XUAT: "Đề xuất",
    TrangThaiVanBan.SOAN_THAO: "Soạn thảo",
    TrangThaiVanBan.LAY_Y_KIEN: "Lấy ý kiến",
    TrangThaiVanBan.THAM_DINH: "Thẩm định",
    TrangThaiVanBan.TRINH: "Trình",
    TrangThaiVanBan.BAN_HANH: "Ban hành",
}


def _ngay(ngay: date | None) -> str:
    return f"{ngay:%d/%m/%Y}" if ngay else ""


def _so(so: Decimal | int | None) -> str:
    """A number in running text."""
    return "" if so is None else dinh_dang(Decimal(so).normalize())


def _trieu(dong: Decimal | int | None) -> str:
    """Đồng as triệu đồng, plain decimals as lists store them."""
    return "" if dong is None else f"{(Decimal(dong) / TRIEU).quantize(Decimal('0.001')):f}"


def _dem(so: int | None) -> str:
    return "" if so is None else str(so)


def _rows(model: Any, bo: BoBaoCao) -> QuerySet[Any]:
    """The province's own rows that are still followed; demo rows only for a demo pack."""
    return _that(model.objects.filter(don_vi=bo.don_vi_id).exclude(trang_thai="thoi"), bo)


def _that(rows: Any, bo: BoBaoCao) -> QuerySet[Any]:
    return rows if bo.co_minh_hoa else rows.exclude(co_minh_hoa=True)


def _trong_ky(bo: BoBaoCao, truong: str) -> Q:
    return Q((f"{truong}__gte", bo.ky.tu_ngay), (f"{truong}__lte", bo.ky.den_ngay))


def _nghi_quyet(bo: BoBaoCao) -> Iterator[Hang]:
    """Open ones of the province, and national ones whose tasks the provinces report on."""
    chung = Q(don_vi__isnull=True, nhiem_vu__giao_tinh=True)
    rows = NghiQuyet.objects.chua_xong().filter(chung | Q(don_vi=bo.don_vi_id)).distinct()
    for r in _that(rows, bo).order_by("ngay", "pk"):
        yield {
            "cap": _CAP.get(r.cap, ""),
            "so": r.so_ky_hieu,
            "ngay": _ngay(r.ngay),
            "trich_yeu": r.trich_yeu,
            "linh_vuc": r.get_linh_vuc_display(),
        }


def _nhiem_vu(bo: BoBaoCao) -> Iterator[Hang]:
    rows = TienDoNhiemVu.objects.filter(don_vi=bo.don_vi_id, ky=bo.ky_id).select_related(
        "nhiem_vu__nghi_quyet"
    )
    cac_dong = list(_that_nhiem_vu(rows, bo))
    muc_tieu = {
        (m.nhiem_vu_id, m.don_vi_id): m.gia_tri
        for m in MucTieuNam.objects.filter(
            nhiem_vu__in=[r.nhiem_vu_id for r in cac_dong], nam=bo.ky.ky.nam
        )
    }
    for r in cac_dong:
        nv = r.nhiem_vu
        rieng = muc_tieu.get((nv.pk, bo.don_vi_id))
        yield {
            "so": nv.nghi_quyet.so_ky_hieu or nv.nghi_quyet.trich_yeu,
            "noi_dung": nv.noi_dung,
            "chi_tieu": " ".join(filter(None, (nv.chi_tieu, f"({nv.dvt})" if nv.dvt else ""))),
            "muc_tieu_gd": _so(nv.muc_tieu),
            "muc_tieu_nam": _so(muc_tieu.get((nv.pk, None)) if rieng is None else rieng),
            "loai": nv.get_loai_muc_tieu_display() if nv.loai_muc_tieu else "",
            "ket_qua": _so(r.ket_qua_ky),
            "luy_ke": _so(r.luy_ke),
            "danh_gia": _DANH_GIA.get(r.danh_gia, ""),
            "khach_quan": "; ".join(r.khach_quan),
            "chu_quan": "; ".join(r.chu_quan),
            "du_bao": r.du_bao,
            "giai_phap": r.giai_phap,
            "san_pham": r.san_pham,
        }


def _that_nhiem_vu(rows: QuerySet[TienDoNhiemVu], bo: BoBaoCao) -> QuerySet[TienDoNhiemVu]:
    return rows if bo.co_minh_hoa else rows.exclude(nhiem_vu__co_minh_hoa=True)


def _gop_y(bo: BoBaoCao) -> Iterator[Hang]:
    """Numbers, dates and states only, as the register itself."""
    rows = _rows(GopYVanKien, bo).filter(_trong_ky(bo, "ngay_xin") | _trong_ky(bo, "ngay_tra_loi"))
    for r in rows.order_by("ngay_xin", "pk"):
        yield {
            "dang_bo": bo.don_vi.ten_goi,
            "nhiem_ky": r.nhiem_ky,
            "dot": str(r.dot),
            "van_ban": r.so_xin,
            "han": _ngay(r.han),
            "tra_loi": r.so_tra_loi,
            "ngay": _ngay(r.ngay_tra_loi),
            "tiep_thu": _TIEP_THU.get(r.muc_tiep_thu, ""),
        }


def _von_mtqg(bo: BoBaoCao) -> Iterator[Hang]:
    rows = TinhHinhMTQG.objects.filter(don_vi=bo.don_vi_id, ky=bo.ky_id)
    for r in rows.select_related("chuong_trinh").order_by("chuong_trinh"):
        ct = r.chuong_trinh
        yield {
            "ten": _MTQG.get(ct.loai, ""),
            "giai_doan": f"{ct.tu_nam}–{ct.den_nam}",
            "von_giao": _trieu(r.von_giao),
            "giai_ngan": _trieu(r.von_giai_ngan),
        }


def _doan(bo: BoBaoCao) -> Iterator[Hang]:
    for r in _rows(DoanKiemTra, bo).filter(_trong_ky(bo, "tu_ngay")).order_by("tu_ngay", "pk"):
        yield {
            "dia_phuong": bo.don_vi.ten_goi,
            "quyet_dinh": r.quyet_dinh_so,
            "thanh_phan": "; ".join(r.thanh_phan.split("\n")) if r.thanh_phan else r.truong_doan,
            "tu_ngay": _ngay(r.tu_ngay),
            "den_ngay": _ngay(r.den_ngay),
        }


def _ket_luan(bo: BoBaoCao) -> Iterator[Hang]:
    """Findings of the period's missions, and older ones that still wait for their remedy."""
    mo = Q(trang_thai__in=KetLuanKiemTra.CHUA_XONG)
    rows = _rows(KetLuanKiemTra, bo).filter(mo | _trong_ky(bo, "doan__tu_ngay"))
    for r in rows.order_by("han", "pk"):
        yield {
            "noi_dung": r.noi_dung,
            "loai": _KET_LUAN.get(r.loai, ""),
            "kien_nghi": r.kien_nghi,
            "don_vi": r.don_vi_khac_phuc,
            "han": _ngay(r.han),
            "ket_qua": r.ket_qua,
        }


def _van_ban(bo: BoBaoCao) -> Iterator[Hang]:
    """Drafts under way and documents issued in the period."""
    mo = Q(trang_thai__in=VanBan.CHUA_XONG)
    for r in _rows(VanBan, bo).filter(mo | _trong_ky(bo, "ngay_ban_hanh")).order_by("pk"):
        yield {
            "loai": r.get_loai_display(),
            "so": r.so_ky_hieu,
            "co_quan": r.co_quan,
            "ngay": _ngay(r.ngay_ban_hanh),
            "trich_yeu": r.trich_yeu,
            "linh_vuc": r.get_linh_vuc_display(),
            "hieu_luc": _ngay(r.hieu_luc_tu),
            "het_hieu_luc": _ngay(r.hieu_luc_den),
            "buoc": _BUOC.get(r.trang_thai, ""),
        }


def _su_kien(bo: BoBaoCao) -> Iterator[Hang]:
    rows = _rows(SuKienNganh, bo).filter(_trong_ky(bo, "tu_ngay")).select_related("mien")
    for r in rows.prefetch_related("kien_nghi").order_by("tu_ngay", "pk"):
        yield {
            "loai": _SU_KIEN.get(r.loai, ""),
            "mien": r.mien.ten if r.mien else "",
            "lan": _dem(r.lan_thu),
            "dang_cai": bo.don_vi.ten_goi,
            "ngay": _ngay(r.tu_ngay),
            "dai_bieu": _dem(r.so_dai_bieu),
            "gian_hang": _dem(r.so_gian_hang),
            "doanh_thu": _trieu(r.doanh_thu),
            "kien_nghi": ", ".join(k.ma for k in r.kien_nghi.all()),
            "kinh_phi": _trieu(r.kinh_phi),
        }


def _truyen_thong(bo: BoBaoCao) -> Iterator[Hang]:
    for r in _rows(TruyenThong, bo).filter(_trong_ky(bo, "ngay")).order_by("ngay", "pk"):
        yield {
            "kenh": r.get_kenh_display(),
            "so_luong": str(r.so_luong),
            "kinh_phi": _trieu(r.kinh_phi),
            "lien_ket": r.lien_ket,
        }


def _lam_viec(bo: BoBaoCao) -> Iterator[Hang]:
    rows = _rows(ChuongTrinhLamViec, bo).filter(_trong_ky(bo, "ngay"))
    for r in rows.prefetch_related("nhiem_vu").order_by("ngay", "pk"):
        yield {
            "lanh_dao": r.lanh_dao,
            "noi_dung": r.noi_dung,
            "ngay": _ngay(r.ngay),
            "ket_luan": " ".join(filter(None, (r.ket_luan_so, r.ket_luan))),
            "nhiem_vu": "; ".join(
                ", ".join(filter(None, (n.noi_dung, n.don_vi_thuc_hien, _ngay(n.han))))
                for n in r.nhiem_vu.all()
            ),
            "trang_thai": _TRANG_THAI.get(r.trang_thai, ""),
        }


DANH_SACH: dict[str, Callable[[BoBaoCao], Iterable[Hang]]] = {
    "NQ10": _nghi_quyet,
    "NQ11": _nhiem_vu,
    "VK10": _gop_y,
    "MT10": _von_mtqg,
    "MT11": _doan,
    "MT12": _ket_luan,
    "VB10": _van_ban,
    "SK10": _su_kien,
    "TT10": _truyen_thong,
    "LV10": _lam_viec,
}


def danh_sach_q11(bo: BoBaoCao) -> dict[str, list[Hang]]:
    """Row of Q11 → the rows its registers hold for the pack's province and period.

    One or two queries a register. Registers with nothing to tell are left out.
    """
    cac_so = {ma: list(doc(bo)) for ma, doc in DANH_SACH.items()}
    return {ma: hang for ma, hang in cac_so.items() if hang}


def so_dem_q11(bo: BoBaoCao) -> dict[str, Decimal]:
    """MT21, MT22: communes that meet the criteria, from the new-countryside programme.

    A count nobody wrote into the register is left out: unknown is not zero.
    """
    dong = (
        TinhHinhMTQG.objects.filter(
            don_vi=bo.don_vi_id, ky=bo.ky_id, chuong_trinh__loai=LoaiMTQG.NTM
        )
        .order_by("-chuong_trinh__tu_nam")
        .first()
    )
    if dong is None:
        return {}
    so = {"MT21": dong.so_xa_dien, "MT22": dong.so_xa_ha_tang}
    return {ma: Decimal(v) for ma, v in so.items() if v is not None}
