"""Drawing a đề án up in the portal: every fault at once, nothing half-written."""

from django.urls import reverse

from cucctdp.donvi.models import CoSo, TenDonVi, TenXa
from khuyencong.models import (
    DeAn,
    DeAnNoiDung,
    DuToan,
    TaiLieu,
    ThuHuong,
)
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.khuyencong import mau
from tests.khuyencong.portal.gui import PDF, bang, cac_loi, du_toan, pdf
from tests.khuyencong.portal.test_trang import da_duyet, duong  # noqa: F401  (a fixture)


def thong_tin(don_vi, **khac):
    return {
        "ten": "Hỗ trợ lò sấy", "nguon": "kcqg", "hinh_thuc": "rieng_le",
        "lua_chon": "xet_chon", "nam": "2026", "tu_ngay": "15/01/2026",
        "den_ngay": "30/11/2026", "pham_vi": str(don_vi.pk), **mau.PHAN,
        "thuc_hien": str(ToChucFactory(don_vi=don_vi).pk),
    } | khac  # fmt: skip


def test_new_de_an_is_drawn_up_and_leads_to_its_lines(c, don_vi, n):
    tra = c.post(reverse("khuyen_cong:moi"), thong_tin(don_vi))

    d = DeAn.objects.get(ten="Hỗ trợ lò sấy")
    assert (tra.status_code, tra.url) == (302, duong("noi_dung", d))
    assert (d.don_vi, d.nguoi_lap, d.trang_thai) == (don_vi, n.trung_tam, "nhap")


def test_faults_of_the_general_part_come_at_once_and_nothing_is_written(c, don_vi):
    sai = thong_tin(don_vi, ten="", tu_ngay="30/11/2026", den_ngay="15/01/2026", nam="2031")

    tra = c.post(reverse("khuyen_cong:moi"), sai)

    assert tra.status_code == 422
    assert cac_loi(tra) == {
        "Trường này là bắt buộc.",
        "Ngày kết thúc phải từ ngày bắt đầu trở đi.",
        "Năm kế hoạch nằm ngoài thời gian thực hiện.",
    }
    assert DeAn.objects.count() == 1


def test_de_an_of_many_provinces_names_them_with_ones_own(c, don_vi):
    khac, ba = DonViFactory(), DonViFactory()
    trang = reverse("khuyen_cong:moi")
    nhieu = thong_tin(don_vi, pham_vi="nhieu_tinh")

    loi = [
        cac_loi(c.post(trang, nhieu | {"cac_tinh": cac}))
        for cac in ([], [khac.pk], [khac.pk, ba.pk])
    ]
    dung = c.post(trang, nhieu | {"cac_tinh": [don_vi.pk, khac.pk]})

    it = "Đề án nhiều tỉnh phải chọn ít nhất hai tỉnh."
    assert loi == [{it}, {it}, {f"Chọn cả {don_vi.ten_goi}, tỉnh của bạn."}]
    d = DeAn.objects.get(ten="Hỗ trợ lò sấy")
    assert (dung.status_code, d.don_vi, d.cac_tinh.count()) == (302, None, 2)


def test_lines_are_replaced_together_or_not_at_all(c, nhap):
    cu = nhap.cac_noi_dung.get()
    tot = {"id": cu.pk, "noi_dung": "KT4", "ten": "Máy sấy chè", "so_luong": "2",
           "don_vi_tinh": "cơ sở"}  # fmt: skip
    sai = {"noi_dung": "", "ten": "Hội thảo", "so_luong": "-1", "don_vi_tinh": ""}
    trang = duong("noi_dung", nhap)

    tra = c.post(trang, bang(tot, sai))
    sau_loi = DeAnNoiDung.objects.get(de_an=nhap).ten
    c.post(trang, bang(tot, {"noi_dung": "QL1", "ten": "Hội thảo", "so_luong": "1",
                             "don_vi_tinh": "cuộc"}))  # fmt: skip

    assert (tra.status_code, sau_loi) == (422, "Máy sấy")
    assert [len(f.errors) for f in tra.context["bang"]] == [0, 3]
    assert list(nhap.cac_noi_dung.values_list("noi_dung", "ten")) == [
        ("KT4", "Máy sấy chè"),
        ("QL1", "Hội thảo"),
    ]


