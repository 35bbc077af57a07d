"""The statistics answer, warm, against bare views that do the same reading."""

import json
from collections.abc import Callable, Iterator

from django.core.cache import cache
from django.test import Client, override_settings

from baocao.choices import TrangThaiBo
from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import nap_cac_quy
from baocao.models import BoBaoCao
from cucctdp.accounts.groups import dong_bo_nhom, nhom_cua
from cucctdp.accounts.models import User
from cucctdp.apikit.models import KhoaApi

TRA_LOI_TOI_DA = 2.5
TRA_304_TOI_DA = 1.5
VONG = 8
MOI_VONG = 20


def _khach() -> Client:
    dong_bo_nhom()
    nguoi = User.objects.create_user(
        username="do.hieu.nang", vai_tro="api_client", loai_tai_khoan="dich_vu", password=None
    )
    nguoi.groups.set([nhom_cua("api_client")])
    _, khoa = KhoaApi.objects.create_key(name="Đo hiệu năng", nguoi_dung=nguoi)
    return Client(SERVER_NAME="localhost", headers={"Authorization": f"Api-Key {khoa}"})


@phep_do("api")
def do_api() -> list[KetQuaDo]:
    """34 provinces of one published quarter: whole answer, and 304."""
    with override_settings(ROOT_URLCONF="baocao.do_luong.san_api"):
        return list(_do())


def _do() -> Iterator[KetQuaDo]:
    ky = nap_cac_quy(3)[-1]
    BoBaoCao.objects.filter(ky=ky).update(trang_thai=TrangThaiBo.DA_CONG_BO)
    khach = _khach()
    dia_chi = f"/api/v1/thong-ke/bao-cao/XK00/?ky={ky.ma}"
    cache.clear()
    the = khach.get(dia_chi)["ETag"]
    the_san = khach.get(f"/san-304/{ky.ma}/")["ETag"]
    viec = [
        _hoi(khach, dia_chi, 200),
        _hoi(khach, f"/san/{ky.ma}/", 200),
        _hoi(khach, dia_chi, 304, the),
        _hoi(khach, f"/san-304/{ky.ma}/", 304, the_san),
    ]
    so_tinh = len(json.loads(khach.get(dia_chi).content)["so_lieu"])
    tra_loi, san, tra_304, san_304 = do_xen_ke(*viec, vong=VONG, moi_vong=MOI_VONG)
    yield KetQuaDo(
        f"Trả lời thống kê ({so_tinh} tỉnh), đã ấm",
        tra_loi / san,
        TRA_LOI_TOI_DA,
        f"view Django trần, cùng câu SQL, in JSON: {san * 1000:.2f} ms",
        f"API: {tra_loi * 1000:.2f} ms",
    )
    yield KetQuaDo(
        "Trả lời 304",
        tra_304 / san_304,
        TRA_304_TOI_DA,
        f"view Django 304 trần (khóa, quyền, phiên bản): {san_304 * 1000:.2f} ms",
        f"API: {tra_304 * 1000:.2f} ms",
    )


def _hoi(khach: Client, dia_chi: str, can: int, the: str = "") -> Callable[[], None]:
    headers = {"If-None-Match": the} if the else {}

    def hoi() -> None:
        tra = khach.get(dia_chi, headers=headers)
        if tra.status_code != can:
            raise RuntimeError(f"{dia_chi}: {tra.status_code}, chờ {can}")

    return hoi
