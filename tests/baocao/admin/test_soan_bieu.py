"""The template editor: checks at save, previews, difference, ends, a draft from a workbook."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import IntegrityError, InternalError, transaction
from django.forms import MultipleChoiceField
from django.urls import reverse

from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, ChiTieu, CotBieu, GiaTri
from baocao.services import bieu_mau as dich_vu
from baocao.services.kiem_bieu import kiem_bieu, kiem_cung_ma
from baocao.services.so_bieu import so_sanh_bieu
from cucctdp.formats.ky import Ky

MOC = date(2027, 1, 1)


@pytest.fixture
def quan_tri(_nen, db):
    return _nen[2]["quan_tri"]


@pytest.fixture
def q04(bo_gui):
    """Used by the sent pack."""
    return BieuMau.objects.get(ma="Q04")


@pytest.fixture
def thao(q04, quan_tri):
    return dich_vu.tao_phien_ban_moi(q04, by=quan_tri)


def cau(bieu, cot=(), chi_tieu=()):
    return [str(x) for x in kiem_bieu(bieu, cot, chi_tieu)]


def _dong(ma, **them):
    mac_dinh = {"ten": ma, "kieu": "SO_TP", "dai_luong": "dong", "tong_hop": "CONG"}
    return ChiTieu(ma=ma, thu_tu=1, **{**mac_dinh, **them})


def _cot(ma, **them):
    return CotBieu(ma=ma, ten=ma, thu_tu=1, **{"kieu_cot": "nhap", "kieu": "so", **them})


def test_templates_of_the_fixtures_have_no_fault(bo_gui):
    loi = {b.ma: cau(b, list(b.cot.all()), list(b.chi_tieu.all())) for b in BieuMau.objects.all()}

    assert {ma: x for ma, x in loi.items() if x} == {}


@pytest.mark.parametrize(
    ("cong_thuc", "loi"),
    [
        ("[M1] + ", "Công thức chưa đúng: Biểu thức kết thúc giữa chừng (ký tự thứ 8)."),
        ("[M1] + [M9]", "Biểu không có cột «M9» (ký tự thứ 8)."),
        ("[M1] / 0", "Chia cho 0 (ký tự thứ 8)."),
        ("[M1] > 2", "Công thức phải cho ra một số."),
        ("[M2] * 2", "Công thức vòng lặp: M2 → M2."),
        ("M1 + 1", "Không hiểu «M1» (ký tự thứ 1); mã viết trong ngoặc vuông."),
    ],
)
def test_formula_is_refused_with_the_place(cong_thuc, loi):
    bieu = BieuMau(ma="X1", bo_cot="M")
    cot = [_cot("M1"), _cot("M2", kieu_cot="tinh", cong_thuc=cong_thuc)]

    assert cau(bieu, cot, [_dong("CT01")]) == [f"Cột M2, công thức: {loi}"]


def test_circles_of_rows_are_named_once():
    dong = [
        _dong("CT01", cong_thuc="[CT02]"),
        _dong("CT02", cong_thuc="[CT03]"),
        _dong("CT03", cong_thuc="[CT01]"),
    ]

    assert cau(BieuMau(bo_cot="M"), [_cot("M1")], dong) == [
        "Chỉ tiêu CT01, công thức dòng: Công thức vòng lặp: CT01 → CT02 → CT03 → CT01."
    ]


def test_code_keeps_its_unit():
    cu = [_dong("CT01", dvt="tỷ đồng"), _dong("CT02", dvt="Triệu USD")]
    moi = [_dong("CT01", dvt="triệu USD"), _dong("CT02", dvt="triệu usd")]

    assert [(x.ma, x.truong) for x in kiem_cung_ma(moi, cu)] == [("CT01", "dvt")]


def test_used_version_is_kept_by_the_database(q04):
    ct = q04.chi_tieu.first()

    for viec in (
        lambda: ChiTieu.objects.filter(pk=ct.pk).update(kieu="TY_LE"),
        lambda: CotBieu.objects.filter(bieu_mau=q04, ma="A3").delete(),
    ):
        with pytest.raises(InternalError, match="đã có báo cáo dùng"), transaction.atomic():
            viec()

    assert ChiTieu.objects.filter(pk=ct.pk).update(ten="Tên in lại") == 1


def test_database_holds_one_draft_and_ordered_days(thao):
    thao.pk, thao.phien_ban = None, 9
    with pytest.raises(IntegrityError, match="bieumau_mot_ban_thao"), transaction.atomic():
        thao.save()
    sai = BieuMau.objects.filter(ma="Q05")
    with pytest.raises(IntegrityError, match="bieumau_nhan_den"), transaction.atomic():
        sai.update(hieu_luc_den=date(2026, 12, 31), nhan_den=date(2026, 12, 30))


def test_difference_lists_added_changed_dropped_and_moved(q04, thao):
    dau, hai, ba = thao.chi_tieu.all()[:3]
    ChiTieu.objects.filter(pk=dau.pk).update(ten="Tên khác")
    ChiTieu.objects.filter(pk=hai.pk).update(thu_tu=99)
    ba_ma = ba.ma
    ba.delete()
    ChiTieu.objects.create(
        bieu_mau=thao, ma="BL98", ten="Mới", kieu="SO_TP", dai_luong="dong", tong_hop="CONG",
        bat_buoc="neu_co", thay_cho=ba_ma, thu_tu=100,
    )  # fmt: skip

    so = so_sanh_bieu(q04, thao)

    assert sorted((d.ma, d.loai, d.thay_cho) for d in so.dong) == sorted(
        [(dau.ma, "doi", ""), (hai.ma, "chuyen", ""), (ba_ma, "bo", ""), ("BL98", "them", ba_ma)]
    )
    assert so.dem == [("Thêm", 1), ("Bỏ", 1), ("Đổi", 1), ("Chuyển chỗ", 1)]


@pytest.mark.parametrize("ky", ["", "nam"])
@pytest.mark.parametrize("ma", ["Q00", "Q02", "Q04", "Q12"])
def test_previews_of_every_kind_open(client, vao, bo_gui, ma, ky):
    vao("quan_tri")
    bieu = BieuMau.objects.get(ma=ma)
    truoc = GiaTri.objects.count()

    luoi = client.get(reverse("so:xem_truoc_bieu", args=[bieu.pk]), {"ky": ky})
    pdf = client.get(reverse("admin:baocao_bieumau_in", args=[bieu.pk]), {"ky": ky})
    excel = client.get(reverse("admin:baocao_bieumau_excel", args=[bieu.pk]), {"ky": ky})

    wb = openpyxl.load_workbook(BytesIO(excel.content))
    assert (luoi.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert "XEM TRƯỚC" in luoi.content.decode()
    assert [ws.title for ws in wb.worksheets][1] == ma
    assert any("XEM TRƯỚC" in str(o.value) for o in wb[ma]["C"][:9])
    assert GiaTri.objects.count() == truoc


def test_preview_of_a_period_the_form_has_not_is_not_found(client, vao, bo_gui):
    vao("quan_tri")
    bieu = BieuMau.objects.exclude(loai_ky__contains=["thang"]).first()

    for ten in ("so:xem_truoc_bieu", "admin:baocao_bieumau_in", "admin:baocao_bieumau_excel"):
        assert client.get(reverse(ten, args=[bieu.pk]), {"ky": "thang"}).status_code == 404


def test_preview_workbook_cannot_be_sent(bo_gui, nguoi):
    from baocao.workbook import nap_tep
    from baocao.workbook.xem_truoc import tao_tep_xem_truoc

    du_lieu = tao_tep_xem_truoc(BieuMau.objects.get(ma="Q04"), ky=Ky.tu_ma("2026-6T"))
    ket_qua = nap_tep(
        bo_gui, tep=BytesIO(du_lieu), ten="x.xlsx", by=nguoi.chuyen_vien, chi_kiem_tra=True
    )

    assert [x.ma for x in ket_qua.loi] == ["xem_truoc"]


def _gui(client, bieu, **thay):
    """What the page of a draft posts back, with changes."""
    duong = reverse("admin:baocao_bieumau_change", args=[bieu.pk])
    trang = client.get(duong)
    du_lieu = {}
    cac_form = [trang.context["adminform"].form]
    for fs in trang.context["inline_admin_formsets"]:
        cac_form += [fs.formset.management_form, *fs.formset.forms]
    for form in cac_form:
        for o in form:
            gia_tri = o.value()
            if isinstance(gia_tri, bool):
                gia_tri = "on" if gia_tri else None
            if isinstance(gia_tri, list) and not isinstance(o.field, MultipleChoiceField):
                gia_tri = ",".join(gia_tri)
            if gia_tri is not None:
                du_lieu[o.html_name] = gia_tri
    return client.post(duong, du_lieu | thay)


def test_row_edited_in_the_admin_goes_through_the_service(client, vao, thao):
    vao("quan_tri")

    tra = _gui(
        client,
        thao,
        **{"chi_tieu-0-ten": "Tên sửa", "ghi_chu__quy": "Bản rút gọn.", "loai_ky": ["quy", "nam"]},
    )

    thao.refresh_from_db()
    assert tra.status_code == 302
    assert (thao.loai_ky, thao.ghi_chu_ky("quy").startswith("Bản rút gọn.")) == (
        ["quy", "nam"],
        True,
    )
    assert thao.chi_tieu.first().ten == "Tên sửa"


@pytest.fixture
def nho(bo_gui, quan_tri):
    """A draft small enough for its page to be posted many times."""
    bieu = BieuMau(
        ma="X9", ten="Biểu nhỏ", ten_ngan="Nhỏ", nhom="CN", bo_cot="A", loai_ky=["quy", "nam"],
        hieu_luc_tu=MOC, can_cu="QĐ 1",
    )  # fmt: skip
    cot = [_cot(ma) for ma in ("A1", "A2", "A3", "A4")]
    dong = [_dong(ma, bat_buoc="luon") for ma in ("CT01", "CT02", "CT03")]
    for i, phan in enumerate((*cot, *dong), 1):
        phan.thu_tu = i
    return dich_vu.tao_ban_thao(bieu, cot=cot, chi_tieu=dong, by=quan_tri)


def test_row_fields_with_codes_are_checked_text_and_boxes(client, vao, nho):
    vao("quan_tri")
    thao, (dau, hai, ba) = nho, ("CT01", "CT02", "CT03")

    sai = _gui(
        client,
        thao,
        **{
            "chi_tieu-0-tong_cua": f"{hai}; {hai}, ABCDEFGHIJKLMN",
            "chi_tieu-1-tong_cua_phu": f"{dau}\n{dau} {dau}",
            "chi_tieu-2-cot_khong_ap_dung": ["A3", "Z9"],
        },
    )
    la = _gui(client, thao, **{"chi_tieu-0-tong_cua_phu": f"{hai} XX99"})
    dung = _gui(
        client,
        thao,
        **{
            "chi_tieu-0-tong_cua": f"{hai}; {ba}",
            "chi_tieu-0-tong_cua_phu": f"{hai}\n{ba}, {hai}\n",
            "chi_tieu-0-cot_khong_ap_dung": ["A3"],
            "chi_tieu-0-loai_ky": ["quy", "nam"],
            "chi_tieu-0-bat_buoc_ky__nam": "tuy_chon",
        },
    )

    hang = sai.context["inline_admin_formsets"][1].formset.forms
    assert hang[0].errors["tong_cua"] == [
        "Mã «ABCDEFGHIJKLMN» dài quá 12 ký tự.",
        f"Mã «{hai}» ghi hai lần.",
    ]
    assert hang[1].errors["tong_cua_phu"] == [f"Dòng 2: Mã «{dau}» ghi hai lần."]
    assert "Z9" in hang[2].errors["cot_khong_ap_dung"][0]
    hang = la.context["inline_admin_formsets"][1].formset.forms
    assert hang[0].errors["tong_cua_phu"] == ["Biểu không có chỉ tiêu «XX99»."]
    assert dung.status_code == 302
    ct = thao.chi_tieu.get(ma=dau)
    assert (ct.tong_cua, ct.tong_cua_phu) == ([hai, ba], [[hai], [ba, hai]])
    assert (ct.cot_khong_ap_dung, ct.loai_ky) == (["A3"], ["quy", "nam"])
    assert ct.bat_buoc_theo_ky == {"nam": "tuy_chon"}


def test_saving_a_draft_unchanged_changes_no_row(client, vao, bo_gui, quan_tri):
    """Every form of the fixtures goes through the editor's fields and comes back as it was."""
    vao("quan_tri")
    for ma in ("Q00", "Q08"):
        thao = dich_vu.tao_phien_ban_moi(BieuMau.objects.filter(ma=ma).latest("pk"), by=quan_tri)
        truoc = list(thao.chi_tieu.values())

        tra = _gui(client, thao)

        assert (ma, tra.status_code) == (ma, 302)
        assert list(thao.chi_tieu.values()) == truoc


