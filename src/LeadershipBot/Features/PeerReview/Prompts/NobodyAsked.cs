using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>Tells somebody, when a round starts or once too many left it, that nobody is asked about them, and why: among too few, totals would show who said what.</summary>
internal sealed class NobodyAsked(ReviewShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.nobody";

    public string Kind => AskKind;

    private static AskOrder OrderOf(ReviewRound round, MemberId person) => new(person, round.Organisation.Id, AskKind, round.Id, new Ask(AskWeight.Notice, 0, round.LastAt));

    /// <summary>Notes that nobody is asked about somebody, and has them told. Again it changes nothing.</summary>
    public static async Task MarkAsync(ReviewShelf shelf, AskBook book, ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        var marked = await shelf.ChangePartAsync(ReviewRows.KeyOf(round), person, before => before is null ? new Refusal("review.refused.notIn") : before with { IsAmongFew = true }, [], cancellationToken);
        if (!marked.IsRefused(out _, out _))
            await book.OrderAsync(OrderOf(round, person), cancellationToken);
    }

    /// <summary>Why: who isn't asked in this round.</summary>
    public static CardText Why(TextFile text, ReviewRound round) => text.Format(
        round.Who switch { WhoMayRate.SameLocality => "review.nobody.why.locality", WhoMayRate.SameProfession => "review.nobody.why.profession", _ => "review.nobody.why" },
        ("min", RaterMatching.CandidatesMin));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key, cancellationToken) is not { Round: var round } || round.StageAt(wish.At) is not RoundStage.Open
            || await shelf.FindPartAsync(round, wish.Person, cancellationToken) is not { LeftAt: null, IsAmongFew: true })
            return null;
        var title = library.Text.Plain("review.nobody.title", ("title", round.Title));
        return new AskCard(title, NoticeCard.Of(library.Text, title, null, [Why(library.Text, round), library.Text.Format("review.nobody.next")], library.Text.Format("review.kind.of", ("organisation", library.Text.NameOf(round.Organisation)))));
    }
}
