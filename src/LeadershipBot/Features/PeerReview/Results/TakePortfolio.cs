using System.Text;
using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>A member takes their portfolio for appraisal as a file, in their own chat.</summary>
internal sealed class TakePortfolio(FileDesk desk, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ReviewGate.Check(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : await desk.OfferAsync(turn, new FileOffer(PortfolioFile.FileKind, "portfolio.txt", library.Text.Plain("review.portfolio.about")), cancellationToken);
}

/// <summary>Makes that file: what each feature has for it, of whoever takes it alone.</summary>
internal sealed class PortfolioFile(IEnumerable<IPortfolio> sources, CardLibrary library) : IFileSource
{
    public const string FileKind = "review.portfolio";

    public string Kind => FileKind;

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        var (text, actor) = (library.Text, wish.Actor);
        if (!actor.Hat.IsListed)
            return new Refusal("peers.refused.notListed");
        var today = TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wish.At, wish.Zone).DateTime));
        var file = new StringBuilder()
            .Append(text.Plain("review.portfolio.title", ("name", actor.Name), ("organisation", text.NameOf(actor.Organisation)), ("when", today)).Words).Append("\r\n\r\n")
            .Append(text.Plain("review.formative").Words).Append("\r\n");
        var isEmpty = true;
        foreach (var source in sources.OrderBy(one => one.Place))
        {
            foreach (var part in await source.WriteAsync(new PortfolioWish(actor.MemberId, actor.Organisation.Id, wish.At, wish.Zone), cancellationToken))
            {
                isEmpty = false;
                file.Append("\r\n").Append(part.Title.Words).Append("\r\n");
                foreach (var line in part.Lines)
                    file.Append("- ").Append(line.Words.ReplaceLineEndings(" ")).Append("\r\n");
            }
        }

        if (isEmpty)
            file.Append("\r\n").Append(text.Plain("review.portfolio.nothing").Words).Append("\r\n");
        return new FileContent("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(file.ToString()));
    }
}

/// <summary>What somebody learnt of the rounds in which they took part, for their portfolio.</summary>
internal sealed class ReviewInPortfolio(ReviewShelf shelf, RaterBook raters, ResultCards cards, CardLibrary library) : IPortfolio
{
    public int Place => 10;

    public async Task<IReadOnlyList<PortfolioPart>> WriteAsync(PortfolioWish wish, CancellationToken cancellationToken)
    {
        var (text, parts) = (library.Text, new List<PortfolioPart>());
        foreach (var round in (await shelf.ListAsync(wish.OrganisationId, cancellationToken)).Where(one => one.StageAt(wish.At) is RoundStage.Over))
        {
            if (await shelf.FindPartAsync(round, wish.Person, cancellationToken) is not { LeftAt: null } || await shelf.FindSubjectAsync(round, ReviewRows.NameOf(round.Id, wish.Person), cancellationToken) is not { Result: { IsShown: true } result })
                continue;
            var kept = await raters.TryFindAsync(round, wish.Person, cancellationToken);
            var self = ReviewAnswer.Read(kept?.Self, round.Questions.Count);
            var lines = new List<PlainText> { text.Plain("review.result.answered", ("count", result.Answered)) };
            for (var question = 0; question < round.Questions.Count; question++)
            {
                if (result.Counts[question] is { } counts)
                    lines.Add(text.Plain("review.portfolio.score", ("question", round.Questions[question]), ("spread", cards.Spread(counts))));
                if (self?.Steps[question] is { } step)
                    lines.Add(text.Plain("review.portfolio.self", ("question", round.Questions[question]), ("step", PromptCards.StepOf(text, step))));
            }

            if (kept is null)
                lines.Add(text.Plain(ResultCards.SelfAway(round)));
            parts.Add(new PortfolioPart(text.Plain("review.portfolio.round", ("title", round.Title), ("when", TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(round.LastAt, wish.Zone).DateTime)))), lines));
        }

        var comments = (await shelf.ListCommentsAsync(wish.OrganisationId, wish.Person, cancellationToken)).FindAll(one => one.HiddenBecause is null);
        if (comments.Count > 0)
            parts.Add(new PortfolioPart(text.Plain("review.portfolio.comments"), [.. comments.Select(one => PlainText.FromPerson($"“{one.Words}”"))]));
        return parts;
    }
}
