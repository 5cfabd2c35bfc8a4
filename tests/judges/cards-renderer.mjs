// Runs in the browser page of the renderer's judge, after adaptivecards.js and markdown-it.js: no imports here.
globalThis.judge = (card, hostConfig, { linkify, html }) => {
  const { AdaptiveCard, HostConfig, SerializationContext, Version } = globalThis.AdaptiveCards;
  const markdown = globalThis.markdownit({ linkify, html });
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig(hostConfig);
  const context = new SerializationContext(Version.v1_5);
  parsed.parse(card, context);
  const events = [];
  for (let i = 0; i < context.eventCount; i++) events.push(`${context.getEventAt(i).event}: ${context.getEventAt(i).message}`);
  for (const failure of parsed.validateProperties().validationEvents)
    events.push(`${failure.source?.getJsonTypeName()} ${failure.event}: ${failure.message}`);
  const element = parsed.render();
  document.body.replaceChildren(element);
  return {
    events,
    text: element.innerText,
    lines: [...element.querySelectorAll(".ac-textBlock")].map((block) => block.textContent),
    markup: [...new Set([...element.querySelectorAll("a,img,em,strong,h1,h2,h3,h4,h5,h6,ul,ol,li,code,pre,blockquote,hr,s,table,script,b,i")].map((e) => e.tagName))],
    unnamed: [...element.querySelectorAll("button,[role=button],input,select,textarea")]
      .filter((e) => !(e.getAttribute("aria-label") || e.innerText || e.title || (e.getAttribute("aria-labelledby") || "").split(" ").some((id) => id && document.getElementById(id)?.innerText)))
      .map((e) => e.outerHTML.slice(0, 200)),
    overflow: [element, ...element.querySelectorAll(".ac-textBlock")].some((e) => e.scrollWidth > e.clientWidth), // a text block hides what sticks out
  };
};
