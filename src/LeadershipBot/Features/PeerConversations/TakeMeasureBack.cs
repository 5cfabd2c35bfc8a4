using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>An organiser or a chair takes a matching on a measure back, such as where a figure was mistyped: while nobody has said that they met. Who was told hears it; the measure can be entered again.</summary>
internal sealed class TakeMeasureBack(TalkShelf shelf, TalkCards cards, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var answer = await contention.RunAsync(stop => TryAsync(turn, stop), cancellationToken);
        return answer.Refused is { } no ? new Answer.Refused(no) : new Answer.Card(await cards.HomeAsync(turn, answer.Note, cancellationToken));
    }

    /// <summary>Whoever notes at the same moment that they met writes the matching's row as well, so that it is looked at anew.</summary>
    private async Task<Said?> TryAsync(Turn turn, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        if (await shelf.FindMeasureAsync(organisation, turn.Data.Text("number", 40), cancellationToken) is not { } match)
            return new Said(library.Text.Format("talks.measure.gone"), Refused: null);
        if ((await shelf.RowsAsync(organisation, TalkRows.TalksOf(match.Number, match.Version), cancellationToken)).Exists(row => TalkRows.ToTalk(row).MetAt is not null))
            return new Said(null, new Refusal("talks.refused.talked"));
        Change[] changes = [new Change.Delete(TalkRows.Match + match.Number, match.ETag), new Change.Upsert(TalkRows.OfOff(organisation, match, turn.At)), CallTalksOff.At(organisation, match, turn.At), Audit.Entry(organisation, turn, "talks.measureTakenBack")];
        return await outbox.CommitAsync(TalkRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed ? new Said(library.Text.Format("talks.measure.takenBack", ("measure", match.Measure)), Refused: null) : null;
    }

    private sealed record Said(CardText? Note, Refusal? Refused);
}

/// <summary>Has those told whose conversation was taken back, where they had heard of it, and then removes it. Done again it does the same.</summary>
internal sealed class CallTalksOff(TalkShelf shelf, TalkStaging staging, AskShelf asks, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "talks.off";

    /// <summary>By then it is decided what becomes of the card of somebody who is being told just now.</summary>
    private static readonly TimeSpan DecidedWithin = TimeSpan.FromMinutes(1);

    public static Change At(string organisationId, MeasureMatch match, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(organisationId, Kind, $"{match.Number}.{match.Version}", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..].Split('.') is not [var number, var version])
            return new Delivered.Done();
        var organisation = row.PartitionKey;
        foreach (var one in await shelf.RowsAsync(organisation, TalkRows.TalksOf(number, version), cancellationToken))
        {
            var talk = TalkRows.ToTalk(one);
            foreach (var person in talk.People)
            {
                var told = await asks.FindAsync(person.Id, TalkAsk.AskKind, one.RowKey[TalkRows.Talk.Length..], cancellationToken);
                if (told is { State: AskState.Waiting })
                    return new Delivered.NotBefore(time.GetUtcNow() + DecidedWithin);
                if (told is { State: AskState.Trying or AskState.Sent or AskState.Listed or AskState.Wanted })
                    await book.OrderAsync(new AskOrder(person.Id, organisation, OffAsk.AskKind, one.RowKey[TalkRows.Talk.Length..], new Ask(AskWeight.Notice, 0, null)), cancellationToken);
            }
        }

        await staging.UnwriteAsync(organisation, number, version, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells that a conversation on a measure was taken back, and on which: of the conversation itself nothing is left by then.</summary>
internal sealed class OffAsk(TalkShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "talks.off";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var (text, title) = (library.Text, library.Text.Plain("talks.off.title"));
        var why = await shelf.FindOffAsync(wish.OrganisationId, wish.Key, cancellationToken) is { Length: > 0 } measure ? text.Format("talks.off.why", ("measure", measure)) : text.Format("talks.off.why.unnamed");
        return new AskCard(title, NoticeCard.Of(text, title, null, [why], text.Format("talks.kind.of", ("organisation", text.NameOf(organisation)))));
    }
}
