"""Step × state × role: the tables against a second table, written from section 3.3 by hand."""

from dataclasses import replace

import pytest
from django.utils import timezone

from baocao.choices import TrangThaiBo, TrangThaiDieuChinh, TrangThaiKy, TrangThaiPhieu
from baocao.models import BoBaoCao, DieuChinh, KyBaoCao, PhieuBieu
from baocao.services import ky as dich_vu_ky
from baocao.services import quy_trinh
from baocao.workflow import BUOC_BO, BUOC_KY, BUOC_PHIEU
from baocao.workflow_dieu_chinh import BUOC_DIEU_CHINH
from cucctdp.accounts.roles import VAI_TRO
from cucctdp.audit.models import SuKien
from cucctdp.files.models import Tep
from cucctdp.workflow.models import QuyetDinh
from cucctdp.workflow.steps import BuocBiTuChoi, cac_buoc_mo, ly_do_tu_choi, perform
from tests.baocao import mau
from tests.factories.accounts import PhanCongFactory, tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")

NHAP = {"so_chuyen_vien", "so_tong_hop"}
LAP = NHAP
DUYET = {"so_truong_phong"}
CHUYEN = {"so_truong_phong", "so_tong_hop"}
KY_TEN = {"so_lanh_dao"}
KIEM_TRA = {"cuc_chuyen_vien"}
TIEP_NHAN = {"cuc_chuyen_vien", "cuc_lanh_dao_phong"}
DIEU_HANH = {"cuc_lanh_dao_phong", "cuc_lanh_dao"}

# step: (source states, target state or None, roles, shortest reason, the system may do it)
BANG = {
    "phieubieu.bat_dau_nhap": ({"chua_nhap"}, "dang_nhap", NHAP, 0, True),
    "phieubieu.nhap_lai": ({"cho_phong", "qua_phong"}, "dang_nhap", NHAP, 0, True),
    "phieubieu.trinh_phong": ({"chua_nhap", "dang_nhap"}, "cho_phong", NHAP, 0, False),
    "phieubieu.duyet_phong": ({"cho_phong"}, "qua_phong", DUYET, 0, False),
    "phieubieu.phong_tra_lai": ({"cho_phong", "qua_phong"}, "dang_nhap", DUYET, 10, False),
    "bobaocao.bat_dau_nhap": ({"chua_nhap"}, "dang_nhap", NHAP, 0, True),
    "bobaocao.trinh_phong": ({"dang_nhap", "tra_lai"}, "cho_phong", NHAP, 0, True),
    "bobaocao.phong_tra_lai": ({"cho_phong", "cho_ky"}, "dang_nhap", DUYET, 10, False),
    "bobaocao.chuyen_lanh_dao": ({"cho_phong"}, "cho_ky", CHUYEN, 0, False),
    "bobaocao.lanh_dao_tra_lai": ({"cho_ky"}, "dang_nhap", KY_TEN, 10, False),
    "bobaocao.ky_gui": ({"cho_ky"}, "da_gui", KY_TEN, 0, False),
    "bobaocao.rut_lai": ({"da_gui"}, "cho_ky", KY_TEN, 10, False),
    "bobaocao.nhan_kiem_tra": ({"da_gui"}, "dang_kiem_tra", KIEM_TRA, 0, False),
    "bobaocao.tra_lai": ({"dang_kiem_tra"}, "tra_lai", KIEM_TRA, 10, False),
    "bobaocao.gui_lai": ({"tra_lai"}, "da_gui", KY_TEN, 0, False),
    "bobaocao.de_nghi_tiep_nhan": ({"dang_kiem_tra"}, None, KIEM_TRA, 0, False),
    "bobaocao.xac_nhan": ({"dang_kiem_tra"}, None, TIEP_NHAN, 0, False),
    "bobaocao.tiep_nhan": ({"dang_kiem_tra"}, "tiep_nhan", TIEP_NHAN, 0, False),
    "bobaocao.tong_hop": (
        {"tiep_nhan"},
        "da_tong_hop",
        {"cuc_chuyen_vien", "cuc_lanh_dao_phong"},
        0,
        True,
    ),
    "bobaocao.cong_bo": ({"da_tong_hop"}, "da_cong_bo", {"cuc_lanh_dao"}, 0, True),
    "dieuchinh.trinh_ky": ({"nhap"}, "cho_ky", LAP, 0, False),
    "dieuchinh.so_tra_lai": ({"cho_ky"}, "nhap", KY_TEN, 10, False),
    "dieuchinh.ky_gui": ({"cho_ky"}, "da_gui", KY_TEN, 0, False),
    "dieuchinh.huy": ({"nhap"}, "huy", LAP, 10, False),
    "dieuchinh.tham_dinh": ({"da_gui"}, "cho_duyet", KIEM_TRA, 10, False),
    "dieuchinh.trinh_duyet": ({"nhap"}, "cho_duyet", KIEM_TRA, 0, False),
    "dieuchinh.tra_lai": ({"da_gui", "cho_duyet"}, "nhap", KIEM_TRA, 10, False),
    "dieuchinh.duyet": ({"cho_duyet"}, "da_duyet", DIEU_HANH, 0, False),
    "dieuchinh.tu_choi": ({"cho_duyet"}, "tu_choi", DIEU_HANH, 10, False),
    "dieuchinh.ghi_nhan": ({"nhap"}, "da_ghi_nhan", LAP, 0, True),
    "kybaocao.mo": ({"sap_mo"}, "dang_mo", DIEU_HANH, 0, True),
    "kybaocao.dong": ({"dang_mo"}, "da_dong", DIEU_HANH, 0, True),
    "kybaocao.mo_lai": ({"da_dong"}, "dang_mo", DIEU_HANH, 10, False),
    "kybaocao.chot": ({"dang_mo", "da_dong"}, "da_chot", DIEU_HANH, 0, False),
    "kybaocao.cong_bo": ({"da_chot"}, "da_cong_bo", {"cuc_lanh_dao"}, 0, False),
}
CAC_BUOC = {b.ten: b for b in (*BUOC_PHIEU, *BUOC_BO, *BUOC_KY, *BUOC_DIEU_CHINH)}
LOAI = {
    "phieubieu": (PhieuBieu, TrangThaiPhieu),
    "bobaocao": (BoBaoCao, TrangThaiBo),
    "kybaocao": (KyBaoCao, TrangThaiKy),
    "dieuchinh": (DieuChinh, TrangThaiDieuChinh),
}
LY_DO = "Đủ mười ký tự."


