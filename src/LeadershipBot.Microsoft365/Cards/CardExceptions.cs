namespace LeadershipBot.Microsoft365.Cards;

/// <summary>A template, or the text file, can't be read: a mistake of ours, found at the start. The message names file and place.</summary>
public sealed class CardLibraryException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A template and its data don't fit together, such as a field that isn't there: a mistake of ours.</summary>
public sealed class CardBindingException(string template, string path, string expression, string reason)
    : Exception($"{template} at {path}: {expression}: {reason}")
{
    /// <summary>The template's name, such as <c>polls/open</c>.</summary>
    public string Template { get; } = template;

    /// <summary>Where in the template, such as <c>body[2].text</c>.</summary>
    public string Path { get; } = path;

    /// <summary>The expression as written in the template.</summary>
    public string Expression { get; } = expression;
}

/// <summary>A bound card is larger than what we send; Teams refuses somewhat larger ones.</summary>
public sealed class CardTooLargeException(string template, long bytes, int bytesMax)
    : Exception($"The card {template} has {bytes} bytes as bound; the limit is {bytesMax}.")
{
    /// <summary>The size of the card as UTF-8 JSON.</summary>
    public long Bytes { get; } = bytes;
}

/// <summary>A sentence was asked for by a key that isn't in the text file, or with other arguments than it has places for.</summary>
public sealed class TextFileException(string message) : Exception(message);
