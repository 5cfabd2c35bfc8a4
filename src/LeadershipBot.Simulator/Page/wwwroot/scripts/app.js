// The Simulator's page. Each part of the window is a module that draws itself from state.js and listens to it; the
// protocol's answers are worked through in actions.js and dialog.js.
//
// Hooks for browser tests (data-testid), n from 0:
//   person-switcher, person-{n} (in the order of /page/people)
//   conversation-{personal|groupChat|channel}-{n}, conversation-title, back (phone), install
//   messages, message (with data-message-id), message-text, card, more-{n} (actions under "…"), reply, typing
//   compose, send, mention, commands, command-{n}, suggestion-{n}, attachment
//   extensions, extension-{n}, extension-search, extension-result-{n}
//   dialog, dialog-close, toast, announcer (what a screen reader is told: so look for words inside messages)
//   clock, clock-now, clock-{hour|day|week}, faults, fault-{name}, phone, theme, theme-{light|dark|contrast}
// The address keeps who one is and what is open: #as=29:…&conversation=…&theme=dark&phone=1.
import "adaptivecards/dist/adaptivecards.css";
import "../styles/themes.css";
import "../styles/window.css";
import "../styles/messages.css";
import "../styles/cards.css";
import "../styles/dialogs.css";
import { api } from "./api.js";
import { chatList } from "./chats.js";
import { composePane } from "./compose.js";
import { avatar, dom, icon } from "./dom.js";
import { messagesPane } from "./messages.js";
import { personSwitcher } from "./people.js";
import { attempt, become, on, setClock, state, tell } from "./state.js";
import { toastCorner } from "./toast.js";
import { topBar } from "./topbar.js";

const wanted = new URLSearchParams(location.hash.slice(1));

function conversationHead() {
  const title = dom("h2.conversation-title", { testId: "conversation-title", tabindex: -1 });
  const mark = dom("span.conversation-mark");
  const hint = dom("p.conversation-hint");
  const back = dom("button.quiet.back", { type: "button", testId: "back", "aria-label": "Back to the list of chats" }, icon("back"));
  back.addEventListener("click", () => { showList(true); document.querySelector(".chat[aria-current]")?.focus(); });
  on("open", () => {
    const { kind, name, team, memberCount } = state.current;
    const isBot = kind === "personal";
    title.textContent = isBot ? state.config.botName : name;
    hint.textContent = kind === "channel" ? team ?? "" : !isBot && memberCount ? `${memberCount} people` : "";
    mark.replaceChildren(kind === "channel" ? dom("span.hash", { "aria-hidden": "true" }, "#") : avatar(title.textContent, isBot));
  });
  return dom("header.conversation-head", {}, back, mark, dom("div", {}, title, hint));
}

function showList(isShown) {
  document.documentElement.classList.toggle("list", isShown);
}

function keepInAddress() {
  const parts = new URLSearchParams();
  if (state.me) parts.set("as", state.me.id);
  if (state.current) parts.set("conversation", state.current.id);
  parts.set("theme", state.theme);
  if (state.phone) parts.set("phone", "1");
  history.replaceState(null, "", `#${parts}`);
}

document.getElementById("not-built")?.remove();
document.body.append(
  dom("div.app", {},
    topBar(),
    dom("div.window", {},
      dom("aside.side", { "aria-label": "You and your conversations" }, personSwitcher(), chatList()),
      dom("main.conversation", {}, conversationHead(), messagesPane(), composePane()))),
  ...toastCorner(state));

on("open", ({ keepList }) => { if (!keepList) showList(false); });
on("me open look", keepInAddress);

state.theme = ["light", "dark", "contrast"].find((name) => name === wanted.get("theme")) ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
state.phone = wanted.get("phone") === "1";
tell("look");

void attempt(async () => {
  [state.people, state.config] = await Promise.all([api.people(), api.config()]);
  setClock((await api.clock()).now);
  const me = state.people.find(person => person.id === wanted.get("as")) ?? state.people[0];
  if (me) await become(me, wanted.get("conversation"));
  else tell("problem", "The demo organisation has no people.");
});
