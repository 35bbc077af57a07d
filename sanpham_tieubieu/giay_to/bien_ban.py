"""Minutes: of the jury over all sheets (Điều 11 TT 26/2014/TT-BCT), of the council's meeting.

Both print scores: only after the opening minute, asked by ``tai_giay_to``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cucctdp.formats.so import dinh_dang
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from sanpham_tieubieu.choices import LoaiBan, LoaiPhieuHoiDong
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import KyIn, SoPhieu
from sanpham_tieubieu.giay_to.khoi import (
    KY_TEN,
    bang_thanh_vien,
    cac_doan,
    chuc_danh,
    gio,
    so_hieu_van_ban,
)
from sanpham_tieubieu.models import HoSoDangKy, PhienHop
from sanpham_tieubieu.scoring import du_hop
from sanpham_tieubieu.statistics.kieu_ket_qua import (
    BangTongHop,
    NhomTrongBang,
    SanPhamTrongBang,
)

_L = LoaiPhieuHoiDong
TU_CHOI, CHUA_KY = "TC", "KP"
_KHONG_PHIEU = "x"
# Two blank lines in a cell: room to sign by hand.
_CHO_KY = "\N{NO-BREAK SPACE}\n\N{NO-BREAK SPACE}"


def tong_hop(k: KyIn, bang: BangTongHop, phieu: SoPhieu) -> ToGiay:
    """Biên bản tổng hợp kết quả bình chọn: counts of sheets, matrix by group, recusals, dissent."""
    ban = k.ban.get(LoaiBan.GIAM_KHAO)
    cham = [g for g in bang.giam_khao if g.cham is not None]
    vang = [g.ten for g in bang.giam_khao if g.cham is None]
    qd = so_hieu_van_ban("Quyết định", ban.so_qd if ban else "", ban.ngay_qd if ban else None)
    khoi: list[Khoi] = [
        Doan("I. Thời gian, địa điểm, thành phần", "muc"),
        Nhan("Mở điểm lúc", gio(k.ky.mo_diem_luc)),
        Nhan("Địa điểm", "…" * 30),
        Nhan("Ban Giám khảo thành lập theo", qd),
        _bang_giam_khao(k, bang),
        Doan(
            f"Có phiếu chấm: {len(cham)}/{len(bang.giam_khao)} giám khảo"
            + (f"; không có phiếu: {', '.join(vang)}." if vang else ".")
        ),
        Doan("II. Sản phẩm và phiếu chấm", "muc"),
        Doan(
            f"Số sản phẩm được chấm: {dinh_dang(len(bang.san_pham))}. Số phiếu phát ra: "
            f"{dinh_dang(phieu.phat_ra)}; thu về có chữ ký: {dinh_dang(phieu.da_ky)}; không có "
            f"phiếu: {dinh_dang(bang.so_phieu_can - bang.so_phieu)}; không chấm do xung đột lợi "
            f"ích: {dinh_dang(sum(len(s.tu_choi) for s in bang.san_pham))}; phiếu không tính: "
            f"{dinh_dang(phieu.vo_hieu)}."
        ),
        *(Doan(f"Phiếu không tính – {c}.") for c in phieu.ly_do_vo_hieu),
        *((Doan(f"Phiếu Trưởng ban cho mở lại để sửa: {dinh_dang(phieu.mo_lai)}."),)
          if phieu.mo_lai else ()),
        Doan("III. Kết quả chấm điểm", "muc"),
        *(_bang_diem(bang, n) for n in bang.nhom if n.san_pham),
        Doan(
            f"Giám khảo ghi theo thứ tự tại mục I. «{TU_CHOI}»: không chấm do xung đột lợi ích; "
            f"«{_KHONG_PHIEU}»: không được phân công; «{CHUA_KY}»: được phân công, không có phiếu. "
            "Các ô này không tính vào tử số và mẫu số. Điểm bình quân so với ngưỡng "
            f"{dinh_dang(k.ky.nguong)} khi chưa làm tròn."
        ),
        Doan("IV. Trường hợp không chấm, phiếu lệch", "muc"),
        *(Doan(c) for c in _tu_choi(bang, phieu)),
        *(Doan(c) for c in _phieu_lech(k, bang)),
        Doan("V. Ý kiến khác của giám khảo", "muc"),
        Doan("…" * 44),
        Doan("…" * 44),
        Doan("VI. Kết luận", "muc"),
        Doan(_ket_luan(k, bang)),
        Doan(
            "Biên bản được các thành viên có tên tại mục I thông qua và gửi Hội đồng bình chọn./."
        ),
    ]  # fmt: skip
    return ToGiay(
        van_ban=ten.dau_hoi_dong(
            k,
            loai="BIÊN BẢN",
            trich_yeu=ten.trich_yeu(k, "Tổng hợp kết quả chấm điểm bình chọn"),
        ),
        khoi=tuple(khoi),
        ky=(
            ONguoiKy("CÁC GIÁM KHẢO", cach_ky="(Ký tại bảng mục I)"),
            ONguoiKy("TRƯỞNG BAN GIÁM KHẢO", k.nguoi(LoaiBan.GIAM_KHAO, "truong_ban"), KY_TEN),
        ),
        ngang=True,
    )


def _bang_giam_khao(k: KyIn, bang: BangTongHop) -> Bang:
    """Judges with the number that heads their column, and room to sign."""
    cua = {t.pk: t for t in k.thanh_vien(LoaiBan.GIAM_KHAO)}
    hang = []
    for stt, g in enumerate(bang.giam_khao, 1):
        t = cua.get(g.id)
        nghe = chuc_danh(t) if t else ""
        hang.append(
            Hang((f"GK{stt}", g.ten, nghe, g.vai_tro, g.cham.so_phieu if g.cham else 0, _CHO_KY))
        )
    cot = (
        Cot("TT", kieu="stt", rong=14),
        Cot("Họ và tên", kieu="chu", rong=52),
        Cot("Chức vụ, nơi công tác", kieu="chu"),
        Cot("Vai trò", kieu="chu", rong=46),
        Cot("Số phiếu", rong=18),
        Cot("Ký tên", kieu="chu", rong=34),
    )
    return Bang(BangSoLieu(tieu_de="Thành viên Ban Giám khảo", cot=cot, hang=tuple(hang)))


def _bang_diem(bang: BangTongHop, nhom: NhomTrongBang) -> Bang:
    gk = bang.giam_khao
    hang = [
        Hang((
            str(stt), s.ma_so, s.ten, *(_o(s, g.id) for g in gk), s.so_phieu, _binh_quan(s),
            _ket_qua(s),
        ))
        for stt, s in enumerate(nhom.san_pham, 1)
    ]  # fmt: skip
    rong_gk = 13 if len(gk) <= 9 else 11
    cot = (
        Cot("TT", kieu="stt", rong=9),
        Cot("Mã số", kieu="chu", rong=18),
        Cot("Tên sản phẩm", kieu="chu"),
        *(Cot(f"GK{i}", rong=rong_gk, nhom="Điểm của giám khảo") for i in range(1, len(gk) + 1)),
        Cot("Số phiếu", rong=13),
        Cot("Bình quân", rong=17),
        Cot("Kết quả", kieu="stt", rong=20),
    )
    chi_tieu = "" if nhom.chi_tieu is None else f", chỉ tiêu {nhom.chi_tieu}"
    tieu_de = f"{nhom.ten}: {len(nhom.san_pham)} sản phẩm, {nhom.so_dat} đạt ngưỡng{chi_tieu}"
    return Bang(BangSoLieu(tieu_de=tieu_de, cot=cot, hang=tuple(hang)))


def _o(s: SanPhamTrongBang, gk: int) -> GiaTriO:
    if (p := s.phieu.get(gk)) is not None:
        return p.tong.normalize()
    if gk in s.tu_choi:
        return TU_CHOI
    return CHUA_KY if gk in s.chua_ky else _KHONG_PHIEU


def _binh_quan(s: SanPhamTrongBang) -> GiaTriO:
    return s.diem_hien if s.diem is not None and s.du_phieu else CHUA_CO


def _ket_qua(s: SanPhamTrongBang) -> str:
    if not s.du_phieu or s.diem is None:
        return f"Chưa đủ phiếu ({s.so_phieu}/{s.can_phieu})"
    return "Đạt" if s.dat_nguong else "Không đạt"


def _tu_choi(bang: BangTongHop, phieu: SoPhieu) -> list[str]:
    """Recusals: who did not score what, and why."""
    ten_gk = {g.id: g.ten for g in bang.giam_khao}
    cac = [
        f"{ten_gk.get(gk, CHUA_CO)} không chấm {s.ma_so or s.ten}"
        + (f" ({ly_do})" if (ly_do := phieu.xung_dot.get((s.ho_so_id, gk), "")) else "")
        for s in bang.san_pham
        for gk in sorted(s.tu_choi)
    ]
    if not cac:
        return ["Không có giám khảo phải từ chối chấm do xung đột lợi ích."]
    return [f"Không chấm do xung đột lợi ích: {'; '.join(cac)}."]


def _phieu_lech(k: KyIn, bang: BangTongHop) -> list[str]:
    """Sheets far from the median are told, never dropped (R38)."""
    ten_gk = {g.id: g.ten for g in bang.giam_khao}
    cac = [
        f"{s.ma_so or s.ten} – {ten_gk.get(gk, CHUA_CO)} ({dinh_dang(o.lech, dau=True)} điểm)"
        for s in bang.san_pham
        for gk, o in s.phieu.items()
        if o.qua_xa
    ]
    muc = dinh_dang(k.ky.lech_phieu)
    if not cac:
        return [f"Không có phiếu lệch quá {muc} điểm so với trung vị của sản phẩm."]
    return [f"Phiếu lệch quá {muc} điểm so với trung vị, vẫn tính: {'; '.join(cac)}."]


def _ket_luan(k: KyIn, bang: BangTongHop) -> str:
    """Products with a result, at the threshold or above it, by group."""
    theo = "; ".join(f"{n.ten}: {n.so_dat}/{len(n.san_pham)}" for n in bang.nhom if n.san_pham)
    dat = sum(n.so_dat for n in bang.nhom)
    thieu = sum(not s.du_phieu for s in bang.san_pham)
    cau = (
        f"Có {dat}/{len(bang.san_pham)} sản phẩm đạt điểm bình quân từ "
        f"{dinh_dang(k.ky.nguong)} trở lên ({theo})."
    )
    return f"{cau} {thieu} sản phẩm chưa đủ phiếu để có kết quả." if thieu else cau


def hop_hoi_dong(
    k: KyIn,
    hop: PhienHop,
    bang: BangTongHop,
    cac_ho_so: Mapping[int, HoSoDangKy],
) -> ToGiay:
    """Biên bản họp Hội đồng: presence, what was considered, votes, quota, who is proposed.

    ``cac_ho_so``: the dossiers of the panel by id, for what the council proposes.
    """
    tv = k.thanh_vien(LoaiBan.HOI_DONG)
    mat = {t.pk for t in hop.co_mat.all()}
    so_mat = sum(t.pk in mat for t in tv)
    du = du_hop(so_mat, len(tv), k.ky.hop_tu, k.ky.hop_mau) if tv else False
    ban = k.ban.get(LoaiBan.HOI_DONG)
    qd = so_hieu_van_ban("Quyết định", ban.so_qd if ban else "", ban.ngay_qd if ban else None)
    chon = [s for s in bang.san_pham if _thong_qua(s, _L.CONG_NHAN)]
    de_cu = [s for s in bang.san_pham if _thong_qua(s, _L.DE_CU)]
    khoi: list[Khoi] = [
        Doan("I. Thời gian, địa điểm, thành phần", "muc"),
        Nhan("Bắt đầu", gio(hop.bat_dau)),
        Nhan("Địa điểm", hop.dia_diem),
        Nhan("Hội đồng thành lập theo", qd),
        bang_thanh_vien("Thành viên Hội đồng", tv, co_mat=mat),
        Doan(
            f"Có mặt {so_mat}/{len(tv)} thành viên, {'đủ' if du else 'chưa đủ'} tỷ lệ tối thiểu "
            f"{k.ky.hop_tu}/{k.ky.hop_mau} để họp."
        ),
        Doan("II. Nội dung", "muc"),
        Doan(
            "Hội đồng nghe Trưởng ban Giám khảo báo cáo biên bản tổng hợp kết quả chấm điểm, thảo "
            "luận và biểu quyết từng sản phẩm; sản phẩm được chọn khi có trên "
            f"{k.ky.bieu_quyet_tu}/{k.ky.bieu_quyet_mau} tổng số thành viên Hội đồng đồng ý."
        ),
        *(_bang_bieu_quyet(n) for n in bang.nhom if n.san_pham),
        *(Doan(c) for c in _bang_diem_cau(bang)),
        *(Doan(c) for c in _doi_chi_tieu(k)),
        Doan("III. Ý kiến, diễn biến", "muc"),
        *cac_doan(hop.bien_ban),
        Doan("IV. Kết luận", "muc"),
        *(cac_doan(hop.ket_luan) if hop.ket_luan.strip() else ()),
        _bang_chon(k, chon, cac_ho_so, f"1. Đề nghị công nhận {len(chon)} sản phẩm"),
    ]
    if de_cu:
        dau = f"2. Đề cử {len(de_cu)} sản phẩm đăng ký bình chọn cấp trên"
        khoi.append(_bang_chon(k, de_cu, cac_ho_so, dau))
    khoi.append(Doan(f"Phiên họp kết thúc lúc {gio(hop.ket_thuc)}./."))
    ngay = hop.bat_dau.date()
    return ToGiay(
        van_ban=ten.dau_hoi_dong(
            k, loai="BIÊN BẢN", trich_yeu=ten.trich_yeu(k, "Họp Hội đồng bình chọn"), ngay=ngay
        ),
        khoi=tuple(khoi),
        ky=(
            ONguoiKy("THƯ KÝ", k.nguoi(LoaiBan.HOI_DONG, "thu_ky"), KY_TEN),
            ONguoiKy("CHỦ TỊCH HỘI ĐỒNG", k.nguoi(LoaiBan.HOI_DONG, "chu_tich"), KY_TEN),
        ),
        ngang=True,
    )


def _thong_qua(s: SanPhamTrongBang, loai: str) -> bool:
    b = s.bieu_quyet.get(loai)
    return b is not None and b.thong_qua


def _bang_bieu_quyet(nhom: NhomTrongBang) -> Bang:
    hang = []
    for stt, s in enumerate(nhom.san_pham, 1):
        b = s.bieu_quyet.get(_L.CONG_NHAN)
        phieu: tuple[GiaTriO, ...] = (None, None, None)
        ket = "Không biểu quyết"
        if b is not None:
            phieu = (b.dong_y, b.khong, b.trang)
            ket = "Chọn" if b.thong_qua else "Không chọn"
        elif not s.dat_nguong:
            phieu, ket = ("x", "x", "x"), "Không xét"
        hang.append(Hang((str(stt), s.ma_so, s.ten, s.ten_co_so, _binh_quan(s), *phieu, ket)))
    cot = (
        Cot("TT", kieu="stt", rong=10),
        Cot("Mã số", kieu="chu", rong=20),
        Cot("Tên sản phẩm", kieu="chu"),
        Cot("Cơ sở", kieu="chu"),
        Cot("Bình quân", rong=20),
        Cot("Đồng ý", rong=16, nhom="Biểu quyết"),
        Cot("Không", rong=16, nhom="Biểu quyết"),
        Cot("Trắng", rong=16, nhom="Biểu quyết"),
        Cot("Kết quả", kieu="stt", rong=28),
    )
    muc = "" if nhom.chi_tieu is None else f" (chỉ tiêu {nhom.chi_tieu})"
    return Bang(BangSoLieu(tieu_de=f"{nhom.ten}{muc}", cot=cot, hang=tuple(hang)))


def _bang_diem_cau(bang: BangTongHop) -> list[str]:
    """Votes on ties at the quota line (R42)."""
    cac = [
        f"{s.ten}: {b.dong_y}/{b.tong_thanh_vien} phiếu"
        + (f", xếp thứ {b.thu_hang}" if b.thu_hang else "")
        for s in bang.san_pham
        if (b := s.bieu_quyet.get(_L.BANG_DIEM)) is not None
    ]
    return [f"Biểu quyết sản phẩm bằng điểm tại ngưỡng chỉ tiêu: {'; '.join(cac)}."] if cac else []


def _doi_chi_tieu(k: KyIn) -> list[str]:
    """Changes of a quota after the plan, with their reason."""
    return [
        f"Chỉ tiêu {c.nhom.ten[:1].lower()}{c.nhom.ten[1:]} điều chỉnh thành {c.so_luong} sản phẩm "
        f"theo {c.van_ban}; lý do: {c.ly_do}."
        for c in sorted(k.ky.chi_tieu.all(), key=lambda c: (c.luc, c.pk))
        if c.ly_do
    ]


def _bang_chon(
    k: KyIn, cac: Sequence[SanPhamTrongBang], ho_so: Mapping[int, HoSoDangKy], tieu_de: str
) -> Bang:
    hang: list[Hang] = []
    for stt, s in enumerate(cac, 1):
        h = ho_so.get(s.ho_so_id)
        noi = ten.noi_san_xuat(h, k.ngay) if h is not None else s.don_vi
        hang.append(Hang((str(stt), s.ten, k.ten_nhom(s.ma_nhom), s.ten_co_so, noi)))
    cot = (
        Cot("TT", kieu="stt", rong=11),
        Cot("Tên sản phẩm", kieu="chu"),
        Cot("Nhóm", kieu="chu"),
        Cot("Cơ sở", kieu="chu"),
        Cot("Địa chỉ sản xuất", kieu="chu"),
    )
    return Bang(BangSoLieu(tieu_de=tieu_de, cot=cot, hang=tuple(hang)))
