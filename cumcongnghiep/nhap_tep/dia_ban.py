"""Places of a row: today's province, the former one, the former district, communes of today."""

from __future__ import annotations

import re

from cucctdp.formats.chu import nfc
from cucctdp.imports.dang_ky import DongDoc
from cucctdp.imports.nhap_tep.tra_cuu import khoa_xa
from cumcongnghiep.nhap_tep.doc_o import de_trong
from cumcongnghiep.nhap_tep.tra_cuu import NguCanh
from cumcongnghiep.nhap_tep.trang_thai import noi_xa

_TACH = re.compile(r"[,;\n]|\s[–-]\s|\bvà\b")
_XA = re.compile(r"^(?:các\s+)?(xã|phường|thị trấn|đặc khu|P\.|X\.|TT\.)\s*", re.I)
_HUYEN = re.compile(r"^(huyện|thị xã|thành phố|quận|TP\.?|TX\.?|H\.)\s+", re.I)
_TINH = re.compile(r"^tỉnh\s+", re.I)
# Places below the commune, and roads.
_NHO = re.compile(
    r"^(thôn|xóm|ấp|bản|buôn|làng|khóm|tổ|khu|khối|tiểu khu|đội|km|đường|quốc lộ|QL|ĐT|tỉnh lộ)\b",
    re.I,
)
_CHUA_RO = {"chưa rõ", "chua ro", "không rõ"}


def neu_huyen(dia_diem: str) -> bool:
    """Whether an address names its own former district."""
    return bool(_phan(dia_diem, _HUYEN))


def tinh(dong: DongDoc, nc: NguCanh) -> None:
    """Province by name of today or of before the merger; the session's own when none is named."""
    g = dong.gia_tri
    chu = g.pop("tinh", None)
    cot = "tinh"
    if not chu and (o := _phan(g.get("dia_diem", ""), _TINH)):
        chu, cot = o[0], "dia_diem"
    if not chu:
        if nc.don_vi is None:
            cau = "Chưa rõ tỉnh, thành phố: thêm cột tỉnh, hoặc chọn tỉnh khi tải tệp."
            dong.bao("tinh", "tinh_khong_ro", cau)
        else:
            g["don_vi_id"] = nc.don_vi
        return
    pk = nc.tinh.tim(chu)
    if pk is None:
        cau = f"Không nhận ra tỉnh, thành phố «{chu}». Hãy ghi tên đầy đủ."
        dong.bao(cot, "tinh_khong_ro", cau)
    elif nc.pham_vi is not None and pk not in nc.pham_vi:
        cau = f"«{chu}» không thuộc phạm vi của phiên nhập này. Hãy bỏ dòng."
        dong.bao(cot, "ngoai_pham_vi", cau)
    else:
        g["don_vi_id"] = pk
        if (cu := nc.tinh_cu(chu)) is not None:
            g["tinh_cu_id"] = cu


def cac_xa(dong: DongDoc, nc: NguCanh) -> None:
    """Communes of today; what cannot be found stays unresolved, with proposals by name."""
    g = dong.gia_tri
    chu = g.pop("xa", "")
    huyen = g.pop("huyen", "")
    dia_diem = g.get("dia_diem", "")
    if not huyen and (o := _phan(dia_diem, _HUYEN)):
        huyen = o[0]
    if huyen and not de_trong(huyen):
        g["huyen_cu"] = " ".join(nfc(huyen).split())[:120]
    don_vi = g.get("don_vi_id")
    if don_vi is None:
        return
    cac = [] if chu.strip().lower() in _CHUA_RO else _ten_xa(chu) or _cac_xa_trong(dia_diem)
    tim: list[int] = []
    for ten in cac:
        _mot_xa(dong, nc, ten, don_vi, huyen, tim, tu_dia_diem=not chu)
    goi_tran = [] if cac or chu.strip() else _ten_tran(dong, nc, don_vi, huyen, tim)
    if tim:
        g["cac_xa"] = noi_xa(tim)
    elif not cac and not any(x["ma"] == "xa_mo_ho" for x in dong.loi):
        goi = goi_tran or (nc.goi_y_xa(huyen, don_vi, huyen) if huyen else [])
        them = f" Có thể là: {', '.join(goi)}." if goi else ""
        cau = f"Chưa rõ cụm ở xã, phường nào; ghi vào cột «Xã, phường» khi biết.{them}"
        dong.bao("xa", "chua_co_xa", cau, muc="canh_bao")


