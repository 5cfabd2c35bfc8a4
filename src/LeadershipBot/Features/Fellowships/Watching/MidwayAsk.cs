using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Asks a fellow halfway how it goes; not where they have said, or it is over for them.</summary>
internal sealed class MidwayAsk(FellowshipShelf shelf, MidwayCard card) : IAskSource
{
    public const string AskKind = "fellowships.midway";
    public const int Minutes = 1;

    public string Kind => AskKind;

    /// <summary>Names the ask to a fellow; with another last day it is another.</summary>
    /// <param name="key">The fellowship.</param>
    /// <param name="of">As <see cref="NameOf"/> names it.</param>
    public static string KeyOf(string key, string of) => $"{key}.{of}";

    /// <summary>What tells it from others of the fellowship.</summary>
    public static string NameOf(FellowPlace place, DateOnly ends) => $"{place.Id}-{Columns.Text(ends)}";

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindPlaceAsync(wish.Key, cancellationToken) is not var (head, place) || place is not { IsLive: true, Going: Going.NotSaid } || place.Fellow?.Id != wish.Person)
            return null;
        var view = card.Of(head, place);
        return new AskCard(view.Summary, view);
    }
}

/// <summary>The card on which a fellow says halfway how it goes, by one press; words can be added in a dialog.</summary>
internal sealed class MidwayCard(CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    public CardView Of(FellowshipHead head, FellowPlace place)
    {
        var title = _text.Plain("fellowships.midway.title", ("title", FellowshipWords.Title(_text, head.Fellowship)));
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", head.Fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("place", place.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Fellowship.Organisation)))
            .Set("privacy", _text.Format("fellowships.midway.privacy", ("date", head.Fellowship.Content.Ends is { } ends ? TimeWords.Day(ends) : ""), ("name", FellowshipWords.RunBy(_text, head.Fellowship.Content))));
        if (place.Going is not Going.NotSaid)
            data.Set("said", _text.Format(place.Going is Going.Well ? "fellowships.midway.said" : "fellowships.midway.said.told", ("going", FellowshipWords.Of(_text, place.Going))));
        return new CardView("fellowships/midway", data, title);
    }
}

/// <summary>
/// Some days after a fellow was asked halfway how it goes, and hasn't said, they are asked once more; so many days later, where they
/// still haven't, whoever runs it is told, once for each last day for which they are asked. The days count from when the question came, which a pause or the digest may have held; where it
/// can't come, whoever runs it is told that. Ordered again, it is the same.
/// </summary>
internal sealed class RemindOfMidway(FellowshipShelf shelf, AskBook book, AskShelf asks, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.midwayAgain";

    private const int AfterWorkingDays = 5;
    private const string Again = "-again";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromDays(1);

    /// <param name="key">The fellowship.</param>
    /// <param name="place">The fellow's place.</param>
    /// <param name="of">What tells the ask from others to which there may be no answer.</param>
    /// <param name="now">The moment.</param>
    public static Change Order(string key, FellowPlace place, string of, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, of.EndsWith(Again, StringComparison.Ordinal) ? $"{place.Id}.tells" : place.Id, WorkingDays.After(now, AfterWorkingDays));
        row["Of"] = of;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Fellowship: { Content.Ends: { } ends } fellowship } head)
            return new Delivered.Done();
        var (now, until) = (time.GetUtcNow(), FellowshipClock.EndOf(ends));
        var of = row.GetString("Of") ?? "";
        if (fellowship.Places.FirstOrDefault(one => one.Id == NoteOrders.PlaceIn(of)) is not { IsLive: true, Going: Going.NotSaid, Fellow: { } fellow } place || now >= until)
            return new Delivered.Done();
        var ask = await asks.FindAsync(fellow.Id, MidwayAsk.AskKind, MidwayAsk.KeyOf(head.Key, of), cancellationToken);
        if (ask is { State: AskState.Unreachable or AskState.Dropped })
            return await TellAsync(Note.Unasked);
        if (ask is { SentAt: null })
            return new Delivered.NotBefore(now + LooksEvery);
        if (ask?.SentAt is { } sent && WorkingDays.After(sent, AfterWorkingDays) is var due && now < due)
            return new Delivered.NotBefore(due);
        if (of.EndsWith(Again, StringComparison.Ordinal))
            return await TellAsync(Note.Silent);

        await book.OrderAsync(new AskOrder(fellow.Id, fellowship.Organisation.Id, MidwayAsk.AskKind, MidwayAsk.KeyOf(head.Key, of + Again), new Ask(AskWeight.Ask, MidwayAsk.Minutes, until)), cancellationToken);
        await outbox.CommitAsync(table, head.Key, [Order(head.Key, place, of + Again, now)], cancellationToken);
        return new Delivered.Done();

        async Task<Delivered> TellAsync(Note note)
        {
            await outbox.CommitAsync(table, head.Key, [NoteOrders.Order(head.Key, note, of.EndsWith(Again, StringComparison.Ordinal) ? of[..^Again.Length] : of, now)], cancellationToken);
            return new Delivered.Done();
        }
    }
}
