using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Has somebody told that they were thanked, or in other words than before, or by who takes back that others may see it; and that an organiser keeps it from others' eyes, or no more.</summary>
internal sealed class TellThanked(AskBook book, ThanksShelf shelf) : IDelivery
{
    public const string Kind = "thanks.tell";

    /// <summary>The order, as a change for the commit that keeps the thanks.</summary>
    public static Change At(ThankYou thanks, DateTimeOffset at)
    {
        var row = OutboxRow.New(thanks.Organisation.Id, Kind, thanks.Id, at);
        row["Person"] = thanks.To.Id.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];
        if (MemberId.TryParse(row.GetString("Person") ?? "", out var person) && await shelf.FindAsync(row.PartitionKey, person, id, cancellationToken) is { } thanks)
            await book.OrderAsync(new AskOrder(person, row.PartitionKey, ReceivedThanks.AskKind, $"{id}.{StateOf(thanks)}", new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>What is told once: each wording, whether it is offered to others or not, and each time that it is hidden, or no more.</summary>
    private static string StateOf(ThankYou thanks) => thanks.HiddenBecause is not null ? TellGiver.DecisionOf(thanks) : $"{ThanksCards.StampOf(thanks)}.{(thanks.MayBePublic ? "offered" : "two")}{(thanks.DecidedAt is null ? "" : "." + TellGiver.DecisionOf(thanks))}";
}

/// <summary>The card that somebody gets who was thanked.</summary>
internal sealed class ReceivedThanks(ThanksShelf shelf, ThanksCards cards) : IAskSource
{
    public const string AskKind = "thanks.received";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.OrganisationId, wish.Person, wish.Key.Split('.')[0], cancellationToken) is { } thanks && cards.Received(thanks, note: null) is var view
            ? new AskCard(view.Summary, view)
            : null;
}

/// <summary>Has somebody told whose thanks an organiser hid, and why; or hides no more.</summary>
internal sealed class TellGiver(ThanksShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "thanks.tell.giver";

    /// <summary>Tells each time that thanks were hidden, or no more, from the others.</summary>
    public static string DecisionOf(ThankYou thanks) => string.Create(CultureInfo.InvariantCulture, $"{(thanks.HiddenBecause is null ? "shown" : "hidden")}{thanks.DecidedAt?.UtcTicks}");

    /// <summary>The order, as a change for the commit that hides them, or hides them no more; none where who thanked is forgotten.</summary>
    public static IEnumerable<Change> At(ThankYou thanks, DateTimeOffset at)
    {
        if (thanks.From is null)
            yield break;
        var row = OutboxRow.New(thanks.Organisation.Id, Kind, thanks.Id, at);
        row["Person"] = thanks.To.Id.ToString();
        yield return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];
        if (MemberId.TryParse(row.GetString("Person") ?? "", out var to) && await shelf.FindAsync(row.PartitionKey, to, id, cancellationToken) is { DecidedAt: not null, From: { } from } thanks)
            await book.OrderAsync(new AskOrder(from.Id, row.PartitionKey, HiddenGiven.AskKind, $"{id}.{DecisionOf(thanks)}", new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The card of thanks that somebody gave and an organiser hid, or hides no more.</summary>
internal sealed class HiddenGiven(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : IAskSource
{
    public const string AskKind = "thanks.hidden";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindFromAsync(wish.OrganisationId, wish.Person, wish.Key.Split('.')[0], cancellationToken) is not { DecidedAt: not null } thanks)
            return null;
        var title = library.Text.Plain(thanks.HiddenBecause is null ? "thanks.shown.given" : "thanks.hidden.given", ("name", thanks.To.Name));
        return new AskCard(title, cards.Given(thanks, CardText.FromPerson(title.Words)));
    }
}
