import { avatar, dom, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { attempt, become, on, state } from "./state.js";

const roleOf = ({ title, practice }) => [title, practice].filter(Boolean).join(" · ");

// Who "you" are. Another person is another Teams client: own chats, own view of each card.
export function personSwitcher() {
  const button = dom("button.person", { type: "button", testId: "person-switcher", "aria-haspopup": "menu", "aria-expanded": "false" });
  button.addEventListener("click", () => openMenu(button, state.people.map((person, n) => ({
    label: person.name, hint: roleOf(person), mark: avatar(person.name), checked: person === state.me, testId: `person-${n}`,
    run: () => void attempt(() => become(person)),
  })), { label: "You are" }));
  on("me", () => button.replaceChildren(avatar(state.me.name),
    dom("span.person-words", {}, dom("span.unseen", {}, "You are "), dom("span.person-name", {}, state.me.name), dom("span.person-role", {}, roleOf(state.me))),
    icon("chevron")));
  return dom("div.people", {}, dom("p.people-label", { "aria-hidden": "true" }, "You are"), button);
}
