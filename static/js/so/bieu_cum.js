// A form of clusters saves each box when it is left; the answer says what the rules find by row.
const form = document.getElementById("bieu");
const luc = document.getElementById("luu-luc");
const cho = new Map();
let dangGui = false;

function bao(chu, loi = false) {
  luc.textContent = chu;
  luc.classList.toggle("loi", loi);
}

function ve(tra) {
  for (const hang of form.querySelectorAll("[data-dong]")) {
    const ma = hang.dataset.dong;
    const o = hang.querySelector("input.so");
    const loi = (tra.loi[ma] ?? []).map((cau) => ({ chan: true, cau }));
    const ul = hang.querySelector("[data-vp]");
    ul.replaceChildren(
      ...[...loi, ...(tra.vi_pham[ma] ?? [])].map((v) => {
        const li = document.createElement("li");
        li.className = v.chan ? "cb-vp--chan" : "cb-vp--canh";
        li.textContent = v.cau;
        return li;
      }),
    );
    if (loi.length) o.setAttribute("aria-invalid", "true");
    else o.removeAttribute("aria-invalid");
  }
  for (const [khoa, so] of [["chan", tra.chan], ["giai", tra.chua_giai_trinh]]) {
    const cho = document.querySelector(`[data-${khoa}]`);
    cho.hidden = !so;
    cho.querySelector("strong").textContent = so;
  }
  document.querySelector("[data-dat]").hidden = Boolean(tra.chan || tra.chua_giai_trinh);
}

async function gui() {
  if (dangGui || cho.size === 0) return;
  dangGui = true;
  const lo = new Map(cho);
  cho.clear();
  const than = new FormData();
  than.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [ten, chu] of lo) than.set(ten, chu);
  bao("Đang lưu…");
  try {
    const tra = await fetch(location.pathname, { method: "POST", body: than, headers: { Accept: "application/json" } });
    if (tra.status !== 200 && tra.status !== 422) throw new Error(String(tra.status));
    const ket_qua = await tra.json();
    ve(ket_qua);
    bao(tra.ok ? `Đã lưu lúc ${ket_qua.luu}` : "Có ô chưa lưu được, xem câu báo ở dòng đó.", !tra.ok);
  } catch {
    for (const [ten, chu] of lo) if (!cho.has(ten)) cho.set(ten, chu);
    bao("Chưa lưu được. Kiểm tra mạng, hoặc tải lại trang để đăng nhập lại.", true);
  }
  dangGui = false;
  if (cho.size && !luc.classList.contains("loi")) gui();
}

form.addEventListener("change", (su_kien) => {
  const o = su_kien.target;
  if (!o.name || o.type === "checkbox" || o.tagName === "TEXTAREA") return;
  cho.set(o.name, o.value);
  gui();
});
window.addEventListener("beforeunload", (su_kien) => {
  if (cho.size || dangGui) su_kien.preventDefault();
});
