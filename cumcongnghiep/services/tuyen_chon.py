"""Choosing the developer (khoản 2 Điều 13 NĐ 32/2024/NĐ-CP): council, sheets, conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from cucctdp.formats.so import dinh_dang
from cumcongnghiep.choices import LoaiVanBan, TinhTrangCDT
from cumcongnghiep.models import (
    ChuDauTu,
    Cum,
    DiemTieuChi,
    HoiDong,
    HoSo,
    PhieuCham,
    ThanhVienHoiDong,
    TieuChi,
    UngVien,
    VanBan,
)
from cumcongnghiep.services.cua import cac_loi, doc_lai, khoa_cum, loi_tuong_lai, luu, xong
from cumcongnghiep.services.dieu_kien import gom
from cumcongnghiep.services.thu_tuc import QUYEN, ghi_buoc
from cumcongnghiep.tuyen_chon import BoTieuChi, DiemUngVien, KetQua, doc_ket_qua

_VT = ThanhVienHoiDong.VaiTro


@dataclass(frozen=True)
class NguoiHop:
    """A person of the council as its decision names him; ``vai_tro`` of ``VaiTro``."""

    ho_ten: str
    co_quan: str
    vai_tro: str


@transaction.atomic
def lap_hoi_dong(
    ho_so: HoSo, *, so_quyet_dinh: str, ngay_quyet_dinh: date, thanh_vien: Sequence[NguoiHop],
    co_mat_toi_thieu: Decimal | None = None, tep: File | None = None, by: Any,
) -> HoiDong:  # fmt: skip
    """Set up the council from its decision, which is recorded as step 6 of the dossier.

    ``co_mat_toi_thieu``: percent of the scoring members its rules ask to meet. Raises
    ValidationError: no chair or two, no vice-chair, a name twice, more than one secretary.
    """
    khoa = _khoa(ho_so, by)
    ho_so = doc_lai(ho_so)
    loi = _loi_thanh_vien(thanh_vien)
    hoi_dong = HoiDong(
        ho_so=ho_so, so_quyet_dinh=so_quyet_dinh, ngay_quyet_dinh=ngay_quyet_dinh,
        co_mat_toi_thieu=co_mat_toi_thieu,
    )  # fmt: skip
    cac = [ThanhVienHoiDong(hoi_dong=hoi_dong, **vars(t)) for t in thanh_vien]
    for t in cac:
        loi += _loi_cot(t, ("hoi_dong",), t.ho_ten)
    cac_loi(hoi_dong, them=loi)
    if not _co(ho_so, LoaiVanBan.HOI_DONG):
        ghi_buoc(
            ho_so, loai=LoaiVanBan.HOI_DONG, so=so_quyet_dinh, ngay=ngay_quyet_dinh, tep=tep, by=by
        )  # fmt: skip
    hoi_dong.save()
    ThanhVienHoiDong.objects.bulk_create(cac)
    xong(khoa, "cum.hoi_dong.lap", dong=hoi_dong, du_lieu={"thanh_vien": len(cac)}, by=by)
    return hoi_dong


@transaction.atomic
def doi_thanh_vien(
    hoi_dong: HoiDong, *, thanh_vien: Sequence[NguoiHop], by: Any
) -> list[ThanhVienHoiDong]:
    """Set the members anew, before any sheet is in; raises as ``lap_hoi_dong``."""
    khoa = _khoa(hoi_dong.ho_so, by)
    hoi_dong = doc_lai(hoi_dong)
    loi = [*_loi_ket_luan(hoi_dong), *_loi_thanh_vien(thanh_vien)]
    if PhieuCham.objects.filter(thanh_vien__hoi_dong=hoi_dong).exists():
        loi.append("Đã có phiếu chấm: không đổi thành viên được.")
    cac = [ThanhVienHoiDong(hoi_dong=hoi_dong, **vars(t)) for t in thanh_vien]
    for t in cac:
        loi += _loi_cot(t, ("hoi_dong",), t.ho_ten)
    gom(loi)
    hoi_dong.thanh_vien.all().delete()
    cac = ThanhVienHoiDong.objects.bulk_create(cac)
    xong(khoa, "cum.hoi_dong.doi", dong=hoi_dong, du_lieu={"thanh_vien": len(cac)}, by=by)
    return cac


@transaction.atomic
def them_ung_vien(ho_so: HoSo, chu_dau_tu: ChuDauTu, *, ngay_nop: date, by: Any) -> UngVien:
    """Take an applicant into the dossier; raises ValidationError after the conclusion."""
    khoa = _khoa(ho_so, by)
    ho_so = doc_lai(ho_so)
    loi = loi_tuong_lai(ngay_nop, "Ngày nộp hồ sơ đề nghị")
    if ho_so.ket_thuc is not None:
        loi.append(f"Hồ sơ đã kết thúc ngày {ho_so.ket_thuc:%d/%m/%Y}.")
    loi += _loi_ket_luan(HoiDong.objects.filter(ho_so=ho_so).first())
    if ngay_nop < ho_so.ngay_nop:
        loi.append(f"Hồ sơ bắt đầu ngày {ho_so.ngay_nop:%d/%m/%Y}: đề nghị không nộp trước.")
    if chu_dau_tu.tinh_trang != TinhTrangCDT.HOAT_DONG:
        loi.append(f"{chu_dau_tu} {chu_dau_tu.get_tinh_trang_display().lower()}.")
    dong = UngVien(ho_so=ho_so, chu_dau_tu=chu_dau_tu, ngay_nop=ngay_nop)
    return luu(dong, {}, cum=khoa, cho_phep=(), hanh_dong="cum.ung_vien.them", by=by, loi=loi)


@transaction.atomic
def xet_dieu_kien(ung_vien: UngVien, *, dat: bool, ly_do: str = "", by: Any) -> UngVien:
    """Whether an applicant meets the pass-or-fail conditions; who does not is not scored."""
    khoa = _khoa(ung_vien.ho_so, by)
    ung_vien = doc_lai(ung_vien)
    loi = _loi_ket_luan(HoiDong.objects.filter(ho_so=ung_vien.ho_so_id).first())
    if not dat and ung_vien.phieu.exists():
        loi.append("Nhà đầu tư đã có phiếu chấm: không loại được nữa.")
    truong = {"du_dieu_kien": dat, "ly_do_loai": "" if dat else ly_do}
    return luu(
        ung_vien, truong, cum=khoa, cho_phep=tuple(truong),
        hanh_dong="cum.ung_vien.xet", by=by, loi=loi,
    )  # fmt: skip


@transaction.atomic
def diem_danh(
    hoi_dong: HoiDong, *, ngay_hop: date, vang: Collection[ThanhVienHoiDong] = (), by: Any
) -> HoiDong:
    """Record the day of the meeting and who was absent."""
    khoa = _khoa(hoi_dong.ho_so, by)
    hoi_dong = doc_lai(hoi_dong)
    loi = [*_loi_ket_luan(hoi_dong), *loi_tuong_lai(ngay_hop, "Ngày họp")]
    if ngay_hop < hoi_dong.ngay_quyet_dinh:
        loi.append("Hội đồng họp sau ngày có quyết định thành lập.")
    ma_vang = {t.pk for t in vang}
    cac = list(hoi_dong.thanh_vien.all())
    if ma_vang - {t.pk for t in cac}:
        loi.append("Có người vắng không phải thành viên của Hội đồng này.")
    co_phieu = PhieuCham.objects.filter(thanh_vien__in=ma_vang).select_related("thanh_vien")
    loi += sorted({f"{p.thanh_vien.ho_ten} đã có phiếu chấm, không thể vắng." for p in co_phieu})
    hoi_dong.ngay_hop = ngay_hop
    cac_loi(hoi_dong, them=loi)
    hoi_dong.save()
    for t in cac:
        t.co_mat = t.pk not in ma_vang
    ThanhVienHoiDong.objects.bulk_update(cac, ["co_mat"])
    du_lieu = {"ngay_hop": ngay_hop, "vang": [t.ho_ten for t in cac if not t.co_mat]}
    xong(khoa, "cum.hoi_dong.hop", dong=hoi_dong, du_lieu=du_lieu, by=by)
    return hoi_dong


@transaction.atomic
def ghi_phieu(
    ung_vien: UngVien, thanh_vien: ThanhVienHoiDong, *, diem: Mapping[int, Decimal], by: Any
) -> PhieuCham:
    """One member's points for one applicant, by key of criterion; a second sheet replaces it.

    Raises ValidationError with every fault: the secretary, an absent member, an applicant that
    was not found to meet the conditions, a criterion missing, strange, or above its most (V17).
    """
    khoa = _khoa(ung_vien.ho_so, by)
    ung_vien = doc_lai(ung_vien)
    kq = doc_ket_qua(ung_vien.ho_so)
    loi = _loi_ket_luan(kq.hoi_dong)
    if kq.hoi_dong is None or thanh_vien.hoi_dong_id != kq.hoi_dong.pk:
        loi.append(f"{thanh_vien.ho_ten} không phải thành viên Hội đồng của hồ sơ này.")
    if thanh_vien.vai_tro == _VT.THU_KY:
        loi.append("Thư ký Hội đồng không chấm điểm.")
    elif not thanh_vien.co_mat:
        loi.append(f"{thanh_vien.ho_ten} vắng mặt, không chấm điểm.")
    if ung_vien.du_dieu_kien is not True:
        loi.append(f"{ung_vien} chưa được xét đạt điều kiện: chưa chấm điểm.")
    loi += _loi_diem(kq.bo, diem)
    gom(loi)
    phieu, moi = PhieuCham.objects.get_or_create(
        ung_vien=ung_vien, thanh_vien=thanh_vien, defaults={"nguoi_nhap": by}
    )
    if not moi:
        phieu.nguoi_nhap = by
        phieu.save()
        phieu.cac_diem.all().delete()
    DiemTieuChi.objects.bulk_create(
        DiemTieuChi(phieu=phieu, tieu_chi_id=pk, diem=d) for pk, d in diem.items()
    )
    tong = sum(diem.values(), Decimal(0))
    xong(khoa, "cum.phieu_cham.ghi", dong=phieu, du_lieu={"tong": tong, "moi": moi}, by=by)
    return phieu


@transaction.atomic
def ket_luan(
    hoi_dong: HoiDong, *, bien_ban: str, so: str = "", tep: File | None = None,
    chon: UngVien | None = None, de_xuat: str = "", by: Any,
) -> HoiDong:  # fmt: skip
    """Conclude: the highest mean of at least the regime's points wins; the minutes are step 8.

    On a tie the chair proposes: ``chon`` one of the first, ``de_xuat`` in writing. Nobody with
    enough points: the council concludes without a choice. Raises ValidationError: no quorum, an
    applicant not judged, a sheet missing, no minutes, a choice that the scores do not bear.
    """
    khoa = _khoa(hoi_dong.ho_so, by)
    hoi_dong = doc_lai(hoi_dong)
    ho_so = hoi_dong.ho_so
    kq = doc_ket_qua(ho_so)
    loi = [*_loi_ket_luan(hoi_dong), *_loi_hop(kq)]
    if not bien_ban.strip():
        loi.append("Ghi nội dung biên bản họp.")
    dau, them = _nguoi_thang(kq, chon, de_xuat)
    loi += them
    hoi_dong.bien_ban, hoi_dong.de_xuat_bang_diem = bien_ban, de_xuat
    hoi_dong.ung_vien_chon = dau.ung_vien if dau else None
    cac_loi(hoi_dong, them=loi)
    assert hoi_dong.ngay_hop is not None
    ghi_buoc(
        ho_so, loai=LoaiVanBan.CHAM_DIEM, so=so, ngay=hoi_dong.ngay_hop, tep=tep,
        noi_dung=tom_tat(kq, dau), chu_dau_tu=dau.chu_dau_tu if dau else None, by=by,
    )  # fmt: skip
    hoi_dong.ket_luan_luc = timezone.now()
    hoi_dong.save()
    du_lieu = {"chon": str(dau.chu_dau_tu) if dau else "", "diem": dau.diem if dau else None}
    xong(khoa, "cum.hoi_dong.ket_luan", dong=hoi_dong, du_lieu=du_lieu, by=by)
    return hoi_dong


def tom_tat(kq: KetQua, dau: DiemUngVien | None) -> str:
    """The result in lines: each applicant's mean, who was refused and why, the choice."""
    dong = [
        f"{d.chu_dau_tu.ten}: {dinh_dang(d.diem, 2)} điểm ({d.so_phieu} phiếu)" for d in kq.cac_diem
    ]
    dong += [f"{u.chu_dau_tu.ten}: không đạt điều kiện ({u.ly_do_loai})" for u in kq.bi_loai]
    dong.append(f"Chọn: {dau.chu_dau_tu.ten}" if dau else "Không chọn được nhà đầu tư.")
    return "\n".join(dong)


