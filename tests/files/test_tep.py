"""Stored files: who may download, what lies on disk, what happens when it was changed."""

import hashlib

import pytest
from django.contrib.contenttypes.models import ContentType

from baocao.models import BoBaoCao, KyBaoCao
from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.models import SuKien
from cucctdp.files import quyen
from cucctdp.files.models import Tep
from cucctdp.files.services import PDF, doc_tep, luu_tep
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import DonViFactory

pytestmark = pytest.mark.django_db

NOI_DUNG = b"%PDF-1.7 thu"


@pytest.fixture(autouse=True)
def vai_tro():
    dong_bo_nhom()


@pytest.fixture
def tay_ninh():
    return DonViFactory(ma="80", ten_goi="Tây Ninh")


@pytest.fixture
def bo(tay_ninh):
    ky = KyBaoCao.objects.create(
        ma="2026-Q1",
        loai="quy",
        nam=2026,
        so=1,
        bo_ma_don_vi="34",
        tu_ngay="2025-12-15",
        den_ngay="2026-03-14",
        thang_tk_tu="2026-01-01",
        thang_tk_den="2026-03-31",
    )
    return BoBaoCao.objects.create(ky=ky, don_vi=tay_ninh)


def _luu(loai, noi_dung=NOI_DUNG, **khac):
    return luu_tep(
        noi_dung, loai=loai, ten="Bản tin quý I – Tây Ninh.pdf", kieu_noi_dung=PDF, by=None, **khac
    )


def _tai(client, user, tep):
    client.force_login(user)
    return client.get(f"/tep/{tep.pk}/")


def test_download_gives_the_bytes_as_an_attachment_and_leaves_an_event(client):
    user = tai_khoan("bo_lanh_dao")
    tep = _luu("ban_tin")

    tra = _tai(client, user, tep)

    assert (tra.status_code, b"".join(tra.streaming_content)) == (200, NOI_DUNG)
    assert tra["Content-Type"] == PDF
    assert tra["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "B%E1%BA%A3n%20tin%20qu%C3%BD%20I%20%E2%80%93%20T%C3%A2y%20Ninh.pdf"
    )
    assert (tra["X-Content-Type-Options"], tra["Cache-Control"]) == ("nosniff", "private, no-store")
    su_kien = SuKien.objects.get(hanh_dong="tep.tai")
    assert (su_kien.nguoi, su_kien.du_lieu) == (user, {"sha256": tep.sha256})


def test_anonymous_is_sent_to_the_login_page(client):
    tep = _luu("ban_tin")

    tra = client.get(f"/tep/{tep.pk}/")

    assert (tra.status_code, tra["Location"]) == (
        302,
        f"/tai-khoan/login/?next=/tep/{tep.pk}/",
    )


def test_briefing_is_downloaded_by_exactly_the_roles_that_may(client):
    tep = _luu("ban_tin")
    ma = {}

    for vai_tro, hang in VAI_TRO.items():
        if hang.dang_nhap:
            don_vi = DonViFactory(ma="80") if hang.la_so else None
            ma[vai_tro] = _tai(client, tai_khoan(vai_tro, don_vi=don_vi), tep).status_code

    duoc = {"cuc_chuyen_vien", "cuc_lanh_dao_phong", "cuc_lanh_dao", "bo_lanh_dao", "kiem_toan"}
    assert {vai_tro for vai_tro, so in ma.items() if so == 200} == duoc
    assert {so for vai_tro, so in ma.items() if vai_tro not in duoc} == {404}


@pytest.mark.parametrize("loai", ["tep_nop", "ban_ky"])
def test_file_of_a_pack_is_for_its_province_only(client, bo, tay_ninh, loai):
    tep = _luu(loai, doi_tuong=bo, don_vi=tay_ninh)
    cua_minh = tai_khoan("so_van_thu", don_vi=tay_ninh)
    tinh_khac = tai_khoan("so_van_thu", don_vi=DonViFactory(ma="24"))
    chua_giao = tai_khoan("cuc_chuyen_vien")

    assert [_tai(client, u, tep).status_code for u in (cua_minh, tinh_khac, chua_giao)] == [
        200,
        404,
        404,
    ]


def test_file_of_a_pack_with_another_object_is_not_served(client, bo, tay_ninh):
    user = tai_khoan("so_van_thu", don_vi=tay_ninh)
    tep = _luu("tep_nop", doi_tuong=user)
    Tep.objects.filter(pk=tep.pk).update(
        doi_tuong_id=bo.pk, doi_tuong_loai=ContentType.objects.get_for_model(BoBaoCao)
    )
    khong_gan = _luu("tep_nop", b"khac")

    assert _tai(client, user, tep).status_code == 200
    assert _tai(client, user, khong_gan).status_code == 404


def test_kind_without_a_question_is_never_served(client):
    tep = _luu("loai_la")

    assert _tai(client, tai_khoan("kiem_toan"), tep).status_code == 404
    assert not SuKien.objects.filter(hanh_dong="tep.tai").exists()


def test_unknown_file_is_404(client):
    client.force_login(tai_khoan("kiem_toan"))

    assert client.get("/tep/999999/").status_code == 404


def test_inactive_user_never_passes_the_question():
    user = tai_khoan("bo_lanh_dao")
    user.is_active = False

    assert quyen.duoc_tai(user, _luu("ban_tin")) is False


def test_file_changed_on_disk_is_not_served(client, kho_tep_rieng):
    tep = _luu("ban_tin")
    (kho_tep_rieng / tep.tep.name).write_bytes(b"%PDF-1.7 gia")

    tra = _tai(client, tai_khoan("bo_lanh_dao"), tep)

    assert tra.status_code == 404
    with pytest.raises(ValueError, match="không còn đúng mã băm"):
        doc_tep(tep)


def test_file_lost_from_disk_is_404(client, kho_tep_rieng):
    tep = _luu("ban_tin")
    (kho_tep_rieng / tep.tep.name).unlink()

    assert _tai(client, tai_khoan("bo_lanh_dao"), tep).status_code == 404


def test_same_content_lies_on_disk_once_under_its_hash(kho_tep_rieng):
    mot, hai = _luu("ban_tin"), _luu("tep_nop")
    sha256 = hashlib.sha256(NOI_DUNG).hexdigest()

    tren_dia = [p.relative_to(kho_tep_rieng) for p in kho_tep_rieng.rglob("*") if p.is_file()]
    assert (mot.sha256, hai.sha256) == (sha256, sha256)
    assert [str(p) for p in tren_dia] == [f"{sha256[:2]}/{sha256}"]
    assert (doc_tep(mot), doc_tep(hai), hai.kich_thuoc) == (NOI_DUNG, NOI_DUNG, len(NOI_DUNG))


def test_nothing_of_the_users_file_name_reaches_the_disk(kho_tep_rieng):
    tep = luu_tep(
        b"x", loai="tep_nop", ten="../../etc/passwd" + "a" * 300, kieu_noi_dung=PDF, by=None
    )

    assert tep.tep.name == f"{tep.sha256[:2]}/{tep.sha256}"
    assert len(tep.ten) == 255


def test_half_written_content_is_written_again(kho_tep_rieng):
    sha256 = hashlib.sha256(NOI_DUNG).hexdigest()
    (kho_tep_rieng / sha256[:2]).mkdir(parents=True)
    (kho_tep_rieng / sha256[:2] / sha256).write_bytes(b"%PDF")

    assert doc_tep(_luu("ban_tin")) == NOI_DUNG
