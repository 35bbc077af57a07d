"""Steps of a round and a dossier: source states, targets, whose round decides with the role."""

import pytest

from cucctdp.accounts.roles import VAI_TRO
from cucctdp.workflow.steps import ly_do_tu_choi
from sanpham_tieubieu.models import DiaBanKy
from sanpham_tieubieu.workflow import CAC_BUOC_HO_SO, CAC_BUOC_KY
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, XaFactory
from tests.factories.san_pham import HoSoFactory, KyFactory, SanPhamFactory
from tests.sanpham_tieubieu.cua.mau import nguoi_co_so, nguoi_xa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nhom_va_luat")]

# Roles of the place of the round, by its level.
LAM = {
    "xa": {"sp_xa", "so_truong_phong", "so_lanh_dao"},
    "tinh": {"so_truong_phong", "so_lanh_dao"},
    "khu_vuc": {"cuc_lanh_dao_phong", "cuc_lanh_dao"},
}
KY_TEN = {"xa": {"sp_xa", "so_lanh_dao"}, "tinh": {"so_lanh_dao"}, "khu_vuc": {"cuc_lanh_dao"}}
KIEM = {
    "xa": {"sp_xa", "so_chuyen_vien", "so_truong_phong"},
    "tinh": {"so_chuyen_vien", "so_truong_phong"},
    "khu_vuc": {"cuc_chuyen_vien", "cuc_lanh_dao_phong"},
}
NOP = {"sp_co_so", "sp_xa", "so_khuyen_cong", "so_chuyen_vien", "so_truong_phong"}
BEN_NOP = dict.fromkeys(LAM, NOP)
GUI = {cap: {"sp_xa", "so_truong_phong", "so_lanh_dao", "cuc_lanh_dao_phong"} for cap in LAM}
RUT = {
    cap: NOP | ({"cuc_lanh_dao_phong", "cuc_chuyen_vien"} if cap == "khu_vuc" else set())
    for cap in LAM
}

KY = {
    "mo": ({"soan"}, "mo", LAM),
    "ve_soan": ({"mo"}, "soan", LAM),
    "bat_dau_cham": ({"mo"}, "cham", LAM),
    "mo_diem": ({"cham"}, "mo_diem", LAM),
    "da_hop": ({"mo_diem"}, "da_hop", LAM),
    "hop_lai": ({"da_hop"}, "mo_diem", LAM),
    "cong_nhan": ({"da_hop"}, "cong_nhan", KY_TEN),
    "ket_thuc": ({"cong_nhan"}, "ket_thuc", LAM),
    "huy": ({"soan", "mo", "cham"}, "huy", KY_TEN),
}
DANG_XET = {"da_nop", "yeu_cau_bo_sung", "hop_le", "khong_hop_le", "dang_cham"}
HO_SO = {
    "nop": ({"nhap"}, "da_nop", BEN_NOP),
    "gui_len": ({"nhap", "da_nop"}, "da_nop", GUI),
    "yeu_cau_bo_sung": ({"da_nop"}, "yeu_cau_bo_sung", KIEM),
    "nop_bo_sung": ({"yeu_cau_bo_sung"}, "da_nop", BEN_NOP),
    "chap_nhan": ({"da_nop"}, "hop_le", KIEM),
    "tu_choi": ({"da_nop", "yeu_cau_bo_sung"}, "khong_hop_le", KIEM),
    "xet_lai": ({"hop_le", "khong_hop_le"}, "da_nop", KIEM),
    "rut": (DANG_XET | {"nhap"}, "rut", RUT),
    "vao_cham": ({"hop_le"}, "dang_cham", LAM),
    "cham_xong": ({"dang_cham"}, "da_cham", LAM),
    "dat_nguong": ({"da_cham", "khong_dat"}, "dat_nguong", LAM),
    "khong_dat": ({"da_cham", "dat_nguong"}, "khong_dat", LAM),
    "hd_chon": ({"dat_nguong", "hd_khong_chon"}, "hd_chon", LAM),
    "hd_khong_chon": ({"dat_nguong", "hd_chon"}, "hd_khong_chon", LAM),
    "cong_nhan": ({"hd_chon"}, "cong_nhan", KY_TEN),
    "de_cu": ({"cong_nhan"}, "de_cu", LAM),
    "thoi_de_cu": ({"de_cu"}, "cong_nhan", LAM),
    "tam_dung": (
        DANG_XET
        | {"da_cham", "dat_nguong", "khong_dat", "hd_chon", "hd_khong_chon", "cong_nhan", "de_cu"},
        "tam_dung",
        LAM,
    ),
    "tiep_tuc": ({"tam_dung"}, None, LAM),
    "thu_hoi": ({"cong_nhan", "de_cu", "tam_dung"}, "thu_hoi", KY_TEN),
}


