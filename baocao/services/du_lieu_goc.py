"""Loads templates, rules and calendar from readable fixture files; idempotent.

A form version that a report already pins is never changed by a load: change the file's version
number instead.
"""

import hashlib
import json
from collections import Counter
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import InternalError, transaction

from baocao.choices import TrangThaiBieu
from baocao.models import (
    BieuMau,
    ChiTieu,
    CotBieu,
    DauNap,
    LoaiBaoCao,
    NgayNghi,
    NguongKiemTra,
    PhieuBieu,
    QuyDinhKiemTra,
    QuyTacKiemTra,
    QuyTacLich,
)
from baocao.services.du_lieu_ho_so import nap_ho_so
from cucctdp.thong_bao.models import BacNhac, LichGui

THU_MUC = Path(settings.BASE_DIR) / "fixtures" / "baocao"


class DaDungKhongSua(Exception):
    """A file differs from a form version that reports already use."""


def doc_yaml(duong_dan: Path) -> Any:
    """Return the parsed YAML file (UTF-8)."""
    return yaml.safe_load(duong_dan.read_text(encoding="utf-8"))


def _json(gia_tri: Any) -> Any:
    """YAML reads dates as dates; JSON columns hold them as ISO text."""
    if isinstance(gia_tri, dict):
        return {k: _json(v) for k, v in gia_tri.items()}
    if isinstance(gia_tri, list):
        return [_json(v) for v in gia_tri]
    return gia_tri.isoformat() if isinstance(gia_tri, date) else gia_tri


@transaction.atomic
def nap(thu_muc: Path = THU_MUC) -> dict[str, Counter[str]]:
    """Load everything; return counts by kind: «them», «doi», «giu», «sua_tay» (kept as edited)."""
    ket_qua: dict[str, Counter[str]] = {
        ten: Counter()
        for ten in (
            "biểu mẫu",
            "cột",
            "chỉ tiêu",
            "quy tắc kiểm tra",
            "ngưỡng kiểm tra",
            "quy định kiểm tra",
            "quy tắc lịch",
            "ngày nghỉ",
            "bậc nhắc việc",
            "giờ gửi thư",
            "loại báo cáo",
            "hồ sơ tỉnh",
        )
    }
    for tep in sorted((thu_muc / "bieu_mau").glob("*.yaml")):
        _nap_bieu(doc_yaml(tep), ket_qua)
    for muc in doc_yaml(thu_muc / "quy_tac.yaml")["quy_tac"]:
        ket_qua["quy tắc kiểm tra"][_nap_quy_tac(muc)] += 1
    for muc in doc_yaml(thu_muc / "nguong.yaml")["nguong"]:
        ket_qua["ngưỡng kiểm tra"][_nap_nguong(muc)] += 1
    for muc in doc_yaml(thu_muc / "quy_dinh_kiem_tra.yaml")["quy_dinh_kiem_tra"]:
        ket_qua["quy định kiểm tra"][_nap_quy_dinh(muc)] += 1
    for ngay in doc_yaml(thu_muc / "ngay_nghi.yaml")["ngay_nghi"]:
        khoa = {"ngay": ngay.pop("ngay")}
        ket_qua["ngày nghỉ"][dat_dong(NgayNghi, khoa, ngay)[1]] += 1
    nhac = doc_yaml(thu_muc / "nhac_viec.yaml")
    for muc in nhac["bac_nhac"]:
        ket_qua["bậc nhắc việc"][_nap_bac_nhac(muc | nhac["bac_nhac_chung"])] += 1
    for muc in nhac["lich_gui"]:
        ket_qua["giờ gửi thư"][_nap_lich_gui(muc)] += 1
    lich = doc_yaml(thu_muc / "lich.yaml")
    rieng = {(n["che_do"], ky): n["bieu"] for n in lich["ngoai_le"] for ky in n["loai_ky"]}
    for muc in lich["lich"]:
        bieu = rieng.get((muc["che_do"], muc["loai_ky"]), "")
        ket_qua["quy tắc lịch"][_nap_lich(muc, bieu)] += 1
    for thu_tu, muc in enumerate(doc_yaml(thu_muc / "loai_bao_cao.yaml")["loai_bao_cao"], 1):
        ket_qua["loại báo cáo"][_nap_loai_bao_cao(muc, thu_tu)] += 1
    ket_qua["hồ sơ tỉnh"] += nap_ho_so(doc_yaml(thu_muc / "ho_so.yaml"))
    return ket_qua


