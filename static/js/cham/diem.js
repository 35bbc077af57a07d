// Points as people write them, counted in hundredths: no floating point in a sum.
export function docDiem(chu) {
  const sach = chu.trim().replace(",", ".");
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(sach)) return null;
  const [nguyen, le = ""] = sach.split(".");
  return Number(nguyen) * 100 + Number(le.padEnd(2, "0"));
}

export function vietDiem(phan_tram) {
  const nguyen = Math.floor(phan_tram / 100);
  const le = String(phan_tram % 100).padStart(2, "0").replace(/0+$/, "");
  return le ? `${nguyen},${le}` : String(nguyen);
}

// The sentence of rule R33, or "" for points that may stand.
export function loiDiem(chu, toiDa, buoc) {
  if (!chu.trim()) return "";
  const d = docDiem(chu);
  if (d === null) return "Điểm ghi bằng số, ví dụ 7,5.";
  if (d > toiDa || d % buoc !== 0) {
    return `R33: Điểm từ 0 đến ${vietDiem(toiDa)}, bước ${vietDiem(buoc)}.`;
  }
  return "";
}
