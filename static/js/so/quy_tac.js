// The form as a table in the browser: formulas computed anew, rules judged, from the JSON that
// baocao/portal/quy_tac_js.py writes. Same definitions as the server, same verdicts.
import { tinh } from "../bieu_thuc.js";
import { cong, tuChu } from "../thap_phan.js";
import { PHEP } from "./phep_rieng.js";
import { docO, inGiaTri, rutGon, soTinhDuoc } from "./so_viet.js";

const TEN_THEO_O = [
  "gia_tri", "trung_binh_8", "tong_cac_ky", "don_vi_cuoi", "muc_thuong", "do_lech_thuong", "so_nam_mua",
];

const so = (chu) => (chu === null || chu === undefined ? null : tuChu(chu));

const cacSo = (nhom) => Object.fromEntries(Object.entries(nhom).map(([t, c]) => [t, so(c)]));

export class BangTinh {
  constructor(duLieu) {
    this.dl = duLieu;
    this.o = new Map(Object.entries(duLieu.o).map(([khoa, chu]) => [khoa, so(chu)]));
    this.khongApDung = new Set(duLieu.khong_ap_dung);
    this.danhSach = new Map();
    this.chung = cacSo(duLieu.chung);
    this.quyTac = duLieu.quy_tac.map((q) => ({
      ...q,
      ngoaiSo: new Map(Object.entries(q.ngoai).map(([k, c]) => [k, so(c)])),
      nguongSo: cacSo(q.nguong),
      nguongRieng: Object.fromEntries(Object.entries(q.nguong_o).map(([m, n]) => [m, cacSo(n)])),
    }));
    this.maQuyTac = new Set(this.quyTac.map((q) => q.ma));
  }

  lay(dong, cot) {
    return this.o.get(`${dong}.${cot}`) ?? null;
  }

  dat(khoa, giaTri) {
    this.o.set(khoa, giaTri);
  }

  // What somebody typed: a number, «-», «x» or nothing.
  datChu(khoa, chu) {
    this.dat(khoa, soTinhDuoc(chu));
    if (docO(chu).loai === "x") this.khongApDung.add(khoa);
    else this.khongApDung.delete(khoa);
  }

  // Rows of a list as typed now: [{column: text}].
  datDanhSach(ma, cacMuc) {
    this.danhSach.set(ma, cacMuc);
  }

  // Numbers of one column of a list; null while the page has not read the list's boxes.
  soDanhSach(ma, cot) {
    return this.danhSach.get(ma)?.map((m) => soTinhDuoc(m[cot] ?? "")).filter((s) => s !== null) ?? null;
  }

  // First rows, then columns, as bang.tinh_lai does; returns the keys that were computed.
  tinhLai() {
    const { dong, cot } = this.dl;
    const daTinh = [];
    const ghi = (ma, c, giaTri) => {
      this.o.set(`${ma}.${c}`, typeof giaTri === "boolean" ? null : giaTri);
      daTinh.push(`${ma}.${c}`);
    };
    for (const [ma, d] of Object.entries(dong)) {
      if (!d.tinh) continue;
      for (const c of d.o) {
        if (cot[c].chu || cot[c].la_tinh) continue;
        ghi(ma, c, tinh(d.tinh, (ref) => this.lay(ref, c)));
      }
    }
    for (const [ma, d] of Object.entries(dong)) {
      if (!d.la_so) continue;
      for (const c of d.o) {
        if (cot[c].tinh) ghi(ma, c, tinh(cot[c].tinh, (ref) => this.lay(ma, ref)));
      }
    }
    return daTinh;
  }

  // Decimals a computed cell is printed with.
  soLe(khoa) {
    const i = khoa.lastIndexOf(".");
    return this.dl.cot[khoa.slice(i + 1)].le ?? this.dl.dong[khoa.slice(0, i)].le;
  }

  tra(q, ref, dong, cot) {
    const viTri = q.trong_bieu[ref];
    if (viTri) return this.lay(viTri[0] || dong, viTri[1] || cot);
    return q.ngoaiSo.get(`${ref}|${dong}|${cot}`) ?? null;
  }

  tenTheoO(q, ten, ma, cot) {
    const d = this.dl.dong[ma];
    if (ten === "gia_tri") return this.lay(ma, cot);
    if (ten === "don_vi_cuoi") return d ? { n: 1n, e: -d.le } : null;
    if (ten !== "tong_cac_ky") return so(q.ten_o[`${ten}|${ma}|${cot}`]);
    const [rieng, khac] = [this.lay(ma, this.dl.cot_chinh), so(d?.tong_khac)];
    return rieng === null || khac === null ? null : cong(rieng, khac);
  }

