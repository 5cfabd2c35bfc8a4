using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>
/// Has those told who were matched. Whoever left or was forgotten while they were is none of them; who was to talk with them joins others,
/// or is told that there is no conversation this time.
/// </summary>
internal sealed class TellTalks(TalkShelf shelf, TalkStaging staging, IAudience audience, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "talks.tell";

    private const int AtOnce = 8;

    /// <summary>What the card asks of somebody's week is to find a time; when they talk is up to them.</summary>
    private const int MinutesToArrange = 1;

    public static Change At(string organisationId, string number, string version, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, $"{number}.{version}", at));

    /// <summary>Where the order lies by which those are told who talk in a conversation.</summary>
    /// <param name="key">The conversation's key: number, version and id, with dots between.</param>
    public static string RowKeyOf(string key) => OutboxRow.RowKeyOf(Kind, key[..key.LastIndexOf('.')]);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..].Split('.') is not [var number, var version])
            return new Delivered.Done();
        var organisation = row.PartitionKey;
        var fence = await staging.FindFenceAsync(organisation, cancellationToken); // first: whoever is forgotten from now on moves it
        await LookAgainAsync(organisation, number, version, cancellationToken);
        var rows = await shelf.RowsAsync(organisation, TalkRows.TalksOf(number, version), cancellationToken);
        if (await NextAloneAsync(organisation, rows, cancellationToken) is { } next)
        {
            await staging.JoinAsync(number, version, fence, rows.Single(one => one.RowKey.EndsWith($".{next.Alone.Id}", StringComparison.Ordinal)), rows.Single(one => one.RowKey.EndsWith($".{next.Into.Id}", StringComparison.Ordinal)), cancellationToken);
            return new Delivered.NotBefore(time.GetUtcNow()); // read anew, whether that came through or something changed meanwhile
        }

        var orders = rows.SelectMany(one => OrdersOf(organisation, one.RowKey[TalkRows.Talk.Length..], TalkRows.ToTalk(one)));
        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (order, stop) => await book.OrderAsync(order, stop));
        return new Delivered.Done();
    }

    private static IEnumerable<AskOrder> OrdersOf(string organisationId, string key, Talk talk)
        => talk.People.Select(person => talk.People.Count > 1
            ? new AskOrder(person.Id, organisationId, TalkAsk.AskKind, key, new Ask(AskWeight.Ask, MinutesToArrange, null))
            : AloneAsk.OrderOf(person.Id, organisationId, key));

    /// <summary>Who joins whom; the history is read only where anybody was left alone.</summary>
    private async Task<LeftAlone?> NextAloneAsync(string organisationId, List<Record> rows, CancellationToken cancellationToken)
    {
        var talks = rows.ConvertAll(TalkRows.ToTalk);
        return talks.Exists(talk => talk.People.Count == 1)
            ? LeftAlone.NextOf(talks, TalkShelf.MetIn(await shelf.ListAsync(organisationId, cancellationToken), talk => talk.Pairs()))
            : null;
    }

    private async Task LookAgainAsync(string organisationId, string number, string version, CancellationToken cancellationToken)
    {
        var isOnMeasure = number.StartsWith(TalkRows.OnMeasure, StringComparison.Ordinal);
        var members = isOnMeasure ? [] : (await shelf.ListMembersAsync(organisationId, cancellationToken)).Select(one => one.Person.Id).ToHashSet();
        foreach (var row in await shelf.RowsAsync(organisationId, TalkRows.TalksOf(number, version), cancellationToken))
        {
            foreach (var person in TalkRows.ToTalk(row).People)
            {
                if (isOnMeasure ? await audience.FindAsync(organisationId, person.Id, cancellationToken) is null : !members.Contains(person.Id))
                    await shelf.ChangeAsync(organisationId, row.RowKey[TalkRows.Talk.Length..], person.Id, talk => talk.Without(person.Id), (before, _) => [new Change.Delete(TalkRows.OfNote(number, version, before, person.Id).RowKey, null)], cancellationToken);
            }
        }
    }
}

/// <summary>The card of a conversation, to each of those who are to talk.</summary>
internal sealed class TalkAsk(TalkShelf shelf, TalkCards cards) : IAskSource
{
    public const string AskKind = "talks.matched";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key, cancellationToken) is not { } kept || !kept.Talk.Has(wish.Person) || kept.Talk.People.Count < 2)
            return null;
        var view = cards.One(kept, wish.Person, wish.Zone, note: null);
        return new AskCard(view.Summary, view);
    }
}

/// <summary>Has somebody told whose only partner was forgotten before they met. Done again it tells nobody twice.</summary>
internal sealed class TellLeftAlone(TalkShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "talks.leftAlone";

    /// <summary>The order, as a change for the commit in which somebody is forgotten; none where nobody waits for them.</summary>
    public static IEnumerable<Change> After(string key, Talk before, Talk after, DateTimeOffset now)
        => before.People.Count > after.People.Count && after is { IsNobodyLeft: true, People.Count: 1 } && after.At > now - TakePart.OpenFor
            ? [new Change.Upsert(OutboxRow.New(after.Organisation.Id, Kind, key, now))]
            : [];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        foreach (var person in await shelf.FindAsync(row.PartitionKey, key, cancellationToken) is { Talk: { IsNobodyLeft: true } talk } ? talk.People : [])
            await book.OrderAsync(AloneAsk.OrderOf(person.Id, row.PartitionKey, key), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells somebody that nobody is left to talk with, and that they needn't wait.</summary>
internal sealed class AloneAsk(TalkShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "talks.alone";

    public string Kind => AskKind;

    public static AskOrder OrderOf(MemberId person, string organisationId, string key) => new(person, organisationId, AskKind, key, new Ask(AskWeight.Notice, 0, null));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key, cancellationToken) is not { Talk: { People.Count: 1 } talk } || !talk.Has(wish.Person))
            return null;
        var (text, title) = (library.Text, library.Text.Plain("talks.alone.title"));
        CardText[] lines = talk.Measure.Length > 0 ? [text.Format("talks.alone.measure", ("measure", talk.Measure))] : [text.Format("talks.alone.why"), text.Format("talks.alone.next")];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("talks.kind.of", ("organisation", text.NameOf(talk.Organisation)))));
    }
}
