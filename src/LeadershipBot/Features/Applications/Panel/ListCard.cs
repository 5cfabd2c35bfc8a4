using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>Who applied, for the panel and for those who decide: how each stands, and what of it the reader may see.</summary>
internal sealed class ListCard(IRoleHolders people, CardLibrary library)
{
    private const int PageSize = 6;

    private readonly TextFile _text = library.Text;

    /// <remarks>One read for each applicant on the page: whether the organisation lists them still.</remarks>
    public async Task<CardView> PageAsync(OpeningFile file, Actor actor, DateTimeOffset now, int number, CancellationToken cancellationToken)
    {
        var (scoring, standing, me) = (file.Scoring, file.StandingOf(actor), actor.MemberId);
        var sees = standing.SeesFrom(file.Opening, now) is null;
        var page = (sees ? Ordered(file, standing, me) : []).PageOf(number, PageSize);
        var left = await people.ListUnlistedAsync(file.Opening, page.Items, cancellationToken);
        var title = _text.Plain("applications.list.title", ("title", file.Opening.Title));
        var isOpen = file.Opening.StateAt(now) is OpeningState.Open && file.Opening.ClosesAt is not null;
        var mayRead = file.Opening.ReadFrom(now) is null;
        var data = new CardData().About(_text, file.Opening).Titled(_text, title)
            .Set("line", sees ? Line(file, standing, me, isOpen) : _text.Format("applications.list.later"))
            .Set("items", page.Items.Select(one => Item(file, one, standing, me, isOpen).SetLeft(_text, left.Contains(one.Who.Id)).Set("mayOpen", (mayRead || one.IsExploring) && !scoring.IsConflicted(me, one.Who.Id))))
            .Set("mayScore", standing.Scores && !isOpen && !scoring.IsRevealed && scoring.MissingOf(me).Count > 0)
            .Set("mayMove", standing.Decides && !isOpen && scoring.Live.Any(one => one.MovesTogether() && Stages.NextOf(one, file.Opening, now).Count > 0))
            .Set("mayEnd", standing.Decides && !isOpen && scoring.NeedsScores && !scoring.IsRevealed)
            .Set("mayConflict", (!sees || scoring.Live.Count > 0) && !file.Conflicts.Any(one => one.Who == me && one.About is null));
        if (sees && page.Items.Count == 0)
            data.Set("empty", _text.Format("applications.list.none"));
        return new CardView("applications/list", data.SetPages(page), title);
    }

    /// <summary>Shown scores first, the best at the top; else as they came. Who only explores, and what is over, stands below.</summary>
    private static List<Application> Ordered(OpeningFile file, Standing standing, MemberId me)
        => [.. file.Applications.Where(standing.Sees)
            .OrderBy(one => one.IsLive ? 0 : one.IsExploring ? 1 : 2)
            .ThenByDescending(one => file.Scoring.ShownOf(one, standing, me) is { } scores ? Scoring.MeanOf(scores) ?? 0 : 0)
            .ThenBy(one => one.SentAt).ThenBy(one => one.Who.Name, StringComparer.OrdinalIgnoreCase)];

    private CardText Line(OpeningFile file, Standing standing, MemberId me, bool isOpen)
    {
        var scoring = file.Scoring;
        if (isOpen)
            return _text.Format("applications.list.open", ("count", scoring.Live.Count));
        if (file.Head.End is { } end)
            return _text.Format("applications.list.ended", ("name", end.ByName.Length > 0 ? end.ByName : _text.Plain("applications.somebody").Words), ("reason", end.Reason));
        if (scoring.IsRevealed)
            return _text.Format("applications.list.revealed");
        if (!scoring.NeedsScores || !scoring.Live.Any(one => !scoring.IsRevealedOf(one) && scoring.CanBeScored(one)))
            return _text.Format("applications.list.noScores", ("count", scoring.Live.Count));
        if (scoring.IsComplete)
            return _text.Format("applications.list.panelChanged");
        var mine = standing.Scores ? scoring.MissingOf(me).Count : 0;
        return mine > 0 ? _text.Format("applications.list.mine", ("count", mine)) : _text.Format("applications.list.missing", ("count", scoring.Missing));
    }

