// Elements from a tag, its attributes and its children: dom("button.primary", { onclick, "aria-label": "Send" }, "Send").
export function dom(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length > 0) element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "testId") element.dataset.testid = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

const paths = {
  send: "M3 17.5 17.5 10 3 2.5 3 8.3 12 10 3 11.7z",
  slash: "M12.5 3 7.5 17",
  apps: "M10 4v12M4 10h12",
  attach: "M15.5 9 9.7 14.8a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.8 5.8a1 1 0 0 1-1.5-1.5L12 6.4",
  back: "M12.5 4 6.5 10l6 6",
  close: "M5 5l10 10M15 5 5 15",
  chevron: "M5 8l5 5 5-5",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5V16",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l3 1.8",
  theme: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  phone: "M6.5 2.5h7v15h-7zM9 15h2",
  fault: "M10 3 2.5 16.5h15zM10 8.5v3.5M10 14v.6",
  search: "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
  mention: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM13 7v4.2c0 2.6 4 2.4 4-1.2a7 7 0 1 0-3 5.7",
};

// A drawn sign; decoration only, so the button that carries it names itself in words.
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

const hues = [262, 205, 340, 25, 170, 45, 290, 130, 5, 230];

// A disc with initials; the colour follows the name, so that a person looks the same everywhere.
export function avatar(name, isBot = false) {
  const words = name.replace(/^(Dr|Prof|Mr|Mrs|Ms|Miss)\.? /, "").split(/\s+/).filter(Boolean);
  const initials = isBot ? "LB" : (words[0]?.[0] ?? "?") + (words.length > 1 ? words.at(-1)[0] : "");
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const disc = dom(isBot ? "span.avatar.bot" : "span.avatar", { "aria-hidden": "true" }, initials.toUpperCase());
  disc.style.setProperty("--hue", hues[sum % hues.length]);
  return disc;
}