def dat_dong(model: Any, khoa: dict[str, Any], gia_tri: dict[str, Any]) -> tuple[Any, str]:
    """Create or change one row; return it and «them», «doi», «giu» or «sua_tay».

    A row that no longer looks as the last load left it was changed by a person: it is kept.
    """
    ten_khoa = " ".join(str(v.pk if hasattr(v, "pk") else v) for v in khoa.values())
    dau = DauNap.objects.filter(bang=model._meta.model_name, khoa=ten_khoa).first()
    dong = model.objects.filter(**khoa).first()
    moi = _bam(gia_tri)
    if dong is None:
        dong, ket = model.objects.create(**khoa, **gia_tri), "them"
    else:
        nay = _bam({ten: getattr(dong, ten) for ten in gia_tri})
        if nay == moi:
            ket = "giu"
        elif dau is not None and dau.bam != _bam(_luc_nap(dong, dau, gia_tri)):
            return dong, "sua_tay"
        else:
            for ten, gia in gia_tri.items():
                setattr(dong, ten, gia)
            dong.save()
            ket = "doi"
    truong = sorted(gia_tri)
    if dau is None or dau.bam != moi or dau.truong != truong:
        DauNap.objects.update_or_create(
            bang=model._meta.model_name,
            khoa=ten_khoa,
            defaults={"bam": moi, "truong": truong},
        )
    return dong, ket


def _luc_nap(dong: Any, dau: DauNap, gia_tri: dict[str, Any]) -> dict[str, Any]:
    """What stands today in the fields that the last load wrote.

    Files leave fields out and configuration packs do not: each mark knows its own.
    """
    return {ten: getattr(dong, ten, None) for ten in dau.truong or gia_tri}


