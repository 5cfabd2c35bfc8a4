using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>The card on which those who run an opening, or sit on its panel, are told something; null where it doesn't concern them any more.</summary>
internal sealed class NewsCard(CardLibrary library)
{
    private const int NamesMax = 10;

    private readonly TextFile _text = library.Text;

    /// <param name="file">The opening.</param>
    /// <param name="what">What they are told.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="about">The applicant that it is about; null for none.</param>
    /// <param name="standing">What they are to it: of who only explores hears nobody who may not know of them.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Their time zone.</param>
    public CardView? Of(OpeningFile file, News what, MemberId to, MemberId? about, Standing standing, DateTimeOffset now, TimeZoneInfo zone)
    {
        var opening = file.Opening;
        if (file.Of(to) is not null)
            return null; // whoever applied reads no more of it
        var name = about is { } who ? file.Of(who)?.Who.Name ?? "" : "";
        if (about is not null && name.Length == 0)
            return null; // forgotten meanwhile
        var line = Line(file, what, to, about, standing, name, now, zone);
        if (line is not { } said)
            return null;
        var title = _text.Plain(TitleOf(what, file, about), ("title", opening.Title));
        var data = new CardData().About(_text, opening).Titled(_text, title).Set("line", said).Set("mayLook", true);
        var isOfExploring = what is News.Closed && file.Scoring.Live.Count == 0;
        if (what is News.Closed && !isOfExploring && opening.InterviewOn is { } day)
            data.Set("more", _text.Format("applications.news.interview", ("when", TimeWords.Day(day))));
        else if (what is News.Closed)
            data.Set("more", _text.Format("applications.news.reply", ("reply", ApplicationWords.Date((isOfExploring ? Unanswered(file, standing) : file.Scoring.Live).Min(one => one.ReplyBy(opening)), zone))));
        return new CardView("applications/news", data, title);
    }

    /// <summary>For those who run it: who applied and isn't listed any more; null for nobody.</summary>
    public CardView? OfLeft(Opening opening, IReadOnlyList<LeftApplicant> left)
    {
        if (left.Count == 0)
            return null;
        var unreached = left.Where(one => one.IsUnreached).ToList();
        var title = _text.Plain("applications.news.title.left", ("title", opening.Title), ("count", left.Count));
        var data = new CardData().About(_text, opening).Titled(_text, title)
            .Set("line", _text.Format("applications.news.left", ("names", Names(left)), ("count", left.Count)))
            .Set("more", unreached.Count == 0 ? _text.Format("applications.news.left.told") : _text.Format(unreached.Count == left.Count ? "applications.news.left.unreached" : "applications.news.left.unreached.some", ("names", Names(unreached))))
            .Set("mayLook", true);
        return new CardView("applications/news", data, title);
    }

    /// <summary>So many names at most, and how many more there are.</summary>
    private string Names(IReadOnlyList<LeftApplicant> left)
    {
        var names = left.Select(one => one.Person.Name).Order(StringComparer.OrdinalIgnoreCase).Take(NamesMax).ToList();
        if (left.Count > NamesMax)
            names.Add(_text.Plain("applications.news.more", ("count", left.Count - NamesMax)).Words);
        return ApplicationWords.Names(_text, names);
    }

    /// <summary>For those who organise, where nobody is left who decides. They may not see who applied, so there is no button to the list.</summary>
    public CardView NobodyDecides(Opening opening)
    {
        var title = _text.Plain("applications.news.title.nobodyDecides", ("title", opening.Title));
        var data = new CardData().About(_text, opening).Titled(_text, title)
            .Set("line", _text.Format("applications.news.nobodyDecides"))
            .Set("more", _text.Format("applications.news.nobodyDecides.next"))
            .Set("mayLook", false);
        return new CardView("applications/news", data, title);
    }

