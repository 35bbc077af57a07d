"""What the law and plain sense say of a row that is new or changed: place, year, ceiling, unit.

A row that only repeats a record is not asked again: it was judged by the law of its own day.
"""

from __future__ import annotations

from decimal import Decimal

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import in_trieu
from cucctdp.imports.chuyen_doi import OSai
from cucctdp.imports.dang_ky import DongDoc
from khuyencong.chia_thu_huong import chia_deu, so_thu_huong
from khuyencong.choices import Nguon
from khuyencong.nhap_tep.doc_o import TRIEU, NoiDungGhi, tach_noi_dung
from khuyencong.nhap_tep.soat import trieu_chu
from khuyencong.nhap_tep.tra_cuu import NguCanh
from khuyencong.nhap_tep.trang_thai import TIEN

# Below a triệu đồng, or this many times a ceiling: a slip of the unit, not a plan.
_NHO_NHAT = TRIEU
_GAP_TRAN = 100
# No ceiling to compare with: more than the whole country's plan of a year by far.
_LON_NHAT = 1_000_000 * TRIEU


def soat(dong: DongDoc, nc: NguCanh) -> None:
    """All of these checks; findings stand at their columns."""
    try:
        noi_dung = tach_noi_dung(dong.gia_tri.get("noi_dung", ""))
    except OSai:  # told where the cell was read
        noi_dung = []
    _nam(dong, nc)
    _mst(dong, nc)
    _dia_ban(dong, nc, noi_dung)
    _don_vi(dong)
    _tran(dong, nc, noi_dung)


def _nam(dong: DongDoc, nc: NguCanh) -> None:
    tu, den = dong.gia_tri.get("tu_ngay"), dong.gia_tri.get("den_ngay")
    if nc.nam is not None and tu and den and not int(tu[:4]) <= nc.nam <= int(den[:4]):
        cau = f"Thời gian thực hiện không có ngày nào trong năm kế hoạch {nc.nam}."
        dong.bao("thoi_gian", "ngoai_nam", cau)


def _mst(dong: DongDoc, nc: NguCanh) -> None:
    """A tax code that the tax office has closed."""
    for so in dong.gia_tri.get("thu_huong", "").split(","):
        c = nc.co_so.theo_so.get(int(so)) if so else None
        if c is not None and c.cham_dut is not None and c.cham_dut <= nc.hom_nay:
            cau = f"Mã số thuế {c.mst} của «{c.ten}» đã chấm dứt hiệu lực từ {c.cham_dut:%d/%m/%Y}."
            dong.bao("thu_huong", "mst_cham_dut", cau)


def _dia_ban(dong: DongDoc, nc: NguCanh, cac: list[NoiDungGhi]) -> None:
    """KC01: the place of production must be eligible, unless the activity does not ask."""
    g = dong.gia_tri
    loai = [nc.danh_muc.tim_noi_dung(n.ma, nc.hom_nay) for n in cac]
    if loai and all(n is not None and n.mien_dia_ban for n in loai):
        return
    co_so = [nc.co_so.theo_so.get(int(c)) for c in g.get("thu_huong", "").split(",") if c]
    lang_nghe = any(c is not None and c.lang_nghe for c in co_so)
    for xa in g.get("dia_diem", "").split(","):
        if xa and (hong := nc.khong_du_dia_ban(int(xa), lang_nghe=lang_nghe)):
            cau = f"{hong[0]} không thuộc địa bàn được hưởng khuyến công (KC01, {hong[1]})."
            dong.bao("dia_diem", "dia_ban", cau)


def _don_vi(dong: DongDoc) -> None:
    """Amounts no plan has: the unit was mistaken by a thousand or a million."""
    for k in TIEN:
        so = dong.gia_tri.get(k, 0)
        if 0 < so < _NHO_NHAT:
            cau = (
                f"Theo đơn vị ở đầu biểu, ô này chỉ là {dinh_dang(so)} đồng: nghi thiếu 1.000 hoặc "
                "1.000.000 lần. Kiểm tra «Đơn vị tính» ở đầu biểu và số trong ô."
            )
            dong.bao(k, "lech_don_vi", cau)
        elif so > _LON_NHAT:
            cau = f"{trieu_chu(so)}: quá lớn, nghi thừa 1.000 hoặc 1.000.000 lần."
            dong.bao(k, "lech_don_vi", cau)


def _tran(dong: DongDoc, nc: NguCanh, cac: list[NoiDungGhi]) -> None:
    """Support against the ceiling in force: far above it is a slip, a little above only warns."""
    g = dong.gia_tri
    if len(cac) != 1 or "nguon" not in g:
        return
    cot = "kcqg" if g["nguon"] == Nguon.KCQG else "kcdp"
    tran = nc.danh_muc.tim_tran(
        noi_dung=cac[0].ma, nguon=g["nguon"], ngay=nc.hom_nay, don_vi_id=g.get("don_vi_id")
    )
    toi_da = tran.toi_da() if tran else None
    so = g.get(cot, 0)
    if tran is None or toi_da is None or so > _LON_NHAT:
        return
    mot = int(toi_da * max(cac[0].so_luong, Decimal(1)))
    if so >= _GAP_TRAN * mot:
        cau = (
            f"{trieu_chu(so)} gấp {dinh_dang(so // mot)} lần mức tối đa {in_trieu(mot, None)} "
            "triệu đồng: nghi lệch đơn vị 1.000 lần."
        )
        dong.bao(cot, "lech_don_vi", cau)
    elif so > mot:
        cau = (
            f"Hỗ trợ {trieu_chu(so)} vượt mức tối đa {in_trieu(mot, None)} triệu đồng của "
            f"{cac[0].ma} (KC05, {tran.dinh_muc.can_cu})."
        )
        dong.bao(cot, "vuot_tran", cau, muc="canh_bao")


def tach(dong: DongDoc, nc: NguCanh) -> None:
    """A new row for several establishments not named yet: it becomes that many rows."""
    g = dong.gia_tri
    cac = [] if g.get("thu_huong") else tach_noi_dung(g["noi_dung"])
    if len(cac) != 1:
        return
    n = so_thu_huong(
        nc.danh_muc,
        noi_dung=cac[0].ma,
        don_vi_tinh=cac[0].don_vi_tinh,
        so_luong=cac[0].so_luong,
        nguon=g["nguon"],
        ngay=nc.hom_nay,
        don_vi_id=g.get("don_vi_id"),
    )
    if n == 1:
        return
    phan = [chia_deu(g.get(k, 0), n) for k in TIEN]
    dau, cuoi = sum(p[0] for p in phan), sum(p[-1] for p in phan)
    du = "" if dau == cuoi else f", dòng cuối {trieu_chu(cuoi)}"
    dong.bao(
        "muc_tieu_ca",
        "tach_dong",
        f"Một dòng cho {n} {cac[0].don_vi_tinh} chưa ghi tên: tách thành {n} dòng thụ hưởng, mỗi "
        f"dòng tổng kinh phí {trieu_chu(dau)}{du}; ghi tên cơ sở sau trên Mẫu 11.",
        muc="canh_bao",
    )