def test_source_of_a_computed_row_is_checked_part_by_part(client, vao, nho):
    vao("quan_tri")
    thao = nho
    BieuMau.objects.filter(pk=thao.pk).update(la_tinh_toan=True)
    gui = {"chi_tieu-0-nguon_bieu": "Q04", "chi_tieu-0-nguon_chi_tieu": "BL99"}

    sai = _gui(client, thao, **gui, **{"chi_tieu-0-nguon_cot": "[A4] / [Z9]"})
    thieu = _gui(client, thao, **gui, **{"chi_tieu-0-nguon_cot": ""})
    dung = _gui(
        client,
        thao,
        **gui | {"chi_tieu-0-nguon_chi_tieu": "BL00", "chi_tieu-0-nguon_cot": "[A4] / [A3]"},
    )

    loi = sai.context["inline_admin_formsets"][1].formset.forms[0].errors
    assert loi == {
        "nguon_chi_tieu": ["Biểu Q04 không có chỉ tiêu «BL99»."],
        "nguon_cot": ["Biểu Q04 không có cột Z9."],
    }
    loi = thieu.context["inline_admin_formsets"][1].formset.forms[0].errors
    assert list(loi) == ["nguon_cot"]
    assert dung.status_code == 302
    assert thao.chi_tieu.first().nguon_tong_hop == {
        "bieu": "Q04",
        "chi_tieu": "BL00",
        "bieu_thuc": "[A4] / [A3]",
    }


