// Undo and redo: each step is a list of {khoa, truoc, sau}; a pasted block is one step. A list under
// the grid brings its own ``dat``, which puts a whole state of it back.
import { datChu, theoKhoa } from "./o_luoi.js";

const TOI_DA = 500;
const daLam = [];
const daHoan = [];

export function ghiBuoc(cacO) {
  const buoc = cacO.filter(({ truoc, sau }) => truoc !== sau);
  if (!buoc.length) return;
  daLam.push(buoc);
  if (daLam.length > TOI_DA) daLam.shift();
  daHoan.length = 0;
}

function di(tu, den, ben) {
  const buoc = tu.pop();
  if (!buoc) return false;
  for (const o of buoc) {
    if (o.dat) o.dat(o[ben]);
    else datChu(theoKhoa.get(o.khoa).hop, o[ben]);
  }
  den.push(buoc);
  if (buoc[0].dat) return true;
  theoKhoa.get(buoc[0].khoa).hop.focus();
  theoKhoa.get(buoc[0].khoa).hop.select();
  return true;
}

export const hoanTac = () => di(daLam, daHoan, "truoc");
export const lamLai = () => di(daHoan, daLam, "sau");
