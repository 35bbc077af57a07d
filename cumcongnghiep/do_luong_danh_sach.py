"""The register page of 1.500 clusters against the same page of 20: queries and median time."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User
from cucctdp.do_luong import KetQuaDo, phep_do
from cumcongnghiep.admin.cum import CumAdmin
from cumcongnghiep.do_luong import SO_CUM, SO_DU_AN, dung_kho
from cumcongnghiep.models import Cum
from cumcongnghiep.services.tinh_lai import tinh_lai

TOI_DA = 1.5
IT = 20
SO_LAN = 12


def _do(so_cum: int, so_du_an: int) -> tuple[int, float]:
    """Queries and median seconds of the page over a register of that size, taken back after."""
    with transaction.atomic():
        dung_kho(so_cum, so_du_an)
        tinh_lai(list(Cum.objects.all()), cap_nhat=False)
        dong_bo_nhom()
        nguoi = User.objects.create_user(
            username="do.cum", vai_tro="cuc_lanh_dao_phong", password=None
        )
        nguoi.groups.set([nhom_cua("cuc_lanh_dao_phong")])
        client = Client(headers={"host": "localhost"})
        client.force_login(nguoi)
        duong = reverse("admin:cumcongnghiep_cum_changelist")
        cau: list[str] = []

        def ghi(lam: Any, sql: str, *con: Any) -> Any:
            cau.append(sql)
            return lam(sql, *con)

        _mo(client, duong)
        with connection.execute_wrapper(ghi):
            _mo(client, duong)
        giay = []
        for _ in range(SO_LAN):
            dau = perf_counter()
            _mo(client, duong)
            giay.append(perf_counter() - dau)
        transaction.set_rollback(True)
    return len(cau), median(giay)


def _mo(client: Client, duong: str) -> None:
    tra = client.get(duong)
    if tra.status_code != 200:
        raise RuntimeError(f"{duong}: {tra.status_code}")


@phep_do("cum-danh-sach")
def do_danh_sach() -> Iterator[KetQuaDo]:
    """Both with 20 rows a page, so that only the size of the register differs."""
    mot_trang = CumAdmin.list_per_page
    CumAdmin.list_per_page = IT
    try:
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            cau_it, it = _do(IT, 8 * IT)
            cau_nhieu, nhieu = _do(SO_CUM, SO_DU_AN)
    finally:
        CumAdmin.list_per_page = mot_trang
    yield KetQuaDo(
        f"Số câu lệnh của trang danh sách {SO_CUM} cụm so với {IT}",
        cau_nhieu / cau_it,
        1,
        f"{cau_it} câu lệnh",
        f"{cau_nhieu} câu lệnh",
    )
    yield KetQuaDo(
        f"Trang danh sách {SO_CUM} cụm, p50, so với {IT} cụm",
        nhieu / it,
        TOI_DA,
        f"{IT} cụm: {it * 1000:.0f} ms",
        f"{nhieu * 1000:.0f} ms",
    )
