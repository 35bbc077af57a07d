"""Papers of appraisal: Mẫu 4a, 4b of the Sở and the minutes of the Cục."""

from __future__ import annotations

from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, Hang
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from khuyencong.choices import CapThamDinh, HinhThuc, LoaiButToan, Nguon, TieuChi
from khuyencong.giay_to import ten
from khuyencong.giay_to.khoi import (
    bang_theo_nguon,
    chu,
    kinh_phi,
    ngay_dai,
    o,
    tien,
)
from khuyencong.ho_so import HoSo
from khuyencong.models import ThamDinh, ThuHuong, YeuCauTaiLieu


def _tieu_chi(phieu: ThamDinh) -> Bang:
    co = {t.tieu_chi: t for t in phieu.tieu_chi.all()}
    hang = []
    for stt, tieu_chi in enumerate(TieuChi, 1):
        t = co.get(tieu_chi.value)
        ket = ("Đạt" if t.dat else "Không đạt") if t else None
        hang.append(Hang((str(stt), tieu_chi.label, ket, t.nhan_xet if t else None)))
    return Bang(
        BangSoLieu(
            tieu_de="Đánh giá theo tiêu chí",
            cot=(
                Cot("STT", kieu="stt", rong=11),
                Cot("Tiêu chí", kieu="chu"),
                Cot("Đánh giá", kieu="stt", rong=24),
                Cot("Nhận xét", kieu="chu", rong=50),
            ),
            hang=tuple(hang),
        )
    )


def _cam_ket(h: HoSo, t: ThuHuong) -> str:
    """Commitments the beneficiary handed in, by the names of the checklist."""
    can = h.danh_muc.tai_lieu_can(
        buoc=YeuCauTaiLieu.Buoc.DANG_KY,
        noi_dung=h.ma_noi_dung,
        nguon=h.de_an.nguon,
        hinh_thuc=h.de_an.hinh_thuc,
        ngay=h.ngay_dang_ky,
    )
    da_nop = {d.ma for d in h.tai_lieu if d.thu_huong_id == t.pk}
    cac = [y.ten for y in can if y.ten.startswith("Cam kết") and y.ma in da_nop]
    return "; ".join(dict.fromkeys(cac)) or CHUA_CO


def _thu_huong(h: HoSo) -> tuple[Khoi, ...]:
    """Who gets it, and the machines asked for; what nobody entered is «…», to be filled by hand."""
    luc = ten.ngay_goi_ten(h)
    ai, may = [], []
    for stt, t in enumerate(h.moi_thu_huong, 1):
        c = t.co_so
        nghe = h.danh_muc.tim_nganh_nghe(t.nganh_nghe, h.ngay_dang_ky) if t.nganh_nghe else None
        ten_may = chu(t.may)
        if t.tinh_trang_may:
            ten_may += f" ({t.get_tinh_trang_may_display().lower()})"
        ai.append(
            Hang(
                (
                    str(stt), ten.thu_huong(t), chu(c.ma_so_thue if c else ""),
                    ten.noi_san_xuat(t, luc), nghe.ten if nghe else CHUA_CO, t.lao_dong,
                    None if t.von is None else int(t.von), _cam_ket(h, t),
                )
            )
        )  # fmt: skip
        may.append(
            Hang(
                (
                    str(stt), ten.thu_huong(t), ten_may, chu(t.thong_so_may), chu(t.xuat_xu_may),
                    None if t.gia_may is None else int(t.gia_may), o(int(t.tong)), o(t.ho_tro),
                    o(int(t.doi_ung)),
                )
            )
        )  # fmt: skip
    cac = h.moi_thu_huong
    tong = (sum(int(t.tong) for t in cac), sum(t.ho_tro for t in cac),
            sum(int(t.doi_ung) for t in cac))  # fmt: skip
    may.append(Hang(("", "Tổng cộng", "", "", "", "", *map(o, tong)), "tong"))
    return (
        Bang(
            BangSoLieu(
                tieu_de="Đơn vị thụ hưởng",
                cot=(
                    Cot("STT", kieu="stt", rong=10),
                    Cot("Tên cơ sở", kieu="chu", rong=40),
                    Cot("Mã số thuế", kieu="stt", rong=25),
                    Cot("Địa chỉ sản xuất", kieu="chu", rong=42),
                    Cot("Ngành nghề", kieu="chu", rong=40),
                    Cot("Lao động", don_vi="người", rong=18),
                    Cot("Vốn", don_vi="đồng", rong=27),
                    Cot("Cam kết đã nộp", kieu="chu", rong=40),
                ),
                hang=tuple(ai),
            )
        ),
        Bang(
            BangSoLieu(
                tieu_de="Máy móc, hạng mục đề nghị hỗ trợ",
                cot=(
                    Cot("STT", kieu="stt", rong=10),
                    Cot("Tên cơ sở", kieu="chu", rong=40),
                    Cot("Máy móc, hạng mục", kieu="chu", rong=40),
                    Cot("Thông số kỹ thuật", kieu="chu", rong=36),
                    Cot("Xuất xứ", kieu="chu", rong=22),
                    Cot("Giá theo báo giá", rong=26),
                    Cot("Tổng giá trị", rong=26),
                    Cot("Hỗ trợ", rong=24),
                    Cot("Đối ứng", rong=24),
                ),
                hang=tuple(may),
                don_vi_tinh="đồng",
            )
        ),
    )


