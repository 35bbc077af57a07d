"""Issued papers: one file per synthesis run and kind, whatever the number of builds.

Kinds are the briefing (PDF) and the national workbook (Excel). The drawing itself comes in as a
function: this layer knows nothing of either.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from baocao.choices import TrangThaiKy
from baocao.models import BanTin, BoBaoCao, KyBaoCao, LanTongHop
from baocao.quyen_tep import BAN_TIN
from baocao.services.su_kien_ra import bao_ban_tin
from baocao.services.tong_hop import phien_ban_goc, tong_hop
from cucctdp.audit.record import ghi
from cucctdp.audit.verify import goc_hien_tai
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import PDF, XLSX, TienDo, chay_cong_viec, luu_tep, tao_cong_viec

LOAI_VIEC = "ban_tin"
# (run, audit root to print, progress) -> bytes of the file.
Ve = Callable[[LanTongHop, str, TienDo], bytes]
# What a file of each kind is called and is.
TEP = {
    BanTin.Loai.QUY: ("ban-tin-quy", "pdf", PDF),
    BanTin.Loai.SO_TONG_HOP: ("so-tong-hop", "xlsx", XLSX),
}
_QUYEN = ("baocao.tong_hop_kybaocao", "baocao.chot_kybaocao")
_DANG_MO = (TrangThaiViec.CHO, TrangThaiViec.DANG_CHAY)


@transaction.atomic
def yeu_cau_ban_tin(lan: LanTongHop, *, by: Any, loai: BanTin.Loai = BanTin.Loai.QUY) -> BanTin:
    """Return the paper of a run, queueing its build unless it is built or under way.

    ``by`` None is the system. A failed or cancelled build is queued again. Raises
    PermissionDenied when ``by`` may neither consolidate nor freeze periods.
    """
    from baocao.tasks import dung_ban_tin as viec_dung

    if by is not None and not (by.is_active and any(by.has_perm(q) for q in _QUYEN)):
        raise PermissionDenied("Tài khoản của bạn không có quyền yêu cầu dựng bản tin.")
    BanTin.objects.get_or_create(loai=loai, lan=lan)
    ban_tin = _khoa(loai=loai, lan=lan)
    if ban_tin.tep is None and (ban_tin.viec is None or ban_tin.viec.trang_thai not in _DANG_MO):
        _gan_viec(ban_tin, by=by)
        transaction.on_commit(lambda: viec_dung.delay(ban_tin.pk))
    return ban_tin


def dung_ban_tin(ban_tin_id: int, *, ve: Ve) -> BanTin:
    """Build the paper: exactly one file and one event, however often this is called.

    Two workers never build at once (the job's lock); one that was killed is taken over. Errors of
    ``ve`` mark the job as failed and go through; the next call then opens a new job.
    """
    with transaction.atomic():
        ban_tin = _khoa(pk=ban_tin_id)
        viec = ban_tin.viec
        if viec is None or (ban_tin.tep is None and viec.trang_thai == TrangThaiViec.LOI):
            viec = _gan_viec(ban_tin, by=viec.nguoi_tao if viec else None)
    chay_cong_viec(viec.pk, lambda tien_do: _lam(ban_tin_id, tien_do, ve))
    return BanTin.objects.select_related("tep", "viec").get(pk=ban_tin_id)


def _khoa(**loc: Any) -> BanTin:
    return (
        BanTin.objects.select_for_update(of=("self",))
        .select_related("lan__ky", "viec__nguoi_tao", "tep")
        .get(**loc)
    )


def _gan_viec(ban_tin: BanTin, *, by: Any) -> CongViec:
    viec, _ = tao_cong_viec(loai=LOAI_VIEC, ten=str(ban_tin), khoa=f"ban_tin:{ban_tin.pk}", by=by)
    ban_tin.viec = viec
    ban_tin.save(update_fields=["viec"])
    return viec


def _lam(ban_tin_id: int, tien_do: TienDo, ve: Ve) -> Tep:
    ban_tin = BanTin.objects.select_related("lan__ky", "tep").get(pk=ban_tin_id)
    if ban_tin.tep is not None:  # killed between storing the file and closing the job
        return ban_tin.tep
    tien_do.bao(5, "Đọc số liệu của lần tổng hợp.")
    goc = goc_hien_tai()
    noi_dung = ve(ban_tin.lan, goc, tien_do)
    tien_do.bao(90, f"Đã dựng {len(noi_dung)} byte, đang lưu.")
    return _luu(ban_tin_id, noi_dung, goc)


@transaction.atomic
def _luu(ban_tin_id: int, noi_dung: bytes, goc: str) -> Tep:
    """Store file, row and event together, once."""
    ban_tin = _khoa(pk=ban_tin_id)
    if ban_tin.tep is not None:
        return ban_tin.tep
    by = ban_tin.viec.nguoi_tao if ban_tin.viec else None
    lan = ban_tin.lan
    ten, duoi, kieu = TEP[BanTin.Loai(ban_tin.loai)]
    ban_tin.tep = luu_tep(
        noi_dung,
        loai=BAN_TIN,
        ten=f"{ten}-{lan.ky.ma}-lan-{lan.so}.{duoi}",
        kieu_noi_dung=kieu,
        by=by,
        doi_tuong=ban_tin,
    )
    ban_tin.goc_nhat_ky = goc
    ban_tin.bam_so_lieu = lan.sha256
    ban_tin.xong_luc = timezone.now()
    ban_tin.save()
    ghi(
        "bantin.dung",
        ban_tin,
        by=by,
        du_lieu={"lan": lan.so, "ky": lan.ky.ma, "sha256": ban_tin.tep.sha256, "goc": goc},
    )
    bao_ban_tin(ban_tin)
    return ban_tin.tep


@transaction.atomic
def lan_hien_hanh(ky: KyBaoCao, *, by: Any) -> LanTongHop:
    """The newest run when no figure changed since, else a new one; asked twice it runs once.

    ``by`` is named in the run only if they may consolidate: who freezes a period need not.
    """
    KyBaoCao.objects.select_for_update().get(pk=ky.pk)
    lan = LanTongHop.objects.filter(ky=ky).order_by("-so").first()
    if lan is not None and not da_doi(lan):
        return lan
    return tong_hop(ky, by=by if by is not None and by.has_perm(_QUYEN[0]) else None)


def da_doi(lan: LanTongHop) -> bool:
    """True when the data version of the figures a run reads moved on after it."""
    return bool(lan.phien_ban_du_lieu != phien_ban_goc(lan.ky))


def ky_can_tong_hop() -> list[KyBaoCao]:
    """Open and closed periods with received packs whose newest run is out of date."""
    cac_ky = KyBaoCao.objects.filter(
        trang_thai__in=[TrangThaiKy.DANG_MO, TrangThaiKy.DA_DONG],
        pk__in=BoBaoCao.objects.da_nhan().values("ky"),
    )
    moi_nhat = {
        lan.ky_id: lan
        for lan in LanTongHop.objects.filter(ky__in=cac_ky).select_related("ky").order_by("so")
    }
    return [ky for ky in cac_ky if ky.pk not in moi_nhat or da_doi(moi_nhat[ky.pk])]


def ban_tin_treo() -> list[int]:
    """Ids of briefings whose open job shows no life: the worker died or the message was lost."""
    han = timezone.now() - timedelta(seconds=settings.VIEC_TREO_SAU)
    treo = CongViec.objects.filter(loai=LOAI_VIEC).filter(
        Q(trang_thai=TrangThaiViec.DANG_CHAY, nhip_tim__lt=han)
        | Q(trang_thai=TrangThaiViec.CHO, tao_luc__lt=han)
    )
    return list(BanTin.objects.filter(viec__in=treo).order_by("pk").values_list("pk", flat=True))
