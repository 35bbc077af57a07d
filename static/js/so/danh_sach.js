// Lists under the grid: rows added, removed and numbered; what changed is told to the autosave.
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

function xoa(ds, dong, doi) {
  const ke = dong.nextElementSibling ?? dong.previousElementSibling;
  if (ke) dong.remove();
  else lamSach(dong);
  danhSo(ds);
  (ke ?? dong).querySelector("[name^='d:']").focus();
  doi();
}

// Wire the lists; ``doi`` is called after each change.
export function khoiDong(doi) {
  for (const ds of cacDs) {
    ds.dataset.luuSau = chup(ds);
    ds.querySelectorAll(".cot-xoa").forEach((o) => { o.hidden = false; });
    danhSo(ds);
    ds.addEventListener("input", (e) => {
      e.target.removeAttribute("aria-invalid");
      const chon = ds.querySelector("[name^='s:']");
      if (e.target.name.startsWith("d:") && e.target.value) chon.value = "co_gia_tri";
      doi();
    });
    ds.addEventListener("click", (e) => {
      if (e.target.closest(".nut-xoa")) xoa(ds, e.target.closest("tr"), doi);
      if (!e.target.closest("[data-them-dong]")) return;
      const moi = bang(ds).rows[0].cloneNode(true);
      lamSach(moi);
      bang(ds).append(moi);
      danhSo(ds);
      moi.querySelector("[name^='d:']").focus();
    });
  }
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
