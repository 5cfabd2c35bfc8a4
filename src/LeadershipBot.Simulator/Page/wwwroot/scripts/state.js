import { api, follow, PageError } from "./api.js";

// What the page knows. Parts of the page listen for: "me", "conversations", "open" (another conversation),
// "messages" (all anew), "message" (one came or changed), "typing", "clock", "connected", "look", "problem".
const events = new EventTarget();

export const state = {
  people: [], config: { botName: "LeadershipBot", commands: [], messageExtensions: [] },
  me: null, conversations: [], current: null, messages: [], isLoaded: false, unread: new Set(),
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
let lastWish = 0;

// Becomes somebody else, in the chat or channel that is open by then if that person is in it. It is one step, taken when
// the other one's chats are known: until then all is as it was, so that nobody's chats can be opened as somebody else.
export async function become(person, conversationId) {
  const wish = ++lastWish;
  if (person === state.me) return;
  const conversations = await api.conversations(person.id);
  if (wish !== lastWish) return;
  const first = conversations.find(({ id }) => id === (state.current?.id ?? conversationId)) ?? conversations[0];
  unfollow();
  Object.assign(state, { me: person, conversations, current: null, messages: [], isLoaded: false });
  state.unread.clear();
  tell("me");
  unfollow = follow(person.id, received, connected);
  if (first) await open(first, { keepList: true });
}

let asks = 0;
let answered = 0;

async function loadConversations() {
  const asked = state.me;
  const ask = ++asks;
  const conversations = await api.conversations(asked.id);
  if (asked !== state.me || ask < answered) return;
  answered = ask;
  state.conversations = conversations;
  if (state.current) state.current = conversations.find(c => c.id === state.current.id) ?? state.current;
  tell("conversations");
}

export async function open(conversation, { keepList = false } = {}) {
  Object.assign(state, { current: conversation, messages: [], isLoaded: false });
  state.unread.delete(conversation.id);
  tell("open", { keepList });
  tell("conversations");
  await reload();
}

let reloading = null;
let isStale = false;

// Asks for all messages: one request at a time, and another where something has happened since it was sent, so that no
// late answer puts what was over what is.
export function reload() {
  if (!state.current) return Promise.resolve();
  isStale = true;
  reloading ??= reloadUntilFresh();
  return reloading;
}

async function reloadUntilFresh() {
  try {
    while (isStale) {
      isStale = false;
      const messages = await api.messages(state.me.id, state.current.id).catch(error => { if (!isStale) throw error; });
      if (isStale) continue;
      Object.assign(state, { messages, isLoaded: true });
      tell("messages");
    }
  } finally {
    reloading = null;
  }
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
  if (reloading) isStale = true;
  const at = state.messages.findIndex(known => known.id === message.id);
  if (at >= 0 && state.messages[at].version > message.version) return; // it was overtaken on its way
  if (at >= 0) state.messages[at] = message;
  else state.messages.push(message);
  tell("message", { message, isNew: at < 0 && kind === "message" });
}

// What happened before the stream was open is in no event: so whenever it opens, all is asked for.
function connected(isConnected) {
  const returned = isConnected && !state.connected;
  state.connected = isConnected;
  tell("connected");
  if (isConnected) void attempt(() => Promise.all([loadConversations(), reload()]));
  if (returned) void attempt(async () => setClock((await api.clock()).now));
}

export function setClock(now) {
  state.clockAhead = new Date(now).getTime() - Date.now();
  tell("clock");
}

export const botNow = () => new Date(Date.now() + state.clockAhead);
