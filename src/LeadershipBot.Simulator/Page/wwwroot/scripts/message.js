import { act, search } from "./actions.js";
import { drawCard } from "./cards.js";
import { avatar, dom } from "./dom.js";
import { refreshInSight } from "./refresh.js";
import { state } from "./state.js";
import { messageHtml, timeOf } from "./text.js";

export const unheard = new Set();

// One message, drawn. A redrawn one is given the inputs that were typed into the old one.
export function drawMessage(message, conversation, kept = []) {
  const mine = message.from.id === state.me.id;
  const who = message.from.name ?? state.config.botName;
  const cards = message.deleted ? [] : message.attachments.map((attachment, n) => drawCard(attachment, {
    kept: kept[n],
    act: action => act(action, conversation, message.id),
    search: (dataset, text) => search(conversation, dataset, text),
  }));
  const article = dom(`article.message.${mine ? "mine" : message.from.isBot ? "bot" : "other"}`, {
    testId: "message", "data-message-id": message.id, "aria-label": `${mine ? "You" : who}, ${timeOf(message.at)}`,
  },
    avatar(who, message.from.isBot),
    dom("div.message-main", {},
      dom("header.message-head", {},
        dom("span.message-from", {}, who), message.from.isBot && dom("span.app-mark", {}, "App"),
        dom("time.message-time", { datetime: message.at }, timeOf(message.at)),
        message.edited && !message.deleted && dom("span.message-edited", {}, "Edited")),
      words(message),
      cards.length > 0 && dom("div.message-cards", {}, cards),
      reactions(message),
      unheard.has(message.id) && dom("p.message-note", {}, `Not passed on to ${state.config.botName}: here it hears only messages that mention it.`)));
  if (cards.some(card => card.wantsRefresh)) refreshInSight(article, message, conversation);
  return article;
}

export const typedInto = article => [...article.querySelectorAll(".card")].map(card => card.typed?.() ?? {});

function words(message) {
  if (message.deleted) return dom("div.bubble.deleted", { testId: "message-text" }, "This message has been deleted.");
  if (!message.text) return null;
  const bubble = dom("div.bubble", { testId: "message-text" });
  bubble.innerHTML = messageHtml(message); // escaped by text.js
  return bubble;
}

const signs = { like: "👍", heart: "❤️", laugh: "😆", surprised: "😮", sad: "🙁", angry: "😠" };

function reactions({ reactions: given }) {
  if (!given?.length) return null;
  return dom("div.reactions", {}, given.map(({ type, count }) => dom("span.reaction", { title: type }, `${signs[type] ?? type} ${count}`)));
}
