"""The rule editor: refusals with their place, dry run without a trace, versions not edits."""

import contextlib
from datetime import timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from django.utils import timezone

from baocao.admin.soan_quy_tac import tach_so_sanh
from baocao.bieu_thuc import BieuThuc, BieuThucSai
from baocao.models import QuyTacKiemTra
from baocao.services import nhap_lieu
from baocao.services.nhap_lieu import GhiO
from baocao.services.quy_tac import chay_thu, loi_bieu_thuc
from tests.baocao import mau
from tests.baocao.so_lieu_mau import nop
from tests.factories.accounts import tai_khoan

pytestmark = pytest.mark.usefixtures("du_lieu_goc", "db")


@pytest.mark.parametrize(
    ("van_ban", "cau"),
    [
        ("[A4] <", "Biểu thức chưa đúng: Biểu thức kết thúc giữa chừng (ký tự thứ 7)."),
        ("[A4] < la", "Không biết tên «la» (ký tự thứ 8)"),
        ("[A4] < [XX9.A3]", "Không có ô «[XX9.A3]» (ký tự thứ 8)"),
        ("[A4] / (2 - 2) > 1", "Chia cho số luôn bằng 0 (ký tự thứ 9)."),
        ("1 < 2", "luôn đúng hoặc luôn sai"),
        ("[A4] + 1", "Điều kiện phải là một so sánh đúng hoặc sai"),
        ("[A4] > " + "1 + " * 400 + "1", "Biểu thức dài quá 1000 ký tự"),
        ("[A4] > " + "(" * 30 + "1" + ")" * 30, "Lồng nhau quá 24 bậc"),
        ("while [A4] > 1", "(ký tự thứ"),
    ],
)
def test_bieu_thuc_sai_bi_tu_choi_kem_cho(van_ban, cau):
    loi = loi_bieu_thuc(van_ban, nguong=(), cac_bieu=["Q04"])

    assert len(loi) == 1
    assert cau in loi[0]


def test_bieu_thuc_dung_khong_co_loi():
    van_ban = "abs([A4] - tong_cac_ky) > lech and [Q02.SP33.A3] > [cung_ky.BL00.A3]"

    assert loi_bieu_thuc(van_ban, nguong=["lech"], cac_bieu=["Q04"]) == []


@pytest.mark.parametrize(
    "van_ban",
    [
        "1" + "+1" * 499,
        "1" + "*9" * 499,
        "-" * 999 + "1",
        "(" * 499 + "1" + ")" * 499,
        "not " * 249 + "x",
        "max(" + ",".join(["9"] * 20) + ")",
    ],
)
def test_khong_bieu_thuc_nao_chay_mai(van_ban):
    """The longest texts allowed are refused or answered at once: there is no loop to write."""
    dau = perf_counter()
    with contextlib.suppress(BieuThucSai):
        BieuThuc(van_ban).tinh(lambda _: Decimal(1), {"x": True})

    assert perf_counter() - dau < 0.5


@pytest.mark.parametrize(
    ("dieu_kien", "mong"),
    [
        ("[A4] < [A3]", ("[A4]", "<", "[A3]")),
        ("abs([A7] - 100) > lech", ("abs([A7] - 100)", ">", "lech")),
        ("gia_tri == 0 and trung_binh_8 > 0", ("", "", "")),
        ("[A4] >= (1 + 2)", ("[A4]", ">=", "(1 + 2)")),
    ],
)
def test_tach_dieu_kien_thanh_ba_o(dieu_kien, mong):
    assert tach_so_sanh(dieu_kien) == mong


@pytest.fixture
def canh(client):
    """A head of division at the browser, a sent pack, rule KT15a."""
    nguoi = mau.nguoi_dung()
    bo = mau.da_gui(mau.bo_moi(nguoi, "2026-Q1", bieu={"Q04"}), nguoi)
    client.force_login(nguoi.cuc_lanh_dao_phong)
    return client, bo, QuyTacKiemTra.objects.get(ma="KT14")


