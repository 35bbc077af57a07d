"""The inspection file in one click: asked for, downloaded, and proved without the system."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from cucctdp.files.models import CongViec
from cucctdp.files.services import PDF, luu_tep
from khuyencong.services import tham_dinh
from khuyencong.services.ban_ky import nop_ban_ky
from khuyencong.tasks import dung_ho_so_thanh_tra
from tests.khuyencong import mau

KIEM = Path(settings.BASE_DIR) / "docs" / "kiem_ho_so.py"
BAN_SCAN = b"%PDF-1.7 ban ky mau 1"


@pytest.fixture
def da_nop(ho_so, n):
    """A đề án just handed in, with the signed copy of its estimate."""
    de_an = tham_dinh.nop(mau.soan_thao(ho_so.de_an.don_vi, n.trung_tam), by=n.trung_tam)
    tep = luu_tep(BAN_SCAN, loai="khuyen_cong", ten="m1.pdf", kieu_noi_dung=PDF, by=n.trung_tam)
    nop_ban_ky(de_an, ma="1", tep=tep, by=n.trung_tam)
    return de_an


@pytest.fixture
def ho_so_da_tai(client, da_nop, n, django_capture_on_commit_callbacks, monkeypatch):
    """(bytes of the zip as downloaded, page while the job waits, page after it, stored hash)."""
    da_goi = []
    monkeypatch.setattr(dung_ho_so_thanh_tra, "delay", da_goi.append)
    client.force_login(n.cuc_ld)
    the = reverse("admin:khuyencong_dean_change", args=[da_nop.pk]) + "?the=giay-to"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:khuyencong_dean_thanh_tra", args=[da_nop.pk]))
    dang_cho = client.get(the).content.decode()
    dung_ho_so_thanh_tra(*da_goi)
    trang = client.get(the).content.decode()
    viec = CongViec.objects.get(pk=da_goi[0])
    noi_dung = b"".join(client.get(reverse("tai_tep", args=[viec.ket_qua_id])).streaming_content)
    return noi_dung, dang_cho, trang, viec.ket_qua.sha256


def _kiem(tep, *tham_so):
    chay = subprocess.run(
        [sys.executable, "-I", str(KIEM), str(tep), *tham_so], capture_output=True, text=True
    )
    return chay.returncode, chay.stdout


def test_file_downloaded_from_the_page_proves_itself_and_a_changed_byte_is_found(
    ho_so_da_tai, tmp_path
):
    noi_dung, dang_cho, trang, sha256 = ho_so_da_tai
    tep, hong = tmp_path / "ho-so.zip", tmp_path / "hong.zip"
    tep.write_bytes(noi_dung)
    with zipfile.ZipFile(io.BytesIO(noi_dung)) as z:
        muc = z.getinfo("01-dang-ky/mau-1-1.pdf")
        trich = json.loads(z.read("10-nhat-ky/nhat-ky.json"))
        cac_tep = [z.read(t) for t in z.namelist() if t.startswith("04-tai-lieu-nop/")]
    vi_tri = muc.header_offset + 30 + len(muc.filename) + muc.file_size // 2
    hong.write_bytes(noi_dung[:vi_tri] + bytes([noi_dung[vi_tri] ^ 1]) + noi_dung[vi_tri + 1 :])

    dung, sai = _kiem(tep, "--sha256", sha256), _kiem(hong, "--sha256", sha256)

    cuoi = trich[-1]["noi_dung"]
    assert ("data-tien-do" in dang_cho, sha256 in trang) == (True, True)
    assert (dung[0], dung[1].splitlines()[-1]) == (0, "HỒ SƠ NGUYÊN VẸN.")
    assert sai[0] == 1
    assert "SAI  Tệp zip có mã băm khác mã băm đã cho." in sai[1]
    assert "SAI  01-dang-ky/mau-1-1.pdf" in sai[1]
    assert (cuoi["hanh_dong"], cuoi["du_lieu"]["tep"]) == ("dean.nop_ban_ky", "m1.pdf")
    assert BAN_SCAN in cac_tep