def _khoa(ho_so: HoSo, by: Any) -> Cum:
    return khoa_cum(ho_so.cum_id, by=by, quyen=QUYEN)


def _co(ho_so: HoSo, loai: str) -> bool:
    return VanBan.objects.filter(ho_so=ho_so, loai=loai).exists()


def _loi_ket_luan(hoi_dong: HoiDong | None) -> list[str]:
    if hoi_dong is None or hoi_dong.ket_luan_luc is None:
        return []
    luc = timezone.localtime(hoi_dong.ket_luan_luc)
    return [f"Hội đồng đã kết luận ngày {luc:%d/%m/%Y}."]


def _loi_cot(dong: Any, bo: tuple[str, ...], noi: str) -> list[str]:
    try:
        dong.clean_fields(exclude=bo)
    except ValidationError as e:
        return [f"{noi or 'Thành viên'}: {c}" for c in e.messages]
    return []


def _loi_thanh_vien(cac: Sequence[NguoiHop]) -> list[str]:
    dem = Counter(t.vai_tro for t in cac)
    loi = []
    if dem[_VT.CHU_TICH] != 1:
        loi.append("Hội đồng có đúng một Chủ tịch (lãnh đạo UBND cấp tỉnh).")
    if not dem[_VT.PHO]:
        loi.append("Hội đồng có ít nhất một Phó Chủ tịch.")
    if dem[_VT.THU_KY] > 1:
        loi.append("Hội đồng chỉ có một thư ký, không phải thành viên chấm điểm.")
    ten = Counter((t.ho_ten.strip(), t.co_quan.strip()) for t in cac)
    return loi + [
        f"{ho_ten} ({co_quan}) nêu hai lần." for (ho_ten, co_quan), n in ten.items() if n > 1
    ]


