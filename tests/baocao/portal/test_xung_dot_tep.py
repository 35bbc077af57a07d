"""The page where figures of a file and of the system are chosen, and links of findings."""

from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from baocao.services.nhap_lieu import GhiO, ghi_o
from baocao.workbook import tao_tep_mau
from tests.baocao.workbook.sua_tep import o, sua

# The cumulative figure below the period's own: a rule says so at the cell.
HAI_O = (("Q04", "BL00", "A3", 30000), ("Q04", "BL00", "A4", 20000))


def _nap(client, bo, noi_dung, **them):
    tep = SimpleUploadedFile("bao-cao.xlsx", noi_dung)
    return client.post(reverse("so:excel", args=[bo.pk]), {"tep": tep, **them})


def _go(phieu, so, cot, gia_tri):
    ghi_o(phieu, [GhiO("BL00", cot, so=Decimal(gia_tri))], by=so)


def _hai_xung_dot(vao, so, bo, phieu):
    """A colleague types two cells after the file was made; the file then brings its own."""
    tep = sua(
        tao_tep_mau(bo, by=so.chuyen_vien),
        ("Q04", "BL00", "A3", 700),
        ("Q04", "BL00", "A4", 701.5),
    )
    _go(phieu, so.tong_hop, "A3", 800)
    _go(phieu, so.tong_hop, "A4", 900)
    client = vao(so.chuyen_vien)
    return client, _nap(client, bo, tep)


def _so(phieu, cot):
    return phieu.gia_tri.hien_tai().get(chi_tieu__ma="BL00", cot=cot).so


def test_xung_dot_con_do_khi_mo_lai_trang(vao, so, bo, phieu):
    client, nop = _hai_xung_dot(vao, so, bo, phieu)

    trang = client.get(reverse("so:xung_dot", args=[bo.pk]))
    trang_bo = client.get(reverse("so:bo", args=[bo.pk]))
    (bieu,) = trang.context["cac_bieu"]

    assert nop.status_code == 409
    assert reverse("so:xung_dot", args=[bo.pk]) in nop.content.decode()
    assert [(x.cua_tep, x.hien_tai, x.goc, x.nguoi_nop, x.nguoi_ghi) for x in bieu.cac_o] == [
        ("700,000", "800,000", "chưa có số liệu", "Cán bộ chuyen_vien", "Cán bộ tong_hop"),
        ("701,500", "900,000", "chưa có số liệu", "Cán bộ chuyen_vien", "Cán bộ tong_hop"),
    ]
    assert bieu.cac_o[0].url == reverse("so:phieu", args=[phieu.pk]) + "#o-BL00-A3"
    assert "Còn 2 ô của tệp Excel đã nạp" in trang_bo.content.decode()


def test_chon_tung_o_roi_chon_ca_bieu(vao, so, bo, phieu):
    client, _ = _hai_xung_dot(vao, so, bo, phieu)
    dia_chi = reverse("so:xung_dot", args=[bo.pk])
    (bieu,) = client.get(dia_chi).context["cac_bieu"]
    phien_ban = {f"v:{x.pk}": x.phien_ban for x in bieu.cac_o}

    mot_o = client.post(dia_chi, {f"c:{bieu.cac_o[0].pk}": "hethong", **phien_ban})
    giua = _so(phieu, "A3"), _so(phieu, "A4")
    ca_bieu = client.post(dia_chi, {"tat_ca": f"tep:{bieu.phieu_id}", **phien_ban})

    assert (mot_o.status_code, ca_bieu.status_code) == (302, 302)
    assert giua == (Decimal(800), Decimal(900))
    assert (_so(phieu, "A3"), _so(phieu, "A4")) == (Decimal(800), Decimal("701.5"))
    assert client.get(dia_chi).context["cac_bieu"] == []


def test_khong_chon_gi_hoac_chon_bua_thi_khong_ghi(vao, so, bo, phieu):
    client, _ = _hai_xung_dot(vao, so, bo, phieu)
    dia_chi = reverse("so:xung_dot", args=[bo.pk])
    (bieu,) = client.get(dia_chi).context["cac_bieu"]
    ma = bieu.cac_o[0].pk

    tra = [
        client.post(dia_chi, du_lieu).status_code
        for du_lieu in ({}, {f"c:{ma}": "tep", f"v:{ma}": "²"}, {"tat_ca": "tep:x"})
    ]

    assert tra == [422, 422, 422]
    assert _so(phieu, "A3") == Decimal(800)


def test_loi_dan_toi_dung_o_tren_luoi(vao, so, bo, phieu):
    tep = sua(tao_tep_mau(bo, by=so.chuyen_vien), ("Q04", "BL00", "A3", "12 tỷ"))
    client = vao(so.chuyen_vien)

    nop = _nap(client, bo, tep)
    (loi,) = nop.context["cac_loi"]
    luoi = client.get(loi.url).content.decode()

    assert loi.url == reverse("so:phieu", args=[phieu.pk]) + "#o-BL00-A3"
    assert f'href="{loi.url}"' in nop.content.decode()
    assert 'id="o-BL00-A3"' in luoi


def test_tep_da_ghi_van_tai_lai_duoc_ban_danh_dau_canh_bao(vao, so, bo, phieu):
    tep = sua(tao_tep_mau(bo, by=so.chuyen_vien), *HAI_O)
    client = vao(so.chuyen_vien)

    nop = _nap(client, bo, tep)
    dia_chi = reverse("so:excel_danh_dau", args=[bo.pk, nop.context["tep_dau"].pk])
    danh_dau = load_workbook(BytesIO(client.get(dia_chi).content))
    muc = {danh_dau["Lỗi"].cell(r, 2).value for r in range(5, danh_dau["Lỗi"].max_row + 1)}

    assert (nop.status_code, nop.context["kq"].da_ghi) == (200, 2)
    assert dia_chi in nop.content.decode()
    assert o(danh_dau, "Q04", "BL00", "A3").value == 30000
    assert muc <= {"Lỗi, phải sửa", "Cảnh báo"}
    assert muc
