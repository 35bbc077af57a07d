"""A restatement tells who acts next, and both sides of its end."""

import pytest

from baocao.services import dieu_chinh as dv
from cucctdp.thong_bao.models import ThongBao


def nhan(ai):
    """What this person got about restatements inside the system, oldest first."""
    rows = ThongBao.objects.filter(nguoi_nhan=ai, kenh="he_thong", khoa__startswith="dieuchinh.")
    return [t.partition("): ")[2] for t in rows.order_by("pk").values_list("tieu_de", flat=True)]


def test_whole_way_to_approval_tells_each_once(cho_duyet, nguoi):
    dv.duyet(cho_duyet(), by=nguoi.cuc_lanh_dao_phong)

    xong = "Cục đã duyệt, đã ghi số mới"
    assert nhan(nguoi.lanh_dao) == ["chờ lãnh đạo Sở ký", xong]
    assert nhan(nguoi.chuyen_vien) == nhan(nguoi.tong_hop) == ["Sở đã ký, gửi Cục", xong]
    assert nhan(nguoi.cuc_chuyen_vien) == ["Sở đã ký, gửi Cục", xong]
    assert nhan(nguoi.cuc_lanh_dao_phong) == ["chờ lãnh đạo Cục duyệt"]
    assert nhan(nguoi.cuc_lanh_dao) == []


@pytest.mark.parametrize(
    ("lam", "ai", "cau"),
    [
        (dv.tu_choi, "cuc_lanh_dao_phong", "Cục không chấp nhận"),
        (dv.tra_lai, "cuc_chuyen_vien", "Cục trả lại Sở"),
    ],
)
def test_refusal_and_return_reach_the_so_with_the_reason(cho_duyet, nguoi, lam, ai, cau):
    lam(cho_duyet(), by=getattr(nguoi, ai), ly_do="Chưa có chứng từ của doanh nghiệp.")

    dong = ThongBao.objects.filter(nguoi_nhan=nguoi.lanh_dao, kenh="he_thong").latest("pk")
    assert dong.tieu_de.endswith(cau)
    assert dong.noi_dung.startswith("Lý do: Chưa có chứng từ của doanh nghiệp.")
    assert nhan(nguoi.chuyen_vien)[-1] == nhan(nguoi.tong_hop)[-1] == cau
