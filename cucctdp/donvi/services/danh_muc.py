"""Load the reference data from CSV files: repeatable, in one transaction, deleting nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.db import IntegrityError, models, transaction

from cucctdp.donvi.models import DonViHanhChinh, TenGoiKhac, khoa_ten_goi
from cucctdp.donvi.services.bang_danh_muc import CAC_BANG, Bang, Dong

# Set when a row is added, afterwards left to people: they confirm what was to be verified, and
# the short name follows the newest dated name.
_CHI_KHI_THEM = frozenset({"ten_goi", "can_xac_minh", "ghi_chu"})


class DanhMucSaiError(Exception):
    """The files contradict themselves or the database. ``loi``: every fault with its place."""

    def __init__(self, loi: list[str]) -> None:
        super().__init__("\n".join(loi))
        self.loi = loi


@dataclass(slots=True)
class KetQua:
    """Rows added, changed and left alone in one table."""

    ten_bang: str
    them: int = 0
    doi: int = 0
    giu: int = 0


def _doc_tep(thu_muc: Path, tep: str) -> list[dict[str, str]]:
    with (thu_muc / f"{tep}.csv").open(encoding="utf-8", newline="") as luong:
        return list(csv.DictReader(luong))


def _theo_lop(
    bang: Bang, cac_dong: list[tuple[int, dict[str, str]]]
) -> Iterator[list[tuple[int, dict[str, str]]]]:
    """Lines in batches so that a parent's batch comes before its children's."""
    if not bang.cha:
        yield cac_dong
        return
    con_lai, chua_nap = cac_dong, {d["ma"] for _, d in cac_dong}
    while con_lai:
        lop = [(so, d) for so, d in con_lai if d[bang.cha] not in chua_nap] or con_lai
        yield lop
        chua_nap -= {d["ma"] for _, d in lop}
        con_lai = [(so, d) for so, d in con_lai if d["ma"] in chua_nap]


def _khac_nhau(co_san: models.Model, gia_tri: dict[str, Any]) -> list[str]:
    """Attributes to change. An open end in the file does not reopen what a person closed."""
    return [
        ten
        for ten, moi in gia_tri.items()
        if ten not in _CHI_KHI_THEM
        and not (ten == "hieu_luc_den" and moi is None)
        and getattr(co_san, ten) != moi
    ]


class _Nap:
    """One run: what is known so far, what was found wrong."""

    def __init__(self, thu_muc: Path) -> None:
        self.thu_muc = thu_muc
        self.tra: dict[type[models.Model], dict[tuple[str, ...], int]] = {}
        self.loi: list[str] = []

    def dong_cua(self, bang: Bang) -> list[tuple[int, dict[str, str]]]:
        cac_dong = list(enumerate(_doc_tep(self.thu_muc, bang.tep), start=2))
        if bang.model is TenGoiKhac:
            # Every dated name is also a spelling to be matched; line 0 = derived.
            da_co = {(d["don_vi"], khoa_ten_goi(d["ten"])) for _, d in cac_dong}
            for d in _doc_tep(self.thu_muc, "ten_don_vi"):
                khoa = (d["don_vi"], khoa_ten_goi(d["ten"]))
                if khoa not in da_co:
                    da_co.add(khoa)
                    cac_dong.append((0, {"don_vi": d["don_vi"], "ten": d["ten"]}))
        if bang.ten is not None:
            tep, cot = bang.ten
            moi_nhat = {
                d[cot]: d["ten"]
                for d in sorted(_doc_tep(self.thu_muc, tep), key=lambda d: d["hieu_luc_tu"])
            }
            for _, d in cac_dong:
                khoa_ten = f"{d['bo_ma']}:{d['ma']}" if bang.model is DonViHanhChinh else d["ma"]
                d["ten_goi"] = moi_nhat.get(khoa_ten, "")
        return cac_dong

    def doc_dong(self, bang: Bang, so: int, cot: dict[str, str]) -> dict[str, Any] | None:
        try:
            gia_tri = bang.doc(Dong(cot, self.tra))
            if bang.ten is not None:
                if not cot["ten_goi"]:
                    raise ValueError("chưa có tên theo thời gian")
                gia_tri["ten_goi"] = cot["ten_goi"]
        except KeyError as loi:
            self.loi.append(f"{bang.tep}.csv, dòng {so}: không tìm thấy {loi}.")
        except ValueError as loi:
            self.loi.append(f"{bang.tep}.csv, dòng {so}: {loi}.")
        else:
            return gia_tri
        return None

    def nap_bang(self, bang: Bang) -> KetQua:
        ket_qua = KetQua(str(bang.model._meta.verbose_name_plural))
        kho = bang.model._default_manager
        da_doc: set[tuple[Any, ...]] = set()
        if bang.tra is not None:
            self.tra[bang.model] = self._tra_cuu(bang)
        co_san = {tuple(getattr(o, k) for k in bang.khoa): o for o in kho.all()}
        for lop in _theo_lop(bang, self.dong_cua(bang)):
            them, doi, truong_doi = [], [], set()
            for so, cot in lop:
                gia_tri = self.doc_dong(bang, so, cot)
                if gia_tri is None:
                    continue
                khoa = tuple(gia_tri[k] for k in bang.khoa)
                if khoa in da_doc:
                    self.loi.append(f"{bang.tep}.csv, dòng {so}: trùng một dòng ở trên.")
                    continue
                da_doc.add(khoa)
                cu = co_san.get(khoa)
                if cu is None:
                    them.append(bang.model(**gia_tri))
                elif khac := _khac_nhau(cu, gia_tri):
                    for ten in khac:
                        setattr(cu, ten, gia_tri[ten])
                    truong_doi.update(khac)
                    doi.append(cu)
                else:
                    ket_qua.giu += 1
            if doi:
                kho.bulk_update(doi, sorted(truong_doi), batch_size=500)
            if them:
                kho.bulk_create(them, batch_size=1000)
                if bang.tra is not None:
                    self.tra[bang.model] = self._tra_cuu(bang)
            ket_qua.them += len(them)
            ket_qua.doi += len(doi)
        return ket_qua

    def _tra_cuu(self, bang: Bang) -> dict[tuple[str, ...], int]:
        assert bang.tra is not None
        return {
            tuple(k): pk
            for pk, *k in bang.model._default_manager.values_list("pk", *bang.tra).order_by()
        }

    def dong_bo_ten_goi(self) -> None:
        """The short name repeats the newest dated name, also where people added that one."""
        for bang in CAC_BANG:
            if bang.ten is None:
                continue
            lech: list[Any] = []
            o: Any
            for o in bang.model._default_manager.prefetch_related("cac_ten"):
                moi_nhat = o.ten_ngay(date.max).ten
                if o.ten_goi != moi_nhat:
                    o.ten_goi = moi_nhat
                    lech.append(o)
            if lech:
                bang.model._default_manager.bulk_update(lech, ["ten_goi"])


def nap(thu_muc: Path, *, by: Any = None) -> dict[str, KetQua]:
    """Bring the reference tables in step with the CSV files of ``thu_muc``.

    Answer: file name without ending -> counts. Rows that the files do not name stay; a name that
    a person has closed stays closed. Raises DanhMucSaiError with every fault of the files, and
    then nothing has changed; FileNotFoundError when a file is missing.
    """
    boi_canh = pghistory.context(user=by.pk) if by is not None else nullcontext()
    lan_nap = _Nap(thu_muc)
    ket_qua: dict[str, KetQua] = {}
    with transaction.atomic(), boi_canh:
        for bang in CAC_BANG:
            try:
                with transaction.atomic():
                    ket_qua[bang.tep] = lan_nap.nap_bang(bang)
            except IntegrityError as loi:
                chi_tiet = str(loi).strip().replace("\n", " ")
                raise DanhMucSaiError(
                    [*lan_nap.loi, f"{bang.tep}.csv: trái với dữ liệu đã có ({chi_tiet})."]
                ) from loi
        if lan_nap.loi:
            raise DanhMucSaiError(lan_nap.loi)
        lan_nap.dong_bo_ten_goi()
    return ket_qua
