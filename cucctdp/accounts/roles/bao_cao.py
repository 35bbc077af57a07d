"""Báo cáo: packs and forms of the Sở, review and totals of the Cục, registers beside them."""

from cucctdp.accounts.roles.kieu import QuyenTheoVai, quyen_tren

# Models whose rows are figures or decide about figures; an administrator may not touch them.
DOI_TUONG_SO_LIEU = ("bobaocao", "phieubieu", "lantonghop", "bantin", "kiennghi", "dieuchinh")
_KHUNG = ("kybaocao", "bieumau", "chitieu", "quytackiemtra", "nguongkiemtra")
_LICH = ("quytaclich", "ngaynghi", "quydinhkiemtra", "loaibaocao", "dongtheohoso")
# What each province has and makes: the Sở reads its own rows, the Cục keeps them.
_HO_SO = ("hosotinh", "sanphamtinh")

_XEM_KHUNG = quyen_tren("baocao", "view", *_KHUNG)
_XEM = (
    *quyen_tren("baocao", "view", "bobaocao", "phieubieu", "dieuchinh", "chuoisolieu", *_HO_SO),
    *_XEM_KHUNG,
)
_XEM_KET_QUA = (
    *quyen_tren("baocao", "view", "lantonghop", "bantin"),
    "baocao.tai_bantin",
    "baocao.xem_thongke",
)
_XEM_CUC = (
    *_XEM,
    "baocao.view_mientruquytac",
    "baocao.view_uoccuc",
    *quyen_tren("baocao", "view", *_LICH),
    *_XEM_KET_QUA,
)

# The registers beside the reports (sổ theo dõi) and the petitions.
_KIEN_NGHI_SO = ("baocao.view_kiennghi", "baocao.gui_kiennghi", "baocao.bao_tien_do_sotheodoi")
_XEM_SO_THEO_DOI = (
    *quyen_tren("baocao", "view", "kiennghi", "nhomkiennghi"),
    "baocao.xem_sotheodoi",
)
_LAM_SO_THEO_DOI = (*_XEM_SO_THEO_DOI, "baocao.xu_ly_kiennghi", "baocao.cap_nhat_sotheodoi")
_DUYET_SO_THEO_DOI = (
    "baocao.giao_kiennghi",
    "baocao.cong_bo_kiennghi",
    "baocao.xac_nhan_sotheodoi",
)

QUYEN: QuyenTheoVai = {
    "so_chuyen_vien": (
        *_XEM,
        "baocao.nhap_phieubieu",
        "baocao.trinh_phong_phieubieu",
        "baocao.view_kiennghi",
        "baocao.lap_dieuchinh",
    ),
    "so_truong_phong": (
        *_XEM,
        *_KIEN_NGHI_SO,
        "baocao.duyet_phong_phieubieu",
        "baocao.chuyen_lanh_dao_bobaocao",
    ),
    "so_tong_hop": (
        *_XEM,
        *_KIEN_NGHI_SO,
        "baocao.danh_gia_kiennghi",
        "baocao.nhap_phieubieu",
        "baocao.trinh_phong_phieubieu",
        "baocao.chuyen_lanh_dao_bobaocao",
        "baocao.lap_dieuchinh",
        "baocao.de_nghi_gia_han",
    ),
    "so_lanh_dao": (
        *_XEM,
        *_KIEN_NGHI_SO,
        "baocao.danh_gia_kiennghi",
        "baocao.ky_gui_bobaocao",
        "baocao.ky_dieuchinh",
        "baocao.de_nghi_gia_han",
    ),
    "so_van_thu": (*_XEM, "baocao.ghi_so_van_ban_bobaocao", "baocao.view_kiennghi"),
    "cuc_chuyen_vien": (
        *_XEM_CUC,
        *_LAM_SO_THEO_DOI,
        "baocao.kiem_tra_bobaocao",
        "baocao.tiep_nhan_bobaocao",
        "baocao.tong_hop_kybaocao",
        "baocao.de_nghi_mientruquytac",
        "baocao.tham_dinh_dieuchinh",
        "baocao.de_nghi_gia_han",
        # Officers write the next version of a form; somebody else puts it in force.
        *quyen_tren("baocao", "add change", "bieumau"),
    ),
    "cuc_lanh_dao_phong": (
        *_XEM_CUC,
        *_LAM_SO_THEO_DOI,
        *_DUYET_SO_THEO_DOI,
        "baocao.tiep_nhan_bobaocao",
        "baocao.gia_han_bobaocao",
        "baocao.mo_kybaocao",
        "baocao.chot_kybaocao",
        "baocao.tong_hop_kybaocao",
        # Rules are business of the Cục: who writes one also sees what it would have caught.
        *quyen_tren("baocao", "add change", "quytackiemtra", "nguongkiemtra", *_HO_SO),
        "baocao.de_nghi_mientruquytac",
        "baocao.duyet_mientruquytac",
        "baocao.duyet_dieuchinh",
        "baocao.giao_giaokiemtra",
        "baocao.ap_dung_bieumau",
    ),
    "cuc_lanh_dao": (
        *_XEM_CUC,
        *_XEM_SO_THEO_DOI,
        *_DUYET_SO_THEO_DOI,
        "baocao.gia_han_bobaocao",
        "baocao.mo_kybaocao",
        "baocao.chot_kybaocao",
        "baocao.cong_bo_kybaocao",
        "baocao.duyet_mientruquytac",
        "baocao.duyet_dieuchinh",
        "baocao.duyet_sau_cong_bo_dieuchinh",
        "baocao.giao_giaokiemtra",
    ),
    "bo_lanh_dao": (*_XEM_KHUNG, *_XEM_KET_QUA, *_XEM_SO_THEO_DOI),
    "api_client": ("baocao.xem_thongke",),
    "quan_tri": (
        *quyen_tren(
            "baocao",
            "view add change",
            "bieumau",
            "chitieu",
            "cotbieu",
            "quytackiemtra",
            "nguongkiemtra",
            "quytaclich",
            "ngaynghi",
            "quydinhkiemtra",
            "hannop",
            "loaibaocao",
            "dongtheohoso",
            "dinhmuctheodoi",
        ),
        "baocao.ap_dung_bieumau",
        "baocao.view_kybaocao",
    ),
    "kiem_toan": (*_XEM_CUC, *_XEM_SO_THEO_DOI, "baocao.view_dinhmuctheodoi"),
}
