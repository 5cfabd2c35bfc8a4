using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications.Mine;

/// <summary>An application as its applicant reads it: how it stands, what happens next and when, and what they can do.</summary>
internal sealed class MyCard(ApplicationShelf shelf, Openings openings, IAudience audience, CardLibrary library)
{
    private const int StatementShown = 400;
    private const int RungsMax = 3;

    private readonly TextFile _text = library.Text;

    /// <param name="opening">What it is for.</param>
    /// <param name="application">The application.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Their time zone.</param>
    /// <param name="note">Why it comes, or what they have just done; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> OfAsync(Opening opening, Application application, DateTimeOffset now, TimeZoneInfo zone, CardText? note, CancellationToken cancellationToken)
    {
        var release = await shelf.FindReleaseAsync(ApplicationRows.PartitionOf(opening), application, cancellationToken);
        var isNo = application.Stage.IsNo() || application.IsTakenBack;
        var rungs = isNo ? await openings.NextRungsAsync(opening.Organisation.Id, opening.Rung, RungsMax, cancellationToken) : [];
        var ended = await openings.FindEndedPlaceAsync(opening.Kind, opening.Key, application, cancellationToken);
        var stage = ended?.Stage ?? ApplicationWords.Of(_text, application, opening.HasBench);
        var title = _text.Plain("applications.mine.item", ("title", opening.Title), ("stage", stage));
        var (isOpen, isOffered) = (opening.StateAt(now) is OpeningState.Open, application.Stage is Stage.Offered && opening.Set is not OpeningState.Withdrawn);
        var data = new CardData().About(_text, opening).Titled(_text, title)
            .Set("small", _text.Format("applications.mine.kind", ("organisation", _text.NameOf(opening.Organisation)), ("when", ApplicationWords.Date(application.SentAt, zone))))
            .Set("stage", _text.Format("applications.mine.stage", ("stage", stage)))
            .Set("statement", _text.Format("applications.quoted", ("words", Shorter(application.Statement))))
            .Set("readiness", _text.Format("applications.mine.readiness", ("readiness", ApplicationWords.Of(_text, application.Readiness))))
            .Set("next", ended is not null ? CardText.FromPerson(ended.Line) : Next(opening, application, isOpen, now, zone))
            .Set("privacy", Privacy(opening, application))
            .Set("mayChange", application.IsUndecided && isOpen)
            .Set("mayAgain", isOpen && (application.Stage is Stage.Withdrawn || application.IsKeptInMind))
            .Set("mayAnswer", isOffered)
            .Set("mayWithdraw", (application.IsInIt && !application.TakesPlace) || application.IsKeptInMind)
            .Set("mayNominate", isOpen)
            .Set("hasPlace", application.Stage is Stage.Appointed && openings.Of(opening.Kind) is { KeepsPlaces: true })
            .Set("mayAskPractice", opening.Set is not OpeningState.Withdrawn && Release.WhyNotAsk(application) is null && await MayAskAsync(opening, application, release, now, cancellationToken))
            .Set("rungs", rungs.Select(Rung))
            .Set("interest", InterestQuestion.Button(_text, opening.Organisation.Id, opening.Title));
        if (note is { } why)
            data.Set("note", why);
        if (application.Words.Length > 0)
            data.Set("words", _text.Format(application.Stage is Stage.Declined ? "applications.mine.declined" : "applications.mine.words", ("words", application.Words)));
        if (release is not null)
            data.Set("release", ReleaseLine(release));
        if (isNo)
            data.Set("talk", _text.Format("applications.mine.talk", ("name", ApplicationWords.TalkTo(opening))));
        if (rungs.Count > 0)
            data.Set("rungsTitle", _text.Plain("applications.mine.rungs"));
        return new CardView("applications/mine", data, title);
    }

