"""Exactly once, in real processes on real PostgreSQL: two beats at a time, a killed worker."""

import email
import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from baocao.models import HanNop
from cucctdp.thong_bao.models import LichGui, ThongBao
from tests.baocao import mau
from tests.thong_bao import hop_thu

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("du_lieu_goc_that"),
    pytest.mark.cham,
]
GOC = Path(__file__).resolve().parents[2]
VIEC = (
    "import django; django.setup()\n"
    "from baocao.tasks import nhac_han\n"
    "from cucctdp.thong_bao.tasks import phat_thu\n"
    "nhac_han.apply().get(); phat_thu.apply().get()\n"
)


def chay(thu_muc, cham=""):
    """A process of its own that does the work of one beat: reminders, then e-mail."""
    dia_chi = urlsplit(os.environ["DATABASE_URL"])
    moi_truong = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.thong_bao.cai_dat",
        "DATABASE_URL": urlunsplit(dia_chi._replace(path=f"/{connection.settings_dict['NAME']}")),
        hop_thu.THU_MUC: str(thu_muc),
        hop_thu.CHAM: cham,
        "PYTHONPATH": str(GOC),
    }
    return subprocess.Popen([sys.executable, "-c", VIEC], cwd=GOC, env=moi_truong)


def cho(tien_trinh):
    assert tien_trinh.wait(timeout=120) == 0


def cac_thu(thu_muc):
    """(recipient, subject, Message-ID) of every letter taken, sorted."""
    thu = [email.message_from_bytes(t.read_bytes()) for t in thu_muc.glob("*.eml")]
    return sorted((m["To"], m["Subject"], m["Message-ID"]) for m in thu)


@pytest.fixture
def den_han(tmp_path):
    """A pack that is due today, with three people to remind; e-mail leaves at any hour."""
    LichGui.objects.all().delete()
    nguoi = mau.nguoi_dung()
    for ten in ("chuyen_vien", "truong_phong", "lanh_dao"):
        user = getattr(nguoi, ten)
        user.email = f"{ten}@example.vn"
        user.save()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    HanNop.objects.filter(ky=bo.ky, buoc="so", bieu="").update(ngay=_ngay_han())
    return tmp_path


def _ngay_han() -> date:
    """A due date whose own rung («đến hạn») is told today or was within the days of catching up."""
    return timezone.localdate()


def test_two_beats_at_the_same_time_tell_everybody_once(den_han):
    hai = [chay(den_han), chay(den_han)]
    for tien_trinh in hai:
        cho(tien_trinh)
    cho(chay(den_han))

    thu = cac_thu(den_han)
    dong = ThongBao.objects.filter(khoa__startswith="nhac:").values_list(
        "khoa", "nguoi_nhan", "kenh"
    )
    assert sorted(nguoi for nguoi, _, _ in thu) == [
        "chuyen_vien@example.vn",
        "lanh_dao@example.vn",
        "truong_phong@example.vn",
    ]
    assert len({ma for _, _, ma in thu}) == 3
    assert len(dong) == len(set(dong)) > 3
    assert set(ThongBao.objects.values_list("trang_thai", flat=True)) == {"da_gui"}


def _giet_khi_dang_gui(thu_muc, cham):
    tien_trinh = chay(thu_muc, cham)
    het = time.monotonic() + 100
    while not (thu_muc / "dang-gui").exists():
        assert time.monotonic() < het
        assert tien_trinh.poll() is None
        time.sleep(0.1)
    os.kill(tien_trinh.pid, signal.SIGKILL)
    tien_trinh.wait()
    (thu_muc / "dang-gui").unlink()


def test_worker_killed_before_the_server_took_the_letter(den_han):
    _giet_khi_dang_gui(den_han, "truoc")
    dang_do = ThongBao.objects.filter(trang_thai="dang_gui").count()
    ThongBao.objects.filter(trang_thai="dang_gui").update(
        nhan_luc=timezone.now() - timedelta(minutes=5)
    )
    cho(chay(den_han))
    cho(chay(den_han))

    thu = cac_thu(den_han)
    assert dang_do == 1
    assert len(thu) == len({nguoi for nguoi, _, _ in thu}) == 3
    assert set(ThongBao.objects.values_list("trang_thai", flat=True)) == {"da_gui"}


def test_worker_killed_after_the_server_took_the_letter_repeats_it_under_its_id(den_han):
    _giet_khi_dang_gui(den_han, "sau")
    ThongBao.objects.filter(trang_thai="dang_gui").update(
        nhan_luc=timezone.now() - timedelta(minutes=5)
    )
    cho(chay(den_han))

    thu = cac_thu(den_han)
    assert (len(thu), len({ma for _, _, ma in thu})) == (4, 3)
    assert ThongBao.objects.filter(kenh="he_thong").count() == len(
        set(ThongBao.objects.filter(kenh="he_thong").values_list("khoa", "nguoi_nhan"))
    )
