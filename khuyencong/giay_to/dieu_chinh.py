"""Decisions of Điều 11 TT 36/2013/TT-BCT: quyết định điều chỉnh, quyết định ngừng thực hiện.

Who signs is what the authority matrix said when the request was made or decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cucctdp.formats.chu import viet_hoa_dau
from cucctdp.formats.tien import bang_chu
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Bang, Doan, Khoi, ToGiay
from cucctdp.van_ban.can_cu import viet_day_du
from khuyencong.choices import NGUON_KHUYEN_CONG, CapQuyetDinh, LoaiButToan
from khuyencong.doi_de_an import DOI_TIEN, tach, thanh_chu
from khuyencong.giay_to import ten
from khuyencong.giay_to.khoi import chu, dong, ngay, o
from khuyencong.ho_so import HoSo
from khuyencong.models import DieuChinhDeAn, ThamQuyen
from khuyencong.so_du import SoDu, tinh_so_du

L = LoaiButToan


@dataclass(frozen=True)
class CapKy:
    """The office that decides: its name and the one above, its symbol, who signs, where."""

    chu_quan: str
    co_quan: str
    ky_hieu: str
    chuc_vu: str
    dia_danh: str

    @property
    def tham_quyen(self) -> str:
        return f"{self.chuc_vu} {self.co_quan.upper()}"

    @property
    def nguoi_ky(self) -> str:
        """«Cục trưởng Cục Công Thương địa phương» inside a sentence."""
        return f"{viet_hoa_dau(self.chuc_vu.lower())} {self.co_quan}"


def cap_ky(h: HoSo, cap: str, luc: date) -> CapKy:
    """Heading and signature of a level of the matrix."""
    cuc = ten.cuc()
    bo = cuc.cha if cuc else None
    uy_ban = f"Ủy ban nhân dân {ten.tinh(h, luc)}"
    match CapQuyetDinh(cap):
        case CapQuyetDinh.BO:
            ten_bo = ten.ten_bo(luc)
            return CapKy("", ten_bo, ten.viet_tat(bo, luc), "BỘ TRƯỞNG", ten.HA_NOI)
        case CapQuyetDinh.CUC:
            return CapKy(
                ten.ten_bo(luc), ten.ten_cuc(luc), ten.viet_tat(cuc, luc), "CỤC TRƯỞNG", ten.HA_NOI
            )
        case CapQuyetDinh.UBND:
            return CapKy("", uy_ban, "UBND", "CHỦ TỊCH", ten.noi_lap(h))
        case CapQuyetDinh.SO:
            so = ten.so_cong_thuong(h) if h.de_an.don_vi_id else None
            return CapKy(
                uy_ban, ten.ten_so(h), ten.viet_tat(so, luc) or "SCT", "GIÁM ĐỐC", ten.noi_lap(h)
            )


def _luc(h: HoSo, d: DieuChinhDeAn) -> date:
    return d.ngay_van_ban or h.hom_nay


def tham_quyen(h: HoSo, d: DieuChinhDeAn) -> ThamQuyen | None:
    """The row of the matrix this decision rests on."""
    return h.danh_muc.tim_tham_quyen(
        viec=d.viec, nguon=h.de_an.nguon, hinh_thuc=h.de_an.hinh_thuc, ngay=_luc(h, d)
    )


def _da_duyet(h: HoSo) -> str:
    so = h.de_an.so_quyet_dinh.removeprefix("QĐ ")
    return f"Quyết định số {chu(so)} ngày {ngay(h.de_an.ngay_quyet_dinh)}"


def _can_cu(h: HoSo, d: DieuChinhDeAn, ky: CapKy) -> tuple[Khoi, ...]:
    """Legal bases, the decision that is changed, the request and who submits it."""
    muc = tham_quyen(h, d)
    cac = [*([viet_day_du(muc.can_cu)] if muc else []), *ten.can_cu([h])]
    viec = f"kế hoạch {ten.che_do(h)} năm {h.de_an.nam}"
    cac.append(f"{_da_duyet(h)} về việc phê duyệt {viec}")
    dong_de_nghi = f"Xét đề nghị của {ten.thuc_hien(h)}"
    if d.cap in (CapQuyetDinh.BO, CapQuyetDinh.CUC) and h.de_an.don_vi_id:
        dong_de_nghi += f" và xác nhận của {ten.ten_so(h)}"
    trinh = {
        CapQuyetDinh.BO: f"Cục trưởng {ten.ten_cuc(_luc(h, d))}",
        CapQuyetDinh.UBND: f"Giám đốc {ten.ten_so(h)}",
    }.get(CapQuyetDinh(d.cap))
    cuoi = f"Theo đề nghị của {trinh}." if trinh else ""
    return (
        *(Doan(f"Căn cứ {c};", "can-cu") for c in dict.fromkeys(cac)),
        Doan(f"{dong_de_nghi}{';' if cuoi else '.'}", "can-cu"),
        *((Doan(cuoi, "can-cu"),) if cuoi else ()),
        Doan("QUYẾT ĐỊNH:", "giua"),
    )


def _ban_hanh(h: HoSo, d: DieuChinhDeAn, ky: CapKy, viec: str) -> TieuDeVanBan:
    so = d.so_van_ban.removeprefix("QĐ ").strip()
    return TieuDeVanBan(
        co_quan_chu_quan=ky.chu_quan.upper(),
        co_quan_ban_hanh=ky.co_quan.upper(),
        so_ky_hieu=so or (f"/QĐ-{ky.ky_hieu}" if ky.ky_hieu else "/QĐ"),
        dia_danh=ky.dia_danh,
        ngay=d.ngay_van_ban,
        nam=_luc(h, d).year,
        ten_loai="QUYẾT ĐỊNH",
        trich_yeu=f"Về việc {viec} đề án «{h.de_an.ten}»",
        noi_nhan=(
            "Như Điều 3",
            *((ten.ten_so(h),) if h.de_an.don_vi_id and d.cap != CapQuyetDinh.SO else ()),
            *((ten.ten_cuc(_luc(h, d)),) if d.cap == CapQuyetDinh.SO and _qg(h) else ()),
            "Lưu: VT",
        ),
        chuc_vu_ky=ky.chuc_vu,
    )


def _qg(h: HoSo) -> bool:
    return bool(h.de_an.nguon == NGUON_KHUYEN_CONG[0])


def _chenh_lech(truoc: Mapping[str, Any], sau: Mapping[str, Any]) -> Doan | None:
    """By how much the State's money grows or falls."""

    def tong(doi: Mapping[str, Any]) -> int:
        return sum(int(g) for k, g in doi.items() if tach(k)[2] in NGUON_KHUYEN_CONG)

    lech = tong(sau) - tong(truoc)
    if not lech:
        return Doan("Tổng kinh phí khuyến công hỗ trợ không thay đổi.")
    nhan = "tăng" if lech > 0 else "giảm"
    return Doan(
        f"Kinh phí khuyến công hỗ trợ {nhan} {dong(abs(lech))} (bằng chữ: {bang_chu(abs(lech))})."
    )


