// The grid with JavaScript: keys, blocks, live totals and rules, autosave. Everything essential
// also works through the form's «Lưu» button.
import * as danhSach from "./danh_sach.js";
import { ghiBuoc, hoanTac, lamLai } from "./hoan_tac.js";
import * as khoi from "./khoi.js";
import {
  bang, datChu, khoaCua, laChu, laO, laVan, cacHop, luoi, oCua, theoKhoa,
} from "./o_luoi.js";
import { BangTinh } from "./quy_tac.js";
import { CHUA_CO_IN, dinhDang, docO, nhomKhiGo } from "./so_viet.js";
import * as thanhO from "./thanh_o.js";
import * as tuLuu from "./tu_luu.js";

const TEN_MUC = { E: ["✕", "Lỗi"], W: ["!", "Cảnh báo"], A: ["i", "Lưu ý"] };
const tinh = new BangTinh(JSON.parse(document.getElementById("bang-json").textContent));
let dangSua = false;
let luocVao = "";
let timThay = new Map();
let henTinh = 0;

// What is typed → formulas → rules → marks, all in the page.
function tinhLai() {
  henTinh = 0;
  for (const h of cacHop) if (!laChu(h)) tinh.datChu(khoaCua(h), h.value);
  for (const [ma, cacMuc] of danhSach.cacMuc()) tinh.datDanhSach(ma, cacMuc);
  for (const khoa of tinh.tinhLai()) {
    const gt = theoKhoa.get(khoa)?.td.querySelector(".gt");
    const so = tinh.o.get(khoa);
    if (gt) gt.textContent = so === null ? CHUA_CO_IN : dinhDang(so, tinh.soLe(khoa));
  }
  timThay = Map.groupBy
    ? Map.groupBy(tinh.kiemTra(), (v) => `${v.chi_tieu}.${v.cot}`)
    : nhomLai(tinh.kiemTra());
  for (const [khoa, o] of theoKhoa) veDau(o, timThay.get(khoa) ?? []);
  danhSach.veDau(timThay, (v) => `${TEN_MUC[v.muc_do][1]} ${v.quy_tac}`);
  const hop = thanhO.dangChon();
  if (hop) thanhO.ve(hop, timThay.get(khoaCua(hop)) ?? []);
}

function nhomLai(ds) {
  const kq = new Map();
  for (const v of ds) {
    const khoa = `${v.chi_tieu}.${v.cot}`;
    kq.set(khoa, [...(kq.get(khoa) ?? []), v]);
  }
  return kq;
}

const henTinhLai = () => { henTinh ||= requestAnimationFrame(tinhLai); };

// Marks of the rules the page judges; marks of the server's own checks stay.
function veDau(o, ds) {
  const cho = o.td.querySelector(".cac-dau");
  if (!cho) return;
  const cu = [...cho.querySelectorAll("a.dau[data-qt]")].filter((a) => tinh.maQuyTac.has(a.dataset.qt));
  const giong = cu.length === ds.length
    && ds.every((v, i) => cu[i].dataset.qt === v.quy_tac && cu[i].title === v.thong_bao);
  if (giong) return;
  cu.forEach((a) => a.remove());
  for (const v of ds) {
    const a = document.createElement("a");
    const bieuTuong = document.createElement("span");
    bieuTuong.setAttribute("aria-hidden", "true");
    [bieuTuong.textContent] = TEN_MUC[v.muc_do];
    a.className = `dau dau--${v.muc_do}`;
    a.dataset.qt = v.quy_tac;
    a.href = "#vi-pham";
    a.title = v.thong_bao;
    a.append(bieuTuong, ` ${TEN_MUC[v.muc_do][1]} ${v.quy_tac}`);
    cho.append(a);
  }
}