  nguong(q, ma) {
    return q.nguongRieng[ma] ?? q.nguongSo;
  }

  bien(q, cacTen, ma, cot) {
    const bien = { ...this.chung, ...this.nguong(q, ma) };
    for (const ten of cacTen) if (!(ten in bien)) bien[ten] = this.tenTheoO(q, ten, ma, cot);
    return bien;
  }

  // Findings of every rule the page can judge: {quy_tac, muc_do, chi_tieu, cot, thong_bao}.
  kiemTra() {
    const kq = [];
    for (const q of this.quyTac) {
      try {
        kq.push(...(q.phep ? this.phepRieng(q) : this.dieuKien(q)));
      } catch {
        // A rule an administrator wrote wrongly: the server names it.
      }
    }
    return kq;
  }

  dieuKien(q) {
    const kq = [];
    for (const [ma, cot] of q.cho) {
      if (q.pham_vi === "o" && this.lay(ma, cot) === null) continue;
      const bien = this.bien(q, q.ten, ma, cot);
      if (tinh(q.cay, (ref) => this.tra(q, ref, ma, cot), bien) !== true) continue;
      kq.push(this.viPham(q, ma, cot, cot ? { gia_tri: this.lay(ma, cot) } : {}));
    }
    return kq;
  }

  // Checks of their own: one finding a place at most, with its weight and values.
  phepRieng(q) {
    const kq = [];
    for (const cho of q.phep.cho) {
      const lech = PHEP[q.phep.kieu](this, cho, q.phep);
      if (lech) kq.push(this.viPham(q, cho.ma, cho.cot, lech.them, lech.mucDo));
    }
    return kq;
  }

  viPham(q, ma, cot, them, mucDo = q.muc_do) {
    const [chiTieu, maCot] = [ma || q.dau[0], cot || q.dau[1]];
    const dong = this.dl.dong[chiTieu];
    const le = dong?.le ?? 2;
    for (const [ten, cay] of Object.entries(q.bien)) {
      const bien = this.bien(q, TEN_THEO_O, ma, cot);
      const leO = this.dl.dong[ma]?.le ?? 2;
      them[ten] = rutGon(tinh(cay, (ref) => this.tra(q, ref, ma, cot), bien), leO);
    }
    const cau = q.thong_bao.replace(/\{([^{}]+)\}/g, (_, cho) => {
      const ten = cho.trim();
      return inGiaTri(ten in them ? them[ten] : this.thay(q, ten, chiTieu, maCot, le), le);
    });
    return {
      quy_tac: q.ma,
      muc_do: mucDo,
      chi_tieu: chiTieu,
      cot: maCot,
      thong_bao: cau.normalize("NFC").trim(),
    };
  }

  // What stands for a placeholder of a message (see NguCanh._gia_tri_in).
  thay(q, ten, ma, cot, le) {
    const dong = this.dl.dong[ma];
    if (ten === "cot") return this.dl.cot[cot]?.ten ?? null;
    if (ten === "ky") return this.dl.ky;
    if (dong && ten === "ma") return ma;
    if (dong && (ten === "ten" || ten === "dvt")) return dong[ten];
    if (ten in q.nguongSo) return this.nguong(q, ma)[ten];
    if (ten in this.chung) return rutGon(this.chung[ten], le);
    if (dong && ten === "tong_cac_ky") return this.tenTheoO(q, ten, ma, cot);
    if (dong && TEN_THEO_O.includes(ten) && ten !== "gia_tri" && ten !== "don_vi_cuoi") {
      return rutGon(this.tenTheoO(q, ten, ma, cot), le);
    }
    if (ten === "gia_tri") return this.daIn(ma, cot, le);
    const viTri = q.trong_bieu[ten];
    if (viTri) return this.daIn(viTri[0] || ma, viTri[1] || cot, le);
    return this.tra(q, ten, ma, cot);
  }

  // Typed figures keep every decimal; computed ones are rounded like their row.
  daIn(ma, cot, le) {
    const dong = this.dl.dong[ma];
    const giaTri = this.lay(ma, cot);
    return dong?.o.includes(cot) && !dong.nhap.includes(cot) ? rutGon(giaTri, le) : giaTri;
  }
}
