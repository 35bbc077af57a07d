// File boxes in Vietnamese: the browser names its own button in its own language.
for (const o of document.querySelectorAll("input[type=file][data-chon-tep]")) {
  const hang = document.createElement("div");
  const nut = document.createElement("button");
  const ten = document.createElement("span");
  hang.className = "chon-tep";
  nut.type = "button";
  nut.className = o.dataset.chonTep || "nut nut--phu";
  nut.textContent = "Chọn tệp";
  nut.setAttribute("aria-describedby", `${o.id}-ten`);
  ten.id = `${o.id}-ten`;
  ten.setAttribute("role", "status");
  const ve = () => { ten.textContent = o.files[0]?.name ?? "Chưa chọn tệp"; };
  nut.addEventListener("click", () => o.click());
  o.addEventListener("change", ve);
  o.hidden = true;
  hang.append(nut, ten);
  o.after(hang);
  ve();
}
