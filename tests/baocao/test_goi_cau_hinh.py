"""Configuration packs: out of one installation, compared with and put into another."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from baocao.models import (
    BieuMau,
    ChiTieu,
    NgayNghi,
    NguongKiemTra,
    PhieuBieu,
    QuyTacKiemTra,
)
from baocao.services.du_lieu_goc import nap
from baocao.services.duyet_goi import ap_dung_goi, de_nghi_nap, so_sanh, tu_choi_goi
from baocao.services.goi_cau_hinh import nap_goi, xuat_goi
from baocao.services.tep_goi import DINH_DANG, MUC_LUC, bam, json_chuan
from cucctdp.audit.models import SuKien
from tests.baocao.mau import bo_moi, nguoi_dung
from tests.factories.accounts import tai_khoan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("du_lieu_goc")]


def _sua(goi, **doi):
    """The pack with other files, hashes made anew: ``quy_tac=f`` runs f over the parsed file."""
    with zipfile.ZipFile(io.BytesIO(goi)) as z:
        tep = {i: z.read(i) for i in z.namelist()}
    muc_luc = json.loads(tep.pop(MUC_LUC))
    for ten, ham in doi.items():
        rows = json.loads(tep[f"{ten}.json"])
        ham(rows)
        tep[f"{ten}.json"] = json_chuan(rows)
        muc_luc["tep"][f"{ten}.json"] = hashlib.sha256(tep[f"{ten}.json"]).hexdigest()
    muc_luc["bam"] = bam(muc_luc["tep"])
    ra = io.BytesIO()
    with zipfile.ZipFile(ra, "w") as z:
        for ten, b in (tep | {MUC_LUC: json_chuan(muc_luc)}).items():
            z.writestr(ten, b)
    return ra.getvalue()


@pytest.fixture
def goi_cua_minh():
    return xuat_goi(by=None)


def _dong(rows, **loc):
    return next(r for r in rows if all(r[k] == v for k, v in loc.items()))


def test_own_pack_changes_nothing():
    ket = nap_goi(xuat_goi(by=None), by=None)

    assert ket.dong == []
    assert ket.tong("giu") == sum(ket.tong(k) for k in ("them", "doi", "giu", "tu_choi"))
    assert ket.dem["chỉ tiêu"]["giu"] == ChiTieu.objects.count()


def test_pack_compares_first_and_writes_when_told():
    def doi_quy_tac(rows):
        _dong(rows, ma="KT05")["thong_bao"] = "Câu mới."

    def them_ngay(rows):
        rows.append(
            {
                "ngay": "2031-02-03",
                "ten": "Ngày thử",
                "loai": "nghi",
                "can_cu": "",
                "can_xac_minh": True,
            }
        )

    goi = _sua(xuat_goi(by=None), quy_tac=doi_quy_tac, ngay_nghi=them_ngay)

    thu = nap_goi(goi, by=None)
    con_cu = QuyTacKiemTra.objects.filter(thong_bao="Câu mới.").count()
    that = nap_goi(goi, by=None, that=True, da_xem=thu.bam)

    assert con_cu == 0
    assert [(d.ket, d.loai, [k[0] for k in d.khac]) for d in thu.dong] == [
        ("doi", "quy tắc kiểm tra", ["thông báo"]),
        ("them", "ngày nghỉ, làm bù", []),
    ]
    assert that.bam == thu.bam
    assert QuyTacKiemTra.objects.get(ma="KT05").thong_bao == "Câu mới."
    assert NgayNghi.objects.get(ngay=date(2031, 2, 3)).ten == "Ngày thử"
    assert SuKien.objects.filter(hanh_dong="cauhinh.nap_goi").get().du_lieu["them"] == 1
    assert nap()["quy tắc kiểm tra"]["sua_tay"] == 0  # the files win back over what a pack loaded


def test_pack_over_a_row_edited_by_hand_is_refused():
    goi = _sua(xuat_goi(by=None), quy_tac=lambda rows: _dong(rows, ma="KT05").update(ten="Gói"))
    QuyTacKiemTra.objects.filter(ma="KT05").update(ten="Sửa tay")

    ket = nap_goi(goi, by=None, that=True)

    assert [(d.khoa.split()[0], d.ket) for d in ket.dong] == [("KT05", "tu_choi")]
    assert QuyTacKiemTra.objects.get(ma="KT05").ten == "Sửa tay"


def test_template_version_in_use_is_refused_whole():
    bo = bo_moi(nguoi_dung())
    bieu = PhieuBieu.objects.filter(bo=bo).select_related("bieu_mau").first().bieu_mau

    def doi(rows):
        b = _dong(rows, ma=bieu.ma, phien_ban=bieu.phien_ban)
        b["ten_ngan"] = "Tên khác"
        b["chi_tieu"][0]["dvt"] = "đơn vị khác"

    ket = nap_goi(_sua(xuat_goi(by=None), bieu_mau=doi), by=None, that=True)

    assert [(d.ket, d.loai) for d in ket.dong] == [("tu_choi", "biểu mẫu")]
    assert "đã có báo cáo dùng" in ket.dong[0].ly_do
    assert BieuMau.objects.get(pk=bieu.pk).ten_ngan == bieu.ten_ngan


def test_wrong_rows_are_refused_with_their_reason():
    def doi(rows):
        _dong(rows, ma="KT05").update(loai="dieu_kien", dieu_kien="([A3] <", ham="")

    def nguong(rows):
        rows[0]["don_vi"] = "34:99"

    ket = nap_goi(_sua(xuat_goi(by=None), quy_tac=doi, nguong=nguong), by=None)

    assert {d.ket for d in ket.dong} == {"tu_choi"}
    assert [d.ly_do[:20] for d in ket.dong] == ["Điều kiện chưa đúng:", "Hệ thống này không c"]


@pytest.mark.parametrize("hong", [b"", b"PK\x03\x04rac", "sua"])
def test_broken_pack_is_refused(hong):
    goi = xuat_goi(by=None)
    if hong == "sua":
        ra = io.BytesIO(goi)
        with zipfile.ZipFile(ra, "a") as z:
            z.writestr("them.json", b"[]")
        hong = ra.getvalue()

    with pytest.raises(ValidationError) as loi:
        nap_goi(hong, by=None)

    assert "gói" in loi.value.messages[0].lower()


def test_difference_that_moved_since_is_not_written():
    goi = _sua(xuat_goi(by=None), quy_tac=lambda rows: _dong(rows, ma="KT05").update(ten="Gói"))
    thu = nap_goi(goi, by=None)
    NguongKiemTra.objects.all().delete()

    with pytest.raises(ValidationError, match="đã đổi sau khi"):
        nap_goi(goi, by=None, that=True, da_xem=thu.bam)

    assert NguongKiemTra.objects.count() == 0


def test_only_who_keeps_the_configuration_may_carry_it():
    with pytest.raises(PermissionDenied):
        xuat_goi(by=tai_khoan("cuc_lanh_dao"))


def test_commands_write_and_compare(tmp_path, capsys):
    call_command("xuat_goi_cau_hinh", tmp_path / "goi.zip")
    call_command("nap_goi_cau_hinh", tmp_path / "goi.zip")

    assert "Chưa ghi gì" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("nap_goi_cau_hinh", tmp_path / "khong-co.zip")


def test_admin_page_compares_and_keeps_the_pack_for_somebody_else(client):
    nguoi_nap, nguoi_khac = tai_khoan("quan_tri"), tai_khoan("quan_tri")
    client.force_login(nguoi_nap)
    goi = client.post("/admin/baocao/bieumau/goi/xuat/").content
    moi = _sua(goi, quy_tac=lambda rows: _dong(rows, ma="KT05").update(ten="Tên từ gói"))

    xem = client.post("/admin/baocao/bieumau/goi/", {"tep": io.BytesIO(moi)})
    ngu_canh = xem.context_data
    gui = {"goi": ngu_canh["goi"], "da_xem": ngu_canh["ket"].bam}
    ghi = client.post("/admin/baocao/bieumau/goi/", gui)
    hong = client.post("/admin/baocao/bieumau/goi/", {"goi": "@@", "da_xem": "x"})
    cua_minh = client.post(ghi.url, {"da_xem": ngu_canh["ket"].bam})
    con_cu = QuyTacKiemTra.objects.filter(ma="KT05", ten="Tên từ gói").exists()
    client.force_login(nguoi_khac)
    trang = client.get(ghi.url)
    ap_dung = client.post(ghi.url, {"da_xem": trang.context_data["ket"].bam})

    assert (xem.status_code, ghi.status_code, hong.status_code) == (200, 302, 422)
    assert "Tên từ gói" in xem.content.decode()
    assert (cua_minh.status_code, con_cu) == (422, False)
    assert "Bạn đã nạp gói này" in cua_minh.content.decode()
    assert (trang.status_code, ap_dung.status_code) == (200, 302)
    assert QuyTacKiemTra.objects.get(ma="KT05").ten == "Tên từ gói"
    danh_sach = client.get("/admin/baocao/bieumau/goi/").content.decode()
    assert danh_sach.count("<td>Đã áp dụng</td>") == 1


def _goi_moi_bieu(goi):
    """The pack with a further version of a form, in force from far ahead, and a rule changed."""

    def them(rows):
        b = json.loads(json.dumps(rows[0])) | {"hieu_luc_tu": "2041-01-01"}
        rows[0]["hieu_luc_den"] = "2040-12-31"
        rows.append(b | {"phien_ban": 9})

    doi = {"quy_tac": lambda rows: _dong(rows, ma="KT05").update(ten="Tên từ gói")}
    return _sua(goi, bieu_mau=them, **doi)


def test_one_person_alone_puts_nothing_of_a_pack_in_force(goi_cua_minh):
    mot, hai = tai_khoan("quan_tri"), tai_khoan("quan_tri")
    noi_dung = _goi_moi_bieu(goi_cua_minh)
    goi = de_nghi_nap(noi_dung, by=mot)
    da_xem = so_sanh(goi, by=hai).bam

    for lam in (
        lambda: ap_dung_goi(goi, by=mot, da_xem=da_xem),
        lambda: nap_goi(noi_dung, by=mot, that=True),
        lambda: nap_goi(noi_dung, by=mot, that=True, goi=goi),
    ):
        with pytest.raises((ValidationError, PermissionDenied), match="người khác"):
            lam()
    truoc = BieuMau.objects.filter(phien_ban=9).count()
    ap_dung_goi(goi, by=hai, da_xem=da_xem)

    goi.refresh_from_db()
    assert (truoc, BieuMau.objects.filter(phien_ban=9).count()) == (0, 1)
    assert (goi.trang_thai, goi.nguoi_duyet) == ("da_ap_dung", hai)
    with pytest.raises(ValidationError, match="đã áp dụng"):
        ap_dung_goi(goi, by=hai, da_xem=da_xem)


def test_pack_is_put_away_with_a_reason_and_may_come_again(goi_cua_minh):
    nguoi = tai_khoan("quan_tri")
    noi_dung = _goi_moi_bieu(goi_cua_minh)
    goi = de_nghi_nap(noi_dung, by=nguoi)

    with pytest.raises(ValidationError, match="đang chờ"):
        de_nghi_nap(noi_dung, by=nguoi)
    with pytest.raises(ValidationError, match="Nêu lý do"):
        tu_choi_goi(goi, by=nguoi, ly_do="không")
    tu_choi_goi(goi, by=nguoi, ly_do="Nạp nhầm gói của năm trước.")
    lai = de_nghi_nap(noi_dung, by=nguoi)

    goi.refresh_from_db()
    assert (goi.trang_thai, lai.trang_thai) == ("tu_choi", "cho_duyet")


def test_pack_that_changes_nothing_waits_for_nobody(goi_cua_minh):
    with pytest.raises(ValidationError, match="không có gì để nạp"):
        de_nghi_nap(goi_cua_minh, by=tai_khoan("quan_tri"))


def _doi_dong_dau(goi, bang, doi):
    """The pack with the first row of one file changed, hashes made anew."""
    return _sua(goi, **{bang: lambda rows: rows[0].update(doi)})


@pytest.mark.parametrize(
    ("bang", "doi", "ly_do"),
    [
        ("ngay_nghi", {"ngay": []}, "sai kiểu"),
        ("ngay_nghi", {"ten": "a\0b"}, "ký tự không lưu được"),
        ("ngay_nghi", {"loai": "zzz"}, "không có «zzz»"),
        ("nguong", {"don_vi": "34:\0"}, "ký tự không lưu được"),
        ("bieu_mau", {"thu_tu": float("inf")}, "sai kiểu"),
        ("bieu_mau", {"loai_ky": "khong"}, "sai kiểu"),
        ("bieu_mau", {"trang_thai": "zz"}, "không có «zz»"),
    ],
)
def test_row_of_another_shape_is_refused_with_a_sentence(goi_cua_minh, bang, doi, ly_do):
    ket = nap_goi(_doi_dong_dau(goi_cua_minh, bang, doi), by=None, that=True)

    assert [d.ket for d in ket.dong] == ["tu_choi"]
    assert ly_do in ket.dong[0].ly_do


def test_template_that_could_not_be_put_in_force_is_refused(goi_cua_minh):
    def hong(rows):
        rows[0]["chi_tieu"][0]["cong_thuc"] = "((("

    ket = nap_goi(_sua(goi_cua_minh, bieu_mau=hong), by=None, that=True)

    assert [(d.ket, d.loai) for d in ket.dong] == [("tu_choi", "biểu mẫu")]
    assert not ChiTieu.objects.filter(cong_thuc="(((").exists()


def test_broken_bytes_and_half_characters_are_no_pack(goi_cua_minh):
    hong = bytearray(goi_cua_minh)
    with zipfile.ZipFile(io.BytesIO(goi_cua_minh)) as z:
        dau = z.infolist()[0]
    tu = dau.header_offset + 30 + len(dau.filename) + 5
    hong[tu : tu + 40] = bytes(b ^ 0xFF for b in hong[tu : tu + 40])
    la = io.BytesIO()
    with zipfile.ZipFile(la, "w", zipfile.ZIP_LZMA) as z:
        z.writestr(MUC_LUC, b"{}")
    nua = io.BytesIO()
    with zipfile.ZipFile(nua, "w") as z:
        muc_luc = {"dinh_dang": DINH_DANG, "nguon": "\ud800", "tep": {}, "bam": bam({})}
        z.writestr(MUC_LUC, json.dumps(muc_luc))

    for tep in (bytes(hong), la.getvalue(), nua.getvalue()):
        with pytest.raises(ValidationError):
            nap_goi(tep, by=None)


def test_pack_sent_back_with_a_letter_in_it_is_told_on_the_page(client):
    client.force_login(tai_khoan("quan_tri"))

    tra = client.post("/admin/baocao/bieumau/goi/", {"goi": "é", "da_xem": "x"})

    assert tra.status_code == 422
    assert "Gói gửi lên bị hỏng." in tra.text


def test_who_may_not_put_templates_in_force_loads_no_pack():
    nguoi = tai_khoan("quan_tri")
    nhom = nguoi.groups.get()
    nhom.permissions.remove(nhom.permissions.get(codename="ap_dung_bieumau"))

    with pytest.raises(PermissionDenied):
        nap_goi(b"", by=nguoi)