def _ten_tran(dong: DongDoc, nc: NguCanh, don_vi: int, huyen: str, tim: list[int]) -> list[str]:
    """Communes of an address that names no level: «Minh Quân», «Thôn 3, Minh Quân, Trấn Yên».

    Taken only where one part is a commune, the smallest place named, and it is one alone; a
    commune of today often has the name of a former district. Else proposals come back.
    """
    _, ten_huyen = khoa_xa(_HUYEN.sub("", huyen))
    phan = [
        p
        for p in _ten_xa(dong.gia_tri.get("dia_diem", ""))
        if not (_NHO.match(p) or _HUYEN.match(p) or _TINH.match(p))
        and khoa_xa(p)[1] not in ("", ten_huyen, khoa_xa(nc.tinh.ten[don_vi])[1])
    ]
    co = {p: cac for p in phan if (cac := nc.tim_xa(p, don_vi)[0])}
    cac_pk = sorted({pk for cac in co.values() for pk in cac})
    if len(cac_pk) == 1 and phan[0] in co:
        tim.append(cac_pk[0])
        cau = (
            f"«{phan[0]}» không ghi cấp; nhận là {nc.xa.ten_goi[cac_pk[0]]} theo tên. "
            "Hãy đối chiếu."
        )
        dong.bao("dia_diem", "xa_theo_ten", cau, muc="canh_bao")
        return []
    if len(cac_pk) > 1:
        ke = ", ".join(f"{nc.xa.ten_goi[pk]} ({nc.ma_xa[pk]})" for pk in cac_pk)
        cau = (
            f"Địa điểm có thể là {len(cac_pk)} xã, phường: {ke}. Ghi tên hoặc mã vào cột «Xã, "
            "phường»."
        )
        dong.bao("dia_diem", "xa_mo_ho", cau)
        return []
    if cac_pk:
        return [nc.xa.ten_goi[cac_pk[0]]]
    return nc.goi_y_xa(phan[0], don_vi, huyen) if phan else []


def _mot_xa(
    dong: DongDoc,
    nc: NguCanh,
    ten: str,
    don_vi: int,
    huyen: str,
    tim: list[int],
    *,
    tu_dia_diem: bool,
) -> None:
    cac, tran = nc.tim_xa(ten, don_vi)
    cot = "dia_diem" if tu_dia_diem else "xa"
    o_dau = nc.tinh.ten[don_vi]
    if len(cac) == 1:
        tim.append(cac[0])
        if (huyen and tu_dia_diem) or tran:
            cau = (
                f"Bảng ghi «{ten}»{f', {huyen}' if huyen else ''} (trước 01/7/2025); nhận là "
                f"{nc.xa.ten_goi[cac[0]]} theo tên. Hãy đối chiếu."
            )
            dong.bao(cot, "huyen_khong_con", cau, muc="canh_bao")
    elif cac:
        ma = ", ".join(m for m, pk in nc.xa.theo_ma.items() if pk in cac)
        cau = f"{o_dau} có {len(cac)} đơn vị tên «{ten}». Ghi mã 5 chữ số: {ma}."
        dong.bao(cot, "xa_mo_ho", cau)
    else:
        goi = nc.goi_y_xa(ten, don_vi, huyen)
        them = f" Gần nhất: {', '.join(goi)}." if goi else ""
        cau = (
            f"{o_dau} hiện không có xã, phường «{ten}» (V23).{them} Ghi tên đang dùng vào cột «Xã, "
            "phường», hoặc «chưa rõ» để nhập cụm mà chưa có xã."
        )
        dong.bao(cot, "xa_khong_co", cau)


def _ten_xa(chu: str) -> list[str]:
    """«Xã Bảo Hà; P. Lào Cai» as names."""
    return [" ".join(p.split()) for p in _TACH.split(nfc(chu)) if p.strip() and not de_trong(p)]


def _cac_xa_trong(dia_diem: str) -> list[str]:
    """Communes named in an address: those after «xã», «phường», «thị trấn», and lists of them."""
    kq: list[str] = []
    loai = ""
    for p in _TACH.split(nfc(dia_diem)):
        phan = " ".join(p.split())
        if khop := _XA.match(phan):
            loai = khop[1]
            kq.append(f"{loai} {phan[khop.end() :]}")
        elif _HUYEN.match(phan) or _TINH.match(phan):
            loai = ""
        elif phan and loai:
            kq.append(f"{loai} {phan}")
    return kq


def _phan(dia_diem: str, mau: re.Pattern[str]) -> list[str]:
    """Parts of an address of one level, with their word."""
    cac = [" ".join(p.split()) for p in _TACH.split(nfc(dia_diem))]
    bo_tu = mau is _TINH
    return [mau.sub("", p) if bo_tu else p for p in cac if mau.match(p)]
