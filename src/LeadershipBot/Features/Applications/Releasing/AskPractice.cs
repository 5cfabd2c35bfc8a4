using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>A shortlisted applicant opens the dialog that shows the exact words, and to whom they go. Nothing is sent by opening it.</summary>
internal sealed class OpenAskPractice(MyApplication mine, ReleaseDesk desk, AskPracticeForm form, ApplicationShelf shelf) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own))
            return new Answer.Refused(refusal);
        if (Release.WhyNotAsk(own.Application, own.Opening, turn.At) is { } why)
            return new Answer.Refused(why);
        var kept = await shelf.FindReleaseAsync(ApplicationRows.PartitionOf(own.Opening), own.Application, cancellationToken);
        if ((await desk.FindPracticesAsync(own.Opening, turn.Actor.MemberId, cancellationToken)).IsRefused(out var nobody, out var practices))
            return new Answer.Refused(nobody);
        return kept is null || practices.All.Any(practice => ReleaseDesk.MayAskAgain(kept, practice, turn.At))
            ? form.Of(own, practices, problem: null)
            : new Answer.Refused(new Refusal("applications.refused.askedAlready"));
    }
}

/// <summary>The applicant presses "Ask my practice": only now anybody there learns of it.</summary>
internal sealed class AskPractice(MyApplication mine, ReleaseDesk desk, AskPracticeForm form, MyCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var own))
            return new Answer.Refused(refusal);
        if ((await desk.FindPracticesAsync(own.Opening, turn.Actor.MemberId, cancellationToken)).IsRefused(out var nobody, out var practices))
            return new Answer.Refused(nobody);
        var practice = practices.All.FirstOrDefault(one => one.Code == turn.Data.Text("practice"));
        if (practice is null || turn.Data.Text("mark") != form.MarkOf(own, practices))
            return form.Of(own, practices, new Refusal("applications.refused.otherWords"));
        if ((await desk.AskAsync(turn, own, practice, cancellationToken)).IsRefused(out var why, out var kept))
            return new Answer.Refused(why);
        return new Answer.Say(library.Text.Plain("applications.release.sent", ("practice", kept.Practice)))
        {
            Renewed = await card.OfAsync(own.Opening, own.Application, turn.At, turn.TimeZone, library.Text.Format("applications.release.sent.note"), cancellationToken),
        };
    }
}

/// <summary>That dialog.</summary>
internal sealed class AskPracticeForm(ReleaseDesk desk, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(OwnApplication own, AskablePractices practices, Refusal? problem)
    {
        var title = _text.Plain("applications.release.title");
        var data = new CardData().About(_text, own.Opening).Titled(_text, title).WithProblem(sentences, problem)
            .SetId("mark", MarkOf(own, practices))
            .Set("words", desk.WordsOf(own.Opening, own.Application).Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("practices", practices.All.Select(one => new CardData().Set("title", _text.Plain("applications.release.to", ("practice", one.Name), ("leads", Leads(one)))).SetId("value", one.Code)))
            .SetId("practice", practices.All[0].Code)
            .Set("about", _text.Format("applications.release.about", ("name", own.Opening.RunBy.Name)));
        return new Answer.Dialog(title, new CardView("applications/ask", data, title));
    }

    /// <summary>The same for the same words to the same people: what is sent is what was read.</summary>
    public string MarkOf(OwnApplication own, AskablePractices practices)
        => Keys.Hash([.. desk.WordsOf(own.Opening, own.Application), .. practices.All.SelectMany(one => one.Leads.Select(lead => $"{one.Code} {lead.Id}")).Order(StringComparer.Ordinal)]);

    private string Leads(AskablePractice practice) => ApplicationWords.Names(_text, [.. practice.Leads.Select(one => one.Name)]);
}