def test_line_with_money_is_not_dropped(c, nhap):
    tra = c.post(duong("noi_dung", nhap), bang({}, so=1))

    assert (tra.status_code, nhap.cac_noi_dung.count()) == (422, 1)
    assert "bỏ các dòng đó trước" in tra.context["loi"][0]


def test_more_rows_keep_what_was_typed_and_save_nothing(c, nhap):
    go = {"noi_dung": "QL1", "ten": "Đang gõ", "so_luong": "", "don_vi_tinh": ""}

    tra = c.post(duong("noi_dung", nhap), bang(go) | {"them": "1"})

    trang = tra.content.decode()
    assert (tra.status_code, "Đang gõ" in trang, "d-3-ten" in trang) == (200, True, True)
    assert nhap.cac_noi_dung.get().ten == "Máy sấy"


def test_slips_of_amounts_are_told_by_row_and_nothing_is_written(c, nhap):
    tra = c.post(
        duong("du_toan", nhap),
        bang(
            du_toan(nhap, don_gia="700.000"),
            du_toan(nhap, kcqg="ba trăm", so_luong="0"),
            du_toan(nhap, don_gia="9999999999999999"),
            du_toan(nhap),
        ),
    )

    cac = [{c for x in f.errors.values() for c in x} for f in tra.context["bang"]]
    assert cac[0] == {
        "Thành tiền và tổng các nguồn lệch đúng một nghìn lần: nhập mọi số theo đồng."
    }
    assert (len(cac[1]), "quá lớn" in next(iter(cac[2])), cac[3]) == (2, True, set())
    assert (tra.status_code, DuToan.objects.get().muc_chi) == (422, "Máy sấy chè")


def test_estimate_is_saved_with_its_sources(c, nhap):
    tra = c.post(duong("du_toan", nhap), bang(du_toan(nhap), {}, so=2))

    dong = DuToan.objects.get()
    assert (tra.status_code, dong.muc_chi, int(dong.tong)) == (302, "Máy sấy", 700_000_000)


def thu_huong(nhap, xa, **khac):
    return {
        "noi_dung_id": str(nhap.cac_noi_dung.get().pk), "xa": str(xa.pk), "nganh_nghe": "N1",
        "may": "Máy hái chè", "tinh_trang_may": "moi", "he_so_uu_tien": "1",
        "kcqg": "200.000.000", "doi_ung": "300.000.000",
    } | khac  # fmt: skip


def test_establishment_is_found_by_tax_code_and_name_of_its_province_only(c, nhap, don_vi):
    trong = CoSoFactory(ten="Cơ sở Chè Bàu Cạn", ma_so_thue="5900123456",
                        xa=XaFactory(tinh=don_vi))  # fmt: skip
    CoSoFactory(ten="Cơ sở Chè Bàu Cạn", ma_so_thue="5900123457")
    trang = duong("thu_huong_tim", nhap)

    thay = [
        [x["c"].pk for x in c.get(trang, {"q": q}).context["ket_qua"]]
        for q in ("che bau", "59001234", "lò gạch", "")
    ]

    assert thay == [[trong.pk], [trong.pk], [], []]


def test_beneficiary_is_added_changed_and_taken_out(c, nhap, don_vi):
    xa = XaFactory(tinh=don_vi)
    co_so = CoSoFactory(xa=xa)
    moi = f"{duong('thu_huong_moi', nhap)}?co_so={co_so.pk}"

    ma = [c.post(moi, thu_huong(nhap, xa)).status_code]
    t = ThuHuong.objects.get(co_so=co_so)
    ma.append(
        c.post(duong("thu_huong_sua", nhap, t.pk), thu_huong(nhap, xa, kcqg="100.000.000"))
        .status_code
    )  # fmt: skip
    t.refresh_from_db()
    con = ThuHuong.objects.count()
    ma.append(c.post(duong("thu_huong_bo", nhap, t.pk)).status_code)

    assert (ma, t.kcqg, con, ThuHuong.objects.count()) == ([302] * 3, 100_000_000, 2, 1)


def test_establishment_of_another_province_is_404(c, nhap):
    assert c.get(f"{duong('thu_huong_moi', nhap)}?co_so={CoSoFactory().pk}").status_code == 404