    /// <summary>For whoever was asked for their practice, or agreed: nothing comes of it. Why is for the applicant to say.</summary>
    public CardView ReleaseOver(Opening opening, string name, string practice) => ForPractice(
        opening,
        _text.Plain("applications.news.title.releaseOver", ("title", opening.Title)),
        _text.Format("applications.news.releaseOver", ("name", name), ("practice", practice)),
        _text.Format("applications.news.releaseOver.next"));

    /// <summary>For whoever was asked for their practice: the applicant asked another instead.</summary>
    public CardView AskedElsewhere(Opening opening, string name, string practice) => ForPractice(
        opening,
        _text.Plain("applications.news.title.askedElsewhere", ("title", opening.Title)),
        _text.Format("applications.news.askedElsewhere", ("name", name), ("practice", practice)),
        _text.Format("applications.news.askedElsewhere.next"));

    /// <summary>For whoever agreed for their practice and was told that nothing comes of it: it may, after all.</summary>
    public CardView ReleaseAgain(Opening opening, string name, string practice) => ForPractice(
        opening,
        _text.Plain("applications.news.title.releaseAgain", ("title", opening.Title)),
        _text.Format("applications.news.releaseAgain", ("name", name), ("practice", practice)),
        _text.Format("applications.news.releaseAgain.next", ("name", opening.RunBy.Name)));

    /// <summary>For whoever was asked for their practice, or agreed: it was about other words, and what they are now.</summary>
    public CardView ReleaseOutdated(Opening opening, string name, string practice) => ForPractice(
        opening,
        _text.Plain("applications.news.title.releaseOutdated", ("title", opening.Title)),
        _text.Format("applications.news.releaseOutdated", ("name", name), ("practice", practice)),
        _text.Format("applications.news.releaseOutdated.next", ("terms", string.Join(' ', opening.Terms)), ("name", name)));

    private CardView ForPractice(Opening opening, PlainText title, CardText line, CardText more)
    {
        var data = new CardData().About(_text, opening).Titled(_text, title).Set("line", line).Set("more", more).Set("mayLook", false);
        return new CardView("applications/news", data, title);
    }

    private CardText? Line(OpeningFile file, News what, MemberId to, MemberId? about, Standing standing, string name, DateTimeOffset now, TimeZoneInfo zone)
    {
        switch (what)
        {
            case News.Closed when file.Scoring.Live.Count == 0:
                return Unanswered(file, standing) is { Count: > 0 } exploring ? _text.Format("applications.news.exploring", ("count", exploring.Count)) : null;
            case News.Closed:
                var mine = file.Scoring.MissingOf(to).Count;
                return mine > 0 ? _text.Format("applications.news.toScore", ("count", mine)) : _text.Format("applications.news.live", ("count", file.Scoring.Live.Count));
            case News.Scored:
                return _text.Format("applications.news.scored", ("count", file.Scoring.Live.Count));
            case News.Withdrew:
                return _text.Format("applications.news.withdrew", ("name", name));
            case News.Accepted or News.Declined or News.Lapsed or News.Offered:
                return OfferNews(file, what, about, name, zone);
            case News.Unlisted:
                return about is { } left && file.Of(left) is { Stage: Stage.Offered, OfferUntil: { } end } ? _text.Format("applications.news.offeredUnlisted", ("name", name), ("when", TimeWords.Moment(end, zone))) : null;
            case News.Unreached:
                return about is { } unreached && file.Of(unreached) is { Stage: Stage.Offered, OfferUntil: { } until } ? _text.Format("applications.news.unreached", ("name", name), ("when", TimeWords.Moment(until, zone))) : null;
            case News.PassedOver or News.NoTime:
                return about is { } waiting && file.Of(waiting) is { Stage: Stage.Reserve } ? _text.Format(what is News.NoTime ? "applications.news.noTime" : "applications.news.passedOver", ("name", name)) : null;
            case News.Overdue:
                var overdue = file.Opening.Set is OpeningState.Withdrawn ? 0 : file.Applications.Count(one => one.IsOverdue(file.Opening, now) && standing.Sees(one));
                return overdue == 0 ? null : _text.Format("applications.news.overdue", ("count", overdue));
            default:
                return about is { } who && file.ReleaseOf(who) is { IsOutdated: false, Release.State: not ReleaseState.Asked } kept
                    ? kept.Release.State is ReleaseState.Agreed ? _text.Format("applications.news.agreed", ("name", name), ("practice", kept.Practice))
                        : _text.Format("applications.news.declined", ("name", name), ("practice", kept.Practice), ("words", kept.Release.Words))
                    : null;
        }
    }

