import { dom } from "./dom.js";

// A menu at a button: arrows, Home, End and letters move, Enter chooses, Escape closes and returns to the button.
// items: [{ label, hint?, mark?, checked?, testId?, run }]
export function openMenu(button, items, { label, align = "left", above = false } = {}) {
  const choice = items.some(item => item.checked !== undefined);
  const rows = items.map(item => dom("button.menu-item", {
    type: "button", role: choice ? "menuitemradio" : "menuitem", "aria-checked": choice ? String(item.checked === true) : null,
    tabindex: -1, testId: item.testId, onclick: () => { close(); item.run(); },
  }, item.mark, dom("span.menu-words", {}, dom("span.menu-label", {}, item.label), item.hint && dom("span.menu-hint", {}, item.hint))));
  const menu = dom("div.menu", { role: "menu", "aria-label": label, popover: "manual" }, rows);

  (button.closest("dialog, main, aside, header") ?? document.body).append(menu);
  menu.showPopover();
  place();
  button.setAttribute("aria-expanded", "true");
  const within = button.contains(document.activeElement) || button === document.activeElement;
  rows[Math.max(0, items.findIndex(item => item.checked))]?.focus();
  document.addEventListener("pointerdown", outside, true);
  menu.addEventListener("keydown", key);
  menu.addEventListener("focusout", event => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false); });

  function place() {
    const at = button.getBoundingClientRect();
    const size = menu.getBoundingClientRect();
    const left = align === "right" ? at.right - size.width : at.left;
    const fits = at.bottom + 4 + size.height <= innerHeight;
    const top = above || !fits ? Math.max(8, at.top - size.height - 4) : at.bottom + 4;
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
    menu.style.top = `${top}px`;
  }

  function close(refocus = true) {
    document.removeEventListener("pointerdown", outside, true);
    button.setAttribute("aria-expanded", "false");
    menu.remove();
    if (refocus && within) button.focus();
  }

  function outside(event) {
    if (!menu.contains(event.target)) close(false);
  }

  function key(event) {
    const at = rows.indexOf(document.activeElement);
    const move = n => { rows[(n + rows.length) % rows.length].focus(); event.preventDefault(); };
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(rows.length - 1);
    else if (event.key === "Escape" || event.key === "Tab") { close(); event.preventDefault(); event.stopPropagation(); }
    else if (event.key.length === 1 && event.key !== " ") {
      const found = [...rows.keys()].map(n => (n + at + 1) % rows.length).find(n => items[n].label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found !== undefined) move(found);
    }
  }
}
