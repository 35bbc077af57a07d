// Autosave: changed cells go in one request every few seconds; what the network or the session
// takes away waits in the local draft and is sent again. An acknowledged cell is stored.
import * as danhSach from "./danh_sach.js";
import { NhapCucBo } from "./nhap_cuc_bo.js";
import {
  cacHop, cauLoi, chuan, daDoi, danhSachLoi, datGoc, docGoc, form, khoaCua, loiO, theoKhoa,
} from "./o_luoi.js";

const CHO = 1500;
const CHO_KET_QUA = 1200;
const THU_LAI = [2000, 5000, 15000, 30000];
const luc = document.getElementById("luu-luc");
const hopDangNhap = document.getElementById("dang-nhap-lai");
// A page without an address for autosave is sent whole, by its own button.
const coTuLuu = Boolean(form.dataset.tuLuu);
const nhap = new NhapCucBo(form.dataset.nguoi, form.dataset.phieu);
const kenh = coTuLuu && "BroadcastChannel" in window ? new BroadcastChannel(`so-phieu-${form.dataset.phieu}`) : null;
const xungDot = new Set();
const goLuc = new Map();
let hen = 0;
let henKetQua = 0;
let lanHong = 0;
let dangGui = false;
let nghe = { ketQua: () => {}, oDoi: () => {} };

function bao(chu, loi = false) {
  luc.textContent = chu;
  luc.classList.toggle("loi", loi);
}

const canGui = () => cacHop.filter((h) => daDoi(h) && !xungDot.has(khoaCua(h)) && !h.dataset.sai);
export const conDo = () => cacHop.some(daDoi) || Object.keys(danhSach.canLuu()).length > 0;

// A box changed: keep it on this machine now, on the server soon.
export function daGo(hop) {
  const khoa = khoaCua(hop);
  delete hop.dataset.sai;
  goLuc.set(khoa, Date.now());
  hop.classList.toggle("cho-luu", daDoi(hop));
  if (!coTuLuu) return;
  const goc = docGoc(hop);
  if (daDoi(hop)) nhap.giu([{ khoa, chu: hop.value, goc: goc.chu, pb: goc.pb, luc: Date.now() }]);
  else nhap.bo([khoa]);
  henLuu();
}

function giuDs(khoa) {
  const { doi, ...o } = danhSach.nhapDo(khoa);
  return doi ? nhap.giu([{ ...o, luc: Date.now() }]) : nhap.bo([o.khoa]);
}

// A list changed: the same for it as a whole.
export function dsDaGo(ds) {
  if (!coTuLuu) return;
  giuDs(ds.dataset.khoa);
  henLuu();
}

export function henLuu(cho = CHO) {
  clearTimeout(hen);
  hen = setTimeout(guiDi, cho);
}

function hong() {
  const cho = THU_LAI[Math.min(lanHong, THU_LAI.length - 1)];
  lanHong += 1;
  bao("Mất kết nối. Số vừa nhập giữ trên máy này, tự gửi khi có mạng.", true);
  henLuu(cho);
}

function hetPhien() {
  bao("Phiên làm việc đã hết. Số vừa nhập giữ trên máy này.", true);
  hopDangNhap.hidden = false;
}

// After a login in another tab: a fresh token, only for the same person.
async function thuPhien() {
  try {
    const tra = await fetch(form.dataset.maPhien, { headers: { Accept: "application/json" } });
    if (tra.redirected || !(tra.headers.get("Content-Type") ?? "").includes("json")) return false;
    const { ma, nguoi } = await tra.json();
    if (String(nguoi) !== form.dataset.nguoi) {
      bao("Tài khoản khác đã đăng nhập trên máy này. Đăng nhập lại đúng tài khoản để lưu tiếp.", true);
      return false;
    }
    for (const o of document.querySelectorAll("[name=csrfmiddlewaretoken]")) o.value = ma;
  } catch {
    return false;
  }
  hopDangNhap.hidden = true;
  henLuu(0);
  return true;
}

