"""A01–A03: forms about to be due, late, or added up from too few."""

from __future__ import annotations

from collections.abc import Iterator

from cucctdp.formats.so import dinh_dang
from cucctdp.quy_tac import Loi
from cumcongnghiep.choices import Bieu, CoQuan
from cumcongnghiep.models import QuyTac
from cumcongnghiep.rules.canh_bao.bo_may import DEM, SO_TINH_DEM
from cumcongnghiep.rules.canh_bao.kieu import XemTinh
from cumcongnghiep.rules.chu import gon

_BEN = {
    Bieu.B01: CoQuan.DN_THU_CAP,
    Bieu.B02: CoQuan.CDT,
    Bieu.B03: CoQuan.UBND_XA,
    Bieu.B04: CoQuan.SCT,
}


@SO_TINH_DEM.quy_tac("A01", DEM)
def _sap_den_han(x: XemTinh, q: QuyTac) -> Iterator[Loi]:
    """Told at each of the days before; on the due day itself the last one says so."""
    moc = sorted(int(m) for m in q.nguong["bao_truoc_ngay"])
    for ma, b in x.bieu.items():
        n = (b.han - x.hom_nay).days
        nac = next((m for m in moc if n <= m), None)
        if b.thieu <= 0 or n < 0 or nac is None:
            continue
        yield Loi(
            f"Kỳ {x.ky}: {dinh_dang(b.da)}/{dinh_dang(b.can)} đã gửi",
            {"n": n, "bieu": f"Biểu {ma}", "han": f"{b.han:%d/%m/%Y}"},
            ben=_BEN[Bieu(ma)],
            han=b.han,
            khoa=f"{x.ky_id}:{ma}:{nac}",
            cau="hom_nay" if n == 0 else "",
        )


@SO_TINH_DEM.quy_tac("A02", DEM)
def _qua_han(x: XemTinh, q: QuyTac) -> Iterator[Loi]:
    b = x.bieu.get(Bieu.B04)
    if b is None or b.thieu <= 0 or x.hom_nay <= b.han:
        return
    n = (x.hom_nay - b.han).days
    chu = {"tinh": x.tinh, "bieu": f"Biểu {Bieu.B04.value}", "ky": x.ky, "n": dinh_dang(n)}
    yield Loi(f"Kỳ {x.ky}", chu, ben=CoQuan.SCT, han=b.han, khoa=f"{x.ky_id}:{Bieu.B04.value}")


@SO_TINH_DEM.quy_tac("A03", DEM)
def _chua_du(x: XemTinh, q: QuyTac) -> Iterator[Loi]:
    xa = x.bieu.get(Bieu.B03)
    if not x.mo_04 or xa is None or (xa.thieu <= 0 and x.cdt_thieu <= 0):
        return
    p = gon(x.ha_da * 100 / x.ha_can) if x.ha_can else "0"
    chu = {"n": xa.thieu, "m": xa.can, "k": x.cdt_thieu, "p": p}
    b04 = x.bieu.get(Bieu.B04)
    yield Loi(f"Kỳ {x.ky}", chu, ben=CoQuan.SCT, han=b04.han if b04 else None, khoa=str(x.ky_id))
