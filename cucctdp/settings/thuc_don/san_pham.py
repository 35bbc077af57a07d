"""Side bar of the admin: selection of typical rural industrial products and its catalogues."""

from cucctdp.settings.thuc_don.muc import muc

_APP = "sanpham_tieubieu"


def _so(ten, icon, model):
    """The register of a model, shown to who may see it."""
    return muc(ten, icon, f"admin:{_APP}_{model}_changelist", f"{_APP}.view_{model}")


CAC_NHOM = [
    {
        "title": "Sản phẩm tiêu biểu",
        "collapsible": True,
        "items": [
            _so("Kỳ bình chọn", "emoji_events", "kybinhchon"),
            _so("Hồ sơ đăng ký", "assignment", "hosodangky"),
            muc("Chấm điểm", "edit_note", "cham_diem:danh_sach", f"{_APP}.cham_diem"),
            _so("Sản phẩm", "inventory_2", "sanpham"),
            _so("Giấy chứng nhận", "workspace_premium", "giaychungnhan"),
            _so("Thành viên các ban", "groups", "nhansu"),
            muc(
                "Thống kê bình chọn",
                "bar_chart",
                f"admin:{_APP}_kybinhchon_thong_ke",
                f"{_APP}.xem_thongke",
            ),
            _so("Cảnh báo bình chọn", "notification_important", "canhbao"),
            _so("Danh hiệu các năm trước", "history_edu", "danhhieucu"),
            _so("Số liệu kỳ đã công bố", "newspaper", "socongbo"),
            _so("Làng nghề", "cottage", "langnghe"),
            _so("Hội chợ, hội nghị", "storefront", "sukiennganh"),
        ],
    },
    {
        "title": "Danh mục bình chọn",
        "collapsible": True,
        "items": [
            _so("Quy định của cấp", "gavel", "quydinhcap"),
            _so("Nhóm sản phẩm", "category", "nhomsanpham"),
            _so("Giấy tờ của hồ sơ", "checklist", "loaitailieu"),
            _so("Quy tắc bình chọn", "rule", "quytac"),
        ],
    },
]
