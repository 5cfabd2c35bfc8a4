using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// Where the anonymous words of an organisation's week lie until they are passed on: a box of slips, which has a partition
/// of the table <c>LedgerBox</c> to itself. Weeks are those of the United Kingdom.
/// </summary>
internal static class AnonymousWeek
{
    public const string Table = "LedgerBox";

    /// <summary>After so long without its key a box is taken for one that nobody can ever open, and removed.</summary>
    public static readonly TimeSpan KeyLostAfter = TimeSpan.FromDays(365);

    private const string Week = ".week.";
    private const string Organisation = "Organisation";
    private const string OrganisationName = "OrganisationName";

    public static RaiseWeek Now(DateTimeOffset at) => RaiseWeek.Of(at, Zones.UnitedKingdom);

    public static BoxAt BoxOf(string organisationId, RaiseWeek week) => new(Table, organisationId + Week + week.Key);

    /// <summary>Every week whose box may be left at a moment, the newest first: this one, and those that could not be opened yet.</summary>
    public static IEnumerable<RaiseWeek> Left(DateTimeOffset at)
    {
        var week = Now(at);
        yield return week;
        do
            yield return week = week.Before;
        while (at - week.PassedOnAt(Zones.UnitedKingdom) < KeyLostAfter);
    }

    /// <summary>The row that has a week's box passed on when it is over.</summary>
    public static Record PassOnRow(OrganisationName organisation, RaiseWeek week)
    {
        var row = OutboxRow.New(BoxOf(organisation.Id, week).PartitionKey, PassOn.Kind, "", week.PassedOnAt(Zones.UnitedKingdom));
        (row[Organisation], row[OrganisationName]) = (organisation.Id, organisation.Name);
        return row;
    }

    public static OrganisationName OrganisationIn(Record row) => new(row.GetString(Organisation) ?? "", row.GetString(OrganisationName) ?? "");
}
