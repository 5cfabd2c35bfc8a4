using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>A member opens the dialog in which they pause.</summary>
internal sealed class OpenTalkPause(TalkCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(TalkGate.Check(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Pause(turn));
}

/// <summary>A member isn't matched for some weeks, and then is again by itself.</summary>
internal sealed class PauseTalks(TalkShelf shelf, TalkCards cards, CardLibrary library) : ISlice
{
    private const int WeeksMax = 52;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        var until = turn.At.AddDays(7 * Math.Clamp(turn.Data.TryNumber("weeks", out var weeks) ? weeks : 2, 1, WeeksMax));
        var ruling = await shelf.ChangeMemberAsync(organisation, turn.Actor.MemberId, mine => mine is null ? new Refusal("talks.refused.notIn") : mine with { PausedUntil = until }, cancellationToken);
        if (ruling.IsRefused(out var no, out _))
            return new Answer.Refused(no);
        var said = library.Text.Plain("talks.paused", ("when", TalkCards.Day(until, turn.TimeZone)));
        return new Answer.Say(said) { Renewed = await cards.HomeAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}
