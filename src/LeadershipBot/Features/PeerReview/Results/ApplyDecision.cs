using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>Carries out what was decided about a comment that was reported, and has the person told who reported it. Done again it does the same.</summary>
internal sealed class ApplyDecision(IRecordStore store, AskBook book) : IDelivery
{
    public const string Kind = "review.decided";

    public static Change At(string organisationId, string comment, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, comment, at));

    /// <summary>The row of a report once it is decided about: without the words.</summary>
    /// <param name="reported">As it was read.</param>
    /// <param name="reason">Why the comment is hidden; null where it is left.</param>
    public static Record Decided(Record reported, string? reason)
    {
        var row = new Record(reported.PartitionKey, reported.RowKey) { ETag = reported.ETag, ["Person"] = reported.GetString("Person") ?? "", ["At"] = reported.GetDateTimeOffset("At") ?? default, [ReviewRows.Outcome] = reason is null ? "left" : "hidden" };
        if (reason is not null)
            row["Reason"] = reason;
        return row;
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, id) = (row.PartitionKey, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..]);
        if (await store.FindAsync(table, organisation, ReviewRows.Reported + id, cancellationToken) is not { } reported || !MemberId.TryParse(reported.GetString("Person") ?? "", out var person))
            return new Delivered.Done();
        var (key, reason) = (ReviewRows.WordsKey(organisation, person), reported.GetString("Reason"));
        if (await store.FindAsync(table, key, ReviewRows.Comment + id, cancellationToken) is { } comment)
        {
            var after = new Record(key, comment.RowKey) { ETag = comment.ETag, ["Person"] = person.ToString() };
            if (reason is null)
                (after["Words"], after[ReviewRows.WasLeft]) = (comment.GetString("Words") ?? "", true);
            else
                after["HiddenBecause"] = reason;
            await store.CommitAsync(table, key, [new Change.Replace(after)], cancellationToken); // a conflict: it was forgotten just now, or another server was faster
        }

        await book.OrderAsync(new AskOrder(person, organisation, DecidedNews.AskKind, id, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        await store.CommitAsync(table, organisation, [new Change.Delete(reported.RowKey, reported.ETag)], cancellationToken); // a conflict: another server was faster
        return new Delivered.Done();
    }
}

/// <summary>Tells who reported a comment what became of it.</summary>
internal sealed class DecidedNews(ReviewShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.decided";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var text = library.Text;
        if ((await shelf.ListCommentsAsync(wish.OrganisationId, wish.Person, cancellationToken)).Find(one => one.Id == wish.Key) is not { } comment || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var title = text.Plain("review.decided.title");
        CardText[] lines = comment.HiddenBecause is { } why
            ? [text.Format("review.decided.hidden", ("why", why))]
            : [CardText.FromPerson($"“{comment.Words}”"), text.Format("review.decided.left")];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("review.kind.of", ("organisation", text.NameOf(organisation)))));
    }
}
