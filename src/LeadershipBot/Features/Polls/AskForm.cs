using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>How something is asked, as it was filled in: whom, in whose name, until when, who reads it.</summary>
internal sealed record AskForm
{
    /// <summary>What the audience input holds where people are asked in their own chats.</summary>
    public const string Everybody = "everybody";

    /// <summary>What the audience input holds where it is asked in the conversation.</summary>
    public const string Here = "here";

    /// <summary>The latest closing, in days from now.</summary>
    public const int DaysMax = 90;

    private const int WhenCharactersMax = 60;
    private const int ListCharactersMax = 2_000;

    /// <summary>Who is asked.</summary>
    public PollAudience Audience { get; init; } = PollAudience.Here;

    /// <summary>Whether something that was sent as an audience names nobody that there could be.</summary>
    public bool IsOdd { get; init; }

    /// <summary>The id of the channel in which it is posted; empty for the conversation from which it is asked.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What is promised.</summary>
    public AskPrivacy Privacy { get; init; } = new(Voice.Named);

    /// <summary>Whether a reason goes with the answer.</summary>
    public ReasonMode Reason { get; init; }

    /// <summary>Closes after so many days; 0 for by hand.</summary>
    public int OpenForDays { get; init; }

    /// <summary>When it closes, as typed: counts before the days; empty if nothing was typed.</summary>
    public string ClosesTyped { get; init; } = "";

    /// <summary>When it is asked, how often, and whether people are reminded.</summary>
    public AskSchedule Schedule { get; init; } = new();

    /// <summary>How votes are counted.</summary>
    public CountingForm Counting { get; init; } = new();

    /// <summary>Whether people may suggest further choices.</summary>
    public SuggestForm Suggestions { get; init; } = SuggestForm.Off;

    /// <summary>What it is about, as a reference to something of another feature; empty for nothing.</summary>
    public string About { get; init; } = "";

    /// <summary>Whether something is filled in of the times that are tucked away at first.</summary>
    public bool HasTimes => Schedule.HasMore || ClosesTyped.Length > 0;

    /// <summary>Whether something is filled in of reasons and of who reads what.</summary>
    public bool HasReading => Reason is not ReasonMode.Off || Privacy.Readers is not Readers.Asked || Privacy.Breakdown is not Breakdown.None;

    /// <summary>The settings with which this poll would have been asked.</summary>
    public static AskForm Of(Poll poll, TimeZoneInfo zone) => new()
    {
        Audience = poll.Audience,
        Privacy = PrivacyOf(poll),
        Reason = poll.Reason,
        ClosesTyped = poll.ClosesAt is { } closes ? AskSchedule.Typed(closes, zone) : "",
        Schedule = AskSchedule.Of(poll, zone),
        Counting = CountingForm.Of(poll),
        Suggestions = SuggestForm.Of(poll),
        About = poll.About?.Key ?? "",
    };

    /// <summary>What was promised, as it was filled in: that those with an interest are counted apart comes from the poll's matter.</summary>
    public static AskPrivacy PrivacyOf(Poll poll) => poll.Privacy.Breakdown is Breakdown.Conflicted ? poll.Privacy with { Breakdown = Breakdown.None } : poll.Privacy;

    public static AskForm Read(TurnData data)
    {
        data.TryNumber("closes", out var days);
        var localities = ListOf(data, "localities");
        var roles = ListOf(data, "roles").Select(word => Value<Roles>(word, Roles.Member)).ToList();
        var professions = ListOf(data, "professions").Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).ToList();
        var teams = ListOf(data, "teams");
        var counting = CountingForm.Read(data);
        var isSentToEach = data.Text("audience") == Everybody;
        return new AskForm
        {
            Audience = new PollAudience(isSentToEach)
            {
                Localities = isSentToEach ? localities : [],
                Roles = isSentToEach ? roles.Aggregate(Roles.Member, (sum, role) => sum | role) : Roles.Member,
                Professions = isSentToEach ? [.. professions.OfType<Profession>()] : [],
                Teams = isSentToEach ? teams : [],
            },
            Channel = isSentToEach || data.Text("channel", ListCharactersMax) is Here ? "" : data.Text("channel", ListCharactersMax),
            IsOdd = roles.Contains(Roles.Member) || professions.Contains(null) || !localities.All(IsCode) || !TeamWords.AreIds(teams),
            Privacy = new AskPrivacy(Value(data.Text("voice", 20), Voice.Named))
            {
                Readers = Value(data.Text("readers", 20), Readers.Asked),
                Breakdown = Value(data.Text("breakdown", 20), Breakdown.None) is var by && by is Breakdown.Conflicted ? Breakdown.None : by, // that one follows from a matter
                Electorate = counting.Electorate,
            },
            Counting = counting,
            Suggestions = SuggestForm.Read(data),
            Reason = Value(data.Text("reasons", 20), ReasonMode.Off),
            OpenForDays = Math.Clamp(days, 0, DaysMax),
            ClosesTyped = data.Text("closesAt", WhenCharactersMax),
            Schedule = AskSchedule.Read(data),
            About = data.Text("about", References.CharactersMax),
        };
    }

    /// <summary>All of it by the inputs' names, for a dialog to carry along.</summary>
    public IEnumerable<(string Name, string Value)> Inputs() =>
    [
        ("audience", Audience.IsSentToEach ? Everybody : Here),
        ("localities", string.Join(',', Audience.Localities)),
        ("roles", string.Join(',', RoleWords.All.Where(role => Audience.Roles.HasFlag(role)))),
        ("professions", string.Join(',', Audience.Professions)),
        ("teams", string.Join(',', Audience.Teams)),
        ("channel", Channel),
        ("voice", Privacy.Voice.ToString()),
        ("readers", Privacy.Readers.ToString()),
        ("breakdown", Privacy.Breakdown.ToString()),
        .. Counting.Inputs(),
        ("reasons", Reason.ToString()),
        ("closes", OpenForDays.ToString(CultureInfo.InvariantCulture)),
        ("closesAt", ClosesTyped),
        .. Schedule.Inputs(),
        .. Suggestions.Inputs(),
        ("about", About),
    ];

    /// <summary>When it closes, or why that can't be.</summary>
    /// <param name="now">The moment, or when it opens, where that is later.</param>
    /// <param name="zone">Of whoever typed it.</param>
    public Ruling<Closing> Closes(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (ClosesTyped.Length == 0)
            return new Closing(OpenForDays == 0 ? null : now.AddDays(OpenForDays));
        if (TypedMoment.Read(ClosesTyped, now, zone) is not { } closes)
            return new Refusal("polls.form.refused.when", ("line", ClosesTyped));
        return closes > now && closes <= now.AddDays(DaysMax)
            ? new Closing(closes)
            : new Refusal("polls.form.refused.far", ("days", DaysMax.ToString(CultureInfo.InvariantCulture)));
    }

    private static TEnum Value<TEnum>(string word, TEnum otherwise)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(word, out var value) && Enum.IsDefined(value) ? value : otherwise;

    private static string[] ListOf(TurnData data, string name)
        => data.Text(name, ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsCode(string code) => code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

/// <summary>When something closes.</summary>
/// <param name="At">Null if it is closed by hand.</param>
internal sealed record Closing(DateTimeOffset? At);
