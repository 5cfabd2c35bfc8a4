using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>
/// Somebody reports a comment about themselves: organisers, or chairs, are told and then read that one, without whose feedback it is.
/// Where nobody may decide they are told so at once; it is kept until somebody may.
/// Pressing twice is once, and what somebody looked at and left can't be reported again.
/// </summary>
internal sealed class ReportComment(ReviewShelf shelf, ResultCards cards, ReportWatch watch, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        if ((await shelf.ListCommentsAsync(organisation, me, cancellationToken)).Find(one => one.Id == turn.Data.Text("comment") && one.MayBeReported) is not { } comment
            || await shelf.FindAsync(organisation, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Answer.Refused(new Refusal("review.refused.noComment"));
        var reported = new Record(organisation, ReviewRows.Reported + comment.Id) { ["Words"] = comment.Words, ["Person"] = me.ToString(), ["At"] = turn.At };
        Change[] changes = [new Change.Insert(reported), TellReported.At(organisation, comment.Id, turn.At), Audit.Entry(organisation, turn, "review.commentReported", new Changed("", "", comment.Id))];
        await outbox.CommitAsync(ReviewRows.Table, organisation, changes, cancellationToken); // a conflict: it was reported already
        var note = await watch.NoteAsync(turn, [me], library.Text.Plain("review.comment.reported"), cancellationToken);
        return await cards.OfAsync(round, me, 0, CardText.FromPerson(note.Words), cancellationToken) is { } view ? new Answer.Card(view) : new Answer.Say(note);
    }
}

/// <summary>Has those told, and reminded, who may decide about a comment that was reported; whose feedback it is isn't among them.</summary>
internal sealed class TellReported(ReviewShelf shelf, ReportWatch watch) : IDelivery
{
    public const string Kind = "review.reported";

    public static Change At(string organisationId, string comment, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, comment, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, id) = (row.PartitionKey, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..]);
        if (await shelf.FindReportedAsync(organisation, id, cancellationToken) is not { } reported || !MemberId.TryParse(reported.GetString("Person") ?? "", out var subject))
            return new Delivered.Done();
        return await watch.TellAsync(new OpenReport(organisation, ReportedAsk.AskKind, id, reported.GetDateTimeOffset("At") ?? default, [subject], [subject]), cancellationToken);
    }
}

/// <summary>The comment that was reported, to those who may decide, and to who reported it that it is overdue; not once somebody has decided.</summary>
internal sealed class ReportedAsk(ReviewShelf shelf, IRoleHolders roles, ReportWatch watch, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.reported";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var id = wish.Key.Split('.')[0];
        if (await shelf.FindReportedAsync(wish.OrganisationId, id, cancellationToken) is not { } reported || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var (isTheirs, isForReporter) = (reported.GetString("Person") == wish.Person.ToString(), ReportWatch.IsForReporter(wish.Key));
        if (isTheirs && isForReporter)
            return watch.OverdueCard(wish, reported.GetDateTimeOffset("At") ?? default, text.Format("review.kind.of", ("organisation", text.NameOf(organisation))));
        if (isTheirs || isForReporter || !await roles.IsModeratorAsync(wish.OrganisationId, wish.Person, cancellationToken))
            return null;
        var title = watch.TitleOf(wish.Key, text.Plain("review.manage.reported"));
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .SetId("comment", id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("organisation", CardText.FromPerson(text.NameOf(organisation)))
            .Set("words", CardText.FromPerson(string.Create(CultureInfo.InvariantCulture, $"“{reported.GetString("Words")}”")))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new AskCard(title, new CardView("review/reported", data, title));
    }
}
