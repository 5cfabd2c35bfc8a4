using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Telling;
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
        var endedWithIt = await shelf.EndedWithOpeningAsync(ApplicationRows.PartitionOf(opening), application, opening, cancellationToken);
        var stage = ended?.Stage ?? ApplicationWords.ForApplicant(_text, application, opening, endedWithIt);
        var title = _text.Plain("applications.mine.item", ("title", opening.Title), ("stage", stage));
        var (isOpen, isOffered) = (opening.StateAt(now) is OpeningState.Open, application.Stage is Stage.Offered && opening.Set is not OpeningState.Withdrawn);
        CardText? left = ended is null && await IsUnlistedAsync(opening, application, now, cancellationToken) ? await LeftAsync(opening, application, now, zone, cancellationToken) : null;
        var data = new CardData().About(_text, opening).Titled(_text, title)
            .Set("small", _text.Format("applications.mine.kind", ("organisation", _text.NameOf(opening.Organisation)), ("when", ApplicationWords.Date(application.SentAt, zone))))
            .Set("stage", _text.Format("applications.mine.stage", ("stage", stage)))
            .Set("statement", _text.Format("applications.quoted", ("words", Shorter(application.Statement))))
            .Set("readiness", _text.Format("applications.mine.readiness", ("readiness", ApplicationWords.Of(_text, application.Readiness))))
            .Set("next", ended is not null ? CardText.FromPerson(ended.Line) : left ?? NextStep.Of(_text, opening, application, endedWithIt, now, zone))
            .Set("privacy", Privacy(opening, application))
            .Set("mayChange", application.IsUndecided && isOpen)
            .Set("mayAgain", isOpen && (application.Stage is Stage.Withdrawn || application.IsKeptInMind))
            .Set("mayAnswer", isOffered && !(now >= application.OfferUntil))
            .Set("mayWithdraw", (application.IsInIt && !application.TakesPlace) || application.IsKeptInMind)
            .Set("mayNominate", isOpen)
            .Set("hasPlace", application.Stage is Stage.Appointed && openings.Of(opening.Kind) is { KeepsPlaces: true })
            .Set("mayAskPractice", opening.Set is not OpeningState.Withdrawn && Release.WhyNotAsk(application, opening, now) is null && await MayAskAsync(opening, application, release, now, cancellationToken))
            .Set("rungs", rungs.Select(Rung))
            .Set("interest", InterestQuestion.Button(_text, opening.Organisation.Id, opening.Title));
        if (note is { } why)
            data.Set("note", why);
        if (application.Words.Length > 0)
            data.Set("words", _text.Format(application.Stage is Stage.Declined ? "applications.mine.declined" : "applications.mine.words", ("words", application.Words)));
        if (release is not null)
            data.Set("release", ReleaseLine(release, now, zone));
        if (isNo)
            data.Set("talk", _text.Format("applications.mine.talk", ("name", ApplicationWords.TalkTo(opening))));
        if (rungs.Count > 0)
            data.Set("rungsTitle", _text.Plain("applications.mine.rungs"));
        return new CardView("applications/mine", data, title);
    }

    /// <summary>Whether the organisation doesn't list them any more, where anything hangs on that.</summary>
    private async Task<bool> IsUnlistedAsync(Opening opening, Application application, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var matters = application.Stage switch
        {
            Stage.Appointed => now < opening.OffersEndAt,
            Stage.Offered => opening.Set is not OpeningState.Withdrawn && now < application.OfferUntil,
            _ => opening.Set is not OpeningState.Withdrawn && LookForListed.Concerns(application),
        };
        return matters && await audience.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken) is null;
    }

    /// <summary>What follows then; null where it changes nothing.</summary>
    private async Task<CardText?> LeftAsync(Opening opening, Application application, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken) => application.Stage switch
    {
        Stage.Appointed => openings.Of(opening.Kind) is { KeepsPlaces: true } kind && await kind.FindGoesOnFromAsync(opening.Key, application.Who.Id, cancellationToken) is { } from ? NextStep.OfLosing(_text, opening, from) : null,
        Stage.Offered => NextStep.OfKept(_text, opening, application.OfferUntil!.Value, zone),
        _ => NextStep.OfLeft(_text, opening, application, now, zone),
    };

    /// <summary>Whether their practice can be asked: the first time, where what it was asked about has changed, after a week without an answer, where nobody is left who was asked, or where they have another practice.</summary>
    private async Task<bool> MayAskAsync(Opening opening, Application application, KeptRelease? release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (release is null or { IsOutdated: true } || release.Release.WaitedLong(now))
            return true;
        if (release.Release.State is not ReleaseState.Asked)
            return false;
        return release.Asked.Count == 0 || (await audience.FindAsync(opening.Organisation.Id, application.Who.Id, cancellationToken))?.Practices.All.Any(code => code != release.PracticeCode) is true;
    }

    private CardText Privacy(Opening opening, Application application) => application.IsExploring
        ? _text.Format(application.SentAt < opening.RunBySince ? "applications.privacy.exploring.chair" : "applications.privacy.exploring", ("name", opening.RunBy.Name))
        : opening.Panel.Count == 0
            ? _text.Format("applications.privacy.noPanel", ("name", opening.RunBy.Name))
            : _text.Format("applications.privacy", ("name", opening.RunBy.Name), ("panel", ApplicationWords.Names(_text, [.. opening.Panel.Where(one => one.Id != application.Who.Id).Select(one => one.Name)])));

    private CardText ReleaseLine(KeptRelease kept, DateTimeOffset now, TimeZoneInfo zone) => kept.Release.State switch
    {
        _ when kept.IsOutdated => _text.Format("applications.release.outdated", ("practice", kept.Practice)),
        ReleaseState.Agreed => _text.Format("applications.release.agreed", ("practice", kept.Practice)),
        ReleaseState.Declined => _text.Format("applications.release.declined", ("practice", kept.Practice), ("words", kept.Release.Words)),
        _ when kept.Release.WaitedLong(now) => _text.Format("applications.release.asked.long", ("practice", kept.Practice)),
        _ => _text.Format("applications.release.asked", ("practice", kept.Practice), ("when", ApplicationWords.Date(kept.Release.AskAgainFrom, zone))),
    };

    private CardData Rung(Opening rung) => new CardData()
        .Set("title", _text.Plain("applications.mine.rung", ("title", rung.Title)))
        .SetId("kind", rung.Kind)
        .SetId("opening", rung.Key);

    private static string Shorter(string words) => words.Length <= StatementShown ? words : TurnData.Clip(words, StatementShown) + "…";
}
