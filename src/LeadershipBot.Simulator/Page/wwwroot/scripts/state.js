import { api, follow, PageError } from "./api.js";

// What the page knows. Parts of the page listen for: "me", "conversations", "open" (another conversation),
// "messages" (all anew), "message" (one came or changed), "typing", "clock", "connected", "look", "problem".
const events = new EventTarget();

export const state = {
  people: [], config: { botName: "LeadershipBot", commands: [], messageExtensions: [] },
  me: null, conversations: [], current: null, messages: [], unread: new Set(),
  clockAhead: 0, connected: true, theme: "light", phone: false,
};

export const on = (names, listener) => names.split(" ").forEach(name => events.addEventListener(name, event => listener(event.detail)));
export const tell = (name, detail) => events.dispatchEvent(new CustomEvent(name, { detail }));

// Runs something a person asked for; what goes wrong on the way is said, not swallowed.
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    tell("problem", error.message);
    return undefined;
  }
}

let unfollow = () => {};

export async function become(person, conversationId) {
  unfollow();
  state.me = person;
  state.unread.clear();
  state.current = null;
  state.messages = [];
  tell("me");
  unfollow = follow(person.id, received, connected);
  await loadConversations();
  // Meanwhile one may have opened a chat, or become somebody else.
  if (person !== state.me) return;
  const first = state.conversations.find(c => c.id === (state.current?.id ?? conversationId)) ?? state.conversations[0];
  if (first && first.id !== state.current?.id) await open(first, { keepList: true });
}

async function loadConversations() {
  const asked = state.me;
  const conversations = await api.conversations(asked.id);
  if (asked !== state.me) return;
  state.conversations = conversations;
  if (state.current) state.current = conversations.find(c => c.id === state.current.id) ?? state.current;
  tell("conversations");
}

export async function open(conversation, { keepList = false } = {}) {
  state.current = conversation;
  state.messages = [];
  state.unread.delete(conversation.id);
  tell("open", { keepList });
  tell("conversations");
  await reload();
}

export async function reload() {
  const { me, current } = state;
  if (!current) return;
  const messages = await api.messages(me.id, current.id);
  if (me !== state.me || current.id !== state.current?.id) return;
  state.messages = messages;
  tell("messages");
}

export async function install() {
  const { me, current } = state;
  await api.install(me.id, current.kind === "personal" ? null : current.id);
  await loadConversations();
  tell("open", { keepList: true });
  await reload();
}

function received(event) {
  if (event.kind === "clock") setClock(event.now);
  else if (event.kind === "conversations") void attempt(loadConversations);
  else if (event.kind === "typing") { if (event.conversationId === state.current?.id) tell("typing"); }
  else if (event.conversationId !== state.current?.id) {
    if (event.kind !== "message") return;
    state.unread.add(event.conversationId);
    tell("conversations");
  } else if (event.message) put(event.message, event.kind);
  else void attempt(reload);
}

function put(message, kind) {
  const at = state.messages.findIndex(known => known.id === message.id);
  if (at >= 0) state.messages[at] = message;
  else state.messages.push(message);
  tell("message", { message, isNew: at < 0 && kind === "message" });
}

function connected(isConnected) {
  const returned = isConnected && !state.connected;
  state.connected = isConnected;
  tell("connected");
  if (returned) void attempt(async () => { await loadConversations(); await reload(); });
}

export function setClock(now) {
  state.clockAhead = new Date(now).getTime() - Date.now();
  tell("clock");
}

export const botNow = () => new Date(Date.now() + state.clockAhead);
