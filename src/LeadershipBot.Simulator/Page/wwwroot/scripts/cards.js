import * as AC from "adaptivecards";
import { hostConfigOf } from "./hostconfig.js";
import { plainCard } from "./plaincards.js";
import { openMenu } from "./menu.js";
import { feedChoices, nameTypeahead } from "./typeahead.js";
import { cardHtml } from "./text.js";
import { dom } from "./dom.js";
import { state } from "./state.js";

AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardHtml(text);
  result.didProcess = true;
};
AC.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
AC.GlobalSettings.setTabIndexAtCardRoot = false;
AC.GlobalSettings.resetInputsDirtyStateAfterActionExecution = false;

const adaptive = "application/vnd.microsoft.card.adaptive";

// Draws one attachment. `act(action)` does what the person pressed and ends when the answer is there; `search(dataset,
// text)` answers type-ahead choices. Typed values named in `kept` survive, since a card may be redrawn under one's hands.
export function drawCard(attachment, { act, search, kept = {} }) {
  const content = attachment.contentType === adaptive ? attachment.content : plainCard(attachment);
  if (!content) return dom("p.card-problem", {}, `Attachments of type ${attachment.contentType} aren't shown here.`);

  const card = new AC.AdaptiveCard();
  card.hostConfig = new AC.HostConfig(hostConfigOf(state.theme));
  // Teams takes choices.data in cards of version 1.5; the renderer wants 1.6 for it.
  card.parse({ ...content, version: "1.6" }, new AC.SerializationContext(AC.Versions.v1_6));
  for (const input of card.getAllInputs()) if (input.id in kept) putBack(input, kept[input.id]);

  const frame = dom("div.card", { testId: "card" });
  if (content.msteams?.width === "Full") frame.classList.add("card-full");
  card.onExecuteAction = action => void press(frame, action, act);
  card.onDisplayOverflowActionMenu = (actions, target) => overflow(card, actions, target);
  card.onAnchorClicked = () => false;
  feedChoices(card, search);
  const drawn = card.render();
  if (!drawn) return dom("p.card-problem", {}, "This card can't be drawn.");
  frame.append(drawn, dom("p.card-error", { role: "alert", hidden: true }));
  frame.typed = () => Object.fromEntries(card.getAllInputs().filter(input => input.isDirty()).map(input => [input.id, typedInto(input)]));
  frame.wantsRefresh = Boolean(content.refresh);
  tidy(drawn);
  return frame;
}

const typedInto = input => ({ value: input.value ?? "", found: input instanceof AC.ChoiceSetInput && input.isDynamicTypeahead() ? input.choices : null });

function putBack(input, { value, found }) {
  if (found) for (const choice of found) if (!input.choices.some(own => own.value === choice.value)) input.choices.push(choice);
  input.defaultValue = found?.find(choice => choice.value === value)?.title ?? value; // a type-ahead box holds the title
}

const bar = /^\s*[\u2588-\u258F]+\s*$/; // whole and part blocks

// Mends what the renderer leaves: names for screen readers, and rows that lose their own colour under the pointer.
function tidy(drawn) {
  if (drawn.ariaLabel) drawn.role = "group"; // what the card says of itself for reading aloud
  for (const button of drawn.querySelectorAll(".ac-pushButton")) if (button.title === button.textContent) button.removeAttribute("title");
  for (const row of drawn.querySelectorAll(".ac-selectable"))
    if (row.style.backgroundColor) row.style.setProperty("background-color", row.style.backgroundColor, "important");
  for (const line of drawn.querySelectorAll(".ac-textBlock")) if (bar.test(line.textContent)) line.classList.add("bar");
  nameTypeahead(drawn);
}

async function press(frame, action, act) {
  if (frame.classList.contains("busy")) return;
  if (action instanceof AC.OpenUrlAction) {
    globalThis.open(action.url, "_blank", "noopener,noreferrer");
    return;
  }
  if (action instanceof AC.ShowCardAction || action instanceof AC.ToggleVisibilityAction) return;
  const pressed = elementOf(action) ?? frame;
  say(frame, null);
  frame.classList.add("busy");
  pressed.classList.add("pressed");
  pressed.setAttribute("aria-busy", "true");
  try {
    say(frame, await act({ kind: action.getJsonTypeName(), id: action.id, verb: action.verb, title: action.title, data: action.data }));
  } finally {
    frame.classList.remove("busy");
    pressed.classList.remove("pressed");
    pressed.removeAttribute("aria-busy");
  }
}

function elementOf(action) {
  if (action.renderedElement) return action.renderedElement;
  return action.parent instanceof AC.CardElement && action.parent.selectAction === action ? action.parent.renderedElement : null;
}

function say(frame, problem) {
  const line = frame.querySelector(":scope > .card-error");
  line.textContent = problem ?? "";
  line.hidden = !problem;
  if (problem) line.scrollIntoView({ block: "nearest" });
}

function overflow(card, actions, target) {
  openMenu(target ?? card.renderedElement, actions.map((action, n) => ({
    label: action.title, testId: `more-${n}`, run: () => action.execute(),
  })), { label: "More options" });
  return true;
}
