"""A decided adjustment takes effect: rows through their doors, rules asked, the ledger in line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from cucctdp.donvi.models import CoSo, Xa
from khuyencong.choices import NGUON_KHUYEN_CONG, Nguon, ViecDieuChinh
from khuyencong.choices import LoaiButToan as L
from khuyencong.doi_de_an import DOI_NGAY, DOI_TIEN, TIEN, hien_tai, tach
from khuyencong.ho_so import HoSo, doc_ho_so
from khuyencong.models import ButToan, DeAn, DieuChinhDeAn
from khuyencong.rules import kiem_tra
from khuyencong.services.de_an import ghi_noi_dung, ghi_thu_huong
from khuyencong.services.so_cai import ghi_but_toan, thay_but_toan
from khuyencong.services.tham_dinh import chot_thu_huong
from khuyencong.services.thu_huong import cac_tinh_cua

V = ViecDieuChinh


def loi_doi(h: HoSo, viec: str, sau: Mapping[str, Any]) -> list[str]:
    """Why these new values cannot be asked for by this kind of change; empty when they can."""
    co = hien_tai(h, viec)
    la = [k for k in sau if k not in co]
    if la:
        return [f"«{ViecDieuChinh(viec).label}» không đổi được: {', '.join(sorted(la))}."]
    if not any(gia != co[k] for k, gia in sau.items()):
        return ["Chưa có gì thay đổi: sửa ít nhất một ô so với hiện nay."]
    loi = []
    if viec in DOI_NGAY:
        loi += _loi_ngay(h.de_an, viec, date.fromisoformat(str(sau["den_ngay"])))
    if viec in DOI_TIEN:
        loi += _loi_tien(viec, co, {**co, **sau})
    loi += _loi_noi(h, sau)
    if viec in (V.DIA_DIEM, V.THU_HUONG):
        doi = {tach(k)[1] for k in sau}
        loi += [
            f"{t}: đã nghiệm thu, không đổi được cơ sở, địa điểm."
            for t in h.thu_huong
            if t.pk in doi and any(n.thu_huong_id == t.pk for n in h.nghiem_thu)
        ]
    return loi


def _loi_ngay(de_an: DeAn, viec: str, den: date) -> list[str]:
    loi = []
    if den < de_an.tu_ngay:
        loi.append("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    cuoi_nam = de_an.den_ngay.year
    if viec == V.TRONG_NAM and den.year > cuoi_nam:
        loi.append("Ngày kết thúc sang năm sau: chọn việc «Gia hạn sang năm sau».")
    if viec == V.SANG_NAM_SAU and den.year <= cuoi_nam:
        loi.append("Ngày kết thúc trong năm: chọn việc «Thay đổi thời gian trong năm».")
    return loi


def _loi_tien(viec: str, truoc: Mapping[str, Any], sau: Mapping[str, Any]) -> list[str]:
    """More State money is the Ministry's to decide; the same or less the Cục's (Điều 11)."""

    def tong(doi: Mapping[str, Any]) -> int:
        return sum(int(g) for k, g in doi.items() if tach(k)[2] in NGUON_KHUYEN_CONG)

    tang = tong(sau) > tong(truoc)
    if viec == V.TANG_KINH_PHI and not tang:
        return ["Tổng kinh phí hỗ trợ không tăng: chọn việc «Giảm hoặc giữ nguyên tổng kinh phí»."]
    if viec == V.GIAM_KINH_PHI and tang:
        return ["Tổng kinh phí hỗ trợ tăng: chọn việc «Tăng tổng kinh phí hỗ trợ»."]
    return []


def _loi_noi(h: HoSo, sau: Mapping[str, Any]) -> list[str]:
    """Establishments and communes must stand in a province of the đề án."""
    loi = []
    tinh = set(cac_tinh_cua(h.de_an))
    co_so = {g for k, g in sau.items() if tach(k)[2] == "co_so" and g is not None}
    xa = {g for k, g in sau.items() if tach(k)[2] == "xa" and g is not None}
    trong = set(
        CoSo.objects.hien_hanh()
        .filter(pk__in=co_so, xa__tinh__in=tinh)
        .values_list("pk", flat=True)
    )
    if co_so - trong:
        loi.append("Cơ sở thụ hưởng mới không thuộc tỉnh của đề án.")
    if xa - set(Xa.objects.filter(pk__in=xa, tinh__in=tinh).values_list("pk", flat=True)):
        loi.append("Xã, phường mới không thuộc tỉnh của đề án.")
    return loi


def ap_dung(de_an: DeAn, dong: DieuChinhDeAn, *, by: Any) -> None:
    """Put a decided change into force; ``de_an`` is locked.

    Raises ValidationError with every rule newly broken and every limit of the ledger passed, or
    when the values were changed by another since they were asked for.
    """
    h = doc_ho_so(de_an)
    co = hien_tai(h, dong.viec)
    if any(co.get(k) != gia for k, gia in dong.truoc.items()):
        raise ValidationError(
            "Hồ sơ đã thay đổi sau khi đề nghị; từ chối đề nghị này và lập đề nghị mới."
        )
    if loi := loi_doi(h, dong.viec, dong.sau):
        raise ValidationError(loi)
    da_sai = {str(v) for v in kiem_tra(h, "chi_tiet") if v.chan}
    _ghi_dong(de_an, h, dong.sau)
    h = doc_ho_so(de_an)
    loi = [str(v) for v in kiem_tra(h, "chi_tiet") if v.chan and str(v) not in da_sai]
    if loi:
        raise ValidationError(loi)
    if any(tach(k)[0] for k in dong.sau):
        for t in h.thu_huong:
            chot_thu_huong(h, t)
    if dong.viec in DOI_TIEN:
        _ghi_so_cai(de_an, h, dong, by=by)


def _ghi_dong(de_an: DeAn, h: HoSo, sau: Mapping[str, Any]) -> None:
    """The new values into their rows, through the doors that check them."""
    theo: dict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    for khoa, gia in sau.items():
        bang, so, ten = tach(khoa)
        theo[bang, so][ten] = gia
    rieng = theo.pop(("", 0), {})
    if "den_ngay" in rieng:
        de_an.den_ngay = date.fromisoformat(rieng["den_ngay"])
        de_an.full_clean()
        de_an.save()
    if "phoi_hop" in rieng:
        de_an.phoi_hop.set(rieng["phoi_hop"])
    if any(bang == "noi_dung" for bang, _ in theo):
        ten_o = ("noi_dung", "ten", "so_luong", "don_vi_tinh")
        cac = []
        for n in h.noi_dung:
            o = {t: getattr(n, t) for t in ten_o} | theo.get(("noi_dung", n.pk), {})
            cac.append({**o, "id": n.pk, "so_luong": Decimal(o["so_luong"])})
        ghi_noi_dung(de_an, cac)
    if theo:
        rows = h.moi_thu_huong
        ghi_thu_huong(
            de_an,
            [
                {"id": t.pk, "noi_dung_id": t.noi_dung_id, **_hang(theo.get(("thu_huong", t.pk)))}
                for t in rows
            ],
        )


def _hang(o: Mapping[str, Any] | None) -> dict[str, Any]:
    """Ids back to rows."""
    kq = dict(o or {})
    for ten, model in (("co_so", CoSo), ("xa", Xa)):
        if kq.get(ten) is not None:
            kq[ten] = model.objects.get(pk=kq[ten])
    return kq


def _ghi_so_cai(de_an: DeAn, h: HoSo, dong: DieuChinhDeAn, *, by: Any) -> None:
    """What is approved for each beneficiary and source becomes the new sum.

    The last entries are reversed and entered again; increases go first, so that a shift from one
    beneficiary to another never falls below what is contracted on the way.
    """
    cac: dict[tuple[int | None, str], list[ButToan]] = defaultdict(list)
    qs = ButToan.objects.filter(
        de_an=de_an, loai=L.PHE_DUYET, bi_dao__isnull=True, dao_cua__isnull=True
    )
    for b in qs.select_related("de_an", "thu_huong").order_by("nam", "pk"):
        cac[b.thu_huong_id, b.nguon].append(b)
    thu_huong = {t.pk: t for t in h.thu_huong}
    lech = []
    for khoa, gia in dong.sau.items():
        _, pk, nguon = tach(khoa)
        if nguon in TIEN:
            lech.append((int(gia) - sum(b.so_tien for b in cac[pk, nguon]), pk, nguon))
    loi = [
        f"{Nguon(nguon).label}: số phê duyệt ghi gộp cho cả đề án, chưa chia cho đơn vị thụ hưởng; "
        "đảo bút toán đó và ghi lại theo từng đơn vị trước."
        for nguon in dict.fromkeys(n for _, _, n in lech)
        if cac[None, nguon]
    ]
    chung = {"chung_tu": dong.so_van_ban, "ngay": dong.ngay_van_ban, "by": by}
    ly_do = f"Điều chỉnh theo {dong.so_van_ban}"
    for so, pk, nguon in sorted(lech, reverse=True) if not loi else ():
        try:
            _thay(de_an, cac[pk, nguon], so, nguon, thu_huong[pk], ly_do, chung)
        except ValidationError as e:
            loi += e.messages
    if loi:
        raise ValidationError(list(dict.fromkeys(loi)))


def _thay(
    de_an: DeAn,
    cu: list[ButToan],
    lech: int,
    nguon: str,
    thu_huong: Any,
    ly_do: str,
    chung: Mapping[str, Any],
) -> None:
    if lech > 0 and not cu:
        ghi_but_toan(
            de_an,
            loai=L.PHE_DUYET,
            nguon=nguon,
            nam=de_an.nam,
            so_tien=lech,
            thu_huong=thu_huong,
            **chung,
        )
        return
    for b in reversed(cu):
        if not lech:
            return
        doi = max(lech, -b.so_tien)
        b.thu_huong = thu_huong
        thay_but_toan(b, so_tien=b.so_tien + doi, ly_do=ly_do, **chung)
        lech -= doi
