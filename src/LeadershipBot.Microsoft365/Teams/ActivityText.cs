using System.Net;
using System.Text;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>What a person said, freed of what Teams adds to it.</summary>
public static class ActivityText
{
    /// <summary>
    /// The words of a message: mentions of the bot are taken out (as Bot Framework's <c>RemoveMentionText</c> does for
    /// the recipient), other people's mentions become their names, HTML entities are decoded once, and every run of
    /// white space becomes one space, or one line break where there was any. Empty when nothing is left.
    /// </summary>
    public static string TextWithoutMentions(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (string.IsNullOrEmpty(activity.Text))
            return "";
        var text = activity.Text;
        foreach (var mention in activity.Mentions())
        {
            var words = WordsOf(mention);
            text = text.Replace(words, IsOf(mention, activity.Recipient) ? "" : NameIn(words), StringComparison.OrdinalIgnoreCase);
        }
        return CollapseWhiteSpace(WebUtility.HtmlDecode(text));
    }

    /// <summary>The people whom a message mentions, in order, each with the words that <see cref="TextWithoutMentions"/> has in their place; not the bot, nor who has no id.</summary>
    public static IReadOnlyList<(string Words, ChannelAccount Account)> PeopleMentioned(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return [.. activity.Mentions().Where(mention => mention.Mentioned?.Id is { Length: > 0 } && !IsOf(mention, activity.Recipient)).Select(mention => (CollapseWhiteSpace(WebUtility.HtmlDecode(NameIn(WordsOf(mention)))), mention.Mentioned!))];
    }

    /// <summary>The mentions of a message, in order; empty when there are none.</summary>
    public static IEnumerable<Entity> Mentions(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Entities?.Where(entity => string.Equals(entity?.Type, Entity.MentionType, StringComparison.OrdinalIgnoreCase)) ?? [];
    }

    /// <summary>The language that the client says, else the activity's; null when neither is there.</summary>
    public static string? ClientLocale(this Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Locale
            ?? activity.Entities?.FirstOrDefault(entity => string.Equals(entity?.Type, Entity.ClientInfoType, StringComparison.OrdinalIgnoreCase))?.Locale;
    }

    private static string WordsOf(Entity mention) => string.IsNullOrEmpty(mention.Text) ? $"<at>{mention.Mentioned?.Name}</at>" : mention.Text;

    private static bool IsOf(Entity mention, ChannelAccount? account) => mention.Mentioned?.Id is { } id && string.Equals(id, account?.Id, StringComparison.Ordinal);

    private static string NameIn(string words)
    {
        var start = words.IndexOf('>', StringComparison.Ordinal) + 1;
        var end = words.LastIndexOf("</", StringComparison.Ordinal);
        return words.StartsWith("<at", StringComparison.OrdinalIgnoreCase) && end >= start ? words[start..end] : words;
    }

    private static string CollapseWhiteSpace(string text)
    {
        var builder = new StringBuilder(text.Length);
        char? gap = null;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = c is '\n' || gap is '\n' ? '\n' : ' ';
                continue;
            }
            if (gap is { } space && builder.Length > 0)
                builder.Append(space);
            gap = null;
            builder.Append(c);
        }
        return builder.ToString();
    }
}
