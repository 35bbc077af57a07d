"""Random walks through the life of a pack: the doors obey the hand-made table, whoever tries what.

Each step: a random person tries a random door. What the table forbids is refused and leaves every
row as it was; what succeeds is allowed, goes where the table says and keeps the invariants.
"""

import random
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from baocao.choices import BO_CON_NHAP, BO_DA_NHAN, TinhHan, TrangThaiBo
from baocao.models import BoBaoCao, GiaTri
from baocao.services import nhap_lieu, quy_trinh
from baocao.services.nhap_lieu import GhiO
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi
from tests.baocao import mau
from tests.baocao.test_workflow import BANG

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

SO_BUOC = 90
O_SO = {*BO_CON_NHAP, TrangThaiBo.CHO_PHONG, TrangThaiBo.CHO_KY}
LY_DO = "Đề nghị rà soát lại số liệu."
NGUOI = (
    "chuyen_vien", "truong_phong", "tong_hop", "lanh_dao", "van_thu",
    "cuc_chuyen_vien", "cuc_lanh_dao_phong", "cuc_lanh_dao",
)  # fmt: skip
# Door → (steps of the table it performs on the pack, what it does).
CUA = {
    "ghi": ((), lambda bo, by, tt: nhap_lieu.ghi_o(_phieu(bo), [_o(tt)], by=by)),
    "trinh_phong": (
        ("bat_dau_nhap", "trinh_phong"),
        lambda bo, by, tt: quy_trinh.trinh_phong(_phieu(bo), by=by),
    ),
    "duyet_phong": ((), lambda bo, by, tt: quy_trinh.duyet_phong(_phieu(bo), by=by)),
    "phong_tra_lai": (
        ("phong_tra_lai",),
        lambda bo, by, tt: quy_trinh.phong_tra_lai(_phieu(bo), by=by, ly_do=LY_DO),
    ),
    "chuyen_lanh_dao": (
        ("chuyen_lanh_dao",),
        lambda bo, by, tt: quy_trinh.chuyen_lanh_dao(bo, by=by),
    ),
    "lanh_dao_tra_lai": (
        ("lanh_dao_tra_lai",),
        lambda bo, by, tt: quy_trinh.lanh_dao_tra_lai(bo, by=by, ly_do=LY_DO),
    ),
    "ky_gui": (("ky_gui",), lambda bo, by, tt: quy_trinh.ky_gui(bo, by=by, xac_nhan_som=True)),
    "rut_lai": (("rut_lai",), lambda bo, by, tt: quy_trinh.rut_lai(bo, by=by, ly_do=LY_DO)),
    "nhan_kiem_tra": (("nhan_kiem_tra",), lambda bo, by, tt: quy_trinh.nhan_kiem_tra(bo, by=by)),
    "neu_y_kien": ((), lambda bo, by, tt: quy_trinh.neu_y_kien(bo, noi_dung=LY_DO, by=by)),
    "tra_lai": (("tra_lai",), lambda bo, by, tt: quy_trinh.tra_lai(bo, by=by, ly_do=LY_DO)),
    "gui_lai": (("gui_lai",), lambda bo, by, tt: quy_trinh.gui_lai(bo, by=by)),
    "de_nghi": (
        ("de_nghi_tiep_nhan",),
        lambda bo, by, tt: quy_trinh.de_nghi_tiep_nhan(bo, by=by),
    ),
    "tiep_nhan": (("tiep_nhan",), lambda bo, by, tt: quy_trinh.tiep_nhan(bo, by=by)),
}  # fmt: skip
# The one who usually goes through a door; a quarter of the tries are by anybody.
THUONG = {
    "ghi": "chuyen_vien", "trinh_phong": "chuyen_vien", "duyet_phong": "truong_phong",
    "phong_tra_lai": "truong_phong", "chuyen_lanh_dao": "tong_hop", "lanh_dao_tra_lai": "lanh_dao",
    "ky_gui": "lanh_dao", "rut_lai": "lanh_dao", "gui_lai": "lanh_dao",
    "nhan_kiem_tra": "cuc_chuyen_vien", "neu_y_kien": "cuc_chuyen_vien",
    "tra_lai": "cuc_chuyen_vien", "de_nghi": "cuc_chuyen_vien", "tiep_nhan": "cuc_lanh_dao_phong",
}  # fmt: skip