def _thi_hanh(h: HoSo, ky: CapKy) -> Doan:
    so = f", Giám đốc {ten.ten_so(h)}" if h.de_an.don_vi_id and "SỞ" not in ky.tham_quyen else ""
    return Doan(
        f"Quyết định này có hiệu lực kể từ ngày ký. {ten.thuc_hien(h)}{so} và các đơn vị có liên "
        "quan chịu trách nhiệm thi hành Quyết định này./.",
        dau="Điều 3.",
    )


def dieu_chinh(h: HoSo, *, tieu_de: str, dieu_chinh: DieuChinhDeAn) -> ToGiay:
    """Quyết định điều chỉnh: what was, what will be, and why."""
    d = dieu_chinh
    ky = cap_ky(h, d.cap, _luc(h, d))
    viec = d.get_viec_display()
    hang = tuple(Hang((str(stt), *doi)) for stt, doi in enumerate(thanh_chu([d])[d.pk], 1))
    bang = BangSoLieu(
        tieu_de="Nội dung điều chỉnh",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Nội dung", kieu="chu", rong=59),
            Cot("Trước điều chỉnh", kieu="chu", rong=45),
            Cot("Sau điều chỉnh", kieu="chu", rong=45),
        ),
        hang=hang,
    )
    lech = _chenh_lech(d.truoc, d.sau) if d.viec in DOI_TIEN else None
    return ToGiay(
        van_ban=_ban_hanh(h, d, ky, "điều chỉnh"),
        tham_quyen=ky.tham_quyen,
        khoi=(
            *_can_cu(h, d, ky),
            Doan(
                f"Điều chỉnh đề án «{h.de_an.ten}» (mã {h.de_an.ma}) do {ten.thuc_hien(h)} thực "
                f"hiện, đã được phê duyệt tại {_da_duyet(h)}; việc điều chỉnh: {_thuong(viec)}, "
                "như sau:",
                dau="Điều 1.",
            ),
            Bang(bang),
            *((lech,) if lech else ()),
            Doan(f"Lý do: {d.noi_dung.strip().rstrip('.')}."),
            Doan(
                f"Các nội dung khác của đề án thực hiện theo {_da_duyet(h)}. {ten.thuc_hien(h)} "
                "ký phụ lục hợp đồng theo nội dung điều chỉnh (nếu đã ký hợp đồng) và tổ chức "
                "thực hiện theo quy định.",
                dau="Điều 2.",
            ),
            _thi_hanh(h, ky),
        ),
    )


