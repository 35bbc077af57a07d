// Progress bars of background jobs: asks the job's JSON until it has ended, then reloads once.
(() => {
  "use strict";
  const NGHI = 2000;

  async function hoi(thanh) {
    try {
      const tra = await fetch(thanh.dataset.tienDo, { headers: { Accept: "application/json" } });
      if (!tra.ok) return;
      const viec = await tra.json();
      thanh.value = viec.phan_tram;
      const chu = thanh.nextElementSibling;
      if (chu) {
        chu.textContent = viec.worker
          ? `${viec.phan_tram} %`
          : `${viec.phan_tram} % – chưa có tiến trình nền nào chạy`;
      }
      if (!["cho", "dang_chay"].includes(viec.trang_thai)) {
        window.location.reload();
        return;
      }
    } catch {
      // The server may be restarting: ask again.
    }
    setTimeout(() => hoi(thanh), NGHI);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("progress[data-tien-do]").forEach(hoi);
  });
})();
