"""What a form must satisfy by itself and against the forms below it (section 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cumcongnghiep.bieu.dong_cum import ty_le_19
from cumcongnghiep.bieu.kieu import TinhChat
from cumcongnghiep.bieu.mau import CAP_DEM_DIEN_TICH, MAU
from cumcongnghiep.bieu.so_rang_buoc import Thay, XetBieu, chu, quy_tac
from cumcongnghiep.choices import Bieu


def _khong_qua(x: XetBieu, ma: str, *tran: str, nhe: bool = False, vi: str = "") -> Iterator[Thay]:
    """Row ``ma`` at most the sum of rows ``tran``; silent while one of them is missing."""
    a, b = x.so(ma), x.cong(*tran)
    if a is not None and b is not None and a > b:
        ten = " + ".join(tran)
        cau = f"Dòng {ma} ({chu(a)}) lớn hơn dòng {ten} ({chu(b)})."
        yield Thay(ma, f"{cau} {vi}".strip(), nhe)


@quy_tac("V40")
def _thanh_phan(x: XetBieu) -> Iterator[Thay]:
    if not x.tong_hop:
        return
    for tong in ("15", "16"):
        a, b = x.so(tong), x.cong(f"{tong}.1", f"{tong}.2")
        if a is not None and b is not None and a != b:
            yield Thay(
                tong,
                f"Các thành phần {tong}.1 + {tong}.2 cộng lại {chu(b)}, khác tổng ở dòng {tong} "
                f"({chu(a)}).",
            )


@quy_tac("RB01")
def _phan_cua(x: XetBieu) -> Iterator[Thay]:
    """What is counted within something is not more than it."""
    if not x.tong_hop:
        return
    for ma, tran in (
        ("15.1", "3"),
        ("15.3", "15"),
        ("15.4", "15"),
        ("16.1", "4"),
        ("16.3", "16"),
        ("16.4", "16"),
    ):
        yield from _khong_qua(x, ma, tran)
    yield from _khong_qua(x, "26", "3", "15.2")


@quy_tac("RB02")
def _thuong_khong_qua(x: XetBieu) -> Iterator[Thay]:
    """Mostly not more; an abolition within the window or an early developer explains it."""
    if not x.tong_hop:
        return
    bai_bo = "Có thể do bãi bỏ quyết định ngay trong kỳ; đề nghị giải trình."
    giao_truoc = "Có thể do giao chủ đầu tư trước khi thành lập; đề nghị giải trình."
    yield from _khong_qua(x, "5", "3", nhe=True, vi=bai_bo)
    yield from _khong_qua(x, "6", "4", nhe=True, vi=bai_bo)
    yield from _khong_qua(x, "7", "3", nhe=True, vi=giao_truoc)
    yield from _khong_qua(x, "8", "4", nhe=True, vi=giao_truoc)
    yield from _khong_qua(x, "9", "3", "15.2", nhe=True, vi="Đề nghị giải trình.")
    yield from _khong_qua(x, "11", "9", nhe=True, vi="Đề nghị giải trình.")
    yield from _khong_qua(x, "12", "10", nhe=True, vi="Đề nghị giải trình.")


@quy_tac("RB03")
def _dem_va_dien_tich(x: XetBieu) -> Iterator[Thay]:
    """No cluster, no area; and the other way round."""
    if not x.tong_hop:
        return
    for dem, dt in CAP_DEM_DIEN_TICH:
        a, b = x.so(dem), x.so(dt)
        if a is None or b is None or (a == 0) == (b == 0):
            continue
        if a == 0:
            yield Thay(dt, f"Dòng {dem} là 0 cụm nhưng dòng {dt} có {chu(b)} ha.")
        else:
            yield Thay(dt, f"Dòng {dem} có {chu(a)} cụm nhưng dòng {dt} là 0 ha.")


@quy_tac("RB04")
def _dat_cn(x: XetBieu) -> Iterator[Thay]:
    if x.tong_hop:
        yield from _khong_qua(
            x, "17", "16", vi="Đất công nghiệp không thể lớn hơn diện tích cụm đã hoạt động."
        )


@quy_tac("RB05")
def _da_thue(x: XetBieu) -> Iterator[Thay]:
    if x.tong_hop:
        vi = "Có thể do cụm chưa có quy hoạch chi tiết đã có dự án thuê đất; đề nghị giải trình."
        yield from _khong_qua(x, "18", "17", nhe=True, vi=vi)


@quy_tac("V01")
def _da_thue_bieu_02(x: XetBieu) -> Iterator[Thay]:
    a = x.so("4")
    if x.b.bieu == Bieu.B02 and a is not None and x.b.dat_cn is not None and a > x.b.dat_cn:
        yield Thay(
            "4",
            f"Diện tích đất công nghiệp đã cho thuê ({chu(a)} ha) lớn hơn diện tích đất công "
            f"nghiệp theo quy hoạch chi tiết ({chu(x.b.dat_cn)} ha).",
        )


@quy_tac("V03")
def _ty_le_dat_cn(x: XetBieu) -> Iterator[Thay]:
    a, b = x.so("17"), x.so("16")
    if not x.tong_hop or a is None or not b or a > b:
        return
    ty_le = a / b
    if not x.muc("tu") <= ty_le <= x.muc("den"):
        yield Thay(
            "17",
            f"Tỷ lệ đất công nghiệp (dòng 17/16) là {chu((ty_le * 100).quantize(Decimal('0.1')))}%"
            f", ngoài khoảng thường gặp {chu(x.muc('tu') * 100)}–{chu(x.muc('den') * 100)}%. "
            "Đề nghị kiểm tra quy hoạch chi tiết.",
            nhe=True,
        )


@quy_tac("V04")
def _lap_day(x: XetBieu) -> Iterator[Thay]:
    if x.tong_hop:
        ma, tu, mau, ten = "19", x.so("18"), x.so("17"), "dòng 18 / dòng 17"
    elif x.b.bieu == Bieu.B02:
        thue = x.so("4")
        tu = None if thue is None else thue + (x.b.chap_thuan or 0)
        ma, mau = "5", x.b.dat_cn
        ten = "đất đã cho thuê và đã chấp thuận đầu tư / đất công nghiệp theo quy hoạch chi tiết"
    else:
        return
    khai, tinh = x.so(ma), ty_le_19(tu, mau)
    if khai is not None and tinh is not None and abs(khai - tinh) > x.muc("sai_so"):
        yield Thay(
            ma,
            f"Tỷ lệ lấp đầy khai {chu(khai)}% không khớp với số tính lại {chu(tinh)}% "
            f"({chu(tu)} ha / {chu(mau)} ha; {ten}).",
        )


@quy_tac("V05")
def _qua_100(x: XetBieu) -> Iterator[Thay]:
    ma = "19" if x.tong_hop else "5" if x.b.bieu == Bieu.B02 else ""
    so = x.so(ma) if ma else None
    if so is not None and so > 100:
        yield Thay(
            ma,
            f"Tỷ lệ lấp đầy {chu(so)}% vượt 100%. Kiểm tra diện tích đất công nghiệp hoặc diện "
            "tích đã cho thuê.",
            nhe=x.tong_hop,
        )


def _binh_quan(x: XetBieu) -> Iterator[tuple[str, Decimal, str]]:
    if not x.tong_hop:
        return
    for dem, dt in (("1", "2"), ("3", "4")):
        a, b = x.so(dem), x.so(dt)
        if a and b:
            yield dt, (b / a).quantize(Decimal("0.01")), f"bình quân một cụm (dòng {dt}/{dem})"


@quy_tac("RB06")
def _binh_quan_cum(x: XetBieu) -> Iterator[Thay]:
    """Mean size within the limits of the regime of the cut-off day."""
    che_do = x.danh_muc.tim_che_do(x.b.den_ngay)
    if not x.tong_hop or che_do is None:
        return
    san = che_do.dien_tich_toi_thieu_rieng or che_do.dien_tich_toi_thieu
    tran = che_do.dien_tich_toi_da
    for dem, dt in (("1", "2"), ("3", "4")):
        a, b = x.so(dem), x.so(dt)
        if not a or not b:
            continue
        bq = (b / a).quantize(Decimal("0.01"))
        ten = f"Diện tích bình quân một cụm (dòng {dt}/{dem}) là {chu(bq)} ha"
        if tran is not None and bq > tran:
            yield Thay(dt, f"{ten}, trên mức tối đa {chu(tran)} ha.", nhe=True)
        elif san is not None and bq < san:
            yield Thay(dt, f"{ten}, dưới mức tối thiểu {chu(san)} ha.", nhe=True)


@quy_tac("V26")
def _von(x: XetBieu) -> Iterator[Thay]:
    vi = "Vốn đã thanh toán vượt tổng mức đầu tư: bổ sung quyết định điều chỉnh dự án."
    if x.tong_hop:
        yield from _khong_qua(x, "14", "13", nhe=True, vi=vi)
    elif x.b.bieu == Bieu.B02:
        yield from _khong_qua(x, "2", "1", nhe=True, vi=vi)


@quy_tac("V29")
def _so_du_an(x: XetBieu) -> Iterator[Thay]:
    cac = ("20", "21", "22") if x.tong_hop else ("6", "7", "8") if x.b.bieu == Bieu.B02 else ()
    for ma in cac[1:]:
        yield from _khong_qua(x, ma, cac[0], vi="Số dự án thành phần lớn hơn tổng số dự án.")


@quy_tac("V30")
def _hoat_dong(x: XetBieu) -> Iterator[Thay]:
    a, b = x.so("20"), x.so("15")
    if x.tong_hop and a is not None and b is not None and a < b:
        yield Thay(
            "20",
            f"Có {chu(b)} cụm đã hoạt động (dòng 15) nhưng chỉ {chu(a)} dự án: mỗi cụm hoạt động "
            "phải có ít nhất một dự án.",
        )


@quy_tac("V31")
def _thue_khong_du_an(x: XetBieu) -> Iterator[Thay]:
    thue, so = x.so("4"), x.so("6")
    if x.b.bieu != Bieu.B02 or thue is None or so is None or (thue > 0) == (so > 0):
        return
    if so == 0:
        yield Thay("6", "Có diện tích cho thuê nhưng chưa khai dự án.", nhe=True)
    else:
        yield Thay("4", "Có dự án đã thuê đất nhưng chưa khai diện tích cho thuê.", nhe=True)


@quy_tac("V33")
def _thu_nhap(x: XetBieu) -> Iterator[Thay]:
    for d in MAU[x.b.bieu]:
        so = x.so(d.ma) if d.tinh_chat is TinhChat.BINH_QUAN else None
        if so is not None and so > 0 and not x.muc("tu") <= so <= x.muc("den"):
            yield Thay(
                d.ma,
                f"Thu nhập bình quân {chu(so)} triệu đồng/người/tháng bất thường; kiểm tra đơn vị "
                "tính.",
                nhe=True,
            )


@quy_tac("V35")
def _nuoc_thai(x: XetBieu) -> Iterator[Thay]:
    cap = ("27", "26") if x.tong_hop else ("14", "13") if x.b.bieu == Bieu.B02 else ()
    if cap:
        vi = "Không thể đạt tiêu chuẩn khi chưa có hệ thống xử lý nước thải tập trung."
        yield from _khong_qua(x, cap[0], cap[1], vi=vi)


@quy_tac("V36")
def _bang_chung_dat(x: XetBieu) -> Iterator[Thay]:
    if x.b.bieu != Bieu.B02 or x.so("14") != 1:
        return
    mau = x.b.ngay_mau_dat
    if not x.b.co_gpmt or mau is None or mau < x.b.den_ngay - timedelta(days=366):
        yield Thay(
            "14",
            "Chưa có giấy phép môi trường hoặc kết quả quan trắc trong 12 tháng để xác nhận đạt "
            "tiêu chuẩn.",
            nhe=True,
        )


@quy_tac("V39")
def _tong_con(x: XetBieu) -> Iterator[Thay]:
    for ma, tong in (x.b.tong_con or {}).items():
        so = x.so(ma)
        if tong is not None and so is not None and so != tong:
            yield Thay(
                ma,
                f"Dòng {ma}: tổng hợp {chu(so)} khác tổng các đơn vị {chu(tong)}. "
                f"Chênh {dinh_dang(so - tong, dau=True)}.",
            )
