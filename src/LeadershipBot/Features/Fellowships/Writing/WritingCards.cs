using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>The three dialogs in which a fellowship is written: what it is, for whom it is and who decides, and its dates with how it reads.</summary>
internal sealed class WritingCards(CardLibrary library, Sentences sentences, RoleChoices choices, FellowshipShelf shelf, IAudience audience)
{
    private const int UsualWindowDays = 28;
    private const int UsualStartDays = 56;
    private const int UsualMonths = 12;

    private readonly TextFile _text = library.Text;

    /// <summary>The first page: what it is.</summary>
    public async Task<Answer.Dialog> FactsAsync(Turn turn, FellowshipHead? head, string nonce, FellowshipContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var before = head?.Fellowship.RepeatOf is { Length: > 0 } key ? await shelf.FindAsync(key, cancellationToken) : null;
        var data = Page(turn, head, "fellowships.write.title", problem)
            .Set("before", Waits(head).Concat(Before(before)).Select(line => new CardData().Set("line", line)))
            .SetId("nonce", nonce)
            .Set("localities", CardChoice.Localities(localities).Prepend(CardChoice.Named(_text.Plain("fellowships.wholeOrganisation").Words, OpeningForm.Whole)))
            .Set("fundings", FellowshipWords.Fundings(_text))
            .Set("typed", new CardData()
                .Set("title", PlainText.FromPerson(content.Title))
                .Set("about", PlainText.FromPerson(content.About))
                .Set("outcome", PlainText.FromPerson(content.Outcome))
                .Set("sessions", PlainText.FromPerson(content.Sessions > 0 ? FellowshipWords.Number(content.Sessions) : ""))
                .Set("places", Math.Clamp(content.Places, 1, FellowshipLimits.PlacesMax))
                .SetId("locality", content.Locality.Length == 0 ? OpeningForm.Whole : content.Locality)
                .SetId("funding", content.Funding.ToString())
                .Set("fundedBy", PlainText.FromPerson(content.FundedBy))
                .Set("backfill", PlainText.FromPerson(content.Backfill))
                .Set("mentor", PlainText.FromPerson(content.Mentor))
                .Set("skills", PlainText.FromPerson(string.Join(", ", content.Skills))));
        return Dialog("fellowships.write.title", "fellowships/write-facts", data);
    }

    /// <summary>The second page: for whom it is, and who decides.</summary>
    public async Task<Answer.Dialog> PeopleAsync(Turn turn, FellowshipHead head, FellowshipContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var (makers, panel) = await choices.ListAsync(organisation, Fellowship.Makers, content.RunBy, content.Panel, cancellationToken);
        var data = Page(turn, head, "fellowships.write.people", problem)
            .SetEligible(_text, await audience.NameLocalitiesAsync(organisation, cancellationToken))
            .Set("makers", makers)
            .Set("panelists", panel)
            .Set("typed", new CardData()
                .SetPeople(content.Specification, content.Eligibility, content.RunBy, content.Panel, content.TalkTo)
                .Set("offerDays", Math.Clamp(content.OfferWorkingDays, 1, FellowshipLimits.OfferWorkingDaysMax)));
        return Dialog("fellowships.write.people", "fellowships/write-people", data);
    }

    /// <summary>The third page: how it reads, and its dates.</summary>
    public async Task<Answer.Dialog> DatesAsync(Turn turn, FellowshipHead head, FellowshipContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var (localities, starts) = (await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken), content.Starts ?? turn.Today.AddDays(UsualStartDays));
        var lines = FellowshipWords.Terms(_text, content with { Starts = null }).Append(EligibilityWords.Of(_text, content.Eligibility, localities).Words).ToList();
        lines.Add(content.Panel.Count > 0 ? _text.Plain("fellowships.preview.panel", ("names", string.Join(", ", content.Panel.Select(one => one.Name)))).Words : _text.Plain("fellowships.preview.noPanel", ("name", content.RunBy?.Name ?? "")).Words);
        lines.Add(_text.Plain("fellowships.preview.offers", ("count", content.OfferWorkingDays)).Words);
        var data = Page(turn, head, "fellowships.write.dates", problem)
            .SetId("returned", FellowshipForm.ReturnedMark(head.Fellowship))
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(_text, content.Title, head.Fellowship.Cycle)))
            .Set("short", CardText.FromPerson(FellowshipWords.InShort(_text, content.Sessions, content.Locality, content.Funding, localities)))
            .Set("lines", lines.Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("closes", PlainText.FromPerson(content.ClosesAt is null ? Columns.Text(turn.Today.AddDays(UsualWindowDays)) : FellowshipForm.ClosingText(content.ClosesAt, turn.TimeZone)))
            .Set("interview", PlainText.FromPerson(Columns.Text(content.InterviewOn)))
            .Set("starts", PlainText.FromPerson(Columns.Text(starts)))
            .Set("ends", PlainText.FromPerson(Columns.Text(content.Ends ?? starts.AddMonths(UsualMonths).AddDays(-1))));
        return Dialog("fellowships.write.dates", "fellowships/write-dates", data);
    }

    private IEnumerable<CardText> Waits(FellowshipHead? head)
        => head is { Fellowship: { IsAsked: true, IsApproved: false } } ? [_text.Format("fellowships.write.waits")] : [];

    /// <summary>What both sides said of the cycle before: it is for this that they were asked.</summary>
    private IEnumerable<CardText> Before(FellowshipHead? before)
        => before is not null && SurveyWords.Of(_text, before.Fellowship) is { Count: > 0 } lines ? lines.Prepend(_text.Format("fellowships.surveys.before", ("title", FellowshipWords.Title(_text, before.Fellowship)))) : [];

    private CardData Page(Turn turn, FellowshipHead? head, string titleKey, Refusal? problem)
    {
        var data = new CardData().Titled(_text, _text.Plain(titleKey)).WithProblem(sentences, problem).SetId("organisationId", turn.Actor.Organisation.Id);
        return head is null ? data : data.SetId("fellowship", head.Key);
    }

    private Answer.Dialog Dialog(string titleKey, string template, CardData data)
    {
        var title = _text.Plain(titleKey);
        return new Answer.Dialog(title, new CardView(template, data, title));
    }
}
