"""KT47: the signed PDF against the code of the figures; a warning at most."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from weasyprint import HTML

from baocao.checks import run_bo_checks
from baocao.models import BoBaoCao
from baocao.services import quy_trinh
from baocao.services.tep_ky import ma_cua_bo
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.fixture(autouse=True)
def _kho_tep(settings, tmp_path):
    settings.KHO_TEP = tmp_path
    cache.clear()


@pytest.fixture
def canh():
    nguoi = mau.nguoi_dung()
    return nguoi, mau.den_cho_ky(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)


def nap(client, nguoi, bo, chu):
    """Upload a signed PDF with this text; return the messages of the page it leads to."""
    pdf = HTML(string=f"<meta charset=utf-8><p>{chu}</p>").write_pdf()
    client.force_login(nguoi.van_thu)
    gui = {"so": "1/BC-SCT", "ngay": "1/9/2026", "tep": SimpleUploadedFile("ky.pdf", pdf)}
    trang = client.post(reverse("so:van_ban", args=[bo.pk]), gui, follow=True)
    bo.refresh_from_db()
    assert bo.tep_ky is not None
    return [str(m) for m in trang.context["messages"]]


def kt47(bo):
    bo = BoBaoCao.objects.get(pk=bo.pk)
    return [v for v in run_bo_checks(bo, {}) if v.quy_tac == "KT47"]


def test_code_to_print_is_the_one_of_the_sending(canh):
    nguoi, bo = canh
    truoc = ma_cua_bo(bo)

    lan = quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)
    bo.refresh_from_db()

    assert truoc == ma_cua_bo(bo) == lan.sha256[:12]


def test_file_with_the_code_is_silent(client, canh):
    nguoi, bo = canh
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)
    bo.refresh_from_db()

    assert nap(client, nguoi, bo, f"Mã số liệu {ma_cua_bo(bo)}") == ["Đã ghi số văn bản 1/BC-SCT."]
    assert kt47(bo) == []


def test_file_of_other_figures_is_kept_and_told(client, canh):
    nguoi, bo = canh
    loi = nap(client, nguoi, bo, "Mã số liệu 000000000000")
    cho_ky = kt47(bo)

    lan = quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)

    assert f"không thấy mã {lan.sha256[:12]} trong văn bản" in loi[1]
    assert cho_ky == []
    assert [(v.muc_do, v.thong_bao, v.chan) for v in kt47(bo)] == [
        ("W", f"Tệp ký không đúng phiên bản số liệu {lan.sha256[:12]}.", False)
    ]


def test_scan_is_kept_with_a_note(client, canh):
    nguoi, bo = canh
    loi = nap(client, nguoi, bo, "")
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao, xac_nhan_som=True)

    assert loi[1].startswith("Không đọc được chữ trong tệp PDF")
    assert kt47(bo) == []


def test_page_shows_the_code_to_the_clerk_only(client, canh):
    nguoi, bo = canh
    cau = f'In mã số liệu <code class="bam">{ma_cua_bo(bo)}</code>'
    thay = {}
    for ai in ("van_thu", "chuyen_vien"):
        client.force_login(getattr(nguoi, ai))
        thay[ai] = cau in client.get(reverse("so:bo", args=[bo.pk])).content.decode()

    assert thay == {"van_thu": True, "chuyen_vien": False}
