"""The draft letter to a very late Sở: when it is made, what it lists, who may read it."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from baocao.briefings.don_doc import ve_cong_van_don_doc
from baocao.models import HanNop, NguongKiemTra
from baocao.quyen_tep import DON_DOC
from baocao.services import gia_han
from baocao.services.don_doc import soan_cac_cong_van
from baocao.tasks import nhac_han
from cucctdp.audit.models import SuKien
from cucctdp.files.models import Tep
from cucctdp.files.services import doc_tep
from cucctdp.thong_bao.models import ThongBao
from tests.baocao import mau

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")
HAN = date(2026, 6, 18)
BAY_NGAY = HAN + timedelta(days=7)
LY_DO = "Bão số 5 làm gián đoạn việc thu thập số liệu."


@pytest.fixture
def canh():
    nguoi = mau.nguoi_dung()
    return nguoi, mau.bo_moi(nguoi, bieu={"Q04", "Q05"})


class Ve:
    """Keeps what it was asked to draw."""

    def __init__(self):
        self.cac = []

    def __call__(self, cong_van):
        self.cac.append([(b.phieu.bieu_mau.ma, b.so_ngay) for b in cong_van.bieu])
        return f"%PDF {len(self.cac)}".encode()


def test_draft_is_made_once_on_the_seventh_day(canh):
    _, bo = canh
    ve = Ve()

    sau_ngay = soan_cac_cong_van(HAN + timedelta(days=6), ve=ve)
    lan_dau = soan_cac_cong_van(BAY_NGAY, ve=ve)
    lan_hai = soan_cac_cong_van(BAY_NGAY + timedelta(days=1), ve=ve)

    assert (sau_ngay, lan_hai) == ([], [])
    assert [(t.ten, t.doi_tuong_id, t.don_vi_id) for t in lan_dau] == [
        ("cong-van-don-doc-2026-6T-34-80-bo-han-2026-06-18.pdf", bo.pk, bo.don_vi_id)
    ]
    assert ve.cac == [[("Q04", 7), ("Q05", 7)]]
    assert SuKien.objects.filter(hanh_dong="bobaocao.soan_don_doc").count() == 1


def test_form_with_a_date_of_its_own_has_its_own_draft(canh):
    _, bo = canh
    HanNop.objects.create(
        ky=bo.ky, buoc="so", bieu="Q05", ngay=HAN - timedelta(days=3), loai_han="cham_nhat"
    )
    ve = Ve()

    soan_cac_cong_van(HAN + timedelta(days=4), ve=ve)
    soan_cac_cong_van(BAY_NGAY, ve=ve)

    assert ve.cac == [[("Q05", 7), ("Q04", 4)], [("Q05", 10), ("Q04", 7)]]


def test_extension_puts_the_draft_off(canh):
    nguoi, bo = canh
    gia_han.gia_han(bo, den_ngay=date(2026, 6, 26), ly_do=LY_DO, by=nguoi.cuc_lanh_dao_phong)

    som = soan_cac_cong_van(BAY_NGAY, ve=Ve())
    dung = soan_cac_cong_van(date(2026, 7, 3), ve=Ve())

    assert (som, len(dung)) == ([], 1)


def test_no_threshold_no_draft(canh):
    NguongKiemTra.objects.filter(ma="CB02", ten="don_doc").delete()

    assert soan_cac_cong_van(BAY_NGAY, ve=Ve()) == []


def test_letter_is_a_draft_that_names_sender_receiver_and_forms(canh):
    (tep,) = soan_cac_cong_van(BAY_NGAY, ve=ve_cong_van_don_doc)

    chu = " ".join(
        "\n".join(t.extract_text() for t in PdfReader(io.BytesIO(doc_tep(tep))).pages).split()
    )
    assert all(
        cau in chu
        for cau in (
            "V/v đôn đốc gửi báo cáo 6 tháng",
            "Kính gửi: Sở Công Thương tỉnh Tây Ninh",
            "Đến hết ngày 25/06/2026",
            "18/06/2026 7",
            "Q04", "Q05",
            "- Như trên;",
            "CỤC TRƯỞNG",
            "Dự thảo do hệ thống lập ngày 25/06/2026; chưa ký, chưa phát hành",
        )
    ), chu  # fmt: skip


def test_morning_task_writes_the_draft_and_no_letter_leaves(canh, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: BAY_NGAY)

    nhac_han()
    nhac_han()

    assert Tep.objects.filter(loai=DON_DOC).count() == 1
    assert not ThongBao.objects.filter(noi_dung__contains="cong-van-don-doc").exists()


@pytest.mark.parametrize(
    ("vai", "ma"), [("cuc_chuyen_vien", 200), ("so_lanh_dao", 404), ("khac_tinh", 404)]
)
def test_officer_downloads_the_draft_the_so_does_not(canh, client, vai, ma):
    nguoi, _ = canh
    (tep,) = soan_cac_cong_van(BAY_NGAY, ve=Ve())
    user = {
        "cuc_chuyen_vien": nguoi.cuc_chuyen_vien,
        "so_lanh_dao": nguoi.lanh_dao,
        "khac_tinh": mau.nguoi_dung("34:01").cuc_chuyen_vien,
    }[vai]
    client.force_login(user)

    tra_loi = client.get(reverse("tai_tep", args=[tep.pk]))

    assert tra_loi.status_code == ma


def test_review_page_offers_the_draft(canh, client):
    nguoi, bo = canh
    (tep,) = soan_cac_cong_van(BAY_NGAY, ve=Ve())
    client.force_login(nguoi.cuc_chuyen_vien)

    trang = client.get(reverse("admin:baocao_bobaocao_change", args=[bo.pk])).content.decode()

    assert trang.count(reverse("tai_tep", args=[tep.pk])) == 1