def test_circle_of_formulas_is_told_at_the_field(client, vao, thao):
    vao("quan_tri")
    ma = thao.chi_tieu.first().ma

    tra = _gui(client, thao, **{"chi_tieu-0-cong_thuc": f"[{ma}] + 1"})

    loi = tra.context["inline_admin_formsets"][1].formset.forms[0].errors
    assert loi["cong_thuc"] == [f"Công thức vòng lặp: {ma} → {ma}."]
    assert thao.chi_tieu.first().cong_thuc == ""


def test_list_columns_are_fields(client, vao, bo_gui, quan_tri):
    vao("quan_tri")
    thao = dich_vu.tao_phien_ban_moi(BieuMau.objects.get(ma="Q01"), by=quan_tri)
    ct = thao.chi_tieu.get(ma="CN91")
    duong = reverse("admin:baocao_bieumau_danh_sach", args=[thao.pk, ct.pk])
    gui = {
        "so_dong_toi_thieu": "0", "so_dong_toi_da": "8",
        "cot-TOTAL_FORMS": "2", "cot-INITIAL_FORMS": "2",
        "cot-0-ma": "ten_nganh", "cot-0-ten": "Ngành", "cot-0-kieu": "VAN_BAN",
        "cot-0-lua_chon": "A\nB", "cot-0-bat_buoc": "on",
        "cot-1-ma": "ten_nganh", "cot-1-ten": "Mức", "cot-1-kieu": "CHI_SO", "cot-1-so_le": "2",
    }  # fmt: skip

    trung = client.post(duong, gui)
    dung = client.post(duong, gui | {"cot-1-ma": "muc"})

    ct.refresh_from_db()
    assert trung.context["cot"].non_form_errors() == ["Mã cột danh sách «ten_nganh» bị trùng."]
    assert dung.status_code == 302
    assert ct.danh_sach == {
        "so_dong_toi_thieu": 0,
        "so_dong_toi_da": 8,
        "cot": [
            {"ma": "ten_nganh", "ten": "Ngành", "kieu": "VAN_BAN", "bat_buoc": True,
             "lua_chon": ["A", "B"]},
            {"ma": "muc", "ten": "Mức", "kieu": "CHI_SO", "so_le": 2},
        ],
    }  # fmt: skip


