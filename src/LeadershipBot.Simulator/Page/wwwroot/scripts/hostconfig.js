// Adaptive Cards as Teams draws them: its sizes, its spacings, and its colours per theme.
const palettes = {
  light: {
    text: "#242424", subtle: "#616161", accent: "#4f52b2", good: "#13703f", warning: "#7a5200", attention: "#b10e1c",
    card: "#ffffff", emphasis: "#f5f5f5", line: "#d1d1d1",
    tints: { accent: "#e8ebfa", good: "#e7f2da", warning: "#fbf6d9", attention: "#fcf4f6" },
  },
  dark: {
    text: "#ffffff", subtle: "#b8b8b8", accent: "#aeb2f5", good: "#92c353", warning: "#f8d22a", attention: "#f8808f",
    card: "#292929", emphasis: "#1f1f1f", line: "#525252",
    tints: { accent: "#2f3061", good: "#1f3316", warning: "#463100", attention: "#3e1f25" },
  },
  contrast: {
    text: "#ffffff", subtle: "#ffffff", accent: "#ffff01", good: "#3ff23f", warning: "#ffff01", attention: "#ff9a9a",
    card: "#000000", emphasis: "#000000", line: "#ffffff",
    tints: { accent: "#000000", good: "#000000", warning: "#000000", attention: "#000000" },
  },
};

const pair = (value, subtle = value) => ({ default: value, subtle, highlightColors: { default: "#33ffff00", subtle: "#33ffff00" } });

function container(palette, backgroundColor) {
  return {
    backgroundColor,
    borderColor: palette.line,
    foregroundColors: {
      default: pair(palette.text, palette.subtle),
      dark: pair("#242424", "#424242"),
      light: pair("#ffffff", "#e0e0e0"),
      accent: pair(palette.accent),
      good: pair(palette.good),
      warning: pair(palette.warning),
      attention: pair(palette.attention),
    },
  };
}

const font = fontFamily => ({
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
});

export function hostConfigOf(theme) {
  const palette = palettes[theme];
  return {
    supportsInteractivity: true,
    choiceSetInputValueSeparator: ",",
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    imageSet: { imageSize: "medium", maxImageHeight: 100 },
    fontTypes: {
      default: font('"Segoe UI", "Segoe UI Web", Arial, sans-serif'),
      monospace: font('Consolas, "Courier New", monospace'),
    },
    textStyles: { heading: { size: "large", weight: "bolder", color: "default", isSubtle: false } },
    textBlock: { headingLevel: 3 },
    containerStyles: {
      default: container(palette, palette.card),
      emphasis: container(palette, palette.emphasis),
      accent: container(palette, palette.tints.accent),
      good: container(palette, palette.tints.good),
      warning: container(palette, palette.tints.warning),
      attention: container(palette, palette.tints.attention),
    },
    actions: {
      maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
      showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" }, preExpandSingleShowCardAction: false,
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: {
      title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 16,
    },
    inputs: {
      label: {
        inputSpacing: "small",
        requiredInputs: { weight: "bolder", size: "default", suffix: " *", suffixColor: "attention" },
        optionalInputs: { weight: "bolder", size: "default" },
      },
      errorMessage: { color: "attention", size: "small" },
      debounceTimeInMilliSeconds: 250,
    },
  };
}
