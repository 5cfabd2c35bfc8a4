using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>
/// One thing that one person did, after the gates: what every slice is given. No Teams type goes further than this.
/// </summary>
public sealed record Turn
{
    /// <summary>The id under which logs and traces know this turn; a dash for all that are anonymous.</summary>
    public required string Id { get; init; }

    /// <summary>What the person wants: a command's word or a button's verb.</summary>
    public required string Verb { get; init; }

    /// <summary>What was typed after the command's word; empty for presses.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whom the message mentions besides the bot, in order; none for presses. Words are in its text for each.</summary>
    public IReadOnlyList<Mentioned> Mentioned { get; init; } = [];

    /// <summary>What the button carried and the person filled in; empty for commands.</summary>
    public TurnData Data { get; init; } = TurnData.Empty;

    /// <summary>Who acts.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What the person set for themselves.</summary>
    public PersonalSettings Settings { get; init; } = PersonalSettings.Usual;

    /// <summary>The organisation that the turn is about, as it was set up; null where nobody has set one up.</summary>
    public Organisation? Organisation { get; init; }

    /// <summary>The account in Teams that acts.</summary>
    public required Account Account { get; init; }

    /// <summary>Where it happened.</summary>
    public required Place Place { get; init; }

    /// <summary>The message whose button was pressed; null where none was.</summary>
    public string? PressedActivityId { get; init; }

    /// <summary>What stays the same when Teams delivers this turn again: ids of what it creates are made of it.</summary>
    public required Intent Intent { get; init; }

    /// <summary>What stays the same for a dialog however often it is sent; for one that names nothing, for its deliveries.</summary>
    public string DialogNonce => Data.Nonce(otherwise: Intent.Key);

    /// <summary>When it reached us. All of the turn's rules use this moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When Teams says that it happened; never later than <see cref="At"/>. A redelivery comes late, but was sent early.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The person's time zone: as they set it, or as Teams told it; UTC where it told none.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The time zone that Teams told, whatever the person set; UTC where it told none.</summary>
    public TimeZoneInfo TeamsTimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The date where the person is.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(At, TimeZone).DateTime);

    /// <summary>Files that came with the message, not read yet: <see cref="Files.ReceivedFiles"/> reads them.</summary>
    public IReadOnlyList<Files.ReceivedFile> Files { get; init; } = [];

    /// <summary>
    /// Whether it came by a verb of <see cref="FeatureTable.AnonymousVerb{TSlice}"/>: then nothing of it may be written down
    /// but in an anonymous box, and nothing of it is audited.
    /// </summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether it came from the compose box, where a card is put into the person's own message.</summary>
    public bool IsFromComposeBox { get; init; }

    /// <summary>Whether Teams asks by itself, because a card is being shown, and nobody pressed anything.</summary>
    public bool IsAutomatic { get; init; }
}

/// <summary>
/// The identity of what a person meant, equal for every delivery of it. Teams delivers again with the same id, and
/// after about 30 seconds with a new id and time, so the activity's id is not enough.
/// </summary>
/// <param name="Key">Lower-case letters and digits; fit for row keys.</param>
/// <param name="EarlierKey">The key that a delivery somewhat earlier would have got; null where there is none.</param>
public sealed record Intent(string Key, string? EarlierKey)
{
    /// <summary>For how long the same typed words in the same conversation are taken for a redelivery.</summary>
    public static readonly TimeSpan TypedAgainWithin = TimeSpan.FromMinutes(2);
}
