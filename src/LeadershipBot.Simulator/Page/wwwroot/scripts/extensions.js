import { api } from "./api.js";
import { theme, wentWrong } from "./actions.js";
import { openDialog } from "./dialog.js";
import { dom, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { openSearch } from "./extensionsearch.js";
import { attempt, state, tell } from "./state.js";

// The button beside the compose box that offers the bot's message extensions; `insert(attachments)` takes what was chosen.
export function extensionsButton(insert) {
  const button = dom("button.quiet", {
    type: "button", testId: "extensions", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "Message extensions", title: "Message extensions",
  }, icon("apps"));
  button.addEventListener("click", () => {
    const offered = state.config.messageExtensions;
    if (offered.length === 0) {
      tell("toast", `${state.config.botName} has no message extensions.`);
      return;
    }
    openMenu(button, offered.map((extension, n) => ({
      label: extension.title, hint: extension.type === "query" ? "Search" : "Action", testId: `extension-${n}`,
      run: () => void attempt(() => extension.type === "query" ? openSearch(extension, insert) : openAction(extension, insert)),
    })), { label: "Message extensions", above: true });
  });
  return button;
}

async function openAction(extension, insert) {
  const { me, current: conversation } = state;
  const ask = (name, more) => api.invoke(me.id, conversation.id, name, { commandId: extension.id, commandContext: "compose", ...more });
  const problem = await openDialog({
    title: extension.title,
    conversation,
    first: () => ask("composeExtension/fetchTask", { context: theme() }),
    next: data => ask("composeExtension/submitAction", { data, context: theme() }),
    onResult: (result, { showCard }) => {
      if (result.type === "result") insert(result.attachments ?? []);
      else if (result.type === "message") tell("toast", result.text);
      else if (result.type === "botMessagePreview") return preview(result.activityPreview, showCard, ask);
      else tell("problem", wentWrong);
      return false;
    },
  });
  if (problem) tell("problem", problem);
}

// The bot would post this itself; the person looks at it first and may go back to edit.
function preview(activity, showCard, ask) {
  const [attachment] = activity?.attachments ?? [];
  if (!attachment) {
    tell("problem", wentWrong);
    return false;
  }
  const buttons = ["edit", "send"].map(id => ({ type: "Action.Submit", id, title: id === "edit" ? "Edit" : "Send", data: { previewAction: id } }));
  const content = { ...attachment.content, actions: buttons };
  showCard({ ...attachment, content }, ({ previewAction }) =>
    ask("composeExtension/submitAction", { botMessagePreviewAction: previewAction, botActivityPreview: [activity] }));
  return true;
}
