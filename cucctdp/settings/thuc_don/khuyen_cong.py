"""Side bar of the admin: đề án khuyến công and their catalogues."""

from cucctdp.settings.thuc_don.muc import muc

CAC_NHOM = [
    {
        "title": "Khuyến công",
        "collapsible": True,
        "items": [
            muc(
                "Đề án khuyến công",
                "factory",
                "admin:khuyencong_dean_changelist",
                "khuyencong.view_dean",
            ),
            muc(
                "Thống kê B1–B9",
                "table_chart",
                "admin:khuyencong_dean_thong_ke",
                "khuyencong.xem_thongke",
            ),
            muc(
                "Cơ sở nghi trùng",
                "content_copy",
                "admin:khuyencong_dean_nghi_trung",
                "khuyencong.view_thuhuong",
            ),
            muc(
                "Việc chậm, quá hạn",
                "alarm",
                "admin:khuyencong_canhbao_changelist",
                "khuyencong.view_canhbao",
            ),
            muc(
                "Hồ sơ nghiệm thu chờ ghi",
                "inventory",
                "admin:khuyencong_nopnghiemthu_changelist",
                "khuyencong.view_nopnghiemthu",
            ),
            muc(
                "Kế hoạch, giao vốn",
                "payments",
                "admin:khuyencong_kehoach_changelist",
                "khuyencong.view_kehoach",
            ),
            muc(
                "Chương trình, mục tiêu",
                "flag",
                "admin:khuyencong_chuongtrinh_changelist",
                "khuyencong.view_chuongtrinh",
            ),
            muc(
                "Số đã công bố",
                "newspaper",
                "admin:khuyencong_socongbo_changelist",
                "khuyencong.view_socongbo",
            ),
            muc(
                "Trung tâm khuyến công",
                "apartment",
                "admin:khuyencong_trungtam_changelist",
                "khuyencong.view_trungtam",
            ),
            muc(
                "Cộng tác viên",
                "groups",
                "admin:khuyencong_congtacvien_changelist",
                "khuyencong.view_congtacvien",
            ),
            muc(
                "Tư vấn viên",
                "school",
                "admin:khuyencong_tuvanvien_changelist",
                "khuyencong.view_tuvanvien",
            ),
        ],
    },
    {
        "title": "Danh mục khuyến công",
        "collapsible": True,
        "items": [
            muc(
                "Nội dung hoạt động",
                "category",
                "admin:khuyencong_noidung_changelist",
                "khuyencong.view_noidung",
            ),
            muc(
                "Định mức hỗ trợ",
                "price_check",
                "admin:khuyencong_dinhmuc_changelist",
                "khuyencong.view_dinhmuc",
            ),
            muc(
                "Đối tượng, địa bàn",
                "how_to_reg",
                "admin:khuyencong_chedodoituong_changelist",
                "khuyencong.view_chedodoituong",
            ),
            muc(
                "Ngành nghề được hưởng",
                "construction",
                "admin:khuyencong_nganhnghe_changelist",
                "khuyencong.view_nganhnghe",
            ),
            muc(
                "Địa bàn ưu tiên",
                "landscape",
                "admin:khuyencong_diabanuutien_changelist",
                "khuyencong.view_diabanuutien",
            ),
            muc(
                "Thời hạn quy trình",
                "schedule",
                "admin:khuyencong_thoihan_changelist",
                "khuyencong.view_thoihan",
            ),
            muc(
                "Tỷ lệ tạm ứng",
                "percent",
                "admin:khuyencong_tyletamung_changelist",
                "khuyencong.view_tyletamung",
            ),
            muc(
                "Tài liệu phải có",
                "checklist",
                "admin:khuyencong_yeucautailieu_changelist",
                "khuyencong.view_yeucautailieu",
            ),
            muc(
                "Thẩm quyền điều chỉnh",
                "gavel",
                "admin:khuyencong_thamquyen_changelist",
                "khuyencong.view_thamquyen",
            ),
            muc(
                "Mẫu biểu khuyến công",
                "description",
                "admin:khuyencong_maubieu_changelist",
                "khuyencong.view_maubieu",
            ),
            muc(
                "Quy tắc khuyến công",
                "rule",
                "admin:khuyencong_quytac_changelist",
                "khuyencong.view_quytac",
            ),
        ],
    },
]
