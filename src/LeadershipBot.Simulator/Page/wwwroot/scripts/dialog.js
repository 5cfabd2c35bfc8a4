import { PageError } from "./api.js";
import { search, wentWrong } from "./actions.js";
import { drawCard } from "./cards.js";
import { dom, icon } from "./dom.js";
import { tell } from "./state.js";

const widths = { small: 350, medium: 600, large: 800 };

// A Teams dialog (task module). `first()` asks the bot for it, `next(data)` sends what was typed; both answer a page
// answer whose body holds { task } or, for message extensions, { composeExtension }. `onResult` takes the latter.
// Answers a problem that belongs on the card it was opened from, or null.
export async function openDialog({ title, conversation, first, next, onResult }) {
  const body = dom("div.dialog-body");
  const heading = dom("h2.dialog-title", { id: "dialog-title" }, title ?? "");
  const dialog = dom("dialog.dialog", { testId: "dialog", "aria-labelledby": "dialog-title" },
    dom("header.dialog-head", {}, heading,
      dom("button.quiet", { type: "button", "aria-label": "Close dialog", testId: "dialog-close", onclick: () => dialog.close() }, icon("close"))),
    body);
  const returnTo = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (returnTo?.isConnected) returnTo.focus();
    else tell("refocus");
  });

  const answer = await first();
  const problem = show(answer);
  if (problem) return problem;
  return null;

  // Draws the bot's answer; answers a problem, or null.
  function show(answer) {
    if (!answer.delivered || answer.status === 0 || answer.status >= 400) return answer.problem ?? wentWrong;
    const { task, composeExtension } = answer.body ?? {};
    if (composeExtension && onResult) {
      const shown = onResult(composeExtension, { showCard });
      if (!shown) dialog.close();
      return null;
    }
    if (!task) return finish(null);
    if (task.type === "message") return finish(task.value);
    if (task.type !== "continue") return wentWrong;
    return showTask(task.value ?? {});
  }

  function finish(words) {
    dialog.close();
    dialog.remove();
    if (words) tell("toast", words);
    return null;
  }

  function showTask(task) {
    heading.textContent = task.title || title || "LeadershipBot";
    dialog.style.setProperty("--dialog-width", `${widths[task.width] ?? (Number(task.width) || widths.medium)}px`);
    if (!task.card) {
      body.replaceChildren(dom("p", {}, "This dialog is a web page: ",
        dom("a", { href: task.url, target: "_blank", rel: "noopener noreferrer" }, task.url ?? "without an address")));
      return open();
    }
    return showCard(task.card);
  }

  function showCard(attachment, submit = next) {
    const kept = body.querySelector(".card")?.typed?.() ?? {};
    const card = drawCard(attachment, {
      kept,
      search: (dataset, text) => search(conversation, dataset, text),
      act: async action => {
        if (action.kind !== "Action.Submit") return "Teams dialogs know Action.Submit only.";
        try {
          return show(await submit(action.data ?? {}));
        } catch (error) {
          if (error instanceof PageError) return error.message;
          throw error;
        }
      },
    });
    body.replaceChildren(card);
    return open();
  }

  function open() {
    if (!dialog.isConnected) {
      document.body.append(dialog);
      dialog.showModal();
    }
    (body.querySelector("input, textarea, select") ?? body.querySelector("button, a, [tabindex]"))?.focus();
    return null;
  }
}
