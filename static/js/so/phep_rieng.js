// Checks no expression says, judged from the places that baocao/portal/phep_js.py lists. Twins of
// baocao/checks: a judge gives null, or {them: values of the message, mucDo: weight when its own}.
import { chia, cong, nhan, soSanh, triTuyetDoi, tru, tuChu } from "../thap_phan.js";
import { dinhDang, inGiaTri } from "./so_viet.js";

const TRAM = tuChu("100");
const lon = (a, b) => soSanh(a, b) > 0;
const tongCua = (cacSo) => cacSo.reduce(cong, tuChu("0"));
const nhoNhat = (cacSo) => cacSo.reduce((a, b) => (lon(a, b) ? b : a));
const lonNhat = (cacSo) => cacSo.reduce((a, b) => (lon(b, a) ? b : a));

// A total against its partitions (tong_thanh_phan.py): the heaviest weight, every difference told.
function tong(bang, cho, phep) {
  const so = bang.lay(cho.ma, cho.cot);
  if (so === null) return null;
  const lech = [];
  for (const { phan, sai_so: saiSo } of cho.cach) {
    const cacSo = phan.map((ma) => bang.lay(ma, cho.cot));
    if (cacSo.includes(null)) continue;
    const tongPhan = tongCua(cacSo);
    const chenh = tru(so, tongPhan);
    if (!lon(triTuyetDoi(chenh), tuChu(saiSo))) continue;
    const dungSai = chia(nhan(triTuyetDoi(so), tuChu(cho.dung_sai)), TRAM);
    const nang = lon(triTuyetDoi(chenh), dungSai);
    lech.push({ tongPhan, chenh, mucDo: nang ? "E" : phep.muc_trong_dung_sai });
  }
  if (!lech.length) return null;
  return {
    mucDo: ["E", "W", "A"].find((m) => lech.some((l) => l.mucDo === m)),
    them: {
      tong: bang.dl.dong[cho.ma].ten,
      a: so,
      b: lech.map((l) => inGiaTri(l.tongPhan, 2)).join("; "),
      c: lech.map((l) => inGiaTri(l.chenh, 2)).join("; "),
    },
  };
}

// A part against the whole (tap_con.py).
function tapCon(bang, cho) {
  const [con, me] = [bang.lay(cho.ma, cho.cot), bang.lay(cho.me, cho.cot)];
  if (con === null || me === null || !lon(con, me)) return null;
  const { dong } = bang.dl;
  return { them: { con: dong[cho.ma].ten, me: dong[cho.me].ten, a: con, b: me } };
}

// A mean between its parts (trong_khoang.py): branches of the form, or figures from elsewhere.
function khoang(bang, cho) {
  const so = bang.lay(cho.ma, cho.cot);
  const nhanh = (cho.nhanh ?? []).filter((ma) => !bang.khongApDung.has(`${ma}.${cho.cot}`));
  const cacSo = cho.so ? cho.so.map(tuChu) : nhanh.map((ma) => bang.lay(ma, cho.cot));
  if (so === null || !cacSo.length || cacSo.includes(null)) return null;
  const [nho, lonN, dungSai] = [nhoNhat(cacSo), lonNhat(cacSo), tuChu(cho.dung_sai)];
  if (!lon(tru(nho, dungSai), so) && !lon(so, cong(lonN, dungSai))) return null;
  return { them: { a: so, nho_nhat: nho, lon_nhat: lonN } };
}

// Against a published figure (so_sanh.py): points for indices, per cent for the rest.
function soVoi(bang, cho) {
  const so = bang.lay(cho.ma, cho.cot);
  if (so === null) return null;
  const goc = tuChu(cho.goc);
  const chenh = tru(so, goc);
  const lech = cho.theo_diem ? chenh : nhan(chia(chenh, triTuyetDoi(goc)), TRAM);
  if (!lon(triTuyetDoi(lech), tuChu(cho.toi_da))) return null;
  const chu = dinhDang(lech, 2);
  const duong = !chu.startsWith("-") && /[1-9]/.test(chu);
  return { them: { chenh: duong ? `+${chu}` : chu, cong_bo: goc } };
}

// Equal to the sum of the communes (tong_bieu_03.py).
function bang03(bang, cho) {
  const so = bang.lay(cho.ma, cho.cot);
  const can = tuChu(cho.tong);
  return so === null || soSanh(so, can) === 0 ? null : { them: { a: so, b: can } };
}

const chuSoCoNghia = ({ n }) =>
  (n < 0n ? -n : n).toString().replace(/0+$/, "").length;

// Equal to another period to the last digit (trung_so_ky_truoc.py).
function trung(bang, cho) {
  const so = bang.lay(cho.ma, cho.cot);
  if (so === null || chuSoCoNghia(so) < cho.it_nhat) return null;
  const cu = cho.cu.find(([chu]) => soSanh(tuChu(chu), so) === 0);
  return cu ? { them: { ky_truoc: cu[1] } } : null;
}

// The sum of a list against the total it is part of (tong_danh_sach.py).
function tongDanhSach(bang, cho) {
  const tran = bang.lay(...cho.tran);
  const cacSo = bang.soDanhSach(cho.ma, cho.ds) ?? cho.so.map(tuChu);
  if (tran === null || !cacSo.length) return null;
  const a = tongCua(cacSo);
  return lon(a, tran) ? { them: { a, b: tran } } : null;
}

export const PHEP = { tong, tap_con: tapCon, khoang, so_voi: soVoi, bang: bang03, trung, danh_sach: tongDanhSach };
