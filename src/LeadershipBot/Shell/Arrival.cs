namespace LeadershipBot.Shell;

/// <summary>What an activity says, in our words, before any gate: nothing of it is trusted yet but its signature.</summary>
public sealed record Arrival
{
    public required string ActivityId { get; init; }

    public required ArrivalKind Kind { get; init; }

    /// <summary>When Teams says that it happened, the same for a redelivery with the same id; null if it doesn't say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public required Account Account { get; init; }

    public required Place Place { get; init; }

    /// <summary>The message as typed, without the mention of the bot; empty for all but messages.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whom the message mentions besides the bot, in order.</summary>
    public IReadOnlyList<Mentioned> Mentioned { get; init; } = [];

    /// <summary>The button's verb, the dialog's, the search's or the event's; empty for messages.</summary>
    public string Verb { get; init; } = "";

    public TurnData Data { get; init; } = TurnData.Empty;

    /// <summary>Made by the bot for one button that creates something; null where the button needs none.</summary>
    public string? Nonce { get; init; }

    public string? PressedActivityId { get; init; }

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    public bool IsAutomatic { get; init; }

    /// <summary>Files that came with a message in the personal chat, not read yet; elsewhere Teams passes none on.</summary>
    public IReadOnlyList<Files.ReceivedFile> Files { get; init; } = [];
}

/// <summary>The ways in which Teams asks, which are also the ways in which it wants to be answered.</summary>
public enum ArrivalKind
{
    /// <summary>A typed message; answered by a message.</summary>
    Message,

    /// <summary>A pressed <c>Action.Execute</c>; answered by a card in its place, or a short text.</summary>
    Press,

    /// <summary>A pressed <c>Action.Submit</c> of an old client; answered by updating the card's message.</summary>
    OldPress,

    /// <summary>A dialog is to open, or was sent; answered by a dialog, or by nothing, which closes it.</summary>
    Dialog,

    /// <summary>A dialog opened or sent from the compose box; as <see cref="Dialog"/>, in the envelope of message extensions.</summary>
    ExtensionDialog,

    /// <summary>A search in the compose box; answered by a list.</summary>
    Search,

    /// <summary>Letters typed into an input that looks its choices up; answered by choices.</summary>
    TypeAhead,

    /// <summary>Something happened, such as an installation; answered by a message, or nothing.</summary>
    Event,
}
