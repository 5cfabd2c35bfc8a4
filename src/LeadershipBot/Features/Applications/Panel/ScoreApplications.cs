using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>A panel member opens the dialog in which they score: one application, or all that they have still to score, one after the other.</summary>
internal sealed class OpenScore(ApplicationsGate gate, PanelShelf panel, ScoreForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return new Answer.Refused(refusal);
        var standing = file.StandingOf(turn.Actor);
        if (file.Opening.ReadFrom(turn.At) is not null) // whether there is such an application is not said before, either
            return new Answer.Refused(new Refusal(standing.Scores ? "applying.refused.stillOpen" : "applying.refused.notOnPanel"));
        var application = MemberId.TryParse(turn.Data.Text("who", 100), out var who) ? file.VisibleOf(who, standing) : file.Scoring.MissingOf(turn.Actor.MemberId) is [var first, ..] ? first : null;
        if (application is null)
            return new Answer.Refused(new Refusal(!standing.Scores ? "applying.refused.notOnPanel" : file.Scoring.IsRevealed ? "applying.refused.scored" : "applications.refused.allScored"));
        if (file.Scoring.WhyNotScore(application, standing, turn.Actor.MemberId, turn.At) is { } why)
            return new Answer.Refused(why);
        await panel.NoteReadAsync(turn, new ReadApplication(file, application, standing), cancellationToken);
        return form.Of(file, application, turn.Actor.MemberId, problem: null);
    }
}

/// <summary>A panel member gives a score; then comes what they have still to score. Nobody sees it before all have scored.</summary>
internal sealed class GiveScore(ApplicationsGate gate, PanelShelf panel, ScoreForm form, ListCard list, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out var refusal, out var read))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("score", out var score);
        turn.Data.TryNumber("revision", out var revision);
        var ruling = await panel.ScoreAsync(turn, read.File.Opening, read.Application.Who.Id, score, revision, cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return problem.TextKey is "applications.refused.noScore" or "applying.refused.changedMeanwhile" ? form.Of(read.File, read.Application, turn.Actor.MemberId, problem) : new Answer.Refused(problem);
        if (after.Scoring.MissingOf(turn.Actor.MemberId) is [var next, ..])
        {
            await panel.NoteReadAsync(turn, new ReadApplication(after, next, after.StandingOf(turn.Actor)), cancellationToken);
            return form.Of(after, next, turn.Actor.MemberId, problem: null);
        }

        return new Answer.Say(library.Text.Plain(after.Scoring.IsRevealed ? "applications.score.all" : "applications.score.done"))
        {
            Renewed = await list.PageAsync(after, turn.Actor, turn.At, 0, cancellationToken),
        };
    }
}

/// <summary>The dialog in which one application is scored.</summary>
internal sealed class ScoreForm(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(OpeningFile file, Application application, MemberId me, Refusal? problem)
    {
        var left = file.Scoring.MissingOf(me).Count;
        var title = _text.Plain("applications.score.title", ("name", application.Who.Name));
        var data = new CardData().About(_text, file.Opening).Titled(_text, title).WithProblem(sentences, problem)
            .SetId("who", application.Who.Id.ToString())
            .SetId("revision", application.Revision.ToString(CultureInfo.InvariantCulture))
            .Set("left", left > 1 ? _text.Format("applications.score.left", ("count", left)) : _text.Format("applications.score.last"))
            .Set("specification", file.Opening.Specification.Length > 0 ? _text.Format("applications.form.specification", ("words", file.Opening.Specification)) : _text.Format("applications.score.noSpecification"))
            .Set("about", _text.Format("applications.read.about.short", ("readiness", ApplicationWords.Of(_text, application.Readiness))))
            .Set("statement", _text.Format("applications.quoted", ("words", application.Statement)))
            .Set("scores", Enumerable.Range(ApplyingLimits.ScoreMin, ApplyingLimits.ScoreMax).Reverse().Select(score => new CardData().Set("title", _text.Plain(NameOf(score))).SetId("value", score.ToString(CultureInfo.InvariantCulture))))
            .Set("score", PlainText.FromPerson(file.Scoring.ScoreBy(me, application)?.ToString(CultureInfo.InvariantCulture) ?? ""));
        return new Answer.Dialog(title, new CardView("applications/score", data, title));
    }

    private static string NameOf(int score) => score switch
    {
        1 => "applications.score.one",
        2 => "applications.score.two",
        3 => "applications.score.three",
        4 => "applications.score.four",
        _ => "applications.score.five",
    };
}
