"""Steps in the portal: withdrawing, adjusting, every dialog of the works of a province."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cucctdp.donvi.models import CoSo
from khuyencong.choices import LoaiButToan as L
from khuyencong.models import DeAn, DieuChinhDeAn, HieuQua, HopDong, ThuHuong, TienDo
from khuyencong.portal.ke_tiep import viec_cua
from khuyencong.services import tham_dinh
from khuyencong.so_du import so_du
from khuyencong.viec import CAC_VIEC
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, ToChucFactory, XaFactory
from tests.khuyencong import mau
from tests.khuyencong.portal.gui import cac_loi
from tests.khuyencong.portal.test_trang import da_duyet, duong  # noqa: F401  (a fixture)


def test_centre_withdraws_before_the_so_takes_it(vao, nhap, n):
    tham_dinh.nop(nhap, by=n.trung_tam)
    dang_ky = so_du(nhap).cua(L.DANG_KY)
    trang = duong("viec", nhap, "rut-lai")
    c = vao(n.trung_tam)

    ma = [c.post(trang, {"ly_do": chu}).status_code for chu in ("Sai", "Ghi thiếu một máy sấy")]

    d = DeAn.objects.get(pk=nhap.pk)
    assert (ma, d.trang_thai, d.dang_ky_ngay, d.han_xu_ly) == ([422, 302], "nhap", None, None)
    assert (dang_ky, so_du(d).cua(L.DANG_KY)) == (300 * mau.TRIEU, 0)
    assert tham_dinh.nop(d, by=n.trung_tam).trang_thai == "nop_so"
    assert so_du(d).cua(L.DANG_KY) == 300 * mau.TRIEU


def test_withdrawing_is_refused_once_taken_and_after_a_return(vao, nhap, n):
    d = tham_dinh.nhan_tham_dinh(tham_dinh.nop(nhap, by=n.trung_tam), by=n.tham_dinh_so)
    c = vao(n.trung_tam)
    ly_do = {"ly_do": "Ghi thiếu một máy sấy"}

    da_nhan = c.post(duong("viec", d, "rut-lai"), ly_do)
    DeAn.objects.filter(pk=d.pk).update(trang_thai="nop_so", vong=2, nguoi_tham_dinh=None)
    vong_hai = c.post(duong("viec", d, "rut-lai"), ly_do)

    assert (da_nhan.status_code, vong_hai.status_code) == (302, 409)
    assert DeAn.objects.get(pk=d.pk).trang_thai == "nop_so"


def test_buttons_are_those_of_this_user_and_this_side(vao, nhap, n):
    tham_dinh.nop(nhap, by=n.trung_tam)

    def nut(ai):
        return [b.nhan for b in vao(ai).get(duong("xem", nhap)).context["nut"]]

    truoc = nut(n.trung_tam), nut(n.tham_dinh_so), nut(n.lanh_dao_so)
    d = tham_dinh.nhan_tham_dinh(DeAn.objects.get(pk=nhap.pk), by=n.tham_dinh_so)
    mau.phieu(d, n.tham_dinh_so)
    tham_dinh.ket_luan(d, by=n.tham_dinh_so)

    assert truoc == (["Rút lại hồ sơ"], ["Nhận thẩm định"], [])
    assert nut(n.lanh_dao_so) == ["Ký gửi Cục"]


@pytest.mark.parametrize("viec", [v for v in CAC_VIEC if not v.trang], ids=lambda v: v.ma)
def test_every_dialog_opens_plain_for_its_role(vao, don_vi, n, viec):
    de_an = mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp")
    trang_thai = min(viec.buoc[0].tu) if viec.buoc else min(viec.trang_thai)
    DeAn.objects.filter(pk=de_an.pk).update(
        trang_thai=trang_thai, vong=2 if trang_thai in ("tra_lai", "bo_sung") else 1
    )
    if viec.nhieu_nam:
        DeAn.objects.filter(pk=de_an.pk).update(den_ngay=date(2027, 11, 30))
    quyen = {viec.buoc[0].quyen} if viec.buoc else set(viec.quyen)
    cac = (n.trung_tam, n.tham_dinh_so, n.truong_phong, n.lanh_dao_so)
    ai = next(u for u in cac if any(u.has_perm(q) for q in quyen))

    tra = vao(ai).get(duong("viec", de_an, viec.ma))

    trang = tra.content.decode()
    assert (tra.status_code, "shadow-xs" in trang, "unfold" in trang) == (200, False, False)


def test_adjustment_is_asked_confirmed_and_told(vao, da_duyet, n):  # noqa: F811
    trang = duong("dieu_chinh", da_duyet)
    c = vao(n.trung_tam)
    o = {"viec": "sang_nam_sau", "ly_do": "Máy về cảng chậm vì bão."}

    dien_san = c.get(trang, {"viec": "sang_nam_sau"}).content.decode()
    sai = c.post(trang, {"viec": "trong_nam", "ly_do": "Chậm", "den_ngay": "31/03/2027"})
    thieu = c.post(trang, o)
    dung = c.post(trang, o | {"den_ngay": "31/03/2027"})
    dong = DieuChinhDeAn.objects.get()
    viec_so = [x.buoc.viec for x in viec_cua(n.tham_dinh_so)]
    xac_nhan = duong("dieu_chinh_xac_nhan", da_duyet, dong.pk)
    ma = [vao(ai).post(xac_nhan).status_code for ai in (n.trung_tam, n.tham_dinh_so)]

    dong.refresh_from_db()
    assert (len(cac_loi(sai)), len(cac_loi(thieu)), dung.status_code, ma) == (2, 1, 302, [403, 302])
    assert (dong.cap, dong.trang_thai) == ("bo", "cho_duyet")
    assert viec_so == ["Kiểm tra, xác nhận đề nghị điều chỉnh, ngừng"]
    assert viec_cua(n.tham_dinh_so) == []
    assert (dong.truoc, dong.sau) == ({"den_ngay": "2026-11-30"}, {"den_ngay": "2027-03-31"})
    assert 'value="30/11/2026"' in dien_san
    assert "30/11/2026 → 31/03/2027" in c.get(trang).content.decode()
    quyet = duong("dieu_chinh_quyet_dinh", da_duyet, dong.pk)
    o = {"dong_y": "co", "so_van_ban": "QĐ 1", "ngay_van_ban": "01/03/2026"}
    assert vao(n.lanh_dao_so).post(quyet, o).status_code == 409


def test_so_decides_what_the_matrix_leaves_to_it(vao, don_vi, n):
    d = mau.qua_so(mau.soan_thao(don_vi, n.trung_tam, nguon="kcdp", ho_tro=100 * mau.TRIEU), n)
    d = tham_dinh.phe_duyet(d, so_quyet_dinh="QĐ 9", ngay=date(2025, 12, 30), by=n.lanh_dao_so)
    xa = XaFactory(tinh=don_vi)
    t = ThuHuong.objects.get(noi_dung__de_an=d)
    vao(n.trung_tam).post(
        duong("dieu_chinh", d),
        {"viec": "dia_diem", "ly_do": "Chuyển xưởng sang xã bên.", f"thu_huong-{t.pk}-xa": xa.pk},
    )
    dong = DieuChinhDeAn.objects.get()
    ngay = f"{timezone.localdate():%d/%m/%Y}"

    tra = vao(n.tham_dinh_so).post(
        duong("dieu_chinh_quyet_dinh", d, dong.pk),
        {"dong_y": "co", "so_van_ban": "QĐ 12/QĐ-SCT", "ngay_van_ban": ngay},
    )

    dong.refresh_from_db()
    t.refresh_from_db()
    assert (tra.status_code, dong.cap, dong.trang_thai) == (302, "so", "da_duyet")
    assert t.xa == xa


@pytest.mark.parametrize(
    ("viec", "o"),
    [
        ("giam_kinh_phi", {"thu_huong-{t}-kcqg": "250.000.000"}),
        ("noi_dung", {"thu_huong-{t}-may": "Máy sấy 300 kg/mẻ"}),
        ("thu_huong", {"thu_huong-{t}-co_so": "{moi}"}),
        ("phoi_hop", {"phoi_hop": "{ban}"}),
    ],
)
def test_request_records_what_stands_and_what_is_asked(vao, da_duyet, don_vi, n, viec, o):  # noqa: F811
    t = ThuHuong.objects.get(noi_dung__de_an=da_duyet)
    moi = CoSoFactory(xa=XaFactory(tinh=don_vi), ten="Hợp tác xã Ánh Dương Mới")
    so = {"t": t.pk, "moi": "anh duong moi", "ban": ToChucFactory(don_vi=don_vi).pk}
    trang = duong("dieu_chinh", da_duyet)
    c = vao(n.trung_tam)
    dau = c.get(trang, {"viec": viec}).context["form"]
    dien = {k: v for k, v in ((b.html_name, b.value()) for b in dau) if v is not None}
    doi = {k.format(**so): v.format(**so) for k, v in o.items()}
    gui = {k: str(v) if not isinstance(v, list) else v for k, v in dien.items()}

    nhu_cu = c.post(trang, gui | {"ly_do": "Theo thực tế của cơ sở."})
    tra = c.post(trang, gui | doi | {"ly_do": "Theo thực tế của cơ sở."})

    (khoa,) = doi
    sau = {
        "giam_kinh_phi": {khoa: 250 * mau.TRIEU},
        "noi_dung": doi,
        "thu_huong": {khoa: moi.pk, f"thu_huong-{t.pk}-xa": moi.xa_id},
        "phoi_hop": {"phoi_hop": [so["ban"]]},
    }
    truoc = {
        "giam_kinh_phi": {khoa: 300 * mau.TRIEU},
        "noi_dung": {khoa: t.may},
        "thu_huong": {khoa: t.co_so_id, f"thu_huong-{t.pk}-xa": t.xa_id},
        "phoi_hop": {"phoi_hop": []},
    }
    dong = DieuChinhDeAn.objects.get()
    assert cac_loi(nhu_cu) == {"Chưa có gì thay đổi: sửa ít nhất một ô so với hiện nay."}
    assert (tra.status_code, dong.truoc, dong.sau) == (302, truoc[viec], sau[viec])


def test_front_door_of_each_role(vao, n):
    dich = {ai.vai_tro: vao(ai).get("/").url for ai in (n.trung_tam, n.tham_dinh_so)}

    assert dich == {
        "so_khuyen_cong": reverse("khuyen_cong:danh_sach"),
        "so_chuyen_vien": reverse("so:trang_chu"),
    }


def test_so_names_the_establishments_of_a_de_an_nhom(vao, don_vi, n):
    d = mau.soan_thao(don_vi, n.trung_tam, thong_tin={"hinh_thuc": "nhom"})
    ThuHuong.objects.filter(noi_dung__de_an=d).update(co_so=None, xa=None, nganh_nghe="")
    d = mau.duyet(mau.qua_cuc(mau.qua_so(d, n), n), n)
    t = ThuHuong.objects.get(noi_dung__de_an=d)
    co_so = CoSoFactory(ma_so_thue="5900123456", xa=XaFactory(tinh=don_vi))
    trang = duong("mau_11", d)
    o = {
        "d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "1", "d-0-id": t.pk, "d-0-nganh_nghe": "N1",
        "d-0-may": "Máy sấy", "d-0-tinh_trang_may": "moi", "d-0-ho_tro": "300.000.000",
        "d-0-doi_ung": "400.000.000", "d-0-co_so": "5900123456",
    }  # fmt: skip
    so = vao(n.tham_dinh_so)

    la = so.post(trang, o | {"d-0-co_so": "5900000000"})
    vuot = so.post(trang, o | {"d-0-ho_tro": "301.000.000"})
    dung = so.post(trang, o)

    t.refresh_from_db()
    assert (la.status_code, vuot.status_code, dung.status_code) == (422, 422, 302)
    assert "không có cơ sở" in str(la.context["bang"].errors).lower()
    assert any("vượt kinh phí được phê duyệt" in c for c in vuot.context["loi"])
    assert (t.co_so, t.xa, t.kcqg) == (co_so, co_so.xa, 300 * mau.TRIEU)
    assert vao(n.trung_tam).get(trang).status_code == 403


@pytest.fixture
def nhom_duyet(don_vi, n):
    """(its row, its page, what fills the row but for the establishment) of an approved nhóm."""
    d = mau.soan_thao(don_vi, n.trung_tam, thong_tin={"hinh_thuc": "nhom"})
    ThuHuong.objects.filter(noi_dung__de_an=d).update(co_so=None, xa=None, nganh_nghe="")
    d = mau.duyet(mau.qua_cuc(mau.qua_so(d, n), n), n)
    t = ThuHuong.objects.get(noi_dung__de_an=d)
    o = {
        "d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "1", "d-0-id": t.pk, "d-0-nganh_nghe": "N1",
        "d-0-may": "Máy sấy", "d-0-tinh_trang_may": "moi", "d-0-ho_tro": "300.000.000",
        "d-0-doi_ung": "400.000.000",
    }  # fmt: skip
    return t, duong("mau_11", d), o


def _loi_dong(tra):
    return tra.context["bang"].errors[0]


def test_establishment_without_tax_code_is_named_by_name_and_commune(vao, don_vi, n, nhom_duyet):
    t, trang, o = nhom_duyet
    hai_xa = [XaFactory(tinh=don_vi, ten_goi=ten) for ten in ("Ia Hrung", "Bàu Cạn")]
    _, dung = [
        CoSoFactory(ten="Tổ hợp tác Ánh Dương", ma_so_thue="", loai_hinh="to_hop_tac", xa=x)
        for x in hai_xa
    ]
    so = vao(n.tham_dinh_so)
    ten = {"d-0-co_so": "to hop tac anh duong"}

    mo_ho = so.post(trang, o | ten)
    sai_xa = so.post(trang, o | ten | {"d-0-xa": "Chư Sê"})
    tra = so.post(trang, o | ten | {"d-0-xa": "bau can"})

    t.refresh_from_db()
    assert "Có nhiều cơ sở khớp" in _loi_dong(mo_ho)["co_so"][0]
    assert _loi_dong(sai_xa)["xa"] == ["Tỉnh của đề án không có xã, phường «Chư Sê»."]
    assert (tra.status_code, t.co_so, t.xa) == (302, dung, dung.xa)
    assert f"(số {dung.pk})" in so.get(trang).content.decode()
    assert so.post(trang, o | {"d-0-co_so": f"Ánh Dương (số {dung.pk})"}).status_code == 302


def test_new_establishment_is_made_on_mau_11_unless_it_is_a_double(vao, don_vi, n, nhom_duyet):
    t, trang, o = nhom_duyet
    xa = XaFactory(tinh=don_vi, ten_goi="Bàu Cạn")
    cu = CoSoFactory(ten="Hộ kinh doanh Ánh Dương", ma_so_thue="", xa=xa)
    so = vao(n.tham_dinh_so)
    moi = {"d-0-co_so": "HKD Ánh Dương", "d-0-loai_hinh": "ho_kinh_doanh"}

    chua_co = so.post(trang, o | {"d-0-co_so": "Tổ hợp tác Chưa Có"})
    thieu_xa = so.post(trang, o | moi)
    trung = so.post(trang, o | moi | {"d-0-xa": "Bàu Cạn"})
    so_co_so = CoSo.objects.count()
    vuot = {"d-0-xa": "Bàu Cạn", "d-0-khong_trung": "on", "d-0-ho_tro": "301.000.000"}
    qua = so.post(trang, o | moi | vuot)
    khong_ghi = CoSo.objects.count() == so_co_so
    tra = so.post(trang, o | moi | {"d-0-xa": "Bàu Cạn", "d-0-khong_trung": "on"})

    t.refresh_from_db()
    assert "chọn loại hình" in _loi_dong(chua_co)["co_so"][0]
    assert "xa" in _loi_dong(thieu_xa)
    assert any("Đã có cơ sở «Hộ kinh doanh Ánh Dương»" in c for c in trung.context["loi"])
    assert (qua.status_code, khong_ghi) == (422, True)
    assert (tra.status_code, t.co_so.ten, t.co_so.loai_hinh, t.xa) == (
        302, "HKD Ánh Dương", "ho_kinh_doanh", xa,
    )  # fmt: skip
    assert t.co_so != cu


def _viec(ai):
    return [x.d.trang_thai for x in viec_cua(ai)]


def test_work_waits_until_every_contract_is_reported_and_everyone_surveyed(da_duyet, n):  # noqa: F811
    nay = timezone.localdate()
    ra = [_viec(n.trung_tam)]
    TienDo.objects.update(nam=nay.year, thang=nay.month)
    ra.append(_viec(n.trung_tam))
    hd = HopDong.objects.get()
    HopDong.objects.create(
        de_an=da_duyet, so="HĐ 2", ngay=hd.ngay, het_han=hd.het_han, ben_a="Cục", ben_b=hd.ben_b,
        ty_le_tam_ung=50, khoi_luong_tam_ung=0,
    )  # fmt: skip
    ra.append(_viec(n.trung_tam))
    DeAn.objects.filter(pk=da_duyet.pk).update(trang_thai="theo_doi")
    mot = ThuHuong.objects.get(noi_dung__de_an=da_duyet)
    hai = ThuHuong.objects.create(noi_dung=mot.noi_dung, may="Máy khác")
    for t in (mot, hai):
        ra.append(_viec(n.trung_tam))
        HieuQua.objects.create(thu_huong=t, ngay=nay)

    assert ra == [["thuc_hien"], [], ["thuc_hien"], ["theo_doi"], ["theo_doi"]]
    assert _viec(n.trung_tam) == []


def test_so_is_told_of_the_unnamed_establishments_of_a_de_an_nhom(da_duyet, n):  # noqa: F811
    truoc = _viec(n.tham_dinh_so)
    DeAn.objects.filter(pk=da_duyet.pk).update(hinh_thuc="nhom")
    ThuHuong.objects.update(co_so=None)

    (dong,) = viec_cua(n.tham_dinh_so)

    assert (truoc, dong.d.pk, dong.cua_toi) == ([], da_duyet.pk, True)
    assert dong.buoc.viec == "Xác định cơ sở thụ hưởng của đề án nhóm (Mẫu 11)"


def test_appraisal_taken_by_a_colleague_is_not_ones_work(nhap, don_vi, n):
    khac = tai_khoan("so_chuyen_vien", don_vi=don_vi)

    tham_dinh.nhan_tham_dinh(tham_dinh.nop(nhap, by=n.trung_tam), by=n.tham_dinh_so)

    assert (_viec(n.tham_dinh_so), _viec(khac)) == (["tham_dinh_so"], [])
