using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Somebody who leads the applicant's practice agrees, in one press.</summary>
internal sealed class AgreeRelease(ReleaseReading reading, ReleaseDesk desk, ReleaseCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await reading.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var asked))
            return new Answer.Refused(refusal);
        return (await desk.AnswerAsync(turn, asked, agrees: true, "", cancellationToken)).IsRefused(out var why, out var after)
            ? new Answer.Refused(why)
            : new Answer.Card(card.Of(asked with { Kept = after }));
    }
}

/// <summary>They open the dialog in which they say why the practice can't agree.</summary>
internal sealed class OpenDecline(ReleaseReading reading, ReleaseCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await reading.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var asked)
            ? new Answer.Refused(refusal)
            : asked.IsOutdated || turn.Data.Text("mark") != asked.Kept.Mark
                ? new Answer.Refused(new Refusal(ReleaseDesk.OtherTerms, ("name", asked.Application.Who.Name)))
                : card.Form(asked, "", problem: null);
}

/// <summary>The practice can't agree, for a reason that the applicant and whoever runs the opening read.</summary>
internal sealed class DeclineRelease(ReleaseReading reading, ReleaseDesk desk, ReleaseCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await reading.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var asked))
            return new Answer.Refused(refusal);
        var words = turn.Data.Text("words");
        if ((await desk.AnswerAsync(turn, asked, agrees: false, words, cancellationToken)).IsRefused(out var problem, out var after))
            return problem.TextKey is not ReleaseDesk.OtherTerms && problem.TextKey.StartsWith("applications.", StringComparison.Ordinal) ? new Answer.Refused(problem) : card.Form(asked, words, problem);
        return new Answer.Say(library.Text.Plain("applications.release.answered")) { Renewed = card.Of(asked with { Kept = after }) };
    }
}

/// <summary>A question to a practice, with the applicant whom it is about.</summary>
internal sealed record AskedRelease(Opening Opening, Application Application, KeptRelease Kept)
{
    /// <summary>Whether it was about other words than those of now.</summary>
    public bool IsOutdated => Kept.IsOutdated || !Kept.Release.IsAbout(Opening.Terms);

    /// <summary>Whether it waits for the answer of somebody who was asked, as long as they lead the practice: once a place has begun there is nothing to answer any more.</summary>
    /// <param name="lead">Who was asked.</param>
    /// <param name="now">The moment.</param>
    public bool WaitsFor(MemberId lead, DateTimeOffset now)
        => Kept.IsAsked && Kept.Asked.Contains(lead) && !IsOutdated && Application.IsLive && Opening.Set is not OpeningState.Withdrawn && !(now >= Opening.OffersEndAt);
}

/// <summary>Finds the question that a card names, for whoever was asked; nobody else learns that there is one.</summary>
internal sealed class ReleaseReading(ApplicationsGate gate, ApplicationShelf shelf)
{
    public async Task<Ruling<AskedRelease>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindInOwnChatAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return refusal;
        var key = ApplicationRows.PartitionOf(opening);
        if (!MemberId.TryParse(turn.Data.Text("who", 100), out var who) || await shelf.FindAsync(key, who, cancellationToken) is not { } application)
            return new Refusal("applications.refused.notAsked");
        if (await shelf.FindLastReleaseAsync(key, who, cancellationToken) is not { } kept)
            return new Refusal("applications.refused.notAsked");
        if (ReleaseDesk.WhyNotAnswer(turn, kept) is { } why)
            return why;
        turn.Data.TryNumber("edition", out var edition);
        return kept.Edition == edition && kept.Edition == application.Edition ? new AskedRelease(opening, application, kept) : new Refusal("applications.refused.releaseOver");
    }
}

/// <summary>The card on which a practice is asked, and the dialog for its no.</summary>
internal sealed class ReleaseCard(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="asked">The question, and its answer.</param>
    /// <param name="reminder">What stands above it as long as it waits; null for nothing.</param>
    public CardView Of(AskedRelease asked, CardText? reminder = null)
    {
        var title = _text.Plain("applications.release.card.title", ("name", asked.Application.Who.Name));
        var release = asked.Kept.Release;
        var data = Base(asked, title)
            .Set("practice", CardText.FromPerson(asked.Kept.Practice))
            .Set("words", release.Terms.Split('\n').Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("about", _text.Format("applications.release.card.about", ("name", asked.Opening.RunBy.Name)))
            .Set("isOpen", release.State is ReleaseState.Asked);
        if (release.State is not ReleaseState.Asked)
            data.Set("note", release.State is ReleaseState.Agreed ? _text.Format("applications.release.card.agreed", ("name", release.AnsweredByName)) : _text.Format("applications.release.card.declined", ("name", release.AnsweredByName), ("words", release.Words)));
        else if (reminder is { } note)
            data.Set("note", note);
        return new CardView("applications/release", data, title);
    }

    public Answer.Dialog Form(AskedRelease asked, string words, Refusal? problem)
    {
        var title = _text.Plain("applications.release.no.title");
        var data = Base(asked, title).WithProblem(sentences, problem)
            .Set("words", PlainText.FromPerson(TurnData.Clip(words, ApplyingLimits.WordsMax)))
            .Set("max", ApplyingLimits.WordsMax)
            .Set("about", _text.Format("applications.release.no.about", ("name", asked.Application.Who.Name), ("runBy", asked.Opening.RunBy.Name)));
        return new Answer.Dialog(title, new CardView("applications/decline", data, title));
    }

    private CardData Base(AskedRelease asked, PlainText title) => new CardData().About(_text, asked.Opening).Titled(_text, title)
        .SetId("who", asked.Application.Who.Id.ToString())
        .SetId("edition", asked.Kept.Edition.ToString(CultureInfo.InvariantCulture))
        .SetId("mark", asked.Kept.Mark);
}
