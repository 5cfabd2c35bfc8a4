using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>A member reads their own feedback of a round that is over; nobody else can.</summary>
internal sealed class ShowResult(ReviewShelf shelf, ResultCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        if (round.StageAt(turn.At) is not (RoundStage.Over or RoundStage.CalledOff))
            return new Answer.Refused(new Refusal("review.refused.notOver"));
        return await cards.OfAsync(round, turn.Actor.MemberId, turn.Data.TryNumber("page", out var page) ? page : 0, note: null, cancellationToken) is { } view
            ? new Answer.Card(view)
            : new Answer.Refused(new Refusal("review.refused.notIn"));
    }
}

/// <summary>Tells everybody who took part that a round is over: what they learn, and what became of what they answered; and once more, where something couldn't be opened then, when that is settled.</summary>
internal sealed class ResultNews(ReviewShelf shelf, ResultCards cards, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.over";

    private const string Rest = ".rest";

    public string Kind => AskKind;

    public static AskOrder OrderOf(ReviewRound round, MemberId person) => new(person, round.Organisation.Id, AskKind, round.Id, new Ask(AskWeight.Notice, 0, null));

    /// <summary>The second time.</summary>
    public static AskOrder RestOf(ReviewRound round, MemberId person) => OrderOf(round, person) with { Key = round.Id + Rest };

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is { Round: var round }
            && round.StageAt(wish.At) is RoundStage.Over or RoundStage.CalledOff
            && await cards.ToSendAsync(round, wish.Person, wish.Key.EndsWith(Rest, StringComparison.Ordinal) ? library.Text.Format("review.result.rest") : null, cancellationToken) is { } view
                ? new AskCard(view.Summary, view)
                : null;
}
