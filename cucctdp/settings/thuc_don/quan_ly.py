"""Side bar of the admin: what is set up (forms, rules, catalogues, system)."""

from cucctdp.settings.thuc_don.muc import muc

CAC_NHOM = [
    {
        "title": "Biểu mẫu và quy tắc",
        "collapsible": True,
        "items": [
            muc(
                "Biểu mẫu",
                "table_chart",
                "admin:baocao_bieumau_changelist",
                "baocao.view_bieumau",
            ),
            muc(
                "Quy tắc kiểm tra",
                "rule",
                "admin:baocao_quytackiemtra_changelist",
                "baocao.view_quytackiemtra",
            ),
            muc(
                "Quy định kiểm tra",
                "fact_check",
                "admin:baocao_quydinhkiemtra_changelist",
                "baocao.view_quydinhkiemtra",
            ),
            muc(
                "Ngưỡng kiểm tra",
                "tune",
                "admin:baocao_nguongkiemtra_changelist",
                "baocao.view_nguongkiemtra",
            ),
            muc(
                "Ước bổ sung của Cục",
                "calculate",
                "admin:baocao_uoccuc_changelist",
                "baocao.view_uoccuc",
            ),
            muc(
                "Miễn trừ quy tắc",
                "rule_settings",
                "admin:baocao_mientruquytac_changelist",
                "baocao.view_mientruquytac",
            ),
            muc(
                "Quy tắc lịch",
                "calendar_month",
                "admin:baocao_quytaclich_changelist",
                "baocao.view_quytaclich",
            ),
            muc(
                "Loại báo cáo",
                "list_alt",
                "admin:baocao_loaibaocao_changelist",
                "baocao.view_loaibaocao",
            ),
            muc(
                "Hồ sơ tỉnh",
                "badge",
                "admin:baocao_hosotinh_changelist",
                "baocao.view_hosotinh",
            ),
            muc(
                "Sản phẩm của tỉnh",
                "inventory_2",
                "admin:baocao_sanphamtinh_changelist",
                "baocao.view_sanphamtinh",
            ),
            muc(
                "Chỉ tiêu theo hồ sơ",
                "checklist",
                "admin:baocao_dongtheohoso_changelist",
                "baocao.view_dongtheohoso",
            ),
            muc(
                "Ngày nghỉ",
                "beach_access",
                "admin:baocao_ngaynghi_changelist",
                "baocao.view_ngaynghi",
            ),
            muc(
                "Bậc nhắc việc",
                "notification_important",
                "admin:thong_bao_bacnhac_changelist",
                "thong_bao.view_bacnhac",
            ),
            muc(
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
            muc(
                "Đơn vị hành chính",
                "map",
                "admin:donvi_donvihanhchinh_changelist",
                "donvi.view_donvihanhchinh",
            ),
            muc(
                "Xã, phường, đặc khu",
                "location_city",
                "admin:donvi_xa_changelist",
                "donvi.view_xa",
            ),
            muc(
                "Phân vùng",
                "public",
                "admin:donvi_phanvung_changelist",
                "donvi.view_phanvung",
            ),
            muc(
                "Tổ chức",
                "corporate_fare",
                "admin:donvi_tochuc_changelist",
                "donvi.view_tochuc",
            ),
            muc("Cơ sở CNNT", "factory", "admin:donvi_coso_changelist", "donvi.view_coso"),
            muc(
                "Nhập từ tệp",
                "upload_file",
                "admin:imports_phiennhap_changelist",
                "imports.view_phiennhap",
            ),
            muc(
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
            muc(
                "Tài khoản",
                "person",
                "admin:accounts_user_changelist",
                "accounts.view_user",
            ),
            muc("Khóa API", "key", "admin:apikit_khoaapi_changelist", "apikit.view_khoaapi"),
            muc(
                "Địa chỉ nhận sự kiện",
                "webhook",
                "admin:apikit_diachinhan_changelist",
                "apikit.view_diachinhan",
            ),
            muc(
                "Sự kiện gửi đi",
                "send",
                "admin:apikit_guisukien_changelist",
                "apikit.view_guisukien",
            ),
            muc(
                "Nhật ký sự kiện",
                "history",
                "admin:audit_sukien_changelist",
                "audit.view_sukien",
            ),
            muc("Việc nền", "sync", "admin:files_congviec_changelist", "files.view_congviec"),
            muc(
                "Hộp gửi thông báo",
                "outgoing_mail",
                "admin:thong_bao_thongbao_changelist",
                "thong_bao.view_thongbao",
            ),
            muc("Tệp", "folder", "admin:files_tep_changelist", "files.view_tep"),
        ],
    },
]
