// Lists under the grid: rows added, removed and numbered; what changed is told to the autosave and
// to undo, and a list typed before a crash comes back from the local draft.
import { ghiBuoc, hoanTac, lamLai } from "./hoan_tac.js";

const cacDs = [...document.querySelectorAll("fieldset.danh-sach[data-khoa]")];
const bang = (ds) => ds.querySelector("tbody");
const cacO = (ds) => [...ds.querySelectorAll("[name^='d:'], [name^='s:']")];
const chup = (ds) => JSON.stringify(cacO(ds).map((o) => [o.name, o.value]));

function danhSo(ds) {
  [...bang(ds).rows].forEach((dong, i) => {
    dong.querySelector("[data-tt]").textContent = i + 1;
    dong.querySelector(".nut-xoa").setAttribute("aria-label", `Xóa dòng ${i + 1}`);
    for (const o of dong.querySelectorAll("[name^='d:']")) {
      o.name = o.name.replace(/\.\d+(\.[^.]+)$/, `.${i}$1`);
      const nhan = o.getAttribute("aria-label");
      o.setAttribute("aria-label", nhan.replace(/dòng \d+$/, `dòng ${i + 1}`));
    }
  });
  ds.querySelector("[data-them-dong]").hidden = bang(ds).rows.length >= Number(ds.dataset.toiDa);
}

function lamSach(dong) {
  dong.querySelectorAll(".o__loi").forEach((s) => s.remove());
  for (const o of dong.querySelectorAll("[name^='d:']")) {
    o.value = "";
    o.removeAttribute("aria-invalid");
    o.removeAttribute("aria-describedby");
  }
}

function them(ds) {
  const moi = bang(ds).rows[0].cloneNode(true);
  lamSach(moi);
  bang(ds).append(moi);
  return moi;
}

// Rows and boxes as a snapshot has them.
function dat(ds, chu) {
  const cap = JSON.parse(chu);
  const thu = cap.map(([ten]) => (ten.startsWith("d:") ? Number(/\.(\d+)\.[^.]+$/.exec(ten)[1]) : 0));
  const canCo = Math.max(...thu) + 1;
  while (bang(ds).rows.length < canCo) them(ds);
  while (bang(ds).rows.length > canCo) bang(ds).rows[canCo].remove();
  danhSo(ds);
  for (const [ten, gia] of cap) ds.querySelector(`[name="${ten}"]`).value = gia;
  ds.dataset.buoc = chup(ds);
}

// One step of undo: from the last remembered state to the present one.
function chot(ds, doi) {
  const truoc = ds.dataset.buoc;
  const sau = chup(ds);
  if (sau === truoc) return;
  ds.dataset.buoc = sau;
  const lai = (chu) => {
    const ten = document.activeElement?.name;
    dat(ds, chu);
    (ds.querySelector(`[name="${ten}"]`) ?? ds.querySelector("[name^='d:']")).focus();
    doi(ds);
  };
  ghiBuoc([{ khoa: ds.dataset.khoa, truoc, sau, dat: lai }]);
}

function phim(e, ds, doi) {
  const chu = e.key.toLowerCase();
  if (!(e.ctrlKey || e.metaKey) || e.altKey || !["z", "y"].includes(chu)) return;
  e.preventDefault();
  chot(ds, doi);
  if (chu === "y" || e.shiftKey) lamLai();
  else hoanTac();
}

function xoa(ds, dong, doi) {
  const ke = dong.nextElementSibling ?? dong.previousElementSibling;
  if (ke) dong.remove();
  else lamSach(dong);
  danhSo(ds);
  (ke ?? dong).querySelector("[name^='d:']").focus();
  chot(ds, doi);
  doi(ds);
}

