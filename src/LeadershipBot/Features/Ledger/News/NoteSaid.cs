using System.Globalization;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>Takes note that whoever raised something said more of it, so that whoever sees to it is told at the next time for news.</summary>
internal sealed class NoteSaid(LedgerShelf shelf, NewEntries news) : IDelivery
{
    public const string Kind = "ledger.noteSaid";

    /// <summary>Whether a step came from whoever raised it and wants to be read: an answer, more words, or that the outcome doesn't answer it.</summary>
    public static bool Concerns(LedgerStep step)
        => step.What is StepKind.Answer or StepKind.Added || (step.What is StepKind.Verdict && step.Words == nameof(Verdict.DoesNotAnswer));

    /// <summary>The order, for the commit of the step that made this version.</summary>
    public static Change Order(string key, int version, DateTimeOffset now)
        => new Change.Upsert(OutboxRow.New(key, Kind, version.ToString(CultureInfo.InvariantCulture), now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        var version = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        var step = (await shelf.ListStepsAsync(key, cancellationToken)).Find(one => one.Version.ToString(CultureInfo.InvariantCulture) == version);
        if (step is not null && await shelf.FindAsync(key, cancellationToken) is { Entry: var entry })
            await news.NoteSaidAsync(entry, step, cancellationToken);
        return new Delivered.Done();
    }
}
