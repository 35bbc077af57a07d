"""An adjustment by the matrix of Điều 11 takes effect: rows, ceilings and the ledger (2.5)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from khuyencong.choices import HinhThuc, ViecDieuChinh
from khuyencong.choices import LoaiButToan as L
from khuyencong.doi_de_an import thanh_chu
from khuyencong.models import ButToan, DeAn, DieuChinhDeAn, KeHoach, ThuHuong
from khuyencong.services import dieu_chinh, thuc_hien
from khuyencong.so_du import so_du
from khuyencong.statistics import Hoi, KyTinh, dieu_chinh_hoan_tra
from khuyencong.statistics.dem_de_an import dem_de_an
from tests.factories.accounts import tai_khoan
from tests.factories.donvi import CoSoFactory, DonViFactory, ToChucFactory, XaFactory
from tests.factories.khuyencong import DeAnFactory
from tests.khuyencong import mau

TRIEU = mau.TRIEU
NGAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def _nen(danh_muc_goc, django_db_blocker):
    with django_db_blocker.unblock():
        don_vi = mau.tinh()
        n = mau.nguoi(don_vi)
        de_an = mau.soan_thao(don_vi, n.trung_tam, ho_tro=200 * TRIEU)
        return don_vi, n, mau.duyet(mau.qua_cuc(mau.qua_so(de_an, n), n), n).pk


@pytest.fixture
def don_vi(_nen, db):
    return _nen[0]


@pytest.fixture
def n(_nen, db):
    return _nen[1]


@pytest.fixture
def de_an(_nen, db):
    """Approved with 200 triệu of KCQG and 400 of its own."""
    return DeAn.objects.get(pk=_nen[2])


def _t(de_an):
    return ThuHuong.objects.get(noi_dung__de_an=de_an)


def _lam(de_an, n, viec, sau, dong_y=True):
    """Asked by the centre, confirmed by the Sở, decided by the Cục."""
    dong = dieu_chinh.de_nghi(
        de_an, viec=viec, noi_dung="Theo thực tế của cơ sở.", sau=sau, by=n.trung_tam
    )
    dong = dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    return dieu_chinh.quyet_dinh(
        dong, dong_y=dong_y, so_van_ban="QĐ 7/QĐ-BCT", ngay_van_ban=NGAY, by=n.cuc_ld
    )


def _hop_dong(de_an, n, giao=200):
    thuc_hien.giao_von(
        KeHoach.objects.create(nam=2026, nguon="kcqg"), so_dot=1, so_van_ban="437/CTĐP",
        ngay=date(2026, 2, 1), phan=[(de_an, "kcqg", giao * TRIEU)], by=n.cuc_ld,
    )  # fmt: skip


def test_less_money_is_reversed_and_entered_again(de_an, n):
    t = _t(de_an)

    dong = _lam(de_an, n, "giam_kinh_phi", {f"thu_huong-{t.pk}-kcqg": 150 * TRIEU})

    so = ButToan.objects.filter(de_an=de_an, loai=L.PHE_DUYET, nguon="kcqg").order_by("pk")
    assert [(b.so_tien // TRIEU, b.chung_tu, b.thu_huong_id) for b in so][1:] == [
        (-200, so[0].chung_tu, t.pk), (150, "QĐ 7/QĐ-BCT", t.pk),
    ]  # fmt: skip
    assert (so[1].dao_cua_id, so[2].ngay) == (so[0].pk, NGAY)
    assert (_t(de_an).kcqg, so_du(de_an).cua(L.PHE_DUYET)) == (150 * TRIEU, 150 * TRIEU)
    assert thanh_chu([dong])[dong.pk] == [
        (f"{t}: Khuyến công quốc gia (đồng)", "200.000.000", "150.000.000")
    ]


def test_money_never_falls_below_what_is_allotted_and_stays_whole(de_an, n):
    _hop_dong(de_an, n)
    t = _t(de_an)

    with pytest.raises(ValidationError, match=r"được giao \(200.000.000 đồng\) vượt"):
        _lam(de_an, n, "giam_kinh_phi", {f"thu_huong-{t.pk}-kcqg": 150 * TRIEU})

    assert (so_du(de_an).cua(L.PHE_DUYET), _t(de_an).kcqg) == (200 * TRIEU, 200 * TRIEU)


def test_more_money_up_to_the_ceiling_only(de_an, n):
    _hop_dong(de_an, n)
    khoa = f"thu_huong-{_t(de_an).pk}-kcqg"

    with pytest.raises(ValidationError, match="KC05"):
        _lam(de_an, n, "tang_kinh_phi", {khoa: 301 * TRIEU})
    DieuChinhDeAn.objects.all().delete()
    _lam(de_an, n, "tang_kinh_phi", {khoa: 300 * TRIEU})

    assert so_du(de_an).cua(L.PHE_DUYET) == 300 * TRIEU


def test_direction_of_money_decides_the_kind(de_an, n):
    khoa = f"thu_huong-{_t(de_an).pk}-kcqg"

    def loi(viec, so):
        with pytest.raises(ValidationError) as e:
            dieu_chinh.de_nghi(
                de_an, viec=viec, noi_dung="Đổi tiền.", sau={khoa: so * TRIEU}, by=n.trung_tam
            )
        return e.value.messages[0]

    assert [loi("tang_kinh_phi", 100), loi("giam_kinh_phi", 250), loi("giam_kinh_phi", 200)] == [
        "Tổng kinh phí hỗ trợ không tăng: chọn việc «Giảm hoặc giữ nguyên tổng kinh phí».",
        "Tổng kinh phí hỗ trợ tăng: chọn việc «Tăng tổng kinh phí hỗ trợ».",
        "Chưa có gì thay đổi: sửa ít nhất một ô so với hiện nay.",
    ]


def test_another_establishment_takes_its_place_and_is_asked_the_rules(de_an, n, don_vi):
    tot = CoSoFactory(xa=XaFactory(tinh=don_vi))
    lon = CoSoFactory(xa=tot.xa, loai_hinh="doanh_nghiep", quy_mo="lon")
    t = _t(de_an)

    with pytest.raises(ValidationError, match="KC02"):
        _lam(de_an, n, "thu_huong", {f"thu_huong-{t.pk}-co_so": lon.pk})
    DieuChinhDeAn.objects.all().delete()
    sau = {f"thu_huong-{t.pk}-co_so": tot.pk, f"thu_huong-{t.pk}-xa": tot.xa_id}
    dong = _lam(de_an, n, "thu_huong", sau)

    assert (_t(de_an).co_so, _t(de_an).xa, _t(de_an).hieu_luc) == (tot, tot.xa, "hieu_luc")
    assert dong.truoc[f"thu_huong-{t.pk}-co_so"] == t.co_so_id
    assert [c[2] for c in thanh_chu([dong])[dong.pk]] == [str(tot), str(tot.xa)]


def test_place_content_partner_and_time_take_effect(de_an, n, don_vi):
    t, xa, ban = _t(de_an), XaFactory(tinh=don_vi), ToChucFactory(don_vi=don_vi)
    noi_dung = f"noi_dung-{t.noi_dung_id}"

    _lam(de_an, n, "dia_diem", {f"thu_huong-{t.pk}-xa": xa.pk})
    _lam(de_an, n, "phoi_hop", {"phoi_hop": [ban.pk]})
    _lam(de_an, n, "trong_nam", {"den_ngay": "2026-12-15"})
    dong = _lam(
        de_an, n, "noi_dung",
        {f"{noi_dung}-so_luong": "2", f"{noi_dung}-ten": "Hai máy sấy",
         f"thu_huong-{t.pk}-may": "Máy sấy 300 kg/mẻ"},
    )  # fmt: skip

    de_an, t = DeAn.objects.get(pk=de_an.pk), _t(de_an)
    assert (t.xa, t.may, t.khoa_chi) == (xa, "Máy sấy 300 kg/mẻ", "KT4:may say 300 kg/me")
    assert (t.noi_dung.ten, t.noi_dung.so_luong) == ("Hai máy sấy", 2)
    assert (list(de_an.phoi_hop.all()), de_an.den_ngay) == ([ban], date(2026, 12, 15))
    assert dong.truoc == {
        f"{noi_dung}-so_luong": "1", f"{noi_dung}-ten": "Máy sấy",
        f"thu_huong-{t.pk}-may": "Máy sấy chè 500 kg/mẻ",
    }  # fmt: skip


def test_place_outside_the_province_and_foreign_fields_are_refused(de_an, n):
    t = _t(de_an)
    ngoai = XaFactory(tinh=DonViFactory())

    def loi(viec, sau):
        with pytest.raises(ValidationError) as e:
            dieu_chinh.de_nghi(de_an, viec=viec, noi_dung="Đổi.", sau=sau, by=n.trung_tam)
        return e.value.messages

    assert loi("dia_diem", {f"thu_huong-{t.pk}-xa": ngoai.pk}) == [
        "Xã, phường mới không thuộc tỉnh của đề án."
    ]
    assert "không đổi được" in loi("dia_diem", {f"thu_huong-{t.pk}-kcqg": 1})[0]
    assert loi("ngung", {}) == ["Ngừng đề án: dùng bước «Đề nghị ngừng đề án»."]


def test_refused_or_overtaken_request_changes_nothing(de_an, n):
    khoa = f"thu_huong-{_t(de_an).pk}-kcqg"

    _lam(de_an, n, "giam_kinh_phi", {khoa: 100 * TRIEU}, dong_y=False)
    hai = [
        dieu_chinh.so_xac_nhan(
            dieu_chinh.de_nghi(
                de_an, viec="giam_kinh_phi", noi_dung="Giảm.", sau={khoa: so}, by=n.trung_tam
            ),
            by=n.tham_dinh_so,
        )
        for so in (150 * TRIEU, 120 * TRIEU)
    ]
    qd = {"dong_y": True, "so_van_ban": "QĐ 8", "ngay_van_ban": NGAY, "by": n.cuc_ld}
    dieu_chinh.quyet_dinh(hai[0], **qd)

    with pytest.raises(ValidationError, match="đã thay đổi sau khi đề nghị"):
        dieu_chinh.quyet_dinh(hai[1], **qd)
    assert so_du(de_an).cua(L.PHE_DUYET) == 150 * TRIEU


def test_decision_has_a_possible_day(de_an, n):
    for ngay, cau in (
        (date(2030, 1, 1), "sau hôm nay"),
        (date(2020, 1, 1), "trước ngày phê duyệt"),
    ):
        dong = dieu_chinh.de_nghi(
            de_an, viec="trong_nam", noi_dung="Chậm.", sau={"den_ngay": "2026-12-15"},
            by=n.trung_tam,
        )  # fmt: skip
        dong = dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
        with pytest.raises(ValidationError, match=cau):
            dieu_chinh.quyet_dinh(
                dong, dong_y=True, so_van_ban="QĐ 1", ngay_van_ban=ngay, by=n.cuc_ld
            )


def test_stop_is_a_decision_that_b5_and_the_counts_see(de_an, n):
    thuc_hien.xin_ngung(de_an, ly_do="Cơ sở không đủ vốn đối ứng", by=n.trung_tam)
    dong = DieuChinhDeAn.objects.get(de_an=de_an)
    cho = (dong.viec, dong.cap, dong.trang_thai)

    with pytest.raises(ValidationError, match="chưa xác nhận đề nghị ngừng"):
        thuc_hien.ngung(
            DeAn.objects.get(pk=de_an.pk), ly_do="Không còn khả năng đối ứng", so_van_ban="9",
            ngay_van_ban=NGAY, by=n.cuc_ld,
        )  # fmt: skip
    dieu_chinh.so_xac_nhan(dong, by=n.tham_dinh_so)
    thuc_hien.ngung(
        DeAn.objects.get(pk=de_an.pk), ly_do="Không còn khả năng đối ứng",
        so_van_ban="99/QĐ-BCT", ngay_van_ban=NGAY, by=n.cuc_ld,
    )  # fmt: skip

    hoi = Hoi(KyTinh.cua_nam(2026, None, None))
    (b5,) = [d for d in dieu_chinh_hoan_tra(hoi).cac_dong if d.de_an_id == de_an.pk]
    assert cho == ("ngung", "bo", "cho_so")
    assert (b5.loai, b5.cap, b5.van_ban, b5.ngay, b5.trang_thai) == (
        "Ngừng đề án", "Bộ Công Thương", "99/QĐ-BCT", NGAY, "Đã quyết định",
    )  # fmt: skip
    assert (dem_de_an(hoi).ngung.luy_ke, dem_de_an(hoi).dieu_chinh.luy_ke) == (1, 0)


def test_stop_without_a_possible_paper_changes_nothing(de_an, n):
    de_an = thuc_hien.xin_ngung(de_an, ly_do="Cơ sở không đủ vốn đối ứng", by=n.trung_tam)
    dieu_chinh.so_xac_nhan(DieuChinhDeAn.objects.get(de_an=de_an), by=n.tham_dinh_so)
    o = {"ly_do": "Không còn khả năng", "by": n.cuc_ld}

    with pytest.raises(ValidationError, match="phải có số và ngày"):
        thuc_hien.ngung(de_an, so_van_ban="", ngay_van_ban=NGAY, **o)
    with pytest.raises(ValidationError, match="sau hôm nay"):
        thuc_hien.ngung(de_an, so_van_ban="9", ngay_van_ban=date(2030, 1, 1), **o)

    assert DeAn.objects.get(pk=de_an.pk).trang_thai == "xin_ngung"


_BO = {"tang_kinh_phi", "noi_dung", "sang_nam_sau", "ngung"}
_CUA_NHOM = {"dia_diem", "thu_huong", "phoi_hop"}


def _cap(nguon, hinh_thuc, viec):
    """2.5 read aloud; KCĐP: the province decides what the Ministry does for KCQG."""
    if viec in _BO:
        return "bo" if nguon == "kcqg" else "ubnd"
    if nguon == "kcdp" or (hinh_thuc == "nhom" and viec in _CUA_NHOM):
        return "so"
    return "cuc"


@pytest.mark.parametrize("viec", ViecDieuChinh.values)
@pytest.mark.parametrize("hinh_thuc", HinhThuc.values)
@pytest.mark.parametrize("nguon", ["kcqg", "kcdp"])
def test_matrix_of_authority_source_form_kind(don_vi, nguon, hinh_thuc, viec):
    de_an = DeAnFactory.build(don_vi=don_vi, nguon=nguon, hinh_thuc=hinh_thuc)

    assert dieu_chinh.cap_quyet_dinh(de_an, viec, ngay=NGAY) == _cap(nguon, hinh_thuc, viec)


# Who enters the decisions of each level; nobody else does.
_GHI = {
    "bo": {"cuc_ld"},
    "cuc": {"cuc_ld"},
    "ubnd": {"lanh_dao_so"},
    "so": {"tham_dinh_so", "truong_phong"},
}
_AI = ("trung_tam", "tham_dinh_so", "truong_phong", "lanh_dao_so", "cuc", "cuc_phong", "cuc_ld")


@pytest.mark.parametrize(
    ("cap", "nguon", "hinh_thuc", "viec", "sau"),
    [
        ("bo", "kcqg", "rieng_le", "sang_nam_sau", "2027-03-31"),
        ("cuc", "kcqg", "rieng_le", "trong_nam", "2026-12-15"),
        ("so", "kcqg", "nhom", "phoi_hop", None),
        ("ubnd", "kcdp", "rieng_le", "sang_nam_sau", "2027-03-31"),
        ("so", "kcdp", "rieng_le", "trong_nam", "2026-12-15"),
    ],
)
def test_matrix_of_authority_role_level(de_an, n, don_vi, cap, nguon, hinh_thuc, viec, sau):
    DeAn.objects.filter(pk=de_an.pk).update(nguon=nguon, hinh_thuc=hinh_thuc)
    de_an.refresh_from_db()
    doi = {"den_ngay": sau} if sau else {"phoi_hop": [ToChucFactory(don_vi=don_vi).pk]}
    khac = tai_khoan("so_khuyen_cong", don_vi=don_vi)
    kq = set()
    for ten in _AI:
        DeAn.objects.filter(pk=de_an.pk).update(den_ngay=date(2026, 11, 30))
        de_an.phoi_hop.clear()
        dong = dieu_chinh.de_nghi(
            DeAn.objects.get(pk=de_an.pk), viec=viec, noi_dung="Đổi theo thực tế.", sau=doi, by=khac
        )
        DieuChinhDeAn.objects.filter(pk=dong.pk).update(trang_thai="cho_duyet")
        try:
            dieu_chinh.quyet_dinh(
                dong, dong_y=True, so_van_ban="QĐ 1", ngay_van_ban=NGAY, by=getattr(n, ten)
            )
        except PermissionDenied:
            continue
        kq.add(ten)

    assert (dong.cap, kq) == (cap, _GHI[cap])
