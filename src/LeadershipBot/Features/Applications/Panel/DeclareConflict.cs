using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>Somebody who may read applications opens the dialog in which they declare a conflict, about one applicant or all.</summary>
internal sealed class OpenConflict(ApplicationsGate gate, CardLibrary library) : ISlice
{
    private const string All = "all";
    private const int NamedMax = 60;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return new Answer.Refused(refusal);
        var title = _text.Plain("applications.conflict.title");
        var sees = file.StandingOf(turn.Actor).SeesFrom(file.Opening, turn.At) is null; // before that, a panel steps back from all or from nobody
        var named = (sees ? file.Scoring.Live : []).Where(one => !file.Scoring.IsConflicted(turn.Actor.MemberId, one.Who.Id)).OrderBy(one => one.Who.Name, StringComparer.OrdinalIgnoreCase).Take(NamedMax);
        var chosen = turn.Data.Text("who", 100);
        var data = new CardData().About(_text, file.Opening).Titled(_text, title)
            .Set("chosen", PlainText.FromPerson(sees && MemberId.TryParse(chosen, out var who) && file.Of(who) is { IsLive: true } ? who.ToString() : ""))
            .Set("choices", named.Select(one => new CardData().Set("title", PlainText.FromPerson(one.Who.Name)).SetId("value", one.Who.Id.ToString()))
                .Append(new CardData().Set("title", _text.Plain("applications.conflict.all")).SetId("value", All)));
        return new Answer.Dialog(title, new CardView("applications/conflict", data, title));
    }
}

/// <summary>They declare it: from then on they neither read nor score there. It isn't taken back here.</summary>
internal sealed class DeclareConflict(ApplicationsGate gate, PanelShelf panel, Deciders deciders, ListCard list, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindReadableAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return new Answer.Refused(refusal);
        var about = turn.Data.Text("about", 100);
        MemberId? who = MemberId.TryParse(about, out var one) ? one : null;
        if (who is null && about != "all")
            return new Answer.Refused(new LeadershipBot.Domain.Refusal("applications.refused.nobody"));
        if (who is null && file.StandingOf(turn.Actor).Decides && !file.Scoring.SteppedBack(turn.Actor.MemberId) && !await deciders.AreThereWithoutAsync(file.Opening, turn.Actor.MemberId, cancellationToken))
            return new Answer.Refused(new LeadershipBot.Domain.Refusal("applications.refused.lastDecider"));
        if ((await panel.DeclareAsync(turn, file.Opening, who, cancellationToken)).IsRefused(out var why, out var after))
            return new Answer.Refused(why);
        return new Answer.Say(library.Text.Plain("applications.conflict.done")) { Renewed = await list.PageAsync(after, turn.Actor, turn.At, 0, cancellationToken) };
    }
}
