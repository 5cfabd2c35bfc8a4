using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Nominating;

/// <summary>
/// Keeps who was nominated, until the nominee has answered: then only that they were asked, so that they aren't asked twice.
/// Who nominated, and with which words, goes with the answer.
/// </summary>
internal sealed class NominationShelf(ApplicationShelf shelf, NominatorNotes notes, IRecordStore store, Outbox outbox)
{
    private const string Waiting = "Waiting";
    private const string Answered = "Answered";

    /// <summary>The nomination of somebody for an opening; null if there is none.</summary>
    public async Task<Nomination?> FindAsync(Opening opening, MemberId nominee, CancellationToken cancellationToken)
        => await store.FindAsync(ApplicationRows.Table, ApplicationRows.PartitionOf(opening), ApplicationRows.NomineeRow(nominee), cancellationToken) is { } row ? ToNomination(row) : null;

    /// <summary>Keeps it and has the nominee asked. Whom somebody nominated already, or who applied, is not asked again: the nominator can't tell.</summary>
    public async Task NominateAsync(Turn turn, Opening opening, Person nominee, string words, CancellationToken cancellationToken)
    {
        var file = await shelf.ReadOneAsync(opening, nominee.Id, cancellationToken);
        if (file.Of(nominee.Id) is { IsInIt: true })
            return;
        await shelf.NoteAsync(opening, turn.Actor.MemberId, cancellationToken);
        await shelf.NoteAsync(opening, nominee.Id, cancellationToken);
        var row = new Record(file.Key, ApplicationRows.NomineeRow(nominee.Id))
        {
            ["State"] = Waiting,
            ["At"] = turn.At,
            ["By"] = turn.Actor.MemberId.ToString(),
            ["ByName"] = turn.Actor.Name,
        };
        if (words.Length > 0)
            row["Words"] = words;
        if (file.Head.ETag is null) // so that the partition is found by its head; a conflict: somebody was faster
            await outbox.CommitAsync(ApplicationRows.Table, file.Key, [new Change.Insert(ApplicationRows.OfHead(file.Head)), new Change.Upsert(OutboxRow.New(file.Key, CountOpening.Kind, "", turn.At))], cancellationToken);
        await outbox.CommitAsync(ApplicationRows.Table, file.Key, [new Change.Insert(row), TellNominee.Order(file.Key, nominee.Id, turn.At)], cancellationToken); // a conflict: they were nominated before
    }

    /// <summary>The nominee applied. Whoever nominated them is told of it only where the nominee said so.</summary>
    public async Task AcceptAsync(Opening opening, Nomination nomination, bool tells, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(opening);
        List<Change> changes = [new Change.Upsert(Done(key, nomination, now))];
        if (tells && nomination.By is { } by)
            changes.Add(TellNominator.Order(key, nomination.Nominee, by.Id, now));
        await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken);
        await ForgetNoteAsync(opening, nomination, cancellationToken);
    }

    /// <summary>The nominee doesn't want to. Nobody is told.</summary>
    public async Task DeclineAsync(Opening opening, Nomination nomination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await store.CommitAsync(ApplicationRows.Table, ApplicationRows.PartitionOf(opening), [new Change.Upsert(Done(ApplicationRows.PartitionOf(opening), nomination, now))], cancellationToken);
        await ForgetNoteAsync(opening, nomination, cancellationToken);
    }

    private Task ForgetNoteAsync(Opening opening, Nomination nomination, CancellationToken cancellationToken)
        => nomination.By is { } by ? notes.DropAsync(opening.Organisation.Id, opening.Kind, opening.Key, by.Id, cancellationToken) : Task.CompletedTask;

    /// <summary>A nomination as it lies in the store.</summary>
    public static Nomination ToNomination(Record row) => new(
        MemberId.TryParse(row.RowKey[ApplicationRows.Nominee.Length..], out var nominee) ? nominee : default,
        ApplicationRows.PersonIn(row, "By") is { } by ? new Person(by, row.GetString("ByName") ?? "") : null,
        row.GetString("Words") ?? "")
    {
        IsOpen = row.GetString("State") == Waiting && ApplicationRows.PersonIn(row, "By") is not null,
    };

    private static Record Done(string key, Nomination nomination, DateTimeOffset now) => new(key, ApplicationRows.NomineeRow(nomination.Nominee)) { ["State"] = Answered, ["At"] = now };
}

/// <summary>Somebody would have another apply.</summary>
/// <param name="Nominee">Who is nominated.</param>
/// <param name="By">Who nominated them; null once they have answered, or where that person is forgotten.</param>
/// <param name="Words">What the nominator says; may be empty.</param>
internal sealed record Nomination(MemberId Nominee, Person? By, string Words)
{
    /// <summary>Whether the nominee hasn't answered yet.</summary>
    public bool IsOpen { get; init; }
}