def _bam(gia_tri: dict[str, Any]) -> str:
    chuan = {k: [str(x) for x in v] if isinstance(v, list) else v for k, v in gia_tri.items()}
    chu = json.dumps(chuan, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(chu.encode()).hexdigest()


def _nap_bieu(du_lieu: dict[str, Any], ket_qua: dict[str, Counter[str]]) -> None:
    cot = [_gia_tri_cot(c, i) for i, c in enumerate(du_lieu["cot"], 1)]
    mac_dinh = du_lieu.get("mac_dinh_chi_tieu", {})
    ten_muc = {m["ma"]: m for m in du_lieu.get("muc") or []}
    chi_tieu = [
        _gia_tri_chi_tieu({**mac_dinh, **c}, i, ten_muc)
        for i, c in enumerate(du_lieu["chi_tieu"], 1)
    ]
    khoa = {"ma": du_lieu["ma"], "phien_ban": du_lieu["phien_ban"]}
    for model, _, ket in ghi_bieu(khoa, _gia_tri_bieu(du_lieu), cot=cot, chi_tieu=chi_tieu):
        ket_qua[_TEN_LOAI[model]][ket] += 1


_TEN_LOAI: dict[Any, str] = {BieuMau: "biểu mẫu", CotBieu: "cột", ChiTieu: "chỉ tiêu"}


def ghi_bieu(
    khoa: dict[str, Any],
    gia_tri: dict[str, Any],
    *,
    cot: list[dict[str, Any]],
    chi_tieu: list[dict[str, Any]],
) -> list[tuple[Any, str, str]]:
    """Write one version of a form; return (model, code, «them» | «doi» | «giu» | «sua_tay»).

    ``cot`` and ``chi_tieu``: rows with their code under «ma»; rows not named stay. Raises
    DaDungKhongSua when figures of reports would come to mean something else.
    """
    co = BieuMau.objects.filter(**khoa).first()
    bieu, ket = dat_dong(BieuMau, khoa, gia_tri)
    ket_qua: list[tuple[Any, str, str]] = [(BieuMau, "", ket)]
    da_dung = co is not None and PhieuBieu.objects.filter(bieu_mau=co).exists()
    for model, cac_dong in ((CotBieu, cot), (ChiTieu, chi_tieu)):
        cu = {c["ma"]: c for c in model.objects.filter(bieu_mau=bieu).values()} if da_dung else {}
        for dong in cac_dong:
            dong = dict(dong)
            ma = dong.pop("ma")
            try:
                _, ket = dat_dong(model, {"bieu_mau": bieu, "ma": ma}, dong)
                doi = da_dung and (
                    ket == "them" or (ket == "doi" and _doi_that(dict(cu[ma]), dong))
                )
            except InternalError as exc:  # the trigger that keeps used versions
                raise _da_dung(bieu) from exc
            if doi:
                raise _da_dung(bieu)
            ket_qua.append((model, ma, ket))
    return ket_qua


def _da_dung(bieu: BieuMau) -> DaDungKhongSua:
    return DaDungKhongSua(
        f"Biểu {bieu.ma} phiên bản {bieu.phien_ban} đã có báo cáo dùng: "
        "tăng phien_ban trong tệp thay vì sửa."
    )


def _doi_that(cu: dict[str, Any], moi: dict[str, Any]) -> bool:
    """True unless only the remark of a row changes: that one asks nothing else of anybody."""
    return any(cu[ten] != gia_tri for ten, gia_tri in moi.items() if ten != "ghi_chu")


def _gia_tri_bieu(d: dict[str, Any]) -> dict[str, Any]:
    return {
        "ten": d["ten"],
        "ten_ngan": d["ten_ngan"],
        "ma_bieu_chinh_thuc": d["ma_bieu_chinh_thuc"] or "",
        "nhom": d["nhom"],
        "bo_cot": d["bo_cot"],
        "can_cu": d["can_cu"] or "",
        "can_xac_minh": d["can_xac_minh"],
        "loai_ky": d["loai_ky"],
        "don_vi_tinh_chung": d["don_vi_tinh_chung"] or "",
        "ghi_chu_in": d["ghi_chu_in"] or "",
        "la_tinh_toan": d["bo_cot"] == "tinh",
        "thu_tu": d.get("thu_tu") or int(d["ma"][1:]),
        "trang_thai": TrangThaiBieu.HIEU_LUC,
        "hieu_luc_tu": d["hieu_luc_tu"],
        "hieu_luc_den": d["hieu_luc_den"],
        **_neu_co(d, "ghi_chu_theo_ky", "phong_nhap"),
    }


def _neu_co(d: dict[str, Any], *khoa: str) -> dict[str, Any]:
    """Keys most rows leave out: absent ones stay out, so that marks of former loads still fit."""
    return {ten: d[ten] for ten in khoa if d.get(ten)}


def _gia_tri_cot(c: dict[str, Any], thu_tu: int) -> dict[str, Any]:
    return {
        "ma": c["ma"],
        "ten": c["ten"],
        "kieu_cot": c["kieu_cot"],
        "nguon_csdl": c.get("nguon_csdl") or "",
        "cong_thuc": c.get("cong_thuc") or "",
        "kieu": c["kieu"],
        "so_le": c.get("so_le"),
        "so_le_in": c.get("so_le_in"),
        "bat_buoc": c["bat_buoc"],
        "in_ra": c["in_ra"],
        "thu_tu": thu_tu,
        **_neu_co(c, "loai_ky"),
    }


def _gia_tri_chi_tieu(
    c: dict[str, Any], thu_tu: int, ten_muc: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    muc = ten_muc.get(c.get("muc") or "")
    return {
        "ma": c["ma"],
        "stt": c["stt"] or "",
        "muc": ". ".join(filter(None, (muc["stt"], muc["ten"]))) if muc else "",
        "ten": c["ten"],
        "cha": c["cha"] or "",
        "cap": c["cap"],
        "dvt": c["dvt"] or "",
        "kieu": c["kieu"],
        "so_le": c["so_le"] or 0,
        "dai_luong": c["dai_luong"],
        "tong_hop": c["tong_hop"],
        "tu_so": c["tu_so"] or "",
        "mau_so": c["mau_so"] or "",
        "tong_cua": c["tong_cua"] or [],
        "tong_cua_phu": c.get("tong_cua_phu") or [],
        "la_tap_con_cua": c["la_tap_con_cua"] or "",
        "bat_buoc": c["bat_buoc"],
        "bat_buoc_theo_ky": c.get("bat_buoc_theo_ky") or {},
        "cot_khong_ap_dung": c.get("cot_khong_ap_dung") or [],
        "danh_sach": c.get("danh_sach"),
        "loai_ky": c["loai_ky"] or [],
        "mua_vu": c["mua_vu"],
        "cho_am": c["am"],
        "cong_thuc": c["tinh"] or "",
        "nguon_tong_hop": c.get("nguon") or {},
        "ghi_chu": c.get("ghi_chu") or "",
        "thu_tu": thu_tu,
        **_neu_co(c, "do_dai_toi_da"),
    }


def _nap_quy_tac(q: dict[str, Any]) -> str:
    return dat_dong(
        QuyTacKiemTra,
        {"ma": q["ma"], "hieu_luc_tu": q["hieu_luc_tu"]},
        {
            "ten": q["ten"],
            "muc_do": q["muc_do"],
            "loai": q["loai"],
            "pham_vi": q["pham_vi"],
            "ap_dung": _json(q.get("ap_dung") or {}),
            "dieu_kien": q.get("dieu_kien") or "",
            "ham": q.get("ham") or "",
            "tham_so": _json(q.get("tham_so") or {}),
            "nguong": _json(q.get("nguong") or {}),
            "thong_bao": q["thong_bao"],
            "bo_qua_boi": q.get("bo_qua_boi") or [],
            "cho_mien_tru": q.get("cho_mien_tru", True),
            "vi_du": _json(q.get("vi_du") or {}),
            "can_cu": q.get("can_cu") or "",
            "can_xac_minh": q["can_xac_minh"],
            "hieu_luc_den": q["hieu_luc_den"],
        },
    )[1]


# Thresholds are as old as the rules they belong to.
_NGUONG_TU = date(2020, 1, 1)


def _nap_nguong(n: dict[str, Any]) -> str:
    khoa = {
        "ma": n["ma"],
        "ten": n["ten"],
        "chi_tieu": n.get("chi_tieu") or "",
        "don_vi": None,
        "hieu_luc_tu": n.get("hieu_luc_tu") or _NGUONG_TU,
    }
    # Stored with nine decimals: read back equal, or every load would see a change.
    gia_tri = Decimal(n["gia_tri"]).quantize(Decimal(1).scaleb(-9))
    them = {"gia_tri": gia_tri, "can_cu": n["can_cu"], "can_xac_minh": True}
    return dat_dong(NguongKiemTra, khoa, them)[1]


def _nap_quy_dinh(m: dict[str, Any]) -> str:
    khoa = {ten: m.pop(ten) for ten in ("loai_ky", "bieu", "hieu_luc_tu")}
    # Stored with two decimals: read back equal, or every load would see a change.
    m["nguong_chenh"] = Decimal(m["nguong_chenh"]).quantize(Decimal("0.01"))
    return dat_dong(QuyDinhKiemTra, khoa, m)[1]


def _nap_lich(m: dict[str, Any], bieu: str) -> str:
    return dat_dong(
        QuyTacLich,
        {"ma": m["ma"], "hieu_luc_tu": m["hieu_luc_tu"]},
        {
            "ten": m["ten"],
            "che_do": m["che_do"],
            "loai_ky": m["loai_ky"],
            "bieu": bieu,
            "cua_so": m["cua_so"],
            "thang_thong_ke": m["thang_thong_ke"],
            "han": m["han"],
            "loai_han": m["loai_han"],
            "can_cu": m["can_cu"],
            "can_cu_han": m.get("can_cu_han") or "",
            "ghi_chu": m.get("ghi_chu") or "",
            "can_xac_minh": m["can_xac_minh"],
            "hieu_luc_den": m["hieu_luc_den"],
        },
    )[1]


def _nap_loai_bao_cao(m: dict[str, Any], thu_tu: int) -> str:
    return dat_dong(
        LoaiBaoCao,
        {"ma": m["ma"], "hieu_luc_tu": m["hieu_luc_tu"]},
        {
            "ten": m["ten"],
            "ky": m["ky"],
            "noi_nhan": m["noi_nhan"],
            "nhan_tai_cuc": m["nhan_tai_cuc"],
            "bieu": m["bieu"],
            "han": m.get("han") or "",
            "can_cu": m["can_cu"],
            "ghi_chu": m.get("ghi_chu") or "",
            "can_xac_minh": m["can_xac_minh"],
            "thu_tu": thu_tu,
            "hieu_luc_den": m.get("hieu_luc_den"),
        },
    )[1]


def _nap_bac_nhac(m: dict[str, Any]) -> str:
    khoa = {"ma": m.pop("ma"), "hieu_luc_tu": m.pop("hieu_luc_tu")}
    return dat_dong(BacNhac, khoa, m)[1]


def _nap_lich_gui(m: dict[str, Any]) -> str:
    gio = {ten: time.fromisoformat(m.pop(ten)) for ten in ("gio_tu", "gio_den", "gio_tom_tat")}
    return dat_dong(LichGui, {"hieu_luc_tu": m.pop("hieu_luc_tu")}, m | gio)[1]
