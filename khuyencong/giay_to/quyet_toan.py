"""Papers of settlement: Mẫu 7, 8a, 8b, 9, 10."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cucctdp.formats.so import la_ma
from cucctdp.pdf.bang import BangSoLieu, Cot, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from khuyencong.choices import NGUON_KHUYEN_CONG, LoaiButToan, Nguon
from khuyencong.giay_to import ten
from khuyencong.giay_to.khoi import (
    bang_theo_nguon,
    chu,
    cong_so_cai,
    dong,
    hieu,
    ngay,
    o,
    so_cai,
    tien,
)
from khuyencong.giay_to.thuc_hien import o_hop_dong
from khuyencong.ho_so import HoSo
from khuyencong.models import ChungTu, HopDong

L = LoaiButToan
_KY = (
    ONguoiKy("NGƯỜI LẬP BIỂU", cach_ky="(Ký, ghi rõ họ tên)"),
    ONguoiKy("KẾ TOÁN TRƯỞNG", cach_ky="(Ký, ghi rõ họ tên)"),
    ONguoiKy("THỦ TRƯỞNG ĐƠN VỊ"),
)


def mau_7(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Biểu chi tiết quyết toán; by item only where the records tell it, the rest stays open."""
    cac_nguon: dict[str, tuple[int | None, ...]] = {}
    # What the beneficiary paid itself is shown by its vouchers (8b), it is not settled with bên A.
    for n in NGUON_KHUYEN_CONG:
        hd = so_cai(h, L.HOP_DONG, n, hop_dong.pk)
        qt = so_cai(h, L.QUYET_TOAN, n, hop_dong.pk)
        cac_nguon[n.value] = (hd, qt, hieu(qt, hd))
    tong = cong_so_cai(h, L.QUYET_TOAN, hop_dong.pk)
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de),
        khoi=(
            *o_hop_dong(h, hop_dong),
            bang_theo_nguon(
                "Quyết toán theo nguồn", ("Hợp đồng", "Quyết toán", "Chênh lệch"), cac_nguon
            ),
            *_theo_muc_chi(h, hop_dong, tong),
            Nhan("Kinh phí khuyến công quyết toán", tien(tong)),
        ),
        ky=_KY,
    )


def _theo_muc_chi(h: HoSo, hop_dong: HopDong, tong: int | None) -> tuple[Khoi, ...]:
    """By line of the estimate: from the vouchers put under each, grouped by activity.

    One line under one contract needs no vouchers. Where no voucher tells its line the column stays
    open; of several contracts the others' part stands beside it.
    """
    nha_nuoc = [c for c in h.chung_tu if c.nguon in NGUON_KHUYEN_CONG]
    nay, khac = _cong_dong(nha_nuoc, hop_dong), _cong_dong(nha_nuoc, hop_dong, khac=True)
    mot_muc = len(h.du_toan) == 1 and len(h.hop_dong) == 1
    biet = any(c.du_toan_id for c in nha_nuoc if c.hop_dong_id == hop_dong.pk)
    nhieu = len(h.hop_dong) > 1
    hang: list[Hang] = []
    cong_qt = cong_khac = stt = 0
    for thu_tu, n in enumerate(h.noi_dung, 1):
        cua = [d for d in h.du_toan if d.noi_dung_id == n.pk]
        if len(h.noi_dung) > 1 and cua:
            hang.append(Hang((f"{la_ma(thu_tu)}. {n.ten}",), "nhom"))
        for d in cua:
            stt += 1
            du_toan = int(d.kcqg) + int(d.kcdp)
            qt = tong if mot_muc and not biet else nay.get(d.pk, 0) if biet else None
            o_khac = khac.get(d.pk, 0)
            lech = None if qt is None else qt + o_khac - du_toan
            hang.append(_dong_7(nhieu, stt, d.muc_chi, du_toan, qt, o_khac, lech))
            cong_qt, cong_khac = cong_qt + (qt or 0), cong_khac + o_khac
    chua, chua_khac = nay.get(None, 0), khac.get(None, 0)
    if biet and (chua or chua_khac):
        ten_dong = "Chứng từ chưa xếp vào dòng dự toán"
        hang.append(_dong_7(nhieu, stt + 1, ten_dong, 0, chua, chua_khac, chua + chua_khac))
        cong_qt, cong_khac = cong_qt + chua, cong_khac + chua_khac
    cong = sum(int(d.kcqg) + int(d.kcdp) for d in h.du_toan)
    ca = cong_qt if biet else tong
    lech = None if ca is None or (nhieu and not biet) else ca + cong_khac - cong
    hang.append(_dong_7(nhieu, None, "Tổng cộng", cong, ca, cong_khac, lech))
    chi_tiet = BangSoLieu(
        tieu_de="Chi tiết theo mục chi (kinh phí khuyến công)",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Mục chi", kieu="chu"),
            Cot("Dự toán", rong=25),
            Cot("Quyết toán", rong=25),
            *((Cot("Theo hợp đồng khác", rong=25),) if nhieu else ()),
            Cot("Chênh lệch", dau=True, rong=25),
            Cot("Lý do", kieu="chu", rong=22),
        ),
        hang=tuple(hang),
        don_vi_tinh="đồng",
    )
    if biet and tong is not None and cong_qt != tong:
        cau = f"Chứng từ đã kê {dong(cong_qt)}, quyết toán {dong(tong)}: giải trình phần chênh."
        return Bang(chi_tiet), Doan(cau)
    return (Bang(chi_tiet),)


