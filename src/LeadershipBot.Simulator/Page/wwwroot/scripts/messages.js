import { beginReply } from "./compose.js";
import { dom, icon } from "./dom.js";
import { keepingFocus } from "./focus.js";
import { drawMessage, typedInto, unheard } from "./message.js";
import { afterPress } from "./press.js";
import { forgetSettled } from "./refresh.js";
import { on, state } from "./state.js";
import { dayOf } from "./text.js";
import { announce } from "./toast.js";

const list = dom("div.messages", { testId: "messages", role: "region", "aria-label": "Messages", tabindex: 0 });
const typing = dom("p.typing", { testId: "typing", hidden: true });
const drawn = new Map();
let typingEnds = 0;
let reads = false; // has scrolled up to read what came before

export function messagesPane() {
  list.addEventListener("scroll", () => { reads = !atEnd(); });
  new ResizeObserver(() => afterPress(follow)).observe(list);
  on("open", () => { drawn.clear(); list.replaceChildren(); reads = false; forgetSettled(); showTyping(false); });
  on("messages", () => afterPress(() => { arrange(); follow(); }));
  on("message", ({ message, isNew }) => {
    afterPress(() => {
      if (message.from.isBot) showTyping(false);
      arrange();
      if (isNew && message.from.id === state.me.id) toEnd();
      else follow();
    });
    if (isNew && message.from.id !== state.me.id) announce(`${message.from.name}: ${spoken(message)}`);
  });
  on("look", () => { drawn.clear(); arrange(); });
  on("unheard", id => { unheard.add(id); drawn.delete(id); arrange(); });
  on("typing", () => afterPress(() => showTyping(true)));
  return dom("div.messages-pane", {}, list, typing);
}

const spoken = ({ text, summary, attachments }) => summary || text?.replaceAll(/<[^>]+>/g, "") || (attachments.length > 0 ? "sent a card" : "");

// Puts the list in order while moving nothing that is already in place, so that focus, scroll and typed text stay.
function arrange() {
  if (!state.isLoaded) return;
  keepingFocus(list, ".message", "messageId", () => {
    const nodes = state.current?.kind === "channel" ? threads() : withDays(state.messages.map(message => [message, article(message)]));
    if (nodes.length === 0) nodes.push(empty());
    settleInto(list, nodes);
    const present = new Set(state.messages.map(message => message.id));
    for (const id of drawn.keys()) if (!present.has(id)) drawn.delete(id);
  });
}

function article(message) {
  const json = JSON.stringify([{ ...message, version: 0 }, unheard.has(message.id)]);
  const known = drawn.get(message.id);
  if (known?.json === json) return known.element;
  const old = known?.element ?? list.querySelector(`[data-message-id="${CSS.escape(message.id)}"]`);
  const element = drawMessage(message, state.current, old ? typedInto(old) : []);
  drawn.set(message.id, { json, element });
  return element;
}

function withDays(pairs) {
  let day = "";
  return pairs.flatMap(([message, node]) => {
    const own = dayOf(message.at);
    if (own === day) return [node];
    day = own;
    return [divider(own), node];
  });
}

function divider(day) {
  const known = list.querySelector(`:scope > [data-day="${day}"]`);
  return known ?? dom("h3.day", { "data-day": day }, day);
}

function threads() {
  const roots = state.messages.filter(message => !message.replyToId || !state.messages.some(other => other.id === message.replyToId));
  return withDays(roots.map(root => [root, thread(root, state.messages.filter(message => message !== root && message.replyToId === root.id))]));
}

function thread(root, replies) {
  const known = list.querySelector(`[data-thread="${CSS.escape(root.id)}"]`);
  const section = known ?? dom("div.thread", { "data-thread": root.id, role: "group", "aria-label": `Conversation begun by ${root.from.name}` });
  const reply = section.querySelector(":scope > .reply") ?? dom("button.quiet.reply", { type: "button", testId: "reply", onclick: () => beginReply(root.id, root.from.name) }, icon("reply"), "Reply");
  settleInto(section, [article(root), ...replies.map(article), reply]);
  return section;
}

function settleInto(parent, nodes) {
  // What goes, goes first: else each node after it would be taken out and put in again, and lose focus and press.
  const staying = new Set(nodes);
  for (const child of [...parent.children]) if (!staying.has(child)) child.remove();
  nodes.forEach((node, n) => { if (parent.children[n] !== node) parent.insertBefore(node, parent.children[n] ?? null); });
}

function empty() {
  const { kind, installed } = state.current;
  const words = !installed ? `${state.config.botName} isn't here yet.`
    : kind === "personal" ? `Say hello to ${state.config.botName}, or type help.` : `Mention ${state.config.botName} to be heard by it.`;
  return dom("p.empty", {}, words);
}

const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80;
const toEnd = () => { list.scrollTop = list.scrollHeight; reads = false; };
const follow = () => { if (!reads) toEnd(); };

function showTyping(isTyping) {
  clearTimeout(typingEnds);
  typing.hidden = !isTyping;
  typing.textContent = isTyping ? `${state.config.botName} is typing…` : "";
  if (isTyping) typingEnds = setTimeout(() => showTyping(false), 10_000);
}
