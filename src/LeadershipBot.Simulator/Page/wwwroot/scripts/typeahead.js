import { ChoiceSetInput, Choice } from "adaptivecards";

// Feeds inputs that ask the bot for their choices while one types. The renderer sends a choice's title, not its value,
// unless the choice is the input's own: so what was found becomes its own.
export function feedChoices(card, search) {
  card.onInputValueChanged = async input => {
    if (!(input instanceof ChoiceSetInput) || !input.isDynamicTypeahead()) return;
    const text = input.getFilterForDynamicSearch();
    if (!text || input.choices.some(choice => choice.title === text)) return;
    input.showLoadingIndicator();
    const found = await search(input.choicesData.dataset, text);
    if (found === null) {
      input.showErrorIndicator(text, "Nothing could be loaded. Type again to retry.");
      return;
    }
    const own = new Set(input.choices.map(choice => choice.value));
    for (const { title, value } of found) if (!own.has(value)) input.choices.push(new Choice(title, value));
    input.renderChoices(text, []);
  };
}

// The renderer names the frame round the text box, and says nothing of the list: a screen reader wants both on the box.
export function nameTypeahead(drawn) {
  for (const frame of drawn.querySelectorAll(".ac-choiceSetInput-filtered-container")) {
    const [box, list] = [frame.querySelector("input"), frame.querySelector(".ac-choiceSetInput-filtered-dropdown")];
    for (const name of ["aria-labelledby", "aria-describedby"])
      if (frame.hasAttribute(name)) box.setAttribute(name, frame.getAttribute(name));
    frame.role = "group"; // the renderer goes on naming it
    list.id = `${frame.id}-list`;
    list.ariaLive = "polite";
    box.role = "combobox";
    box.autocomplete = "off";
    box.ariaAutoComplete = "list";
    box.setAttribute("aria-controls", list.id);
    const tellOpen = () => { box.ariaExpanded = String(list.classList.contains("ac-choiceSetInput-filtered-dropdown-open")); };
    new MutationObserver(tellOpen).observe(list, { attributes: true, attributeFilter: ["class"] });
    tellOpen();
    box.addEventListener("blur", () => setTimeout(() => {
      if (!frame.contains(document.activeElement)) list.classList.remove("ac-choiceSetInput-filtered-dropdown-open");
    }, 150));
  }
}
