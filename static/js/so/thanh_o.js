// The bar above the grid: name of the chosen cell, how its number reads, findings, states, talk.
import { chuan, datChu, form, khoaCua, laChu } from "./o_luoi.js";
import { ghiBuoc } from "./hoan_tac.js";
import { cachDoc, docO } from "./so_viet.js";

const thanh = document.getElementById("thanh-o");
const ten = document.getElementById("thanh-o-ten");
const doc = document.getElementById("thanh-o-doc");
const cau = document.getElementById("thanh-o-cau");
const nutTraoDoi = document.getElementById("thanh-o-trao-doi");
const khung = document.getElementById("trao-doi");
const KY_HIEU = new Set(["-", "–", "—", "−", "x", "X", ""]);
let chon = null;

function veCau(hop, timThay) {
  cau.replaceChildren(...timThay.map(({ muc_do: muc, thong_bao: chu }) => {
    const li = document.createElement("li");
    li.className = `dau dau--${muc}`;
    li.textContent = chu;
    return li;
  }));
  cau.hidden = !timThay.length;
}

// Show a cell; ``timThay`` are its findings.
export function ve(hop, timThay = []) {
  chon = hop;
  const laSo = !laChu(hop);
  const gt = docO(hop.value);
  thanh.hidden = false;
  ten.textContent = hop.getAttribute("aria-label");
  doc.textContent = laSo && gt.loai === "so" ? cachDoc(gt.so, hop.dataset.dvt ?? "") : "";
  veCau(hop, timThay);
  const i = khoaCua(hop).lastIndexOf(".");
  const [ma, cot] = [khoaCua(hop).slice(0, i), khoaCua(hop).slice(i + 1)];
  nutTraoDoi.hidden = !khung;
  nutTraoDoi.href = `${form.dataset.traoDoi}?${new URLSearchParams({ chi_tieu: ma, cot })}`;
  for (const nut of thanh.querySelectorAll("button")) {
    nut.disabled = !laSo;
    const chu = chuan(hop.value);
    const kyHieu = KY_HIEU.has(chu) ? (chu || "...").toLowerCase() : "";
    nut.setAttribute("aria-pressed", String(laSo && nut.dataset.kyHieu === kyHieu));
  }
}

export const dangChon = () => chon;

async function moTraoDoi(url) {
  const cho = document.getElementById("trao-doi-cho");
  const tra = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!tra.ok || tra.redirected) {
    location.href = url;
    return;
  }
  cho.innerHTML = await tra.text();
  window.htmx?.process(cho);
  khung.hidden = false;
  khung.focus();
}

export function khoiDong() {
  for (const nut of thanh.querySelectorAll("button")) {
    nut.addEventListener("click", () => {
      if (!chon || (nut.dataset.kyHieu === "" && !KY_HIEU.has(chuan(chon.value)))) return;
      const sau = nut.dataset.kyHieu === "..." ? "" : nut.dataset.kyHieu;
      ghiBuoc([{ khoa: khoaCua(chon), truoc: chon.value, sau }]);
      datChu(chon, sau);
      chon.focus();
    });
  }
  document.addEventListener("click", (e) => {
    const a = e.target.closest?.("#thanh-o-trao-doi, [data-trao-doi]");
    if (!a || !khung || a === form || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    moTraoDoi(a.href);
  });
  khung?.querySelector("[data-dong]").addEventListener("click", () => {
    khung.hidden = true;
    chon?.focus();
  });
  khung?.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    khung.hidden = true;
    chon?.focus();
  });
}
