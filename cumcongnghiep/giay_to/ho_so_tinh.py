"""Sheet for a working visit to a province: picture, clusters one by one, problems, annex."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cucctdp.donvi.models import DonViHanhChinh
from cucctdp.formats.ngay import ngay_ngan
from cucctdp.formats.so import dinh_dang, la_ma
from cucctdp.formats.tien import in_ty
from cucctdp.pdf.bang import BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, ToGiay
from cumcongnghiep.bieu.mau import BIEU_04
from cumcongnghiep.choices import CoQuan, HaTang, HoatDong, LoaiChuDauTu, LoaiKy, PhapLy
from cumcongnghiep.choices import LoaiVanBan as L
from cumcongnghiep.dong_ho import buoc_tiep
from cumcongnghiep.giay_to.ten import CoQuanLap
from cumcongnghiep.ho_so_cum import HoSoCum
from cumcongnghiep.models import BieuNop, CanhBao, KyBieu
from cumcongnghiep.nguon_so import chua_xac_nhan
from cumcongnghiep.so_lieu_tinh import DongCum, SoLieuTinh
from cumcongnghiep.statistics import CumNgay, cac_moc, doc_pham_vi, dong_cua
from cumcongnghiep.statistics.ty_le import DA_GUI

MINH_HOA = "Số liệu minh họa, không phải số thật; không dùng, không trích dẫn."
TU_NHAN = (LoaiChuDauTu.DOANH_NGHIEP, LoaiChuDauTu.HTX)
# Rows told with their change since the cut-off before.
_SO_SANH = ("1", "2", "3", "4", "15", "15.2", "17", "18", "20", "25", "26", "27")
_CO_TIEN_DO = (L.THANH_LAP, L.MO_RONG, L.DU_AN, L.GCN_DAU_TU, L.DIEU_CHINH)
SO_VUONG, SO_CHAM = 3, 30
CHUA_XAC_NHAN = "¹"
# Figures of the annex that somebody enters and another confirms.
_PHU_LUC = frozenset({"dat_cn", "dat_da_thue", "so_du_an"})


@dataclass(frozen=True, slots=True)
class BaoCaoTinh:
    """Who has reported of a province: the newest closed window, and forms still owed."""

    ky: KyBieu | None
    tong: int
    da_gui: int
    cham: tuple[str, ...]


def doc_bao_cao(don_vi: DonViHanhChinh, ngay: date, *, minh_hoa: bool) -> BaoCaoTinh:
    """Forms of the newest half-year or year closed by a day; two queries."""
    ky = (
        KyBieu.objects.exclude(loai=LoaiKy.QUY)
        .filter(den_ngay__lte=ngay)
        .order_by("-den_ngay")
        .first()
    )
    if ky is None:
        return BaoCaoTinh(None, 0, 0, ())
    cac = list(
        BieuNop.objects.filter(ky=ky, don_vi=don_vi, minh_hoa=minh_hoa)
        .select_related("cum", "xa", "du_an")
        .order_by("-bieu", "pk")
    )
    gui = [b for b in cac if b.trang_thai in DA_GUI]
    cham = []
    for b in cac:
        cua = b.du_an or b.cum or (b.xa.ten_goi if b.xa else "Sở Công Thương")
        if b.trang_thai not in DA_GUI and b.han <= ngay:
            cham.append(f"{cua} (Biểu {b.bieu}: chưa gửi, hạn trước {ngay_ngan(b.han)})")
        elif b.ngay_gui is not None and b.ngay_gui > b.han:
            cham.append(f"{cua} (Biểu {b.bieu}: gửi {ngay_ngan(b.ngay_gui)}, sau hạn)")
    return BaoCaoTinh(ky, len(cac), len(gui), tuple(cham))


def ho_so_tinh(
    x: SoLieuTinh,
    don_vi: DonViHanhChinh,
    ho_so: dict[int, HoSoCum],
    *,
    lap: CoQuanLap,
) -> ToGiay:
    """The paper; ``ho_so``: dossiers of the clusters of ``x``. Eleven queries."""
    ngay = x.hoi.den
    ten = don_vi.ten_ngay(ngay)
    canh_bao: dict[int | None, list[CanhBao]] = defaultdict(list)
    for c in x.canh_bao:
        canh_bao[c.cum_id].append(c)
    chua = {d.c.id: chua_xac_nhan(ho_so[d.c.id], ngay) for d in x.cum}
    rieng = [d for d in x.cum if d.c.loai_cdt in TU_NHAN]
    con = [d for d in x.cum if d.c.loai_cdt not in TU_NHAN]
    cac_phan: list[tuple[str, list[Khoi]]] = [
        ("Tình hình chung", list(_chung(x, don_vi))),
        (
            f"Cụm do doanh nghiệp, hợp tác xã làm chủ đầu tư ({len(rieng)} cụm)",
            list(_tung_cum(rieng, ho_so, canh_bao, ngay, chua)),
        ),
        (
            f"Cụm do đơn vị nhà nước quản lý hoặc chưa có chủ đầu tư ({len(con)} cụm)",
            [_bang_nha_nuoc(con, ho_so, canh_bao, ngay)] if con else [Doan("Không có cụm nào.")],
        ),
        ("Nhóm vướng mắc", list(_vuong_mac(x))),
        ("Việc đề nghị giải quyết", list(_de_nghi(x))),
    ]
    khoi: list[Khoi] = []
    for i, (tieu_de, phan) in enumerate(cac_phan, 1):
        khoi += [Doan(f"{la_ma(i)}. {tieu_de}", "muc"), *phan]
    return ToGiay(
        van_ban=lap.tieu_de(
            ten_loai="HỒ SƠ LÀM VIỆC",
            trich_yeu=f"Về cụm công nghiệp {ten.trong_cau}\n(số liệu đến ngày {ngay_ngan(ngay)})",
            ngay=ngay,
        ),
        khoi=tuple(khoi),
        ten_phu_luc=f"Danh sách cụm công nghiệp {ten.trong_cau}",
        phu_luc=(_phu_luc(x, chua),),
        canh_bao=MINH_HOA if x.hoi.minh_hoa else "",
        ghi_chu=(
            "Nguồn: hồ sơ cụm trong Hệ thống thông tin Công Thương địa phương. «…»: chưa có số "
            "liệu, không phải 0. Văn bản ghi «cần xác minh» trong hồ sơ không được dùng ở đây."
            + (f" {CHUA_XAC_NHAN} Số liệu chưa có người xác nhận." if any(chua.values()) else "")
        ),
        tieu_de=f"Hồ sơ làm việc về cụm công nghiệp {ten.trong_cau}",
        tac_gia=lap.ten,
        tu_khoa=("CUM-CONG-NGHIEP", "HO-SO-TINH", don_vi.khoa),
    )


def _so(gia_tri: Decimal | None, so_le: int | None = None) -> str:
    return "…" if gia_tri is None else dinh_dang(gia_tri, so_le)


def _chung(x: SoLieuTinh, don_vi: DonViHanhChinh) -> Iterator[Khoi]:
    d = {ma: s.gia_tri for ma, s in x.dong.items()}
    t = x.lap_day.ty_le
    yield Doan(
        f"Quy hoạch có {_so(d['1'])} cụm, {_so(d['2'], 2)} ha; đã thành lập {_so(d['3'])} cụm, "
        f"{_so(d['4'], 2)} ha; đã hoạt động {_so(d['15'])} cụm, {_so(d['16'], 2)} ha, trong đó "
        f"{_so(d['15.2'])} cụm chưa thành lập."
    )
    yield Doan(
        f"Tỷ lệ lấp đầy {_so(t.phan_tram, 2)}% = {_so(t.tu, 2)} ha {t.ten_tu} / {_so(t.mau, 2)} ha "
        f"{t.ten_mau} (khoản 7 Điều 2 Nghị định số 32/2024/NĐ-CP), tính trên "
        f"{x.lap_day.ten_co_so}: {len(x.lap_day.cum)} cụm đủ số liệu, "
        f"{len(x.lap_day.thieu)} cụm còn thiếu. Đất mới có biên bản ghi nhớ không tính."
    )
    yield Doan(
        f"Thu hút {_so(d['20'])} dự án, {_so(d['21'])} dự án có vốn nước ngoài, {_so(d['22'])} dự "
        f"án đang hoạt động, {_so(d['25'])} lao động. Vốn hạ tầng theo dự án duyệt "
        f"{_so(d['13'], 2)} tỷ đồng, đã thanh toán {_so(d['14'], 2)} tỷ đồng. {_so(d['26'])} cụm "
        f"đã, đang đầu tư xử lý nước thải tập trung, {_so(d['27'])} cụm đạt."
    )
    bc = doc_bao_cao(don_vi, x.hoi.den, minh_hoa=x.hoi.minh_hoa)
    co_ha = sum((c.c.dien_tich or Decimal(0) for c in x.cum), Decimal(0))
    phu = f"Độ phủ: hồ sơ {len(x.cum)} cụm, {_so(co_ha, 2)} ha."
    if bc.ky is None:
        yield Doan(f"{phu} Chưa có kỳ báo cáo nào đã chốt trên hệ thống.")
    else:
        yield Doan(
            f"{phu} Kỳ báo cáo gần nhất {str(bc.ky).lower()} (chốt {ngay_ngan(bc.ky.den_ngay)}): "
            f"đã nhận {bc.da_gui}/{bc.tong} biểu lập trên hệ thống."
        )
    ten = "; ".join(bc.cham[:SO_CHAM]) or "không có"
    them = f"; và {len(bc.cham) - SO_CHAM} biểu khác" if len(bc.cham) > SO_CHAM else ""
    yield Doan(f"Chậm báo cáo: {ten}{them}.")
    if (bang := _so_sanh(x)) is not None:
        yield bang


def _so_sanh(x: SoLieuTinh) -> Khoi | None:
    """Main rows beside those of the cut-off before, in the same scope."""
    truoc = cac_moc(x.hoi.den, 2)[0]
    if truoc == x.hoi.den:
        return None
    cum = doc_pham_vi(x.hoi.doi(den=truoc, tu=None)).cum
    hang = []
    for ma in _SO_SANH:
        cu = dong_cua(ma, cum, co_ky=False).gia_tri
        nay = x.dong[ma].gia_tri
        doi = None if cu is None or nay is None else nay - cu
        d = BIEU_04.theo_ma[ma]
        hang.append(Hang((ma, d.ten, d.dvt, cu, nay, doi)))
    cot = (
        Cot("Dòng", kieu="stt", rong=12), Cot("Chỉ tiêu (Biểu 04)", kieu="chu"),
        Cot("Đơn vị tính", kieu="chu", rong=18), Cot(f"Đến {ngay_ngan(truoc)}", rong=24),
        Cot(f"Đến {ngay_ngan(x.hoi.den)}", rong=24), Cot("Thay đổi", dau=True, rong=20),
    )  # fmt: skip
    return Bang(BangSoLieu("Thay đổi so với mốc trước", cot, tuple(hang)))


def _tung_cum(
    cac: Sequence[DongCum],
    ho_so: dict[int, HoSoCum],
    canh_bao: dict[int | None, list[CanhBao]],
    ngay: date,
    chua: dict[int, frozenset[str]],
) -> Iterator[Khoi]:
    if not cac:
        yield Doan("Không có cụm nào.")
    for i, d in enumerate(cac, 1):
        h, c = ho_so[d.c.id], d.c
        yield Doan(_mot_cum(d, c, chua[c.id]), dau=f"{i}. Cụm {c.ten}:")
        yield Doan(_tien_do(h, c, ngay, chua[c.id]), dau="Tiến độ:")
        vuong = canh_bao.get(c.id, [])
        cau = "; ".join(_vuong(v) for v in vuong[:SO_VUONG]) or "không có cảnh báo nào đang mở"
        con = f"; còn {len(vuong) - SO_VUONG} cảnh báo khác" if len(vuong) > SO_VUONG else ""
        yield Doan(f"{cau}{con}.", dau="Vướng mắc:")
        yield Doan(_moc_toi(h, vuong, ngay), dau="Mốc, việc tiếp theo:")


def _bang_nha_nuoc(
    cac: Sequence[DongCum],
    ho_so: dict[int, HoSoCum],
    canh_bao: dict[int | None, list[CanhBao]],
    ngay: date,
) -> Bang:
    """Clusters without a private developer, a row each: they are many and ask for little."""
    cot = (
        Cot("STT", kieu="stt", rong=10), Cot("Cụm, đơn vị quản lý", kieu="chu", rong=42),
        Cot("Tình trạng", kieu="chu", rong=30), Cot("Lấp đầy", "%", so_le=2, rong=15),
        Cot("Vướng mắc", kieu="chu", rong=26), Cot("Việc tiếp theo", kieu="chu", rong=37),
    )  # fmt: skip
    hang = []
    for i, d in enumerate(cac, 1):
        vuong = canh_bao.get(d.c.id, [])
        tre = sum(1 for v in vuong if v.so_ngay_tre)
        ten = f"{d.c.ten}\n{d.c.ten_cdt}" if d.c.ten_cdt else d.c.ten
        buoc = buoc_tiep(ho_so[d.c.id], ngay)
        tiep = f"{buoc.ten} ({CoQuan(buoc.ben).label})" if buoc is not None else "–"
        ma = ", ".join(dict.fromkeys(v.ma for v in vuong))
        cau = f"{ma}; {tre} việc trễ" if tre else ma or "–"
        tt = f"{d.phap_ly}; {d.ha_tang.lower()}"
        hang.append(Hang((str(i), ten, tt, d.lap_day, cau, tiep)))
    return Bang(BangSoLieu("Cụm do đơn vị nhà nước quản lý, chưa có chủ đầu tư", cot, tuple(hang)))


def _mot_cum(d: DongCum, c: CumNgay, chua: frozenset[str]) -> str:
    cdt = f"chủ đầu tư {c.ten_cdt} ({d.loai_cdt})" if c.ten_cdt else "chưa có chủ đầu tư"
    phan = _so(d.lap_day, 2)
    cn, thue, du_an = (_dau(ten, chua) for ten in ("dat_cn", "dat_da_thue", "so_du_an"))
    return (
        f"{cdt}; {d.phap_ly.lower()}, {_so(c.dien_tich)} ha, đất công nghiệp "
        f"{_so(c.dat_cn)}{cn} ha, đã cho thuê {_so(c.dat_da_thue)}{thue} ha, lấp đầy {phan}%; "
        f"{'…' if c.so_du_an is None else c.so_du_an}{du_an} dự án."
    )


def _dau(ten: str, chua: frozenset[str]) -> str:
    """The mark of a figure nobody has confirmed, told of under the paper."""
    return CHUA_XAC_NHAN if ten in chua else ""


def _tien_do(h: HoSoCum, c: CumNgay, ngay: date, chua: frozenset[str]) -> str:
    phan = [str(HaTang(c.ha_tang).label).lower(), str(HoatDong(c.hoat_dong).label).lower()]
    if c.tmdt is not None:
        tra = "…" if c.von_da_tra is None else in_ty(int(c.von_da_tra))
        phan.append(
            f"vốn hạ tầng đã thanh toán {tra}{_dau('von_da_tra', chua)}/{in_ty(int(c.tmdt))}"
            f"{_dau('tmdt', chua)} tỷ đồng"
        )
    if c.da_ban_giao is not None:
        phan.append(
            f"bàn giao {_so(c.da_ban_giao)}{_dau('da_ban_giao', chua)}/{_so(c.phai_thu_hoi)}"
            f"{_dau('phai_thu_hoi', chua)} ha mặt bằng"
        )
    if c.xlnt_dung:
        phan.append("có trạm xử lý nước thải đã dừng")
    elif c.xlnt_chay:
        phan.append("trạm xử lý nước thải đang vận hành")
    elif not c.co_xlnt:
        phan.append("chưa có xử lý nước thải tập trung")
    return f"{'; '.join(phan)}."


def _vuong(v: CanhBao) -> str:
    tre = f", trễ {v.so_ngay_tre} ngày" if v.so_ngay_tre else ""
    return f"{v.thong_bao.rstrip('.')} ({v.ma}; {v.can_cu}{tre})"


def _moc_toi(h: HoSoCum, vuong: Sequence[CanhBao], ngay: date) -> str:
    cac = [
        v
        for v in h.van_ban_den(ngay, *_CO_TIEN_DO)
        if v.hoan_thanh_du_kien is not None and not v.can_xac_minh
    ]
    phan = []
    if cac:
        v = cac[-1]
        phan.append(f"hoàn thành hạ tầng {ngay_ngan(v.hoan_thanh_du_kien)} (theo {v.so or v})")
    if (buoc := buoc_tiep(h, ngay)) is not None:
        phan.append(f"bước {buoc.so} {buoc.ten.lower()} ({CoQuan(buoc.ben).label})")
    ben = {str(v.get_ben_display()): None for v in vuong}
    if ben:
        phan.append(f"đề nghị {', '.join(ben)} xử lý các vướng mắc nêu trên")
    return f"{'; '.join(phan) or 'chưa có mốc trong hồ sơ'}."


def _vuong_mac(x: SoLieuTinh) -> Iterator[Khoi]:
    theo: dict[str, list[CanhBao]] = defaultdict(list)
    for c in x.canh_bao:
        theo[c.ma].append(c)
    if not theo:
        yield Doan("Không có cảnh báo nào đang mở.")
    for ma, cac in sorted(theo.items(), key=lambda k: (-len(k[1]), k[0])):
        ten = list(dict.fromkeys(str(c.cum.ten) for c in cac if c.cum is not None))
        o = f": {', '.join(ten[:12])}{' và cụm khác' if len(ten) > 12 else ''}" if ten else ""
        yield Doan(f"{cac[0].can_cu}, {len(cac)} việc{o}.", dau=f"{ma}.")


def _de_nghi(x: SoLieuTinh) -> Iterator[Khoi]:
    if not x.ben:
        yield Doan("Không có việc nào quá hạn hoặc đang được cảnh báo.")
    for ten, tat, tre in x.ben:
        yield Doan(f"{tat} việc cần giải quyết, {tre} việc đã quá hạn.", dau=f"{ten}:")


def _phu_luc(x: SoLieuTinh, chua: dict[int, frozenset[str]]) -> Bang:
    """Every cluster; the mark stands at its name, cells are numbers."""
    cot = (
        Cot("STT", kieu="stt", rong=10), Cot("Cụm công nghiệp", kieu="chu", rong=44),
        Cot("Pháp lý", kieu="chu", rong=26), Cot("Hạ tầng", kieu="chu", rong=26),
        Cot("Hoạt động", kieu="chu", rong=24), Cot("Diện tích", "ha"), Cot("Đất CN", "ha"),
        Cot("Đã thuê", "ha"), Cot("Lấp đầy", "%", so_le=2), Cot("Dự án"),
        Cot("Chủ đầu tư", kieu="chu", rong=42),
    )  # fmt: skip
    hang = tuple(
        Hang(
            (
                str(i), f"{d.c.ten}{CHUA_XAC_NHAN if chua[d.c.id] & _PHU_LUC else ''}",
                str(PhapLy(d.c.phap_ly).label), d.ha_tang, d.hoat_dong,
                *_cac_o(d.c), d.lap_day, d.c.so_du_an, d.c.ten_cdt or "",
            )
        )
        for i, d in enumerate(x.cum, 1)
    )  # fmt: skip
    return Bang(
        BangSoLieu(
            "Danh sách cụm công nghiệp",
            cot,
            hang,
            so_lieu_den=f"Số liệu đến hết ngày {ngay_ngan(x.hoi.den)}",
        )
    )


def _cac_o(c: CumNgay) -> tuple[GiaTriO, ...]:
    return (c.dien_tich, c.dat_cn, c.dat_da_thue)
