// The Simulator's HTTP API; its contract stands at the top of PageApi.cs.
export class PageError extends Error {}

async function call(method, path, query, body) {
  const address = new URL(`/page/${path}`, location.origin);
  for (const [key, value] of Object.entries(query ?? {})) if (value) address.searchParams.set(key, value);
  let response;
  try {
    response = await fetch(address, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new PageError("The Simulator does not answer. Is it still running?");
  }
  const text = await response.text();
  let answer;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    throw new PageError(`The Simulator answered ${response.status} with something that is not JSON.`);
  }
  if (!response.ok) throw new PageError(answer?.error?.message ?? `The Simulator answered ${response.status}.`);
  return answer;
}

const get = (path, query) => call("GET", path, query);
const post = (path, query, body) => call("POST", path, query, body);

export const api = {
  people: () => get("people"),
  config: () => get("config"),
  conversations: as => get("conversations", { as }),
  messages: (as, conversation) => get("messages", { as, conversation }),
  send: (as, conversation, message) => post("messages", { as, conversation }, message),
  invoke: (as, conversation, name, value, replyToId) => post("invoke", { as, conversation }, { name, value, replyToId }),
  submit: (as, conversation, value, replyToId) => post("submit", { as, conversation }, { value, replyToId }),
  show: (as, conversation, replyToId) => post("show", { as, conversation }, { replyToId }),
  compose: (as, conversation, attachments) => post("compose", { as, conversation }, { attachments }),
  file: (as, name, content, text) => post("file", { as }, { name, content, text }),
  consent: (as, conversation, accept, replyToId) => post("consent", { as, conversation }, { accept, replyToId }),
  install: (as, conversation) => post("install", { as, conversation }, {}),
  clock: () => get("clock"),
  advance: advanceSeconds => post("clock", {}, { advanceSeconds }),
  faults: () => get("faults"),
  fault: name => post("faults", {}, { name }),
};

// Follows what happens as this person sees it; answers a function that stops.
export function follow(as, onEvent, onConnected) {
  const source = new EventSource(`/page/events?as=${encodeURIComponent(as)}`);
  source.onopen = () => onConnected(true);
  source.onerror = () => onConnected(false);
  source.onmessage = message => onEvent(JSON.parse(message.data));
  return () => source.close();
}
