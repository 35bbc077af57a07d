// The grid as rows × columns of cells, and what stands in each box. One place that knows the DOM.
export const form = document.getElementById("luoi-form");
export const bang = document.getElementById("luoi");

const hopCua = (td) => td.querySelector("[name^='o:']");
export const khoaCua = (hop) => hop.name.slice(2);
export const laChu = (hop) => hop.hasAttribute("data-chu");
export const laVan = (hop) => hop.hasAttribute("data-van");
export const laO = (hop) => Boolean(hop?.name?.startsWith("o:"));

// Rows of the table that hold cells; every cell knows its place.
export const luoi = [...bang.tBodies]
  .flatMap((than) => [...than.rows])
  .filter((hang) => hang.querySelector("[data-doc], [name^='o:']"))
  .map((hang, r) => [...hang.cells].slice(2).map((td, c) => {
    const hop = hopCua(td);
    const khoa = hop ? khoaCua(hop) : td.dataset.doc ?? "";
    return { r, c, td, hop, khoa };
  }));
const theoTd = new Map(luoi.flat().map((o) => [o.td, o]));
export const theoKhoa = new Map(luoi.flat().filter((o) => o.khoa).map((o) => [o.khoa, o]));
export const cacHop = [...theoKhoa.values()].filter((o) => o.hop).map((o) => o.hop);
const gocTheoKhoa = new Map(cacHop.map((h) => [khoaCua(h), form.elements[`g:${khoaCua(h)}`]]));

export const oCua = (phanTu) => theoTd.get(phanTu?.closest?.("td")) ?? null;
export const tenO = (o) => o.hop?.getAttribute("aria-label") ?? o.khoa;
export const chuCua = (o) => (o.hop ? o.hop.value : o.td.querySelector(".gt")?.textContent ?? "");

// Text and version as the server last told.
export function docGoc(hop) {
  const v = gocTheoKhoa.get(khoaCua(hop)).value;
  const i = v.indexOf("|");
  return { pb: Number(v.slice(0, i)), chu: v.slice(i + 1).replaceAll("\r\n", "\n") };
}

export function datGoc(hop, pb, chu) {
  gocTheoKhoa.get(khoaCua(hop)).value = `${pb}|${chu}`;
}

export const chuan = (chu) => (["...", "…"].includes(chu.trim()) ? "" : chu.trim());
export const daDoi = (hop) => chuan(hop.value) !== docGoc(hop).chu.trim();

// Put text into a box as typing would: everybody who listens hears of it.
export function datChu(hop, chu) {
  if (hop.value === chu) return;
  hop.value = chu;
  hop.dispatchEvent(new CustomEvent("so:dat", { bubbles: true }));
}

// The message at a wrong cell; "" takes it away.
export function loiO(hop, cau) {
  const td = hop.closest("td");
  const id = `loi-${hop.id}`;
  td.querySelector(".o__loi")?.remove();
  const dau = laChu(hop) ? "" : `dau-${hop.id}`;
  if (!cau) {
    hop.removeAttribute("aria-invalid");
    if (dau) hop.setAttribute("aria-describedby", dau);
    else hop.removeAttribute("aria-describedby");
    return;
  }
  hop.setAttribute("aria-invalid", "true");
  hop.setAttribute("aria-describedby", `${dau} ${id}`.trim());
  const span = document.createElement("span");
  span.className = "o__loi";
  span.id = id;
  span.textContent = cau;
  gocTheoKhoa.get(khoaCua(hop)).after(span);
}

export const cauLoi = (hop) => document.getElementById(`loi-${hop.id}`)?.textContent ?? "";

// A list of linked places with sentences, built without HTML text.
export function danhSachLoi(hop, tieuDe, muc) {
  const h = document.createElement("h3");
  const ul = document.createElement("ul");
  h.textContent = tieuDe;
  ul.append(...muc.map(({ neo, ten, cau }) => {
    const li = document.createElement("li");
    const a = document.createElement(neo ? "a" : "strong");
    if (neo) a.href = `#${neo}`;
    a.textContent = ten;
    li.append(a, `: ${cau}`);
    return li;
  }));
  hop.replaceChildren(h, ul);
  hop.hidden = !muc.length;
}
