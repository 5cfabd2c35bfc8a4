using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>One of those who talk looks at their conversation, or says that they have met. Where nobody is left to meet they read that; who declined, that they did.</summary>
internal sealed class ShowTalk(TalkShelf shelf, TalkCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (key, hasMet) = (turn.Data.Text("talk"), turn.Data.Text("do") == "met");
        var ruling = await shelf.ChangeAsync(turn.Actor.Organisation.Id, key, turn.Actor.MemberId, talk => hasMet && !talk.IsNobodyLeft ? talk.Met(turn.At) : talk, (_, _) => [], cancellationToken);
        if (!ruling.IsRefused(out var no, out var after))
            return new Answer.Card(cards.One(new KeptTalk(key, after), turn.Actor.MemberId, turn.TimeZone, hasMet && after.MetAt is not null ? library.Text.Format("talks.met.recorded") : null));
        return await shelf.FindAsync(turn.Actor.Organisation.Id, key, cancellationToken) is { Talk: var talk } && talk.HasDeclined(turn.Actor.MemberId)
            ? new Answer.Card(cards.HasDeclined(talk, turn.Actor.MemberId))
            : new Answer.Unusable(no);
    }
}
