"""A workflow is a table of steps and one function that performs them.

The table also draws the admin's and the portal's buttons, the API's actions, the diagram in the
docs and the step × state × role tests.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from cucctdp.audit.record import BanGhi, ghi, ghi_nhieu
from cucctdp.workflow.models import QuyetDinh

LY_DO_TOI_DA = 4000
LY_DO_QUA_DAI = "Lý do dài quá 4.000 ký tự."

Guard = Callable[[Any, Any], list[str]]

# Sent inside the transaction of a step, after its decision: ``obj``, ``buoc``, ``by``, ``ly_do``.
buoc_da_lam = Signal()


@dataclass(frozen=True)
class Step:
    """One arrow of a state diagram.

    ``tu`` source states, ``den`` target (None: the state stays), ``quyen`` permission codename,
    ``ly_do_toi_thieu`` least number of characters of the reason (0: none asked), ``dieu_kien``
    guard that returns refusal sentences, ``he_thong`` the system may do it without a person.
    """

    ten: str
    nhan: str
    tu: frozenset[str]
    den: str | None
    quyen: str
    ly_do_toi_thieu: int = 0
    dieu_kien: Guard | None = field(default=None, compare=False)
    he_thong: bool = False
    xac_nhan: str = ""


class BuocBiTuChoi(Exception):
    """A step may not be done now; ``ly_do`` are Vietnamese sentences, all at once."""

    def __init__(self, buoc: Step, ly_do: Iterable[str]):
        self.buoc = buoc
        self.ly_do = list(ly_do)
        super().__init__(f"Không thực hiện được bước «{buoc.nhan}»: " + " ".join(self.ly_do))


def ly_do_tu_choi(
    buoc: Step,
    obj: Any,
    user: Any,
    ly_do: str | None = None,
    *,
    thuoc: Collection[Any] | None = None,
) -> list[str]:
    """Return every reason why ``user`` may not do ``buoc`` on ``obj`` now; empty when it may.

    ``ly_do`` None leaves the length of the reason unchecked (drawing a button). ``thuoc``: ids
    already known to be within the user's scope, which spares asking for each row.
    """
    tu_choi = []
    if obj.trang_thai not in buoc.tu:
        tu_choi.append(f"Hồ sơ đang ở trạng thái «{obj.get_trang_thai_display()}».")
    if user is None:
        if not buoc.he_thong:
            tu_choi.append("Bước này phải do người có thẩm quyền thực hiện.")
    elif not user.is_active or not user.has_perm(buoc.quyen):
        tu_choi.append("Tài khoản của bạn không có quyền thực hiện bước này.")
    elif not (_trong_pham_vi(obj, user) if thuoc is None else obj.pk in thuoc):
        tu_choi.append("Hồ sơ không thuộc phạm vi của bạn.")
    if ly_do is not None and len(ly_do.strip()) < buoc.ly_do_toi_thieu:
        tu_choi.append(f"Cần nêu lý do, ít nhất {buoc.ly_do_toi_thieu} ký tự.")
    if ly_do is not None and len(ly_do.strip()) > LY_DO_TOI_DA:
        tu_choi.append(LY_DO_QUA_DAI)
    if not tu_choi and buoc.dieu_kien is not None:
        tu_choi += buoc.dieu_kien(obj, user)
    return tu_choi


def _trong_pham_vi(obj: Any, user: Any) -> bool:
    """Row-level scope; objects without a province (a period) belong to everybody with the right."""
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    return rows.visible_to(user).exists() if hasattr(rows, "visible_to") else True


def cac_buoc_mo(bang: Iterable[Step], obj: Any, user: Any) -> list[Step]:
    """Steps of the table whose state, permission and scope fit (guards are told at the click)."""
    mo = [
        buoc
        for buoc in bang
        if obj.trang_thai in buoc.tu and user.is_active and user.has_perm(buoc.quyen)
    ]
    return mo if mo and _trong_pham_vi(obj, user) else []


@transaction.atomic
def perform(
    buoc: Step,
    obj: Any,
    *,
    by: Any,
    ly_do: str = "",
    gan: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None,
    du_lieu: Mapping[str, Any] | None = None,
) -> Any:
    """Do one step: lock the row, read its state again, check, save, decide, record.

    ``gan`` are further field values saved with the state (a mapping, or a function of the locked
    row); ``du_lieu`` goes into the decision and the event. Returns the locked, saved object.
    Raises BuocBiTuChoi with all reasons; then nothing is written.
    """
    # The database holds no NUL; a reason with one would end as an error instead of an answer.
    ly_do = ly_do.replace("\0", "").strip()
    khoa = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
    if tu_choi := ly_do_tu_choi(buoc, khoa, by, ly_do):
        raise BuocBiTuChoi(buoc, tu_choi)
    truoc = khoa.trang_thai
    khoa.trang_thai = buoc.den or truoc
    for ten, gia_tri in (gan(khoa) if callable(gan) else gan or {}).items():
        setattr(khoa, ten, gia_tri)
    khoa.save()
    QuyetDinh.objects.create(
        doi_tuong_loai=ContentType.objects.get_for_model(khoa),
        doi_tuong_id=khoa.pk,
        buoc=buoc.ten,
        nhan=buoc.nhan,
        vong=getattr(khoa, "vong", 1),
        tu_trang_thai=truoc,
        den_trang_thai=khoa.trang_thai,
        nguoi=by,
        ly_do=ly_do,
        du_lieu=dict(du_lieu or {}),
        luc=timezone.now(),
    )
    ghi(
        buoc.ten,
        khoa,
        by=by,
        ly_do=ly_do,
        du_lieu={"tu": truoc, "den": khoa.trang_thai, **(du_lieu or {})},
    )
    buoc_da_lam.send(sender=type(khoa), obj=khoa, buoc=buoc, by=by, ly_do=ly_do)
    return khoa


@transaction.atomic
def perform_nhieu(buoc: Step, cac_obj: Sequence[Any], *, by: Any, ly_do: str = "") -> list[Any]:
    """Do one step on several rows of one model, all or none; the same queries for any number.

    Every row gets its decision and its event, as from ``perform``. Returns the rows as given with
    their new state. Raises BuocBiTuChoi with the reasons of the first row that is refused.
    """
    if not cac_obj:
        return []
    ly_do = ly_do.replace("\0", "").strip()
    model = type(cac_obj[0])
    rows = model._base_manager.filter(pk__in=[obj.pk for obj in cac_obj])
    truoc = dict(
        rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", "trang_thai")
    )
    thuoc = None
    if by is not None:
        cua = model._default_manager.filter(pk__in=list(truoc))
        cua = cua.visible_to(by) if hasattr(cua, "visible_to") else cua
        thuoc = set(cua.values_list("pk", flat=True))
    for obj in cac_obj:
        obj.trang_thai = truoc[obj.pk]
        if tu_choi := ly_do_tu_choi(buoc, obj, by, ly_do, thuoc=thuoc):
            raise BuocBiTuChoi(buoc, tu_choi)
    for obj in cac_obj:
        obj.trang_thai = buoc.den or truoc[obj.pk]
    if buoc.den is not None:
        rows.update(trang_thai=buoc.den)
    luc = timezone.now()
    loai = ContentType.objects.get_for_model(model)
    QuyetDinh.objects.bulk_create(
        QuyetDinh(
            doi_tuong_loai=loai,
            doi_tuong_id=obj.pk,
            buoc=buoc.ten,
            nhan=buoc.nhan,
            vong=getattr(obj, "vong", 1),
            tu_trang_thai=truoc[obj.pk],
            den_trang_thai=obj.trang_thai,
            nguoi=by,
            ly_do=ly_do,
            du_lieu={},
            luc=luc,
        )
        for obj in cac_obj
    )
    ghi_nhieu(
        [
            BanGhi(buoc.ten, obj, by, {"tu": truoc[obj.pk], "den": obj.trang_thai}, ly_do)
            for obj in cac_obj
        ]
    )
    for obj in cac_obj:
        buoc_da_lam.send(sender=model, obj=obj, buoc=buoc, by=by, ly_do=ly_do)
    return list(cac_obj)
