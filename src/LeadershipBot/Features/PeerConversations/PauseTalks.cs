using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

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
