using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>A member sees whether they take part, and with whom they are matched; joins, leaves, or ends a pause.</summary>
internal sealed class TakePart(TalkShelf shelf, TalkCards cards, IRecordStore store, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me, wanted) = (turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("do"));
        var mine = await shelf.FindMemberAsync(organisation, me, cancellationToken);
        CardText? note = null;
        if (wanted is "join" or "back")
        {
            await store.CommitAsync(TalkRows.Table, organisation, [new Change.Upsert(TalkRows.OfMember(organisation, (mine ?? new TalkMember(new Person(me, turn.Actor.Name), turn.At)) with { PausedUntil = null }))], cancellationToken);
            note = library.Text.Format("talks.joined");
        }
        else if (wanted == "leave" && mine is not null)
        {
            await store.CommitAsync(TalkRows.Table, organisation, [new Change.Delete(TalkRows.Member + me, null)], cancellationToken); // a conflict: pressed twice
            note = library.Text.Format("talks.left");
        }

        return new Answer.Card(await cards.HomeAsync(turn, note, cancellationToken));
    }
}

/// <summary>A member opens the dialog in which they pause.</summary>
internal sealed class OpenTalkPause(TalkCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(TalkGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Pause(turn));
}

/// <summary>A member isn't matched for some weeks, and then is again by itself.</summary>
internal sealed class PauseTalks(TalkShelf shelf, TalkCards cards, IRecordStore store, CardLibrary library) : ISlice
{
    private const int WeeksMax = 52;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        if (await shelf.FindMemberAsync(organisation, turn.Actor.MemberId, cancellationToken) is not { } mine)
            return new Answer.Refused(new Refusal("talks.refused.notIn"));
        var until = turn.At.AddDays(7 * Math.Clamp(turn.Data.TryNumber("weeks", out var weeks) ? weeks : 2, 1, WeeksMax));
        await store.CommitAsync(TalkRows.Table, organisation, [new Change.Upsert(TalkRows.OfMember(organisation, mine with { PausedUntil = until }))], cancellationToken);
        var said = library.Text.Plain("talks.paused", ("when", TalkCards.Day(until, turn.TimeZone)));
        return new Answer.Say(said) { Renewed = await cards.HomeAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}
