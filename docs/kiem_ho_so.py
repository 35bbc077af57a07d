#!/usr/bin/env python3
"""Kiểm hồ sơ thanh tra khuyến công (tệp .zip) mà không cần hệ thống, chỉ cần Python 3.9 trở lên.

Cách dùng:   python3 kiem_ho_so.py ho-so-thanh-tra-KCQG-2026-00001.zip [--sha256 MÃ_BĂM_TỆP_ZIP]

Chương trình kiểm: mọi tệp trong bản kê có mặt và đúng SHA-256, đúng số byte; không có tệp thừa;
mỗi sự kiện của trích nhật ký cho đúng mã băm đã ghi, các sự kiện liền nhau nối đúng chuỗi.
Bản kê tự nó không được ký: để chắc chắn cả tệp .zip chưa bị thay, so mã băm in ra với mã băm hệ
thống đã ghi khi lập hồ sơ (trang của đề án, nhật ký sự kiện) bằng --sha256.
Mã thoát: 0 là nguyên vẹn, 1 là có sai khác, 2 là dùng sai hoặc không đọc được tệp.
"""

import argparse
import hashlib
import json
import sys
import zipfile

BAN_KE = "manifest.json"


def kiem(duong_dan, sha256_zip=""):
    """Return (sentences of what is wrong, numbers for the summary); an intact file has none."""
    loi = []
    with open(duong_dan, "rb") as f:
        bam_zip = hashlib.sha256()
        for phan in iter(lambda: f.read(1 << 20), b""):
            bam_zip.update(phan)
    so = {"sha256_zip": bam_zip.hexdigest(), "so_tep": 0, "so_su_kien": 0, "so_noi": 0}
    if sha256_zip and sha256_zip.lower() != so["sha256_zip"]:
        loi.append("Tệp zip có mã băm khác mã băm đã cho.")
    with zipfile.ZipFile(duong_dan) as z:
        ten = z.namelist()
        loi += [f"{t}: có hai lần trong zip." for t in sorted({t for t in ten if ten.count(t) > 1})]
        if BAN_KE not in ten:
            return [*loi, f"{BAN_KE}: không có trong zip."], so
        try:
            ban_ke = json.loads(z.read(BAN_KE).decode("utf-8"))
            muc = {m["duong_dan"]: (m["sha256"], m["kich_thuoc"]) for m in ban_ke["tep"]}
            if len(muc) != len(ban_ke["tep"]):
                loi.append(f"{BAN_KE}: có đường dẫn ghi hai lần.")
        except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as e:
            return [*loi, f"{BAN_KE}: không đọc được ({e})."], so
        so["so_tep"] = len(muc)
        loi += [f"{t}: có trong bản kê, không có trong zip." for t in muc if t not in ten]
        loi += [
            f"{t}: có trong zip, không có trong bản kê." for t in ten if t not in {*muc, BAN_KE}
        ]
        for t, (sha256, kich_thuoc) in muc.items():
            if t not in ten:
                continue
            try:
                noi_dung = z.read(t)
            except (zipfile.BadZipFile, OSError) as e:
                loi.append(f"{t}: không đọc được ({e}).")
                continue
            if hashlib.sha256(noi_dung).hexdigest() != sha256:
                loi.append(f"{t}: sai mã băm SHA-256.")
            elif len(noi_dung) != kich_thuoc:
                loi.append(f"{t}: sai số byte.")
            if t == ban_ke.get("nhat_ky"):
                loi += _kiem_nhat_ky(t, noi_dung, so)
        if ban_ke.get("nhat_ky") not in muc:
            loi.append("Bản kê không nêu trích nhật ký.")
    return loi, so


def _kiem_nhat_ky(ten, noi_dung, so):
    """Recompute the hash of every event; neighbours of one chain must join."""
    try:
        cac = json.loads(noi_dung.decode("utf-8"))
        theo_chuoi = {}
        loi = []
        for s in cac:
            goc = s["noi_dung"]
            chuan = json.dumps(goc, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            bam = hashlib.sha256((s["bam_truoc"] + "\n" + chuan).encode("utf-8")).hexdigest()
            noi = f"{ten}: sự kiện {goc['chuoi']} số {goc['so']} ({goc['hanh_dong']})"
            if bam != s["bam"]:
                loi.append(f"{noi} không cho đúng mã băm đã ghi.")
            truoc = theo_chuoi.get(goc["chuoi"])
            if truoc and truoc[0] + 1 == goc["so"]:
                so["so_noi"] += 1
                if truoc[1] != s["bam_truoc"]:
                    loi.append(f"{noi} không nối với sự kiện ngay trước nó.")
            elif truoc and truoc[0] >= goc["so"]:
                loi.append(f"{noi} không đúng thứ tự.")
            theo_chuoi[goc["chuoi"]] = (goc["so"], s["bam"])
        so["so_su_kien"] = len(cac)
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        return [f"{ten}: không đọc được ({e})."]
    return loi


def main(tham_so=None):
    p = argparse.ArgumentParser(description="Kiểm hồ sơ thanh tra khuyến công.")
    p.add_argument("tep", help="tệp .zip của hồ sơ")
    p.add_argument("--sha256", default="", help="mã băm của tệp .zip mà hệ thống đã ghi")
    a = p.parse_args(tham_so)
    try:
        loi, so = kiem(a.tep, a.sha256)
    except (OSError, zipfile.BadZipFile) as e:
        print(f"Không đọc được tệp: {e}", file=sys.stderr)
        return 2
    for cau in loi:
        print("SAI  " + cau)
    print(
        f"{so['so_tep']} tệp, {so['so_su_kien']} sự kiện nhật ký, {so['so_noi']} chỗ nối chuỗi.\n"
        f"SHA-256 của tệp zip: {so['sha256_zip']}"
    )
    print("HỒ SƠ KHÔNG NGUYÊN VẸN." if loi else "HỒ SƠ NGUYÊN VẸN.")
    return 1 if loi else 0


if __name__ == "__main__":
    sys.exit(main())
