using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>One of those who talked says how it went.</summary>
internal sealed class SayOutcome(TalkShelf shelf, TalkCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var key = turn.Data.Text("talk");
        var outcome = Enum.TryParse<TalkOutcome>(turn.Data.Text("outcome"), out var said) && Enum.IsDefined(said) ? said : TalkOutcome.NotSaid;
        var ruling = await shelf.ChangeAsync(turn.Actor.Organisation.Id, key, turn.Actor.MemberId, talk => talk.Say(outcome), (_, _) => [], cancellationToken);
        return ruling.IsRefused(out var no, out var after) ? new Answer.Refused(no) : new Answer.Card(cards.Follow(new KeptTalk(key, after), turn.Actor.MemberId, library.Text.Format("talks.follow.recorded")));
    }
}