def test_ineligible_phuong_is_told_with_its_clause_at_its_row(c, nhap, don_vi):
    TenDonVi.objects.filter(don_vi=don_vi).update(loai="thanh_pho")
    xa = XaFactory(tinh=don_vi)
    TenXa.objects.filter(xa=xa).update(loai="phuong")
    co_so = CoSoFactory(xa=xa)
    c.post(f"{duong('thu_huong_moi', nhap)}?co_so={co_so.pk}", thu_huong(nhap, xa))

    dong = c.get(duong("thu_huong", nhap)).context["dong"][-1]
    tim = c.get(duong("thu_huong_tim", nhap), {"q": co_so.ten}).context["ket_qua"][0]

    (v,) = [v for v in dong["vi_pham"] if v.ma == "KC01"]
    assert (v.chan, "235/2025" in v.can_cu + v.thong_bao, tim["duoc"]) == (True, True, False)


def co_so(xa, **khac):
    return {
        "ten": "Cơ sở Mắm Ba Làng", "ma_so_thue": "5900999888", "loai_hinh": "ho_kinh_doanh",
        "quy_mo": "chua_ro", "xa": str(xa.pk),
    } | khac  # fmt: skip


def test_new_establishment_refuses_a_wrong_tax_code_and_a_twin(c, nhap, don_vi):
    xa = XaFactory(tinh=don_vi)
    CoSoFactory(ten="Cơ sở Mắm Ba Làng", xa=xa, ma_so_thue="")
    trang = duong("co_so_moi", nhap)
    truoc = CoSo.objects.count()

    tra = c.post(trang, co_so(xa, ma_so_thue="59-00A"))
    sau = CoSo.objects.count()
    dung = c.post(trang, co_so(xa, khong_trung="on"))

    loi = sorted(cac_loi(tra))
    assert (tra.status_code, len(loi), sau) == (422, 2, truoc)
    assert (loi[0].startswith("mã số thuế:"), "cùng tên, cùng xã" in loi[1]) == (True, True)
    assert (dung.status_code, CoSo.objects.count()) == (302, truoc + 1)


def test_documents_are_handed_in_against_the_checklist(c, nhap):
    t = nhap.cac_noi_dung.get().thu_huong.get()
    TaiLieu.objects.filter(ma="bao-gia").delete()
    trang = duong("tai_lieu", nhap)
    muc = {"muc": f"bao-gia.{t.pk}"}

    sai = c.post(trang, muc | {"tep": pdf(noi_dung=b"MZ"), "ngay": "02/02/2026",
                               "het_han": "01/01/2026"})  # fmt: skip
    la = c.post(trang, {"muc": "khong-co.", "tep": pdf()})
    dung = c.post(trang, muc | {"tep": pdf(), "so_ky_hieu": "BG 12", "ngay": "02/01/2026"})

    assert (sai.status_code, la.status_code, dung.status_code) == (422, 404, 302)
    d = TaiLieu.objects.get(ma="bao-gia")
    assert (d.thu_huong, d.so_ky_hieu, d.tep.kich_thuoc) == (t, "BG 12", len(PDF))
    assert c.post(duong("tai_lieu_bo", nhap, d.pk)).status_code == 302
    assert not TaiLieu.objects.filter(ma="bao-gia").exists()


def test_handing_in_shows_every_blocking_rule_at_once(c, nhap):
    TaiLieu.objects.all().delete()
    ThuHuong.objects.update(tinh_trang_may="da_dung", kcqg=900_000_000)

    tra = c.post(duong("viec", nhap, "nop"))

    ma = {v.ma for v in tra.context["vi_pham"] if v.chan}
    assert (tra.status_code, {"KC05", "KC11", "KC15"} <= ma) == (409, True)
    assert DeAn.objects.get(pk=nhap.pk).trang_thai == "nhap"


def test_colleagues_save_in_between_is_not_written_over(c, nhap, n):
    trang = duong("du_toan", nhap)
    moc = c.get(trang).context["moc"]
    truoc = c.post(trang, bang(du_toan(nhap, muc_chi="Của tôi")) | {"moc": moc})

    sau = c.post(trang, bang(du_toan(nhap, muc_chi="Của đồng nghiệp")) | {"moc": moc})

    assert (truoc.status_code, sau.status_code, DuToan.objects.get().muc_chi) == (
        302,
        422,
        "Của tôi",
    )
    assert "vừa được người khác sửa" in sau.context["loi"][0]
