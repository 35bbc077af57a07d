"""Keeps the database's groups, and who is in them, equal to the table in ``roles``."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F

from cucctdp.accounts.models import User
from cucctdp.accounts.roles import VAI_TRO


@dataclass(frozen=True)
class ThayDoiNhom:
    """What one group gained and lost; usernames moved into it."""

    nhom: str
    moi: bool
    them: tuple[str, ...]
    bot: tuple[str, ...]
    tai_khoan: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moi or self.them or self.bot or self.tai_khoan)


def quyen_thieu() -> list[str]:
    """Permissions in the table and not in the database (a typing error, or no migrate)."""
    co = _tat_ca_quyen()
    return sorted({ten for hang in VAI_TRO.values() for ten in hang.quyen} - co.keys())


def nhom_lech() -> list[ThayDoiNhom]:
    """Differences between the database and the table; writes nothing."""
    hien_co: dict[str, set[str]] = {
        ten: set() for ten in Group.objects.values_list("name", flat=True)
    }
    hang = Group.objects.order_by().values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    )
    for nhom, app, codename in hang.filter(permissions__isnull=False):
        hien_co[nhom].add(f"{app}.{codename}")
    sai = _sai_nhom()
    return [
        thay_doi for ma in VAI_TRO if (thay_doi := _so_sanh(ma, hien_co.get(ma), sai.get(ma, [])))
    ]


@transaction.atomic
def dong_bo_nhom() -> list[ThayDoiNhom]:
    """Make groups and memberships follow the table; return only what changed.

    Raises ImproperlyConfigured, and writes nothing, when a permission does not exist.
    """
    if thieu := quyen_thieu():
        raise ImproperlyConfigured(
            "Các quyền sau có trong bảng vai trò nhưng không có trong cơ sở dữ liệu "
            f"(đã chạy migrate chưa?): {', '.join(thieu)}"
        )
    lech = nhom_lech()
    co = _tat_ca_quyen() if lech else {}
    for thay_doi in lech:
        nhom = _ghi_nhom(thay_doi.nhom, co)
        for user in User.objects.filter(username__in=thay_doi.tai_khoan):
            user.groups.set([nhom])
            user.user_permissions.clear()
    return lech


def nhom_cua(ma: str) -> Group:
    """Return the group of one role, made from the table when it does not exist yet."""
    return Group.objects.filter(name=ma).first() or _ghi_nhom(ma, _tat_ca_quyen())


def _ghi_nhom(ma: str, co: dict[str, int]) -> Group:
    nhom, _ = Group.objects.get_or_create(name=ma)
    nhom.permissions.set([co[ten] for ten in VAI_TRO[ma].quyen if ten in co])
    return nhom


def _so_sanh(ma: str, hien_co: set[str] | None, tai_khoan: list[str]) -> ThayDoiNhom:
    """``hien_co``: permissions of the group, None when there is no group."""
    dung, co = set(VAI_TRO[ma].quyen), hien_co or set()
    return ThayDoiNhom(
        nhom=ma,
        moi=hien_co is None,
        them=tuple(sorted(dung - co)),
        bot=tuple(sorted(co - dung)),
        tai_khoan=tuple(tai_khoan),
    )


def _sai_nhom() -> dict[str, list[str]]:
    """Role to usernames that are not in exactly its group, or hold permissions of their own."""
    dung = User.objects.filter(groups__name=F("vai_tro"), user_permissions=None).exclude(
        pk__in=User.groups.through.objects.exclude(group__name=F("user__vai_tro")).values("user_id")
    )
    sai: dict[str, list[str]] = {}
    for ma, ten in (
        User.objects.exclude(pk__in=dung.order_by().values("pk"))
        .order_by("username")
        .values_list("vai_tro", "username")
    ):
        sai.setdefault(ma, []).append(ten)
    return sai


def _tat_ca_quyen() -> dict[str, int]:
    """Id of each permission by its full name; rows, not objects: there are over a thousand."""
    hang = Permission.objects.order_by().values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{ma}": pk for app, ma, pk in hang}