@pytest.fixture(scope="module")
def canh(du_lieu_goc, django_db_blocker):
    """One pack, one form, one period, and an account of each role; built once."""
    with django_db_blocker.unblock():
        nguoi = mau.nguoi_dung()
        bo = mau.bo_moi(nguoi, ma_ky="2026-Q1", bieu={"Q04"})
        tai_khoan_cua = {
            ma: tai_khoan(ma, don_vi=nguoi.don_vi if hang.la_so else None)
            for ma, hang in VAI_TRO.items()
        }
        PhanCongFactory(
            user=tai_khoan_cua["cuc_chuyen_vien"], don_vi=nguoi.don_vi, tu_ngay=mau.NGAY_PHAN_CONG
        )
        return {
            "nguoi": nguoi,
            "vai_tro": tai_khoan_cua,
            "bobaocao": bo.pk,
            "phieubieu": bo.phieu.get().pk,
            "kybaocao": bo.ky_id,
            "dieuchinh": _dieu_chinh(bo, tai_khoan_cua).pk,
        }


def _dieu_chinh(bo, ai):
    """A correction with everybody the constraints ask for."""
    return DieuChinh.objects.create(
        ma="DC-34:80-2026-Q1-01",
        loai="sua_loi",
        ly_do_ma="nhap_sai",
        dien_giai="Nhập nhầm một chữ số ở dòng tổng mức.",
        don_vi=bo.don_vi,
        bo=bo,
        tep=Tep.objects.create(
            loai="chung_minh", ten="cv.pdf", sha256="0" * 64, kich_thuoc=1, kieu_noi_dung="x/y"
        ),
        nguoi_lap=ai["so_chuyen_vien"],
        nguoi_ky=ai["so_lanh_dao"],
        nguoi_tham_dinh=ai["cuc_chuyen_vien"],
        nguoi_duyet=ai["cuc_lanh_dao"],
        ghi_so_luc=timezone.now(),
    )


def _dat(canh, loai, trang_thai):
    """The object in a state, whatever the way that leads there."""
    model, _ = LOAI[loai]
    khac = {"tiep_nhan_luc": timezone.now()} if model is BoBaoCao else {}
    model.objects.filter(pk=canh[loai]).update(trang_thai=trang_thai, **khac)
    return model.objects.get(pk=canh[loai])


def test_tables_hold_exactly_the_steps_of_the_domain():
    that = {
        b.ten: (set(b.tu), b.den, _vai_tro_co(b.quyen), b.ly_do_toi_thieu, b.he_thong)
        for b in CAC_BUOC.values()
    }

    assert that == BANG


def _vai_tro_co(quyen):
    return {ma for ma, hang in VAI_TRO.items() if quyen in hang.quyen}


