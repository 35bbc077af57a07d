"""B1–B3 as tables: money by source, results by activity, the list of đề án."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from cucctdp.pdf.bang import KHONG_AP_DUNG, Cot
from khuyencong.bang_thong_ke.kieu import TRIEU, BangCon, HangXem, Lien, O, nhom, phan, tien
from khuyencong.choices import NGUON_KHUYEN_CONG
from khuyencong.statistics import TyLe
from khuyencong.statistics.danh_sach import DongDeAn
from khuyencong.statistics.ket_qua import DongKetQua, SoLuong
from khuyencong.statistics.kinh_phi import KHUYEN_CONG, TONG, DongKinhPhi

_TY_LE = "Tỷ lệ (tử số / mẫu số)"
_TIEN_B2 = "Kinh phí đã nghiệm thu lũy kế"


def theo_noi(cac_dong: Iterable[Any], dong: Callable[[Any], list[HangXem]]) -> tuple[HangXem, ...]:
    """Rows by place, each under its name when there are several places."""
    cum = [(ten, list(c)) for ten, c in groupby(cac_dong, key=lambda d: d.ten_pham_vi)]
    kq: list[HangXem] = []
    for ten, cac in cum:
        kq += [nhom(ten)] if len(cum) > 1 else []
        kq += [h for d in cac for h in dong(d)]
    return tuple(kq)


def b1(cac_dong: Sequence[DongKinhPhi], lien: Lien) -> tuple[BangCon, ...]:
    """Money by source, triệu đồng; both parts of every rate are columns of the table."""
    cot = (
        Cot("Nguồn kinh phí", kieu="chu", rong=32),
        *(
            Cot(n, TRIEU)
            for n in (
                "KH năm được duyệt", "Đề án được phê duyệt", "Được giao lũy kế", "Hợp đồng đã ký",
                "Thực hiện trong kỳ", "Thực hiện lũy kế", "Tạm ứng lũy kế", "Quyết toán",
                "Hoàn trả", "Thực hiện cùng kỳ trước",
            )
        ),
        *(
            Cot(n, "%", _TY_LE, so_le=2)
            for n in (
                "Lũy kế / KH năm", "Lũy kế / phê duyệt", "Lũy kế / được giao",
                "Quyết toán / được giao", "Trong kỳ / cùng kỳ",
            )
        ),
    )  # fmt: skip

    def dong(d: DongKinhPhi) -> list[HangXem]:
        o = (
            O(d.ten_nguon),
            O(KHONG_AP_DUNG, d.khong_ap_dung) if d.khong_ap_dung else tien(d.ke_hoach),
            tien(d.phe_duyet, _lien_b1(d, lien)),
            *(
                tien(so)
                for so in (
                    d.duoc_giao, d.hop_dong, d.thuc_hien, d.luy_ke, d.tam_ung, d.quyet_toan,
                    d.hoan_tra, d.so_cung_ky.mau_so,
                )
            ),
            phan(d.tren_ke_hoach, la_tien=True),
            phan(d.tren_phe_duyet, la_tien=True),
            phan(d.tren_duoc_giao, la_tien=True),
            phan(d.giai_ngan, la_tien=True),
            phan(d.so_cung_ky, la_tien=True),
        )  # fmt: skip
        return [HangXem(o, "tong" if d.nguon in (KHUYEN_CONG, TONG) else "")]

    return (BangCon(cot, theo_noi(cac_dong, dong)),)


def _lien_b1(d: DongKinhPhi, lien: Lien) -> str:
    """Approved đề án of a regime; the other sources are no regime of a đề án."""
    if not d.phe_duyet or d.nguon not in (*NGUON_KHUYEN_CONG, KHUYEN_CONG):
        return ""
    nguon = {} if d.nguon == KHUYEN_CONG else {"nguon": d.nguon}
    return lien.de_an(tinh=d.pham_vi, trang_thai="da_duyet", **nguon)


def b2(cac_dong: Sequence[DongKetQua], lien: Lien) -> tuple[BangCon, ...]:
    """Results by activity; what minutes tell about the people stands in a table of its own."""
    cot = (
        Cot("Mã", kieu="chu", rong=13),
        Cot("Nội dung, chỉ tiêu", kieu="chu", rong=48),
        Cot("Đơn vị tính", kieu="chu", rong=17),
        Cot("Đề án được duyệt", "mẫu số", "Số lượng"),
        Cot("Nghiệm thu trong kỳ", "", "Số lượng"),
        Cot("Nghiệm thu lũy kế", "tử số", "Số lượng"),
        Cot("Lũy kế / được duyệt", "%", "Số lượng", so_le=2),
        Cot("Biên bản", "số", "Số lượng"),
        Cot("Đề án", "số"),
        Cot("Cơ sở", "số"),
        *(Cot(n, TRIEU, _TIEN_B2) for n in ("KCQG", "KCĐP", "Đối ứng", "Khác")),
    )

    def dong(d: DongKetQua) -> list[HangXem]:
        de_an = ""
        if d.so_de_an and d.noi_dung:
            de_an = lien.de_an(tinh=d.pham_vi, noi_dung=d.noi_dung, trang_thai="da_duyet")
        cuoi = (
            O(d.so_de_an, duong=de_an),
            O(d.so_co_so),
            *(tien(so) for so in (d.kcqg, d.kcdp, d.doi_ung, d.khac)),
        )
        trong = (O(""),) * len(cuoi)
        dau = [O(d.noi_dung), O(d.ten)]
        kq = [
            HangXem((*(dau if i == 0 else (O(""), O(""))), *_so_luong(s), *(trong if i else cuoi)))
            for i, s in enumerate(d.so_luong)
        ]
        return kq or [HangXem((*dau, O(""), *(O(),) * 5, *cuoi))]

    bang = [BangCon(cot, theo_noi(cac_dong, dong))]
    if con := _thanh_phan(cac_dong):
        bang.append(con)
    return tuple(bang)


def _so_luong(s: SoLuong) -> tuple[O, ...]:
    thieu = f"{s.thieu_so} biên bản đạt không ghi số lượng" if s.thieu_so else ""
    return (
        O(s.don_vi_tinh),
        O(s.ke_hoach),
        O(s.thuc_hien),
        O(s.luy_ke),
        phan(s.tren_ke_hoach),
        O(s.so_bien_ban, thieu),
    )


def _thanh_phan(cac_dong: Sequence[DongKetQua]) -> BangCon | None:
    """Women, ethnic minorities, employed after training: each with whom it is a share of."""
    nhan = ("Nữ", "Dân tộc thiểu số", "Có việc làm sau đào tạo")
    cot = (
        Cot("Mã", kieu="chu", rong=13),
        Cot("Nội dung, chỉ tiêu", kieu="chu", rong=55),
        Cot("Đơn vị tính", kieu="chu", rong=20),
        *(
            c
            for n in nhan
            for c in (
                Cot("Số", "tử số", n),
                Cot("Trên số của biên bản có ghi", "mẫu số", n),
                Cot("Tỷ lệ", "%", n, so_le=2),
            )
        ),
    )

    def ba(t: TyLe) -> tuple[O, ...]:
        return O(t.tu_so), O(t.mau_so), phan(t)

    def dong(d: DongKetQua) -> list[HangXem]:
        return [
            HangXem(
                (
                    O(d.noi_dung), O(d.ten), O(s.don_vi_tinh),
                    *ba(s.nu), *ba(s.dan_toc), *ba(s.viec_lam),
                )
            )
            for s in d.so_luong
            if any(t.tu_so is not None for t in (s.nu, s.dan_toc, s.viec_lam))
        ]  # fmt: skip

    co = [d for d in cac_dong if dong(d)]
    if not co:
        return None
    return BangCon(cot, theo_noi(co, dong), "Trong đó: thành phần người được đào tạo, tham gia")


def b3(cac_dong: Sequence[DongDeAn], lien: Lien, *, gon: bool = False) -> tuple[BangCon, ...]:
    """The list of đề án; ``gon`` puts what belongs together in one cell, for paper."""
    dau = _B3_GON if gon else _B3_CHU
    cot = (
        Cot("STT", kieu="stt", rong=9),
        *(Cot(ten, kieu="chu", rong=rong) for ten, rong, _ in dau),
        *(Cot(n, TRIEU) for n in _B3_TIEN),
        Cot("Khối lượng", "%"),
        Cot("Tạm ứng", TRIEU),
        Cot("Quyết toán", TRIEU),
        Cot("Trạng thái", kieu="chu", rong=18),
        Cot("Vướng mắc", kieu="chu", rong=24),
    )

    def dong(i: int, d: DongDeAn) -> HangXem:
        chu = [O(lay(d), duong=lien.mot_de_an(d.id) if n < 1 else "") for n, (_, _, lay) in
               enumerate(dau)]  # fmt: skip
        return HangXem(
            (
                O(i),
                *chu,
                *(tien(so) for so in (d.tong, d.kcqg, d.kcdp, d.doi_ung, d.khac)),
                O(d.khoi_luong),
                tien(d.tam_ung),
                tien(d.quyet_toan),
                O(d.trang_thai),
                O(d.vuong_mac),
            )
        )

    tong = HangXem(
        (
            O(""),
            O(f"Tổng số: {len(cac_dong)} đề án"),
            *(O(""),) * (len(dau) - 1),
            *(
                tien(sum(getattr(d, t) for d in cac_dong))
                for t in ("tong", "kcqg", "kcdp", "doi_ung", "khac")
            ),
            O(""),
            tien(sum(d.tam_ung for d in cac_dong)),
            tien(sum(d.quyet_toan for d in cac_dong)),
            O(""),
            O(""),
        ),
        "tong",
    )
    return (BangCon(cot, tuple(dong(i, d) for i, d in enumerate(cac_dong, 1)), tong=tong),)


def _thoi_gian(d: DongDeAn) -> str:
    return f"{d.tu_ngay:%d/%m/%Y} – {d.den_ngay:%d/%m/%Y}"


def _quyet_dinh(d: DongDeAn) -> str:
    ngay = f" ngày {d.ngay_quyet_dinh:%d/%m/%Y}" if d.ngay_quyet_dinh else ""
    return f"{d.so_quyet_dinh}{ngay}"


def _dia_diem(d: DongDeAn) -> str:
    return f"{d.dia_diem}, {d.dia_ban}" if d.dia_diem else d.dia_ban


_B3_TIEN = (
    "Tổng kinh phí", "KCQG", "KCĐP", "Đối ứng", "Khác",
)  # fmt: skip
_B3_CHU: tuple[tuple[str, int, Callable[[DongDeAn], str]], ...] = (
    ("Mã", 28, lambda d: d.ma),
    ("Tên đề án", 60, lambda d: d.ten),
    ("Nguồn", 24, lambda d: d.nguon),
    ("Loại", 20, lambda d: d.hinh_thuc),
    ("Nội dung", 16, lambda d: d.noi_dung),
    ("Đơn vị thực hiện", 40, lambda d: d.thuc_hien),
    ("Đơn vị thụ hưởng", 40, lambda d: d.thu_huong),
    ("Địa điểm", 36, _dia_diem),
    ("QĐ phê duyệt", 30, _quyet_dinh),
    ("Hợp đồng", 30, lambda d: d.hop_dong),
    ("Thời gian", 26, _thoi_gian),
    ("Kinh phí là số", 18, lambda d: "phê duyệt" if d.da_duyet else "đề nghị"),
)
_B3_GON: tuple[tuple[str, int, Callable[[DongDeAn], str]], ...] = (
    ("Mã, tên đề án", 37, lambda d: f"{d.ma}\n{d.ten}"),
    ("Nguồn, loại, nội dung", 19, lambda d: f"{d.nguon}; {d.hinh_thuc.lower()}; {d.noi_dung}"),
    ("Đơn vị thực hiện; thụ hưởng", 32, lambda d: "\n".join(filter(None, (
        d.thuc_hien, d.thu_huong)))),
    ("Địa điểm", 18, _dia_diem),
    ("QĐ phê duyệt; hợp đồng; thời gian", 26, lambda d: "\n".join(filter(None, (
        _quyet_dinh(d), d.hop_dong, _thoi_gian(d))))),
)  # fmt: skip
