using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>An applicant takes the place that they are offered. Pressed twice, it is once; pressed in time, it counts.</summary>
internal sealed class AcceptOffer(MyApplication mine, ApplicationChanging changing, IRoleHolders people, UnlistedOffers unlisted, MyCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found))
            return new Answer.Refused(refusal);
        var isListed = await people.FindAsync(found.Opening.Organisation.Id, turn.Actor.MemberId, cancellationToken) is not null;
        var change = new ApplicationChange(found.Opening, StepKind.Accepted, [turn.Actor.MemberId], (_, application, _) => Decide(turn, found.Opening, application ?? found.Application, isListed));
        if ((await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out var why, out var after))
        {
            if (why.TextKey is OfferRefusals.UnlistedKey)
                await unlisted.TellAsync(found.Opening, found.Application, cancellationToken);
            return new Answer.Refused(why);
        }

        return new Answer.Card(await card.OfAsync(found.Opening, after.All[0], turn.At, turn.TimeZone, library.Text.Format("applications.told.accepted"), cancellationToken));
    }

    /// <summary>Who isn't listed any more can say no, and not yes: until when the place is kept for them, and who can help, they are told.</summary>
    private static Ruling<Application> Decide(Turn turn, Opening opening, Application application, bool isListed)
    {
        var ruling = application.Accept(opening, turn.SentAt, turn.At);
        return !isListed && !ruling.IsRefused(out _, out var after) && after != application
            ? OfferRefusals.Unlisted(TimeWords.Moment(application.OfferUntil ?? turn.At, turn.TimeZone), opening.RunBy.Name)
            : ruling;
    }
}

/// <summary>An applicant opens the dialog in which they say no to a place.</summary>
internal sealed class OpenDeclineOffer(MyApplication mine, DeclineOfferForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found)
            ? new Answer.Refused(refusal)
            : found.Application.Stage is Stage.Offered
                ? form.Of(found.Opening, words: "", problem: null)
                : new Answer.Refused(new Refusal(found.Application.Stage is Stage.Lapsed ? "applying.refused.offerLate" : found.Opening.Set is OpeningState.Withdrawn ? "applying.refused.notOffered" : "applying.refused.noOffer"));
}

/// <summary>An applicant says no to the place that they are offered, and why: it goes on to the next who waits.</summary>
internal sealed class DeclineOffer(MyApplication mine, ApplicationChanging changing, MyCard card, DeclineOfferForm form, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var found))
            return new Answer.Refused(refusal);
        var words = turn.Data.Text("words");
        var change = new ApplicationChange(found.Opening, StepKind.Declined, [turn.Actor.MemberId], (_, application, _) => (application ?? found.Application).Decline(found.Opening, words, turn.At, turn.Today));
        if ((await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out var why, out var after))
            return form.Of(found.Opening, words, why);
        return new Answer.Say(library.Text.Plain("applications.offer.declined", ("title", found.Opening.Title)))
        {
            Renewed = await card.OfAsync(found.Opening, after.All[0], turn.At, turn.TimeZone, library.Text.Format("applications.mine.offerDeclined"), cancellationToken),
        };
    }
}

/// <summary>The dialog in which somebody says no to a place.</summary>
internal sealed class DeclineOfferForm(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Of(Opening opening, string words, Refusal? problem)
    {
        var title = library.Text.Plain("applications.offer.no.title");
        var data = new CardData().About(library.Text, opening).Titled(library.Text, title).WithProblem(sentences, problem)
            .Set("about", library.Text.Format("applications.offer.no.about", ("title", opening.Title), ("name", opening.RunBy.Name)))
            .Set("words", PlainText.FromPerson(TurnData.Clip(words, ApplyingLimits.WordsMax)))
            .Set("max", ApplyingLimits.WordsMax);
        return new Answer.Dialog(title, new CardView("applications/offer-no", data, title));
    }
}