def _co_ten(h: HoSo) -> bool:
    """Mẫu 4a has no list: the beneficiaries of a đề án nhóm are named later, on Mẫu 11."""
    return h.de_an.hinh_thuc != HinhThuc.NHOM and bool(h.moi_thu_huong)


def _hoi_dong(phieu: ThamDinh) -> tuple[Khoi, ...]:
    """Attendance and votes of the council; nothing when an officer appraised alone."""
    nguoi = list(phieu.thanh_vien.all())
    if not nguoi:
        return ()
    co_mat = [n for n in nguoi if n.co_mat]
    dat = sum(n.phieu == "dat" for n in co_mat)
    hang = tuple(
        Hang(
            (
                str(stt), n.ho_ten, n.chuc_vu, n.vai_tro, "Có mặt" if n.co_mat else "Vắng",
                n.get_phieu_display() if n.phieu else ("–" if not n.co_mat else None),
            )
        )
        for stt, n in enumerate(nguoi, 1)
    )  # fmt: skip
    bang = BangSoLieu(
        tieu_de="Thành viên hội đồng và kết quả bỏ phiếu",
        cot=(
            Cot("STT", kieu="stt", rong=11),
            Cot("Họ tên", kieu="chu"),
            Cot("Chức vụ, đơn vị", kieu="chu"),
            Cot("Vai trò", kieu="chu"),
            Cot("Tham dự", kieu="stt", rong=20),
            Cot("Phiếu", kieu="stt", rong=24),
        ),
        hang=hang,
    )
    return (
        Nhan("Quyết định lập hội đồng", chu(phieu.quyet_dinh_hoi_dong)),
        Bang(bang),
        Doan(
            f"Có mặt {len(co_mat)}/{len(nguoi)} thành viên; phiếu đạt: {dat}/{len(co_mat)} phiếu."
        ),
    )


def _nguoi_ky(phieu: ThamDinh) -> tuple[ONguoiKy, ...]:
    """Minutes of a council are signed by its secretary and its chair, a phiếu by who appraised."""
    cach = "(Ký, ghi rõ họ tên)"
    cap_bo = phieu.cap == CapThamDinh.BO
    nguoi = list(phieu.thanh_vien.all())
    if nguoi and cap_bo:

        def ten_cua(vai: str) -> str:
            return next((n.ho_ten for n in nguoi if n.vai_tro.strip().lower().startswith(vai)), "")

        return (
            ONguoiKy("THƯ KÝ HỘI ĐỒNG", ten_cua("thư ký"), cach),
            ONguoiKy("CHỦ TỊCH HỘI ĐỒNG", ten_cua("chủ tịch"), cach),
        )
    ho_ten = phieu.nguoi.ten_hien_thi if phieu.nguoi else ""
    return (
        ONguoiKy("NGƯỜI THẨM ĐỊNH", ho_ten, cach),
        ONguoiKy("CỤC TRƯỞNG" if cap_bo else "GIÁM ĐỐC SỞ"),
    )


def phieu_tham_dinh(h: HoSo, *, tieu_de: str, tham_dinh: ThamDinh) -> ToGiay:
    """Phiếu thẩm định cấp cơ sở (4a: group, 4b: named beneficiaries) or minutes of the Cục."""
    cap_bo = tham_dinh.cap == CapThamDinh.BO
    luc = tham_dinh.ngay
    ban_hanh = ten.ten_cuc(luc) if cap_bo else ten.ten_so(h)
    de_nghi = kinh_phi(h, LoaiButToan.DANG_KY)
    cac_nguon = {}
    for n in Nguon:
        xin, duoc = int(getattr(de_nghi, n)), int(getattr(tham_dinh, n))
        cac_nguon[n.value] = (xin, duoc, duoc - xin)
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de, ban_hanh=ban_hanh, ngay=luc,
            dia_danh=ten.HA_NOI if cap_bo else "",
        ),
        khoi=(
            Nhan("Tên đề án", f"{h.de_an.ten} (mã {h.de_an.ma})"),
            Nhan("Đơn vị thực hiện", ten.thuc_hien(h)),
            Nhan("Đơn vị thụ hưởng", ten.cac_thu_huong(h)),
            Nhan("Hình thức", h.de_an.get_hinh_thuc_display()),
            Nhan("Cách thẩm định", f"{tham_dinh.get_cach_display()}, vòng {tham_dinh.vong}, "
                 f"{ngay_dai(luc)}"),
            Nhan("Địa điểm thực hiện", ten.cac_dia_diem(h)),
            *((Nhan("Nơi họp thẩm định", tham_dinh.dia_diem),) if tham_dinh.dia_diem else ()),
            *_hoi_dong(tham_dinh),
            *(_thu_huong(h) if _co_ten(h) else ()),
            _tieu_chi(tham_dinh),
            bang_theo_nguon("Kinh phí", ("Đề nghị", "Thẩm định", "Chênh lệch"), cac_nguon),
            Nhan("Kinh phí khuyến công sau thẩm định", tien(tham_dinh.ho_tro)),
            Nhan("Kết luận", chu(tham_dinh.get_ket_luan_display() if tham_dinh.ket_luan else "")),
            Nhan("Ý kiến", chu(tham_dinh.y_kien)),
        ),
        ky=_nguoi_ky(tham_dinh),
    )  # fmt: skip
