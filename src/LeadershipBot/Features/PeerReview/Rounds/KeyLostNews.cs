using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Tells those who run rounds, once for each round, that something of it was lost with its key, never whose it was; and once, where it was the round's own.</summary>
internal sealed class KeyLostNews(ReviewShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.keyLost";

    private const string Own = ".own";

    public string Kind => AskKind;

    public static AskOrder OrderOf(ReviewRound round, MemberId person) => new(person, round.Organisation.Id, AskKind, round.Id, new Ask(AskWeight.Notice, 0, null));

    /// <summary>That the key is lost which locks who was asked about whom.</summary>
    public static AskOrder OfOwnKey(ReviewRound round, MemberId person) => OrderOf(round, person) with { Key = round.Id + Own };

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is not { Round: var round } || !await roles.IsModeratorAsync(wish.OrganisationId, wish.Person, cancellationToken))
            return null;
        var text = library.Text;
        var title = text.Plain("review.keyLost.title", ("title", round.Title));
        return new AskCard(title, NoticeCard.Of(text, title, null, [text.Format(wish.Key.EndsWith(Own, StringComparison.Ordinal) ? "review.keyLost.own" : "review.keyLost.why"), text.Format("review.keyLost.next")], text.Format("review.kind.of", ("organisation", text.NameOf(round.Organisation)))));
    }
}
