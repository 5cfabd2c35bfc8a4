using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>An organiser or a chair opens the dialog in which places and dates are changed.</summary>
internal sealed class OpenTerms(FellowshipShelf shelf, OwnStake stake, TermsForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken) is { } own ? new Answer.Refused(own) : form.Of(turn, head, problem: null);
    }
}

/// <summary>
/// They change places and dates; everybody whom it concerns is told. Fewer places are agreed first with those who count offers,
/// in one commit there: of a press here and an offer there at the same moment, one comes too late.
/// </summary>
internal sealed class ChangeTerms(FellowshipShelf shelf, OwnStake stake, IOffers offers, TermsForm form, ManageCards manage, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken) is { } own)
            return new Answer.Refused(own);
        if (!turn.Data.TryNumber("places", out var places) || OpeningForm.ClosingOn(turn.Data.Text("closes"), turn.TimeZone) is not { } closes || Columns.Day(turn.Data.Text("starts")) is not { } starts || Columns.Day(turn.Data.Text("ends")) is not { } ends)
            return form.Of(turn, head, new Refusal("fellowships.refused.noDates"));
        if (FellowshipForm.ClosingText(head.Fellowship.Content.ClosesAt, turn.TimeZone) == turn.Data.Text("closes"))
            closes = head.Fellowship.Content.ClosesAt ?? closes; // the day wasn't touched: nor is the minute
        var (seen, revision, interview) = (FellowshipForm.SeenIn(turn.Data), head.Fellowship.Revision, Columns.Day(turn.Data.Text("interview")));
        if (head.Fellowship.Change(places, closes, interview, starts, ends, turn.At).IsRefused(out var problem, out var wanted))
            return form.Of(turn, head, problem);
        if (wanted != head.Fellowship && head.Fellowship.WhyNotFrom(seen) is { } newer)
            return form.Of(turn, head, newer);
        var isFewer = wanted != head.Fellowship && places < head.Fellowship.Content.Places;
        if (isFewer)
            await shelf.ListLaterAsync(head.Key, turn.At, cancellationToken); // first: where what follows comes to nothing, nobody else would say that they aren't fewer
        if (isFewer && await offers.LimitAsync(FellowshipOpenings.FellowshipKind, head.Key, places, revision + 1, turn.At, cancellationToken) is { } taken)
            return form.Of(turn, head, taken);
        var ruling = await shelf.ChangeAsync(
            turn,
            head.Key,
            fellowship => FellowshipForm.From(fellowship, revision, fellowship.Change(places, closes, interview, starts, ends, turn.At)),
            (before, after) => [ChangeAudit.OfTerms(head.Key, turn, before.Content, after.Content), NoteOrders.Order(head.Key, Note.TeamChanged, NoteOrders.OfTeam(after, turn.Actor.MemberId), turn.At)],
            cancellationToken);
        if (ruling.IsRefused(out var why, out _) && places < head.Fellowship.Content.Places)
            await shelf.ListAgainAsync(head.Key, cancellationToken); // those who count have agreed to fewer already
        return why is not null
            ? form.Of(turn, head, why)
            : await manage.AfterAsync(turn, head, ruling, library.Text.Format("fellowships.terms.done"), cancellationToken);
    }
}

/// <summary>The dialog in which places and dates are changed.</summary>
internal sealed class TermsForm(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Of(Turn turn, FellowshipHead head, Refusal? problem)
    {
        var (content, title) = (head.Fellowship.Content, library.Text.Plain("fellowships.terms.title"));
        var data = new CardData().Titled(library.Text, title).WithProblem(sentences, problem)
            .SetId("organisationId", head.Fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("revision", FellowshipWords.Number(head.Fellowship.Revision))
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(library.Text, head.Fellowship)))
            .Set("places", turn.Data.TryNumber("places", out var typed) ? Math.Clamp(typed, 1, FellowshipLimits.PlacesMax) : content.Places)
            .Set("closes", Typed("closes", FellowshipForm.ClosingText(content.ClosesAt, turn.TimeZone)))
            .Set("interview", Typed("interview", Columns.Text(content.InterviewOn)))
            .Set("starts", Typed("starts", Columns.Text(content.Starts)))
            .Set("ends", Typed("ends", Columns.Text(content.Ends)));
        return new Answer.Dialog(title, new CardView("fellowships/terms", data, title));

        PlainText Typed(string name, string now) => PlainText.FromPerson(turn.Data.TryText(name, out var words) ? TurnData.Clip(words, 10) : now);
    }
}
