"""Documents: the drafting steps, relations, and finding the documents a «căn cứ» names."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model

from baocao import workflow_theo_doi as w
from baocao.choices_theo_doi import LoaiQuanHe
from baocao.models import QuanHeVanBan, VanBan
from cucctdp.audit.record import ghi
from cucctdp.formats.chu import nfc
from cucctdp.workflow.steps import perform

# 14/2024/TT-BCT, 89/2015/QH13, 2646/QĐ-BCT, 55/VBHN-BCT; short: NĐ 235/2025, TT 34/2022.
_DAY_DU = re.compile(r"\d{1,5}/(?:\d{4}/)?(?:[A-ZĐ]+(?:-[A-ZĐ]+)+|QH\d{1,2})")
_TAT = re.compile(r"\b(NĐ|TT|QĐ|NQ|Luật)\s+(\d{1,5})/(\d{4})\b(?!/)")


def buoc(vb: VanBan, ten: str, *, by: Any, ly_do: str = "") -> VanBan:
    """Do one drafting step (soan_thao, lay_y_kien, tham_dinh, trinh, soan_lai, thoi)."""
    step = next(b for b in w.BUOC_VAN_BAN if b.ten == f"vanban.{ten}")
    them = (lambda v: {"vong": v.vong + 1}) if step == w.VB_SOAN_LAI else None
    return perform(step, vb, by=by, ly_do=ly_do, gan=them)


def ban_hanh(
    vb: VanBan,
    *,
    by: Any,
    so_ky_hieu: str,
    ngay_ban_hanh: date,
    hieu_luc_tu: date | None = None,
) -> VanBan:
    """Note number and dates of the issued document. Raises ValidationError with all errors."""
    so = nfc(so_ky_hieu).strip()
    loi = []
    if not _DAY_DU.fullmatch(so):
        loi.append("Số, ký hiệu viết như 14/2024/TT-BCT hoặc 2646/QĐ-BCT.")
    if VanBan.objects.filter(so_ky_hieu=so).exclude(pk=vb.pk).exists():
        loi.append("Đã có văn bản mang số, ký hiệu này.")
    if hieu_luc_tu is not None and hieu_luc_tu < ngay_ban_hanh:
        loi.append("Ngày có hiệu lực không được trước ngày ban hành.")
    if loi:
        raise ValidationError(loi)
    gan = {"so_ky_hieu": so, "ngay_ban_hanh": ngay_ban_hanh, "hieu_luc_tu": hieu_luc_tu}
    return perform(w.VB_BAN_HANH, vb, by=by, gan=gan, du_lieu={"so_ky_hieu": so})


@transaction.atomic
def ghi_quan_he(vb: VanBan, *, loai: str, toi: VanBan, by: Any) -> QuanHeVanBan:
    """Relate two documents; what is replaced or repealed ends the day before the new one begins."""
    if not by.has_perm("baocao.cap_nhat_sotheodoi"):
        raise PermissionDenied("Tài khoản của bạn không có quyền ghi sổ này.")
    dong = QuanHeVanBan(van_ban=vb, loai=loai, toi=toi)
    dong.full_clean()
    dong.save()
    if loai in (LoaiQuanHe.THAY_THE, LoaiQuanHe.BAI_BO) and vb.hieu_luc_tu is not None:
        cu = VanBan.objects.select_for_update(of=("self",)).get(pk=toi.pk)
        if cu.hieu_luc_den is None:
            cu.hieu_luc_den = vb.hieu_luc_tu - timedelta(days=1)
            cu.full_clean()
            cu.save(update_fields=["hieu_luc_den"])
    ghi("vanban.quan_he", vb, by=by, du_lieu={"loai": loai, "toi": toi.so_ky_hieu})
    return dong


def so_trong(can_cu: str) -> list[str]:
    """Numbers of documents that a text names, in order: full ones, or short «TT 34/2022»."""
    chu = nfc(can_cu)
    thay = [(m.start(), m.group(0)) for m in _DAY_DU.finditer(chu)]
    thay += [(m.start(), f"{m[1]} {m[2]}/{m[3]}") for m in _TAT.finditer(chu)]
    return list(dict.fromkeys(so for _, so in sorted(thay)))


class TraVanBan:
    """Finds documents by what texts call them; the catalogue is read once."""

    def __init__(self) -> None:
        self._theo_so: dict[str, VanBan] = {}
        for vb in VanBan.objects.exclude(so_ky_hieu=""):
            self._theo_so[vb.so_ky_hieu] = vb
            if tat := _ten_tat(vb.so_ky_hieu):
                self._theo_so.setdefault(tat, vb)

    def trong(self, can_cu: str) -> list[VanBan]:
        """Documents of the catalogue that the text names, each once."""
        tim = [self._theo_so.get(so) for so in so_trong(can_cu)]
        return list({vb.pk: vb for vb in tim if vb is not None}.values())

    def thieu(self, can_cu: str) -> list[str]:
        """Numbers the text names that the catalogue does not hold."""
        return [so for so in so_trong(can_cu) if so not in self._theo_so]


def _ten_tat(so_ky_hieu: str) -> str:
    """«TT 34/2022» of 34/2022/TT-BCT; "" when the number has no year."""
    phan = so_ky_hieu.split("/")
    if len(phan) != 3:
        return ""
    loai = "Luật" if phan[2].startswith("QH") else phan[2].split("-")[0]
    return f"{loai} {phan[0]}/{phan[1]}"


def cac_can_cu(models: Iterable[type[Model]]) -> dict[str, dict[str, int]]:
    """Every «căn cứ» text of the given models: text → {name of the register: rows}."""
    ket: dict[str, dict[str, int]] = {}
    for model in models:
        ten = str(model._meta.verbose_name)
        for truong in ("can_cu", "can_cu_han", "can_cu_phap_ly"):
            if truong not in {f.name for f in model._meta.concrete_fields}:
                continue
            rows = model._default_manager.exclude(**{truong: ""}).values_list(truong, flat=True)
            for chu in rows.order_by():
                muc = ket.setdefault(chu, {})
                muc[ten] = muc.get(ten, 0) + 1
    return ket