    private CardData Item(OpeningFile file, Application one, Standing standing, MemberId me, bool isOpen)
    {
        var isConflicted = file.Scoring.IsConflicted(me, one.Who.Id);
        var data = new CardData()
            .SetId("who", one.Who.Id.ToString())
            .Set("name", CardText.FromPerson(one.Who.Name))
            .Set("about", _text.Format("applications.list.about", ("readiness", ApplicationWords.Of(_text, one.Readiness)), ("stage", ApplicationWords.Of(_text, one, file.Opening.HasBench))))
            .Set("press", _text.Plain("applications.list.press", ("name", one.Who.Name)));
        if (isConflicted)
            data.Set("mine", _text.Format("applications.list.conflicted"));
        else if (Scores(file, one, standing, me, isOpen) is { } line)
            data.Set("mine", line);
        if (standing.Decides && ConflictWords.Of(_text, file.Scoring, one.Who.Id) is { } declared)
            data.Set("declared", declared);
        if (standing.Decides && !isConflicted && file.ReleaseOf(one.Who.Id) is { } release)
            data.Set("release", ReleaseWords.Line(_text, release));
        return data;
    }

    private CardText? Scores(OpeningFile file, Application one, Standing standing, MemberId me, bool isOpen)
    {
        if (file.Scoring.ShownOf(one, standing, me) is { Count: > 0 } scores)
            return ScoreWords.Of(_text, scores);
        if (!standing.Scores || isOpen || !one.IsLive)
            return null;
        return file.Scoring.ScoreBy(me, one) is { } given ? _text.Format("applications.list.given", ("score", given)) : file.Scoring.IsRevealedOf(one) ? null : _text.Format("applications.list.toScore");
    }
}

/// <summary>That an applicant isn't listed any more: whoever decides reads it before they score, invite or offer in vain.</summary>
internal static class LeftWords
{
    /// <summary>Which of those who are still in it the organisation doesn't list any more. One read for each.</summary>
    public static async Task<IReadOnlySet<MemberId>> ListUnlistedAsync(this IRoleHolders people, Opening opening, IEnumerable<Application> applications, CancellationToken cancellationToken)
    {
        var looked = await Task.WhenAll(applications.Where(one => one.IsInIt).Select(async one => (one.Who.Id, IsListed: await people.FindAsync(opening.Organisation.Id, one.Who.Id, cancellationToken) is not null)));
        return looked.Where(one => !one.IsListed).Select(one => one.Id).ToHashSet();
    }

    public static CardData SetLeft(this CardData data, TextFile text, bool hasLeft) => hasLeft ? data.Set("left", text.Format("applications.list.left")) : data;
}

/// <summary>Scores that can be seen, in words.</summary>
internal static class ScoreWords
{
    /// <summary>As in "4.5 of 5 (Ann 4, Ben 5)".</summary>
    public static CardText Of(TextFile text, IReadOnlyList<PanelScore> scores) => text.Format(
        "applications.scores",
        ("mean", ApplicationWords.Score(Scoring.MeanOf(scores) ?? 0)),
        ("list", string.Join(", ", scores.Select(one => text.Plain("applications.givenBy", ("name", one.By.Name.Length > 0 ? one.By.Name : text.Plain("applications.somebody").Words), ("score", one.Score)).Words))));
}

/// <summary>Who declared a conflict, for those who decide.</summary>
internal static class ConflictWords
{
    /// <summary>As in "Conflict declared by Ann and Ben"; null where nobody did.</summary>
    public static CardText? Of(TextFile text, Scoring scoring, MemberId about)
        => scoring.ConflictsAbout(about) is { Count: > 0 } conflicts
            ? text.Format("applications.list.declared", ("names", ApplicationWords.Names(text, [.. conflicts.Select(one => one.Name.Length > 0 ? one.Name : text.Plain("applications.somebody").Words)])))
            : null;
}

/// <summary>A practice's release, for those who decide.</summary>
internal static class ReleaseWords
{
    public static CardText Line(TextFile text, KeptRelease kept) => kept.Release.State switch
    {
        _ when kept.IsOutdated => text.Format("applications.release.line.outdated", ("practice", kept.Practice)),
        ReleaseState.Agreed => text.Format("applications.release.line.agreed", ("practice", kept.Practice)),
        ReleaseState.Declined => text.Format("applications.release.line.declined", ("practice", kept.Practice), ("words", kept.Release.Words)),
        _ => text.Format("applications.release.line.asked", ("practice", kept.Practice)),
    };
}
