"""Progress of a briefing's job: told to whoever may read the briefing, and to nobody else."""

import pytest
from django.urls import reverse

from cucctdp.files.services import tao_cong_viec


@pytest.fixture
def viec(nguoi):
    return tao_cong_viec(loai="ban_tin", ten="Bản tin", khoa="ban_tin:1", by=nguoi.cuc_lanh_dao)[0]


@pytest.mark.parametrize(
    ("vai_tro", "ma"),
    [
        ("cuc_lanh_dao", 200),
        ("cuc_chuyen_vien", 200),
        ("bo_lanh_dao", 200),
        ("kiem_toan", 200),
        ("quan_tri", 404),
        ("chuyen_vien", 404),
    ],
)
def test_progress_of_a_briefing_by_role(client, vao, viec, vai_tro, ma):
    vao(vai_tro)

    assert client.get(reverse("trang_thai_viec", args=[viec.pk])).status_code == ma


@pytest.mark.parametrize(("vai_tro", "ma"), [("cuc_lanh_dao", 200), ("bo_lanh_dao", 404)])
def test_progress_of_a_job_of_unknown_kind_stays_with_its_maker(client, vao, nguoi, vai_tro, ma):
    viec, _ = tao_cong_viec(loai="viec_la", ten="Việc", khoa="viec_la:1", by=nguoi.cuc_lanh_dao)
    vao(vai_tro)

    assert client.get(reverse("trang_thai_viec", args=[viec.pk])).status_code == ma


def test_progress_of_a_missing_job_is_not_found(client, vao):
    vao("cuc_lanh_dao")

    assert client.get(reverse("trang_thai_viec", args=[0])).status_code == 404