async function guiDi() {
  clearTimeout(hen);
  if (dangGui) return henLuu();
  const doi = canGui();
  const { sl, sl_goc: slGoc } = form.elements;
  const ds = danhSach.canLuu();
  if (!doi.length && !Object.keys(ds).length && sl.value === slGoc.value) return undefined;
  dangGui = true;
  bao("Đang lưu…");
  const nay = Date.now();
  const o = doi.map((h) => {
    const goc = docGoc(h);
    const tuoi = Math.max(0, nay - (goLuc.get(khoaCua(h)) ?? nay));
    return { o: khoaCua(h), chu: h.value, goc: goc.chu, pb: goc.pb, tuoi };
  });
  const daGui = new Map(doi.map((h) => [khoaCua(h), h.value]));
  const slGui = sl.value;
  try {
    const tra = await fetch(form.dataset.tuLuu, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ o, ds, sl: slGui, sl_goc: slGoc.value }),
    });
    const laJson = (tra.headers.get("Content-Type") ?? "").includes("json");
    if (tra.redirected || tra.status === 403) hetPhien();
    else if (!laJson) hong();
    else nhan(await tra.json(), daGui, slGui);
  } catch {
    hong();
  } finally {
    dangGui = false;
  }
  return undefined;
}

// One acknowledged cell: new base; the box too, unless somebody typed on.
function nhanO(khoa, { pb, chu }, chuDaGui) {
  const { hop } = theoKhoa.get(khoa);
  const chuaDoiThem = hop.value === chuDaGui;
  datGoc(hop, pb, chu);
  if (chuaDoiThem) {
    hop.classList.remove("cho-luu");
    loiO(hop, "");
    nhap.bo([khoa]);
    if (hop !== document.activeElement) hop.value = chu;
    else if (chuan(hop.value) !== chu) hop.dataset.sauCung = chu;
  } else daGo(hop);
}

function nhan(tra, daGui, slGui) {
  document.dispatchEvent(new Event("so:da-goi"));
  lanHong = 0;
  if (tra.loi_chung?.length) return bao(tra.loi_chung.join(" "), true);
  form.elements.sl_goc.value = slGui;
  for (const [khoa, o] of Object.entries(tra.da_luu)) nhanO(khoa, o, daGui.get(khoa));
  kenh?.postMessage({ nguoi: form.dataset.nguoi, daLuu: tra.da_luu });
  for (const [khoa, cau] of Object.entries(tra.loi)) {
    const hop = theoKhoa.get(khoa)?.hop;
    if (!hop || hop.value !== daGui.get(khoa)) continue;
    hop.dataset.sai = "1";
    loiO(hop, cau);
  }
  if (tra.xung_dot.length) {
    for (const khoa of tra.xung_dot) {
      xungDot.add(khoa);
      theoKhoa.get(khoa)?.hop?.classList.add("xung-dot");
    }
    const cho = document.getElementById("xung-dot");
    cho.insertAdjacentHTML("beforeend", tra.xung_dot_html);
    cho.scrollIntoView({ block: "start" });
  }
  danhSach.nhan(tra.ds_da_luu, tra.loi, tra.xung_dot);
  for (const khoa of Object.keys(tra.ds_da_luu)) giuDs(khoa);
  nghe.oDoi();
  const soSai = Math.max(lietKeSai(), Object.keys(tra.loi).length);
  if (tra.xung_dot.length) bao("Có ô xung đột, xem đầu trang.", true);
  else bao(`Đã lưu lúc ${tra.luc}`, soSai > 0);
  if (soSai && !tra.xung_dot.length) baoSai(soSai);
  clearTimeout(henKetQua);
  henKetQua = setTimeout(layKetQua, CHO_KET_QUA);
  return undefined;
}

// Every cell that could not be read, as a link with its message, above the findings.
function lietKeSai() {
  const sai = cacHop.filter((h) => h.getAttribute("aria-invalid") === "true");
  const muc = sai.map((h) => ({ neo: h.id, ten: h.getAttribute("aria-label"), cau: cauLoi(h) }));
  danhSachLoi(document.getElementById("o-sai"), `${sai.length} ô sai chưa lưu`, muc);
  return sai.length;
}

