using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>The dialog in which a meeting is arranged or changed.</summary>
internal sealed class FormCards(CardLibrary library, Sentences sentences, IAudience audience, ITeams teams)
{
    private const int TeamsMax = 30;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who fills it in.</param>
    /// <param name="head">The meeting that is changed; null for a new one.</param>
    /// <param name="nonce">What makes sending it twice one meeting.</param>
    /// <param name="form">What stands in it.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    /// <param name="count">How many it would go to, to be confirmed; null where that isn't asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> OfAsync(Turn turn, MeetingHead? head, string nonce, MeetingForm form, Refusal? problem, int? count, CancellationToken cancellationToken)
    {
        var title = _text.Plain(head is null ? "meetings.form.title" : "meetings.form.change");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("nonce", nonce)
            .Set("zone", _text.Format("meetings.form.zone", ("zone", ZoneName(turn, form))))
            .Set("isNew", head is null)
            .Set("asksWhom", form.AsksWhom)
            .Set("isFollowed", head?.Meeting.IsFollowed is true)
            .Set("asksAgain", count is not null)
            .Set("takesReason", head is not null && turn.At >= head.Meeting.Content.StartsAt)
            .Set("typed", AudienceTyped(form)
                .Set("title", PlainText.FromPerson(form.Title))
                .Set("day", PlainText.FromPerson(form.Day))
                .Set("from", PlainText.FromPerson(form.From))
                .Set("until", PlainText.FromPerson(form.Until))
                .Set("place", PlainText.FromPerson(form.Place))
                .Set("join", PlainText.FromPerson(form.JoinUrl))
                .Set("agenda", PlainText.FromPerson(form.Agenda))
                .Set("reason", PlainText.FromPerson(form.Reason)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        if (form.AsksWhom)
            await SetAudiencesAsync(data, turn, cancellationToken);
        if (head?.Meeting is { Source: not null } ofCalendar)
            data.Set("source", _text.Format(ofCalendar.IsFollowed ? "meetings.form.followed" : "meetings.form.released"));
        if (head is not null)
            data.Set("hears", Hears(head.Meeting, form.AsksWhom)).SetId("meeting", head.Key).SetId("marks", form.Marks).SetId("whom", form.AsksWhom ? MeetingForm.Whom : "fixed");
        if (count is { } people)
            SetCount(data, head?.Meeting, people);
        return new Answer.Dialog(title, new CardView("meetings/form", data, title));
    }

    /// <summary>How many are called, to be confirmed. Of a calendar's meeting nobody is asked, so it is only saved.</summary>
    private void SetCount(CardData data, Meeting? meeting, int people)
    {
        var goes = meeting is null ? "meetings.form.goes" : "meetings.form.goesNow";
        data.Set("count", people)
            .Set("goes", meeting?.Source is null ? _text.Format(goes, ("count", people)) : _text.Format("meetings.form.countsNow", ("count", people)))
            .Set("call", meeting?.Source is null ? _text.Plain("meetings.form.call", ("count", people)) : _text.Plain("meetings.form.save"));
    }

    /// <summary>Who hears of what is changed. Nobody is called anew to what Outlook invites to.</summary>
    private CardText Hears(Meeting meeting, bool asksWhom)
    {
        if (meeting.IsFollowed)
            return _text.Format(asksWhom ? "meetings.form.whom.followed" : "meetings.form.fixed.followed");
        if (!asksWhom)
            return _text.Format("meetings.form.fixed");
        return _text.Format(meeting.IsReleased ? "meetings.form.whom.released" : "meetings.form.whom.change");
    }

    /// <summary>Who is called and how many must be there, as they stand in a dialog.</summary>
    public static CardData AudienceTyped(MeetingForm form) => new CardData()
        .Set("quorumPeople", Math.Clamp(form.Quorum.People, 0, MeetingLimits.QuorumMax))
        .Set("quorumPractices", Math.Clamp(form.Quorum.Practices, 0, MeetingLimits.QuorumMax))
        .Set("quorumLocalities", Math.Clamp(form.Quorum.Localities, 0, MeetingLimits.QuorumMax))
        .Set("quorumPercent", Math.Clamp(form.Quorum.SharePercent, 0, 100))
        .SetId("deputies", form.Quorum.CountsDeputies ? "true" : "false")
        .Set("localities", PlainText.FromPerson(string.Join(',', form.Called.Localities)))
        .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => form.Called.Roles.HasFlag(role)))))
        .Set("professions", PlainText.FromPerson(string.Join(',', form.Called.Professions)))
        .Set("teams", PlainText.FromPerson(string.Join(',', form.Called.Teams)));

    /// <summary>Gives a dialog the choices of who may be called.</summary>
    public async Task SetAudiencesAsync(CardData data, Turn turn, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var words = _text.WordsOf(turn.Organisation?.Words);
        var localities = await audience.NameLocalitiesAsync(organisation, cancellationToken);
        data.Set("localities", CardChoice.Localities(localities))
            .Set("localitiesLabel", PlainText.FromPerson(VocabularyWords.Capital(words.Localities)))
            .Set("teams", (await teams.ListAsync(organisation, cancellationToken)).Take(TeamsMax).Select(team => CardChoice.Named(_text.TitleOf(team).Words, team.Id)))
            .Set("roles", RoleWords.All.Select(role => CardChoice.Named(VocabularyWords.Capital(_text.NameOf(role, turn.Organisation?.Words)), role.ToString())))
            .Set("professions", Enum.GetValues<Profession>().Select(profession => CardChoice.Named(VocabularyWords.Capital(_text.NameOf(profession).Words), profession.ToString())));
    }

    /// <summary>The zone's name on the day that is meant; of today where none is.</summary>
    private static string ZoneName(Turn turn, MeetingForm form)
    {
        var day = DateOnly.TryParse(form.Day, System.Globalization.CultureInfo.InvariantCulture, out var typed) ? typed : turn.Today;
        var noon = day.ToDateTime(new TimeOnly(12, 0));
        var moment = TimeWords.Moment(new DateTimeOffset(noon, turn.TimeZone.GetUtcOffset(noon)), turn.TimeZone);
        return moment[(moment.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
    }
}