    /// <summary>Whether their practice can be asked: the first time, after a week without an answer, where nobody is left who was asked, or where they have another practice.</summary>
    private async Task<bool> MayAskAsync(Opening opening, Application application, KeptRelease? release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (release is null || release.Release.WaitedLong(now))
            return true;
        if (release.Release.State is not ReleaseState.Asked)
            return false;
        return release.Asked.Count == 0 || (await audience.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken))?.Practices.All.Any(code => code != release.PracticeCode) is true;
    }

    private CardText Next(Opening opening, Application application, bool isOpen, DateTimeOffset now, TimeZoneInfo zone)
    {
        var name = opening.RunBy.Name;
        switch (application.Stage)
        {
            case Stage.Received or Stage.Shortlisted or Stage.Interview or Stage.Offered or Stage.Reserve when opening.Set is OpeningState.Withdrawn:
                return _text.Format("applications.next.notOffered");
            case Stage.Received or Stage.Shortlisted or Stage.Interview or Stage.Reserve when application.IsOverdue(opening, now):
                return _text.Format("applications.next.overdue", ("name", name));
            case Stage.Received when application.IsExploring && application.SentAt < opening.RunBySince:
                return _text.Format("applications.next.exploring.chair", ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received when application.IsExploring:
                return _text.Format("applications.next.exploring", ("name", name), ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received when isOpen && opening.ClosesAt is { } closes:
                return _text.Format("applications.next.open", ("when", TimeWords.Moment(closes, zone)), ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received:
                return _text.Format("applications.next.received", ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Shortlisted or Stage.Interview when opening.InterviewOn is { } day && day >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime):
                return _text.Format("applications.next.interview", ("when", TimeWords.Day(day)), ("name", name));
            case Stage.Shortlisted or Stage.Interview:
                return _text.Format("applications.next.decision", ("reply", ApplicationWords.Date(application.WordBy(opening)!.Value, zone)), ("name", name));
            case Stage.Appointed when now >= opening.OffersEndAt:
                return _text.Format("applications.next.started", ("name", name));
            case Stage.Appointed when opening.OffersEndAt is { } starts:
                return _text.Format("applications.next.starts", ("when", ApplicationWords.Date(starts, zone)), ("name", name));
            case Stage.Appointed:
                return _text.Format("applications.next.appointed", ("name", name));
            case Stage.Offered when application.OfferUntil is { } deadline:
                return _text.Format("applications.next.offered", ("when", TimeWords.Moment(deadline, zone)), ("name", name));
            case Stage.Reserve when opening.OffersEndAt is { } end:
                return _text.Format("applications.next.waiting", ("when", ApplicationWords.Date(end, zone)));
            case Stage.Declined when application.GivenUpBy is GivenUpBy.Runner:
                return _text.Format("applications.next.ended", ("name", name));
            case Stage.Declined when application.GivenUpBy is GivenUpBy.Unlisted:
                return _text.Format("applications.next.unlisted", ("organisation", _text.NameOf(opening.Organisation)), ("name", name));
            case Stage.Declined:
                return _text.Format("applications.next.declined", ("name", name));
            case Stage.Lapsed:
                return _text.Format("applications.next.lapsed", ("name", name));
            case Stage.Reserve:
                return _text.Format("applications.next.reserve", ("name", name), ("reply", ApplicationWords.Date(application.WordBy(opening)!.Value, zone)));
            case Stage.Withdrawn:
                return isOpen && opening.ClosesAt is { } until ? _text.Format("applications.next.withdrawn.open", ("when", TimeWords.Moment(until, zone)))
                    : _text.Format(isOpen ? "applications.next.withdrawn.rolling" : "applications.next.withdrawn");
            default:
                return _text.Format(application.IsExploring ? "applications.next.answered" : !application.IsKeptInMind ? "applications.next.over" : opening.HasBench ? "applications.next.bench" : "applications.next.later");
        }
    }

    private CardText Privacy(Opening opening, Application application) => application.IsExploring
        ? _text.Format(application.SentAt < opening.RunBySince ? "applications.privacy.exploring.chair" : "applications.privacy.exploring", ("name", opening.RunBy.Name))
        : opening.Panel.Count == 0
            ? _text.Format("applications.privacy.noPanel", ("name", opening.RunBy.Name))
            : _text.Format("applications.privacy", ("name", opening.RunBy.Name), ("panel", ApplicationWords.Names(_text, [.. opening.Panel.Where(one => one.Id != application.Who.Id).Select(one => one.Name)])));

    private CardText ReleaseLine(KeptRelease kept) => kept.Release.State switch
    {
        ReleaseState.Agreed => _text.Format("applications.release.agreed", ("practice", kept.Practice)),
        ReleaseState.Declined => _text.Format("applications.release.declined", ("practice", kept.Practice), ("words", kept.Release.Words)),
        _ => _text.Format("applications.release.asked", ("practice", kept.Practice)),
    };

    private CardData Rung(Opening rung) => new CardData()
        .Set("title", _text.Plain("applications.mine.rung", ("title", rung.Title)))
        .SetId("kind", rung.Kind)
        .SetId("opening", rung.Key);

    private static string Shorter(string words) => words.Length <= StatementShown ? words : TurnData.Clip(words, StatementShown) + "…";
}