function baoSai(soSai) {
  const a = document.createElement("a");
  const dau = form.querySelector("[aria-invalid='true']");
  a.href = `#${dau?.id || "luoi-form"}`;
  a.addEventListener("click", () => dau?.focus());
  a.textContent = `${soSai} ô sai chưa lưu`;
  luc.append("; ", a, ".");
}

// The server's own word, when the officer pauses.
async function layKetQua() {
  if (dangGui || canGui().length) return;
  try {
    const tra = await fetch(form.dataset.ketQua, { headers: { Accept: "application/json" } });
    if (tra.ok && !tra.redirected) nghe.ketQua(await tra.json());
  } catch {
    // The page's own verdicts stand until the next save.
  }
}

// Another tab of the same officer saved: take it over where nobody types here.
function tuTheKhac({ data }) {
  if (data.nguoi !== form.dataset.nguoi) return;
  for (const [khoa, { pb, chu }] of Object.entries(data.daLuu)) {
    const hop = theoKhoa.get(khoa)?.hop;
    if (!hop || daDoi(hop)) continue;
    datGoc(hop, pb, chu);
    hop.value = chu;
  }
  nghe.oDoi();
}

// Cells typed before a crash or without network come back into their boxes and are sent.
async function khoiPhuc() {
  const lai = [];
  const thua = [];
  let soDs = 0;
  for (const o of await nhap.doc()) {
    if (o.khoa.startsWith("ds:")) {
      if (danhSach.khoiPhuc(o.khoa.slice(3), o)) soDs += 1;
      else thua.push(o.khoa);
      continue;
    }
    const hop = theoKhoa.get(o.khoa)?.hop;
    if (!hop || chuan(o.chu) === docGoc(hop).chu.trim()) thua.push(o.khoa);
    else if (!daDoi(hop)) lai.push({ ...o, hop, tuMayChu: { ...docGoc(hop) } });
  }
  if (thua.length) nhap.bo(thua);
  if (!lai.length && !soDs) return;
  for (const o of lai) {
    datGoc(o.hop, o.pb, o.goc);
    o.hop.value = o.chu;
    o.hop.classList.add("cho-luu");
    goLuc.set(o.khoa, o.luc);
  }
  const hop = document.getElementById("khoi-phuc");
  const p = document.createElement("p");
  const nut = document.createElement("button");
  const gi = [lai.length && `${lai.length} ô`, soDs && `${soDs} danh sách`].filter(Boolean).join(", ");
  p.textContent = `Đã khôi phục ${gi} nhập dở trên máy này, đang gửi lên hệ thống.`;
  nut.type = "button";
  nut.className = "nut nut--phu";
  nut.textContent = "Ẩn";
  nut.addEventListener("click", () => { hop.hidden = true; });
  hop.replaceChildren(p, nut);
  hop.hidden = false;
  nghe.oDoi();
  henLuu(0);
}

export function khoiDong(cacNghe) {
  nghe = { ...nghe, ...cacNghe };
  window.addEventListener("beforeunload", (e) => {
    if (conDo() && !form.dataset.dangNop) e.preventDefault();
  });
  if (!coTuLuu) {
    form.addEventListener("submit", () => { form.dataset.dangNop = "1"; });
    return;
  }
  kenh?.addEventListener("message", tuTheKhac);
  window.addEventListener("online", () => henLuu(0));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) guiDi();
    else if (!hopDangNhap.hidden) thuPhien();
  });
  window.addEventListener("focus", () => { if (!hopDangNhap.hidden) thuPhien(); });
  hopDangNhap.querySelector("[data-thu-lai]").addEventListener("click", async () => {
    if (!(await thuPhien())) hopDangNhap.querySelector("a").focus();
  });
  form.elements.sl.addEventListener("change", () => henLuu());
  form.addEventListener("submit", () => {
    form.dataset.dangNop = "1";
    // The officer has chosen for these cells: what was typed here must not come back as a draft.
    nhap.bo([...xungDot].flatMap((khoa) => [khoa, `ds:${khoa}`]));
  });
  khoiPhuc();
}
