using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Moving;

/// <summary>The dialog in which one application is moved on, or several together.</summary>
internal sealed class MoveForm(CardLibrary library, Sentences sentences, TimeProvider time)
{
    private readonly TextFile _text = library.Text;

    /// <summary>One.</summary>
    /// <param name="file">The opening.</param>
    /// <param name="application">The application.</param>
    /// <param name="typed">What was chosen and typed; null as it is opened.</param>
    /// <param name="problem">Why it could not be done.</param>
    public Answer.Dialog One(OpeningFile file, Application application, StageMove? typed, Refusal? problem)
    {
        var title = _text.Plain("applications.move.title", ("name", application.Who.Name));
        var next = Stages.NextOf(application, file.Opening, time.GetUtcNow());
        var data = Form(file, title, typed, problem)
            .SetId("who", application.Who.Id.ToString())
            .SetId("version", application.Version.ToString(CultureInfo.InvariantCulture))
            .Set("now", _text.Format("applications.move.now", ("stage", ApplicationWords.Of(_text, application, file.Opening.HasBench))))
            .Set("stages", next.Select(stage => CardChoice.Of(NameOf(file, application, stage), stage.ToString())))
            .Set("stage", PlainText.FromPerson((typed?.To ?? (next.Count == 1 ? next[0] : null as Stage?))?.ToString() ?? ""))
            .Set("about", About(file, application, next));
        return new Answer.Dialog(title, new CardView("applications/move", data, title));
    }

    /// <summary>Several.</summary>
    /// <param name="file">The opening.</param>
    /// <param name="reader">Who moves them.</param>
    /// <param name="chosen">Who is chosen.</param>
    /// <param name="typed">What was chosen and typed; null as it is opened.</param>
    /// <param name="problem">Why it could not be done.</param>
    public Answer.Dialog Several(OpeningFile file, Actor reader, IReadOnlyList<MemberId> chosen, StageMove? typed, Refusal? problem)
    {
        var title = _text.Plain("applications.together.title");
        var movable = Movable(file, reader);
        var stages = movable.SelectMany(one => Stages.NextOf(one, file.Opening, time.GetUtcNow())).Distinct().Order();
        var data = Form(file, title, typed, problem)
            .SetId("seen", file.Head.Counts.Live.ToString(CultureInfo.InvariantCulture))
            .Set("people", movable.Select(one => CardChoice.Of(_text.Plain("applications.together.person", ("name", one.Who.Name), ("stage", ApplicationWords.Of(_text, one, file.Opening.HasBench))), one.Who.Id.ToString())))
            .Set("chosen", PlainText.FromPerson(string.Join(',', chosen)))
            .Set("stages", stages.Select(stage => CardChoice.Of(PlainText.FromPerson(ApplicationWords.Of(_text, stage)), stage.ToString())))
            .Set("stage", PlainText.FromPerson(typed?.To.ToString() ?? ""))
            .Set("about", _text.Format(file.Opening.HasBench ? "applications.together.about" : "applications.together.about.later"));
        return new Answer.Dialog(title, new CardView("applications/together", data, title));
    }

    private List<Application> Movable(OpeningFile file, Actor reader)
        => [.. file.Scoring.Live.Where(one => one.MovesTogether() && Stages.NextOf(one, file.Opening, time.GetUtcNow()).Count > 0 && !file.Scoring.IsConflicted(reader.MemberId, one.Who.Id)).OrderBy(one => one.Stage).ThenBy(one => one.Who.Name, StringComparer.OrdinalIgnoreCase).Take(ApplyingLimits.TogetherMax)];

    private CardText About(OpeningFile file, Application application, IReadOnlyList<Stage> next)
        => next.Contains(Stage.Offered)
            ? _text.Format("applications.move.about.offer", ("count", file.Opening.OfferWorkingDays), ("free", file.Head.FreeOf(file.Opening, file.Head.Counts)))
            : _text.Format(application switch
            {
                { IsExploring: true } => "applications.move.about.exploring",
                { Stage: Stage.Appointed } => "applications.move.about.appointed",
                { Readiness: Readiness.OneToTwoYears } => file.Opening.HasBench ? "applications.move.about.soon" : "applications.move.about.later",
                _ => "applications.move.about",
            });

    private PlainText NameOf(OpeningFile file, Application application, Stage stage)
    {
        if (application.IsExploring)
            return _text.Plain("applications.stage.answered");
        if ((application with { Stage = stage }).IsKeptInMind)
            return _text.Plain(file.Opening.HasBench ? "applications.stage.bench" : "applications.stage.later");
        return application.Stage is Stage.Appointed && stage is Stage.Withdrawn ? _text.Plain("applications.move.takenBack") : PlainText.FromPerson(ApplicationWords.Of(_text, stage));
    }

    private CardData Form(OpeningFile file, PlainText title, StageMove? typed, Refusal? problem) => new CardData().About(_text, file.Opening).Titled(_text, title).WithProblem(sentences, problem)
        .Set("words", PlainText.FromPerson(TurnData.Clip(typed?.Words ?? "", ApplyingLimits.WordsMax)))
        .Set("max", ApplyingLimits.WordsMax);
}
