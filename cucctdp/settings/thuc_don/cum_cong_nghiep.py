"""Side bar of the admin: industrial clusters and their catalogues."""

from cucctdp.settings.thuc_don.muc import muc

CAC_NHOM = [
    {
        "title": "Cụm công nghiệp",
        "collapsible": True,
        "items": [
            muc(
                "Danh sách cụm",
                "domain",
                "admin:cumcongnghiep_cum_changelist",
                "cumcongnghiep.view_cum",
            ),
            muc(
                "Quy hoạch cụm",
                "layers",
                "admin:cumcongnghiep_quyhoach_changelist",
                "cumcongnghiep.view_quyhoach",
            ),
            muc(
                "Chủ đầu tư hạ tầng",
                "apartment",
                "admin:cumcongnghiep_chudautu_changelist",
                "cumcongnghiep.view_chudautu",
            ),
            muc(
                "Số liệu, bản đồ cụm",
                "map",
                "ccn_ca_nuoc",
                "cumcongnghiep.xem_thongke",
            ),
            muc(
                "22 câu hỏi về cụm",
                "help_center",
                "ccn_cau_hoi",
                "cumcongnghiep.xem_thongke",
            ),
            muc(
                "Cảnh báo cụm",
                "notification_important",
                "admin:cumcongnghiep_canhbao_changelist",
                "cumcongnghiep.view_canhbao",
            ),
            muc(
                "Biểu 04 các tỉnh gửi",
                "move_to_inbox",
                "admin:cumcongnghiep_bieunop_changelist",
                "cumcongnghiep.view_bieunop",
            ),
            muc(
                "Kỳ báo cáo cụm",
                "date_range",
                "admin:cumcongnghiep_kybieu_changelist",
                "cumcongnghiep.view_kybieu",
            ),
            muc(
                "Người báo cáo cụm",
                "assignment_ind",
                "admin:cumcongnghiep_nguoibaocao_changelist",
                "cumcongnghiep.view_nguoibaocao",
            ),
            muc(
                "Số cụm đã công bố",
                "newspaper",
                "admin:cumcongnghiep_socongbo_changelist",
                "cumcongnghiep.view_socongbo",
            ),
        ],
    },
    {
        "title": "Danh mục cụm công nghiệp",
        "collapsible": True,
        "items": [
            muc(
                "Chế độ pháp lý",
                "gavel",
                "admin:cumcongnghiep_chedo_changelist",
                "cumcongnghiep.view_chedo",
            ),
            muc(
                "Thời hạn các bước",
                "schedule",
                "admin:cumcongnghiep_thoihan_changelist",
                "cumcongnghiep.view_thoihan",
            ),
            muc(
                "Tiêu chí chọn chủ đầu tư",
                "checklist",
                "admin:cumcongnghiep_tieuchi_changelist",
                "cumcongnghiep.view_tieuchi",
            ),
            muc(
                "Hạn gửi biểu",
                "event",
                "admin:cumcongnghiep_hanbieu_changelist",
                "cumcongnghiep.view_hanbieu",
            ),
            muc(
                "Địa bàn ưu đãi",
                "landscape",
                "admin:cumcongnghiep_diabanuudai_changelist",
                "cumcongnghiep.view_diabanuudai",
            ),
            muc(
                "Quy tắc cụm",
                "rule",
                "admin:cumcongnghiep_quytac_changelist",
                "cumcongnghiep.view_quytac",
            ),
        ],
    },
]
