using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>An organiser or a chair opens the dialog in which it is recorded what somebody did on the ladder.</summary>
internal sealed class OpenStep(StepCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(PostGate.CheckMaking(turn) is { } refusal ? new Answer.Refused(refusal) : cards.Form(turn, problem: null));
}

/// <summary>An organiser or a chair records it. The same dialog sent twice records it once.</summary>
internal sealed class RecordStep(LadderShelf shelf, StepCards cards, IAudience audience, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        if (!MemberId.TryParse(turn.Data.Text("person"), out var id) || await audience.FindAsync(organisation, id, cancellationToken) is not { } member)
            return cards.Form(turn, new Refusal("posts.refused.nobody"));
        if (Columns.Day(turn.Data.Text("from")) is not { } from)
            return cards.Form(turn, new Refusal("posts.refused.stepDays"));
        var rung = Enum.TryParse<Rung>(turn.Data.Text("rung"), out var chosen) && Enum.IsDefined(chosen) ? chosen : Rung.Seat;
        var what = turn.Data.Text("what", Ladder.WhatCharactersMax + 1);
        var step = new LadderStep(LadderRows.IdOf("step", member.Person.ToString(), rung.ToString(), what, Columns.Text(from)), new Person(member.Person, member.Name), rung, what, from, Columns.Day(turn.Data.Text("until")))
        {
            RecordedBy = new Person(turn.Actor.MemberId, turn.Actor.Name),
        };
        if (Ladder.Check(step, turn.Today).IsRefused(out var problem, out var kept))
            return cards.Form(turn, problem);
        var entry = Audit.Entry(organisation, turn, "posts.stepRecorded", new Changed(member.Person.ObjectId, "", kept.Id));
        await shelf.AddStepAsync(organisation, kept, entry, cancellationToken);
        return new Answer.Say(library.Text.Plain("posts.step.done", ("name", member.Name), ("date", PostWords.Date(kept.AskedOn))));
    }
}

/// <summary>The dialog in which a step is recorded.</summary>
internal sealed class StepCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Form(Turn turn, Refusal? problem)
    {
        var title = _text.Plain("posts.step.title");
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("rungs", Ladder.Recorded.Select(rung => new CardData().SetId("value", rung.ToString()).Set("title", PlainText.FromPerson(PostWords.Of(_text, rung)))))
            .SetId("rung", Enum.TryParse<Rung>(turn.Data.Text("rung"), out var typed) && Ladder.Recorded.Contains(typed) ? typed.ToString() : nameof(Rung.Shadow))
            .Set("what", PlainText.FromPerson(isPatient ? "" : turn.Data.Text("what", Ladder.WhatCharactersMax)))
            .Set("from", PlainText.FromPerson(turn.Data.TryText("from", out var from) ? TurnData.Clip(from, 10) : Columns.Text(turn.Today)))
            .Set("until", PlainText.FromPerson(turn.Data.Text("until", 10)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("posts/step", data, title));
    }
}
