using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Applications.Expressing;

/// <summary>The one dialog of an expression of interest: what it takes, statement, readiness with who sees it, and the interests that stand declared.</summary>
internal sealed class InterestForm(IDeclaredInterests interests, IAudience audience, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who fills it in.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="draft">What stands in it.</param>
    /// <param name="isChange">Whether it changes what was sent.</param>
    /// <param name="nominatedBy">Who nominated them; null where they come by themselves.</param>
    /// <param name="problem">Why it could not be taken; null as it is opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> OfAsync(Turn turn, Opening opening, EoiDraft draft, bool isChange, Person? nominatedBy, Refusal? problem, CancellationToken cancellationToken)
    {
        var declared = await interests.ListAsync(opening.Organisation.Id, turn.Actor.MemberId, turn.Today, cancellationToken);
        var title = _text.Plain(isChange ? "applications.form.title.change" : "applications.form.title");
        var data = new CardData().About(_text, opening).Titled(_text, title).WithProblem(sentences, problem)
            .SetId("seen", draft.Seen.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Set("from", PlainText.FromPerson(turn.Data.Text("from") == SendInterest.FromMine ? SendInterest.FromMine : ""))
            .Set("terms", opening.Terms.Select(term => new CardData().Set("term", CardText.FromPerson(term))))
            .Set("eligible", EligibilityWords.Of(_text, opening.Eligibility, await audience.NameLocalitiesAsync(opening.Organisation.Id, cancellationToken)))
            .Set("when", When(opening, turn.TimeZone))
            .Set("statement", PlainText.FromPerson(TurnData.Clip(draft.Statement, ApplyingLimits.StatementMax)))
            .Set("max", ApplyingLimits.StatementMax)
            .Set("readiness", PlainText.FromPerson(draft.Readiness?.ToString() ?? ""))
            .Set("choices", Choices(opening))
            .Set("privacy", Privacy(opening))
            .Set("interests", declared.Count == 0 ? _text.Format("applications.form.interests.none") : _text.Format("applications.form.interests", ("list", string.Join("; ", declared))))
            .Set("isOnPanel", Standing.Of(opening, turn.Actor, applied: false).MayRead)
            .Set("send", _text.Plain(isChange ? "applications.form.send.change" : "applications.form.send"));
        if (opening.Specification.Length > 0)
            data.Set("specification", _text.Format("applications.form.specification", ("words", opening.Specification)));
        if (nominatedBy is not null)
            data.Set("tell", _text.Plain("applications.form.tell", ("name", nominatedBy.Name)));
        return new Answer.Dialog(title, new CardView("applications/form", data, title));
    }

    private CardText When(Opening opening, TimeZoneInfo zone) => opening.ClosesAt is { } closes
        ? _text.Format("applications.form.closes", ("when", Domain.Time.TimeWords.Moment(closes, zone)))
        : _text.Format("applications.form.rolling");

    private IEnumerable<CardData> Choices(Opening opening)
    {
        foreach (var readiness in Enum.GetValues<Readiness>())
        {
            var title = readiness switch
            {
                Readiness.Now => _text.Plain("applications.form.now"),
                Readiness.OneToTwoYears => _text.Plain("applications.form.soon"),
                _ => _text.Plain("applications.form.exploring", ("name", opening.RunBy.Name)),
            };
            yield return new CardData().Set("title", title).SetId("value", readiness.ToString());
        }
    }

    private CardText Privacy(Opening opening) => opening.Panel.Count == 0
        ? _text.Format("applications.privacy.noPanel", ("name", opening.RunBy.Name))
        : _text.Format("applications.privacy", ("name", opening.RunBy.Name), ("panel", ApplicationWords.Names(_text, [.. opening.Panel.Select(one => one.Name)])));
}