def _cong_dong(
    cac: Iterable[ChungTu], hop_dong: HopDong, *, khac: bool = False
) -> dict[int | None, int]:
    """Line of the estimate → sum of the vouchers of this contract, or of the other ones."""
    kq: dict[int | None, int] = defaultdict(int)
    for c in cac:
        if (c.hop_dong_id != hop_dong.pk) == khac:
            kq[c.du_toan_id] += int(c.so_tien)
    return kq


def _dong_7(
    nhieu: bool,
    stt: int | None,
    ten_dong: str,
    du_toan: int,
    qt: int | None,
    o_khac: int,
    lech: int | None,
) -> Hang:
    """A row of Mẫu 7; a difference is explained by hand, where there is none nothing is asked."""
    ly_do = None if lech and stt is not None else ""
    giua = (o(o_khac),) if nhieu else ()
    cac = (str(stt or ""), ten_dong, o(du_toan), o(qt), *giua, o(lech), ly_do)
    return Hang(cac, "" if stt is not None else "tong")


def _bang_ke(
    h: HoSo, hop_dong: HopDong, tieu_de: str, nguon: tuple[Nguon, ...], trich_yeu: str
) -> ToGiay:
    cac: list[ChungTu] = [
        c for c in h.chung_tu if c.hop_dong_id == hop_dong.pk and c.nguon in nguon
    ]
    tong = sum(int(c.so_tien) for c in cac)
    hang = [
        Hang((str(stt), c.so, ngay(c.ngay), c.noi_dung, c.get_nguon_display(), int(c.so_tien)))
        for stt, c in enumerate(cac, 1)
    ]
    for n in nguon:
        cua = sum(int(c.so_tien) for c in cac if c.nguon == n)
        if 0 < cua < tong:
            hang.append(Hang(("", "", "", f"Cộng {n.label.lower()}", "", cua), "tong"))
    hang.append(Hang(("", "", "", "Tổng cộng", "", o(tong)), "tong"))
    bang = BangSoLieu(
        tieu_de=f"Chứng từ ({len(cac)} tờ)",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Số chứng từ", kieu="chu", rong=26),
            Cot("Ngày", kieu="stt", rong=23),
            Cot("Nội dung", kieu="chu", rong=46),
            Cot("Nguồn", kieu="chu", rong=28),
            Cot("Số tiền", rong=26),
        ),
        hang=tuple(hang),
        don_vi_tinh="đồng",
    )
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de, trich_yeu=trich_yeu),
        khoi=(
            *o_hop_dong(h, hop_dong),
            Bang(bang),
            Nhan("Tổng số tiền", tien(tong)),
        ),
        ky=_KY,
    )


