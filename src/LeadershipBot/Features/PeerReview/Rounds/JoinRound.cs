using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>A member opens the dialog in which they join a round. Whom they named before as a conflict stands in it, and can be changed.</summary>
internal sealed class OpenJoining(ReviewShelf shelf, RoundCards cards, IAudience audience, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { } head)
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        if (JoinRound.WhyNot(head.Round, turn.At) is { } no)
            return new Answer.Refused(no);
        var named = await NamedAsync(turn, head.Round, cancellationToken);
        var title = library.Text.Plain("review.join.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("round", head.Round.Id)
            .Set("title", CardText.FromPerson(head.Round.Title))
            .Set("privacy", cards.Privacy(head.Round))
            .Set("named", named.Select(one => new CardData().SetId("value", one.Person.ToString()).Set("title", PlainText.FromPerson(one.Name))))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title));
        for (var i = 0; i < ReviewLimits.ConflictsMax; i++)
            data.Set(JoinRound.ConflictName(i), PlainText.FromPerson(named.ElementAtOrDefault(i)?.Person.ToString() ?? ""));
        return new Answer.Dialog(title, new CardView("review/join", data, title));
    }

    private async Task<List<AudienceMember>> NamedAsync(Turn turn, ReviewRound round, CancellationToken cancellationToken)
    {
        var named = new List<AudienceMember>();
        foreach (var id in await shelf.ListConflictsAsync(round, turn.Actor.MemberId, cancellationToken))
        {
            if (MemberId.TryParse(id, out var person) && await audience.FindAsync(round.Organisation.Id, person, cancellationToken) is { } member)
                named.Add(member);
        }

        return named;
    }
}

/// <summary>A member joins a round, and names those with whom there is a conflict. Again it changes whom they name.</summary>
internal sealed class JoinRound(ReviewShelf shelf, RoundCards cards, CardLibrary library) : ISlice
{
    /// <summary>Why a round can't be joined now; null where it can.</summary>
    public static Refusal? WhyNot(ReviewRound round, DateTimeOffset now) => round.StageAt(now) switch
    {
        RoundStage.Joining => null,
        RoundStage.Over => new Refusal("review.refused.over"),
        RoundStage.CalledOff => new Refusal("review.refused.off"),
        _ => new Refusal("review.refused.started"),
    };

    /// <summary>The name of an input in which somebody is named, by its place from 0.</summary>
    public static string ConflictName(int place) => string.Create(CultureInfo.InvariantCulture, $"conflict{place + 1}");

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        if (WhyNot(round, turn.At) is { } tooLate)
            return new Answer.Refused(tooLate);
        var me = turn.Actor.MemberId;
        if (await shelf.FindPartAsync(round, me, cancellationToken) is null && (await shelf.ListPartsAsync(round, cancellationToken)).Count >= ReviewLimits.PeopleMax)
            return new Answer.Refused(new Refusal("review.refused.full"));
        var conflicts = Enumerable.Range(0, ReviewLimits.ConflictsMax)
            .Select(i => turn.Data.Text(ConflictName(i), 100))
            .Select(text => MemberId.TryParse(text, out var other) ? other.ToString() : "")
            .Where(other => other.Length > 0 && other != me.ToString()).Distinct().ToList();
        await shelf.ChangePartAsync(ReviewRows.KeyOf(round), me, before => (before ?? new RoundPart(me, turn.Actor.Name, turn.At)) with { LeftAt = null, Conflicts = conflicts }, [], cancellationToken);
        return new Answer.Say(library.Text.Plain("review.joined", ("title", round.Title))) { Renewed = await cards.HomeAsync(turn, 0, library.Text.Format("review.joined.note"), leaving: "", cancellationToken) };
    }
}
