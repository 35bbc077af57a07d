"""Papers of registration and approval: Mẫu 1, 2, 11, tờ trình, quyết định."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cucctdp.donvi.models import ToChuc
from cucctdp.formats.chu import viet_hoa_dau
from cucctdp.formats.so import dinh_dang, la_ma
from cucctdp.formats.tien import bang_chu
from cucctdp.pdf.bang import CHUA_CO, BangSoLieu, Cot, Hang
from cucctdp.pdf.letterhead import TieuDeVanBan
from cucctdp.van_ban import Bang, Doan, Khoi, Nhan, ONguoiKy, ToGiay
from khuyencong.choices import HinhThuc, LoaiButToan, Nguon
from khuyencong.giay_to import ten
from khuyencong.giay_to.khoi import (
    COT_NGUON,
    cac_o,
    chu,
    cong_nguon,
    dong,
    kinh_phi,
    ngay,
    o,
    o_trieu,
    theo_nguon,
    tien,
)
from khuyencong.ho_so import HoSo

_NGUOI_LAP = ONguoiKy("NGƯỜI LẬP BIỂU", cach_ky="(Ký, ghi rõ họ tên)")
_THU_TRUONG = ONguoiKy("THỦ TRƯỞNG ĐƠN VỊ THỰC HIỆN")


def mau_1(h: HoSo, *, tieu_de: str) -> ToGiay:
    """Dự toán kinh phí."""
    hang, stt = [], 0
    for thu_tu, n in enumerate(h.noi_dung, 1):
        cua = [d for d in h.du_toan if d.noi_dung_id == n.pk]
        hang.append(Hang((f"{la_ma(thu_tu)}. {n.ten}",), "nhom"))
        for d in cua:
            stt += 1
            hang.append(
                Hang(
                    (
                        str(stt), d.muc_chi, d.don_vi_tinh, d.so_luong, o(d.don_gia), o(d.tong),
                        *cac_o(theo_nguon(d)), chu(d.can_cu),
                    )
                )
            )  # fmt: skip
    tong = sum(d.tong for d in h.du_toan)
    cac_tong = cac_o(cong_nguon(h.du_toan))
    hang.append(Hang(("", "Tổng cộng", "", "", "", o(tong), *cac_tong, ""), "tong"))
    bang = BangSoLieu(
        tieu_de="Chi tiết dự toán theo nội dung chi",
        cot=(
            Cot("STT", kieu="stt", rong=9),
            Cot("Nội dung chi", kieu="chu"),
            Cot("ĐVT", kieu="chu", rong=15),
            Cot("Số lượng", rong=14),
            Cot("Đơn giá"),
            Cot("Thành tiền"),
            *COT_NGUON,
            Cot("Căn cứ", kieu="chu", rong=30),
        ),
        hang=tuple(hang),
        don_vi_tinh="đồng",
    )
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de, trich_yeu=f"Đề án: {h.de_an.ten}"),
        khoi=(
            Bang(bang),
            Nhan(
                "Tổng kinh phí thực hiện đề án",
                f"{tien(tong)}; trong đó {ten.che_do(h)} hỗ trợ "
                f"{dong(sum(getattr(d, h.de_an.nguon) for d in h.du_toan))}",
            ),
        ),
        ky=(_NGUOI_LAP, _THU_TRUONG),
    )


def _noi_dung(h: HoSo) -> str:
    """Aim, activities with their quantities, scale: one cell, a line each."""
    cac = "; ".join(f"{n.ten} ({dinh_dang(n.so_luong)} {n.don_vi_tinh})" for n in h.noi_dung)
    phan = {"Mục tiêu": h.de_an.muc_tieu.strip(), "Nội dung": cac, "Quy mô": h.de_an.quy_mo.strip()}
    return "\n".join(f"{ten}: {chu}" for ten, chu in phan.items() if chu) or CHUA_CO


def _uu_tien(h: HoSo) -> str:
    """Why the place or the trade comes first, of the đề án and of its beneficiaries."""
    cac = (h.de_an.can_cu_uu_tien, *(t.can_cu_uu_tien for t in h.moi_thu_huong))
    return "; ".join(dict.fromkeys(c.strip() for c in cac if c.strip()))


def _ghi_chu_dong(h: HoSo) -> str:
    """Form of the đề án where it is not the usual one, and its place in the order of the Sở."""
    d = h.de_an
    hinh_thuc = "" if d.hinh_thuc == HinhThuc.RIENG_LE else d.get_hinh_thuc_display()
    thu_tu = f"Thứ tự ưu tiên {d.uu_tien}" if d.uu_tien else ""
    return "; ".join(filter(None, (hinh_thuc, thu_tu)))


def bang_de_an(cac_ho_so: Sequence[HoSo], tieu_de: str, loai: LoaiButToan) -> Bang:
    """The list of đề án in the columns of Mẫu 2, in triệu đồng as the form says, with its total.

    đề án of several provinces stand under the names of these.
    """
    tien_cua = [kinh_phi(h, loai) for h in cac_ho_so]
    hang: list[Hang] = []
    nhieu_tinh, tinh = len({h.de_an.don_vi_id for h in cac_ho_so}) > 1, ""
    so_tinh = 0
    for stt, (h, k) in enumerate(zip(cac_ho_so, tien_cua, strict=True), 1):
        if nhieu_tinh and tinh != (moi := ten.tinh(h)):
            tinh, so_tinh = moi, so_tinh + 1
            hang.append(Hang((f"{la_ma(so_tinh)}. {viet_hoa_dau(tinh)}",), "nhom"))
        hang.append(
            Hang(
                (
                    str(stt), h.de_an.ten, ten.thuc_hien(h), ten.cac_thu_huong(h),
                    ten.cac_dia_diem(h), _noi_dung(h),
                    f"{h.de_an.tu_ngay:%m/%Y}–\n{h.de_an.den_ngay:%m/%Y}",
                    o_trieu(k.tong), *map(o_trieu, theo_nguon(k)), _uu_tien(h), _ghi_chu_dong(h),
                )
            )
        )  # fmt: skip
    tong = (o_trieu(sum(k.tong for k in tien_cua)), *map(o_trieu, cong_nguon(tien_cua)))
    hang.append(Hang(("", "Tổng cộng", "", "", "", "", "", *tong, "", ""), "tong"))
    return Bang(
        BangSoLieu(
            tieu_de=tieu_de,
            cot=(
                Cot("STT", kieu="stt", rong=9),
                Cot("Tên đề án", kieu="chu", rong=25),
                Cot("Đơn vị thực hiện", kieu="chu", rong=22),
                Cot("Đơn vị thụ hưởng", kieu="chu", rong=25),
                Cot("Địa điểm", kieu="chu", rong=21),
                Cot("Mục tiêu, nội dung, quy mô", kieu="chu", rong=31),
                Cot("Thời gian", kieu="stt", rong=17),
                Cot("Tổng kinh phí", rong=15),
                *(replace(c, rong=r) for c, r in zip(COT_NGUON, (15, 15, 13, 13), strict=True)),
                Cot("Ưu tiên (địa bàn, ngành)", kieu="chu", rong=16),
                Cot("Ghi chú", kieu="chu", rong=15),
            ),
            hang=tuple(hang),
            don_vi_tinh="triệu đồng",
        )
    )


def _cong(cac_ho_so: Sequence[HoSo], loai: LoaiButToan) -> tuple[int, int, int]:
    """(all money, support of the source the đề án are run under, counterpart), đồng."""
    cac = [(kinh_phi(h, loai), h.de_an.nguon) for h in cac_ho_so]
    return (
        sum(k.tong for k, _ in cac),
        sum(getattr(k, nguon) for k, nguon in cac),
        sum(k.doi_ung for k, _ in cac),
    )


def mau_2(cac_ho_so: Sequence[HoSo], *, tieu_de: str) -> ToGiay:
    """Biểu tổng hợp đề án."""
    h = cac_ho_so[0]
    tong, ho_tro, _ = _cong(cac_ho_so, LoaiButToan.DANG_KY)
    ca_nuoc = len({x.de_an.don_vi_id for x in cac_ho_so}) > 1
    # One province registers by its Sở, a centre by itself; the Cục puts the country together.
    if ca_nuoc:
        lap = ten.ten_cuc(ten.ngay_goi_ten(h))
    else:
        lap = ten.ten_so(h) if h.de_an.don_vi_id else ten.thuc_hien(h)
    return ToGiay(
        van_ban=ten.dau_bieu(
            h,
            ten_loai=tieu_de,
            trich_yeu=f"Đăng ký kế hoạch {ten.che_do(h)} năm {h.de_an.nam}",
            ban_hanh=lap,
            dia_danh=ten.HA_NOI if ca_nuoc else "",
        ),
        khoi=(
            bang_de_an(cac_ho_so, f"Danh mục {len(cac_ho_so)} đề án", LoaiButToan.DANG_KY),
            Nhan("Tổng kinh phí", tien(tong)),
            Nhan(f"Trong đó {ten.che_do(h)}", tien(ho_tro)),
        ),
        ky=(_NGUOI_LAP, ONguoiKy("CỤC TRƯỞNG" if ca_nuoc else "THỦ TRƯỞNG ĐƠN VỊ ĐĂNG KÝ")),
    )


def mau_11(h: HoSo, *, tieu_de: str) -> ToGiay:
    """Kế hoạch thực hiện chi tiết đề án nhóm."""
    luc = ten.ngay_goi_ten(h)
    hang = [
        Hang(
            (
                str(stt), ten.thu_huong(t), ten.noi_san_xuat(t, luc), t.noi_dung.ten, chu(t.may),
                o(t.tong), *cac_o(theo_nguon(t)),
            )
        )
        for stt, t in enumerate(h.moi_thu_huong, 1)
    ]  # fmt: skip
    tong = sum(t.tong for t in h.moi_thu_huong)
    hang.append(
        Hang(("", "Tổng cộng", "", "", "", o(tong), *cac_o(cong_nguon(h.moi_thu_huong))), "tong")
    )
    bang = BangSoLieu(
        tieu_de="Đơn vị thụ hưởng, địa điểm và kinh phí",
        cot=(
            Cot("STT", kieu="stt", rong=9),
            Cot("Đơn vị thụ hưởng", kieu="chu"),
            Cot("Địa điểm", kieu="chu"),
            Cot("Nội dung hỗ trợ", kieu="chu"),
            Cot("Hạng mục", kieu="chu"),
            Cot("Tổng kinh phí"),
            *COT_NGUON,
        ),
        hang=tuple(hang),
        don_vi_tinh="đồng",
    )
    return ToGiay(
        van_ban=ten.dau_bieu(h, ten_loai=tieu_de, trich_yeu=f"Đề án: {h.de_an.ten}"),
        khoi=(
            Nhan("Quyết định phê duyệt", f"{chu(h.de_an.so_quyet_dinh)}, "
                 f"ngày {ngay(h.de_an.ngay_quyet_dinh)}"),
            Nhan("Thời gian thực hiện", f"{ngay(h.de_an.tu_ngay)} – {ngay(h.de_an.den_ngay)}"),
            Nhan("Nội dung, tiến độ, phân công", chu(h.de_an.tien_do)),
            Nhan("Tổ chức thực hiện", chu(h.de_an.to_chuc)),
            Bang(bang),
            Nhan("Tổng kinh phí", tien(tong)),
        ),
        ky=(_THU_TRUONG, ONguoiKy(f"XÁC NHẬN CỦA {ten.ten_so(h).upper()}")),
    )  # fmt: skip


def _ky_hieu(loai: str, viet_tat: str) -> str:
    return f"/{loai}-{viet_tat}" if viet_tat else f"/{loai}"


def _quoc_gia(h: HoSo) -> bool:
    return bool(h.de_an.nguon == Nguon.KCQG)


def _nguoi_trinh(h: HoSo) -> tuple[ToChuc | None, str, str]:
    """(organisation, its name, who signs) that submits the plan for approval."""
    luc = ten.ngay_goi_ten(h)
    if _quoc_gia(h):
        return ten.cuc(), ten.ten_cuc(luc), "CỤC TRƯỞNG"
    return ten.so_cong_thuong(h), ten.ten_so(h), "GIÁM ĐỐC"


def _uy_ban(h: HoSo) -> str:
    return f"Ủy ban nhân dân {ten.tinh(h)}"


def _tom_tat(cac_ho_so: Sequence[HoSo]) -> tuple[Khoi, ...]:
    tong, ho_tro, doi_ung = _cong(cac_ho_so, LoaiButToan.PHE_DUYET)
    nhan = ten.che_do(cac_ho_so[0])
    phan = [f"{nhan} {dong(ho_tro)}", f"đối ứng của đơn vị thụ hưởng {dong(doi_ung)}"]
    if khac := tong - ho_tro - doi_ung:
        phan.append(f"nguồn khác {dong(khac)}")
    return (
        Doan(f"a) Số đề án: {dinh_dang(len(cac_ho_so))} đề án (danh mục tại Phụ lục)."),
        Doan(f"b) Tổng kinh phí thực hiện: {dong(tong)}, trong đó " + "; ".join(phan) + "."),
        Doan(f"c) Kinh phí {nhan} bằng chữ: {bang_chu(ho_tro)}."),
    )  # fmt: skip


def to_trinh(cac_ho_so: Sequence[HoSo], *, tieu_de: str) -> ToGiay:
    """Tờ trình phê duyệt: Cục to the Minister, or Sở to the province (Điều 10 TT 36/2013)."""
    h = cac_ho_so[0]
    luc = ten.ngay_goi_ten(h)
    co_quan, ten_co_quan, ky = _nguoi_trinh(h)
    nhan_trinh = f"Bộ trưởng {ten.ten_bo(luc)}" if _quoc_gia(h) else _uy_ban(h)
    viet_tat = ten.viet_tat(co_quan, luc)
    viec = f"kế hoạch {ten.che_do(h)} năm {h.de_an.nam}"
    return ToGiay(
        van_ban=TieuDeVanBan(
            co_quan_chu_quan=(ten.ten_bo(luc) if _quoc_gia(h) else _uy_ban(h)).upper(),
            co_quan_ban_hanh=ten_co_quan.upper(),
            so_ky_hieu=_ky_hieu("TTr", viet_tat),
            dia_danh=ten.noi_cuc(h),
            ngay=None,
            nam=(h.de_an.ngay_quyet_dinh or h.hom_nay).year,
            ten_loai=tieu_de.upper(),
            trich_yeu=f"Về việc phê duyệt {viec}",
            kinh_gui=(nhan_trinh,),
            noi_nhan=("Như trên", f"Lưu: VT, {viet_tat}" if viet_tat else "Lưu: VT"),
            chuc_vu_ky=ky,
        ),
        khoi=(
            *(Doan(f"Căn cứ {c};", "can-cu") for c in ten.can_cu(cac_ho_so)),
            Doan(f"Trên cơ sở hồ sơ đăng ký của các đơn vị và kết quả thẩm định, {ten_co_quan} "
                 f"kính trình {nhan_trinh} xem xét, phê duyệt {viec} với các nội dung sau:"),
            *_tom_tat(cac_ho_so),
            *_ket_qua_tham_dinh(cac_ho_so),
            Doan(f"{ten_co_quan} kính trình {nhan_trinh} xem xét, quyết định./."),
        ),
        ten_phu_luc=f"Danh mục đề án thuộc {viec}",
        phu_luc=(bang_de_an(cac_ho_so, "Danh mục đề án", LoaiButToan.PHE_DUYET),),
    )  # fmt: skip


def _ket_qua_tham_dinh(cac_ho_so: Sequence[HoSo]) -> tuple[Khoi, ...]:
    """How many of the đề án hold a signed favourable appraisal of their last level."""
    cap = "bo" if _quoc_gia(cac_ho_so[0]) else "co_so"
    dat = sum(
        any(t.cap == cap and t.ky_luc and t.ket_luan == "dat" for t in h.tham_dinh)
        for h in cac_ho_so
    )
    return (Doan(f"d) Kết quả thẩm định: {dat}/{len(cac_ho_so)} đề án có kết luận đạt, đã ký."),)


def quyet_dinh(cac_ho_so: Sequence[HoSo], *, tieu_de: str) -> ToGiay:
    """Quyết định phê duyệt, of the Minister (KCQG) or the chairman of the province (KCĐP)."""
    h = cac_ho_so[0]
    luc = ten.ngay_goi_ten(h)
    _, ten_trinh, chuc_trinh = _nguoi_trinh(h)
    so = {(x.de_an.so_quyet_dinh, x.de_an.ngay_quyet_dinh) for x in cac_ho_so}
    so_qd, ngay_qd = so.pop() if len(so) == 1 else ("", None)
    co_quan = ten.ten_bo(luc) if _quoc_gia(h) else _uy_ban(h)
    nguoi_ky = "BỘ TRƯỞNG" if _quoc_gia(h) else "CHỦ TỊCH"
    c = ten.cuc()
    ky_hieu = ten.viet_tat(c.cha if c else None, luc) if _quoc_gia(h) else "UBND"
    viec = f"kế hoạch {ten.che_do(h)} năm {h.de_an.nam}"
    ten_trinh_ky = f"{chuc_trinh.capitalize()} {ten_trinh}"
    return ToGiay(
        van_ban=TieuDeVanBan(
            co_quan_chu_quan="",
            co_quan_ban_hanh=co_quan.upper(),
            so_ky_hieu=so_qd.removeprefix("QĐ ") or _ky_hieu("QĐ", ky_hieu),
            dia_danh=ten.noi_cuc(h),
            ngay=ngay_qd,
            nam=h.hom_nay.year,
            ten_loai=tieu_de.upper(),
            trich_yeu=f"Về việc phê duyệt {viec}",
            noi_nhan=("Như Điều 3", ten_trinh, "Lưu: VT"),
            chuc_vu_ky=nguoi_ky,
        ),
        tham_quyen=f"{nguoi_ky} {co_quan.upper()}",
        khoi=(
            *(Doan(f"Căn cứ {x};", "can-cu") for x in ten.can_cu(cac_ho_so)),
            Doan(f"Theo đề nghị của {ten_trinh_ky}.", "can-cu"),
            Doan("QUYẾT ĐỊNH:", "giua"),
            Doan(f"Phê duyệt {viec} với các nội dung sau:", dau="Điều 1."),
            *_tom_tat(cac_ho_so),
            Doan(f"Giao {ten_trinh} chủ trì, phối hợp với đơn vị thực hiện tổ chức triển "
                 "khai, kiểm tra, giám sát, nghiệm thu, thanh quyết toán đề án theo quy định.",
                 dau="Điều 2."),
            Doan(f"Quyết định này có hiệu lực kể từ ngày ký. {ten_trinh_ky} và thủ trưởng "
                 "các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.",
                 dau="Điều 3."),
        ),
        ten_phu_luc=f"Danh mục đề án thuộc {viec}",
        phu_luc=(bang_de_an(cac_ho_so, "Danh mục đề án", LoaiButToan.PHE_DUYET),),
    )  # fmt: skip
