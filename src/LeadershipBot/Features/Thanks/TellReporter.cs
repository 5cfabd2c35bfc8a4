using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Has somebody told who reported thanks what became of it.</summary>
internal sealed class TellReporter(AskBook book) : IDelivery
{
    public const string Kind = "thanks.decided";

    /// <summary>The outcome of what is gone without anybody having decided.</summary>
    public const string Gone = "gone";

    private const string Whom = "Person";

    /// <summary>
    /// What closes these reports: they go, and who reported is told; but for whom it thanked, where it is gone: they removed it
    /// themselves, or are forgotten. Of two who decide at once the second meets a conflict.
    /// </summary>
    public static IEnumerable<Change> Closing(IReadOnlyList<ThanksReport> reports, string outcome, DateTimeOffset at)
    {
        foreach (var report in reports)
        {
            var (row, order) = (ThanksRows.OfReport(report), OutboxRow.New(report.Thanks.Organisation.Id, Kind, $"{Keys.Hash(report.By.ToString())[..16]}.{report.At.UtcTicks}.{outcome}", at));
            order[Whom] = report.By.ToString();
            yield return new Change.Delete(row.RowKey, report.ETag);
            if (outcome != Gone || report.By != report.Thanks.To.Id)
                yield return new Change.Upsert(order);
        }
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (MemberId.TryParse(row.GetString(Whom) ?? "", out var person))
            await book.OrderAsync(new AskOrder(person, row.PartitionKey, DecidedThanks.AskKind, string.Join('.', row.RowKey.Split('.')[^2..]), new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells who reported thanks what became of it.</summary>
internal sealed class DecidedThanks(IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "thanks.decided";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var (text, title) = (library.Text, library.Text.Plain("thanks.decided.title"));
        var said = text.Format(wish.Key[(wish.Key.LastIndexOf('.') + 1)..] switch { "hidden" => "thanks.decided.hidden", TellReporter.Gone => "thanks.decided.gone", "removed" => "thanks.decided.removed", "notPublic" => "thanks.decided.notPublic", _ => "thanks.decided.left" });
        return new AskCard(title, NoticeCard.Of(text, title, null, [said], text.Format("thanks.kind.of", ("organisation", text.NameOf(organisation)))));
    }
}
