"""The trail: refusals are events, raw SQL cannot change it, a forged chain is found."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.audit.models import SuKien
from cucctdp.audit.record import ghi
from cucctdp.audit.verify import kiem_tra_chuoi
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db


def test_refused_page_is_an_event(client):
    dong_bo_nhom()
    user = tai_khoan("quan_tri")
    client.force_login(user)

    client.get("/admin/baocao/bobaocao/")

    su_kien = SuKien.objects.get(hanh_dong="tu_choi_truy_cap")
    assert (su_kien.nguoi, su_kien.du_lieu) == (
        user,
        {"duong_dan": "/admin/baocao/bobaocao/", "phuong_thuc": "GET"},
    )


def test_stranger_cannot_fill_the_trail(client):
    client.get("/admin/")
    client.post("/so/co-chu/")
    client.get("/api/v1/ky/")

    assert not SuKien.objects.exists()


@pytest.mark.parametrize(
    "lenh",
    [
        "UPDATE audit_sukien SET hanh_dong = 'khac'",
        "DELETE FROM audit_sukien",
        "TRUNCATE audit_sukien",
        "UPDATE audit_gocngay SET goc = 'x'",
        "UPDATE workflow_quyetdinh SET ly_do = 'x'",
    ],
)
def test_raw_sql_does_not_change_what_is_written(lenh):
    ghi("thu", chuoi="34:80")
    connection.cursor().execute(
        "INSERT INTO audit_gocngay (ngay, so_su_kien, dau_chuoi, goc, ghi_luc)"
        " VALUES ('2026-01-01', 0, '{}', 'a', now())"
    )
    connection.cursor().execute(
        "INSERT INTO workflow_quyetdinh (doi_tuong_loai_id, doi_tuong_id, buoc, nhan, vong,"
        " tu_trang_thai, den_trang_thai, ly_do, du_lieu, luc)"
        " SELECT id, 1, 'b', 'b', 1, 'a', 'b', '', '{}', now() FROM django_content_type LIMIT 1"
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(lenh)


def test_event_forged_with_triggers_off_is_found():
    for n in range(3):
        ghi("thu", chuoi="34:80", du_lieu={"n": n})
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_sukien DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_sukien SET du_lieu = '{\"n\": 9}' WHERE so = 2")
        cursor.execute("ALTER TABLE audit_sukien ENABLE TRIGGER USER")

    assert [(h.so, h.mo_ta) for h in kiem_tra_chuoi("34:80")] == [
        (2, "Nội dung sự kiện đã bị sửa sau khi ghi.")
    ]
