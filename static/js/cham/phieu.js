// The sheet of a judge, on a phone as on a desk: steps, running total, autosave, no mark ever lost.
import { docDiem, loiDiem, vietDiem } from "./diem.js";
import { HangDoi, gui } from "./hang_doi.js";

const CHO = 700;
const THU_LAI = [3000, 6000, 15000, 30000];
const form = document.getElementById("phieu");
const dau = document.getElementById("dau-luu");
const baoLoi = document.getElementById("bao-loi");
const hang = new HangDoi(form.dataset.nguoi, form.dataset.phieu, form.dataset.luu);
const cacO = [...form.querySelectorAll("[data-khoa]")];
const theoKhoa = new Map(cacO.map((o) => [o.dataset.khoa, o]));
let phien = Number(form.dataset.phien);
let dangGui = null;
let hen = 0;
let lanHong = 0;
let lucLuu = form.dataset.luuLuc;
let kieu = "xong";

const laDiem = (o) => o.dataset.khoa.startsWith("d:");
const goc = (o) => o.dataset.goc;

function chuan(o) {
  const d = laDiem(o) && docDiem(o.value);
  return laDiem(o) && d !== null ? vietDiem(d) : o.value.trim();
}

function loiCua(o) {
  return laDiem(o) ? loiDiem(o.value, Number(o.dataset.toiDa), Number(form.dataset.buoc)) : "";
}

function hienLoi(o, cau) {
  const cho = document.getElementById(`${o.id}-loi`);
  if (cho) cho.textContent = cau;
  if (cau) o.setAttribute("aria-invalid", "true");
  else o.removeAttribute("aria-invalid");
}

// Total, count, the pressed anchor, the sign.
function ve() {
  let tong = 0;
  let da = 0;
  const theoGoc = {};
  for (const o of cacO.filter(laDiem)) {
    const d = loiCua(o) ? null : docDiem(o.value);
    if (d !== null) {
      tong += d;
      da += 1;
      theoGoc[o.dataset.cua] = (theoGoc[o.dataset.cua] ?? 0) + d;
    }
    const o_muc = o.closest(".tc").querySelectorAll("[data-muc]");
    for (const n of o_muc) n.setAttribute("aria-pressed", String(docDiem(n.dataset.muc) === d));
    o.closest(".tc").classList.toggle("tc--xong", d !== null);
  }
  for (const c of document.querySelectorAll("[data-tong-goc]")) {
    c.textContent = vietDiem(theoGoc[c.dataset.tongGoc] ?? 0);
  }
  document.getElementById("tong").textContent = vietDiem(tong);
  document.getElementById("da-cham").textContent = da;
  veDau();
}

function veDau() {
  const cho = Object.keys(hang.doc()).length;
  const sai = cacO.filter((o) => o.getAttribute("aria-invalid") === "true").length;
  let chu = lucLuu ? `Đã lưu lúc ${lucLuu}` : "Chưa chấm ô nào";
  let lop = "luu--xong";
  if (cho) {
    lop = "luu--cho";
    chu = `Chưa gửi ${cho} ô, còn ${hang.trongMay ? "trong máy này" : "trên trang này, đừng đóng trang"}`;
    if (kieu === "mat_mang") chu = `Mất mạng. ${chu}, tự gửi khi có mạng`;
    else if (kieu === "het_phien") chu = `Phiên đăng nhập đã hết. ${chu}`;
    else if (sai) chu = `${sai} ô sai chưa gửi, còn trong máy này`;
  }
  dau.textContent = chu;
  dau.className = `luu ${lop}`;
}

function daDoi(o) {
  const cau = loiCua(o);
  hienLoi(o, cau);
  hang.giu(o.dataset.khoa, chuan(o), goc(o));
  ve();
  if (!cau) henGui();
}

function henGui(cho = CHO) {
  clearTimeout(hen);
  hen = setTimeout(guiDi, cho);
}

const ma = () => form.elements.csrfmiddlewaretoken.value;

async function guiDi() {
  clearTimeout(hen);
  if (dangGui) {
    await dangGui;
    return guiDi();
  }
  const daGui = Object.fromEntries(
    Object.entries(hang.doc()).filter(([khoa]) => {
      const o = theoKhoa.get(khoa);
      return o && !o.dataset.xungDot && !loiCua(o) && !o.dataset.tuChoi?.includes(`|${o.value}|`);
    }),
  );
  if (!Object.keys(daGui).length) return undefined;
  dau.textContent = "Đang lưu…";
  dangGui = gui(hang, daGui, phien, ma());
  const kq = await dangGui;
  dangGui = null;
  kieu = kq.kieu;
  if (kq.tra) nhan(kq.tra);
  else if (kieu === "het_phien") hetPhien();
  else {
    henGui(THU_LAI[Math.min(lanHong, THU_LAI.length - 1)]);
    lanHong += 1;
  }
  ve();
  return undefined;
}

