"""Save of one cell against a view that updates one row by the same road (session, login, CSRF)."""

import json
from collections.abc import Callable, Iterator
from types import ModuleType

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from baocao.do_luong import KetQuaDo, do_xen_ke, phep_do
from baocao.do_luong.du_lieu import bo_va_nguoi
from baocao.models import PhieuBieu

TOI_DA = 3.0
VONG = 12
MOI_VONG = 5
SO_NAM_TRUOC = 3
BIEU, O_DO = "Q04", "BL00.A3"


@login_required
@require_POST
@transaction.atomic
def _mot_dong(request: HttpRequest, pk: int) -> HttpResponse:
    """The floor: log-in checked, JSON read, one row updated."""
    du_lieu = json.loads(request.body)
    PhieuBieu.objects.filter(pk=pk).update(sua_luc=timezone.now())
    return JsonResponse({"xong": len(du_lieu["o"])})


def _dia_chi() -> ModuleType:
    mo_dun = ModuleType("baocao.do_luong.luu_o_urls")
    mo_dun.urlpatterns = [  # type: ignore[attr-defined]
        path("do-luong/<int:pk>/", _mot_dong, name="do_mot_dong"),
        path("", include("cucctdp.urls")),
    ]
    return mo_dun


@phep_do("luu-o")
def do_luu_o() -> Iterator[KetQuaDo]:
    """Autosave of one changed cell, three years of quarters behind the form."""
    bo, nguoi = bo_va_nguoi(SO_NAM_TRUOC)
    phieu = bo.phieu.get(bieu_mau__ma=BIEU)
    with override_settings(ROOT_URLCONF=_dia_chi(), ALLOWED_HOSTS=["testserver"]):
        khach = Client(raise_request_exception=True)
        khach.force_login(nguoi)
        san, luu = do_xen_ke(*_viec(khach, phieu), vong=VONG, moi_vong=MOI_VONG)
    yield KetQuaDo(
        "Lưu một ô của biểu",
        luu / san,
        TOI_DA,
        f"view cập nhật một dòng: {san * 1000:.1f} ms",
        f"lưu một ô: {luu * 1000:.1f} ms",
    )


def _viec(khach: Client, phieu: PhieuBieu) -> list[Callable[[], object]]:
    dia_chi = reverse("so:tu_luu", args=[phieu.pk])
    san = reverse("do_mot_dong", args=[phieu.pk])
    da_luu = {"pb": 0, "chu": ""}
    so = 0

    def gui(url: str, o: list[dict[str, object]]) -> dict[str, dict[str, dict[str, object]]]:
        than = json.dumps({"o": o, "ds": {}, "sl": "uoc", "sl_goc": "uoc"})
        tra = khach.post(url, than, content_type="application/json")
        if tra.status_code != 200:
            raise RuntimeError(f"{url}: {tra.status_code}")
        return dict(tra.json())

    def luu() -> None:
        nonlocal so, da_luu
        so += 1
        o = {"o": O_DO, "chu": str(1000 + so), "goc": da_luu["chu"], "pb": da_luu["pb"], "tuoi": 0}
        da_luu = gui(dia_chi, [o])["da_luu"][O_DO]  # type: ignore[assignment]

    return [lambda: gui(san, [{"o": O_DO, "chu": "1"}]), luu]