    /// <summary>Who explores, and has no answer, as far as the reader may know of them.</summary>
    private static List<Application> Unanswered(OpeningFile file, Standing standing) => [.. file.Applications.Where(one => one is { IsExploring: true, IsUndecided: true } && standing.Sees(one))];

    /// <summary>Whether it went on to the next by itself is said with it, so that nobody does it by hand.</summary>
    private CardText? OfferNews(OpeningFile file, News what, MemberId? about, string name, TimeZoneInfo zone)
    {
        if (about is not { } who || file.Of(who) is not { } application)
            return null;
        var free = _text.Plain("applications.news.places", ("count", file.Head.FreeOf(file.Opening, file.Head.Counts)), ("waiting", OfferRules.Waiting(file.Scoring).Count)).Words;
        return what switch
        {
            News.Accepted => application.Stage is Stage.Appointed ? _text.Format("applications.news.accepted", ("name", name), ("places", free)) : null,
            News.Offered => application is { Stage: Stage.Offered, OfferUntil: { } until } ? _text.Format("applications.news.offered", ("name", name), ("when", TimeWords.Moment(until, zone)), ("places", free)) : null,
            News.Lapsed => application.Stage is Stage.Lapsed ? _text.Format("applications.news.lapsed", ("name", name), ("places", free)) : null,
            _ when application.Stage is not Stage.Declined => null,
            _ => application.Words.Length > 0 ? _text.Format("applications.news.offerDeclined", ("name", name), ("words", application.Words), ("places", free)) : _text.Format(GaveUp(application), ("name", name), ("places", free)),
        };
    }

    /// <summary>Who ended an appointment: nobody is said to have done what others did.</summary>
    private static string GaveUp(Application application) => application.GivenUpBy switch
    {
        GivenUpBy.Runner => "applications.news.ended",
        GivenUpBy.Unlisted => "applications.news.unlisted",
        _ => "applications.news.gaveUp",
    };

    private static string TitleOf(News what, OpeningFile file, MemberId? about) => what switch
    {
        News.Closed => "applications.news.title.closed",
        News.Scored => "applications.news.title.scored",
        News.Withdrew => "applications.news.title.withdrew",
        News.Accepted => "applications.news.title.accepted",
        News.Declined => about is { } gone && file.Of(gone)?.GivenUpBy is not null ? "applications.news.title.free" : "applications.news.title.offerDeclined",
        News.Lapsed => "applications.news.title.lapsed",
        News.Offered => "applications.news.title.offered",
        News.Unlisted => "applications.news.title.offeredUnlisted",
        News.PassedOver => "applications.news.title.passedOver",
        News.NoTime => "applications.news.title.noTime",
        News.Unreached => "applications.news.title.unreached",
        News.Overdue => "applications.news.title.overdue",
        _ => about is { } who && file.ReleaseOf(who)?.Release.State is ReleaseState.Agreed ? "applications.news.title.agreed" : "applications.news.title.declined",
    };
}

/// <summary>Who applied, and isn't listed any more.</summary>
/// <param name="Person">Who.</param>
/// <param name="IsUnreached">Whether it couldn't be brought to them.</param>
internal sealed record LeftApplicant(Person Person, bool IsUnreached);