@pytest.mark.parametrize("ten", BANG)
def test_step_is_open_for_exactly_its_states_and_roles(canh, ten):
    buoc = replace(CAC_BUOC[ten], dieu_kien=None)
    tu, _, vai_tro, _, _ = BANG[ten]
    loai = ten.split(".")[0]
    obj = LOAI[loai][0].objects.get(pk=canh[loai])
    duoc = set()

    for trang_thai in LOAI[loai][1].values:
        obj.trang_thai = trang_thai
        for ma, user in canh["vai_tro"].items():
            if not ly_do_tu_choi(buoc, obj, user, LY_DO):
                duoc.add((trang_thai, ma))

    assert duoc == {(trang_thai, ma) for trang_thai in tu for ma in vai_tro}


@pytest.mark.parametrize("ten", BANG)
def test_system_does_only_the_steps_marked_for_it(canh, ten):
    buoc = replace(CAC_BUOC[ten], dieu_kien=None)
    tu, _, _, _, he_thong = BANG[ten]
    loai = ten.split(".")[0]
    obj = LOAI[loai][0].objects.get(pk=canh[loai])
    obj.trang_thai = min(tu)

    tu_choi = ly_do_tu_choi(buoc, obj, None, LY_DO)

    assert tu_choi == ([] if he_thong else ["Bước này phải do người có thẩm quyền thực hiện."])


@pytest.mark.parametrize(
    ("ten", "trang_thai"),
    [(ten, tt) for ten in BANG for tt in LOAI[ten.split(".")[0]][1].values],
)
def test_step_in_a_state_is_decided_and_recorded_or_leaves_nothing(canh, ten, trang_thai):
    buoc = replace(CAC_BUOC[ten], dieu_kien=None)
    tu, den, vai_tro, _, _ = BANG[ten]
    obj = _dat(canh, ten.split(".")[0], trang_thai)
    user = canh["vai_tro"][min(vai_tro)]
    truoc = (QuyetDinh.objects.count(), SuKien.objects.count())

    if trang_thai in tu:
        obj = perform(buoc, obj, by=user, ly_do=LY_DO)
    else:
        with pytest.raises(BuocBiTuChoi):
            perform(buoc, obj, by=user, ly_do=LY_DO)

    obj.refresh_from_db()
    them = int(trang_thai in tu)
    assert obj.trang_thai == ((den or trang_thai) if trang_thai in tu else trang_thai)
    assert (QuyetDinh.objects.count(), SuKien.objects.count()) == (
        truoc[0] + them,
        truoc[1] + them,
    )


@pytest.mark.parametrize("ten", [ten for ten, hang in BANG.items() if hang[3]])
def test_step_with_a_short_reason_leaves_nothing(canh, ten):
    buoc = replace(CAC_BUOC[ten], dieu_kien=None)
    tu, _, vai_tro, _, _ = BANG[ten]
    obj = _dat(canh, ten.split(".")[0], min(tu))
    truoc = (QuyetDinh.objects.count(), SuKien.objects.count())

    with pytest.raises(BuocBiTuChoi, match="ít nhất 10 ký tự"):
        perform(buoc, obj, by=canh["vai_tro"][min(vai_tro)], ly_do="  Ngắn.    ")

    assert (QuyetDinh.objects.count(), SuKien.objects.count()) == truoc


def test_staff_of_another_province_do_no_step_of_the_pack(canh):
    khac = {
        ma: tai_khoan(ma, don_vi=mau.DonViHanhChinh.objects.theo_khoa("34:24"))
        for ma, hang in VAI_TRO.items()
        if hang.la_so
    }
    cuc = tai_khoan("cuc_chuyen_vien")
    duoc = []

    for buoc in (*BUOC_BO, *BUOC_PHIEU):
        obj = LOAI[buoc.ten.split(".")[0]][0].objects.get(pk=canh[buoc.ten.split(".")[0]])
        obj.trang_thai = min(buoc.tu)
        for user in (*khac.values(), cuc):
            if not ly_do_tu_choi(replace(buoc, dieu_kien=None), obj, user):
                duoc.append((buoc.ten, user.vai_tro))
            if buoc in cac_buoc_mo([buoc], obj, user):
                duoc.append((buoc.ten, user.vai_tro))

    assert duoc == []


def test_buttons_are_those_of_state_and_role(canh):
    bo = _dat(canh, "bobaocao", "cho_ky")

    nut = {
        ma: [b.ten for b in cac_buoc_mo(BUOC_BO, bo, user)] for ma, user in canh["vai_tro"].items()
    }

    assert {ma: ten for ma, ten in nut.items() if ten} == {
        "so_truong_phong": ["bobaocao.phong_tra_lai"],
        "so_lanh_dao": ["bobaocao.lanh_dao_tra_lai", "bobaocao.ky_gui"],
    }


