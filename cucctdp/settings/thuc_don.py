"""Side bar of the admin: the work (reports, registers, programmes)."""

from django.urls import reverse_lazy


def muc(title, icon, viewname, quyen=None):
    """One line of the side bar, shown to who holds ``quyen``; None: to everybody."""
    item = {"title": title, "icon": icon, "link": reverse_lazy(viewname)}
    if quyen:
        item["permission"] = lambda request: request.user.has_perm(quyen)
    return item


NGHIEP_VU = [
    {
        "title": "Báo cáo",
        "items": [
            muc("Tiến độ kỳ báo cáo", "dashboard", "admin:index"),
            muc("Thông báo", "notifications", "thong_bao:danh_sach")
            | {"badge": "cucctdp.thong_bao.context.chuong_quan_tri"},
            muc(
                "Cảnh báo",
                "warning",
                "canh_bao",
                "baocao.view_nguongkiemtra",
            ),
            muc(
                "Bộ báo cáo",
                "assignment",
                "admin:baocao_bobaocao_changelist",
                "baocao.view_bobaocao",
            ),
            muc(
                "Điều chỉnh số liệu",
                "published_with_changes",
                "admin:baocao_dieuchinh_changelist",
                "baocao.view_dieuchinh",
            ),
            muc(
                "Đề nghị gia hạn",
                "more_time",
                "admin:baocao_denghigiahan_changelist",
                "baocao.view_bobaocao",
            ),
            muc(
                "Kỳ báo cáo",
                "event",
                "admin:baocao_kybaocao_changelist",
                "baocao.view_kybaocao",
            ),
            muc(
                "Tổng hợp",
                "functions",
                "admin:baocao_lantonghop_changelist",
                "baocao.view_lantonghop",
            ),
            muc(
                "Số liệu công bố",
                "newspaper",
                "admin:baocao_solieucongbo_changelist",
                "baocao.view_lantonghop",
            ),
            muc(
                "Bản tin lãnh đạo",
                "picture_as_pdf",
                "admin:baocao_bantin_changelist",
                "baocao.view_bantin",
            ),
        ],
    },
    {
        "title": "Theo dõi",
        "collapsible": True,
        "items": [
            muc(
                "Việc đến hạn",
                "alarm",
                "admin:baocao_viec_den_han",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Kiến nghị",
                "forum",
                "admin:baocao_kiennghi_changelist",
                "baocao.view_kiennghi",
            ),
            muc(
                "Kiến nghị chung",
                "hub",
                "admin:baocao_nhomkiennghi_changelist",
                "baocao.view_nhomkiennghi",
            ),
            muc(
                "Nghị quyết, đề án",
                "gavel",
                "admin:baocao_nghiquyet_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Nhiệm vụ nghị quyết",
                "task_alt",
                "admin:baocao_nhiemvunghiquyet_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Góp ý văn kiện",
                "rate_review",
                "admin:baocao_gopyvankien_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Chương trình MTQG",
                "flag",
                "admin:baocao_chuongtrinhmtqg_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Đoàn kiểm tra",
                "fact_check",
                "admin:baocao_doankiemtra_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Kết luận kiểm tra",
                "rule_folder",
                "admin:baocao_ketluankiemtra_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Văn bản QPPL",
                "menu_book",
                "admin:baocao_vanban_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Chương trình làm việc",
                "event_note",
                "admin:baocao_chuongtrinhlamviec_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Nhiệm vụ được giao",
                "assignment_turned_in",
                "admin:baocao_nhiemvulamviec_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Sự kiện ngành",
                "festival",
                "admin:baocao_sukiennganh_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Truyền thông",
                "campaign",
                "admin:baocao_truyenthong_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Khen thưởng",
                "military_tech",
                "admin:baocao_khenthuong_changelist",
                "baocao.xem_sotheodoi",
            ),
            muc(
                "Định mức theo dõi",
                "timer",
                "admin:baocao_dinhmuctheodoi_changelist",
                "baocao.view_dinhmuctheodoi",
            ),
        ],
    },
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
