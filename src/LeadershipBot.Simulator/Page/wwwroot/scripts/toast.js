import { dom, icon } from "./dom.js";
import { on } from "./state.js";

const spoken = dom("div.unseen", { "aria-live": "polite", testId: "announcer" });
const toasts = dom("div.toasts", { role: "status", popover: "manual" });
const lost = dom("p.lost", { role: "alert", hidden: true }, "The connection to the Simulator is lost. Trying again…");

export function announce(words) {
  spoken.textContent = words;
}

export function toastCorner(state) {
  on("toast", words => toast(words));
  on("problem", words => toast(words, true));
  on("connected", () => { lost.hidden = state.connected; });
  return [lost, toasts, spoken];
}

// Words that pass: gone by themselves after some seconds, but not while one rests on them.
function toast(words, isProblem = false) {
  const note = dom(isProblem ? "div.toast.problem" : "div.toast", { testId: "toast" }, dom("span", {}, words),
    dom("button.quiet", { type: "button", "aria-label": "Dismiss", onclick: () => note.remove() }, icon("close")));
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  toasts.showPopover(); // above a dialog that was opened meanwhile
  toasts.append(note);
  const vanish = () => { if (note.matches(":hover, :focus-within")) setTimeout(vanish, 2000); else note.remove(); };
  setTimeout(vanish, Math.max(6000, words.length * 90));
}
