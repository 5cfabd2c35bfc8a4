using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>
/// Looks whether anything about a person still lies under an organisation, and takes the note away that says so where
/// nothing does. It goes in two steps, a minute apart: whoever saw it before the first has written by the second, and
/// whoever sees it between writes it anew.
/// </summary>
internal sealed class LookAgain(IEnumerable<IPersonalData> features, OrganisationShelf organisations, RollShelf rolls, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "members.lookAgain";

    /// <summary>Longer than a server remembers a person and than a turn takes, together.</summary>
    public static readonly TimeSpan BetweenSteps = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Every = TimeSpan.FromDays(365);

    private readonly IReadOnlyList<IPersonalData> _features = [.. features.Where(feature => feature.LiesUnderOrganisations)];

    /// <summary>The order to look at a time; one for each person and organisation.</summary>
    public static Change At(MemberId person, string organisationId, DateTimeOffset at)
        => new Change.Upsert(OutboxRow.New(person.ToString(), Kind, organisationId, at));

    /// <summary>The note, with the order to look whether it is still needed in a year.</summary>
    public static IReadOnlyList<Change> Noted(MemberId person, string organisationId, DateTimeOffset now)
        => [PersonRows.HasBeenIn(person, organisationId), At(person, organisationId, now + Every)];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisationId = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        if (!MemberId.TryParse(row.PartitionKey, out var person) || await store.FindAsync(table, row.PartitionKey, PersonRows.Been + organisationId, cancellationToken) is not { } been)
            return new Delivered.Done();
        if (await IsListedAsync(person, organisationId, cancellationToken))
            await store.CommitAsync(table, row.PartitionKey, [PersonRows.MayBeIn(person, organisationId)], cancellationToken); // an import named them while they were being taken off
        if (await IsAnythingAsync(person, organisationId, cancellationToken))
            return new Delivered.NotBefore(time.GetUtcNow() + Every, PersonRows.HasBeenIn(person, organisationId));
        if (PersonRows.IsGoing(been))
            return new Delivered.Done(new Change.Delete(been.RowKey, been.ETag));
        been["IsGoing"] = true;
        return new Delivered.NotBefore(time.GetUtcNow() + BetweenSteps, new Change.Replace(been));
    }

    private async Task<bool> IsListedAsync(MemberId person, string organisationId, CancellationToken cancellationToken)
        => await organisations.ReadAsync(organisationId, cancellationToken) is { } organisation && await rolls.IsNamedAsync(organisation, person, cancellationToken);

    private async Task<bool> IsAnythingAsync(MemberId person, string organisationId, CancellationToken cancellationToken)
    {
        var about = new PersonAsked(person, Zones.UnitedKingdom, time.GetUtcNow()) { Organisations = [new OrganisationName(organisationId, "")] };
        foreach (var feature in _features)
        {
            if ((await feature.DescribeAsync(about, cancellationToken)).Count > 0)
                return true;
        }

        return false;
    }
}
