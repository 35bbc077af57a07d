"""B7–B9 as tables: the network, next year's plan, progress of a programme."""

from __future__ import annotations

from collections.abc import Sequence

from cucctdp.pdf.bang import Cot
from khuyencong.bang_thong_ke.kieu import TRIEU, BangCon, HangXem, Lien, O, phan, tien
from khuyencong.statistics.ke_hoach import DongDangKy, DongMucTieu
from khuyencong.statistics.nguon_luc import DongNhanLuc


def b7(cac_dong: Sequence[DongNhanLuc], lien: Lien) -> tuple[BangCon, ...]:
    """Centres and collaborators; a centre that told nothing is named, not counted as 0."""
    cot = (
        Cot("Phạm vi", kieu="chu", rong=40),
        Cot("Trung tâm", "số"),
        Cot("Biên chế được giao", "người"),
        Cot("Viên chức có mặt", "người"),
        Cot("Giám đốc", "người"),
        Cot("Phó giám đốc", "người"),
        Cot("Cộng tác viên cấp xã", "người"),
        Cot("Số liệu đến", kieu="stt", rong=22),
        Cot("Trung tâm chưa báo số", kieu="chu", rong=40),
        Cot("Quá hai phó giám đốc", kieu="chu", rong=34),
    )
    trung_tam, ctv = lien.mang_luoi("trungtam"), lien.mang_luoi("congtacvien")
    hang = tuple(
        HangXem(
            (
                O(d.ten_pham_vi),
                O(d.so_trung_tam, duong=trung_tam if d.so_trung_tam else ""),
                O(d.bien_che),
                O(d.vien_chuc),
                O(d.giam_doc),
                O(d.pho_giam_doc),
                O(d.cong_tac_vien, duong=ctv if d.cong_tac_vien else ""),
                O(d.so_lieu_den or ""),
                O("; ".join(d.thieu)),
                O("; ".join(d.vuot_pho)),
            )
        )
        for d in cac_dong
    )
    return (BangCon(cot, hang),)


def b8(cac_dong: Sequence[DongDangKy], lien: Lien, *, gon: bool = False) -> tuple[BangCon, ...]:
    """Columns of Mẫu 2, the Sở's priority, and what each dossier lacks."""
    rong = {"Tên đề án": 36} if gon else {"Tên đề án": 56}
    chu = (
        ("Mã", 24), ("Tên đề án", rong["Tên đề án"]), ("Loại", 15), ("Địa bàn", 20),
        ("Đơn vị thực hiện", 26), ("Thụ hưởng", 26), ("Nội dung", 14), ("Mục tiêu", 30),
        ("Thời gian", 20),
    )  # fmt: skip
    bo = {"Mã", "Loại", "Nội dung", "Thụ hưởng"} if gon else set()
    cot = (
        Cot("Ưu tiên", kieu="stt", rong=11),
        *(Cot(_GON.get(t, t) if gon else t, kieu="chu", rong=r) for t, r in chu if t not in bo),
        *(Cot(n, TRIEU) for n in ("Tổng kinh phí", "KCQG", "KCĐP", "Đối ứng", "Khác")),
        Cot("Hồ sơ", kieu="chu", rong=34),
        Cot("Trạng thái", kieu="chu", rong=18),
    )

    def dong(d: DongDangKy) -> HangXem:
        ten, ben, muc_tieu = d.ten, d.thuc_hien, d.muc_tieu
        if gon:
            ten = f"{d.ma}\n{d.ten} ({d.hinh_thuc.lower()})"
            ben = "\n".join(filter(None, (d.thuc_hien, d.thu_huong)))
            muc_tieu = "\n".join(filter(None, (d.noi_dung, d.muc_tieu)))
        thoi_gian = f"{d.tu_ngay:%d/%m/%Y} – {d.den_ngay:%d/%m/%Y}"
        gia = (
            d.ma, ten, d.hinh_thuc, d.dia_ban, ben, d.thu_huong, d.noi_dung, muc_tieu, thoi_gian,
        )  # fmt: skip
        duong = lien.mot_de_an(d.ids[0])
        return HangXem(
            (
                O("" if d.uu_tien is None else d.uu_tien),
                *(
                    O(g, duong=duong if t == "Mã" else "")
                    for (t, _), g in zip(chu, gia, strict=True)
                    if t not in bo
                ),
                *(tien(so) for so in (d.tong, d.kcqg, d.kcdp, d.doi_ung, d.khac)),
                O(_ho_so(d.thieu, _TOI_DA_GIAY if gon else len(d.thieu))),
                O(d.trang_thai),
            )
        )

    so_chu = len(chu) - len(bo)
    tong = HangXem(
        (
            O(""),
            O(f"Tổng số: {len(cac_dong)}" + (" đề án" if gon else "")),
            *(O(""),) * (so_chu - 1),
            *(
                tien(sum(getattr(d, t) for d in cac_dong))
                for t in ("tong", "kcqg", "kcdp", "doi_ung", "khac")
            ),
            O(f"{sum(not d.thieu for d in cac_dong)} hồ sơ đủ"),
            O(""),
        ),
        "tong",
    )
    return (BangCon(cot, tuple(dong(d) for d in cac_dong), tong=tong),)


_TOI_DA_GIAY = 3


def _ho_so(thieu: Sequence[str], toi_da: int) -> str:
    """«Thiếu 5 tài liệu: A; B; C và 2 tài liệu khác»: paper has no room for them all."""
    if not thieu:
        return "Đủ"
    con = len(thieu) - toi_da
    khac = f" và {con} tài liệu khác" if con > 0 else ""
    return f"Thiếu {len(thieu)} tài liệu: {'; '.join(thieu[:toi_da])}{khac}"


_GON = {
    "Tên đề án": "Mã, tên đề án (loại)",
    "Đơn vị thực hiện": "Đơn vị thực hiện; thụ hưởng",
    "Mục tiêu": "Nội dung; mục tiêu",
}


def b9(cac_dong: Sequence[DongMucTieu], lien: Lien) -> tuple[BangCon, ...]:
    """Targets of a programme against what was accepted, year by year."""
    cac_nam = [nam for nam, _ in cac_dong[0].theo_nam] if cac_dong else []
    cot = (
        Cot("Mã", kieu="chu", rong=13),
        Cot("Chỉ tiêu", kieu="chu", rong=60),
        Cot("Đơn vị tính", kieu="chu", rong=22),
        Cot("Mục tiêu giai đoạn", "mẫu số"),
        *(Cot(str(nam), "", "Đã nghiệm thu trong năm") for nam in cac_nam),
        Cot("Lũy kế", "tử số"),
        Cot("Lũy kế / mục tiêu", "%", so_le=2),
        Cot("Biên bản", "số"),
        Cot("Ghi chú", kieu="chu", rong=26),
    )
    hang = tuple(
        HangXem(
            (
                O(d.noi_dung),
                O(d.ten),
                O(d.don_vi_tinh),
                O(d.muc_tieu),
                *(O(so) for _, so in d.theo_nam),
                O(d.luy_ke),
                phan(d.tren_muc_tieu),
                O(d.so_bien_ban),
                O("Mục tiêu cần xác minh" if d.can_xac_minh else ""),
            )
        )
        for d in cac_dong
    )
    return (BangCon(cot, hang),)
