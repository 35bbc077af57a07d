// The local draft: every typed cell goes to IndexedDB at once and leaves when the server has
// acknowledged it, so neither a power cut nor a lost network loses it. One officer, one form.
const TEN = "cucctdp-nhap";
const KHO = "o";

function mo() {
  return new Promise((xong, hong) => {
    const yeuCau = indexedDB.open(TEN, 1);
    yeuCau.onupgradeneeded = () => yeuCau.result.createObjectStore(KHO);
    yeuCau.onsuccess = () => xong(yeuCau.result);
    yeuCau.onerror = () => hong(yeuCau.error);
  });
}

export class NhapCucBo {
  constructor(nguoi, phieu) {
    this.dau = `${nguoi}|${phieu}|`;
    // Without IndexedDB (a locked-down browser) the page works as before, without the draft.
    this.db = mo().catch(() => null);
  }

  async kho(che_do, lam) {
    const db = await this.db;
    if (!db) return null;
    return new Promise((xong) => {
      const gd = db.transaction(KHO, che_do, { durability: "strict" });
      const kq = lam(gd.objectStore(KHO));
      gd.oncomplete = () => xong(kq?.result ?? null);
      gd.onabort = () => xong(null);
    });
  }

  // Keep cells: [{khoa, chu, goc, pb, luc}].
  giu(cacO) {
    return this.kho("readwrite", (kho) => {
      for (const o of cacO) kho.put(o, this.dau + o.khoa);
    });
  }

  // Forget cells.
  bo(cacKhoa) {
    return this.kho("readwrite", (kho) => {
      for (const khoa of cacKhoa) kho.delete(this.dau + khoa);
    });
  }

  async doc() {
    const pham = IDBKeyRange.bound(this.dau, `${this.dau}\uffff`);
    return (await this.kho("readonly", (kho) => kho.getAll(pham))) ?? [];
  }
}
