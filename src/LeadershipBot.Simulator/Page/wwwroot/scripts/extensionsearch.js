import { api, PageError } from "./api.js";
import { wentWrong } from "./actions.js";
import { dom, icon } from "./dom.js";
import { afterPress } from "./press.js";
import { state } from "./state.js";

// A search message extension: results while one types, each with its preview; choosing one inserts its card.
export function openSearch(extension, insert) {
  const { me, current } = state;
  const parameter = extension.parameters?.[0] ?? { name: "query", title: "Search" };
  const ask = (name, value) => api.invoke(me.id, current.id, name, value);
  const box = dom("input", { type: "search", id: "extension-search", testId: "extension-search", placeholder: parameter.description ?? parameter.title ?? "Search", autocomplete: "off" });
  const results = dom("div.results", { role: "group", "aria-label": "Results" });
  const status = dom("p.results-status", { role: "status" });
  const dialog = dom("dialog.dialog.search", { testId: "dialog", "aria-labelledby": "dialog-title" },
    dom("header.dialog-head", {}, dom("h2.dialog-title", { id: "dialog-title" }, extension.title),
      dom("button.quiet", { type: "button", "aria-label": "Close dialog", testId: "dialog-close", onclick: () => dialog.close() }, icon("close"))),
    dom("div.dialog-body", {}, dom("label", { for: "extension-search" }, parameter.title ?? "Search"), box, status, results));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", event => {
    const rows = [...results.querySelectorAll("button")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "ArrowDown") { rows[Math.min(at + 1, rows.length - 1)]?.focus(); event.preventDefault(); }
    if (event.key === "ArrowUp") { (rows[at - 1] ?? box).focus(); event.preventDefault(); }
  });

  let pause = 0;
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(find, 250); });
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
  return find();

  async function find() {
    const text = box.value;
    const parameters = text ? [{ name: parameter.name, value: text }] : [{ name: "initialRun", value: "true" }];
    status.textContent = "Searching…";
    try {
      const answer = await ask("composeExtension/query", { commandId: extension.id, parameters, queryOptions: { skip: 0, count: 25 } });
      if (text === box.value) afterPress(() => show(answer));
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      status.textContent = error.message;
    }
  }

  function show(answer) {
    const result = answer.body?.composeExtension;
    const found = result?.attachments ?? [];
    results.replaceChildren(...found.map((attachment, n) => row(attachment, n)));
    status.textContent = answer.status !== 200 || !result ? answer.problem ?? wentWrong
      : result.type === "message" ? result.text
        : found.length === 0 ? "Nothing found." : found.length === 1 ? "1 result" : `${found.length} results`;
  }

  function row(attachment, n) {
    const preview = attachment.preview?.content ?? attachment.content ?? {};
    return dom("button.result", { type: "button", testId: `extension-result-${n}`, onclick: () => void choose(attachment) },
      dom("span.result-title", {}, preview.title ?? attachment.content?.title ?? "Card"),
      (preview.subtitle ?? preview.text) && dom("span.result-text", {}, preview.subtitle ?? preview.text));
  }

  async function choose(attachment) {
    const tap = attachment.preview?.content?.tap;
    let chosen = [attachment];
    if (tap?.type === "invoke") {
      try {
        const answer = await ask("composeExtension/selectItem", tap.value);
        chosen = answer.body?.composeExtension?.attachments ?? chosen;
      } catch (error) {
        if (!(error instanceof PageError)) throw error;
        status.textContent = error.message;
        return;
      }
    }
    dialog.close();
    insert(chosen.map(({ contentType, content }) => ({ contentType, content })));
  }
}
