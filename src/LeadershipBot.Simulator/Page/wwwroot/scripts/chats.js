import { avatar, dom } from "./dom.js";
import { afterPress } from "./press.js";
import { attempt, on, open, state } from "./state.js";

// The list of chats and channels. Test ids count within a kind: conversation-groupChat-0.
export function chatList() {
  const chats = dom("ul", { "aria-labelledby": "chats-title" });
  const channels = dom("div.channels");
  const nav = dom("nav.chats", { "aria-label": "Conversations" }, dom("h2.chats-title", { id: "chats-title" }, "Chat"), chats, channels);

  on("conversations", () => afterPress(draw));
  return nav;

  function draw() {
    const focused = document.activeElement?.dataset.conversation;
    const counts = {};
    const rows = state.conversations.map(conversation => {
      const n = counts[conversation.kind] ?? 0;
      counts[conversation.kind] = n + 1;
      return [conversation, row(conversation, n)];
    });
    chats.replaceChildren(...rows.filter(([{ kind }]) => kind !== "channel").map(([, item]) => item));
    const teams = Map.groupBy(rows.filter(([{ kind }]) => kind === "channel"), ([{ team }]) => team ?? "Team");
    channels.replaceChildren(...[...teams].flatMap(([team, items], n) => [
      dom("h2.chats-title", { id: `team-${n}` }, team),
      dom("ul", { "aria-labelledby": `team-${n}` }, items.map(([, item]) => item))]));
    if (focused) nav.querySelector(`[data-conversation="${CSS.escape(focused)}"]`)?.focus();
  }
}

function row(conversation, n) {
  const { id, kind, name, memberCount } = conversation;
  const isUnread = state.unread.has(id);
  const label = kind === "personal" ? state.config.botName : name;
  return dom("li", {}, dom(isUnread ? "button.chat.unread" : "button.chat", {
    type: "button", testId: `conversation-${kind}-${n}`, "data-conversation": id,
    "aria-current": id === state.current?.id ? "true" : null, onclick: () => void attempt(() => open(conversation)),
  },
    kind === "channel" ? dom("span.hash", { "aria-hidden": "true" }, "#") : avatar(label, kind === "personal"),
    dom("span.chat-words", {}, dom("span.chat-name", {}, label),
      kind !== "channel" && dom("span.chat-hint", {}, kind === "personal" ? "Chat with the app" : members(memberCount))),
    isUnread && dom("span.dot", {}, dom("span.unseen", {}, "New messages"))));
}

const members = count => count ? `${count} people` : "Group chat";
