// Blocks of cells: selection, copy, paste from Excel, fill down, clear. Nothing pasted is lost
// silently: what has no cell to go to, or goes to a cell nobody types, is listed with its place.
import { ghiBuoc } from "./hoan_tac.js";
import { chuCua, danhSachLoi, datChu, khoaCua, luoi, tenO } from "./o_luoi.js";

let neo = null;
let cuoi = null;

export const khoi = () => (neo && cuoi ? { neo, cuoi } : null);

function* cacO(a, b) {
  for (let r = Math.min(a.r, b.r); r <= Math.max(a.r, b.r); r += 1) {
    for (let c = Math.min(a.c, b.c); c <= Math.max(a.c, b.c); c += 1) {
      if (luoi[r]?.[c]) yield luoi[r][c];
    }
  }
}

function to() {
  for (const td of document.querySelectorAll(".luoi .trong-khoi")) td.classList.remove("trong-khoi");
  if (!neo || !cuoi || neo === cuoi) return;
  for (const o of cacO(neo, cuoi)) o.td.classList.add("trong-khoi");
}

export function datNeo(o) {
  neo = o;
  cuoi = o;
  to();
}

export function keoDen(o) {
  if (!o || !neo) return;
  cuoi = o;
  to();
}

export function noRong(dr, dc) {
  if (!cuoi) return;
  keoDen(luoi[cuoi.r + dr]?.[cuoi.c + dc]);
  cuoi.td.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export const nhieuO = () => Boolean(neo && cuoi && neo !== cuoi);

function hang() {
  const theoHang = new Map();
  for (const o of cacO(neo, cuoi)) theoHang.set(o.r, [...(theoHang.get(o.r) ?? []), o]);
  return [...theoHang.values()];
}

// Change many boxes as one step of undo.
function doiNhieu(cap) {
  const buoc = cap.map(({ o, chu }) => ({ khoa: khoaCua(o.hop), truoc: o.hop.value, sau: chu }));
  for (const { o, chu } of cap) datChu(o.hop, chu);
  ghiBuoc(buoc);
}

export function xoaKhoi() {
  doiNhieu([...cacO(neo, cuoi)].filter((o) => o.hop).map((o) => ({ o, chu: "" })));
}

// Ctrl+D: the first row of the block goes down; one cell takes what stands above it.
export function dienXuong() {
  if (!neo) return;
  const mot = !nhieuO();
  const cacHang = mot ? [luoi[neo.r - 1] ?? [], [neo]] : hang();
  const cap = [];
  for (const [i, h] of cacHang.entries()) {
    if (!i) continue;
    for (const o of h) {
      const nguon = mot ? cacHang[0][o.c] : cacHang[0].find((x) => x.c === o.c);
      if (o.hop && nguon && (nguon.hop || chuCua(nguon))) cap.push({ o, chu: chuCua(nguon) });
    }
  }
  doiNhieu(cap);
}

const trongTsv = (chu) => (/[\t\n"]/.test(chu) ? `"${chu.replaceAll('"', '""')}"` : chu);

export function chepTsv() {
  return hang().map((h) => h.map((o) => trongTsv(chuCua(o).trim())).join("\t")).join("\r\n");
}

// Cells of clipboard text; quotes hold tabs and line ends, as Excel writes them.
export function docTsv(chu) {
  const rows = [[""]];
  let trongNhay = false;
  const goc = chu.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  for (let i = 0; i < goc.length; i += 1) {
    const hienTai = rows[rows.length - 1];
    const k = goc[i];
    if (trongNhay) {
      if (k === '"' && goc[i + 1] === '"') i += 1;
      else if (k === '"') { trongNhay = false; continue; }
      hienTai[hienTai.length - 1] += k;
    } else if (k === '"' && hienTai[hienTai.length - 1] === "") trongNhay = true;
    else if (k === "\t") hienTai.push("");
    else if (k === "\n") rows.push([""]);
    else hienTai[hienTai.length - 1] += k;
  }
  if (rows.length > 1 && rows[rows.length - 1].length === 1 && rows[rows.length - 1][0] === "") rows.pop();
  return rows;
}

// Paste from the chosen cell on; one value fills the whole block. Returns how many boxes changed.
export function dan(chu) {
  const nguon = docTsv(chu);
  const mot = nguon.length === 1 && nguon[0].length === 1;
  const goc = { r: Math.min(neo.r, cuoi.r), c: Math.min(neo.c, cuoi.c) };
  const cap = [];
  const sai = [];
  const thu = (o, giaTri, r, c) => {
    if (o?.hop) cap.push({ o, chu: giaTri });
    else if (giaTri.trim() && !(o && chuCua(o).trim() === giaTri.trim())) {
      const cho = `Dòng ${r + 1}, cột ${c + 1} của khối dán`;
      sai.push({
        neo: o?.td.id,
        ten: o?.khoa ? `${cho} (ô ${o.khoa})` : cho,
        cau: o ? `«${giaTri.trim()}» không dán được: ô này không nhập.`
          : `«${giaTri.trim()}» nằm ngoài bảng, không có ô nhận.`,
      });
    }
  };
  if (mot && nhieuO()) for (const o of cacO(neo, cuoi)) thu(o, nguon[0][0].trim(), 0, 0);
  else {
    nguon.forEach((h, r) => h.forEach((v, c) => thu(luoi[goc.r + r]?.[goc.c + c], v.trim(), r, c)));
    const dai = Math.max(...nguon.map((h) => h.length));
    keoDen(luoi[Math.min(goc.r + nguon.length, luoi.length) - 1]?.[Math.min(goc.c + dai, luoi[goc.r].length) - 1]);
  }
  doiNhieu(cap);
  danhSachLoi(document.getElementById("dan-sai"), `${sai.length} giá trị dán không có ô nhận`, sai);
  return { soO: cap.length, ten: tenO(neo) };
}
