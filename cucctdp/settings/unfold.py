"""Theme of the admin: title, colours, side bar."""

from django.templatetags.static import static
from django.urls import reverse_lazy


def _muc(title, icon, viewname, quyen=None):
    item = {"title": title, "icon": icon, "link": reverse_lazy(viewname)}
    if quyen:
        item["permission"] = lambda request: request.user.has_perm(quyen)
    return item


UNFOLD = {
    "SITE_TITLE": "cucctdp",
    "SITE_HEADER": "Công Thương địa phương",
    "SITE_SUBHEADER": "Cục ĐMST, CĐX và Khuyến công",
    "SITE_SYMBOL": "account_balance",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda request: static("img/favicon.svg"),
        }
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "cucctdp.dashboard.dashboard_callback",
    "STYLES": [lambda request: static("css/admin.css")],
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "primary": {
            "50": "239 246 255",
            "100": "219 234 254",
            "200": "191 219 254",
            "300": "147 197 253",
            "400": "96 165 250",
            "500": "37 99 235",
            "600": "29 78 216",
            "700": "30 64 175",
            "800": "30 58 138",
            "900": "23 37 84",
            "950": "15 23 42",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {
                "title": "Báo cáo",
                "items": [
                    _muc("Tiến độ kỳ báo cáo", "dashboard", "admin:index"),
                    _muc("Thông báo", "notifications", "thong_bao:danh_sach")
                    | {"badge": "cucctdp.thong_bao.context.chuong_quan_tri"},
                    _muc(
                        "Cảnh báo",
                        "warning",
                        "canh_bao",
                        "baocao.view_nguongkiemtra",
                    ),
                    _muc(
                        "Bộ báo cáo",
                        "assignment",
                        "admin:baocao_bobaocao_changelist",
                        "baocao.view_bobaocao",
                    ),
                    _muc(
                        "Điều chỉnh số liệu",
                        "published_with_changes",
                        "admin:baocao_dieuchinh_changelist",
                        "baocao.view_dieuchinh",
                    ),
                    _muc(
                        "Đề nghị gia hạn",
                        "more_time",
                        "admin:baocao_denghigiahan_changelist",
                        "baocao.view_bobaocao",
                    ),
                    _muc(
                        "Kỳ báo cáo",
                        "event",
                        "admin:baocao_kybaocao_changelist",
                        "baocao.view_kybaocao",
                    ),
                    _muc(
                        "Tổng hợp",
                        "functions",
                        "admin:baocao_lantonghop_changelist",
                        "baocao.view_lantonghop",
                    ),
                    _muc(
                        "Số liệu công bố",
                        "newspaper",
                        "admin:baocao_solieucongbo_changelist",
                        "baocao.view_lantonghop",
                    ),
                    _muc(
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
                    _muc(
                        "Việc đến hạn",
                        "alarm",
                        "admin:baocao_viec_den_han",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Kiến nghị",
                        "forum",
                        "admin:baocao_kiennghi_changelist",
                        "baocao.view_kiennghi",
                    ),
                    _muc(
                        "Kiến nghị chung",
                        "hub",
                        "admin:baocao_nhomkiennghi_changelist",
                        "baocao.view_nhomkiennghi",
                    ),
                    _muc(
                        "Nghị quyết, đề án",
                        "gavel",
                        "admin:baocao_nghiquyet_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Nhiệm vụ nghị quyết",
                        "task_alt",
                        "admin:baocao_nhiemvunghiquyet_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Góp ý văn kiện",
                        "rate_review",
                        "admin:baocao_gopyvankien_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Chương trình MTQG",
                        "flag",
                        "admin:baocao_chuongtrinhmtqg_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Đoàn kiểm tra",
                        "fact_check",
                        "admin:baocao_doankiemtra_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Kết luận kiểm tra",
                        "rule_folder",
                        "admin:baocao_ketluankiemtra_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Văn bản QPPL",
                        "menu_book",
                        "admin:baocao_vanban_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Chương trình làm việc",
                        "event_note",
                        "admin:baocao_chuongtrinhlamviec_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Nhiệm vụ được giao",
                        "assignment_turned_in",
                        "admin:baocao_nhiemvulamviec_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Sự kiện ngành",
                        "festival",
                        "admin:baocao_sukiennganh_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Truyền thông",
                        "campaign",
                        "admin:baocao_truyenthong_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
                        "Khen thưởng",
                        "military_tech",
                        "admin:baocao_khenthuong_changelist",
                        "baocao.xem_sotheodoi",
                    ),
                    _muc(
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
                    _muc(
                        "Đề án khuyến công",
                        "factory",
                        "admin:khuyencong_dean_changelist",
                        "khuyencong.view_dean",
                    ),
                    _muc(
                        "Cơ sở nghi trùng",
                        "content_copy",
                        "admin:khuyencong_dean_nghi_trung",
                        "khuyencong.view_thuhuong",
                    ),
                    _muc(
                        "Việc chậm, quá hạn",
                        "alarm",
                        "admin:khuyencong_canhbao_changelist",
                        "khuyencong.view_canhbao",
                    ),
                    _muc(
                        "Hồ sơ nghiệm thu chờ ghi",
                        "inventory",
                        "admin:khuyencong_nopnghiemthu_changelist",
                        "khuyencong.view_nopnghiemthu",
                    ),
                    _muc(
                        "Kế hoạch, giao vốn",
                        "payments",
                        "admin:khuyencong_kehoach_changelist",
                        "khuyencong.view_kehoach",
                    ),
                    _muc(
                        "Chương trình, mục tiêu",
                        "flag",
                        "admin:khuyencong_chuongtrinh_changelist",
                        "khuyencong.view_chuongtrinh",
                    ),
                    _muc(
                        "Trung tâm khuyến công",
                        "apartment",
                        "admin:khuyencong_trungtam_changelist",
                        "khuyencong.view_trungtam",
                    ),
                    _muc(
                        "Cộng tác viên",
                        "groups",
                        "admin:khuyencong_congtacvien_changelist",
                        "khuyencong.view_congtacvien",
                    ),
                    _muc(
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
                    _muc(
                        "Nội dung hoạt động",
                        "category",
                        "admin:khuyencong_noidung_changelist",
                        "khuyencong.view_noidung",
                    ),
                    _muc(
                        "Định mức hỗ trợ",
                        "price_check",
                        "admin:khuyencong_dinhmuc_changelist",
                        "khuyencong.view_dinhmuc",
                    ),
                    _muc(
                        "Đối tượng, địa bàn",
                        "how_to_reg",
                        "admin:khuyencong_chedodoituong_changelist",
                        "khuyencong.view_chedodoituong",
                    ),
                    _muc(
                        "Ngành nghề được hưởng",
                        "construction",
                        "admin:khuyencong_nganhnghe_changelist",
                        "khuyencong.view_nganhnghe",
                    ),
                    _muc(
                        "Địa bàn ưu tiên",
                        "landscape",
                        "admin:khuyencong_diabanuutien_changelist",
                        "khuyencong.view_diabanuutien",
                    ),
                    _muc(
                        "Thời hạn quy trình",
                        "schedule",
                        "admin:khuyencong_thoihan_changelist",
                        "khuyencong.view_thoihan",
                    ),
                    _muc(
                        "Tỷ lệ tạm ứng",
                        "percent",
                        "admin:khuyencong_tyletamung_changelist",
                        "khuyencong.view_tyletamung",
                    ),
                    _muc(
                        "Tài liệu phải có",
                        "checklist",
                        "admin:khuyencong_yeucautailieu_changelist",
                        "khuyencong.view_yeucautailieu",
                    ),
                    _muc(
                        "Thẩm quyền điều chỉnh",
                        "gavel",
                        "admin:khuyencong_thamquyen_changelist",
                        "khuyencong.view_thamquyen",
                    ),
                    _muc(
                        "Mẫu biểu khuyến công",
                        "description",
                        "admin:khuyencong_maubieu_changelist",
                        "khuyencong.view_maubieu",
                    ),
                    _muc(
                        "Quy tắc khuyến công",
                        "rule",
                        "admin:khuyencong_quytac_changelist",
                        "khuyencong.view_quytac",
                    ),
                ],
            },
            {
                "title": "Biểu mẫu và quy tắc",
                "collapsible": True,
                "items": [
                    _muc(
                        "Biểu mẫu",
                        "table_chart",
                        "admin:baocao_bieumau_changelist",
                        "baocao.view_bieumau",
                    ),
                    _muc(
                        "Quy tắc kiểm tra",
                        "rule",
                        "admin:baocao_quytackiemtra_changelist",
                        "baocao.view_quytackiemtra",
                    ),
                    _muc(
                        "Quy định kiểm tra",
                        "fact_check",
                        "admin:baocao_quydinhkiemtra_changelist",
                        "baocao.view_quydinhkiemtra",
                    ),
                    _muc(
                        "Ngưỡng kiểm tra",
                        "tune",
                        "admin:baocao_nguongkiemtra_changelist",
                        "baocao.view_nguongkiemtra",
                    ),
                    _muc(
                        "Ước bổ sung của Cục",
                        "calculate",
                        "admin:baocao_uoccuc_changelist",
                        "baocao.view_uoccuc",
                    ),
                    _muc(
                        "Miễn trừ quy tắc",
                        "rule_settings",
                        "admin:baocao_mientruquytac_changelist",
                        "baocao.view_mientruquytac",
                    ),
                    _muc(
                        "Quy tắc lịch",
                        "calendar_month",
                        "admin:baocao_quytaclich_changelist",
                        "baocao.view_quytaclich",
                    ),
                    _muc(
                        "Loại báo cáo",
                        "list_alt",
                        "admin:baocao_loaibaocao_changelist",
                        "baocao.view_loaibaocao",
                    ),
                    _muc(
                        "Hồ sơ tỉnh",
                        "badge",
                        "admin:baocao_hosotinh_changelist",
                        "baocao.view_hosotinh",
                    ),
                    _muc(
                        "Sản phẩm của tỉnh",
                        "inventory_2",
                        "admin:baocao_sanphamtinh_changelist",
                        "baocao.view_sanphamtinh",
                    ),
                    _muc(
                        "Chỉ tiêu theo hồ sơ",
                        "checklist",
                        "admin:baocao_dongtheohoso_changelist",
                        "baocao.view_dongtheohoso",
                    ),
                    _muc(
                        "Ngày nghỉ",
                        "beach_access",
                        "admin:baocao_ngaynghi_changelist",
                        "baocao.view_ngaynghi",
                    ),
                    _muc(
                        "Bậc nhắc việc",
                        "notification_important",
                        "admin:thong_bao_bacnhac_changelist",
                        "thong_bao.view_bacnhac",
                    ),
                    _muc(
                        "Giờ gửi thư",
                        "schedule_send",
                        "admin:thong_bao_lichgui_changelist",
                        "thong_bao.view_lichgui",
                    ),
                ],
            },
            {
                "title": "Danh mục dùng chung",
                "collapsible": True,
                "items": [
                    _muc(
                        "Đơn vị hành chính",
                        "map",
                        "admin:donvi_donvihanhchinh_changelist",
                        "donvi.view_donvihanhchinh",
                    ),
                    _muc(
                        "Xã, phường, đặc khu",
                        "location_city",
                        "admin:donvi_xa_changelist",
                        "donvi.view_xa",
                    ),
                    _muc(
                        "Phân vùng",
                        "public",
                        "admin:donvi_phanvung_changelist",
                        "donvi.view_phanvung",
                    ),
                    _muc(
                        "Tổ chức",
                        "corporate_fare",
                        "admin:donvi_tochuc_changelist",
                        "donvi.view_tochuc",
                    ),
                    _muc("Cơ sở CNNT", "factory", "admin:donvi_coso_changelist", "donvi.view_coso"),
                    _muc(
                        "Nhập từ tệp",
                        "upload_file",
                        "admin:imports_phiennhap_changelist",
                        "imports.view_phiennhap",
                    ),
                    _muc(
                        "Ngành kinh tế (VSIC)",
                        "category",
                        "admin:donvi_nganhkinhte_changelist",
                        "donvi.view_nganhkinhte",
                    ),
                ],
            },
            {
                "title": "Hệ thống",
                "collapsible": True,
                "items": [
                    _muc(
                        "Tài khoản",
                        "person",
                        "admin:accounts_user_changelist",
                        "accounts.view_user",
                    ),
                    _muc(
                        "Khóa API", "key", "admin:apikit_khoaapi_changelist", "apikit.view_khoaapi"
                    ),
                    _muc(
                        "Địa chỉ nhận sự kiện",
                        "webhook",
                        "admin:apikit_diachinhan_changelist",
                        "apikit.view_diachinhan",
                    ),
                    _muc(
                        "Sự kiện gửi đi",
                        "send",
                        "admin:apikit_guisukien_changelist",
                        "apikit.view_guisukien",
                    ),
                    _muc(
                        "Nhật ký sự kiện",
                        "history",
                        "admin:audit_sukien_changelist",
                        "audit.view_sukien",
                    ),
                    _muc(
                        "Việc nền", "sync", "admin:files_congviec_changelist", "files.view_congviec"
                    ),
                    _muc(
                        "Hộp gửi thông báo",
                        "outgoing_mail",
                        "admin:thong_bao_thongbao_changelist",
                        "thong_bao.view_thongbao",
                    ),
                    _muc("Tệp", "folder", "admin:files_tep_changelist", "files.view_tep"),
                ],
            },
        ],
    },
}
