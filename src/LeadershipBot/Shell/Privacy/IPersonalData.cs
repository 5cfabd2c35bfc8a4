using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Privacy;

/// <summary>
/// What one feature holds about a person, and how it forgets them. Each feature that keeps anything personal registers
/// its own answer in <c>AddParts</c> (<c>services.AddSingleton&lt;IPersonalData, …&gt;()</c>).
/// </summary>
public interface IPersonalData
{
    /// <summary>
    /// Whether it lies under organisations: then it is asked about those of <see cref="PersonAsked.Organisations"/> and no
    /// others. Otherwise it lies under the person alone.
    /// </summary>
    bool LiesUnderOrganisations => false;

    /// <summary>Whether it is forgotten before the others that lie under organisations, since it asks them what the person is to them.</summary>
    bool GoesFirst => false;

    /// <summary>Everything that is held, in sections that a person can read, each with the same as JSON; empty if nothing is.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken);

    /// <summary>What <see cref="ForgetAsync"/> would erase and what it would keep, and why. Changes nothing.</summary>
    Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken);

    /// <summary>
    /// Erases it. Safe to repeat: after a crash it is done again from the start, and what is gone already is passed over.
    /// </summary>
    Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken);
}

/// <summary>Whose data is asked for.</summary>
/// <param name="Person">The person.</param>
/// <param name="Zone">The time zone in which they read times.</param>
/// <param name="At">Now.</param>
public sealed record PersonAsked(MemberId Person, TimeZoneInfo Zone, DateTimeOffset At)
{
    /// <summary>The organisations to look in: those under which anything of the person may lie, or some of them.</summary>
    public IReadOnlyList<OrganisationName> Organisations { get; init; } = [];
}

/// <summary>One part of what is held.</summary>
/// <param name="Name">Names it in the JSON: lower-case letters.</param>
/// <param name="Title">Its heading on the card.</param>
/// <param name="Lines">What is held, a sentence each.</param>
/// <param name="Json">The same, complete, for machines.</param>
public sealed record HeldSection(string Name, PlainText Title, IReadOnlyList<PlainText> Lines, JsonNode Json);

/// <summary>What forgetting somebody means in one feature, in sentences that fit before and after.</summary>
/// <param name="Erased">What goes.</param>
/// <param name="Kept">What stays, each with its reason.</param>
public sealed record ErasurePlan(IReadOnlyList<PlainText> Erased, IReadOnlyList<PlainText> Kept)
{
    /// <summary>Nothing is held.</summary>
    public static ErasurePlan Nothing { get; } = new([], []);

    /// <summary>What the person should know first, such as a duty that nobody else has. It stops nothing.</summary>
    public IReadOnlyList<PlainText> Heed { get; init; } = [];
}