def _thuong(cau: str) -> str:
    return cau[:1].lower() + cau[1:]


def _so_du(h: HoSo, d: DieuChinhDeAn) -> SoDu:
    """The ledger on the day of the decision; what was paid back later is not its matter."""
    luc = _luc(h, d)
    return tinh_so_du([b for b in h.but_toan if b.ngay <= luc])


def _tinh_hinh(du: SoDu) -> Bang:
    """The State's money: what was advanced and is still open."""
    hang = []
    cong = [0] * 5
    for n in NGUON_KHUYEN_CONG:
        ung, tra = du.cua(L.TAM_UNG, n), du.cua(L.HOAN_TRA, n)
        nt = du.cua(L.NGHIEM_THU, n)
        cac = (du.cua(L.PHE_DUYET, n), ung, nt, tra, max(ung - tra - nt, 0))
        if any(cac):
            hang.append(Hang((n.label, *map(o, cac))))
            cong = [a + b for a, b in zip(cong, cac, strict=True)]
    hang.append(Hang(("Tổng cộng", *map(o, cong)), "tong"))
    cot = ("Phê duyệt", "Đã tạm ứng", "Đã nghiệm thu", "Đã hoàn trả",
           "Phải hoàn trả")  # fmt: skip
    return Bang(
        BangSoLieu(
            tieu_de="Kinh phí đến ngày ngừng thực hiện",
            cot=(Cot("Nguồn kinh phí", kieu="chu", rong=40), *(Cot(c, rong=24) for c in cot)),
            hang=tuple(hang),
            don_vi_tinh="đồng",
        )
    )


def _hoan_tra(h: HoSo, du: SoDu) -> tuple[Khoi, ...]:
    """What must go back: the obligations entered, else what the ledger leaves open."""
    if h.hoan_tra:
        return tuple(
            Doan(
                f"Hoàn trả ngân sách nhà nước {dong(int(x.so_tien))} (bằng chữ: "
                f"{bang_chu(int(x.so_tien))}) theo {x.van_ban}, hạn nộp {ngay(x.han)}."
            )
            for x in h.hoan_tra
        )
    con = sum(
        max(du.cua(L.TAM_UNG, n) - du.cua(L.HOAN_TRA, n) - du.cua(L.NGHIEM_THU, n), 0)
        for n in NGUON_KHUYEN_CONG
    )
    if not con:
        return (Doan("Không phát sinh số tạm ứng phải hoàn trả ngân sách nhà nước."),)
    return (
        Doan(
            f"Hoàn trả ngân sách nhà nước {dong(con)} (bằng chữ: {bang_chu(con)}) đã tạm ứng, "
            "chưa có khối lượng được nghiệm thu (khoản 6 Điều 12 Thông tư số 36/2013/TT-BCT)."
        ),
    )


def ngung(h: HoSo, *, tieu_de: str, dieu_chinh: DieuChinhDeAn) -> ToGiay:
    """Quyết định ngừng thực hiện: why, what was spent, what goes back."""
    d = dieu_chinh
    du = _so_du(h, d)
    ky = cap_ky(h, d.cap, _luc(h, d))
    return ToGiay(
        van_ban=_ban_hanh(h, d, ky, "ngừng thực hiện"),
        tham_quyen=ky.tham_quyen,
        khoi=(
            *_can_cu(h, d, ky),
            Doan(
                f"Ngừng thực hiện đề án «{h.de_an.ten}» (mã {h.de_an.ma}) do {ten.thuc_hien(h)} "
                f"thực hiện, đã được phê duyệt tại {_da_duyet(h)}.",
                dau="Điều 1.",
            ),
            Doan(f"Đơn vị thụ hưởng: {ten.cac_thu_huong(h)}."),
            Doan(f"Lý do: {d.noi_dung.strip().rstrip('.')}."),
            _tinh_hinh(du),
            Doan(
                f"{ten.thuc_hien(h)} dừng các nội dung chưa thực hiện, quyết toán khối lượng đã "
                "được nghiệm thu và xử lý kinh phí như sau:",
                dau="Điều 2.",
            ),
            *_hoan_tra(h, du),
            _thi_hanh(h, ky),
        ),
    )
