using System.Text.Json;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>The body that answers <c>adaptiveCard/action</c>.</summary>
internal sealed class AdaptiveCardInvokeResponse
{
    public int StatusCode { get; set; }

    public string? Type { get; set; }

    public RawJson? Value { get; set; }
}

/// <summary>The body that answers <c>application/search</c>.</summary>
internal sealed class SearchInvokeResponse
{
    public int StatusCode { get; set; }

    public string? Type { get; set; }

    public SearchResults? Value { get; set; }
}

/// <summary>The choices found.</summary>
internal sealed class SearchResults
{
    public IReadOnlyList<TypeAheadChoice>? Results { get; set; }
}

/// <summary>A choice of a type-ahead.</summary>
/// <param name="Title">What the person sees.</param>
/// <param name="Value">What the card sends.</param>
public sealed record TypeAheadChoice(string Title, string Value);

/// <summary>The body that answers dialogs.</summary>
internal sealed class TaskModuleResponse
{
    public TaskModuleAnswer? Task { get; set; }
}

/// <summary>Whether the dialog goes on or ends with words.</summary>
internal sealed class TaskModuleAnswer
{
    public string? Type { get; set; }

    public RawJson? Value { get; set; }
}

/// <summary>A dialog (Bot Framework <c>TaskModuleTaskInfo</c>).</summary>
public sealed class TaskModuleTaskInfo
{
    public string? Title { get; set; }

    /// <summary>The Adaptive Card shown.</summary>
    public Attachment? Card { get; set; }

    /// <summary><c>small</c>, <c>medium</c> or <c>large</c>; null leaves it to Teams.</summary>
    public string? Height { get; set; }

    /// <summary><c>small</c>, <c>medium</c> or <c>large</c>; null leaves it to Teams.</summary>
    public string? Width { get; set; }

    internal RawJson ToRawJson() => RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(this, TeamsJson.Default.TaskModuleTaskInfo));
}

/// <summary>The body that answers a message extension.</summary>
internal sealed class MessagingExtensionResponse
{
    public MessagingExtensionResult? ComposeExtension { get; set; }
}

/// <summary>What a message extension found or says (Bot Framework <c>MessagingExtensionResult</c>).</summary>
public sealed class MessagingExtensionResult
{
    /// <summary><c>result</c> or <c>message</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>list</c> or <c>grid</c>.</summary>
    public string? AttachmentLayout { get; set; }

    /// <summary>The results, each with a <see cref="Attachment.Preview"/> for the list.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; set; }

    /// <summary>The words of a <c>message</c>.</summary>
    public string? Text { get; set; }

    /// <summary>Cards to choose from.</summary>
    public static MessagingExtensionResult Results(IReadOnlyList<Attachment> attachments) =>
        new() { Type = "result", AttachmentLayout = "list", Attachments = attachments };

    /// <summary>A sentence in place of results.</summary>
    public static MessagingExtensionResult Message(string text) => new() { Type = "message", Text = text };
}