@pytest.fixture
def canh():
    """(round, dossier) of each level in one commune, an account of each role of that place."""
    xa = XaFactory(tinh=DonViFactory())
    sp = SanPhamFactory(co_so=CoSoFactory(xa=xa))
    ky = {
        "xa": KyFactory(cap="xa", don_vi=xa.tinh, xa=xa, trang_thai="mo"),
        "tinh": KyFactory(don_vi=xa.tinh, trang_thai="mo"),
        "khu_vuc": KyFactory(cap="khu_vuc", don_vi=None, khu_vuc="bac", trang_thai="mo"),
    }
    DiaBanKy.objects.create(ky=ky["khu_vuc"], don_vi=xa.tinh)
    vai_tro = {
        ma: tai_khoan(ma, don_vi=xa.tinh if hang.la_so else None)
        for ma, hang in VAI_TRO.items()
        if not hang.theo_to_chuc and ma not in ("sp_xa", "sp_co_so")
    }
    vai_tro |= {"sp_xa": nguoi_xa(xa), "sp_co_so": nguoi_co_so(sp.co_so)}
    vai_tro["cuc_chuyen_vien"].phan_cong.create(don_vi=xa.tinh, tu_ngay="2020-01-01")
    return {c: (k, HoSoFactory(ky=k, san_pham=sp)) for c, k in ky.items()}, vai_tro


def bang(cac_buoc):
    return {b.ten.split(".")[1]: (set(b.tu), b.den) for b in cac_buoc}


def test_tables_hold_exactly_the_steps_of_the_domain():
    assert bang(CAC_BUOC_KY) == {t: (tu, den) for t, (tu, den, _) in KY.items()}
    assert bang(CAC_BUOC_HO_SO) == {t: (tu, den) for t, (tu, den, _) in HO_SO.items()}


@pytest.mark.parametrize("cap", ["xa", "tinh", "khu_vuc"])
def test_each_step_for_each_role_at_each_level(canh, cap):
    cac, vai_tro = canh
    ky, ho_so = cac[cap]
    duoc = {}
    mong = {}
    for cac_buoc, obj, dung in ((CAC_BUOC_KY, ky, KY), (CAC_BUOC_HO_SO, ho_so, HO_SO)):
        truoc = obj.trang_thai
        for buoc in cac_buoc:
            obj.trang_thai = min(buoc.tu)
            duoc[buoc.ten] = {m for m, n in vai_tro.items() if not ly_do_tu_choi(buoc, obj, n)}
            mong[buoc.ten] = dung[buoc.ten.split(".")[1]][2][cap]
        obj.trang_thai = truoc

    assert duoc == mong


def test_step_in_a_wrong_state_is_refused(canh):
    cac, vai_tro = canh
    ky, ho_so = cac["xa"]
    sai = []
    for cac_buoc, obj in ((CAC_BUOC_KY, ky), (CAC_BUOC_HO_SO, ho_so)):
        for buoc in cac_buoc:
            for trang_thai in type(obj)._meta.get_field("trang_thai").choices:
                obj.trang_thai = trang_thai[0]
                cau = ly_do_tu_choi(buoc, obj, vai_tro["quan_tri"])
                co = any("đang ở trạng thái" in c for c in cau)
                if co == (trang_thai[0] in buoc.tu):
                    sai.append((buoc.ten, trang_thai[0]))

    assert sai == []