def mau_8a(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Bảng kê chứng từ of the State's khuyến công money."""
    return _bang_ke(h, hop_dong, tieu_de, NGUON_KHUYEN_CONG, "Kinh phí khuyến công")


def mau_8b(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Bảng kê chứng từ of all sources, for support given as a share of the cost."""
    return _bang_ke(h, hop_dong, tieu_de, tuple(Nguon), "Kinh phí khuyến công và các nguồn khác")


def mau_9(h: HoSo, *, tieu_de: str, hop_dong: HopDong) -> ToGiay:
    """Biểu đề nghị thanh toán: accepted value less what was advanced."""
    nghiem_thu = cong_so_cai(h, L.NGHIEM_THU, hop_dong.pk)
    tam_ung = (cong_so_cai(h, L.TAM_UNG, hop_dong.pk) or 0) - (
        cong_so_cai(h, L.HOAN_TRA, hop_dong.pk) or 0
    )
    con = hieu(nghiem_thu, tam_ung)
    de_nghi = None if con is None else max(con, 0)
    bang = BangSoLieu(
        tieu_de="Kinh phí khuyến công",
        cot=(Cot("STT", kieu="stt", rong=11), Cot("Nội dung", kieu="chu"), Cot("Số tiền", rong=36)),
        hang=(
            Hang(("1", "Giá trị hợp đồng", o(cong_so_cai(h, L.HOP_DONG, hop_dong.pk)))),
            Hang(("2", "Giá trị đã nghiệm thu", o(nghiem_thu))),
            Hang(("3", "Đã tạm ứng, trừ số đã hoàn trả", o(tam_ung))),
            Hang(("", "Đề nghị thanh toán (2 – 3)", o(de_nghi)), "tong"),
        ),
        don_vi_tinh="đồng",
    )
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de),
        khoi=(
            Nhan("Kính gửi", chu(hop_dong.ben_a)),
            *o_hop_dong(h, hop_dong),
            Bang(bang),
            Nhan("Số tiền đề nghị thanh toán", tien(de_nghi)),
        ),
        ky=_KY,
    )


def mau_10(h: HoSo, *, tieu_de: str) -> ToGiay:
    """Bảng đối chiếu kinh phí of all contracts of a đề án; the State's khuyến công money."""
    hang, cong = [], [0, 0, 0, 0, 0]
    thieu = [False] * 5
    for stt, hd in enumerate(h.hop_dong, 1):
        gia_tri = cong_so_cai(h, L.HOP_DONG, hd.pk)
        tam_ung = cong_so_cai(h, L.TAM_UNG, hd.pk) or 0
        hoan_tra = cong_so_cai(h, L.HOAN_TRA, hd.pk) or 0
        quyet_toan = cong_so_cai(h, L.QUYET_TOAN, hd.pk)
        du = hieu(tam_ung - hoan_tra, quyet_toan)
        cac = (gia_tri, tam_ung, quyet_toan, hoan_tra, du)
        for i, so in enumerate(cac):
            thieu[i] = thieu[i] or so is None
            cong[i] += so or 0
        ben_b = ten.to_chuc(hd.ben_b, hd.ngay)
        hang.append(Hang((str(stt), f"{hd.so} ngày {ngay(hd.ngay)}", ben_b, *map(o, cac))))
    tong = [None if t else c for t, c in zip(thieu, cong, strict=True)]
    hang.append(Hang(("", "Tổng cộng", "", *map(o, tong)), "tong"))
    bang = BangSoLieu(
        tieu_de="Tạm ứng, quyết toán, hoàn trả theo hợp đồng",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Hợp đồng", kieu="chu"),
            Cot("Bên B", kieu="chu"),
            Cot("Giá trị hợp đồng", rong=29),
            Cot("Đã tạm ứng", rong=29),
            Cot("Quyết toán", rong=29),
            Cot("Đã hoàn trả", rong=29),
            Cot("Thừa (+), thiếu (–)", dau=True, rong=29),
        ),
        hang=tuple(hang),
        don_vi_tinh="đồng",
    )
    return ToGiay(
        van_ban=ten.dau_bieu(
            h, ten_loai=tieu_de, trich_yeu=f"Đề án: {h.de_an.ten} (năm {h.de_an.nam})"
        ),
        khoi=(
            Bang(bang),
            Nhan("Tổng kinh phí khuyến công đã quyết toán", tien(tong[2])),
        ),
        ky=(_KY[0], ONguoiKy("ĐẠI DIỆN BÊN B"), ONguoiKy("ĐẠI DIỆN BÊN A")),
    )
