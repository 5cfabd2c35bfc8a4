using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>The dialog of a meeting as it was filled in. Too long stays too long, so that it is refused and not cut.</summary>
internal sealed record MeetingForm
{
    /// <summary>What a dialog holds that asks who is called.</summary>
    public const string Whom = "asked";

    private const int AgendaCharactersMax = 2_600;
    private const int ListCharactersMax = 2_000;
    private const int TimeCharactersMax = 10;
    public string Title { get; init; } = "";

    public string Day { get; init; } = "";

    public string From { get; init; } = "";

    public string Until { get; init; } = "";

    public string Place { get; init; } = "";

    public string JoinUrl { get; init; } = "";

    public string Agenda { get; init; } = "";

    public QuorumRule Quorum { get; init; } = QuorumRule.None;

    public Audience Called { get; init; } = Audience.Everybody;

    /// <summary>Whether something that was sent as an audience names nobody that there could be: everybody is never meant by that.</summary>
    public bool IsOdd { get; init; }

    /// <summary>Why quorum or agenda are changed once the meeting has begun; empty where that isn't said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The number of people that was confirmed; null where none was.</summary>
    public int? Confirmed { get; init; }

    /// <summary>Whether it asked who is called, as it does until the meeting begins.</summary>
    public bool AsksWhom { get; init; } = true;

    /// <summary>What stood in it when it was opened, by marks: see <see cref="FormMarks"/>; empty for a new meeting.</summary>
    public string Marks { get; init; } = "";

    /// <summary>What a new meeting begins with: a working day of next week, an hour at the end of the day.</summary>
    public static MeetingForm Empty(DateOnly today) => new() { Day = Text(today.AddDays(7)), From = "18:00", Until = "19:30" };

    /// <summary>What stands in the dialog of a meeting that is there.</summary>
    public static MeetingForm Of(MeetingContent content, TimeZoneInfo zone)
    {
        var (from, until) = (TimeZoneInfo.ConvertTime(content.StartsAt, zone), TimeZoneInfo.ConvertTime(content.EndsAt, zone));
        return new MeetingForm
        {
            Title = content.Title,
            Day = Text(DateOnly.FromDateTime(from.DateTime)),
            From = Text(from),
            Until = Text(until),
            Place = content.Place,
            JoinUrl = content.JoinUrl,
            Agenda = string.Join('\n', content.Agenda.Select(item => item.Title)),
            Quorum = content.Quorum,
            Called = content.Called,
        };
    }

    /// <summary>The dialog in which a meeting is changed, as it is opened: who is called can be changed until it begins.</summary>
    public static MeetingForm Open(Meeting meeting, Turn turn)
    {
        var form = Of(meeting.Content, turn.TimeZone) with { AsksWhom = meeting.StateAt(turn.At) is MeetingState.Coming };
        return form with { Marks = FormMarks.Of(form) };
    }

    public static MeetingForm Read(TurnData data)
    {
        var localities = ListOf(data, "localities");
        var roles = ListOf(data, "roles").Select(word => Enum.TryParse<Roles>(word, out var one) && Enum.IsDefined(one) ? one : Roles.Member).ToList();
        var professions = ListOf(data, "professions").Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).ToList();
        var teams = ListOf(data, "teams");
        return new MeetingForm
        {
            Title = data.Text("title", MeetingLimits.TitleCharactersMax + 1),
            Day = data.Text("day", TimeCharactersMax),
            From = data.Text("from", TimeCharactersMax),
            Until = data.Text("until", TimeCharactersMax),
            Place = data.Text("place", MeetingLimits.PlaceCharactersMax + 1),
            JoinUrl = data.Text("join", MeetingLimits.LinkCharactersMax + 1),
            Agenda = data.Text("agenda", AgendaCharactersMax),
            Quorum = new QuorumRule
            {
                People = Number(data, "quorumPeople"),
                Practices = Number(data, "quorumPractices"),
                Localities = Number(data, "quorumLocalities"),
                SharePercent = Number(data, "quorumPercent"),
                CountsDeputies = data.Text("deputies") != "false",
            },
            Called = new Audience { Localities = localities, Roles = roles.Aggregate(Roles.Member, (sum, role) => sum | role), Professions = [.. professions.OfType<Profession>()], Teams = teams },
            IsOdd = roles.Contains(Roles.Member) || professions.Contains(null) || !TeamWords.AreIds(teams) || !localities.All(code => code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')),
            Reason = data.Text("reason", MeetingLimits.ReasonCharactersMax),
            Confirmed = data.TryNumber("confirmed", out var confirmed) ? confirmed : null,
            AsksWhom = !data.TryText("meeting", out _) || data.Text("whom") == Whom,
            Marks = data.Text("marks", FormMarks.CharactersMax),
        };
    }

    /// <summary>What was filled in, with what the meeting has from a calendar as it is there: that is changed in the calendar.</summary>
    public MeetingForm Following(Meeting before, TimeZoneInfo zone)
    {
        if (!before.IsFollowed)
            return this;
        var there = Of(before.Content, zone);
        return this with { Title = there.Title, Day = there.Day, From = there.From, Until = there.Until, Place = there.Place, JoinUrl = there.JoinUrl };
    }

    /// <summary>The content that is meant, or why there is none.</summary>
    /// <param name="before">The meeting that is changed; null for a new one.</param>
    /// <param name="zone">In whose hours the times are.</param>
    /// <param name="now">The time.</param>
    public Ruling<MeetingContent> ToContent(Meeting? before, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (IsOdd)
            return new Refusal("meetings.refused.audience");
        if (Reading(before, zone, now).IsRefused(out var refusal, out var time))
            return refusal;
        var lines = Agenda.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var content = new MeetingContent(Title, time.StartsAt, time.EndsAt, before?.Content.Zone ?? IanaOf(zone))
        {
            Place = Place,
            JoinUrl = JoinUrl,
            Called = AsksWhom || before is null ? Called : before.Content.Called,
            Quorum = Quorum,
            Agenda = Domain.Meetings.Agenda.Rewrite(before?.Content.Agenda ?? [], lines, before?.LastItem ?? 0),
        };
        if (PatientData.FindIn(Reason, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)) is not null)
            return new Refusal("shell.refused.patientData");
        return content.WhyNot(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)) is { } problem ? problem : content;
    }

    /// <summary>When it is to be. A time that stays as it was isn't asked again whether it lies ahead: the meeting may be on.</summary>
    private Ruling<MeetingTime> Reading(Meeting? before, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (before is not null && Of(before.Content, zone) is var stands && (stands.Day, stands.From, stands.Until) == (Day, From, Until))
            return new MeetingTime(before.Content.StartsAt, before.Content.EndsAt);
        return DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && TimeOf(From) is { } from && TimeOf(Until) is { } until
            ? MeetingTime.Read(day, from, until, zone, now)
            : new Refusal("meetings.refused.noTime");
    }

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly? TimeOf(string typed) => TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>What is typed that is no number is -1, which no rule takes; nothing is 0.</summary>
    private static int Number(TurnData data, string name) => !data.TryText(name, out _) && !data.TryNumber(name, out _) ? 0 : data.TryNumber(name, out var number) ? number : -1;

    private static string IanaOf(TimeZoneInfo zone) => TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : zone.Id;

    private static string[] ListOf(TurnData data, string name)
        => data.Text(name, ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
