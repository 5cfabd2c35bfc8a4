const reachable = "button, a[href], input, textarea, select, [tabindex='0']";
const nameOf = element => element.name || element.getAttribute("aria-label") || element.textContent.trim();

// Runs a change that may redraw what holds the focus, and puts the focus back on the same thing: the one of the same
// name in the redrawn part, else the one in the same place.
export function keepingFocus(root, partSelector, partKey, change) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const part = focused?.closest(partSelector);
  const mark = part && {
    key: part.dataset[partKey], name: nameOf(focused), at: [...part.querySelectorAll(reachable)].indexOf(focused),
    caret: typeof focused.selectionStart === "number" ? [focused.selectionStart, focused.selectionEnd] : null,
  };
  change();
  if (!mark || focused.isConnected) return;
  const redrawn = [...root.querySelectorAll(partSelector)].find(candidate => candidate.dataset[partKey] === mark.key);
  const candidates = [...(redrawn?.querySelectorAll(reachable) ?? [])];
  const same = candidates.find(candidate => nameOf(candidate) === mark.name) ?? candidates[Math.min(mark.at, candidates.length - 1)];
  same?.focus({ preventScroll: true });
  if (mark.caret && typeof same?.selectionStart === "number") same.setSelectionRange(...mark.caret);
}
