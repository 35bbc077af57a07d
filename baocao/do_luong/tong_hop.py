"""Consolidation and the progress board of a quarter must not grow with the years behind it."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import NAM_DAU, nap_cac_quy
from baocao.services.tong_hop import tong_hop
from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User

TOI_DA = 1.2
VAI_TRO = "cuc_lanh_dao"
VONG = 3


@phep_do("tong-hop")
def do_tong_hop() -> Iterator[KetQuaDo]:
    """The same quarter with 12 and with 80 quarters stored."""
    ky = nap_cac_quy(3)[-2]
    khach = _khach()

    def bang() -> None:
        tra = khach.get(reverse("admin:index"), {"ky": ky.ma})
        if tra.status_code != 200:
            raise RuntimeError(f"progress board: {tra.status_code}")

    tong_hop(ky, by=None)
    bang()
    it, bang_it = do_xen_ke(lambda: tong_hop(ky, by=None), bang, vong=VONG)
    nap_cac_quy(17, tu_nam=NAM_DAU + 3)
    tong_hop(ky, by=None)
    bang()
    nhieu, bang_nhieu = do_xen_ke(lambda: tong_hop(ky, by=None), bang, vong=VONG)
    yield KetQuaDo(
        "Tổng hợp một quý: 80 quý so với 12 quý đã lưu",
        nhieu / it,
        TOI_DA,
        f"cùng quý, 12 quý đã lưu: {it:.3f} s",
        f"80 quý đã lưu: {nhieu:.3f} s",
    )
    yield KetQuaDo(
        "Bảng tiến độ một quý: 80 quý so với 12 quý đã lưu",
        bang_nhieu / bang_it,
        TOI_DA,
        f"cùng quý, 12 quý đã lưu: {bang_it * 1000:.0f} ms",
        f"80 quý đã lưu: {bang_nhieu * 1000:.0f} ms",
    )


def _khach() -> Client:
    """A browser of the Cục's leadership, whose first page is the board."""
    dong_bo_nhom()
    nguoi = User.objects.create_user(username="do.tien.do", vai_tro=VAI_TRO, password=None)
    nguoi.groups.set([nhom_cua(VAI_TRO)])
    khach = Client(SERVER_NAME="localhost")
    khach.force_login(nguoi)
    return khach