def _goi(qt, **khac):
    """What the form posts for a rule."""
    trai, phep, phai = tach_so_sanh(qt.dieu_kien)
    return {
        "ma": qt.ma, "ten": qt.ten, "muc_do": qt.muc_do, "loai": qt.loai, "pham_vi": qt.pham_vi,
        "ve_trai": trai, "phep": phep, "ve_phai": phai, "dieu_kien": qt.dieu_kien, "ham": qt.ham,
        "thong_bao": qt.thong_bao, "can_cu": qt.can_cu, "can_xac_minh": "on", "dang_dung": "on",
        "cho_mien_tru": "on", "ap_bieu": qt.ap_dung["bieu"],
        "ap_loai_ky": qt.ap_dung.get("loai_ky", []), "ap_chi_tieu": "", "ap_cot": "",
        **{f"nguong__{t}": str(s) for t, s in qt.nguong.items()},
    } | khac  # fmt: skip


def test_trang_sua_quy_tac_mo_duoc_va_nguong_la_o_rieng(canh):
    client, _, _ = canh
    qt = QuyTacKiemTra.objects.get(ma="KT15a")

    trang = client.get(f"/admin/baocao/quytackiemtra/{qt.pk}/change/").content.decode()

    assert 'name="nguong__lech"' in trang
    # The theme draws the buttons outside the form: they name the form they send.
    nut = trang.partition("Chạy thử trên bốn kỳ gần nhất")[0].rpartition("<button")[2]
    assert 'form="quytackiemtra_form"' in nut
    assert 'id="quytackiemtra_form"' in trang


def test_nguoi_chi_xem_mo_duoc_quy_tac_bang_loi(client, db):
    qt = QuyTacKiemTra.objects.get(ma="KT13")
    client.force_login(tai_khoan("cuc_chuyen_vien"))

    tra = client.get(f"/admin/baocao/quytackiemtra/{qt.pk}/change/")

    trang = tra.content.decode()
    assert tra.status_code == 200
    assert "Từng dòng" in trang
    assert "Đại lượng: lượng trong kỳ" in trang
    assert "chay-thu" not in trang


def test_chay_thu_cho_thay_o_bi_bat_ma_khong_luu(canh):
    client, bo, qt = canh
    goi = _goi(qt, ve_trai="[A4]", phep="==", ve_phai="[A3]")

    tra = client.post(f"/admin/baocao/quytackiemtra/{qt.pk}/chay-thu/", goi)
    ket = tra.context["ket"]

    assert tra.status_code == 200
    assert (ket.so_bo_xet, ket.so_bo_bat, ket.so_o_bat > 0) == (1, 1, True)
    assert {d.bo.pk for d in ket.dong} == {bo.pk}
    assert QuyTacKiemTra.objects.get(pk=qt.pk).dieu_kien == "[A4] != [A3]"


def test_chay_thu_xet_dung_bon_ky_gan_nhat(canh):
    """Five periods with sent packs and a month: the four latest quarters count, the rest do not."""
    _, _, qt = canh
    so = {"BL00.A3": "10", "BL00.A4": "20"}
    for ma_ky in ("2024-N", "2025-Q1", "2025-6T"):
        nop(ma_ky, "63:01", so)
    nop("2025-9T", "34:04", so)
    nop("2026-T04", "34:01", {})
    nguoi = tai_khoan("cuc_lanh_dao_phong")

    ket = chay_thu(qt, by=nguoi)

    assert [k.ma for k in ket.cac_ky] == ["2026-Q1", "2025-9T", "2025-6T", "2025-Q1"]
    assert (ket.so_bo, ket.so_bo_xet) == (4, 4)
    # KT14 (first quarter: cumulative is the quarter itself) is broken in 2025-Q1 only.
    assert [(d.bo.ky.ma, d.bo.don_vi.khoa) for d in ket.dong] == [("2025-Q1", "63:01")]
    assert QuyTacKiemTra.objects.filter(ma="KT14").count() == 1


