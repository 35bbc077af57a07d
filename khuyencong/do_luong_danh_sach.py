"""The register page of 20.000 đề án against the same page of 20: queries and median time."""

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
from khuyencong.admin.de_an import DeAnAdmin
from khuyencong.do_luong import SO_BAN, SO_DE_AN, nhan_ban
from khuyencong.minh_hoa.nap import nap_minh_hoa

TOI_DA = 1.5
IT = 20
SO_LAN = 20


def _nguoi() -> User:
    """The one who sees the whole country."""
    dong_bo_nhom()
    nguoi = User.objects.create_user(
        username="do.danh.sach", vai_tro="cuc_lanh_dao_phong", password=None
    )
    nguoi.groups.set([nhom_cua("cuc_lanh_dao_phong")])
    return nguoi


def _mo(client: Client, duong: str) -> None:
    tra = client.get(duong)
    if tra.status_code != 200:
        raise RuntimeError(f"{duong}: {tra.status_code}")


def _dem(client: Client, duong: str) -> int:
    """Queries of the page, after one call that fills caches."""
    cau: list[str] = []

    def ghi(lam: Any, sql: str, *con: Any) -> Any:
        cau.append(sql)
        return lam(sql, *con)

    _mo(client, duong)
    with connection.execute_wrapper(ghi):
        _mo(client, duong)
    return len(cau)


def _giay(client: Client, duong: str, so_lan: int) -> list[float]:
    """Seconds of so many calls."""
    giay = []
    for _ in range(so_lan):
        dau = perf_counter()
        _mo(client, duong)
        giay.append(perf_counter() - dau)
    return giay


def _it_de_an(client: Client, duong: str) -> tuple[list[float], int]:
    """The small register: made, measured, taken back."""
    with transaction.atomic():
        nap_minh_hoa(IT)
        cau = _dem(client, duong)
        giay = _giay(client, duong, SO_LAN)
        transaction.set_rollback(True)
    return giay, cau


@phep_do("khuyen-cong-danh-sach")
def do_danh_sach() -> Iterator[KetQuaDo]:
    """Both with 20 rows a page, so that only the size of the register differs."""
    client = Client(headers={"host": "localhost"})
    client.force_login(_nguoi())
    duong = reverse("admin:khuyencong_dean_changelist")
    mot_trang = DeAnAdmin.list_per_page
    DeAnAdmin.list_per_page = IT
    try:
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            # Before and after the large one: a busy hour of the machine weighs on both alike.
            truoc, cau_it = _it_de_an(client, duong)
            with transaction.atomic():
                nap_minh_hoa(SO_DE_AN)
                nhan_ban()
                cau_nhieu = _dem(client, duong)
                nhieu = median(_giay(client, duong, 2 * SO_LAN))
                transaction.set_rollback(True)
            it = median(truoc + _it_de_an(client, duong)[0])
    finally:
        DeAnAdmin.list_per_page = mot_trang
    so = SO_DE_AN * SO_BAN
    yield KetQuaDo(
        f"Trang danh sách {so} đề án, p50, so với {IT} đề án",
        nhieu / it,
        TOI_DA,
        f"{IT} đề án: {it * 1000:.0f} ms, {cau_it} câu lệnh",
        f"{nhieu * 1000:.0f} ms, {cau_nhieu} câu lệnh",
    )
    yield KetQuaDo(
        f"Số câu lệnh của trang danh sách {so} đề án so với {IT}",
        cau_nhieu / cau_it,
        1,
        f"{cau_it} câu lệnh",
        f"{cau_nhieu} câu lệnh",
    )
