// Hero and thumbnail cards, redrawn as adaptive cards; answers null for kinds that the page doesn't know.
export function plainCard({ contentType, content, contentUrl, name }) {
  switch (contentType) {
    case "application/vnd.microsoft.card.hero":
    case "application/vnd.microsoft.card.thumbnail":
      return ofHero(content);
    case "application/vnd.microsoft.teams.card.file.consent":
      return ofText(name ?? "File", `${content.description ?? ""}\n\n${size(content.sizeInBytes)}`, [
        { type: "Action.Submit", title: "Allow", data: { fileConsent: "accept" } },
        { type: "Action.Submit", title: "Decline", data: { fileConsent: "decline" } },
      ]);
    case "application/vnd.microsoft.teams.card.file.info":
    case "application/vnd.microsoft.teams.file.download.info":
      return ofText(name ?? "File", (content.fileType ?? "").toUpperCase(), contentUrl ? [{ type: "Action.OpenUrl", title: "Download", url: contentUrl }] : []);
    default:
      return null;
  }
}

function ofHero(content) {
  const lines = [
    content.images?.[0] && { type: "Image", url: content.images[0].url, altText: content.images[0].alt ?? "", size: "stretch" },
    content.title && { type: "TextBlock", text: content.title, weight: "bolder", wrap: true },
    content.subtitle && { type: "TextBlock", text: content.subtitle, isSubtle: true, wrap: true },
    content.text && { type: "TextBlock", text: content.text, wrap: true },
  ];
  return { type: "AdaptiveCard", body: lines.filter(Boolean), actions: (content.buttons ?? []).map(ofButton) };
}

const ofButton = ({ type, title, text, displayText, value }) => type === "openUrl"
  ? { type: "Action.OpenUrl", title, url: value }
  : { type: "Action.Submit", title, data: { msteams: { type, text, displayText, value } } };

const ofText = (title, text, actions = []) => ({
  type: "AdaptiveCard",
  body: [{ type: "TextBlock", text: title, weight: "bolder", wrap: true }, { type: "TextBlock", text, isSubtle: true, wrap: true }],
  actions,
});

const size = bytes => bytes >= 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${bytes ?? 0} bytes`;
