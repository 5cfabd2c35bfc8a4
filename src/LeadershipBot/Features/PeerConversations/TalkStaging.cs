using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>
/// Writes matchings: each beside those that count, until one commit has it count. What one leaves behind that broke off is removed within
/// an hour, or when somebody is forgotten. Who is forgotten meanwhile is in none: the fence is read before the people are, and moved when
/// one of them is forgotten, and a matching whose fence has moved doesn't count.
/// </summary>
internal sealed class TalkStaging(TalkShelf shelf, IRecordStore store, Outbox outbox, Staging staging)
{
    private const int AtOnce = 16;

    /// <summary>Longer than any matching takes.</summary>
    public static readonly TimeSpan LeftBehindAfter = TimeSpan.FromHours(1);

    /// <summary>Where the fence stands: read before the people who are to be matched. Null where nobody was ever forgotten or matched.</summary>
    public Task<Record?> FindFenceAsync(string organisationId, CancellationToken cancellationToken) => store.FindAsync(TalkRows.Table, organisationId, TalkRows.Fence, cancellationToken);

    /// <summary>No matching counts whose people were read before. Safe to repeat.</summary>
    public Task MoveFenceAsync(string organisationId, CancellationToken cancellationToken)
        => store.CommitAsync(TalkRows.Table, organisationId, [new Change.Upsert(TalkRows.OfFence(organisationId))], cancellationToken);

