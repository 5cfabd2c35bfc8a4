using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Briefing;

/// <summary>
/// What one feature has to say in the brief for chairs. Each feature that has something registers its answer in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IBriefing, …&gt;()</c>).
/// </summary>
public interface IBriefing
{
    /// <summary>Its lines as of now, in their order; none where there is nothing, or this person may not read it.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken);
}

/// <summary>Whom the brief is for.</summary>
/// <param name="Actor">The person, in the organisation that it is about.</param>
/// <param name="Since">From when on results are new to them.</param>
/// <param name="Now">The moment.</param>
/// <param name="Zone">Their time zone.</param>
public sealed record BriefWish(Actor Actor, DateTimeOffset Since, DateTimeOffset Now, TimeZoneInfo Zone)
{
    private const Roles SeeAll = Roles.Chair | Roles.Organiser;

    /// <summary>Who may have a brief: of the whole organisation, or who leads a locality of that.</summary>
    public const Roles Readers = SeeAll | Roles.LocalityLead;

    /// <summary>Whether they read of the whole organisation; else of their own localities only.</summary>
    public bool SeesAll => Actor.HoldsAny(SeeAll);

    /// <summary>Whether they read of this locality.</summary>
    public bool Sees(string locality) => SeesAll || Actor.Hat.Localities.Contains(locality, StringComparer.OrdinalIgnoreCase);
}

/// <summary>In which part of the brief a line stands, in the order of the parts.</summary>
public enum BriefPart
{
    /// <summary>What came out since last time.</summary>
    Results,

    /// <summary>What should have been done by now.</summary>
    Overdue,

    /// <summary>What is to be looked at again.</summary>
    Reviews,

    /// <summary>Which meetings come, and whether they would be quorate.</summary>
    Meetings,

    /// <summary>Who isn't heard.</summary>
    Practices,

    /// <summary>Which seats end.</summary>
    Seats,
}

/// <summary>One line of the brief.</summary>
/// <param name="Part">Where it stands.</param>
/// <param name="Words">What it says, with its numbers; complete sentences, since they also go into the board paper.</param>
public sealed record BriefLine(BriefPart Part, PlainText Words)
{
    /// <summary>A command that shows more, such as <c>ledger</c>; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Which result it is, to be copied for a board paper: a <see cref="IBoardPaper.Kind"/>; empty for none.</summary>
    public string PaperKind { get; init; } = "";

    /// <summary>Its key there.</summary>
    public string PaperKey { get; init; } = "";
}