// The server's verdict: its marks, its list of findings, completeness.
function nhanKetQua(tra) {
  for (const [khoa, o] of theoKhoa) {
    const cho = o.td.querySelector(".cac-dau");
    if (!o.hop && khoa in tra.doc) o.td.querySelector(".gt").textContent = tra.doc[khoa];
    if (!cho) continue;
    cho.querySelectorAll("a.dau[data-qt]").forEach((a) => a.remove());
    if (tra.dau[khoa]) cho.insertAdjacentHTML("beforeend", tra.dau[khoa]);
  }
  document.getElementById("day-du").value = tra.day_du.phan_tram;
  document.getElementById("day-du-chu").textContent = `${tra.day_du.co}/${tra.day_du.can} ô bắt buộc`;
  for (const s of document.querySelectorAll("[data-dem]")) s.textContent = tra.dem[s.dataset.dem];
  const hop = document.getElementById("vi-pham-trong");
  const dangGo = [...hop.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
  if (!dangGo && !hop.contains(document.activeElement)) {
    hop.innerHTML = tra.vi_pham_html;
    window.htmx?.process(hop);
  }
}

function den(o) {
  if (!o?.hop) return;
  o.hop.focus();
  o.hop.select();
}

// The next box in a direction, over cells nobody types.
function oKe(o, dr, dc) {
  for (let [r, c] = [o.r + dr, o.c + dc]; luoi[r]?.[c]; [r, c] = [r + dr, c + dc]) {
    if (luoi[r][c].hop) return luoi[r][c];
  }
  return null;
}

// Tab goes right, then to the next row; past the last box it leaves the grid.
function oTab(hop, lui) {
  const i = cacHop.indexOf(hop) + (lui ? -1 : 1);
  return cacHop[i] ? oCua(cacHop[i]) : null;
}

function chotSua(hop) {
  if (hop.value !== luocVao) {
    ghiBuoc([{ khoa: khoaCua(hop), truoc: luocVao, sau: hop.value }]);
    luocVao = hop.value;
  }
}

const HUONG = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function phimCtrl(e, hop) {
  const phim = e.key.toLowerCase();
  if (phim === "d") {
    chotSua(hop);
    khoi.dienXuong();
  } else if (phim === "z" && !e.shiftKey) {
    if (hop.value !== luocVao) chotSua(hop);
    hoanTac();
  } else if (phim === "y" || (phim === "z" && e.shiftKey)) lamLai();
  else return;
  e.preventDefault();
  luocVao = document.activeElement.value ?? "";
}

function phimMuiTen(e, hop, o) {
  const [dr, dc] = HUONG[e.key];
  if (e.shiftKey && !dangSua) {
    e.preventDefault();
    khoi.noRong(dr, dc);
    return;
  }
  if (e.shiftKey || (laVan(hop) && dangSua)) return;
  if (dc) {
    const [dau, cuoi] = [hop.selectionStart, hop.selectionEnd];
    const caO = dau === 0 && cuoi === hop.value.length;
    const mep = dc < 0 ? cuoi === 0 : dau === hop.value.length;
    if (dangSua || !(caO || mep)) return;
  }
  e.preventDefault();
  den(oKe(o, dr, dc));
}

function phim(e) {
  const hop = e.target;
  if (!laO(hop) || e.isComposing) return;
  const o = oCua(hop);
  if (e.ctrlKey || e.metaKey) {
    if (!e.altKey) phimCtrl(e, hop);
    return;
  }
  if (e.altKey) return;
  if (e.key in HUONG) phimMuiTen(e, hop, o);
  else if (e.key === "Enter" && !(laVan(hop) && dangSua)) {
    e.preventDefault();
    chotSua(hop);
    den(oKe(o, e.shiftKey ? -1 : 1, 0));
  } else if (e.key === "Tab") {
    const ke = oTab(hop, e.shiftKey);
    if (!ke) return;
    e.preventDefault();
    den(ke);
  } else if (e.key === "F2") {
    e.preventDefault();
    dangSua = true;
    hop.classList.add("dang-sua");
    hop.setSelectionRange(hop.value.length, hop.value.length);
  } else if (e.key === "Escape") {
    datChu(hop, luocVao);
    dangSua = false;
    hop.classList.remove("dang-sua");
    khoi.datNeo(o);
    hop.select();
  } else if ((e.key === "Delete" || e.key === "Backspace") && khoi.nhieuO()) {
    e.preventDefault();
    khoi.xoaKhoi();
    luocVao = hop.value;
  }
}

// Thousands marks while typing; a dot somebody types is left for the server to judge.
function nhom(e) {
  const hop = e.target;
  if (laChu(hop)) return;
  if (e.data?.includes(".")) hop.dataset.tuNhom = "0";
  if (!hop.value) delete hop.dataset.tuNhom;
  if (hop.dataset.tuNhom || e.isComposing || e.inputType?.startsWith("insertFromPaste")) return;
  const kq = nhomKhiGo(hop.value, hop.selectionStart);
  if (!kq || kq[0] === hop.value) return;
  [hop.value] = kq;
  hop.setSelectionRange(kq[1], kq[1]);
}

function daDoiO(hop) {
  delete hop.dataset.sauCung;
  tuLuu.daGo(hop);
  hop.closest("td").classList.toggle("o-kps", !laChu(hop) && docO(hop.value).loai === "-");
  henTinhLai();
}

bang.addEventListener("keydown", phim);
bang.addEventListener("focusin", (e) => {
  if (!laO(e.target)) return;
  luocVao = e.target.value;
  dangSua = false;
  khoi.datNeo(oCua(e.target));
  thanhO.ve(e.target, timThay.get(khoaCua(e.target)) ?? []);
});
bang.addEventListener("input", (e) => {
  if (!laO(e.target)) return;
  nhom(e);
  daDoiO(e.target);
});
bang.addEventListener("so:dat", (e) => daDoiO(e.target));
bang.addEventListener("focusout", (e) => {
  const hop = e.target;
  if (!laO(hop)) return;
  chotSua(hop);
  hop.classList.remove("dang-sua");
  delete hop.dataset.tuNhom;
  if (laChu(hop)) return;
  if (hop.dataset.sauCung !== undefined) {
    hop.value = hop.dataset.sauCung;
    delete hop.dataset.sauCung;
  } else {
    const khop = /^([+-]?)(\d+)(,\d+)?$/.exec(hop.value.trim());
    if (khop) [hop.value] = nhomKhiGo(hop.value.trim(), 0);
  }
});
bang.addEventListener("mousedown", (e) => {
  const o = oCua(e.target);
  if (!o || e.button) return;
  if (e.shiftKey && khoi.khoi()) {
    e.preventDefault();
    khoi.keoDen(o);
  }
});
bang.addEventListener("mouseover", (e) => {
  if (e.buttons !== 1 || !khoi.khoi() || document.activeElement === e.target) return;
  if (laO(document.activeElement)) khoi.keoDen(oCua(e.target));
});
bang.addEventListener("dblclick", (e) => { if (laO(e.target)) dangSua = true; });
document.addEventListener("copy", (e) => {
  if (!laO(document.activeElement) || !khoi.nhieuO()) return;
  e.preventDefault();
  e.clipboardData.setData("text/plain", khoi.chepTsv());
});
bang.addEventListener("paste", (e) => {
  if (!laO(e.target)) return;
  const chu = e.clipboardData.getData("text/plain");
  const nhieu = /[\t\n\r]/.test(chu.replace(/[\r\n]+$/, "")) || khoi.nhieuO();
  if (!nhieu && (dangSua || laVan(e.target))) return;
  e.preventDefault();
  chotSua(e.target);
  khoi.dan(chu);
  luocVao = e.target.value;
});

thanhO.khoiDong();
danhSach.khoiDong((ds) => {
  tuLuu.dsDaGo(ds);
  henTinhLai();
});
tuLuu.khoiDong({ ketQua: nhanKetQua, oDoi: henTinhLai });
tinhLai();
