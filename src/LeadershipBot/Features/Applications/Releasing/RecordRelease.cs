using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Somebody who decides opens the dialog in which they record what an applicant's practice said, where nobody could be asked here.</summary>
internal sealed class OpenRecordRelease(ApplicationsGate gate, RecordForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out var refusal, out var read))
            return new Answer.Refused(refusal);
        if (!read.Standing.Decides)
            return new Answer.Refused(new Refusal("applying.refused.notYours"));
        return Release.WhyNotAsk(read.Application) is { } why ? new Answer.Refused(why) : form.Of(read, "", "", problem: null);
    }
}

/// <summary>They record it; the applicant is told. Audited.</summary>
internal sealed class RecordRelease(ApplicationsGate gate, ReleaseDesk desk, RecordForm form, ReadCard card, ApplicationShelf shelf, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out var refusal, out var read))
            return new Answer.Refused(refusal);
        if (!read.Standing.Decides)
            return new Answer.Refused(new Refusal("applying.refused.notYours"));
        var (said, words) = (turn.Data.Text("said"), turn.Data.Text("words"));
        if (said is not ("yes" or "no"))
            return form.Of(read, said, words, new Refusal("applications.refused.noAnswer"));
        await shelf.NoteAsync(read.File.Opening, turn.Actor.MemberId, cancellationToken);
        if ((await desk.RecordAsync(turn, read.File.Opening, read.Application.Who.Id, said == "yes", words, cancellationToken)).IsRefused(out var problem, out _))
            return form.Of(read, said, words, problem);
        return new Answer.Say(library.Text.Plain("applications.record.done"))
        {
            Renewed = (await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out _, out var now) ? null : await card.OfAsync(turn, now, library.Text.Format("applications.record.done"), cancellationToken),
        };
    }
}

/// <summary>That dialog.</summary>
internal sealed class RecordForm(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(ReadApplication read, string said, string words, Refusal? problem)
    {
        var title = _text.Plain("applications.record.title");
        var data = new CardData().About(_text, read.File.Opening).Titled(_text, title).WithProblem(sentences, problem)
            .SetId("who", read.Application.Who.Id.ToString())
            .Set("about", _text.Format("applications.record.about", ("name", read.Application.Who.Name)))
            .Set("said", PlainText.FromPerson(said is "yes" or "no" ? said : ""))
            .Set("words", PlainText.FromPerson(TurnData.Clip(words, ApplyingLimits.WordsMax)))
            .Set("max", ApplyingLimits.WordsMax);
        return new Answer.Dialog(title, new CardView("applications/record", data, title));
    }
}
