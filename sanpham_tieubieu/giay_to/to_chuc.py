"""Papers that set a round going: the plan, decisions on council, jury, helpers and rubric."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cucctdp.formats.tien import bang_chu, in_dong
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, GiaTriO, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, ToGiay
from sanpham_tieubieu.choices import Cap, LoaiBan, TieuChiPhu
from sanpham_tieubieu.giay_to import ten
from sanpham_tieubieu.giay_to.du_lieu import KyIn
from sanpham_tieubieu.giay_to.khoi import bang_thanh_vien, ngay, so_hieu_van_ban
from sanpham_tieubieu.models import KhungDiem, TieuChi

_DOI_TUONG = (
    "Doanh nghiệp nhỏ và vừa, tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã, hộ kinh doanh trực "
    "tiếp đầu tư, sản xuất công nghiệp – tiểu thủ công nghiệp tại địa bàn được thụ hưởng chính "
    "sách khuyến công theo quy định hiện hành."
)
_NHIEM_VU = {
    LoaiBan.HOI_DONG: (
        "Hội đồng có nhiệm vụ hướng dẫn lập hồ sơ, thành lập Ban Giám khảo và Tổ chuyên môn giúp "
        "việc, tổ chức bình chọn, trình kết quả để công nhận, lựa chọn sản phẩm đăng ký bình chọn "
        "cấp trên, giải quyết khiếu nại; làm việc theo chế độ kiêm nhiệm và tự giải thể sau khi "
        "hoàn thành nhiệm vụ."
    ),
    LoaiBan.GIAM_KHAO: (
        "Ban Giám khảo chấm điểm công khai, khách quan, độc lập theo khung điểm đã được phê duyệt; "
        "mỗi thành viên chịu trách nhiệm về điểm của mình; Trưởng ban tổng hợp, lập biên bản kết "
        "quả chấm điểm gửi Hội đồng bình chọn."
    ),
    LoaiBan.GIUP_VIEC: (
        "Tổ chuyên môn giúp việc tiếp nhận, kiểm tra hồ sơ và sản phẩm, gắn mã số, sắp xếp theo "
        "nhóm, chuẩn bị phiếu chấm và phục vụ các phiên họp của Hội đồng, Ban Giám khảo."
    ),
}
_TEN_BAN = {
    LoaiBan.HOI_DONG: "Hội đồng bình chọn",
    LoaiBan.GIAM_KHAO: "Ban Giám khảo bình chọn",
    LoaiBan.GIUP_VIEC: "Tổ chuyên môn giúp việc Hội đồng bình chọn",
}


def ke_hoach(k: KyIn) -> ToGiay:
    """Kế hoạch bình chọn: scope, groups with their quota, calendar, rules, money."""
    ky = k.ky
    khoi: list[Khoi] = [Doan(f"Căn cứ {c};", "can-cu") for c in ten.can_cu(k)]
    khoi += [
        Doan(f"{ten.chu_tri(k).ten} ban hành Kế hoạch bình chọn {ten.ten_ky(k)} như sau:"),
        Doan("I. Mục đích, yêu cầu", "muc"),
        Doan(
            "Phát hiện và tôn vinh các sản phẩm công nghiệp nông thôn có chất lượng, giá trị sử "
            "dụng cao, có tiềm năng phát triển sản xuất, mở rộng thị trường, làm căn cứ để hỗ trợ "
            "phát triển và xúc tiến thương mại. Việc bình chọn bảo đảm công khai, minh bạch, khách "
            "quan."
        ),
        Doan("II. Phạm vi, đối tượng", "muc"),
        Doan(_pham_vi(k), dau="1. Phạm vi:"),
        Doan(_DOI_TUONG, dau="2. Đối tượng:"),
        Doan("III. Nhóm sản phẩm và số sản phẩm được công nhận", "muc"),
        _bang_chi_tieu(k),
        Doan("IV. Chấm điểm và xét chọn", "muc"),
        *(Doan(c) for c in _quy_tac(k)),
        Doan("V. Thời gian thực hiện", "muc"),
        _bang_thoi_gian(k),
        Doan("VI. Kinh phí", "muc"),
        Doan(
            f"Kinh phí thực hiện: {in_dong(ky.kinh_phi)} (bằng chữ: {bang_chu(ky.kinh_phi)})."
            if ky.kinh_phi is not None
            else f"Kinh phí thực hiện: {CHUA_CO} đồng."
        ),
        Doan("VII. Tổ chức thực hiện", "muc"),
        Doan(
            f"Giao {ten.thuong_truc(k)} chủ trì, phối hợp với các cơ quan, đơn vị liên quan hướng "
            "dẫn, tiếp nhận hồ sơ, tham mưu thành lập Hội đồng bình chọn và tổ chức thực hiện Kế "
            "hoạch này./."
        ),
    ]
    return ToGiay(
        van_ban=ten.dau_chu_tri(
            k,
            loai="KẾ HOẠCH",
            ky_hieu="KH",
            trich_yeu=ten.trich_yeu(k, "Bình chọn"),
            so=ky.ke_hoach_so,
            ngay=ky.ke_hoach_ngay,
            noi_nhan=(ten.thuong_truc(k), "Các cơ quan, đơn vị liên quan", "Lưu: VT"),
            thay_mat=True,
        ),
        khoi=tuple(khoi),
    )


def _pham_vi(k: KyIn) -> str:
    cac = sorted(d.don_vi.ten_ngay(k.ngay).ten for d in k.ky.dia_ban.all())
    if k.ky.cap == Cap.QUOC_GIA:
        return "sản phẩm đã được công nhận ở cấp khu vực, giấy chứng nhận còn giá trị."
    if k.ky.cap == Cap.KHU_VUC:
        dau = f"{len(cac)} tỉnh, thành phố {ten.noi(k)}: {', '.join(cac)}; " if cac else ""
        return f"{dau}sản phẩm đã được công nhận ở cấp tỉnh, giấy chứng nhận còn giá trị."
    return f"trên địa bàn {ten.noi(k)}."


def _bang_chi_tieu(k: KyIn) -> Bang:
    """Quota by group: the last row written for a group is the one that holds."""
    cuoi = {c.nhom.ma: c for c in sorted(k.ky.chi_tieu.all(), key=lambda c: (c.luc, c.pk))}
    hang: list[Hang] = []
    for stt, n in enumerate(k.cac_nhom, 1):
        c = cuoi.get(n.ma)
        o: GiaTriO = "Không giới hạn" if c is None else c.so_luong
        hang.append(Hang((str(stt), n.ten, o)))
    if cuoi and all(n.ma in cuoi for n in k.cac_nhom):
        hang.append(Hang(("", "Tổng cộng", sum(c.so_luong for c in cuoi.values())), "tong"))
    cot = (
        Cot("TT", kieu="stt", rong=12),
        Cot("Nhóm sản phẩm", kieu="chu"),
        Cot("Số sản phẩm được công nhận tối đa", rong=42),
    )
    return Bang(BangSoLieu(tieu_de="Chỉ tiêu theo nhóm", cot=cot, hang=tuple(hang)))


def _bang_thoi_gian(k: KyIn) -> Bang:
    hang = [
        Hang((m.get_giai_doan_display(), *(f"{timezone.localtime(x):%H:%M %d/%m/%Y}"
              for x in (m.mo_luc, m.dong_luc))))
        for m in sorted(k.ky.cac_moc.all(), key=lambda m: m.mo_luc)
    ]  # fmt: skip
    if k.ky.ngay_hop is not None:
        hang.append(Hang(("Ngày họp Hội đồng (dự kiến)", ngay(k.ky.ngay_hop), "")))
    cot = (
        Cot("Công việc", kieu="chu"),
        Cot("Từ", kieu="stt", rong=42),
        Cot("Đến", kieu="stt", rong=42),
    )
    trong = (Hang((CHUA_CO, CHUA_CO, CHUA_CO)),)
    return Bang(BangSoLieu(tieu_de="Lịch thực hiện", cot=cot, hang=tuple(hang) or trong))


def _quy_tac(k: KyIn) -> list[str]:
    """The settings of the round in sentences: nothing silent (mục 3.4)."""
    ky = k.ky
    xep = ", ".join(TieuChiPhu(t).label.lower() for t in ky.thu_tu_bang_diem)
    bang = f"xếp lần lượt theo {xep}; vẫn bằng nhau thì " if xep else ""
    an = (
        "Giám khảo chấm theo mã số, không thấy tên sản phẩm và tên cơ sở."
        if ky.an_danh
        else "Giám khảo chấm theo hồ sơ ghi tên sản phẩm và tên cơ sở."
    )
    return [
        (
            "1. Mỗi thành viên Ban Giám khảo chấm độc lập theo thang 100 điểm, bước "
            f"{dinh_dang(ky.buoc_diem)} điểm. {an}"
        ),
        (
            "2. Điểm của sản phẩm là bình quân các phiếu hợp lệ; sản phẩm có điểm bình quân (chưa "
            f"làm tròn) từ {dinh_dang(ky.nguong)} điểm trở lên mới được xét công nhận. Sản phẩm có "
            f"kết quả khi có ít nhất {ky.phieu_tu}/{ky.phieu_mau} số giám khảo được chấm có phiếu "
            "hợp lệ."
        ),
        (
            f"3. Hội đồng họp khi có ít nhất {ky.hop_tu}/{ky.hop_mau} số thành viên; sản phẩm được "
            f"chọn khi có trên {ky.bieu_quyet_tu}/{ky.bieu_quyet_mau} tổng số thành viên Hội đồng "
            "đồng ý."
        ),
        f"4. Sản phẩm bằng điểm tại ngưỡng chỉ tiêu: {bang}Hội đồng biểu quyết.",
    ]


def quyet_dinh_ban(k: KyIn, loai: LoaiBan) -> ToGiay:
    """Decision that sets up a body: the council by the holder of the round, the others by its chair
    (Điều 8, 11 TT 26/2014/TT-BCT). Raises KeyError when the body is not there.
    """
    ban = k.ban[loai]
    cac = k.thanh_vien(loai)
    ten_ban = f"{_TEN_BAN[loai]} {ten.ten_ky(k)}"
    c = ten.chu_tri(k)
    trich_yeu = ten.trich_yeu(k, f"Về việc thành lập {_TEN_BAN[loai]}")
    noi_nhan = ("Như Điều 3", c.ten, "Lưu: VT")
    if loai == LoaiBan.HOI_DONG:
        tham_quyen = c.nguoi
        van_ban = ten.dau_chu_tri(
            k, loai="QUYẾT ĐỊNH", ky_hieu="QĐ", trich_yeu=trich_yeu, so=ban.so_qd, ngay=ban.ngay_qd,
            noi_nhan=("Như Điều 3", ten.thuong_truc(k), "Lưu: VT"), nguoi_ky=ban.nguoi_ky,
        )  # fmt: skip
        can_cu = [f"Xét đề nghị của {_de_nghi(k)}."]
    else:
        tham_quyen = f"Chủ tịch {ten.hoi_dong(k)}"
        van_ban = ten.dau_hoi_dong(
            k, loai="QUYẾT ĐỊNH", ky_hieu="QĐ", trich_yeu=trich_yeu, so=ban.so_qd, ngay=ban.ngay_qd,
            noi_nhan=noi_nhan, chuc_vu_ky="CHỦ TỊCH HỘI ĐỒNG",
            nguoi_ky=ban.nguoi_ky or k.nguoi(LoaiBan.HOI_DONG, "chu_tich"),
        )  # fmt: skip
        hd = k.ban.get(LoaiBan.HOI_DONG)
        qd = so_hieu_van_ban("Quyết định", hd.so_qd if hd else "", hd.ngay_qd if hd else None)
        can_cu = [f"Căn cứ {qd} của {c.nguoi} về việc thành lập Hội đồng bình chọn;",
                  f"Xét đề nghị của {ten.thuong_truc(k)}."]  # fmt: skip
    return ToGiay(
        van_ban=van_ban,
        tham_quyen=tham_quyen.upper(),
        khoi=(
            *(Doan(f"Căn cứ {x};", "can-cu") for x in ten.can_cu(k)),
            *_theo_ke_hoach(k),
            *(Doan(x, "can-cu") for x in can_cu),
            Doan("QUYẾT ĐỊNH:", "giua"),
            Doan(f"Thành lập {ten_ban}, gồm {len(cac)} thành viên có tên sau đây:", dau="Điều 1."),
            bang_thanh_vien("Danh sách thành viên", cac),
            Doan(_NHIEM_VU[loai], dau="Điều 2."),
            Doan(
                "Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các cơ quan, đơn vị liên "
                "quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
                dau="Điều 3.",
            ),
        ),
    )


def _de_nghi(k: KyIn) -> str:
    """Who asked for the decision; where no law names an office it is left to be written."""
    if k.ky.cap == Cap.TINH:
        return f"Giám đốc {ten.ten_so(k)}"
    if k.ky.cap == Cap.QUOC_GIA:
        return f"Cục trưởng {ten.ten_cuc(k)}"
    return "…" * 12


def _theo_ke_hoach(k: KyIn) -> tuple[Khoi, ...]:
    if not k.ky.ke_hoach_so:
        return ()
    kh = so_hieu_van_ban("Kế hoạch", k.ky.ke_hoach_so, k.ky.ke_hoach_ngay)
    return (Doan(f"Căn cứ {kh} về bình chọn {ten.ten_ky(k)};", "can-cu"),)


def quyet_dinh_khung_diem(k: KyIn, cac_khung: list[KhungDiem]) -> ToGiay:
    """Decision of the council's chair on the rubrics, one table a group in the annex (Phụ lục 3).

    ``cac_khung``: rubrics with ``tieu_chi`` read; several versions of a group may not come.
    """
    so_qd = {(x.so_qd, x.ngay_qd, x.nguoi_duyet) for x in cac_khung}
    so, ngay_qd, nguoi = so_qd.pop() if len(so_qd) == 1 else ("", None, "")
    cac = sorted(cac_khung, key=lambda x: k.thu_tu_nhom(x.ma_nhom))
    goc = ", ".join(
        f"{t.ma} ({dinh_dang(t.diem_toi_da)} điểm)" for t in _cay(cac[0]) if t.cha_id is None
    )
    return ToGiay(
        van_ban=ten.dau_hoi_dong(
            k,
            loai="QUYẾT ĐỊNH",
            ky_hieu="QĐ",
            trich_yeu=ten.trich_yeu(k, "Về việc phê duyệt khung điểm chấm"),
            so=so,
            ngay=ngay_qd,
            noi_nhan=("Như Điều 3", "Lưu: VT"),
            chuc_vu_ky="CHỦ TỊCH HỘI ĐỒNG",
            nguoi_ky=nguoi or k.nguoi(LoaiBan.HOI_DONG, "chu_tich"),
        ),
        tham_quyen=f"Chủ tịch {ten.hoi_dong(k)}".upper(),
        khoi=(
            *(Doan(f"Căn cứ {x};", "can-cu") for x in ten.can_cu(k)),
            *_theo_ke_hoach(k),
            Doan("Theo đề nghị của Trưởng ban Giám khảo.", "can-cu"),
            Doan("QUYẾT ĐỊNH:", "giua"),
            Doan(
                f"Phê duyệt khung điểm chấm {ten.ten_ky(k)} của {len(cac)} nhóm sản phẩm tại Phụ "
                f"lục kèm theo. Điểm tối đa của các tiêu chí: {goc}; tổng 100 điểm.",
                dau="Điều 1.",
            ),
            Doan(
                "Ban Giám khảo chấm điểm theo khung điểm này. Khung điểm không thay đổi kể từ khi "
                "có phiếu chấm đầu tiên.",
                dau="Điều 2.",
            ),
            Doan(
                "Quyết định này có hiệu lực kể từ ngày ký. Ban Giám khảo, Tổ chuyên môn giúp việc "
                "chịu trách nhiệm thi hành Quyết định này./.",
                dau="Điều 3.",
            ),
        ),
        ten_phu_luc="Khung điểm chi tiết theo nhóm sản phẩm",
        phu_luc=tuple(_bang_khung(k, x) for x in cac),
    )


def _cay(khung: KhungDiem) -> list[TieuChi]:
    """Nodes in the order they are printed."""
    return sorted(khung.tieu_chi.all(), key=lambda t: (t.thu_tu, t.pk))


def _bang_khung(k: KyIn, khung: KhungDiem) -> Bang:
    cac = _cay(khung)
    hang = [
        Hang((t.ma, t.ten, t.diem_toi_da.normalize(), t.huong_dan), "" if t.cha_id else "tong")
        for t in cac
    ]
    tong = sum((t.diem_toi_da for t in cac if t.cha_id is None), Decimal(0))
    hang.append(Hang(("", "Tổng điểm", tong.normalize(), ""), "tong"))
    cot = (
        Cot("TT", kieu="stt", rong=18),
        Cot("Nội dung tiêu chí", kieu="chu", rong=110),
        Cot("Điểm tối đa", rong=22),
        Cot("Hướng dẫn chấm", kieu="chu"),
    )
    return Bang(BangSoLieu(tieu_de=k.ten_nhom(khung.ma_nhom), cot=cot, hang=tuple(hang)))
