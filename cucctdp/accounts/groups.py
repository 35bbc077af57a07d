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
    return [thay_doi for ma in VAI_TRO if (thay_doi := _so_sanh(ma))]


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
    for thay_doi in lech:
        nhom = _ghi_nhom(thay_doi.nhom)
        for user in User.objects.filter(username__in=thay_doi.tai_khoan):
            user.groups.set([nhom])
            user.user_permissions.clear()
    return lech


def nhom_cua(ma: str) -> Group:
    """Return the group of one role, made from the table when it does not exist yet."""
    return Group.objects.filter(name=ma).first() or _ghi_nhom(ma)


def _ghi_nhom(ma: str) -> Group:
    nhom, _ = Group.objects.get_or_create(name=ma)
    co = _tat_ca_quyen()
    nhom.permissions.set([co[ten] for ten in VAI_TRO[ma].quyen if ten in co])
    return nhom


def _so_sanh(ma: str) -> ThayDoiNhom:
    nhom = Group.objects.filter(name=ma).first()
    hien_co = set()
    if nhom is not None:
        hien_co = {
            f"{app}.{codename}"
            for app, codename in nhom.permissions.values_list("content_type__app_label", "codename")
        }
    dung = set(VAI_TRO[ma].quyen)
    return ThayDoiNhom(
        nhom=ma,
        moi=nhom is None,
        them=tuple(sorted(dung - hien_co)),
        bot=tuple(sorted(hien_co - dung)),
        tai_khoan=_sai_nhom(ma),
    )


def _sai_nhom(ma: str) -> tuple[str, ...]:
    """Usernames of the role that are not in exactly its group, or hold permissions of their own."""
    cua_vai_tro = User.objects.filter(vai_tro=ma)
    dung = cua_vai_tro.filter(groups__name=ma).exclude(
        pk__in=User.groups.through.objects.exclude(group__name=F("user__vai_tro")).values("user_id")
    )
    return tuple(
        cua_vai_tro.exclude(pk__in=dung.filter(user_permissions=None).values("pk"))
        .order_by("username")
        .values_list("username", flat=True)
    )


def _tat_ca_quyen() -> dict[str, Permission]:
    return {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in Permission.objects.select_related("content_type")
    }
