"""Thin Celery tasks of the reporting app; ids in, work in services.

Every task may be delivered twice (a worker can be killed after its work and before its answer);
each service finds its work done then.
"""

from celery import shared_task
from django.core.management import call_command

_THU_LAI = {
    "acks_late": True,
    "autoretry_for": (OSError,),
    "retry_backoff": 5,
    "max_retries": 3,
}


@shared_task(**_THU_LAI)
def tong_hop_va_dung_ban_tin(ky_id, nguoi_id=None):
    """Consolidate a frozen period unless its newest run is current, then queue its papers."""
    from baocao.models import BanTin, KyBaoCao
    from baocao.services.ban_tin import lan_hien_hanh, yeu_cau_ban_tin
    from cucctdp.accounts.models import User

    by = User.objects.filter(pk=nguoi_id, is_active=True).first()
    lan = lan_hien_hanh(KyBaoCao.objects.get(pk=ky_id), by=by)
    yeu_cau_ban_tin(lan, by=by, loai=BanTin.Loai.SO_TONG_HOP)
    return yeu_cau_ban_tin(lan, by=by).pk


@shared_task(**_THU_LAI)
def dung_ban_tin(ban_tin_id):
    """Build one briefing or workbook."""
    from baocao.briefings import ve_ban_tin
    from baocao.exports import ve_so_tong_hop
    from baocao.models import BanTin
    from baocao.services import ban_tin

    cach_ve = {BanTin.Loai.QUY: ve_ban_tin, BanTin.Loai.SO_TONG_HOP: ve_so_tong_hop}
    loai = BanTin.objects.values_list("loai", flat=True).get(pk=ban_tin_id)
    ban_tin.dung_ban_tin(ban_tin_id, ve=cach_ve[BanTin.Loai(loai)])


@shared_task
def tong_hop_theo_lich():
    """Every night: consolidate open and closed periods that changed; ids of the periods."""
    from baocao.services.ban_tin import ky_can_tong_hop
    from baocao.services.tong_hop import tong_hop

    return [tong_hop(ky, by=None).ky_id for ky in ky_can_tong_hop()]


@shared_task
def chay_lai_viec_treo():
    """Every minute: queue again the builds whose job shows no heartbeat; ids of the briefings."""
    from baocao.services.ban_tin import ban_tin_treo

    cac_id = ban_tin_treo()
    for ban_tin_id in cac_id:
        dung_ban_tin.delay(ban_tin_id)
    return cac_id


@shared_task
def mo_khoa_ky_theo_lich():
    """Every night: open and lock periods by their calendar; codes of both."""
    from baocao.services import lich_ky

    return {"mo": lich_ky.mo_theo_lich(), "khoa": lich_ky.khoa_theo_lich()}


@shared_task(**_THU_LAI)
def nhac_han():
    """Every morning: drafts of letters to the very late, then reminders; number of rungs told."""
    from django.utils import timezone

    from baocao.briefings.don_doc import ve_cong_van_don_doc
    from baocao.services.don_doc import soan_cac_cong_van
    from baocao.services.nhac_han import nhac_han as nhac

    soan_cac_cong_van(timezone.localdate(), ve=ve_cong_van_don_doc)
    return nhac()


@shared_task(**_THU_LAI)
def thong_bao_canh_bao():
    """Every morning: tell today's alerts, each occasion once; number of alerts."""
    from django.utils import timezone

    from baocao.canh_bao import tinh_lai
    from baocao.services.canh_bao import bao

    return bao(tinh_lai(timezone.localdate()))


@shared_task
def don_dep():
    """Every night: drop expired sessions."""
    call_command("clearsessions")


@shared_task
def cham_bat_thuong():
    """Every few minutes: score packs that wait for the Cục without a score; ids of the packs."""
    from baocao.models import BoBaoCao
    from baocao.services.bat_thuong import can_cham, cham

    cac_id = can_cham()
    for bo in BoBaoCao.objects.filter(pk__in=cac_id):
        cham(bo)
    return cac_id
