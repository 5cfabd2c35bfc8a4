using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Nominating;

/// <summary>A member opens the dialog in which they nominate somebody else.</summary>
internal sealed class OpenNominate(ApplicationsGate gate, NominateForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return new Answer.Refused(refusal);
        return ApplyRules.WhyNotOpen(opening, turn.At) is { } why ? new Answer.Refused(why) : form.Of(opening, "", problem: null);
    }
}

/// <summary>A member nominates somebody: it is passed on to that person, and that is all that the nominator learns.</summary>
internal sealed class Nominate(ApplicationsGate gate, NominationShelf nominations, IRoleHolders people, NominateForm form, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return new Answer.Refused(refusal);
        if (ApplyRules.WhyNotOpen(opening, turn.At) is { } why)
            return new Answer.Refused(why);
        var words = turn.Data.Text("words");
        if (ApplyingTexts.CheckIfAny(words, ApplyingLimits.WordsMax, turn.Today) is { } wrong)
            return form.Of(opening, words, wrong);
        if (!MemberId.TryParse(turn.Data.Text("person", 100), out var who) || await people.FindAsync(opening.Organisation.Id, who, cancellationToken) is not { } person)
            return form.Of(opening, words, new Refusal("applications.refused.nobody"));
        if (person.Person == turn.Actor.MemberId)
            return form.Of(opening, words, new Refusal("applications.refused.self"));
        await nominations.NominateAsync(turn, opening, new Person(person.Person, person.Name), words.Trim(), cancellationToken);
        return new Answer.Say(library.Text.Plain("applications.nominate.done", ("name", person.Name)));
    }
}

/// <summary>A nominee says no, in one press: who nominated them and with which words goes, and nobody is told.</summary>
internal sealed class DeclineNomination(ApplicationsGate gate, NominationShelf nominations, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindInOwnChatAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return new Answer.Refused(refusal);
        if (await nominations.FindAsync(opening, turn.Actor.MemberId, cancellationToken) is not { } nomination)
            return new Answer.Refused(new Refusal("applications.refused.notNominated"));
        await nominations.DeclineAsync(opening, nomination, turn.At, cancellationToken);
        return new Answer.Card(NoticeCard.Of(library.Text, library.Text.Plain("applications.nominated.declined"), null, [library.Text.Format("applications.nominated.declined.next")]));
    }
}

/// <summary>The dialog in which somebody is nominated, and the card that the nominee gets.</summary>
internal sealed class NominateForm(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(Opening opening, string words, Refusal? problem)
    {
        var title = _text.Plain("applications.nominate.title");
        var data = new CardData().About(_text, opening).Titled(_text, title).WithProblem(sentences, problem)
            .Set("about", _text.Format("applications.nominate.about", ("title", opening.Title)))
            .Set("words", PlainText.FromPerson(TurnData.Clip(words, ApplyingLimits.WordsMax)))
            .Set("max", ApplyingLimits.WordsMax);
        return new Answer.Dialog(title, new CardView("applications/nominate", data, title));
    }

    public CardView Card(Opening opening, Person by, string words, TimeZoneInfo zone)
    {
        var title = _text.Plain("applications.nominated.title", ("name", by.Name), ("title", opening.Title));
        var data = new CardData().About(_text, opening).Titled(_text, title)
            .Set("terms", opening.Terms.Select(term => new CardData().Set("term", CardText.FromPerson(term))))
            .Set("when", opening.ClosesAt is { } closes ? _text.Format("applications.form.closes", ("when", TimeWords.Moment(closes, zone))) : _text.Format("applications.form.rolling"))
            .Set("about", _text.Format("applications.nominated.about", ("name", by.Name)));
        if (words.Length > 0)
            data.Set("words", _text.Format("applications.quoted", ("words", words)));
        return new CardView("applications/nominated", data, title);
    }
}
