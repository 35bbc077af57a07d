// The grid with JavaScript: autosave of changed cells, state buttons, Enter moves down, numbers
// formatted on leaving a cell. Everything here also works through the form's «Lưu» button.
import * as danhSach from "./danh_sach.js";

const CHO = 1500;
const form = document.getElementById("luoi-form");
const bang = document.getElementById("luoi");
const luc = document.getElementById("luu-luc");
const thanh = document.getElementById("thanh-o");
const tenO = document.getElementById("thanh-o-ten");
const KY_HIEU = new Set(["-", "–", "—", "−", "x", "X", "...", "…", ""]);
const xungDot = new Set();
let hen = 0;
let dangGui = false;
let oDangChon = null;

const khoaCua = (o) => o.name.slice(2);
const oNhap = () => [...bang.querySelectorAll("input[name^='o:']")];
const gocCua = (o) => form.elements[`g:${khoaCua(o)}`];

function docGoc(o) {
  const v = gocCua(o).value;
  const i = v.indexOf("|");
  return { pb: Number(v.slice(0, i)), chu: v.slice(i + 1) };
}

const chuan = (chu) => (chu.trim() === "..." || chu.trim() === "…" ? "" : chu.trim());
const daDoi = (o) => chuan(o.value) !== docGoc(o).chu.trim();

function bao(chu, loi = false) {
  luc.textContent = chu;
  luc.classList.toggle("loi", loi);
}

// Thousands marks, only where the text is plainly a Vietnamese number; else left as typed.
function dinhDang(chu) {
  const khop = /^([+-]?)(\d+)(,\d+)?$/.exec(chu.trim());
  if (!khop) return chu;
  const nguyen = khop[2].replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  return khop[1] + nguyen + (khop[3] ?? "");
}

function loiO(o, cau) {
  const td = o.closest("td");
  const id = `loi-${o.id}`;
  td.querySelector(".o__loi")?.remove();
  const dau = o.hasAttribute("data-chu") ? "" : `dau-${o.id}`;
  if (!cau) {
    o.removeAttribute("aria-invalid");
    if (dau) o.setAttribute("aria-describedby", dau);
    return;
  }
  o.setAttribute("aria-invalid", "true");
  o.setAttribute("aria-describedby", `${dau} ${id}`.trim());
  const span = document.createElement("span");
  span.className = "o__loi";
  span.id = id;
  span.textContent = cau;
  gocCua(o).after(span);
}

// Every cell that could not be read, as a link with its message, above the findings.
function lietKeSai() {
  const hop = document.getElementById("o-sai");
  if (!hop) return 0;
  const sai = oNhap().filter((o) => o.getAttribute("aria-invalid") === "true");
  const muc = sai.map((o) => {
    const li = document.createElement("li");
    const a = document.createElement("a");
    a.href = `#${o.id}`;
    a.textContent = o.getAttribute("aria-label");
    li.append(a, `: ${document.getElementById(`loi-${o.id}`)?.textContent ?? ""}`);
    return li;
  });
  hop.querySelector("ul").replaceChildren(...muc);
  hop.querySelector("h3").textContent = `${sai.length} ô sai chưa lưu`;
  hop.hidden = !sai.length;
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

function henLuu() {
  if (!form.dataset.tuLuu) return;
  clearTimeout(hen);
  hen = setTimeout(guiDi, CHO);
}

async function guiDi() {
  clearTimeout(hen);
  if (dangGui) return henLuu();
  const doi = oNhap().filter((o) => daDoi(o) && !xungDot.has(khoaCua(o)) && !o.dataset.sai);
  const sl = form.elements.sl;
  const slGoc = form.elements.sl_goc;
  const ds = danhSach.canLuu();
  const coDs = Object.keys(ds).length > 0;
  if (!doi.length && !coDs && sl.value === slGoc.value) return undefined;
  dangGui = true;
  bao("Đang lưu…");
  const gui = doi.map((o) => {
    const goc = docGoc(o);
    return { o: khoaCua(o), chu: o.value, goc: goc.chu, pb: goc.pb };
  });
  const daGui = new Map(doi.map((o) => [khoaCua(o), o.value]));
  const slGui = sl.value;
  try {
    const tra = await fetch(form.dataset.tuLuu, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
      },
      body: JSON.stringify({ o: gui, ds, sl: slGui, sl_goc: slGoc.value }),
    });
    const loai = tra.headers.get("Content-Type") ?? "";
    if (tra.redirected || !loai.includes("json")) throw new Error("phien");
    nhan(await tra.json(), daGui, slGui);
  } catch {
    bao("Chưa lưu được: mất kết nối hoặc hết phiên làm việc. Số vừa nhập vẫn ở trên trang.", true);
  } finally {
    dangGui = false;
  }
  return undefined;
}

