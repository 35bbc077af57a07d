"""Identity of a workbook on its hidden sheet: whose, which period, from which versions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from baocao.bang import Bang
from baocao.choices import TrangThaiBieu
from baocao.models import BieuMau, BoBaoCao
from baocao.workbook.khung import LUA_CHON_TRANG_THAI, TRANG_NHAN_DANG
from cucctdp.excel.errors import LoiO, OKhongHopLe
from cucctdp.excel.trang_nhe import TrangNhe, doc_danh_tinh
from cucctdp.formats.ky import Ky
from cucctdp.formats.ngay import ngay_ngan

SAN_PHAM = "cucctdp"
XEM_TRUOC = "cucctdp_xem_truoc"  # a preview of a template: looks the same, is nobody's
DANG = "1"
_TAI_LAI = "Hãy tải tệp mẫu của kỳ này từ hệ thống rồi nhập hoặc chép số liệu sang."


@dataclass(frozen=True)
class NhanDang:
    """``bieu``: form → template version; ``goc``: form → «row.column» → version at export;
    ``trang_thai``: form → label in the choice cell at export.
    """

    don_vi: str
    ten_don_vi: str
    ky: str
    bieu: dict[str, int] = field(default_factory=dict)
    goc: dict[str, dict[str, int]] = field(default_factory=dict)
    trang_thai: dict[str, str] = field(default_factory=dict)

    def thanh_chu(self) -> dict[str, str]:
        """Keys and texts for the hidden sheet, with their hash."""
        chu = {
            "san_pham": SAN_PHAM,
            "dang_tep": DANG,
            "don_vi": self.don_vi,
            "ten_don_vi": self.ten_don_vi,
            "ky_bao_cao": self.ky,
        }
        for ma, phien_ban in self.bieu.items():
            chu[f"bieu_{ma}"] = str(phien_ban)
        for ma, nhan in self.trang_thai.items():
            chu[f"trang_thai_{ma}"] = nhan
        for ma, goc in self.goc.items():
            chu[f"goc_{ma}"] = " ".join(f"{o}:{pb}" for o, pb in goc.items())
        return {**chu, "bam_goc": _bam(chu)}


def _bam(chu: Mapping[str, str]) -> str:
    chuan = json.dumps(dict(sorted(chu.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(chuan.encode()).hexdigest()


def lap(bo: BoBaoCao, cac_bang: Mapping[str, Bang], trang_thai: Mapping[str, str]) -> NhanDang:
    """Identity of a workbook made now."""
    return NhanDang(
        don_vi=bo.don_vi.khoa,
        ten_don_vi=bo.don_vi.ten_ngay(bo.ky.den_ngay).trong_cau,
        ky=bo.ky.ma,
        bieu={ma: b.bieu_mau.phien_ban for ma, b in cac_bang.items()},
        goc={
            ma: {
                f"{o.chi_tieu}.{o.cot}": o.phien_ban
                for dong in bang
                for o in dong.o.values()
                if o.nhap_duoc and o.phien_ban
            }
            for ma, bang in cac_bang.items()
        },
        trang_thai=dict(trang_thai),
    )


def doc(
    cac_trang: Mapping[str, TrangNhe], bo: BoBaoCao, phien_ban: Mapping[str, int]
) -> tuple[NhanDang | None, list[LoiO], list[LoiO]]:
    """Identity of an upload checked against the pack: (identity, errors, warnings).

    ``phien_ban``: form → template version pinned by the pack. With errors the sheets must not be
    read as figures of this pack.
    """
    try:
        chu = doc_danh_tinh(cac_trang, trang=TRANG_NHAN_DANG)
    except OKhongHopLe:
        chu = {}
    if chu.get("san_pham") == XEM_TRUOC:
        cau = f"Tệp này là bản xem trước của biểu mẫu, không nộp được. {_TAI_LAI}"
        return None, [_loi(cau, "xem_truoc")], []
    if chu.get("san_pham") != SAN_PHAM or chu.get("dang_tep") != DANG:
        cau = (
            "Tệp không có trang nhận dạng của tệp mẫu (tự tạo, hoặc trang ẩn đã bị xóa). "
            f"{_TAI_LAI}"
        )
        return None, [_loi(cau, "khong_nhan_dang")], []
    nhan_dang = _phan_tich(chu)
    bam = chu.pop("bam_goc", "")
    if nhan_dang is None or bam != _bam(chu):
        cau = f"Trang nhận dạng ẩn của tệp đã bị sửa nên không rõ tệp của ai. {_TAI_LAI}"
        return None, [_loi(cau, "nhan_dang_bi_sua")], []
    loi = _so_voi_bo(nhan_dang, bo)
    loi_pb, canh_bao = _phien_ban(nhan_dang, phien_ban)
    return nhan_dang, loi + loi_pb, canh_bao


def _phan_tich(chu: Mapping[str, str]) -> NhanDang | None:
    try:
        return NhanDang(
            don_vi=chu["don_vi"],
            ten_don_vi=chu["ten_don_vi"],
            ky=chu["ky_bao_cao"],
            bieu={k[5:]: int(v) for k, v in chu.items() if k.startswith("bieu_")},
            goc={
                k[4:]: {o: int(pb) for o, _, pb in (m.rpartition(":") for m in v.split())}
                for k, v in chu.items()
                if k.startswith("goc_")
            },
            trang_thai={k[11:]: v for k, v in chu.items() if k.startswith("trang_thai_")},
        )
    except (KeyError, ValueError):
        return None


def _so_voi_bo(nhan_dang: NhanDang, bo: BoBaoCao) -> list[LoiO]:
    loi = []
    if nhan_dang.don_vi != bo.don_vi.khoa:
        cua_ban = bo.don_vi.ten_ngay(bo.ky.den_ngay).trong_cau
        cau = f"Tệp này của {nhan_dang.ten_don_vi}, không phải của bạn ({cua_ban}). {_TAI_LAI}"
        loi.append(_loi(cau, "khac_don_vi"))
    if nhan_dang.ky != bo.ky.ma:
        ten = _ten_ky(nhan_dang.ky)
        cau = f"Tệp này của kỳ {ten}, còn bạn đang nộp kỳ {bo.ky.ky.ten}. {_TAI_LAI}"
        loi.append(_loi(cau, "khac_ky"))
    return loi


def _ten_ky(ma: str) -> str:
    try:
        return Ky.tu_ma(ma).ten
    except ValueError:
        return f"«{ma}»"


def _phien_ban(nhan_dang: NhanDang, phien_ban: Mapping[str, int]) -> tuple[list[LoiO], list[LoiO]]:
    """An older version is taken until its last day (``nhan_tep_den``), and named afterwards."""
    loi, canh_bao = [], []
    for ma, co in nhan_dang.bieu.items():
        can = phien_ban.get(ma)
        if can is None or can == co:
            continue
        cu = BieuMau.objects.filter(ma=ma, phien_ban=co).first()
        hom_nay = timezone.localdate()
        if (
            cu is not None
            and cu.trang_thai == TrangThaiBieu.HIEU_LUC
            and (cu.nhan_tep_den is None or cu.nhan_tep_den >= hom_nay)
        ):
            den = f" đến hết ngày {ngay_ngan(cu.nhan_tep_den)}" if cu.nhan_tep_den else ""
            cau = (
                f"Biểu {ma} trong tệp là phiên bản {co}, bộ báo cáo dùng phiên bản {can}; "
                f"tệp cũ còn được nhận{den}."
            )
            canh_bao.append(LoiO(ma, "", cau, "phien_ban_cu", "canh_bao"))
            continue
        han = cu.nhan_tep_den if cu and cu.trang_thai == TrangThaiBieu.HIEU_LUC else None
        tu = f" (chỉ nhận đến hết ngày {ngay_ngan(han)})" if han else ""
        cau = (
            f"Biểu {ma} trong tệp là phiên bản {co}{tu}, không còn được nhận; bộ báo cáo dùng "
            f"phiên bản {can}. {_TAI_LAI}"
        )
        loi.append(LoiO(ma, "", cau, "phien_ban_cu"))
    return loi, canh_bao


def trang_thai_goc(nhan_dang: NhanDang, ma: str) -> str | None:
    """Data state chosen at export, or None for «Giữ nguyên từng ô»."""
    return LUA_CHON_TRANG_THAI.get(nhan_dang.trang_thai.get(ma, ""))


def _loi(cau: str, ma: str) -> LoiO:
    return LoiO("", "", cau, ma)
