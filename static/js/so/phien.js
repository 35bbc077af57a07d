// Warns two minutes before the idle session ends; any answered request starts the count again.
const hop = document.getElementById("het-phien");

if (hop) {
  const tong = Number(hop.dataset.giay);
  const baoTruoc = Math.min(120, tong / 2);
  const con = hop.querySelector("[data-con]");
  let het = Date.now() + tong * 1000;

  const tinhLai = () => {
    het = Date.now() + tong * 1000;
    hop.hidden = true;
  };
  document.addEventListener("so:da-goi", tinhLai);
  document.addEventListener("htmx:afterRequest", tinhLai);

  hop.querySelector("button").addEventListener("click", async () => {
    const ma = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const tra = await fetch(hop.dataset.url, { method: "POST", headers: { "X-CSRFToken": ma } });
    if (tra.ok && !tra.redirected) tinhLai();
    else location.reload();
  });

  setInterval(() => {
    const giay = Math.max(0, Math.round((het - Date.now()) / 1000));
    if (giay > baoTruoc) return;
    con.textContent = giay;
    if (hop.hidden) {
      hop.hidden = false;
      hop.querySelector("button").focus({ preventScroll: true });
    }
  }, 1000);
}
