"""Carrying out in the portal: reports, acceptance, survey, vouchers, signed papers."""

from decimal import Decimal

from khuyencong.models import (
    DeAn,
    NopNghiemThu,
    ThuHuong,
    TienDo,
)
from khuyencong.services import nop_nghiem_thu
from tests.khuyencong.portal.gui import cac_loi, pdf
from tests.khuyencong.portal.test_trang import da_duyet, duong  # noqa: F401  (a fixture)


def test_monthly_report_refuses_a_future_month_and_warns_of_falling_totals(c, da_duyet):  # noqa: F811
    trang = duong("tien_do", da_duyet)
    hd = da_duyet.hop_dong.get().pk
    o = {"hop_dong": hd, "nam": "2026", "thang": "4", "khoi_luong": "60", "kinh_phi_khac": "1"}

    thap = c.post(trang, o, follow=True)
    sau = c.post(trang, o | {"nam": "2099", "khoi_luong": "101"})
    dung = c.post(trang, o | {"khoi_luong": "90,5", "kinh_phi_khac": "450.000.000"}, follow=True)

    assert len(cac_loi(sau)) == 2
    assert [len(x.context["khong_khop"]) for x in (thap, dung)] == [2, 0]
    assert [len(x.context["messages"]) for x in (thap, dung)] == [3, 1]
    assert [t.khoi_luong for t in TienDo.objects.all()] == [80, Decimal("90.5")]


def test_so_confirms_a_report_once_it_is_not_its_own(vao, c, da_duyet, n):  # noqa: F811
    bao = TienDo.objects.get()
    trang = duong("xac_nhan", da_duyet, bao.pk)

    ma = [c.post(trang).status_code, vao(n.tham_dinh_so).post(trang).status_code]

    bao.refresh_from_db()
    assert (ma, bao.so_xac_nhan) == ([403, 302], n.tham_dinh_so)


def bien_ban(da_duyet, **khac):  # noqa: F811
    return {
        "hop_dong": da_duyet.hop_dong.get().pk, "loai": "5a", "ngay": "20/06/2026",
        "dia_diem": "Xưởng", "thanh_phan": "Sở, xã, cơ sở", "ket_qua": "Đạt", "so_luong": "1",
        "kcqg": "300.000.000", "doi_ung": "400.000.000",
    } | khac  # fmt: skip


def test_acceptance_file_is_handed_in_then_taken_by_the_cuc(c, da_duyet, n):  # noqa: F811
    trang = duong("ho_so_nt", da_duyet)

    sai = c.post(trang, bien_ban(da_duyet, ngay="01/01/2026", kcqg="300.000.001") | {"tep": pdf()})
    thieu = c.post(trang, bien_ban(da_duyet))
    dung = c.post(trang, bien_ban(da_duyet) | {"tep": pdf()})

    assert (len(cac_loi(sai)), thieu.status_code, dung.status_code) == (2, 422, 302)
    (nop,) = NopNghiemThu.objects.all()
    nop_nghiem_thu.ghi_nhan(nop, by=n.cuc_phong)
    nop.refresh_from_db()
    assert (nop.trang_thai, nop.nghiem_thu.kcqg, nop.nghiem_thu.tep) == (
        "da_ghi",
        300_000_000,
        nop.tep,
    )


def test_survey_keeps_the_unknown_empty(c, da_duyet, n):  # noqa: F811
    DeAn.objects.filter(pk=da_duyet.pk).update(trang_thai="theo_doi")
    trang = duong("hieu_qua", da_duyet)

    sai = c.post(trang, {"ngay": "01/01/2099", "lao_dong_sau": "-1"})
    dung = c.post(trang, {"ngay": "01/02/2026", "lao_dong_truoc": "12", "lao_dong_sau": "18",
                          "doanh_thu_sau": "5.000.000.000"})  # fmt: skip

    h = ThuHuong.objects.get().hieu_qua
    assert (len(cac_loi(sai)), dung.status_code) == (2, 302)
    assert (h.lao_dong_sau, h.doanh_thu_truoc, h.doanh_thu_sau) == (18, None, 5_000_000_000)


def test_vouchers_outside_the_year_are_refused_together(c, da_duyet):  # noqa: F811
    trang = duong("chung_tu", da_duyet)
    dong = {"so": "HĐ 12", "ngay": "05/05/2026", "noi_dung": "Máy sấy", "nguon": "kcqg",
            "so_tien": "300.000.000"}  # fmt: skip
    chung = {"hop_dong": da_duyet.hop_dong.get().pk, "ct-TOTAL_FORMS": "2",
             "ct-INITIAL_FORMS": "0"}  # fmt: skip

    def gui(*cac):
        return c.post(trang, chung | {f"ct-{i}-{k}": v for i, x in enumerate(cac)
                                      for k, v in x.items()})  # fmt: skip

    ngoai = gui(dong, dong | {"so": "HĐ 13", "ngay": "05/05/2024"})
    thieu = gui(dong | {"so_tien": ""})
    dung = gui(dong)

    assert (ngoai.status_code, thieu.status_code, dung.status_code) == (422, 422, 302)
    assert da_duyet.hop_dong.get().chung_tu.count() == 1


def test_papers_are_listed_and_a_signed_copy_is_kept_beside(c, vao, nhap, n):
    trang = duong("ban_ky", nhap, "1")

    ma = [c.get(duong("ban_ky", nhap, "6")).status_code, c.post(trang).status_code]
    ma.append(c.post(trang, {"tep": pdf("mau-1.pdf")}).status_code)
    giay = c.get(f"{duong('xem', nhap)}?the=giay-to")

    mot = next(x for x in giay.context["giay"] if x.giay.ma == "1")
    assert (ma, [b.tep.ten for b in mot.giay.ban_ky]) == ([404, 422, 302], ["mau-1.pdf"])
    assert c.get(mot.pdf).content[:5] == b"%PDF-"
