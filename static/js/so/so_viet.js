// Numbers as Vietnamese officers write them, twin of cucctdp/formats/so.py: 1.234.567,89.
import { lamTron, raChu, tuChu } from "../thap_phan.js";

const HOP_LE =
  /^([+-]?) ?(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?$/;
const TRANG = /[\s\u00a0\u2007\u2009\u202f]+/g;
const KHONG_PHAT_SINH = new Set(["-", "–", "—", "−"]);
const CHUA_CO = new Set(["", "...", "…"]);
export const CHUA_CO_IN = "...";

// {loai: "so", so} | {loai: "-"} không phát sinh | {loai: "x"} | {loai: ""} chưa có | {loai: "sai"}
export function docO(chu) {
  const gon = chu.normalize("NFC").replace(TRANG, " ").trim();
  if (KHONG_PHAT_SINH.has(gon)) return { loai: "-" };
  if (CHUA_CO.has(gon)) return { loai: "" };
  if (gon === "x" || gon === "X") return { loai: "x" };
  const khop = HOP_LE.exec(gon.replaceAll("−", "-"));
  const so = khop && khop[2].replace(/[. ]/g, "");
  const le = khop?.[3] ?? "";
  const nguyen = so?.replace(/^0+/, "") ?? "";
  if (!khop || so.length + le.length > 30 || le.length > 6 || nguyen.length > 18) {
    return { loai: "sai" };
  }
  return { loai: "so", so: tuChu(`${khop[1]}${so}${le ? `.${le}` : ""}`) };
}

// The number that counts: «không phát sinh» is 0, anything else without a number is null.
export function soTinhDuoc(chu) {
  const doc = docO(chu);
  if (doc.loai === "-") return tuChu("0");
  return doc.loai === "so" ? doc.so : null;
}

export const nhomNghin = (nguyen) => nguyen.replace(/\B(?=(\d{3})+(?!\d))/g, ".");

// Print; ``soLe`` null keeps every decimal but no zeros at the end.
export function dinhDang(so, soLe = null) {
  const chu = raChu(soLe === null ? so : lamTron(so, soLe));
  const am = chu.startsWith("-");
  let [nguyen, le = ""] = chu.replace("-", "").split(".");
  if (soLe === null) le = le.replace(/0+$/, "");
  nguyen = nguyen.replace(/^0+(?=\d)/, "");
  const khong = !/[1-9]/.test(nguyen + le);
  return `${am && !khong ? "-" : ""}${nhomNghin(nguyen)}${le ? `,${le}` : ""}`;
}

// A computed figure as its row is printed (two decimals at least); see checks/thong_bao.gon.
export function rutGon(so, soLe) {
  if (so === null || so.n === 0n) return so;
  const tron = lamTron(so, Math.max(soLe, 2));
  if (tron.n !== 0n) return tron;
  const dai = (so.n < 0n ? -so.n : so.n).toString().length;
  return lamTron(so, 2 - dai - so.e);
}

// A value inside a sentence; typed figures print up to four decimals.
export function inGiaTri(so, soLe) {
  if (so === null || so === undefined || so === "") return "…";
  if (typeof so === "string") return so;
  return dinhDang(rutGon(so, Math.max(soLe, 4)));
}

const BAC = [["nghìn tỷ", 12], ["tỷ", 9], ["triệu", 6], ["nghìn", 3]];

// «20.150,333 tỷ đồng» reads «≈ 20,15 nghìn tỷ đồng»; "" when the unit says it well enough.
export function cachDoc(so, donVi) {
  const goc = BAC.find(([ten]) => donVi.toLowerCase().startsWith(`${ten} `));
  const ten = goc ? donVi.slice(goc[0].length + 1) : donVi;
  const bacGoc = goc?.[1] ?? 0;
  const doDai = raChu({ n: so.n < 0n ? -so.n : so.n, e: so.e }).split(".")[0].replace(/^0+/, "").length;
  const bac = BAC.find(([, mu]) => doDai + bacGoc > mu);
  if (!bac || bac[1] <= bacGoc || doDai < 4) return "";
  return `≈ ${dinhDang({ n: so.n, e: so.e + bacGoc - bac[1] }, 2)} ${bac[0]} ${ten}`.trim();
}

// Group thousands while somebody types: [text, caret]; null where the text is not plainly a number.
export function nhomKhiGo(chu, conTro) {
  const khop = /^([+-]?)(\d[\d.]*)(,\d*)?$/.exec(chu);
  if (!khop) return null;
  const sau = khop[1] + nhomNghin(khop[2].replaceAll(".", "").replace(/^0+(?=\d)/, "")) + (khop[3] ?? "");
  let con = chu.slice(conTro).replaceAll(".", "").length;
  let viTri = sau.length;
  while (viTri > 0 && con > 0) {
    viTri -= 1;
    if (sau[viTri] !== ".") con -= 1;
  }
  return [sau, viTri];
}