function nhan(tra) {
  lanHong = 0;
  if (tra.phien !== undefined) {
    phien = tra.phien;
    form.elements.phien.value = phien;
  }
  if (tra.luu_luc) lucLuu = tra.luu_luc;
  baoLoi.hidden = !tra.loi_chung?.length;
  if (tra.loi_chung?.length) baoLoi.textContent = tra.loi_chung.join(" ");
  for (const [khoa, chu] of Object.entries(tra.da_luu ?? {})) {
    const o = theoKhoa.get(khoa);
    if (!o) continue;
    o.dataset.goc = chu;
    // Somebody may have typed on while the answer was under way.
    hang.giu(khoa, chuan(o), chu);
  }
  for (const [khoa, cau] of Object.entries(tra.loi ?? {})) {
    const o = theoKhoa.get(khoa);
    if (!o) continue;
    o.dataset.tuChoi = `|${o.value}|`;
    hienLoi(o, cau);
  }
  for (const [khoa, chu] of Object.entries(tra.xung_dot ?? {})) hoi(theoKhoa.get(khoa), chu);
  // Boxes that another machine of the same judge has saved meanwhile.
  for (const [khoa, chu] of Object.entries(tra.hien_tai ?? {})) {
    const o = theoKhoa.get(khoa);
    if (!o || khoa in hang.doc()) continue;
    o.value = chu;
    o.dataset.goc = chu;
    hienLoi(o, "");
  }
}

// The same box was saved elsewhere with another value: the judge says which one stands.
function hoi(o, chu) {
  if (!o || o.dataset.xungDot) return;
  o.dataset.xungDot = "1";
  const hop = document.createElement("div");
  hop.className = "bao bao--warning";
  hop.setAttribute("role", "alert");
  const p = document.createElement("p");
  p.textContent = `Ô này đã lưu từ máy khác là «${chu || "trống"}»; trên máy này là «${o.value || "trống"}».`;
  const hangNut = document.createElement("div");
  hangNut.className = "hang-nut";
  const nut = (nhan, lam) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "nut nut--phu";
    b.textContent = nhan;
    b.addEventListener("click", () => {
      delete o.dataset.xungDot;
      o.dataset.goc = chu;
      lam();
      hop.remove();
      daDoi(o);
    });
    return b;
  };
  hangNut.append(
    nut("Giữ số trên máy này", () => {}),
    nut("Lấy số đã lưu", () => { o.value = chu; }),
  );
  hop.append(p, hangNut);
  o.closest(".tc, .o").append(hop);
}

function hetPhien() {
  baoLoi.hidden = false;
  const a = document.createElement("a");
  a.href = form.dataset.dangNhap;
  a.textContent = "Đăng nhập lại";
  baoLoi.replaceChildren("Phiên đăng nhập đã hết; điểm vừa chấm vẫn còn trong máy này. ", a, " rồi mở lại phiếu, hệ thống tự gửi.");
}

// Marks that waited on this machine come back into their boxes and are sent.
function khoiPhuc() {
  for (const [khoa, { chu }] of Object.entries(hang.doc())) {
    const o = theoKhoa.get(khoa);
    if (!o) continue;
    if (chu === goc(o)) hang.giu(khoa, chu, chu);
    else {
      o.value = chu;
      hienLoi(o, loiCua(o));
    }
  }
  if (hang.so) henGui(0);
}

form.addEventListener("click", (e) => {
  const nut = e.target.closest("[data-buoc-nut], [data-muc]");
  if (!nut) return;
  const o = nut.closest(".tc").querySelector("[data-khoa^='d:']");
  if (nut.dataset.muc !== undefined) o.value = nut.dataset.muc;
  else {
    const buoc = Number(form.dataset.buoc);
    const sau = (docDiem(o.value) ?? 0) + Number(nut.dataset.buocNut) * buoc;
    o.value = vietDiem(Math.min(Math.max(sau - (sau % buoc), 0), Number(o.dataset.toiDa)));
  }
  daDoi(o);
});
form.addEventListener("input", (e) => { if (theoKhoa.get(e.target.dataset.khoa)) daDoi(e.target); });
form.addEventListener("change", (e) => {
  const o = e.target;
  if (!theoKhoa.get(o.dataset.khoa)) return;
  o.value = chuan(o);
  daDoi(o);
});
// The signature waits for the last mark.
form.addEventListener("submit", async (e) => {
  if (!hang.so) return;
  e.preventDefault();
  await guiDi();
  if (!hang.so) form.requestSubmit(e.submitter);
  else {
    baoLoi.hidden = false;
    if (kieu !== "het_phien") {
      baoLoi.textContent = `Còn ${hang.so} ô chưa gửi được. Điểm vẫn còn trong máy này; sửa ô sai hoặc chờ có mạng rồi ký.`;
    }
    baoLoi.scrollIntoView({ block: "center" });
  }
});
window.addEventListener("online", () => henGui(0));
window.addEventListener("offline", () => { kieu = "mat_mang"; veDau(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) guiDi(); });
khoiPhuc();
ve();