def test_sua_quy_tac_dang_dung_thanh_ban_moi(canh):
    client, _, qt = canh
    mai = timezone.localdate() + timedelta(days=1)
    duong = f"/admin/baocao/quytackiemtra/{qt.pk}/change/"
    goi = _goi(qt, ve_trai="[A4]", phep=">", ve_phai="[A3]")

    thieu_ngay = client.post(duong, goi)
    tra = client.post(duong, goi | {"ap_dung_tu": mai.strftime("%d/%m/%Y")})
    cac_ban = QuyTacKiemTra.objects.filter(ma="KT14").order_by("hieu_luc_tu")

    assert thieu_ngay.status_code == 200
    assert tra.status_code == 302
    assert [(q.dieu_kien, q.hieu_luc_tu, q.hieu_luc_den) for q in cac_ban] == [
        ("[A4] != [A3]", qt.hieu_luc_tu, mai - timedelta(days=1)),
        ("[A4] > [A3]", mai, None),
    ]


def test_sua_quy_tac_sai_bao_loi_o_dung_o_va_khong_luu(canh):
    client, _, qt = canh
    goi = _goi(qt, ve_trai="[A4] / 0", phep=">", ve_phai="muc_la")

    tra = client.post(f"/admin/baocao/quytackiemtra/{qt.pk}/change/", goi)

    loi = " ".join(tra.context["adminform"].form.errors["dieu_kien"])
    assert "Điều kiện ghép từ ba ô: [A4] / 0 > muc_la" in loi
    assert "Chia cho số luôn bằng 0 (ký tự thứ 8)." in loi
    assert "Không biết tên «muc_la» (ký tự thứ 12)" in loi
    assert QuyTacKiemTra.objects.filter(ma="KT14").count() == 1


def test_quan_tri_chay_thu_chi_thay_so_dem(canh):
    client, _, qt = canh
    client.force_login(mau.tai_khoan("quan_tri"))
    goi = _goi(qt, ve_trai="[A4]", phep="==", ve_phai="[A3]")

    ket = client.post(f"/admin/baocao/quytackiemtra/{qt.pk}/chay-thu/", goi).context["ket"]

    assert ket.so_o_bat > 0
    assert ket.dong == []


def test_canh_bao_cua_ngay_theo_han_va_tai_khoan():
    """CB01 on a day of its ladder, CB02 after the date; the same day gives the same keys."""
    from baocao.canh_bao import cac_canh_bao
    from baocao.models import HanNop

    nguoi = mau.nguoi_dung()
    bo = mau.bo_moi(nguoi, "2026-6T", bieu={"Q04"})
    phieu = bo.phieu.get()
    nhap_lieu.ghi_o(phieu, [GhiO("BL00", "A3", so=Decimal(5))], by=nguoi.chuyen_vien)
    han = HanNop.objects.get(ky=bo.ky, buoc="so", bieu="")
    HanNop.objects.filter(pk=han.pk).update(loai_han="cham_nhat")

    def cua(so_ngay):
        ngay = han.ngay + timedelta(days=so_ngay)
        return [c for c in cac_canh_bao(ngay) if c.ma in ("CB01", "CB02")]

    truoc, giua, sau = cua(-5), cua(-4), cua(7)

    assert [(c.ma, c.don_vi, c.ky) for c in truoc] == [("CB01", "34:80", "2026-6T")]
    assert "hiện ở bước «Đang nhập»" in truoc[0].cau
    assert giua == []
    assert [c.cau for c in sau] == [
        (
            f"Báo cáo {bo.ky} của {bo.don_vi.ten_goi} quá hạn 7 ngày. Đề nghị Cục có công văn đôn "
            "đốc (dự thảo kèm bộ báo cáo)."
        )
    ]
    assert [c.khoa for c in truoc] == [c.khoa for c in cua(-5)]
