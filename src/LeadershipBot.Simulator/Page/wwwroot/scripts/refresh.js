import { api } from "./api.js";
import { attempt, reload, state } from "./state.js";

// A card with `refresh` asks the bot for this person's own view when it comes into sight: once for each card that the
// bot sent, and never for the view that it answered, or the two would go on for ever.
const settled = new Map();

export const settle = (messageId, card) => settled.set(messageId, JSON.stringify(card));

export function forgetSettled() {
  settled.clear();
}

const sight = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    void attempt(() => refresh(target.message));
  }
});

export function refreshInSight(article, message) {
  article.message = message;
  sight.observe(article);
}

async function refresh(message) {
  const { me, current } = state;
  const card = message.attachments.find(attachment => attachment.content?.refresh)?.content;
  if (!card || !current || settled.get(message.id) === JSON.stringify(card)) return;
  settle(message.id, card);
  const answer = await api.show(me.id, current.id, message.id);
  const isCard = answer.status === 200 && answer.body?.type === "application/vnd.microsoft.card.adaptive";
  if (!isCard || me !== state.me || current.id !== state.current?.id) return;
  settle(message.id, answer.body.value);
  await reload();
}
