"""Consolidation of one quarter must not grow with the years of data behind it."""

from collections.abc import Iterator

from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import NAM_DAU, nap_cac_quy
from baocao.services.tong_hop import tong_hop

TOI_DA = 1.2
VONG = 3


@phep_do("tong-hop")
def do_tong_hop() -> Iterator[KetQuaDo]:
    """The same quarter with 12 and with 80 quarters stored."""
    ky = nap_cac_quy(3)[-2]
    tong_hop(ky, by=None)
    (it,) = do_xen_ke(lambda: tong_hop(ky, by=None), vong=VONG)
    nap_cac_quy(17, tu_nam=NAM_DAU + 3)
    tong_hop(ky, by=None)
    (nhieu,) = do_xen_ke(lambda: tong_hop(ky, by=None), vong=VONG)
    yield KetQuaDo(
        "Tổng hợp một quý: 80 quý so với 12 quý đã lưu",
        nhieu / it,
        TOI_DA,
        f"cùng quý, 12 quý đã lưu: {it:.3f} s",
        f"80 quý đã lưu: {nhieu:.3f} s",
    )