# Towards receipt; the other doors go back or stay.
TIEN = {
    "trinh_phong", "duyet_phong", "chuyen_lanh_dao", "ky_gui", "nhan_kiem_tra", "de_nghi",
    "tiep_nhan", "tra_lai",
}  # fmt: skip


def _o(trang_thai_o):
    return GhiO("BL00", "A1", trang_thai_o=trang_thai_o)


def _phieu(bo):
    return bo.phieu.select_related("bieu_mau", "bo__ky", "bo__don_vi").get()


def _anh(pk):
    """Everything a refused try must leave alone."""
    bo = BoBaoCao.objects.filter(pk=pk).values().get()
    phieu = list(BoBaoCao.objects.get(pk=pk).phieu.values())
    dem = QuyetDinh.objects.count(), GiaTri.objects.count()
    gui = list(BoBaoCao.objects.get(pk=pk).lan_gui.values_list("lan", "sha256"))
    return bo, phieu, dem, gui


def _duoc(ten, trang_thai, vai_tro):
    """True when a step of the table that the door performs starts here for the role."""
    cac_buoc = [BANG[f"bobaocao.{b}"] for b in CUA[ten][0]]
    return any(trang_thai in tu and vai_tro in vai for tu, _, vai, *_ in cac_buoc)


def _kiem_bat_bien(bo, gui_truoc):
    """What holds in every state."""
    gui = list(bo.lan_gui.order_by("lan").values_list("lan", "sha256"))
    assert gui[: len(gui_truoc)] == gui_truoc, "a sending was changed"
    assert [lan for lan, _ in gui] == list(range(1, len(gui) + 1))
    cac_buoc = [q.buoc for q in QuyetDinh.objects.cua(bo)]
    assert bo.vong == 1 + cac_buoc.count("bobaocao.tra_lai")
    assert (bo.gui_lan_dau_luc is None) == (bo.tinh_han == TinhHan.CHUA_GUI)
    assert (bo.trang_thai in BO_DA_NHAN) <= (bo.tiep_nhan_luc is not None)
    assert bo.nguoi_ky_id is None or bo.nguoi_ky_id not in (bo.nguoi_trinh_id, bo.nguoi_chuyen_id)
    assert bo.nguoi_tiep_nhan_id is None or bo.nguoi_tiep_nhan_id != bo.nguoi_kiem_tra_id
    if bo.trang_thai not in O_SO:
        assert gui, "at the Cục without a sending"


@pytest.mark.parametrize("hat", [1, 2])
def test_random_walk_keeps_the_table_and_the_invariants(hat):
    rd = random.Random(hat)
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    mau.nhap_du(bo, nguoi)
    bo.refresh_from_db()
    qua, tu_choi, trang_thai = Counter(), Counter(), {bo.trang_thai}
    for _ in range(SO_BUOC):
        hop = [t for t in CUA if _duoc(t, bo.trang_thai, getattr(nguoi, THUONG[t]).vai_tro)]
        hop += ["duyet_phong"] if bo.trang_thai == TrangThaiBo.CHO_PHONG else []
        hop = hop + [t for t in hop if t in TIEN] * 3
        ten = rd.choice(hop) if hop and rd.random() < 0.75 else rd.choice(list(CUA))
        by = getattr(nguoi, THUONG[ten] if rd.random() < 0.75 else rd.choice(NGUOI))
        truoc, anh = bo.trang_thai, _anh(bo.pk)
        try:
            CUA[ten][1](
                BoBaoCao.objects.get(pk=bo.pk), by, rd.choice(["khong_phat_sinh", "khong_ap_dung"])
            )
        except (BuocBiTuChoi, ValidationError, PermissionDenied):
            tu_choi[ten] += 1
            assert _anh(bo.pk) == anh, f"{ten} was refused but left a trace"
            continue
        qua[ten] += 1
        bo = BoBaoCao.objects.get(pk=bo.pk)
        trang_thai.add(bo.trang_thai)
        if bo.trang_thai != truoc and ten != "ghi":
            assert _duoc(ten, truoc, by.vai_tro), (ten, truoc, by.vai_tro)
            assert bo.trang_thai in {BANG[f"bobaocao.{b}"][1] for b in CUA[ten][0]}
        if ten == "ghi":
            assert truoc in BO_CON_NHAP, "figures changed when they were handed on"
        _kiem_bat_bien(bo, anh[3])
    assert len(trang_thai) >= 5
    assert len(qua) >= 8
    assert sum(tu_choi.values()) >= 20
