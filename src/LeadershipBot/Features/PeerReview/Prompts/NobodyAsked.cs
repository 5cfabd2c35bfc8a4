using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>Tells somebody, when a round starts, that nobody is asked about them, and why: among too few, totals would show who said what.</summary>
internal sealed class NobodyAsked(ReviewShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.nobody";

    public string Kind => AskKind;

    public static AskOrder OrderOf(ReviewRound round, MemberId person) => new(person, round.Organisation.Id, AskKind, round.Id, new Ask(AskWeight.Notice, 0, round.LastAt));

    /// <summary>Why, in one sentence.</summary>
    public static CardText Why(TextFile text) => text.Format("review.nobody.why", ("min", RaterMatching.CandidatesMin));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key, cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open
            || await shelf.FindPartAsync(round, wish.Person, cancellationToken) is not { LeftAt: null }
            || await shelf.FindSubjectAsync(round, ReviewRows.NameOf(round.Id, wish.Person), cancellationToken) is not null)
            return null;
        var title = library.Text.Plain("review.nobody.title", ("title", round.Title));
        return new AskCard(title, NoticeCard.Of(library.Text, title, null, [Why(library.Text), library.Text.Format("review.nobody.next")], library.Text.Format("review.kind.of", ("organisation", library.Text.NameOf(round.Organisation)))));
    }
}