def test_activation_from_a_period_keeps_the_old_workbook_until_a_day(client, vao, q04, thao):
    vao("cuc_lanh_dao_phong")
    duong = reverse("admin:baocao_bieumau_ap_dung", args=[thao.pk])

    sai = client.post(duong, {"tu_ky": "2027-01-01", "nhan_den": "15/12/2026"})
    client.post(duong, {"tu_ky": "2027-01-01", "nhan_den": "15/02/2027"})

    q04.refresh_from_db()
    thao.refresh_from_db()
    assert sai.status_code == 409
    assert (q04.hieu_luc_den, q04.nhan_den) == (date(2026, 12, 31), date(2027, 2, 15))
    assert (thao.trang_thai, thao.hieu_luc_tu) == (TrangThaiBieu.HIEU_LUC, MOC)


def test_draft_given_up_makes_room_for_another(client, vao, thao, q04, quan_tri):
    vao("quan_tri")

    client.post(reverse("admin:baocao_bieumau_bo_ban_thao", args=[thao.pk]))
    moi = dich_vu.tao_phien_ban_moi(q04, by=quan_tri)

    thao.refresh_from_db()
    assert (thao.trang_thai, moi.phien_ban) == (TrangThaiBieu.THOI, 3)


def test_form_ends_only_after_the_periods_that_hold_it(client, vao, q04):
    vao("cuc_lanh_dao_phong")
    duong = reverse("admin:baocao_bieumau_ngung", args=[q04.pk])

    som = client.post(duong, {"den_ngay": "31/03/2026"})
    dung = client.post(duong, {"den_ngay": "31/12/2026"})

    q04.refresh_from_db()
    assert (som.status_code, dung.status_code) == (409, 302)
    assert q04.hieu_luc_den == date(2026, 12, 31)
