"""Petitions for tests, sent and answered through the real doors."""

from baocao.services import kien_nghi as dich_vu

NOI_DUNG = "Điều kiện tỷ lệ lấp đầy cụm công nghiệp 50% làm chậm mở rộng cụm công nghiệp mới"


def gui(nguoi, **khac):
    mac_dinh = {"nguon": "cong_van", "nhom": "THE_CHE", "noi_dung": NOI_DUNG}
    return dich_vu.gui(**{"don_vi": nguoi.don_vi, "by": nguoi.tong_hop, **mac_dinh, **khac})


def den_tra_loi(kn, nguoi):
    kn = dich_vu.tiep_nhan(kn, by=nguoi.cuc_chuyen_vien)
    kn = dich_vu.giao(kn, by=nguoi.cuc_lanh_dao_phong, don_vi_xu_ly="Phòng Cụm công nghiệp")
    kn = dich_vu.xu_ly(kn, by=nguoi.cuc_chuyen_vien)
    return dich_vu.tra_loi(
        kn,
        by=nguoi.cuc_chuyen_vien,
        tra_loi_loai="ghi_nhan",
        tra_loi_noi_dung="Cục ghi nhận để sửa nghị định.",
    )
