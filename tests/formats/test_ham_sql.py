"""SQL functions of migration donvi.0001 on a real PostgreSQL, and their Python twins."""

import random

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cucctdp.formats.chu import khoa_sap_xep, khoa_tim
from cucctdp.formats.functions import KhoaSapXep, KhongDau

from .vang import CHU_VIET, TINH, TU, van_ban_viet

pytestmark = pytest.mark.django_db

# One transaction serves all examples: they only SELECT.
TREN_CSDL = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MOI_CHU = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\x00"))


def sql(cau, *tham_so):
    with connection.cursor() as cur:
        cur.execute(cau, tham_so)
        return cur.fetchall()


@pytest.mark.parametrize("vang", [TINH, TU], ids=["tinh", "tu"])
def test_khoa_sap_xep_golden_order(vang):
    xao = random.Random(9).sample(vang, len(vang))

    ket_qua = sql('SELECT t FROM unnest(%s) t ORDER BY khoa_sap_xep(t) COLLATE "C"', xao)

    assert [t for (t,) in ket_qua] == vang


@TREN_CSDL
@given(st.lists(st.one_of(van_ban_viet, MOI_CHU), min_size=1, max_size=8))
def test_khoa_sap_xep_equals_python(cac_chu):
    ket_qua = sql(
        "SELECT khoa_sap_xep(t) FROM unnest(%s) WITH ORDINALITY u(t, i) ORDER BY i", cac_chu
    )

    assert [k for (k,) in ket_qua] == [khoa_sap_xep(t) for t in cac_chu]


@TREN_CSDL
@given(st.lists(van_ban_viet, min_size=1, max_size=8))
def test_khong_dau_equals_python(cac_chu):
    ket_qua = sql("SELECT khong_dau(t) FROM unnest(%s) WITH ORDINALITY u(t, i) ORDER BY i", cac_chu)

    assert [k for (k,) in ket_qua] == [khoa_tim(t) for t in cac_chu]


def test_khong_dau_every_vietnamese_letter():
    assert sql("SELECT khong_dau(%s)", "".join(CHU_VIET)) == [(khoa_tim("".join(CHU_VIET)),)]


def test_sql_functions_null_stays_null():
    assert sql("SELECT khoa_sap_xep(NULL), khong_dau(NULL)") == [(None, None)]


def test_sql_functions_serve_in_indexes_whatever_the_search_path():
    sql_lenh = (
        "CREATE TEMP TABLE thu (ten text)",
        'CREATE INDEX thu_xep ON thu ((khoa_sap_xep(ten) COLLATE "C"))',
        "CREATE INDEX thu_tim ON thu USING gin (khong_dau(ten) gin_trgm_ops)",
        "INSERT INTO thu SELECT 'Xã ' || i FROM generate_series(1, 3000) i",
        "INSERT INTO thu VALUES ('Hoà Bình')",
        "ANALYZE thu",
        "SET LOCAL enable_seqscan = off",
        "SET LOCAL search_path = pg_catalog, pg_temp",
    )
    with connection.cursor() as cur:
        for lenh in sql_lenh:
            cur.execute(lenh)
        tim = (
            "SELECT ten FROM thu "
            "WHERE public.khong_dau(ten) LIKE '%' || public.khong_dau('HÒA') || '%'"
        )
        cur.execute("EXPLAIN " + tim)
        ke_hoach = "\n".join(d for (d,) in cur.fetchall())
        cur.execute(tim)

        assert "thu_tim" in ke_hoach
        assert cur.fetchall() == [("Hoà Bình",)]
        cur.execute(
            'EXPLAIN SELECT ten FROM thu ORDER BY public.khoa_sap_xep(ten) COLLATE "C" LIMIT 1'
        )
        assert "thu_xep" in "\n".join(d for (d,) in cur.fetchall())


def test_orm_wrappers_order_and_search():
    Group.objects.bulk_create(Group(name=t) for t in ["Đà Nẵng", "Du Già", "Hoà An", "Cao Bằng"])
    cac_nhom = Group.objects.filter(name__in=["Đà Nẵng", "Du Già", "Hoà An", "Cao Bằng"])

    thu_tu = list(cac_nhom.order_by(KhoaSapXep("name")).values_list("name", flat=True))
    tim = {
        tu: list(cac_nhom.filter(name__khong_dau__contains=tu).values_list("name", flat=True))
        for tu in ("hoa", "HÒA", "da nang", "%")
    }
    khoa = cac_nhom.annotate(k=KhongDau("name")).get(name="Đà Nẵng").k

    assert thu_tu == ["Cao Bằng", "Du Già", "Đà Nẵng", "Hoà An"]
    assert tim == {"hoa": ["Hoà An"], "HÒA": ["Hoà An"], "da nang": ["Đà Nẵng"], "%": []}
    assert khoa == "da nang"


def test_migration_is_reversible():
    migration = MigrationLoader(connection).get_migration("donvi", "0001_ham_tieng_viet")

    assert all(thao_tac.reversible for thao_tac in migration.operations)
    with connection.cursor() as cur:
        cur.execute("CREATE SCHEMA thu; SET LOCAL search_path = thu, public")
        for thao_tac in migration.operations[3:]:
            cur.execute(thao_tac.sql)
        cur.execute("SELECT khoa_sap_xep('a') = public.khoa_sap_xep('a')")
        assert cur.fetchall() == [(True,)]
        for thao_tac in reversed(migration.operations[3:]):
            cur.execute(thao_tac.reverse_sql)
        cur.execute("SELECT count(*) FROM pg_proc WHERE pronamespace = 'thu'::regnamespace")
        assert cur.fetchall() == [(0,)]
