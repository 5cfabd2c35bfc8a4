import MarkdownIt from "markdown-it";

// Teams draws emphasis, lists and links in cards and messages, and leaves all other Markdown as typed.
const unknownToTeams = ["table", "code", "fence", "blockquote", "hr", "heading", "lheading", "html_block", "reference",
  "image", "backticks", "strikethrough", "autolink", "html_inline"];
const forCards = new MarkdownIt({ html: false, breaks: true }).disable(unknownToTeams);
const forMessages = new MarkdownIt({ html: false, breaks: true, linkify: true }).disable(unknownToTeams);
forMessages.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

for (const markdown of [forCards, forMessages])
  markdown.renderer.rules.link_open = (tokens, index, options, _, renderer) => {
    tokens[index].attrSet("target", "_blank");
    tokens[index].attrSet("rel", "noopener noreferrer");
    return renderer.renderToken(tokens, index, options);
  };

// Mentions travel as <at>name</at>. They are carried round the Markdown as two private characters.
const [opens, closes] = ["\uE000", "\uE001"];
const marked = text => text.replaceAll(/[\uE000\uE001]/g, "").replaceAll(/<at[^>]*>([\s\S]*?)<\/at>/g, `${opens}$1${closes}`);
const unmarked = html => html.replaceAll(opens, '<span class="mention">').replaceAll(closes, "</span>");
const escaped = text => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export const cardHtml = text => unmarked(forCards.render(marked(text)));

export function messageHtml(message) {
  const text = marked(message.text ?? "");
  if (message.textFormat === "xml") {
    const words = new DOMParser().parseFromString(text, "text/html").body.textContent;
    return unmarked(escaped(words));
  }
  if (!message.from?.isBot || message.textFormat === "plain") return unmarked(escaped(text));
  return unmarked(forMessages.render(text));
}

const zone = { timeZone: "Europe/London" };
const time = new Intl.DateTimeFormat("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { ...zone, weekday: "long", day: "numeric", month: "long" });
const dayAndTime = new Intl.DateTimeFormat("en-GB", { ...zone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export const timeOf = at => time.format(new Date(at));
export const dayOf = at => day.format(new Date(at));
export const dayAndTimeOf = at => dayAndTime.format(new Date(at));
