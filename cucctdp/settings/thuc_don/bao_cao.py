"""Side bar of the admin: reports of the provinces and the registers beside them."""

from cucctdp.settings.thuc_don.muc import muc

CAC_NHOM = [
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
]
