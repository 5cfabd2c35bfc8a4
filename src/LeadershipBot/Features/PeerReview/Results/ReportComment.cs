using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
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
/// Pressing twice is once, and what somebody looked at and left can't be reported again.
/// </summary>
internal sealed class ReportComment(ReviewShelf shelf, ResultCards cards, Outbox outbox, CardLibrary library) : ISlice
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
        return await cards.OfAsync(round, me, 0, library.Text.Format("review.comment.reported"), cancellationToken) is { } view ? new Answer.Card(view) : new Answer.Say(library.Text.Plain("review.comment.reported"));
    }
}

/// <summary>Has those told who may decide about a comment that was reported; whose feedback it is isn't among them.</summary>
internal sealed class TellReported(ReviewShelf shelf, IRoleHolders roles, AskBook book) : IDelivery
{
    public const string Kind = "review.reported";

    public static Change At(string organisationId, string comment, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, comment, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, id) = (row.PartitionKey, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..]);
        if (await shelf.FindReportedAsync(organisation, id, cancellationToken) is not { } reported || !MemberId.TryParse(reported.GetString("Person") ?? "", out var subject))
            return new Delivered.Done();
        foreach (var person in await roles.ListModeratorsAsync(organisation, [subject], cancellationToken))
            await book.OrderAsync(new AskOrder(person, organisation, ReportedAsk.AskKind, id, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The comment that was reported, to those who may decide; not once somebody has.</summary>
internal sealed class ReportedAsk(ReviewShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.reported";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var text = library.Text;
        if (await shelf.FindReportedAsync(wish.OrganisationId, wish.Key, cancellationToken) is not { } reported
            || reported.GetString("Person") == wish.Person.ToString()
            || !await roles.IsModeratorAsync(wish.OrganisationId, wish.Person, cancellationToken)
            || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var title = text.Plain("review.manage.reported");
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .SetId("comment", wish.Key)
            .Set("organisation", CardText.FromPerson(text.NameOf(organisation)))
            .Set("words", CardText.FromPerson(string.Create(CultureInfo.InvariantCulture, $"“{reported.GetString("Words")}”")))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new AskCard(title, new CardView("review/reported", data, title));
    }
}
