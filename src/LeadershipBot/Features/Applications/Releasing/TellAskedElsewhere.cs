using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Tells somebody to whom the question to their practice came that another practice was asked instead; nothing, where theirs is asked again by the moment of sending, or they have left it.</summary>
internal sealed class TellAskedElsewhere(ApplicationShelf shelf, Openings openings, IAudience audience, TellPerson tell, NewsCard card) : IDelivery
{
    public const string Kind = "applications.releaseElsewhere";

    /// <summary>The practice that was asked before.</summary>
    private const string Once = "Once";

    /// <summary>What is ordered as a practice is asked.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="before">The question before.</param>
    /// <param name="code">The practice that is asked now.</param>
    /// <param name="now">The moment.</param>
    public static IEnumerable<Change> Orders(string key, KeptRelease before, string code, DateTimeOffset now)
    {
        foreach (var to in before is { IsOver: false, PracticeCode.Length: > 0 } && before.PracticeCode != code ? before.Knowing : [])
        {
            var row = OutboxRow.New(key, Kind, Keys.Hash(before.Who.ToString(), to.ToString(), before.PracticeCode), now);
            (row["Person"], row["To"], row[Once]) = (before.Who.ToString(), to.ToString(), before.PracticeCode);
            yield return new Change.Upsert(row);
        }
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(row, "To") is not { } to || row.GetString(Once) is not { } code || await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application))
            return new Delivered.Done();
        if (await shelf.FindReleaseAsync(row.PartitionKey, application, cancellationToken) is { } kept && kept.PracticeCode == code)
            return new Delivered.Done();
        if (await audience.FindAsync(opening.Organisation.Id, to, cancellationToken) is not { } member || !(member.LeadOf.Contains(code) || member.Practices.Contains(code)))
            return new Delivered.Done();
        var name = (await audience.ListPracticesAsync(opening.Organisation.Id, cancellationToken)).FirstOrDefault(one => one.Code == code)?.Name ?? code;
        return await tell.TellAsync(to, _ => card.AskedElsewhere(opening, application.Who.Name, name), () => Task.CompletedTask, cancellationToken);
    }
}
