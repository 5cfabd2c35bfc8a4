import { api, PageError } from "./api.js";
import { openDialog } from "./dialog.js";
import { settle } from "./refresh.js";
import { reload, state, tell } from "./state.js";

export const wentWrong = "Something went wrong. Please try again.";

// What a press on a card does, as Teams does it. Each answers a problem to show on the card, or null.
export async function act(action, conversation, messageId) {
  try {
    return action.kind === "Action.Execute"
      ? await execute(action, conversation, messageId)
      : await submit(action, conversation, messageId);
  } catch (error) {
    if (error instanceof PageError) return error.message;
    throw error;
  }
}

async function execute({ id, verb, data }, conversation, messageId) {
  const value = { action: { type: "Action.Execute", id, verb, data: data ?? {} }, trigger: "manual" };
  const answer = await api.invoke(state.me.id, conversation.id, "adaptiveCard/action", value, messageId);
  const body = answer.body;
  if (!answer.delivered || answer.status === 0) return answer.problem ?? wentWrong;
  if (answer.status !== 200 || !body) return wentWrong;
  switch (body.type) {
    case "application/vnd.microsoft.card.adaptive":
      settle(messageId, body.value);
      if (conversation.id === state.current?.id) await reload();
      return null;
    case "application/vnd.microsoft.activity.message":
      tell("toast", body.value);
      return null;
    case "application/vnd.microsoft.error":
      return body.value?.message ?? wentWrong;
    default:
      return wentWrong;
  }
}

async function submit({ data, title }, conversation, messageId) {
  if (data?.fileConsent) return failed(await api.consent(state.me.id, conversation.id, data.fileConsent === "accept", messageId));
  const kind = data?.msteams?.type ?? null;
  const wantsDialog = kind === "task/fetch" || data?.msteams?.value?.type === "task/fetch";
  if (wantsDialog) return fetchDialog(data, conversation, messageId, title);
  if (kind === "imBack") return failed(await send(conversation, { text: data.msteams.value }));
  if (kind === "messageBack") {
    const { text, value } = data.msteams;
    return failed(value === undefined ? await send(conversation, { text }) : await submitValue(conversation, { ...own(data), ...asObject(value) }, messageId));
  }
  if (kind === "signin") return "Sign-in buttons don't work in the Simulator.";
  return failed(await submitValue(conversation, data ?? {}, messageId));
}

const own = ({ msteams, ...rest }) => rest;
const asObject = value => typeof value === "string" ? { value } : value;
const send = (conversation, message) => api.send(state.me.id, conversation.id, { ...message, mentionBot: conversation.kind !== "personal" });
const submitValue = (conversation, value, messageId) => api.submit(state.me.id, conversation.id, value, messageId);
const failed = answer => !answer.delivered || answer.status === 0 || answer.status >= 400 ? answer.problem ?? wentWrong : null;

export const theme = () => ({ theme: { light: "default", dark: "dark", contrast: "contrast" }[state.theme] });

async function fetchDialog(data, conversation, messageId, title) {
  const ask = (name, value) => api.invoke(state.me.id, conversation.id, name, value, messageId);
  return openDialog({
    title,
    conversation,
    first: () => ask("task/fetch", { data, context: theme() }),
    next: typed => ask("task/submit", { data: typed, context: theme() }),
  });
}

export async function search(conversation, dataset, queryText) {
  const value = { queryText, queryOptions: { skip: 0, top: 15 }, dataset, kind: "search" };
  try {
    const answer = await api.invoke(state.me.id, conversation.id, "application/search", value);
    const found = answer.body?.value?.results ?? answer.body?.results;
    return answer.status === 200 && Array.isArray(found) ? found.slice(0, 15) : null;
  } catch (error) {
    if (error instanceof PageError) return null;
    throw error;
  }
}