    /// <summary>Has one matching count, if no other of its number does and nobody was forgotten since the fence was read: all at once, by one commit with these changes. Else nothing is left of it.</summary>
    /// <param name="matched">The matching.</param>
    /// <param name="fence">Where the fence stood before the people were read.</param>
    /// <param name="with">What else is to change with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Matched> MakeCountAsync(Matching matched, Record? fence, IReadOnlyList<Change> with, CancellationToken cancellationToken)
    {
        var (organisation, number, version, talks) = matched;
        await outbox.CommitAsync(TalkRows.Table, organisation, [SweepTalks.At(matched, talks[0].At + LeftBehindAfter)], cancellationToken); // first: it may break off at any time
        await staging.WriteAsync(TalkRows.Table, organisation, talks.Select(talk => TalkRows.OfTalk(number, version, talk)), cancellationToken);
        await staging.WriteAsync(TalkRows.Table, organisation, talks.SelectMany(talk => talk.People.Select(person => TalkRows.OfNote(number, version, talk, person.Id))), cancellationToken); // after them: a note is found by its conversation
        Change[] changes = [new Change.Insert(TalkRows.OfMatch(organisation, number, version, talks[0])), Stands(organisation, fence), .. with];
        if (await outbox.CommitAsync(TalkRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed)
            return Matched.Counts;
        var counts = await shelf.FindVersionAsync(organisation, number, cancellationToken);
        if (counts == version)
            return Matched.Counts;
        await UnwriteAsync(organisation, number, version, cancellationToken);
        return counts is null ? Matched.Moved : Matched.AnotherCounts;
    }

    /// <summary>Somebody who was left alone is one of those who talk in another conversation of the same matching, by one commit; nothing changes where somebody was forgotten since the fence was read, or either conversation changed.</summary>
    /// <param name="number">The matching's number.</param>
    /// <param name="version">Its version.</param>
    /// <param name="fence">Where the fence stood before the two were read; null where it wasn't there.</param>
    /// <param name="alone">The conversation in which they are alone.</param>
    /// <param name="into">The other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task JoinAsync(string number, string version, Record? fence, Record alone, Record into, CancellationToken cancellationToken)
    {
        var (organisation, left, talk) = (alone.PartitionKey, TalkRows.ToTalk(alone), TalkRows.ToTalk(into));
        var (person, after) = (left.People[0].Id, talk with { People = [.. talk.People, .. left.People] });
        Change[] changes =
        [
            Stands(organisation, fence),
            new Change.Replace(TalkRows.OfTalk(number, version, after, into.ETag)),
            new Change.Delete(alone.RowKey, alone.ETag),
            new Change.Upsert(TalkRows.OfNote(number, version, after, person)),
        ];
        if (await store.CommitAsync(TalkRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed)
            await store.CommitAsync(TalkRows.Table, organisation, [new Change.Delete(TalkRows.OfNote(number, version, left, person).RowKey, null)], cancellationToken); // else it leads nowhere
    }

    /// <summary>Removes what is left of one matching that doesn't count, nor will.</summary>
    public async Task UnwriteAsync(string organisationId, string number, string version, CancellationToken cancellationToken)
    {
        var notes = (await shelf.RowsAsync(organisationId, TalkRows.TalksOf(number, version), cancellationToken))
            .Select(TalkRows.ToTalk)
            .SelectMany(talk => talk.Named.Select(person => TalkRows.OfNote(number, version, talk, person.Id).RowKey));
        await Parallel.ForEachAsync(notes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (note, stop) =>
            await store.CommitAsync(TalkRows.Table, organisationId, [new Change.Delete(note, null)], stop));
        await staging.SweepAsync(TalkRows.Table, organisationId, TalkRows.TalksOf(number, version), cancellationToken);
    }

    /// <summary>Moves the fence, and removes what matchings left behind that had begun before and don't count.</summary>
    public async Task ShutOutAsync(string organisationId, CancellationToken cancellationToken)
    {
        var begun = await shelf.RowsAsync(organisationId, OutboxRow.RowKeyOf(SweepTalks.Kind, "") + ".", cancellationToken); // before the fence is moved: what begins after it may count
        await MoveFenceAsync(organisationId, cancellationToken);
        foreach (var (number, version) in begun.Select(SweepTalks.Of).OfType<(string, string)>())
        {
            if (await IsLeftAsync(organisationId, number, version, cancellationToken))
                await UnwriteAsync(organisationId, number, version, cancellationToken);
        }
    }

    /// <summary>Whether a matching doesn't count, and nobody is to be told any more that it was taken back.</summary>
    public async Task<bool> IsLeftAsync(string organisationId, string number, string version, CancellationToken cancellationToken)
        => await shelf.FindVersionAsync(organisationId, number, cancellationToken) != version
            && await store.FindAsync(TalkRows.Table, organisationId, OutboxRow.RowKeyOf(CallTalksOff.Kind, $"{number}.{version}"), cancellationToken) is null;

    private static Change Stands(string organisationId, Record? fence)
        => fence is null ? new Change.Insert(TalkRows.OfFence(organisationId)) : new Change.Replace(TalkRows.OfFence(organisationId, fence.ETag));
}

/// <summary>A matching that is to count.</summary>
/// <param name="OrganisationId">In which organisation.</param>
/// <param name="Number">Its number; one of each counts.</param>
/// <param name="Version">Tells it from others of its number.</param>
/// <param name="Talks">Who talks; at least one.</param>
internal sealed record Matching(string OrganisationId, string Number, string Version, IReadOnlyList<Talk> Talks);

/// <summary>What became of a matching.</summary>
internal enum Matched
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>Another of its number counts already.</summary>
    AnotherCounts,

    /// <summary>Somebody may have been forgotten, or another matching came between: it is to be made anew.</summary>
    Moved,
}

/// <summary>An hour after a matching began, removes what is left of it where it doesn't count: it broke off.</summary>
internal sealed class SweepTalks(TalkStaging staging) : IDelivery
{
    public const string Kind = "talks.sweep";

    public static Change At(Matching matched, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(matched.OrganisationId, Kind, $"{matched.Number}.{matched.Version}", at));

    /// <summary>Of which matching it is the order; null where it is none.</summary>
    public static (string Number, string Version)? Of(Record row)
        => row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..].Split('.') is [var number, var version] ? (number, version) : null;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var organisation = row.PartitionKey;
        if (Of(row) is not (var number, var version) || !await staging.IsLeftAsync(organisation, number, version, cancellationToken))
            return new Delivered.Done();
        await staging.MoveFenceAsync(organisation, cancellationToken); // should it still be under way after all, it doesn't count any more
        if (await staging.IsLeftAsync(organisation, number, version, cancellationToken))
            await staging.UnwriteAsync(organisation, number, version, cancellationToken);
        return new Delivered.Done();
    }
}
