"""The one function that performs steps, and the diagram, on a period (it has no province)."""

import pytest
from django.db import InternalError, connection, transaction

from baocao.models import KyBaoCao
from cucctdp.accounts.groups import dong_bo_nhom
from cucctdp.audit.models import SuKien
from cucctdp.workflow.diagram import mermaid
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, Step, cac_buoc_mo, ly_do_tu_choi, perform
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.django_db

DONG = Step("kybaocao.dong", "Đóng", frozenset({"dang_mo"}), "da_dong", "baocao.mo_kybaocao")
GHI_CHU = Step(
    "kybaocao.ghi_chu",
    "Ghi chú",
    frozenset({"dang_mo", "da_dong"}),
    None,
    "baocao.mo_kybaocao",
    ly_do_toi_thieu=10,
    dieu_kien=lambda obj, user: [f"Năm {obj.nam} đã khóa."] if obj.nam == 2024 else [],
)


@pytest.fixture
def ky():
    return KyBaoCao.objects.create(
        ma="2026-Q1",
        loai="quy",
        nam=2026,
        so=1,
        bo_ma_don_vi="34",
        tu_ngay="2025-12-15",
        den_ngay="2026-03-14",
        thang_tk_tu="2026-01-01",
        thang_tk_den="2026-03-31",
        trang_thai="dang_mo",
    )


@pytest.fixture
def lanh_dao():
    dong_bo_nhom()
    return tai_khoan("cuc_lanh_dao")


def test_perform_writes_decision_and_event_in_the_change(ky, lanh_dao):
    xong = perform(
        DONG, ky, by=lanh_dao, ly_do="  Hết hạn nhận.  ", du_lieu={"so": 3}, gan={"nam": 2027}
    )

    qd = QuyetDinh.objects.cua(ky).get()
    sk = SuKien.objects.get(hanh_dong="kybaocao.dong")
    assert (xong.trang_thai, xong.nam) == ("da_dong", 2027)
    assert (qd.buoc, qd.tu_trang_thai, qd.den_trang_thai, qd.nguoi, qd.ly_do, qd.du_lieu) == (
        "kybaocao.dong",
        "dang_mo",
        "da_dong",
        lanh_dao,
        "Hết hạn nhận.",
        {"so": 3},
    )
    assert sk.du_lieu == {"tu": "dang_mo", "den": "da_dong", "so": 3}
    assert (sk.chuoi, sk.doi_tuong_id, sk.ly_do) == ("ky_bao_cao", str(ky.pk), "Hết hạn nhận.")


def test_perform_reads_the_state_again_under_lock(ky, lanh_dao):
    cu = KyBaoCao.objects.get(pk=ky.pk)
    perform(DONG, ky, by=lanh_dao)

    with pytest.raises(BuocBiTuChoi, match="Đã đóng nhận"):
        perform(DONG, cu, by=lanh_dao)

    assert QuyetDinh.objects.cua(ky).count() == 1


def test_perform_without_target_keeps_the_state(ky, lanh_dao):
    xong = perform(GHI_CHU, ky, by=lanh_dao, ly_do="Nhắc các Sở gửi.")

    assert xong.trang_thai == "dang_mo"
    assert QuyetDinh.objects.cua(ky).get().den_trang_thai == "dang_mo"


def test_refusal_lists_every_reason_at_once(ky):
    dong_bo_nhom()
    user = tai_khoan("bo_lanh_dao")
    KyBaoCao.objects.filter(pk=ky.pk).update(trang_thai="da_chot")

    with pytest.raises(BuocBiTuChoi) as loi:
        perform(GHI_CHU, ky, by=user, ly_do="Ngắn")

    assert loi.value.ly_do == [
        "Hồ sơ đang ở trạng thái «Đã chốt».",
        "Tài khoản của bạn không có quyền thực hiện bước này.",
        "Cần nêu lý do, ít nhất 10 ký tự.",
    ]


def test_guard_speaks_only_when_nothing_else_refuses(ky, lanh_dao):
    ky.nam = 2024

    assert ly_do_tu_choi(GHI_CHU, ky, lanh_dao) == ["Năm 2024 đã khóa."]
    assert ly_do_tu_choi(GHI_CHU, ky, lanh_dao, "") == ["Cần nêu lý do, ít nhất 10 ký tự."]


def test_inactive_account_does_no_step(ky, lanh_dao):
    lanh_dao.is_active = False

    assert ly_do_tu_choi(DONG, ky, lanh_dao) == [
        "Tài khoản của bạn không có quyền thực hiện bước này."
    ]
    assert cac_buoc_mo([DONG], ky, lanh_dao) == []


@pytest.mark.parametrize(
    "lenh", ["UPDATE workflow_quyetdinh SET ly_do='x'", "DELETE FROM workflow_quyetdinh"]
)
def test_decision_is_never_changed_or_deleted(ky, lanh_dao, lenh):
    perform(DONG, ky, by=lanh_dao)

    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(lenh)

    assert QuyetDinh.objects.cua(ky).get().ly_do == ""


def test_diagram_draws_every_arrow():
    chu = mermaid([DONG, GHI_CHU], {"dang_mo": "Đang mở", "da_dong": "Đã đóng"})

    assert chu.splitlines() == [
        "stateDiagram-v2",
        "    dang_mo: Đang mở",
        "    da_dong: Đã đóng",
        "    dang_mo --> da_dong: Đóng",
        "    da_dong --> da_dong: Ghi chú",
        "    dang_mo --> dang_mo: Ghi chú",
    ]
