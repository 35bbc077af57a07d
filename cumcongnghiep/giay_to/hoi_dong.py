"""Papers of the council that chooses the developer: minutes, summary of the sheets, one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cucctdp.formats.ngay import ngay_chu
from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import CHUA_CO, KHONG_AP_DUNG, BangSoLieu, Cot, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from cumcongnghiep.models import HoSo, ThanhVienHoiDong, UngVien
from cumcongnghiep.tuyen_chon import DiemUngVien, KetQua, diem_tung_phieu, doc_ket_qua

_VT = ThanhVienHoiDong.VaiTro
_KY = "(Ký, ghi rõ họ tên)"
GIAY_TO = {
    "bien-ban": "Biên bản họp Hội đồng đánh giá",
    "tong-hop-diem": "Bảng tổng hợp điểm đánh giá",
}


def bien_ban(ho_so: HoSo) -> ToGiay:
    """Minutes of the meeting: who came, what was scored, who is proposed.

    Raises LookupError while the dossier has no council.
    """
    kq = _ket_qua(ho_so)
    h = kq.hoi_dong
    assert h is not None
    khoi: list[Khoi] = [
        Doan("I. Thời gian, thành phần", "muc"),
        Nhan("Ngày họp", ngay_chu(h.ngay_hop) or CHUA_CO),
        Nhan("Hội đồng thành lập theo", f"{h.so_quyet_dinh} {ngay_chu(h.ngay_quyet_dinh)}"),
        _bang_thanh_vien(kq),
        Doan(_cau_co_mat(kq)),
        Doan("II. Nội dung", "muc"),
        Nhan("Hồ sơ", _ten_ho_so(ho_so)),
        Doan(
            "Hội đồng xét điều kiện và chấm điểm các nhà đầu tư đề nghị làm chủ đầu tư xây dựng "
            "hạ tầng kỹ thuật cụm công nghiệp theo khoản 2 Điều 13 Nghị định số 32/2024/NĐ-CP."
        ),
        _bang_dieu_kien(kq),
        _bang_diem(kq),
    ]
    if h.bien_ban.strip():
        khoi += [
            Doan("III. Ý kiến, biểu quyết", "muc"),
            *(Doan(d) for d in h.bien_ban.splitlines() if d.strip()),
        ]
    khoi += [Doan(f"{'IV' if h.bien_ban.strip() else 'III'}. Kết luận", "muc")]
    khoi += [Doan(c) for c in _cau_ket_luan(kq)]
    return ToGiay(
        van_ban=_dau(ho_so, "BIÊN BẢN", _trich_yeu(ho_so)),
        khoi=tuple(khoi),
        ky=(
            ONguoiKy("THƯ KÝ HỘI ĐỒNG", _ten(kq, _VT.THU_KY), _KY),
            ONguoiKy("CHỦ TỊCH HỘI ĐỒNG", _ten(kq, _VT.CHU_TICH), _KY),
        ),
        tieu_de=f"Biên bản họp Hội đồng đánh giá {ho_so.cum}",
        tac_gia=_hoi_dong(ho_so),
    )


def tong_hop_diem(ho_so: HoSo) -> ToGiay:
    """Summary sheet: points of every member for every applicant, criterion by criterion.

    Raises LookupError while the dossier has no council.
    """
    kq = _ket_qua(ho_so)
    tung = diem_tung_phieu(ho_so)
    khoi: list[Khoi] = [Nhan("Hồ sơ", _ten_ho_so(ho_so)), _bang_diem(kq)]
    for d in kq.cac_diem:
        khoi.append(_bang_phieu(kq, d, tung))
    khoi.append(Doan(_cau_co_mat(kq)))
    return ToGiay(
        van_ban=_dau(ho_so, "BẢNG TỔNG HỢP ĐIỂM ĐÁNH GIÁ", _trich_yeu(ho_so)),
        khoi=tuple(khoi),
        ky=(
            ONguoiKy("THƯ KÝ HỘI ĐỒNG", _ten(kq, _VT.THU_KY), _KY),
            ONguoiKy("CHỦ TỊCH HỘI ĐỒNG", _ten(kq, _VT.CHU_TICH), _KY),
        ),
        ngang=True,
        tieu_de=f"Tổng hợp điểm đánh giá {ho_so.cum}",
        tac_gia=_hoi_dong(ho_so),
    )


def _ket_qua(ho_so: HoSo) -> KetQua:
    kq = doc_ket_qua(ho_so)
    if kq.hoi_dong is None:
        raise LookupError("Hồ sơ chưa có Hội đồng đánh giá.")
    return kq


def _hoi_dong(ho_so: HoSo) -> str:
    return f"Hội đồng đánh giá {ho_so.cum}"


def _trich_yeu(ho_so: HoSo) -> str:
    return (
        f"Đánh giá, lựa chọn chủ đầu tư xây dựng hạ tầng kỹ thuật Cụm công nghiệp {ho_so.cum.ten}"
    )


def _ten_ho_so(ho_so: HoSo) -> str:
    ha = f", {dinh_dang(ho_so.dien_tich)} ha" if ho_so.dien_tich is not None else ""
    return f"{ho_so.get_loai_display()} {ho_so.cum.ten}{ha}, nộp ngày {ho_so.ngay_nop:%d/%m/%Y}"


def _dau(ho_so: HoSo, ten_loai: str, trich_yeu: str) -> TieuDeVanBan:
    h = ho_so.hoi_dong
    ngay = h.ngay_hop
    ten = ho_so.cum.don_vi.ten_ngay(ngay or h.ngay_quyet_dinh)
    return TieuDeVanBan(
        co_quan_chu_quan=f"ỦY BAN NHÂN DÂN {ten.trong_cau}".upper(),
        co_quan_ban_hanh="HỘI ĐỒNG ĐÁNH GIÁ",
        so_ky_hieu="",
        dia_danh=ten.ten,
        ngay=ngay,
        nam=h.ngay_quyet_dinh.year,
        ten_loai=ten_loai,
        trich_yeu=trich_yeu,
    )


def _ten(kq: KetQua, vai_tro: str) -> str:
    return next((t.ho_ten for t in kq.thanh_vien if t.vai_tro == vai_tro), "")


def _cau_co_mat(kq: KetQua) -> str:
    h = kq.hoi_dong
    assert h is not None
    cau = (
        f"Có mặt {len(kq.co_mat)}/{len(kq.cham_diem)} thành viên chấm điểm "
        f"({dinh_dang(kq.ty_le_co_mat)}%)"
    )
    if h.co_mat_toi_thieu is None:
        return f"{cau}."
    du = "đủ" if kq.du_hop else "chưa đủ"
    return f"{cau}, {du} tỷ lệ tối thiểu {dinh_dang(h.co_mat_toi_thieu)}% để họp."


def _bang_thanh_vien(kq: KetQua) -> Bang:
    hang = tuple(
        Hang(
            (
                str(stt),
                t.ho_ten,
                t.co_quan,
                _VT(t.vai_tro).label.split(" (")[0],
                "Có mặt" if t.co_mat else "Vắng",
            )
        )
        for stt, t in enumerate(kq.thanh_vien, 1)
    )
    cot = (
        Cot("STT", kieu="stt", rong=11),
        Cot("Họ và tên", kieu="chu"),
        Cot("Cơ quan", kieu="chu"),
        Cot("Vai trò", kieu="chu", rong=32),
        Cot("Tham dự", kieu="stt", rong=22),
    )
    return Bang(BangSoLieu(tieu_de="Thành viên Hội đồng", cot=cot, hang=hang))


def _bang_dieu_kien(kq: KetQua) -> Bang:
    cac: list[tuple[UngVien, str, str]] = [
        *((d.ung_vien, "Đạt", KHONG_AP_DUNG) for d in kq.cac_diem),
        *((u, "Không đạt", u.ly_do_loai) for u in kq.bi_loai),
        *((u, CHUA_CO, CHUA_CO) for u in kq.chua_xet),
    ]
    hang = tuple(
        Hang((str(stt), u.chu_dau_tu.ten, f"{u.ngay_nop:%d/%m/%Y}", ket, ly_do))
        for stt, (u, ket, ly_do) in enumerate(cac, 1)
    )
    cot = (
        Cot("STT", kieu="stt", rong=11),
        Cot("Nhà đầu tư đề nghị", kieu="chu"),
        Cot("Ngày nộp", kieu="stt", rong=26),
        Cot("Điều kiện", kieu="stt", rong=24),
        Cot("Lý do không đạt", kieu="chu"),
    )
    return Bang(BangSoLieu(tieu_de="Xét điều kiện", cot=cot, hang=hang))


def _bang_diem(kq: KetQua) -> Bang:
    """Means: rows are the top criteria with their most, columns the applicants."""
    cac = kq.cac_diem
    hang = [Hang((t.ten, t.diem_toi_da, *(d.theo_goc.get(t.pk) for d in cac))) for t in kq.bo.goc]
    toi_da = sum((t.diem_toi_da for t in kq.bo.goc), Decimal(0))
    hang.append(Hang(("Điểm bình quân", toi_da, *(d.diem for d in cac)), "tong"))
    cot = (
        Cot("Tiêu chí", kieu="chu"),
        Cot("Tối đa", rong=16),
        *(Cot(d.chu_dau_tu.ten, so_le=2, rong=30 if len(cac) < 4 else None) for d in cac),
    )
    tieu_de = "Điểm bình quân các phiếu"
    if kq.nguong is not None:
        tieu_de += f" (đạt từ {dinh_dang(kq.nguong)} điểm)"
    return Bang(BangSoLieu(tieu_de=tieu_de, cot=cot, hang=tuple(hang)))


def _bang_phieu(
    kq: KetQua, d: DiemUngVien, tung: Mapping[int, Mapping[int, Mapping[int, Decimal]]]
) -> Bang:
    """One applicant: rows are criteria with their sub-criteria, columns the members."""
    phieu = tung.get(d.ung_vien.pk, {})
    nguoi = [t for t in kq.cham_diem if t.pk in phieu]
    goc = {t.pk: kq.bo.gom(phieu[t.pk]) for t in nguoi}
    hang = []
    for sau, t in kq.bo.cap_bac():
        la = kq.bo.la(t) == [t]
        cac = [goc[n.pk].get(t.pk) if sau == 0 else phieu[n.pk].get(t.pk) for n in nguoi]
        if sau and not la:
            cac = [sum((phieu[n.pk].get(x.pk, Decimal(0)) for x in kq.bo.la(t)), Decimal(0))
                   for n in nguoi]  # fmt: skip
        ten = f"{'– ' * sau}{t.ten}"
        hang.append(Hang((ten, t.diem_toi_da, *cac), "" if sau else "tong"))
    tong = [sum(goc[n.pk].values(), Decimal(0)) for n in nguoi]
    hang.append(
        Hang(("Tổng điểm", sum((t.diem_toi_da for t in kq.bo.goc), Decimal(0)), *tong), "tong")
    )
    cot = (
        Cot("Tiêu chí", kieu="chu"),
        Cot("Tối đa", rong=18),
        *(Cot(n.ho_ten, rong=24) for n in nguoi),
    )
    return Bang(BangSoLieu(tieu_de=f"Phiếu chấm {d.chu_dau_tu.ten}", cot=cot, hang=tuple(hang)))


def _cau_ket_luan(kq: KetQua) -> list[str]:
    h = kq.hoi_dong
    assert h is not None
    if h.ket_luan_luc is None:
        return [f"Hội đồng kết luận: {CHUA_CO}"]
    if h.ung_vien_chon is None:
        nguong = f" từ {dinh_dang(kq.nguong)} điểm" if kq.nguong is not None else ""
        return [f"Không có nhà đầu tư nào đạt{nguong}. Hội đồng không chọn được chủ đầu tư."]
    chon = next((d for d in kq.cac_diem if d.ung_vien.pk == h.ung_vien_chon_id), None)
    diem = f", {dinh_dang(chon.diem, 2)}/100 điểm" if chon is not None else ""
    cau = (
        f"Hội đồng đề nghị giao {h.ung_vien_chon.chu_dau_tu.ten} làm chủ đầu tư xây dựng hạ tầng "
        f"kỹ thuật Cụm công nghiệp {kq.ho_so.cum.ten}{diem}."
    )
    if not h.de_xuat_bang_diem:
        return [cau]
    return [f"Có nhà đầu tư bằng điểm; Chủ tịch Hội đồng đề xuất: {h.de_xuat_bang_diem}.", cau]
