using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member opens the dialog in which a poll is written; from something that it is to be about, with that and its people in it.</summary>
internal sealed class OpenPollForm(PollFormCards cards, References references, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = PollForm.Empty(chance.NewId(), turn.Data.Text("question"), turn.Actor.Organisation.Id);
        if (!turn.Data.TryText("about", out _))
            return await cards.FormAsync(turn, form, problem: null, cancellationToken);
        if (!AskChecking.MayAskEverybody(turn))
            return new Answer.Refused(new Refusal("polls.form.refused.aboutRole"));
        var reference = References.In(turn.Data);
        if (await references.FindAsync(reference, turn.Actor.Organisation.Id, cancellationToken) is not { } found)
            return new Answer.Refused(new Refusal("polls.form.refused.about"));
        var settings = new AskForm
        {
            Audience = AskForm.Read(turn.Data).Audience,
            About = reference,
            Counting = new CountingForm { Matter = TurnData.Clip(found.Matter, CountingForm.MatterCharactersMax) },
        };
        return await cards.FormAsync(turn, form with { Settings = settings }, problem: null, cancellationToken);
    }
}
