"""The 22 questions in the words leaders ask them (section 6.3 of the domain file)."""

# Number → (question, short name).
CAU: dict[int, tuple[str, str]] = {
    1: (
        (
            "Bao nhiêu cụm trong quy hoạch, đã thành lập, đang hoạt động, bao nhiêu ha; bao nhiêu "
            "cụm hoạt động mà chưa thành lập?"
        ),
        "Số cụm và diện tích",
    ),
    2: (
        "Tỷ lệ lấp đầy là bao nhiêu, tính trên mẫu số nào; mẫu số nào đã thay đổi?",
        "Tỷ lệ lấp đầy",
    ),
    3: (
        (
            "Ngay lúc này còn bao nhiêu đất công nghiệp có hạ tầng chưa cho thuê, ở đâu, có những "
            "kết nối gì?"
        ),
        "Đất sẵn sàng cho thuê",
    ),
    4: (
        "Những cụm nào hình thành trước QĐ 105/2009/QĐ-TTg chưa được xử lý?",
        "Cụm trước QĐ 105/2009",
    ),
    5: (
        "Còn cách mục tiêu 100% cụm có nước thải đạt chuẩn năm 2030 bao xa; trạm nào đã dừng?",
        "Xử lý nước thải",
    ),
    6: (
        "Cụm nào chậm so với quyết định, chậm bao lâu, ở bước nào, ai phải làm?",
        "Cụm chậm tiến độ",
    ),
    7: (
        "Chủ đầu tư nào giữ nhiều cụm chưa xong hạ tầng; quyết định nào cần xem xét thu hồi?",
        "Chủ đầu tư giữ nhiều cụm",
    ),
    8: (
        "Vốn hạ tầng đã duyệt, đã thanh toán, phần ngân sách nhà nước; giải ngân từ kỳ trước?",
        "Vốn hạ tầng",
    ),
    9: (
        (
            "Trong kỳ thành lập mới bao nhiêu cụm, bao nhiêu ha, ở đâu; địa bàn có đủ điều kiện "
            "của Điều 8 không?"
        ),
        "Thành lập trong kỳ",
    ),
    10: (
        "Bao nhiêu dự án thứ cấp, phần vốn nước ngoài; đang chạy, đang xây, đã ngừng; ngành nào?",
        "Dự án thứ cấp",
    ),
    11: (
        "Lao động, thu nhập, doanh thu và nộp ngân sách trên một ha đã cho thuê?",
        "Hiệu quả sử dụng đất",
    ),
    12: (
        "Xã, phường nào được lập cụm mới theo điều kiện lấp đầy và đất chưa cho thuê, xã nào chưa?",
        "Điều kiện lập cụm mới",
    ),
    13: (
        "Bao nhiêu cơ sở làng nghề, khu dân cư đã vào cụm, còn bao nhiêu; bao nhiêu cụm phải dời?",
        "Di dời",
    ),
    14: (
        (
            "Cụm theo loại hình; đất dành cho và đã thuê bởi doanh nghiệp công nghệ cao, nhỏ và "
            "vừa, khởi nghiệp?"
        ),
        "Loại hình và đất ưu tiên",
    ),
    15: (
        "Ai chưa báo cáo, chậm bao lâu, mấy vòng trả lại; số toàn quốc thực sự phủ bao nhiêu?",
        "Tình hình báo cáo",
    ),
    16: (
        "Từ kỳ trước có gì thay đổi và vì sao?",
        "Thay đổi so với kỳ trước",
    ),
    17: (
        "Danh sách cụm có khớp quy hoạch tỉnh không?",
        "Đối chiếu với quy hoạch",
    ),
    18: ("Cụm đã lấy bao nhiêu đất lúa, đất rừng?", "Đất lúa, đất rừng"),
    19: (
        "Hạ tầng do nhà nước đầu tư: giá trị, tình trạng, ai quản lý, đã có hồ sơ tài sản chưa?",
        "Tài sản hạ tầng nhà nước",
    ),
    20: (
        "So sánh các phần cũ của tỉnh đã sáp nhập (63 → 34) trên cùng một ranh giới?",
        "Tỉnh sáp nhập và các phần cũ",
    ),
    21: (
        "Đất có hạ tầng sẽ thêm bao nhiêu mỗi quý theo tiến độ; dự kiến lấp đầy?",
        "Dự báo quỹ đất",
    ),
    22: ("Phiếu một trang của từng tỉnh cho chuyến công tác?", "Phiếu tỉnh"),
}
