// On the list: marks of any sheet that still wait on this machine are sent; what cannot be is told.
import { cacHangDoi, gui } from "./hang_doi.js";

const danhSach = document.getElementById("danh-sach");
const ma = document.querySelector("[name=csrfmiddlewaretoken]").value;

function danh_dau(phieu, so) {
  const cho = document.querySelector(`[data-phieu="${CSS.escape(phieu)}"]`);
  if (!cho) return;
  cho.hidden = !so;
  cho.textContent = `Chưa gửi ${so} ô, còn trong máy này`;
}

async function guiHet() {
  for (const hang of cacHangDoi(danhSach.dataset.nguoi)) {
    const phieu = hang.khoa.split("|")[2];
    const daGui = hang.doc();
    const { kieu, tra } = await gui(hang, daGui, null, ma);
    if (kieu === "xong") {
      hang.xong(Object.fromEntries(Object.entries(daGui).filter(([k]) => k in tra.da_luu)));
    }
    // The entry was taken from this judge: what waits has no sheet to go to any more.
    if (tra?.thoi_giao) hang.ghi({});
    danh_dau(phieu, hang.so);
  }
}

for (const hang of cacHangDoi(danhSach.dataset.nguoi)) danh_dau(hang.khoa.split("|")[2], hang.so);
window.addEventListener("online", guiHet);
guiHet();
