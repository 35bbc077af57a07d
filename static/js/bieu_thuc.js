// Twin of baocao/bieu_thuc.py: runs the tree the server parsed (BieuThuc.cay()). One definition
// of each rule, two machines; tests/baocao/test_bieu_thuc_js.py holds them together.
import * as tp from "./thap_phan.js";

class Thieu extends Error {}

// A name that stands for a number where true or false is needed, or the other way round.
export class BieuThucSai extends Error {}

const LOGIC = new Set(["and", "or", "not"]);
const PHEP = {
  "+": tp.cong,
  "-": tp.tru,
  "*": tp.nhan,
  "/": tp.chia,
  "==": (a, b) => tp.soSanh(a, b) === 0,
  "!=": (a, b) => tp.soSanh(a, b) !== 0,
  "<": (a, b) => tp.soSanh(a, b) < 0,
  "<=": (a, b) => tp.soSanh(a, b) <= 0,
  ">": (a, b) => tp.soSanh(a, b) > 0,
  ">=": (a, b) => tp.soSanh(a, b) >= 0,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
};
const HAM = {
  abs: ([a]) => tp.triTuyetDoi(a),
  min: (cac) => cac.reduce((a, b) => (tp.soSanh(b, a) < 0 ? b : a)),
  max: (cac) => cac.reduce((a, b) => (tp.soSanh(b, a) > 0 ? b : a)),
  tong: (cac) => cac.reduce(tp.cong, { n: 0n, e: 0 }),
};

function coSo(so) {
  if (so === null || so === undefined) throw new Thieu();
  return so;
}

function ten(ma, can, bien) {
  const giaTri = bien[ma];
  if (typeof giaTri === "boolean") {
    if (can === "so") throw new BieuThucSai(`«${ma}» là đúng hoặc sai, không phải một số`);
    return giaTri;
  }
  const so = coSo(giaTri);
  if (can === "logic") throw new BieuThucSai(`«${ma}» là một số, không phải đúng hoặc sai`);
  return so;
}

// Every operand is evaluated before and/or decide: a missing one must show.
function chay(cay, can, tra, bien) {
  const loai = cay[0];
  if (loai === "so") return tp.tuChu(cay[1]);
  if (loai === "o") return coSo(tra(cay[1]));
  if (loai === "ten") return ten(cay[1], can, bien);
  if (loai === "ham" && cay[1] === "lam_tron") {
    return tp.lamTron(chay(cay[2], "so", tra, bien), Number(cay[3][1]));
  }
  if (loai === "ham") return HAM[cay[1]](cay.slice(2).map((c) => chay(c, "so", tra, bien)));
  const con = cay.slice(1).map((c) => chay(c, LOGIC.has(loai) ? "logic" : "so", tra, bien));
  if (loai === "am") return tp.doi(con[0]);
  if (loai === "not") return !con[0];
  return PHEP[loai](con[0], con[1]);
}

// Evaluate a tree: number {n, e}, boolean, or null when anything is missing or has no result.
// ``tra`` gives the number of a reference or null; ``bien`` the values of names.
export function tinh(cay, tra, bien = {}) {
  try {
    return chay(cay, "", tra, bien);
  } catch (loi) {
    if (loi instanceof Thieu || loi instanceof tp.LoiTinh) return null;
    throw loi;
  }
}
