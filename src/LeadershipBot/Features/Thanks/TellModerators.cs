using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Has those told, and reminded, who decide about reported thanks; neither who gave them nor who got them is among them.</summary>
internal sealed class TellModerators(ThanksShelf shelf, ReportWatch watch) : IDelivery
{
    public const string Kind = "thanks.reported";

    public static Change At(string organisationId, string thanks, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, thanks, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, id) = (row.PartitionKey, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..]);
        var reports = await shelf.ListReportsOfAsync(organisation, id, cancellationToken);
        return reports is [{ Thanks: var thanks } first, ..]
            ? await watch.TellAsync(new OpenReport(organisation, ReportedThanks.AskKind, $"{id}.{first.At.UtcTicks}", first.At, thanks.Sides, [.. reports.Select(report => report.By)]), cancellationToken)
            : new Delivered.Done();
    }
}

/// <summary>The reported thanks, to those who decide, and to who reported them that it is overdue; not once somebody has decided.</summary>
internal sealed class ReportedThanks(ThanksShelf shelf, MonthCards cards, IRoleHolders roles, ReportWatch watch, CardLibrary library) : IAskSource
{
    public const string AskKind = "thanks.reported";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var reports = await shelf.ListReportsOfAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken);
        if (reports.Count == 0 || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        if (ReportWatch.IsForReporter(wish.Key))
            return reports.Find(report => report.By == wish.Person) is { } mine ? watch.OverdueCard(wish, mine.At, library.Text.Format("thanks.kind.of", ("organisation", library.Text.NameOf(organisation)))) : null;
        if (reports.Exists(report => report.Thanks.Concerns(wish.Person)) || !await roles.IsModeratorAsync(wish.OrganisationId, wish.Person, cancellationToken))
            return null;
        var view = cards.Reported(organisation, wish.Person, reports, 0, watch.TitleOf(wish.Key, library.Text.Plain("thanks.reported.title")));
        return new AskCard(view.Summary, view);
    }
}
