using LeadershipBot.Domain.Briefing;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Brief;

/// <summary>Keeps when each reader had their brief, in the table <c>Briefs</c>: a partition for each organisation, a row for each reader.</summary>
internal sealed class BriefShelf(IRecordStore store)
{
    public const string Table = "Briefs";

    public const string Seen = "seen.";

    /// <summary>The times of the last brief; null for none.</summary>
    public async Task<BriefTimes?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(Table, organisationId, RowOf(person), cancellationToken) is { } row ? ToTimes(row) : null;

    /// <summary>Safe to repeat.</summary>
    public Task KeepAsync(string organisationId, MemberId person, BriefTimes times, CancellationToken cancellationToken)
        => store.CommitAsync(Table, organisationId, [new Change.Upsert(new Record(organisationId, RowOf(person)) { ["Since"] = times.Since, ["At"] = times.At })], cancellationToken);

    public static string RowOf(MemberId person) => Seen + person;

    public static BriefTimes ToTimes(Record row) => new(row.GetDateTimeOffset("Since") ?? default, row.GetDateTimeOffset("At") ?? default);
}
