"""The service that issues a briefing once: jobs, failures, who may ask, the schedule."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from baocao.models import BanTin, LanTongHop
from baocao.services import ban_tin as dich_vu
from baocao.tasks import dung_ban_tin
from cucctdp.audit.models import SuKien
from cucctdp.files.choices import TrangThaiViec
from cucctdp.files.models import CongViec, Tep
from cucctdp.files.services import doc_tep
from tests.factories.accounts import tai_khoan
from tests.pdf.nd30 import chu_cua

from .lan_mau import lan_mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc")


def test_briefing_is_issued_once_however_often_it_is_asked_for(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    lan = lan_mau(bieu=("Q04",))
    nguoi = tai_khoan("cuc_lanh_dao_phong")
    with django_capture_on_commit_callbacks(execute=True):
        ban_tin = dich_vu.yeu_cau_ban_tin(lan, by=nguoi)
    with django_capture_on_commit_callbacks(execute=True):
        dich_vu.yeu_cau_ban_tin(lan, by=nguoi)

    dung_ban_tin(ban_tin.pk)

    ban_tin = BanTin.objects.get()
    assert ban_tin.tep == Tep.objects.get()
    assert ban_tin.bam_so_lieu == lan.sha256
    assert (CongViec.objects.get().trang_thai, CongViec.objects.get().so_lan_chay) == ("xong", 1)
    assert SuKien.objects.filter(hanh_dong="bantin.dung").count() == 1
    assert ban_tin.goc_nhat_ky[:12] in chu_cua(doc_tep(ban_tin.tep))


def test_failed_build_is_done_by_the_next_call_in_a_new_job(db: None) -> None:
    lan = lan_mau(bieu=("Q04",))
    ban_tin = BanTin.objects.create(loai="quy", lan=lan)

    def hong(*_: Any) -> bytes:
        raise OSError("đĩa đầy")

    with pytest.raises(OSError, match="đĩa đầy"):
        dich_vu.dung_ban_tin(ban_tin.pk, ve=hong)
    xong = dich_vu.dung_ban_tin(ban_tin.pk, ve=lambda *_: b"%PDF-")

    assert xong.tep is not None
    assert sorted(CongViec.objects.values_list("trang_thai", flat=True)) == ["loi", "xong"]
    assert Tep.objects.count() == 1


def test_stored_file_of_an_unclosed_job_is_not_built_again(db: None) -> None:
    ban_tin = BanTin.objects.create(loai="quy", lan=lan_mau(bieu=()))
    dich_vu.dung_ban_tin(ban_tin.pk, ve=lambda *_: b"%PDF-")
    CongViec.objects.update(trang_thai=TrangThaiViec.DANG_CHAY)  # killed before closing the job

    sau = dich_vu.dung_ban_tin(ban_tin.pk, ve=lambda *_: b"khac")

    assert doc_tep(sau.tep) == b"%PDF-"  # type: ignore[arg-type]
    assert CongViec.objects.get().trang_thai == TrangThaiViec.XONG
    assert SuKien.objects.filter(hanh_dong="bantin.dung").count() == 1


def test_only_those_who_consolidate_or_freeze_may_ask(db: None) -> None:
    with pytest.raises(PermissionDenied):
        dich_vu.yeu_cau_ban_tin(lan_mau(bieu=()), by=tai_khoan("bo_lanh_dao"))

    assert not BanTin.objects.exists()


def test_job_without_heartbeat_is_found_and_a_living_one_is_not(db: None) -> None:
    treo, song = (BanTin.objects.create(loai="quy", lan=lan_mau(bieu=())) for _ in range(2))
    for ban_tin, giay in ((treo, settings.VIEC_TREO_SAU + 1), (song, 1)):
        ban_tin.viec = CongViec.objects.create(
            loai="ban_tin", ten="b", khoa=str(ban_tin.pk), trang_thai=TrangThaiViec.DANG_CHAY,
            nhip_tim=timezone.now() - timedelta(seconds=giay),
        )  # fmt: skip
        ban_tin.save()

    assert dich_vu.ban_tin_treo() == [treo.pk]


def test_current_run_is_reused(db: None) -> None:
    lan = LanTongHop.objects.get(pk=lan_mau(bieu=()).pk)
    moi = dich_vu.lan_hien_hanh(lan.ky, by=None)

    lan_nua = dich_vu.lan_hien_hanh(lan.ky, by=None)

    assert (moi.so, lan_nua.pk) == (2, moi.pk)


def test_schedule_is_written_once_and_keeps_changes(db: None, capsys: Any) -> None:
    call_command("dat_lich_nen")
    PeriodicTask.objects.filter(task="baocao.tasks.tong_hop_theo_lich").update(enabled=False)

    call_command("dat_lich_nen")

    assert capsys.readouterr().out.splitlines()[-1] == "lịch việc nền: thêm 0, giữ nguyên 16"
    assert not PeriodicTask.objects.get(task="baocao.tasks.tong_hop_theo_lich").enabled
