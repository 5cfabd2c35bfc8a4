using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>One application as those read it who may: what the applicant says, and what was done with it.</summary>
internal sealed class ReadCard(ApplicationShelf shelf, IDeclaredInterests interests, IRoleHolders people, CardLibrary library)
{
    private const int StepsMax = 5;

    private readonly TextFile _text = library.Text;

    public async Task<CardView> OfAsync(Turn turn, ReadApplication read, CardText? note, CancellationToken cancellationToken)
    {
        var (file, one, standing) = read;
        var me = turn.Actor.MemberId;
        var declared = await interests.ListAsync(file.Opening.Organisation.Id, one.Who.Id, turn.Today, cancellationToken);
        var title = _text.Plain("applications.read.title", ("name", one.Who.Name), ("stage", ApplicationWords.Of(_text, one, file.Opening.HasBench)));
        var release = file.ReleaseOf(one.Who.Id);
        var left = await people.ListUnlistedAsync(file.Opening, [one], cancellationToken);
        var data = new CardData().About(_text, file.Opening).Titled(_text, title)
            .SetId("who", one.Who.Id.ToString())
            .Set("about", _text.Format("applications.read.about", ("readiness", ApplicationWords.Of(_text, one.Readiness)), ("when", ApplicationWords.Date(one.SentAt, turn.TimeZone))))
            .Set("statement", _text.Format("applications.quoted", ("words", one.Statement)))
            .Set("interests", declared.Count == 0 ? _text.Format("applications.read.interests.none") : _text.Format("applications.read.interests", ("list", string.Join("; ", declared))))
            .Set("steps", standing.Decides ? (await shelf.ListStepsAsync(file.Key, one.Who.Id, cancellationToken)).Where(StepWords.IsTold).TakeLast(StepsMax).Select(step => new CardData().Set("line", StepWords.Of(_text, step, turn.TimeZone))) : [])
            .Set("mayScore", file.Scoring.WhyNotScore(one, standing, me, turn.At) is null)
            .Set("mayMove", standing.Decides && Stages.NextOf(one, file.Opening, turn.At).Count > 0)
            .Set("mayRecord", standing.Decides && Release.WhyNotAsk(one) is null)
            .Set("mayConflict", one.IsLive)
            .SetLeft(_text, left.Count > 0);
        if (note is { } done)
            data.Set("note", done);
        if (one.Edition > 1 && standing.Decides) // who explored is answered: a panel would guess it
            data.Set("again", _text.Format("applications.read.again", ("count", one.Edition)));
        if (file.Scoring.ShownOf(one, standing, me) is { Count: > 0 } scores)
            data.Set("scores", ScoreWords.Of(_text, scores));
        else if (standing.Scores && file.Scoring.ScoreBy(me, one) is { } given)
            data.Set("scores", _text.Format("applications.list.given", ("score", given)));
        if (standing.Decides && ConflictWords.Of(_text, file.Scoring, one.Who.Id) is { } conflicts)
            data.Set("declared", conflicts);
        if (standing.Decides && release is not null)
            data.Set("release", ReleaseWords.Line(_text, release));
        if (one.IsExploring)
            data.Set("exploring", _text.Format("applications.read.exploring"));
        return new CardView("applications/read", data, title);
    }
}

/// <summary>Somebody who may reads an application. That they did is audited.</summary>
internal sealed class ReadStatement(ApplicationsGate gate, PanelShelf panel, ReadCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out var refusal, out var read))
            return new Answer.Refused(refusal);
        await panel.NoteReadAsync(turn, read, cancellationToken);
        return new Answer.Card(await card.OfAsync(turn, read, note: null, cancellationToken));
    }
}
