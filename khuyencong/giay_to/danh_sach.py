"""The one table of papers, which of them a dossier can print now, and the printing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from cucctdp.files.models import Tep
from cucctdp.van_ban import ToGiay, ban_pdf, ban_word, trang_html
from cucctdp.van_ban.can_cu import viet_day_du
from khuyencong.choices import (
    DA_PHE_DUYET,
    NGUON_KHUYEN_CONG,
    CapQuyetDinh,
    CapThamDinh,
    HinhThuc,
    LoaiButToan,
    Nguon,
    TrangThaiDeAn,
    ViecDieuChinh,
)
from khuyencong.giay_to import de_an, dieu_chinh, quyet_toan, ten, tham_dinh, thuc_hien
from khuyencong.ho_so import HoSo
from khuyencong.models import DieuChinhDeAn, MauBieu

# What a paper is about: the whole đề án, one row of it, or a list of đề án of one plan.
DE_AN, KE_HOACH = "de_an", "ke_hoach"
HOP_DONG, TIEN_DO, THAM_DINH, NGHIEM_THU = "hop_dong", "tien_do", "tham_dinh", "nghiem_thu"
DIEU_CHINH = "dieu_chinh"
BAN_KY = "ban-ky-"
MINH_HOA = "Số liệu minh họa, không phải hồ sơ thật"

_TEN_DOI_TUONG = {
    HOP_DONG: "hợp đồng",
    TIEN_DO: "báo cáo tháng",
    THAM_DINH: "phiếu thẩm định",
    NGHIEM_THU: "biên bản nghiệm thu",
    DIEU_CHINH: "đề nghị điều chỉnh, ngừng",
}


@dataclass(frozen=True)
class GiayTo:
    """A kind of paper; ``in_duoc`` gives the rows it can be printed for, the dossier itself for a
    paper about the whole. ``quyen``: rights on a đề án («lap» for khuyencong.lap_dean) of which one
    lets keep its signed copy. ``mau``: a form of the circular, whose dated title wins over ``ten``.
    """

    ma: str
    ten: str
    ve: Callable[..., ToGiay]
    ve_gi: str
    in_duoc: Callable[[HoSo], Iterable[Any]]
    quyen: tuple[str, ...]
    ngang: bool = False
    mau: bool = True

    @property
    def ma_tep(self) -> str:
        """How the paper is called in names of files: «mau-4b», «to-trinh»."""
        return f"mau-{self.ma}" if self.mau else self.ma


@dataclass(frozen=True)
class BanKy:
    """A signed scan kept beside a paper."""

    ten: str
    tep: Tep

    @property
    def sha256(self) -> str:
        return self.tep.sha256

    @property
    def nguoi(self) -> Any:
        """Who handed it in."""
        return self.tep.nguoi_tao

    @property
    def luc(self) -> datetime:
        return self.tep.tao_luc


@dataclass(frozen=True)
class GiayToIn:
    """One paper that can be printed now; ``doi_tuong_id`` names the row where there is a choice."""

    ma: str
    ten: str
    ve_gi: str
    doi_tuong: Any = None
    ban_ky: list[BanKy] = field(default_factory=list)

    @property
    def doi_tuong_id(self) -> int | None:
        return self.doi_tuong.pk if self.doi_tuong is not None else None

    @property
    def tham_so(self) -> dict[str, Any]:
        """Keyword arguments for ``ve``."""
        return {self.ve_gi: self.doi_tuong} if self.doi_tuong is not None else {}


def _mot(co: Callable[[HoSo], object]) -> Callable[[HoSo], list[HoSo]]:
    return lambda h: [h] if co(h) else []


def _hop_dong_co(h: HoSo, *loai: str) -> list[Any]:
    co = {b.hop_dong_id for b in h.but_toan if b.loai in loai}
    return [hd for hd in h.hop_dong if hd.pk in co]


def _co_chung_tu(h: HoSo, nguon: Iterable[str] | None = None) -> list[Any]:
    co = {c.hop_dong_id for c in h.chung_tu if nguon is None or c.nguon in nguon}
    return [hd for hd in h.hop_dong if hd.pk in co]


def _cho_duyet(h: HoSo) -> bool:
    """Found good at its last level, or approved."""
    return bool(
        h.de_an.so_quyet_dinh
        or h.de_an.trang_thai in DA_PHE_DUYET
        or h.de_an.trang_thai == TrangThaiDeAn.DU_KIEN
        or (h.de_an.trang_thai == TrangThaiDeAn.DAT_CO_SO and h.de_an.nguon == Nguon.KCDP)
    )


def _phieu_so(nhom: bool) -> Callable[[HoSo], list[Any]]:
    return lambda h: [
        t
        for t in h.tham_dinh
        if t.cap == CapThamDinh.CO_SO and (h.de_an.hinh_thuc == HinhThuc.NHOM) == nhom
    ]


def _quyet_duoc(ngung: bool) -> Callable[[HoSo], list[Any]]:
    """Requests that wait for their decision or have it, oldest first."""
    tt = DieuChinhDeAn.TrangThai

    def cac(h: HoSo) -> list[Any]:
        return sorted(
            (
                d
                for d in h.dieu_chinh
                if (d.viec == ViecDieuChinh.NGUNG) == ngung
                and (
                    d.trang_thai in (tt.CHO_DUYET, tt.DA_DUYET)
                    or (d.trang_thai == tt.CHO_SO and d.cap == CapQuyetDinh.SO)
                )
            ),
            key=lambda d: d.pk,
        )

    return cac


def _bien_ban(loai: str) -> Callable[[HoSo], list[Any]]:
    return lambda h: [n for n in h.nghiem_thu if n.loai == loai]


_L = LoaiButToan
_DANG_KY = ("lap", "tham_dinh_so", "gui_cuc")
_TD_SO = ("tham_dinh_so", "gui_cuc")
_DUYET = ("phe_duyet", "ky_hop_dong", "tham_dinh_bo")
_THUC_HIEN = ("bao_cao", "tham_dinh_so", "ky_hop_dong")
_HOP_DONG = ("bao_cao", "ky_hop_dong")
_DIEU_CHINH = ("phe_duyet", "tham_dinh_so")
_BANG = (
    GiayTo("1", "Dự toán kinh phí", de_an.mau_1, DE_AN, _mot(lambda h: h.du_toan), _DANG_KY,
           ngang=True),
    GiayTo("2", "Biểu tổng hợp đề án", de_an.mau_2, KE_HOACH, _mot(lambda h: h.moi_thu_huong),
           _DANG_KY, ngang=True),
    GiayTo("4a", "Phiếu thẩm định cấp cơ sở", tham_dinh.phieu_tham_dinh, THAM_DINH,
           _phieu_so(nhom=True), _TD_SO, ngang=True),
    GiayTo("4b", "Phiếu thẩm định cấp cơ sở", tham_dinh.phieu_tham_dinh, THAM_DINH,
           _phieu_so(nhom=False), _TD_SO, ngang=True),
    GiayTo("bien-ban-tham-dinh", "Biên bản thẩm định cấp Bộ", tham_dinh.phieu_tham_dinh,
           THAM_DINH, lambda h: [t for t in h.tham_dinh if t.cap == CapThamDinh.BO],
           ("tham_dinh_bo",), ngang=True, mau=False),
    GiayTo("to-trinh", "Tờ trình", de_an.to_trinh, KE_HOACH, _mot(_cho_duyet), _DUYET, mau=False),
    GiayTo("quyet-dinh", "Quyết định", de_an.quyet_dinh, KE_HOACH, _mot(_cho_duyet), _DUYET,
           mau=False),
    GiayTo("11", "Kế hoạch thực hiện chi tiết đề án nhóm", de_an.mau_11, DE_AN,
           _mot(lambda h: h.de_an.hinh_thuc == HinhThuc.NHOM and h.moi_thu_huong), _DANG_KY,
           ngang=True),
    GiayTo("3a", "Báo cáo tiến độ thực hiện hợp đồng", thuc_hien.mau_3a, TIEN_DO,
           lambda h: h.tien_do, _THUC_HIEN),
    GiayTo("3b", "Báo cáo khối lượng hoàn thành và kinh phí thực hiện", thuc_hien.mau_3b,
           HOP_DONG, lambda h: _hop_dong_co(h, _L.NGHIEM_THU), _THUC_HIEN),
    GiayTo("qd-dieu-chinh", "Quyết định điều chỉnh", dieu_chinh.dieu_chinh, DIEU_CHINH,
           _quyet_duoc(ngung=False), _DIEU_CHINH, mau=False),
    GiayTo("qd-ngung", "Quyết định ngừng thực hiện", dieu_chinh.ngung, DIEU_CHINH,
           _quyet_duoc(ngung=True), _DIEU_CHINH, mau=False),
    GiayTo("5a", "Biên bản nghiệm thu cơ sở", thuc_hien.mau_5, NGHIEM_THU, _bien_ban("5a"),
           _THUC_HIEN),
    GiayTo("5b", "Biên bản nghiệm thu cơ sở", thuc_hien.mau_5, NGHIEM_THU, _bien_ban("5b"),
           _THUC_HIEN),
    GiayTo("5c", "Biên bản nghiệm thu", thuc_hien.mau_5, NGHIEM_THU, _bien_ban("5c"),
           _THUC_HIEN),
    GiayTo("7", "Biểu chi tiết quyết toán kinh phí", quyet_toan.mau_7, HOP_DONG,
           lambda h: _hop_dong_co(h, _L.QUYET_TOAN), _HOP_DONG),
    GiayTo("8a", "Bảng kê chứng từ", quyet_toan.mau_8a, HOP_DONG,
           lambda h: _co_chung_tu(h, NGUON_KHUYEN_CONG), _HOP_DONG),
    GiayTo("8b", "Bảng kê chứng từ (gồm các nguồn khác)", quyet_toan.mau_8b, HOP_DONG,
           _co_chung_tu, _HOP_DONG),
    GiayTo("9", "Biểu đề nghị thanh toán kinh phí", quyet_toan.mau_9, HOP_DONG,
           lambda h: _hop_dong_co(h, _L.NGHIEM_THU), _HOP_DONG),
    GiayTo("6", "Biên bản thanh lý hợp đồng", thuc_hien.mau_6, HOP_DONG,
           lambda h: _hop_dong_co(h, _L.QUYET_TOAN, _L.HOAN_TRA), _HOP_DONG),
    GiayTo("10", "Bảng đối chiếu kinh phí", quyet_toan.mau_10, DE_AN,
           _mot(lambda h: h.hop_dong), _HOP_DONG, ngang=True),
)  # fmt: skip
GIAY_TO: dict[str, GiayTo] = {g.ma: g for g in _BANG}


def danh_sach_giay_to(ho_so: HoSo) -> list[GiayToIn]:
    """Every paper that can be printed now, in the order of the life of a đề án.

    A paper about one row comes once for each row. Beside it the signed scans: the file put on the
    row, and documents handed in as «ban-ky-<mẫu>», or «ban-ky-<mẫu>-<id>» for one row only.
    """
    can = {t.tep_id for t in ho_so.tai_lieu if t.ma.startswith(BAN_KY)}
    can |= {
        getattr(d, truong)
        for cac, truong in (
            (ho_so.hop_dong, "tep_id"),
            (ho_so.nghiem_thu, "tep_id"),
            (ho_so.tham_dinh, "tep_ky_id"),
        )
        for d in cac
        if getattr(d, truong)
    }
    cac_tep = Tep.objects.select_related("nguoi_tao").in_bulk(can)
    kq = []
    for g in _BANG:
        for dong in g.in_duoc(ho_so):
            rieng = None if g.ve_gi in (DE_AN, KE_HOACH) else dong
            nhan = g.ten if rieng is None else f"{g.ten} – {_ten_dong(ho_so, g, rieng)}"
            so = f"Mẫu {g.ma}: {nhan}" if g.mau else nhan
            kq.append(GiayToIn(g.ma, so, g.ve_gi, rieng, _ban_ky(ho_so, g, rieng, cac_tep)))
    return kq


def _ten_dong(h: HoSo, g: GiayTo, dong: Any) -> str:
    """What tells one row from its sisters: whose acceptance, which round."""
    if g.ve_gi == NGHIEM_THU:
        cua = next((t for t in h.moi_thu_huong if t.pk == dong.thu_huong_id), None)
        return f"{cua or dong.dia_diem}, ngày {dong.ngay:%d/%m/%Y}"
    if g.ve_gi == THAM_DINH:
        return f"vòng {dong.vong}"
    if g.ve_gi == DIEU_CHINH:
        cung = [d.pk for d in g.in_duoc(h) if d.viec == dong.viec]
        lan = f", lần {cung.index(dong.pk) + 1}" if len(cung) > 1 else ""
        so = f", {dong.so_van_ban}" if dong.so_van_ban else ", chưa ban hành"
        return f"{dong}{lan}{so}"
    return str(dong)


def ma_ban_ky(ma: str, doi_tuong_id: int | None = None) -> str:
    """Code under which the signed scan of a paper is kept among the documents of a đề án."""
    return f"{BAN_KY}{ma}" if doi_tuong_id is None else f"{BAN_KY}{ma}-{doi_tuong_id}"


def _ban_ky(h: HoSo, g: GiayTo, dong: Any, cac_tep: dict[int, Tep]) -> list[BanKy]:
    hop = {ma_ban_ky(g.ma), ma_ban_ky(g.ma, dong.pk if dong is not None else None)}
    kq = [BanKy(t.ten, cac_tep[t.tep_id]) for t in h.tai_lieu if t.ma in hop]
    # A contract's own file is the contract, not the minutes drawn from it.
    tep_id = getattr(dong, {NGHIEM_THU: "tep_id", THAM_DINH: "tep_ky_id"}.get(g.ve_gi, ""), None)
    if tep_id:
        kq.insert(0, BanKy(str(dong), cac_tep[tep_id]))
    return kq


def tim_giay_to(ho_so: HoSo, ma: str, doi_tuong_id: int | None = None) -> GiayToIn:
    """The printable paper of a code and row. Raises ValidationError when there is none."""
    for g in danh_sach_giay_to(ho_so):
        if g.ma == ma and g.doi_tuong_id == doi_tuong_id:
            return g
    raise ValidationError("Đề án chưa có số liệu để in giấy tờ này.")


def dung(ma: str, ho_so: HoSo | Sequence[HoSo], **doi_tuong: Any) -> ToGiay:
    """The one description that ``ve`` sets as PDF and ``ve_word`` as a Word file.

    ``ho_so``: one dossier; for papers about a plan (Mẫu 2, tờ trình, quyết định) one or several of
    the same regime and year. ``doi_tuong``: the row the paper is about under the name of its kind
    (``hop_dong=``, ``tien_do=``, ``tham_dinh=``, ``nghiem_thu=``), as in ``GiayToIn.tham_so``.
    Raises ValidationError when the paper or the row is wrong.
    """
    g = GIAY_TO.get(ma)
    if g is None:
        raise ValidationError(f"Không có giấy tờ mang mã «{ma}».")
    cac = [ho_so] if isinstance(ho_so, HoSo) else list(ho_so)
    if not cac:
        raise ValidationError("Chọn ít nhất một đề án để in.")
    if g.ve_gi != KE_HOACH and len(cac) > 1:
        raise ValidationError("Giấy tờ này in cho từng đề án.")
    if len({(h.de_an.nguon, h.de_an.nam) for h in cac}) > 1:
        raise ValidationError("Các đề án in chung phải cùng chế độ và cùng năm kế hoạch.")
    can = {g.ve_gi} - {DE_AN, KE_HOACH}
    if set(doi_tuong) != can or any(d is None for d in doi_tuong.values()):
        raise ValidationError(f"Chọn {_TEN_DOI_TUONG.get(g.ve_gi, 'đúng giấy tờ')} cần in.")
    h = cac[0]
    luc = ten.ngay_goi_ten(h)
    mau = MauBieu.objects.hieu_luc(luc).filter(ma=g.ma).first() if g.mau else None
    tieu_de = mau.ten.partition(" (")[0] if mau else g.ten
    to = g.ve(cac if g.ve_gi == KE_HOACH else h, tieu_de=tieu_de, **doi_tuong)
    return replace(
        to,
        ngang=g.ngang,
        so_mau=f"Mẫu {g.ma}" if g.mau else "",
        canh_bao=MINH_HOA if any(x.de_an.minh_hoa for x in cac) else "",
        ghi_chu=_ghi_chu(g, mau, cac, doi_tuong),
        tieu_de=f"{tieu_de} – {h.de_an.ma}" if len(cac) == 1 else tieu_de,
        tac_gia=ten.to_chuc(h.de_an.thuc_hien, luc),
        tu_khoa=("KHUYEN-CONG", g.ma.upper(), *(x.de_an.ma for x in cac[:20])),
    )


def dung_to_giay(ma: str, ho_so: HoSo | Sequence[HoSo], **doi_tuong: Any) -> str:
    """The finished HTML that ``ve`` prints; arguments and errors as ``dung``."""
    return trang_html(dung(ma, ho_so, **doi_tuong))


def _ghi_chu(
    g: GiayTo, mau: MauBieu | None, cac: Sequence[HoSo], doi_tuong: Mapping[str, Any]
) -> str:
    """What the reader must know of a paper that the system drew up."""
    so_de_an = len(cac)
    if g.ve_gi == DIEU_CHINH:
        muc = dieu_chinh.tham_quyen(cac[0], doi_tuong[DIEU_CHINH])
        xet = " Cần đối chiếu thẩm quyền, căn cứ với văn bản hiện hành trước khi ký."
        return (
            "Văn bản do hệ thống lập từ hồ sơ đề án, chưa ký; văn bản đã ban hành là bản ký lưu "
            f"kèm hồ sơ.{xet if muc is None or muc.can_xac_minh else ''}"
        )
    if g.ve_gi == KE_HOACH and not g.mau:
        return (
            f"Văn bản do hệ thống lập từ hồ sơ của {so_de_an} đề án được chọn, chưa ký; văn bản đã "
            "ban hành là bản ký lưu kèm hồ sơ."
        )
    if mau is None or not mau.can_xac_minh:
        return ""
    return (
        f"Mẫu {mau.ma} theo {viet_day_du(mau.can_cu)}; các trường của mẫu do hệ thống dựng "
        "lại, cần đối chiếu với bản ban hành trước khi ký."
    )


def ve(ma: str, ho_so: HoSo | Sequence[HoSo], **doi_tuong: Any) -> bytes:
    """One paper as PDF/UA-1 bytes, the same for the same records; arguments as ``dung``.

    Raises ValidationError as there, PdfError when it cannot be set.
    """
    return ban_pdf(dung(ma, ho_so, **doi_tuong))


def ve_word(ma: str, ho_so: HoSo | Sequence[HoSo], **doi_tuong: Any) -> bytes:
    """The same paper as a Word file to be edited; arguments and errors as ``dung``."""
    return ban_word(dung(ma, ho_so, **doi_tuong))
