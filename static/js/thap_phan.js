// Exact decimals, twin of the decimal context in baocao/bieu_thuc.py: 34 significant digits,
// half up, exponents -6143..6144. A number is { n: BigInt coefficient, e: exponent }; never float.
const CHU_SO = 34;
const E_MAX = 6144;
const E_NHO = -6143 - CHU_SO + 1;
const MUOI = [1n];

// No result: division by zero, overflow, more digits than can be kept.
export class LoiTinh extends Error {}

function muoi(k) {
  while (MUOI.length <= k && MUOI.length < 400) MUOI.push(MUOI[MUOI.length - 1] * 10n);
  return MUOI[k] ?? 10n ** BigInt(k);
}

const tuyetDoi = (n) => (n < 0n ? -n : n);
const soChuSo = (n) => tuyetDoi(n).toString().length;

// n / 10^k, half up and away from zero.
function chiaTron(n, k) {
  const mau = muoi(k);
  const duong = tuyetDoi(n);
  let thuong = duong / mau;
  if ((duong % mau) * 2n >= mau) thuong += 1n;
  return n < 0n ? -thuong : thuong;
}

// Fit a result into the context.
function gon(n, e) {
  if (n === 0n) return { n, e: Math.max(Math.min(e, E_MAX), E_NHO) };
  let [so, mu] = [n, e];
  const dai = soChuSo(so);
  const bo = Math.max(dai - CHU_SO, E_NHO - mu);
  if (bo > 0) {
    so = bo > dai ? 0n : chiaTron(so, bo);
    mu += bo;
    if (soChuSo(so) > CHU_SO) {
      so /= 10n;
      mu += 1;
    }
  }
  if (so !== 0n && mu + soChuSo(so) - 1 > E_MAX) throw new LoiTinh("overflow");
  return { n: so, e: mu };
}

// Read plain text of a number: "-12.50", "1E+3"; the text is kept exactly.
export function tuChu(chu) {
  const khop = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(chu);
  if (!khop) throw new TypeError(`not a number: ${chu}`);
  const le = khop[3] ?? "";
  const n = BigInt(khop[2] + le);
  return { n: khop[1] === "-" ? -n : n, e: Number(khop[4] ?? 0) - le.length };
}

// Plain text without exponent; zeros at the end of the decimals stay.
export function raChu({ n, e }) {
  const am = n < 0n ? "-" : "";
  let so = tuyetDoi(n).toString();
  if (e >= 0) return am + (n === 0n ? "0" : so + "0".repeat(e));
  so = so.padStart(1 - e, "0");
  return `${am}${so.slice(0, e)}.${so.slice(e)}`;
}

function cungMu(a, b) {
  const e = Math.min(a.e, b.e);
  return [a.n * muoi(a.e - e), b.n * muoi(b.e - e), e];
}

// Sums and order of numbers very far apart need no thousands of digits: the sign and one digit do.
function qua(a, b) {
  if (a.n === 0n || b.n === 0n) return 0;
  const [ca, cb] = [a.e + soChuSo(a.n), b.e + soChuSo(b.n)];
  if (ca - cb > 3 * CHU_SO + 40) return 1;
  return cb - ca > 3 * CHU_SO + 40 ? -1 : 0;
}

export function cong(a, b) {
  if (a.n === 0n && b.n === 0n) return gon(0n, Math.min(a.e, b.e));
  if (a.n === 0n) return gon(b.n, b.e);
  if (b.n === 0n) return gon(a.n, a.e);
  const xa = qua(a, b);
  if (xa) {
    const [lon, nho] = xa > 0 ? [a, b] : [b, a];
    const them = 2 * CHU_SO + 10;
    return gon(lon.n * muoi(them) + (nho.n > 0n ? 1n : -1n), lon.e - them);
  }
  const [x, y, e] = cungMu(a, b);
  return gon(x + y, e);
}

export const doi = (a) => gon(-a.n, a.e);
export const tru = (a, b) => cong(a, { n: -b.n, e: b.e });
export const nhan = (a, b) => gon(a.n * b.n, a.e + b.e);
export const triTuyetDoi = (a) => gon(tuyetDoi(a.n), a.e);

export function chia(a, b) {
  if (b.n === 0n) throw new LoiTinh("division by zero");
  if (a.n === 0n) return gon(0n, a.e - b.e);
  const them = Math.max(0, CHU_SO + 2 + soChuSo(b.n) - soChuSo(a.n));
  const tu = tuyetDoi(a.n) * muoi(them);
  const mau = tuyetDoi(b.n);
  // A rest that is not zero becomes one more digit, so that a tie is never mistaken.
  let thuong = (tu / mau) * 10n;
  if (tu % mau) thuong += 1n;
  if ((a.n < 0n) !== (b.n < 0n)) thuong = -thuong;
  return gon(thuong, a.e - b.e - them - 1);
}

// -1, 0 or 1; exact.
export function soSanh(a, b) {
  const dau = (x) => (x.n > 0n ? 1 : x.n < 0n ? -1 : 0);
  if (dau(a) !== dau(b)) return dau(a) < dau(b) ? -1 : 1;
  const xa = qua(a, b);
  if (xa) return xa * dau(a);
  const [x, y] = cungMu(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

// Round half up to ``le`` decimals; more than 34 digits is no result (as quantize).
export function lamTron(a, le) {
  const e = -le;
  if (a.e >= e) {
    if (a.n !== 0n && soChuSo(a.n) + a.e - e > CHU_SO) throw new LoiTinh("too many digits");
    return { n: a.n === 0n ? 0n : a.n * muoi(a.e - e), e };
  }
  const bo = e - a.e;
  const n = bo > soChuSo(a.n) ? 0n : chiaTron(a.n, bo);
  if (soChuSo(n) > CHU_SO) throw new LoiTinh("too many digits");
  return { n, e };
}
