import { api } from "./api.js";
import { drawCard } from "./cards.js";
import { dom, icon } from "./dom.js";
import { extensionsButton } from "./extensions.js";
import { openMenu } from "./menu.js";
import { afterPress } from "./press.js";
import { attempt, install, on, state, tell } from "./state.js";

const box = dom("textarea.compose-box", { testId: "compose", rows: 1, "aria-label": "Type a message", autocomplete: "off" });
const mention = dom("button.chip.mention-chip", { type: "button", testId: "mention", "aria-pressed": "true" });
const commands = dom("button.quiet", { type: "button", testId: "commands", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "Commands", title: "Commands" }, icon("slash"));
const attach = dom("button.quiet", { type: "button", testId: "attach", "aria-label": "Attach a file", title: "Attach a file" }, icon("attach"));
const chooser = dom("input", { type: "file", testId: "file", hidden: true, tabindex: -1, "aria-label": "File to attach" });
const send = dom("button.quiet.send", { type: "submit", testId: "send", "aria-label": "Send", title: "Send" }, icon("send"));
const attached = dom("div.attached", { hidden: true });
const replying = dom("p.replying", { hidden: true });
const suggestions = dom("div.suggestions", { role: "group", "aria-label": "Suggested replies", hidden: true });
const missing = dom("div.missing", { hidden: true });

let waiting = [];
let replyToId = null;
let queue = Promise.resolve();

export function composePane() {
  const extensions = extensionsButton(insert);
  const form = dom("form.compose", { "aria-label": "New message", hidden: true },
    dom("div.compose-frame", {}, replying, attached, box, dom("div.compose-tools", {}, mention, commands, attach, chooser, extensions, dom("span.gap"), send)));
  form.addEventListener("submit", event => { event.preventDefault(); void attempt(submit); });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "Escape" && replyToId) endReply();
  });
  mention.addEventListener("click", () => mention.setAttribute("aria-pressed", String(mention.ariaPressed !== "true")));
  commands.addEventListener("click", offerCommands);
  attach.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => void attempt(sendFile));

  on("open", () => { waiting = []; showAttached(); endReply(); adapt(form); });
  on("me conversations", () => afterPress(() => adapt(form)));
  on("messages message", () => afterPress(suggest));
  on("refocus", () => box.focus());
  return dom("footer.compose-pane", {}, suggestions, missing, form);
}

export function beginReply(id, name) {
  replyToId = id;
  replying.hidden = false;
  replying.replaceChildren(`Replying to ${name}`, dom("button.quiet", { type: "button", "aria-label": "Stop replying", onclick: endReply }, icon("close")));
  box.focus();
}

function endReply() {
  replyToId = null;
  replying.hidden = true;
}

function adapt(form) {
  const { current, config } = state;
  form.hidden = !current || (!current.installed && current.kind === "personal"); // nothing is written to nowhere
  missing.hidden = !current || current.installed;
  if (!current) return;
  const shared = current.kind !== "personal";
  mention.hidden = !shared;
  mention.replaceChildren(icon("mention"), config.botName);
  mention.setAttribute("aria-label", `Mention ${config.botName}`);
  box.placeholder = shared ? `Message ${current.name}` : `Message ${config.botName}`;
  commands.hidden = commandsHere().length === 0;
  attach.hidden = shared; // Teams passes files on to bots in the personal chat only
  if (!current.installed) missing.replaceChildren(
    dom("span", {}, `${config.botName} isn't installed ${shared ? "in this conversation" : "for you"}.`),
    dom("button.primary", { type: "button", testId: "install", onclick: () => void attempt(install) }, `Add ${config.botName}`));
}

const scopes = { personal: "personal", groupChat: "groupchat", channel: "team" };
const commandsHere = () => state.config.commands.filter(({ scopes: own }) =>
  !own?.length || own.some(scope => scope.toLowerCase() === scopes[state.current?.kind]));

function offerCommands() {
  openMenu(commands, commandsHere().map(({ title, description }, n) => ({
    label: title, hint: description, testId: `command-${n}`,
    run: () => { box.value = `${title} `; grow(); box.focus(); },
  })), { label: "Commands", above: true });
}

async function submit() {
  const { me, current, config } = state;
  const text = box.value.trim();
  if (!text && waiting.length === 0) return;
  // One's own messages leave one after the other, but do not wait for the bot's answers for long.
  const turn = queue;
  let leave;
  queue = new Promise(resolve => { leave = resolve; });
  const [attachments, inReplyTo] = [waiting, replyToId];
  const mentions = current.kind !== "personal" && (mention.ariaPressed === "true" || text.toLowerCase().includes(`@${config.botName.toLowerCase()}`));
  try {
    // The box is free for the next message while the bot is still working on this one.
    box.value = "";
    waiting = [];
    grow();
    showAttached();
    endReply();
    await turn;
    send.ariaBusy = "true";
    if (attachments.length > 0) report(await api.compose(me.id, current.id, attachments), true);
    if (text) {
      const sent = api.send(me.id, current.id, { text, mentionBot: mentions, replyToId: inReplyTo ?? undefined });
      setTimeout(done, 300);
      report(await sent, mentions || current.kind === "personal");
    }
  } catch (error) {
    if (state.current?.id === current.id && !box.value) box.value = text;
    throw error;
  } finally {
    done();
  }

  function done() {
    send.ariaBusy = "false";
    leave();
  }
}

// A file goes at once, with what is in the box.
async function sendFile() {
  const [file] = chooser.files;
  chooser.value = "";
  if (!file) return;
  const text = box.value.trim();
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  box.value = "";
  grow();
  report(await api.file(state.me.id, file.name, btoa(binary), text), true);
}

function report(answer, meantForBot) {
  if (!answer.delivered && !meantForBot && answer.messageId) tell("unheard", answer.messageId);
  else if (answer.problem) tell("problem", answer.problem);
  else if (answer.status >= 400) tell("problem", `${state.config.botName} answered ${answer.status}.`);
}

function insert(attachments) {
  waiting = [...waiting, ...attachments];
  showAttached();
  box.focus();
}

function showAttached() {
  attached.hidden = waiting.length === 0;
  attached.replaceChildren(...waiting.map(attachment => {
    const preview = drawCard(attachment, { act: async () => "Send the card first.", search: async () => [] });
    const remove = dom("button.quiet.remove", { type: "button", "aria-label": "Remove card", onclick: () => { waiting = waiting.filter(other => other !== attachment); showAttached(); } }, icon("close"));
    return dom("div.attachment", { testId: "attachment" }, preview, remove);
  }));
}

function suggest() {
  const offers = state.messages.at(-1)?.suggestedActions?.actions ?? [];
  suggestions.hidden = offers.length === 0;
  suggestions.replaceChildren(...offers.map((offer, n) => dom("button.chip", {
    type: "button", testId: `suggestion-${n}`,
    onclick: () => void attempt(async () => {
      suggestions.hidden = true;
      report(await api.send(state.me.id, state.current.id, { text: offer.text ?? offer.value, mentionBot: state.current.kind !== "personal" }), true);
    }),
  }, offer.title)));
}

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
}
