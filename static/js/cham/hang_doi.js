// The queue of a judge: every mark is kept on this machine before it is sent, and leaves only when
// the server has answered for it. One judge, one sheet, one key of localStorage.
const DAU = "cucctdp-cham";
const CHO_TRA_LOI = 15000;

export class HangDoi {
  constructor(nguoi, phieu, url) {
    this.khoa = `${DAU}|${nguoi}|${phieu}`;
    this.url = url;
    this.trongMay = true;
    this.tam = {};
  }

  // {key of a box: {chu, goc}}; without localStorage (a locked-down browser) it lives in the page.
  doc() {
    if (!this.trongMay) return this.tam;
    try {
      return JSON.parse(localStorage.getItem(this.khoa))?.o ?? {};
    } catch {
      return this.tam;
    }
  }

  ghi(o) {
    this.tam = o;
    try {
      if (Object.keys(o).length) localStorage.setItem(this.khoa, JSON.stringify({ url: this.url, o }));
      else localStorage.removeItem(this.khoa);
      this.trongMay = true;
    } catch {
      this.trongMay = false;
    }
  }

  giu(khoa, chu, goc) {
    const o = this.doc();
    if (chu === goc) delete o[khoa];
    else o[khoa] = { chu, goc };
    this.ghi(o);
  }

  // Forget what the server has taken, unless somebody typed on meanwhile.
  xong(daGui) {
    const o = this.doc();
    for (const [khoa, gui] of Object.entries(daGui)) if (o[khoa]?.chu === gui.chu) delete o[khoa];
    this.ghi(o);
  }

  get so() {
    return Object.keys(this.doc()).length;
  }
}

export function cacHangDoi(nguoi) {
  const cac = [];
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const khoa = localStorage.key(i);
      const [dau, ai, phieu] = khoa.split("|");
      if (dau !== DAU || ai !== String(nguoi)) continue;
      const { url } = JSON.parse(localStorage.getItem(khoa));
      cac.push(new HangDoi(ai, phieu, url));
    }
  } catch {
    // No storage, nothing waits.
  }
  return cac;
}

// Send what waits of one sheet. {kieu: "xong" | "mat_mang" | "het_phien" | "tu_choi", tra, daGui}.
export async function gui(hang, daGui, phien, ma) {
  const dung = new AbortController();
  const hen = setTimeout(() => dung.abort(), CHO_TRA_LOI);
  try {
    const tra = await fetch(hang.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": ma },
      body: JSON.stringify({ phien, o: daGui }),
      signal: dung.signal,
    });
    const laJson = (tra.headers.get("Content-Type") ?? "").includes("json");
    if (tra.redirected || (tra.status === 403 && !laJson)) return { kieu: "het_phien" };
    if (!laJson) return { kieu: "mat_mang" };
    const than = await tra.json();
    document.dispatchEvent(new Event("so:da-goi"));
    return { kieu: tra.ok ? "xong" : "tu_choi", tra: than, daGui };
  } catch {
    return { kieu: "mat_mang" };
  } finally {
    clearTimeout(hen);
  }
}
