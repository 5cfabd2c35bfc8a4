using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Arranging;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>The dialog of a followed calendar as it was filled in.</summary>
internal sealed record FollowForm
{
    public string Mailbox { get; init; } = "";

    public string Category { get; init; } = "";

    /// <summary>The mark of what a change takes away, as it was confirmed; empty where nothing was.</summary>
    public string Confirmed { get; init; } = "";

    /// <summary>Who is called and how many must be there, as in the form of a meeting.</summary>
    public MeetingForm Meeting { get; init; } = new();

    public static FollowForm Of(FollowedCalendar calendar) => new() { Mailbox = calendar.Mailbox, Category = calendar.Category, Meeting = new MeetingForm { Called = calendar.Called, Quorum = calendar.Quorum } };

    public static FollowForm Read(TurnData data) => new() { Category = data.Text("category", CalendarLimits.CategoryCharactersMax + 1).Trim(), Confirmed = data.TryText("confirmed", out var confirmed) ? confirmed : "", Meeting = MeetingForm.Read(data) };

    /// <summary>The mark of what this category takes away.</summary>
    /// <param name="leaving">How many meetings that are still to come.</param>
    public string MarkOf(int leaving) => Keys.Hash("leaving", Category, leaving.ToString(CultureInfo.InvariantCulture));

    /// <summary>The calendar that is meant, or why there is none.</summary>
    public Ruling<FollowedCalendar> ToCalendar(Turn turn, FollowedCalendar? before)
    {
        if (Meeting.IsOdd)
            return new Refusal("meetings.refused.audience");
        var calendar = new FollowedCalendar(turn.Actor.Organisation, before?.TenantId ?? turn.Actor.TenantId, Mailbox)
        {
            Category = Category,
            Called = Meeting.Called,
            Quorum = Meeting.Quorum,
            FollowedBy = new Person(turn.Actor.MemberId, turn.Actor.Name),
            FollowedAt = turn.At,
        };
        return calendar.WhyNot() is { } refusal ? refusal : calendar;
    }
}

/// <summary>The dialog in which a calendar is followed.</summary>
internal sealed class FollowDialog(FormCards forms, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who fills it in.</param>
    /// <param name="form">What stands in it.</param>
    /// <param name="key">The calendar that is changed; null for a new one.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="leaving">How many coming meetings it takes away, to be confirmed; 0 where that isn't asked.</param>
    public async Task<Answer.Dialog> OfAsync(Turn turn, FollowForm form, string? key, Refusal? problem, CancellationToken cancellationToken, int leaving = 0)
    {
        var title = _text.Plain(key is null ? "meetings.follow.title" : "meetings.follow.change");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("isNew", key is null)
            .Set("asksAgain", leaving > 0)
            .Set("typed", FormCards.AudienceTyped(form.Meeting)
                .Set("mailbox", PlainText.FromPerson(form.Mailbox))
                .Set("category", PlainText.FromPerson(problem?.TextKey is "shell.refused.patientData" ? "" : form.Category)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        if (key is not null)
            data.SetId("calendar", key).Set("mailbox", CardText.FromPerson(form.Mailbox));
        if (leaving > 0)
            data.Set("leaving", _text.Format("meetings.follow.leaving", ("count", leaving))).SetId("confirmed", form.MarkOf(leaving));
        await forms.SetAudiencesAsync(data, turn, cancellationToken);
        return new Answer.Dialog(title, new CardView("meetings/follow", data, title));
    }
}
