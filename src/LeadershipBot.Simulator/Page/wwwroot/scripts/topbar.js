import { api } from "./api.js";
import { dom, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { attempt, botNow, on, setClock, state, tell } from "./state.js";
import { dayAndTimeOf } from "./text.js";

const themes = { light: "Light", dark: "Dark", contrast: "High contrast" };
const steps = { hour: ["+1 hour", 3600], day: ["+1 day", 86_400], week: ["+1 week", 604_800] };
const faultNames = {
  throttle: ["Connector says 429", "The next sends are refused with Retry-After"],
  redeliver: ["Redeliver each press", "Teams sends everything a second time"],
  slow: ["Slow connector", "The next sends take long"],
  drop: ["Drop the connection", "The next sends are cut off"],
  none: ["No faults", "Everything works"],
};

export function topBar() {
  return dom("header.topbar", {}, dom("h1", {}, "LeadershipBot Simulator"),
    dom("span.gap"), clockButton(), faultButton(), phoneButton(), themeButton());
}

const menuButton = (testId, name, ...content) => dom("button.quiet", {
  type: "button", testId, "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": name, title: name,
}, content);

function clockButton() {
  const words = dom("span.clock-words", { testId: "clock-now" });
  const button = menuButton("clock", "Move the clock", icon("clock"), words);
  const show = () => { words.textContent = dayAndTimeOf(botNow()); button.setAttribute("aria-label", `Move the clock: the bot's time is ${words.textContent}`); };
  on("clock", show);
  setInterval(show, 5000);
  button.addEventListener("click", () => openMenu(button, Object.entries(steps).map(([name, [label, seconds]]) => ({
    label, testId: `clock-${name}`, run: () => void attempt(async () => setClock((await api.advance(seconds)).now)),
  })), { label: "Move the clock", align: "right" }));
  return button;
}

function faultButton() {
  const button = menuButton("faults", "Faults", icon("fault"));
  const show = ({ active }) => {
    const names = active.map(name => faultNames[name]?.[0] ?? name);
    button.classList.toggle("alarm", names.length > 0);
    button.title = names.length > 0 ? `Faults: ${names.join(", ")}` : "Faults";
    button.setAttribute("aria-label", button.title);
    return active;
  };
  button.addEventListener("click", () => void attempt(async () => {
    const active = show(await api.faults());
    openMenu(button, Object.entries(faultNames).map(([name, [label, hint]]) => ({
      label, hint, testId: `fault-${name}`, checked: name === "none" ? active.length === 0 : active.includes(name),
      run: () => void attempt(async () => show(await api.fault(name))),
    })), { label: "Faults", align: "right" });
  }));
  return button;
}

function phoneButton() {
  const button = dom("button.quiet.phone-button", { type: "button", testId: "phone", "aria-label": "Phone view", title: "Phone view" }, icon("phone"));
  const show = () => { document.documentElement.classList.toggle("phone", state.phone); button.setAttribute("aria-pressed", String(state.phone)); };
  on("look", show);
  button.addEventListener("click", () => { state.phone = !state.phone; tell("look"); });
  return button;
}

function themeButton() {
  const button = menuButton("theme", "Theme", icon("theme"));
  on("look", () => { document.documentElement.dataset.theme = state.theme; });
  button.addEventListener("click", () => openMenu(button, Object.entries(themes).map(([name, label]) => ({
    label, checked: state.theme === name, testId: `theme-${name}`, run: () => { state.theme = name; tell("look"); },
  })), { label: "Theme", align: "right" }));
  return button;
}
