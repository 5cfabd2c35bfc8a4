namespace LeadershipBot.Microsoft365.Cards;

/// <summary>
/// Words that stand in a card where Markdown is read (a TextBlock): whatever a person typed shows literally, and never
/// becomes markup, a link, an expression or a date function.
/// </summary>
public readonly record struct CardText
{
    private readonly string? _markdown;

    internal CardText(string markdown) => _markdown = markdown;

    /// <summary>The escaped text as it goes into the card's JSON; empty for the default value.</summary>
    public string Markdown => _markdown ?? "";

    /// <summary>Words that a person typed, or a name, or anything else that we didn't write ourselves.</summary>
    public static CardText FromPerson(string words) => new(MarkdownText.Escape(words));

    /// <summary>Several texts as one, with what we write between them.</summary>
    public static CardText Join(string between, IEnumerable<CardText> parts) => new(string.Join(between, parts.Select(part => part.Markdown)));

    /// <inheritdoc/>
    public override string ToString() => Markdown;
}

/// <summary>
/// Words that stand where Markdown is not read: values and placeholders of inputs, titles of buttons and of compact
/// choices, tooltips, fallback text. Never give one to the text of a TextBlock or to a choice set of expanded style.
/// </summary>
public readonly record struct PlainText
{
    private readonly string? _words;

    internal PlainText(string words) => _words = words;

    /// <summary>The words as they go into the card's JSON; empty for the default value.</summary>
    public string Words => _words ?? "";

    /// <summary>Words that a person typed. Control characters and reversing marks are dropped, line breaks are kept.</summary>
    public static PlainText FromPerson(string words) => new(MarkdownText.WithoutControls(words));

    /// <inheritdoc/>
    public override string ToString() => Words;
}