def _loi_diem(bo: BoTieuChi, diem: Mapping[int, Decimal]) -> list[str]:
    """V17: every criterion once, none above its most, nor the sum of a top one above its own."""
    cham = {t.pk: t for t in bo.cham}
    if not cham:
        return ["Chưa có tiêu chí đánh giá cho hồ sơ này trong danh mục."]
    loi = [f"Thiếu điểm tiêu chí «{t.ten}»." for pk, t in cham.items() if pk not in diem]
    la = TieuChi.objects.filter(pk__in=set(diem) - set(cham))
    loi += [f"«{t.ten}» không phải tiêu chí chấm của hồ sơ này." for t in la]
    loi += [
        f"V17: «{cham[pk].ten}» {dinh_dang(d)} điểm, phải từ 0 đến "
        f"{dinh_dang(cham[pk].diem_toi_da)}."
        for pk, d in diem.items()
        if pk in cham and not 0 <= d <= cham[pk].diem_toi_da
    ]
    theo_goc = bo.gom(diem)
    loi += [
        f"V17: «{t.ten}» cộng {dinh_dang(theo_goc[t.pk])} điểm, vượt tối đa "
        f"{dinh_dang(t.diem_toi_da)}."
        for t in bo.goc
        if bo.la(t) != [t] and theo_goc[t.pk] > t.diem_toi_da
    ]
    return loi


