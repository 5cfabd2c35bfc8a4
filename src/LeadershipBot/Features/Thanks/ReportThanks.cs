using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// A member reports public thanks, or those that they got: organisers, or chairs, are told and decide; where nobody may, they are told so
/// at once, and it is kept until somebody may. Pressing twice is once.
/// </summary>
internal sealed class ReportThanks(ThanksShelf shelf, ThanksCards cards, MonthCards months, ReportWatch watch, Outbox outbox, CardLibrary library) : ISlice
{
    /// <summary>So many reports of one are kept at the most: enough to decide.</summary>
    private const int ReportsMax = 20;

    /// <summary>The reports of the thanks that a turn names; none where nobody reported them.</summary>
    public static Task<List<ThanksReport>> FindAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => shelf.ListReportsOfAsync(turn.Actor.Organisation.Id, turn.Data.Text("thanks"), cancellationToken);

    /// <summary>Those of them that whoever acts may know of and decide about: of thanks that they neither gave nor got.</summary>
    public static async Task<List<ThanksReport>> FindForAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => (await FindAsync(shelf, turn, cancellationToken)).FindAll(report => !report.Thanks.Concerns(turn.Actor.MemberId));

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to) || await shelf.FindAsync(organisation, to, turn.Data.Text("thanks"), cancellationToken) is not { HiddenBecause: null } thanks || !(thanks.IsPublic || to == me))
            return new Answer.Unusable(new Refusal("thanks.refused.unknown"));
        if ((await FindAsync(shelf, turn, cancellationToken)).Count < ReportsMax)
        {
            Change[] changes = [new Change.Insert(ThanksRows.OfReport(new ThanksReport(me, thanks, turn.At))), TellModerators.At(organisation, thanks.Id, turn.At), Audit.Entry(organisation, turn, "thanks.reported", new Changed("", "", thanks.Id))];
            await outbox.CommitAsync(ThanksRows.Table, organisation, changes, cancellationToken); // a conflict: they reported it already
        }

        var note = CardText.FromPerson((await watch.NoteAsync(turn, thanks.Sides, library.Text.Plain("thanks.reported"), cancellationToken)).Words);
        return new Answer.Card(turn.Data.Text("at") == "mine" ? cards.Received(thanks, note) : await months.MonthAsync(turn, ShowMonth.MonthOf(turn), ShowThanks.PageOf(turn), note, cancellationToken));
    }
}

/// <summary>An organiser or a chair reads what was reported.</summary>
internal sealed class ShowReported(ThanksShelf shelf, MonthCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : new Answer.Card(cards.Reported(turn.Actor.Organisation, turn.Actor.MemberId, await shelf.ListReportsAsync(turn.Actor.Organisation.Id, cancellationToken), ShowThanks.PageOf(turn), title: null));
}

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

/// <summary>Has somebody told who reported thanks what became of it.</summary>
internal sealed class TellReporter(AskBook book) : IDelivery
{
    public const string Kind = "thanks.decided";

    private const string Whom = "Person";

    /// <summary>What closes these reports: they go, and who reported is told. Of two who decide at once the second meets a conflict.</summary>
    public static IEnumerable<Change> Closing(IReadOnlyList<ThanksReport> reports, string outcome, DateTimeOffset at)
    {
        foreach (var report in reports)
        {
            var (row, order) = (ThanksRows.OfReport(report), OutboxRow.New(report.Thanks.Organisation.Id, Kind, $"{Keys.Hash(report.By.ToString())[..16]}.{report.At.UtcTicks}.{outcome}", at));
            order[Whom] = report.By.ToString();
            yield return new Change.Delete(row.RowKey, report.ETag);
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
        var said = text.Format(wish.Key[(wish.Key.LastIndexOf('.') + 1)..] switch { "hidden" => "thanks.decided.hidden", "gone" => "thanks.decided.gone", "removed" => "thanks.decided.removed", "notPublic" => "thanks.decided.notPublic", _ => "thanks.decided.left" });
        return new AskCard(title, NoticeCard.Of(text, title, null, [said], text.Format("thanks.kind.of", ("organisation", text.NameOf(organisation)))));
    }
}
