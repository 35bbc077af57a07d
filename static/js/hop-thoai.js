// Links with data-hop-thoai open their page's form in a <dialog>; without this script they are
// ordinary links to the same form.
(() => {
  "use strict";
  let hop = null;

  function dungHop() {
    if (hop) return hop;
    hop = document.createElement("dialog");
    hop.className = "bc-hop-thoai";
    hop.setAttribute("aria-labelledby", "hop-thoai-ten");
    document.body.append(hop);
    hop.addEventListener("click", (e) => {
      if (e.target === hop || e.target.closest("[data-dong-hop-thoai]")) {
        e.preventDefault();
        hop.close();
      }
    });
    hop.addEventListener("submit", gui);
    return hop;
  }

  function hien(chu, diaChi) {
    const phan = new DOMParser()
      .parseFromString(chu, "text/html")
      .getElementById("hop-thoai-noi-dung");
    if (!phan) {
      window.location.href = diaChi;
      return;
    }
    dungHop().replaceChildren(document.adoptNode(phan));
    if (!hop.open) hop.showModal();
    const o = hop.querySelector("textarea, select, input:not([type=hidden])");
    (o || hop.querySelector("button")).focus();
  }

  async function gui(e) {
    e.preventDefault();
    const form = e.target;
    const nut = form.querySelector("button[type=submit]");
    nut.disabled = true;
    try {
      // Following the redirect here would use up the message meant for the next page.
      const tra = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        redirect: "manual",
      });
      if (tra.type === "opaqueredirect") {
        const dich = new URL(form.dataset.xongDen, window.location.href).href;
        if (dich === window.location.href) window.location.reload();
        else window.location.href = dich;
        return;
      }
      hien(await tra.text(), form.action);
    } catch {
      nut.disabled = false;
      form.submit();
    }
  }

  document.addEventListener("click", async (e) => {
    const moc = e.target.closest("a[data-hop-thoai]");
    if (!moc || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    try {
      const tra = await fetch(moc.href);
      hien(await tra.text(), moc.href);
    } catch {
      window.location.href = moc.href;
    }
  });
})();
