import { api } from "./api.js";
import { attempt, on, reload, state } from "./state.js";

// A card with `refresh` asks the bot for this person's own view when it comes into sight: once for each card that the
// bot sent, and never for the view that it answered, or the two would go on for ever.
const settled = new Map();
const unanswered = new Set(); // drawn messages whose question got no answer: asked again when the connection is back

export const settle = (messageId, card) => settled.set(messageId, JSON.stringify(card));

export function forgetSettled() {
  settled.clear();
  unanswered.clear();
}

const sight = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    void attempt(() => refresh(target));
  }
});

export function refreshInSight(article, message, conversation) {
  Object.assign(article, { message, conversation });
  sight.observe(article);
}

on("connected", () => {
  if (!state.connected) return;
  for (const article of unanswered) if (article.isConnected) sight.observe(article);
  unanswered.clear();
});

async function refresh(article) {
  const { message, conversation } = article;
  const { me, current } = state;
  if (conversation.id !== current?.id) return; // another chat was opened since it came into sight
  const card = message.attachments.find(attachment => attachment.content?.refresh)?.content;
  if (!card || settled.get(message.id) === JSON.stringify(card)) return;
  settle(message.id, card);
  let answer = null;
  try {
    answer = await api.show(me.id, current.id, message.id);
  } finally {
    if ((!answer || answer.problem) && article.isConnected) {
      settled.delete(message.id);
      unanswered.add(article);
    }
  }
  const isCard = answer?.status === 200 && answer.body?.type === "application/vnd.microsoft.card.adaptive";
  if (!isCard || me !== state.me || current.id !== state.current?.id) return;
  settle(message.id, answer.body.value);
  await reload();
}
