using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>What somebody answered to a meeting.</summary>
public enum Reply
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>They come; of a deputy: they stand in.</summary>
    Coming,

    /// <summary>They can't come.</summary>
    Apologies,

    /// <summary>They can't come and named somebody who stands in for them.</summary>
    Deputy,
}

/// <summary>What the register says of somebody.</summary>
public enum Presence
{
    /// <summary>Nothing yet.</summary>
    NotNoted,

    /// <summary>They were there.</summary>
    Present,

    /// <summary>They were not.</summary>
    Absent,
}

/// <summary>From whom the register has what it says of somebody.</summary>
public enum PresenceSource
{
    /// <summary>From whoever keeps it.</summary>
    Hand,

    /// <summary>From Teams' attendance report.</summary>
    Report,

    /// <summary>From the person, who was asked.</summary>
    Self,
}

/// <summary>One person of a meeting: called to it, standing in for somebody, or there without being called.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">As they are shown.</param>
public sealed record Attendee(MemberId Person, string Name)
{
    /// <summary>Their confirmed practices.</summary>
    public PracticeCodes Practices { get; init; } = PracticeCodes.None;

    /// <summary>The code of their locality; empty where they have none.</summary>
    public string Locality { get; init; } = "";

    /// <summary>Whether they are called, rather than standing in or coming by themselves.</summary>
    public bool IsCalled { get; init; }

    /// <summary>What they answered.</summary>
    public Reply Reply { get; init; }

    /// <summary>When they answered; null where they didn't.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>Who stands in for them; null where nobody does.</summary>
    public MemberId? Deputy { get; init; }

    /// <summary>For whom they stand in; null where for nobody.</summary>
    public MemberId? StandsFor { get; init; }

    /// <summary>Whether they answered in Outlook, to the invitation of a followed calendar: news of it they have there.</summary>
    public bool IsFromCalendar { get; init; }

    /// <summary>What the register says.</summary>
    public Presence Presence { get; init; }

    /// <summary>From whom that is.</summary>
    public PresenceSource PresenceFrom { get; init; }

    /// <summary>Whether Teams' attendance report has them there, whatever the register says.</summary>
    public bool IsReported { get; init; }

    /// <summary>The id of the item before which they left; empty where they stayed.</summary>
    public string LeftBefore { get; init; } = "";

    /// <summary>
    /// Whether they are asked after a meeting if they were there: they are called, or said that they stand in, sent no apologies, and
    /// neither the register nor Teams' report says it.
    /// </summary>
    public bool IsAskedWhetherThere
        => this is { Presence: Presence.NotNoted, IsReported: false, Reply: Reply.None or Reply.Coming } && (IsCalled || this is { StandsFor: not null, Reply: Reply.Coming });

    /// <summary>Whether the register has it from themselves alone whether they were there.</summary>
    public bool SaysSo => this is { Presence: not Presence.NotNoted, PresenceFrom: PresenceSource.Self };

    /// <summary>Whether they are taken to be there: as the register says, or as they answered.</summary>
    public bool IsThere(Basis basis) => basis is Basis.Noted ? Presence is Presence.Present : Reply is Reply.Coming;

    /// <summary>Whether they sent apologies, with or without a deputy, and weren't there after all.</summary>
    public bool SentApologies => IsCalled && Reply is Reply.Apologies or Reply.Deputy && Presence is not Presence.Present;

    /// <summary>What they said alone, without what was noted of whether they were there.</summary>
    public Attendee Unnoted => this with { Presence = Presence.NotNoted, PresenceFrom = PresenceSource.Hand, IsReported = false, LeftBefore = "" };
}

/// <summary>By what it is told who is there.</summary>
public enum Basis
{
    /// <summary>By what people answered: how it will be.</summary>
    Expected,

    /// <summary>By the register: how it was.</summary>
    Noted,
}