def test_room_cannot_take_back_a_form_of_a_sent_pack():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    with pytest.raises(BuocBiTuChoi, match="Đã gửi"):
        quy_trinh.phong_tra_lai(bo.phieu.get(), by=nguoi.truong_phong, ly_do=LY_DO)

    assert bo.phieu.get().trang_thai == TrangThaiPhieu.QUA_PHONG


def test_room_head_who_submitted_cannot_pass_the_form():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04"})
    mau.nhap_du(bo, nguoi)
    phieu = quy_trinh.trinh_phong(bo.phieu.get(), by=nguoi.chuyen_vien)
    PhieuBieu.objects.filter(pk=phieu.pk).update(nguoi_trinh=nguoi.truong_phong)

    with pytest.raises(BuocBiTuChoi, match="KT48"):
        quy_trinh.duyet_phong(phieu, by=nguoi.truong_phong)


def test_pack_goes_to_the_leadership_only_with_every_form_passed():
    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, bieu={"Q04", "Q05"})
    mau.nhap_du(bo, nguoi)
    cac_phieu = [quy_trinh.trinh_phong(p, by=nguoi.chuyen_vien) for p in bo.phieu.all()]
    quy_trinh.duyet_phong(cac_phieu[0], by=nguoi.truong_phong)
    bo.refresh_from_db()

    with pytest.raises(BuocBiTuChoi, match=r"chưa được phòng duyệt: Q05\."):
        quy_trinh.chuyen_lanh_dao(bo, by=nguoi.tong_hop)


def test_room_return_sends_the_waiting_pack_back_to_typing():
    nguoi = mau.nguoi_dung()
    bo = mau.den_cho_ky(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)

    quy_trinh.phong_tra_lai(bo.phieu.get(), by=nguoi.truong_phong, ly_do=LY_DO)

    bo.refresh_from_db()
    assert (bo.trang_thai, bo.phieu.get().trang_thai) == ("dang_nhap", "dang_nhap")


def test_leadership_return_reopens_every_form():
    nguoi = mau.nguoi_dung()
    bo = mau.den_cho_ky(mau.bo_moi(nguoi, bieu={"Q04", "Q05"}), nguoi)

    bo = quy_trinh.lanh_dao_tra_lai(bo, by=nguoi.lanh_dao, ly_do=LY_DO)

    assert bo.trang_thai == TrangThaiBo.DANG_NHAP
    assert list(bo.phieu.values_list("trang_thai", flat=True)) == ["dang_nhap", "dang_nhap"]


def test_pack_is_received_only_after_a_proposal_and_with_remarks_closed():
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    bo = quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)

    with pytest.raises(BuocBiTuChoi, match="chưa đề nghị"):
        quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)
    bo = quy_trinh.de_nghi_tiep_nhan(bo, by=nguoi.cuc_chuyen_vien)
    y_kien = quy_trinh.neu_y_kien(bo, noi_dung="Nêu rõ nguồn.", by=nguoi.cuc_chuyen_vien)
    with pytest.raises(BuocBiTuChoi, match="Còn 1 ý kiến chưa đóng"):
        quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)
    quy_trinh.dong_y_kien(y_kien, by=nguoi.cuc_chuyen_vien)
    bo = quy_trinh.tiep_nhan(bo, by=nguoi.cuc_lanh_dao_phong)

    assert bo.trang_thai == TrangThaiBo.TIEP_NHAN


def test_closed_period_still_takes_a_pack_frozen_one_does_not():
    nguoi = mau.nguoi_dung()
    bo = mau.den_cho_ky(mau.bo_moi(nguoi, bieu={"Q04"}), nguoi)
    KyBaoCao.objects.filter(pk=bo.ky_id).update(trang_thai=TrangThaiKy.DA_CHOT)

    with pytest.raises(BuocBiTuChoi, match="Đã chốt"):
        quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)
    KyBaoCao.objects.filter(pk=bo.ky_id).update(trang_thai=TrangThaiKy.DANG_MO)
    dich_vu_ky.dong_ky(KyBaoCao.objects.get(pk=bo.ky_id), by=nguoi.cuc_lanh_dao)
    quy_trinh.ky_gui(bo, by=nguoi.lanh_dao)

    bo.refresh_from_db()
    assert bo.trang_thai == TrangThaiBo.DA_GUI


def test_submitting_a_form_of_another_province_tells_nothing_about_it():
    nguoi, khac = mau.nguoi_dung(), mau.nguoi_dung("34:24")
    bo = mau.bo_moi(nguoi, bieu={"Q04"})

    with pytest.raises(BuocBiTuChoi) as loi:
        quy_trinh.trinh_phong(bo.phieu.get(), by=khac.chuyen_vien)

    assert loi.value.ly_do == ["Hồ sơ không thuộc phạm vi của bạn."]