// Wire the lists; ``doi`` is called with the list after each change.
export function khoiDong(doi) {
  for (const ds of cacDs) {
    ds.dataset.luuSau = chup(ds);
    ds.querySelectorAll(".cot-xoa").forEach((o) => { o.hidden = false; });
    danhSo(ds);
    ds.dataset.buoc = chup(ds);
    ds.addEventListener("change", () => chot(ds, doi));
    ds.addEventListener("keydown", (e) => phim(e, ds, doi));
    ds.addEventListener("input", (e) => {
      e.target.removeAttribute("aria-invalid");
      const chon = ds.querySelector("[name^='s:']");
      if (e.target.name.startsWith("d:") && e.target.value) chon.value = "co_gia_tri";
      doi(ds);
    });
    ds.addEventListener("click", (e) => {
      if (e.target.closest(".nut-xoa")) xoa(ds, e.target.closest("tr"), doi);
      if (!e.target.closest("[data-them-dong]")) return;
      const moi = them(ds);
      danhSo(ds);
      chot(ds, doi);
      moi.querySelector("[name^='d:']").focus();
    });
  }
}

// What stands in the lists now: [row code, [{column: text}]].
export function cacMuc() {
  return cacDs.filter((ds) => bang(ds)).map((ds) => [
    ds.dataset.khoa.replace(/\.[^.]+$/, ""),
    [...bang(ds).rows].map((dong) => Object.fromEntries(
      [...dong.querySelectorAll("[name^='d:']")].map((o) => [/[^.]+$/.exec(o.name)[0], o.value]),
    )),
  ]);
}

// Findings of the rules the page judges, at the lists they are about.
export function veDau(theoKhoa, ten) {
  for (const ds of cacDs) {
    const cho = ds.querySelector("[data-dau-ds]");
    const thay = theoKhoa.get(`${ds.dataset.khoa.replace(/\.[^.]+$/, "")}.`) ?? [];
    const cau = thay.map((v) => `${ten(v)}: ${v.thong_bao}`).join(" ");
    if (cho.textContent === cau) continue;
    cho.textContent = cau;
    cho.hidden = !cau;
  }
}

// A list as the local draft keeps it: state, base text, whether it differs from what was saved.
export function nhapDo(khoa) {
  const ds = cacDs.find((d) => d.dataset.khoa === khoa);
  const goc = ds.querySelector(`[name="g:${khoa}"]`).value;
  return { khoa: `ds:${khoa}`, chu: chup(ds), goc, doi: chup(ds) !== ds.dataset.luuSau };
}

// Put a list of the local draft back; false when there is nothing to put back. The base goes back
// too, so that the server sees whether somebody changed the list meanwhile.
export function khoiPhuc(khoa, { chu, goc }) {
  const ds = cacDs.find((d) => d.dataset.khoa === khoa);
  if (!ds || chup(ds) === chu) return false;
  try {
    dat(ds, chu);
  } catch {
    return false; // the form's list has other columns now
  }
  ds.querySelector(`[name="g:${khoa}"]`).value = goc;
  return true;
}

// Fields of the lists changed since they were last saved.
export function canLuu() {
  const gui = {};
  for (const ds of cacDs) {
    if (chup(ds) === ds.dataset.luuSau || ds.dataset.xungDot) continue;
    for (const o of ds.querySelectorAll("[name]")) gui[o.name] = o.value;
    ds.dataset.dangGui = chup(ds);
  }
  return gui;
}

// What became of them: ``da_luu`` is list → base text, ``loi`` box or list → sentence.
export function nhan(daLuu, loi, xungDot) {
  for (const ds of cacDs) {
    const { khoa } = ds.dataset;
    const cau = ds.querySelector("[data-loi-ds]");
    const sai = Object.keys(loi).filter((ten) => ten === khoa || ten.startsWith(`d:${khoa}.`));
    if (xungDot.includes(khoa)) ds.dataset.xungDot = "1";
    if (khoa in daLuu) {
      ds.querySelector(`[name="g:${khoa}"]`).value = daLuu[khoa];
      ds.dataset.luuSau = ds.dataset.dangGui;
    }
    if (sai.length || khoa in daLuu) {
      cau.hidden = !sai.length;
      cau.textContent = [...new Set(sai.map((ten) => loi[ten]))].join(" ");
      for (const o of cacO(ds)) o.toggleAttribute("aria-invalid", false);
      for (const ten of sai) ds.querySelector(`[name="${ten}"]`)?.setAttribute("aria-invalid", "true");
    }
  }
}