def _loi_hop(kq: KetQua) -> list[str]:
    loi = []
    h = kq.hoi_dong
    if h is None or h.ngay_hop is None:
        loi.append("Ghi ngày họp trước khi kết luận.")
    if kq.du_hop is None:
        loi.append("Ghi tỷ lệ có mặt tối thiểu theo quy chế làm việc của Hội đồng.")
    elif not kq.du_hop and h is not None:
        loi.append(
            f"Có mặt {len(kq.co_mat)}/{len(kq.cham_diem)} thành viên "
            f"({dinh_dang(kq.ty_le_co_mat)}%), chưa đủ {dinh_dang(h.co_mat_toi_thieu)}% để họp."
        )
    if not (kq.cac_diem or kq.bi_loai or kq.chua_xet):
        loi.append("Hồ sơ chưa có nhà đầu tư đề nghị nào.")
    loi += [f"{u} chưa được xét điều kiện." for u in kq.chua_xet]
    loi += [
        f"{d.ung_vien}: thiếu phiếu của {', '.join(d.thieu)}." for d in kq.cac_diem if d.thieu
    ]  # fmt: skip
    return loi


def _nguoi_thang(
    kq: KetQua, chon: UngVien | None, de_xuat: str
) -> tuple[DiemUngVien | None, list[str]]:
    """(who wins, what stands against it); a choice counts only among those who share the lead."""
    dau = kq.dung_dau
    if not dau:
        return None, ["Không nhà đầu tư nào đủ điểm: không chọn được."] if chon else []
    if len(dau) == 1:
        khac = chon is not None and chon.pk != dau[0].ung_vien.pk
        cau = f"{dau[0].ung_vien} cao điểm nhất: không chọn nhà đầu tư khác."
        return dau[0], [cau] if khac else []
    loi = []
    duoc = next((d for d in dau if chon is not None and d.ung_vien.pk == chon.pk), None)
    if duoc is None:
        ten = ", ".join(str(d.ung_vien) for d in dau)
        loi.append(f"Bằng điểm: {ten}. Chủ tịch Hội đồng đề xuất chọn một trong các nhà đầu tư.")
    if not de_xuat.strip():
        loi.append("Ghi đề xuất của Chủ tịch Hội đồng khi bằng điểm.")
    return duoc, loi