function nhan(tra, daGui, slGui) {
  document.dispatchEvent(new Event("so:da-goi"));
  if (tra.loi_chung?.length) {
    bao(tra.loi_chung.join(" "), true);
    return;
  }
  form.elements.sl_goc.value = slGui;
  for (const [khoa, { pb, chu }] of Object.entries(tra.da_luu)) {
    const o = form.elements[`o:${khoa}`];
    const chuaDoiThem = o.value === daGui.get(khoa);
    gocCua(o).value = `${pb}|${chu}`;
    if (chuaDoiThem && o !== document.activeElement) o.value = chu;
    else if (chuaDoiThem && chuan(o.value) !== chu) o.dataset.sauCung = chu;
    if (chuaDoiThem) o.classList.remove("cho-luu");
    loiO(o, "");
  }
  for (const [khoa, cau] of Object.entries(tra.loi)) {
    const o = form.elements[`o:${khoa}`];
    if (!o) continue;
    o.dataset.sai = "1";
    loiO(o, cau);
  }
  if (tra.xung_dot.length) {
    for (const khoa of tra.xung_dot) {
      xungDot.add(khoa);
      form.elements[`o:${khoa}`]?.classList.add("xung-dot");
    }
    const cho = document.getElementById("xung-dot");
    cho.insertAdjacentHTML("beforeend", tra.xung_dot_html);
    cho.scrollIntoView({ block: "start" });
  }
  danhSach.nhan(tra.ds_da_luu, tra.loi, tra.xung_dot);
  veLai(tra);
  const soSai = Math.max(lietKeSai(), Object.keys(tra.loi).length);
  if (tra.xung_dot.length) bao("Có ô xung đột, xem đầu trang.", true);
  else bao(`Đã lưu lúc ${tra.luc}`, soSai > 0);
  if (soSai && !tra.xung_dot.length) baoSai(soSai);
}

function veLai(tra) {
  for (const td of bang.querySelectorAll("[data-doc]")) {
    const gt = td.querySelector(".gt");
    if (td.dataset.doc in tra.doc) gt.textContent = tra.doc[td.dataset.doc];
  }
  for (const cho of bang.querySelectorAll(".cac-dau")) {
    const td = cho.closest("td");
    const o = td.querySelector("input[name^='o:']");
    const khoa = o ? khoaCua(o) : td.dataset.doc;
    cho.querySelectorAll("a.dau").forEach((a) => a.remove());
    if (khoa && tra.dau[khoa]) cho.insertAdjacentHTML("beforeend", tra.dau[khoa]);
  }
  const dd = document.getElementById("day-du");
  dd.value = tra.day_du.phan_tram;
  document.getElementById("day-du-chu").textContent =
    `${tra.day_du.co}/${tra.day_du.can} ô bắt buộc`;
  for (const s of document.querySelectorAll("[data-dem]")) s.textContent = tra.dem[s.dataset.dem];
  const hop = document.getElementById("vi-pham-trong");
  const dangGo = [...hop.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
  if (!dangGo && !hop.contains(document.activeElement)) {
    hop.innerHTML = tra.vi_pham_html;
    window.htmx?.process(hop);
  }
}

// The cell beside: up and down always, left and right only from the edge of the text.
function oKe(o, phim) {
  if (phim === "ArrowUp" || phim === "ArrowDown") {
    const cot = khoaCua(o).split(".")[1];
    const cung = oNhap().filter((x) => khoaCua(x).split(".")[1] === cot);
    return cung[cung.indexOf(o) + (phim === "ArrowUp" ? -1 : 1)] ?? null;
  }
  const [dau, cuoi] = [o.selectionStart, o.selectionEnd];
  const caO = dau === 0 && cuoi === o.value.length;
  const trai = phim === "ArrowLeft" && (caO || cuoi === 0);
  const phai = phim === "ArrowRight" && (caO || dau === o.value.length);
  if (!trai && !phai) return undefined;
  const hang = [...o.closest("tr").querySelectorAll("input[name^='o:']")];
  return hang[hang.indexOf(o) + (trai ? -1 : 1)] ?? null;
}

function chonO(o) {
  oDangChon = o;
  const laSo = !o.hasAttribute("data-chu");
  thanh.hidden = false;
  tenO.textContent = o.getAttribute("aria-label");
  for (const nut of thanh.querySelectorAll("button")) {
    nut.disabled = !laSo;
    const chu = chuan(o.value);
    const kyHieu = KY_HIEU.has(chu) ? (chu || "...").toLowerCase() : "";
    nut.setAttribute("aria-pressed", String(laSo && nut.dataset.kyHieu === kyHieu));
  }
}

bang.addEventListener("focusin", (e) => {
  if (e.target.name?.startsWith("o:")) chonO(e.target);
});
bang.addEventListener("input", (e) => {
  const o = e.target;
  if (!o.name?.startsWith("o:")) return;
  delete o.dataset.sai;
  delete o.dataset.sauCung;
  o.classList.toggle("cho-luu", daDoi(o));
  chonO(o);
  henLuu();
});
bang.addEventListener("focusout", (e) => {
  const o = e.target;
  if (!o.name?.startsWith("o:") || o.hasAttribute("data-chu")) return;
  if (o.dataset.sauCung !== undefined) {
    o.value = o.dataset.sauCung;
    delete o.dataset.sauCung;
  } else {
    o.value = dinhDang(o.value);
  }
});
bang.addEventListener("keydown", (e) => {
  const o = e.target;
  if (!o.name?.startsWith("o:") || e.altKey || e.ctrlKey || e.metaKey) return;
  const ke = oKe(o, e.key === "Enter" ? (e.shiftKey ? "ArrowUp" : "ArrowDown") : e.key);
  if (ke === undefined) return;
  e.preventDefault();
  ke?.focus();
  ke?.select();
});
for (const nut of thanh.querySelectorAll("button")) {
  nut.addEventListener("click", () => {
    if (!oDangChon) return;
    if (nut.dataset.kyHieu === "" && !KY_HIEU.has(oDangChon.value.trim())) return;
    oDangChon.value = nut.dataset.kyHieu === "..." ? "" : nut.dataset.kyHieu;
    oDangChon.focus();
    oDangChon.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
form.elements.sl.addEventListener("change", henLuu);
danhSach.khoiDong(henLuu);
window.addEventListener("beforeunload", (e) => {
  const doi = oNhap().some(daDoi) || Object.keys(danhSach.canLuu()).length > 0;
  if (doi && !form.dataset.dangNop) e.preventDefault();
});
form.addEventListener("submit", () => {
  form.dataset.dangNop = "1";
});
