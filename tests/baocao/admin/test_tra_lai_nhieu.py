"""«Trả lại nhiều»: the list first, then each pack wholly or not at all, told pack by pack."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from baocao.choices import TrangThaiBo
from baocao.models import BoBaoCao, YKien
from baocao.services import quy_trinh
from baocao.services.ky import giao
from tests.baocao import mau
from tests.factories.accounts import PhanCongFactory

LY_DO = "Số xuất khẩu chưa khớp Hải quan, đề nghị rà soát."


@pytest.fixture
def ba_bo(nguoi, bo_gui):
    """Two packs being checked, one only sent."""
    cac_bo = [bo_gui]
    for khoa in ("34:24", "34:22"):
        khac = mau.nguoi_dung(khoa)
        giao(
            bo_gui.ky, by=khac.cuc_lanh_dao_phong, chi_don_vi={khac.don_vi.khoa},
            bieu={"Q04", "Q05"},
        )  # fmt: skip
        bo = mau.da_gui(BoBaoCao.objects.get(ky=bo_gui.ky, don_vi=khac.don_vi), khac)
        PhanCongFactory(user=nguoi.cuc_chuyen_vien, don_vi=khac.don_vi, tu_ngay=mau.NGAY_PHAN_CONG)
        cac_bo.append(bo)
    for bo in cac_bo[:2]:
        quy_trinh.nhan_kiem_tra(bo, by=nguoi.cuc_chuyen_vien)
    return cac_bo


def _duong(cac_bo):
    cac_so = ",".join(str(b.pk) for b in cac_bo)
    return reverse("admin:baocao_bobaocao_tra_lai_nhieu") + f"?bo={cac_so}"


def _trang_thai(cac_bo):
    return [BoBaoCao.objects.get(pk=b.pk).trang_thai for b in cac_bo]


def test_dry_run_lists_and_writes_nothing(client, vao, ba_bo):
    vao("cuc_chuyen_vien")

    trang = client.get(_duong(ba_bo))

    kq = trang.context["ket_qua"]
    assert {b.pk for b in kq.tra} == {b.pk for b in ba_bo[:2]}
    assert [(b.pk, ly_do) for b, ly_do in kq.tu_choi] == [
        (ba_bo[2].pk, ["Hồ sơ đang ở trạng thái «Đã gửi»."])
    ]
    assert _trang_thai(ba_bo) == [TrangThaiBo.DANG_KIEM_TRA] * 2 + [TrangThaiBo.DA_GUI]


def test_each_pack_is_returned_with_its_remark(client, vao, ba_bo):
    vao("cuc_chuyen_vien")

    tra = client.post(
        _duong(ba_bo),
        {"ly_do": LY_DO, f"y_kien_{ba_bo[0].pk}": "Xem lại NK13.", f"y_kien_{ba_bo[2].pk}": "x"},
    )

    assert _trang_thai(ba_bo) == [TrangThaiBo.TRA_LAI] * 2 + [TrangThaiBo.DA_GUI]
    assert [(y.bo_id, y.noi_dung, y.vong) for y in YKien.objects.all()] == [
        (ba_bo[0].pk, "Xem lại NK13.", 1)
    ]
    cau = [str(m) for m in get_messages(tra.wsgi_request)]
    assert cau[0].startswith("Đã trả lại 2 bộ: ")
    assert cau[1].endswith("Hồ sơ đang ở trạng thái «Đã gửi».")
    assert len(cau) == 2


def test_a_pack_with_a_bad_remark_stays_whole_and_is_told(client, vao, ba_bo):
    vao("cuc_chuyen_vien")

    tra = client.post(_duong(ba_bo[:2]), {"ly_do": LY_DO, f"y_kien_{ba_bo[1].pk}": "a" * 4001})

    assert _trang_thai(ba_bo[:2]) == [TrangThaiBo.TRA_LAI, TrangThaiBo.DANG_KIEM_TRA]
    assert not YKien.objects.exists()
    assert "Nội dung ý kiến dài quá 4.000 ký tự." in str(list(get_messages(tra.wsgi_request))[1])


@pytest.mark.parametrize("du_lieu", [{"ly_do": "ngắn"}, {"ly_do": LY_DO, "han_bo_sung": "hôm qua"}])
def test_bad_reason_or_day_returns_nothing_and_keeps_what_was_typed(client, vao, ba_bo, du_lieu):
    vao("cuc_chuyen_vien")

    trang = client.post(_duong(ba_bo), {**du_lieu, f"y_kien_{ba_bo[0].pk}": "Xem lại NK13."})

    assert trang.status_code == 200
    assert trang.context["form"].errors
    assert "Xem lại NK13." in trang.content.decode()
    assert _trang_thai(ba_bo) == [TrangThaiBo.DANG_KIEM_TRA] * 2 + [TrangThaiBo.DA_GUI]


@pytest.mark.parametrize("vai_tro", ["kiem_toan", "cuc_lanh_dao_phong"])
def test_only_who_checks_returns(client, vao, ba_bo, vai_tro):
    vao(vai_tro)

    assert client.post(_duong(ba_bo), {"ly_do": LY_DO}).status_code == 403
    assert _trang_thai(ba_bo) == [TrangThaiBo.DANG_KIEM_TRA] * 2 + [TrangThaiBo.DA_GUI]


def test_packs_of_other_provinces_are_not_there(client, nguoi, ba_bo):
    client.force_login(mau.nguoi_dung("34:01").cuc_chuyen_vien)

    tra = client.post(_duong(ba_bo), {"ly_do": LY_DO})

    assert (tra.status_code, _trang_thai(ba_bo)[:2]) == (302, [TrangThaiBo.DANG_KIEM_TRA] * 2)
    (cau,) = get_messages(tra.wsgi_request)
    assert str(cau) == "Chưa chọn bộ báo cáo nào trong phạm vi của bạn."


def test_the_queue_offers_the_action(client, vao, ba_bo):
    vao("cuc_chuyen_vien")

    tra = client.post(
        reverse("admin:baocao_bobaocao_changelist"),
        {"action": "tra_lai_nhieu", "_selected_action": [str(ba_bo[0].pk)]},
    )

    assert (tra.status_code, tra["Location"]) == (302, _duong(ba_bo[:1]))
