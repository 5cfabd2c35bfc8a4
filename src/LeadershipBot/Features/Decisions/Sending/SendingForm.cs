using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>Whom a decision goes to and when, as it was filled in.</summary>
internal sealed record SendingForm
{
    /// <summary>What the input holds where it goes to people in their own chats.</summary>
    public const string Everybody = "everybody";

    /// <summary>What the input holds where it only goes into the conversation.</summary>
    public const string Here = "here";

    /// <summary>What the input holds where it goes to both.</summary>
    public const string Both = "both";

    /// <summary>What the input holds where it only goes into a channel.</summary>
    public const string ToChannel = "channel";

    /// <summary>What the input holds where it goes to people in their own chats and into a channel.</summary>
    public const string WithChannel = "withChannel";

    private const int WhenCharactersMax = 60;
    private const int ListCharactersMax = 2_000;

    /// <summary>Whom it goes to: one of the constants.</summary>
    public string To { get; init; } = Everybody;

    /// <summary>Those who were chosen, or all.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>The id of the channel into which it goes; empty where none was chosen.</summary>
    public string Channel { get; init; } = "";

    /// <summary>When it goes out, as typed; empty for now.</summary>
    public string When { get; init; } = "";

    /// <summary>The number that stood on the page; null where none did.</summary>
    public int? Shown { get; init; }

    /// <summary>The number that was confirmed; null where none was.</summary>
    public int? Confirmed { get; init; }

    /// <summary>Whether something that was sent as an audience names nobody that there could be: everybody is never meant by that.</summary>
    public bool IsOdd { get; init; }

    public bool IsToEach => To is not (Here or ToChannel);

    public bool IsToChannel => To is ToChannel or WithChannel;

    public bool IsPostedHere => To is not Everybody;

    public static SendingForm Read(TurnData data)
    {
        var localities = ListOf(data, "localities");
        var roles = ListOf(data, "roles").Select(word => Enum.TryParse<Roles>(word, out var one) && Enum.IsDefined(one) ? one : Roles.Member).ToList();
        var professions = ListOf(data, "professions").Select(word => Enum.TryParse<Profession>(word, out var one) && Enum.IsDefined(one) ? one : (Profession?)null).ToList();
        var teams = ListOf(data, "teams");
        return new SendingForm
        {
            To = data.Text("to") is Here or Both or ToChannel or WithChannel ? data.Text("to") : Everybody,
            Audience = new Audience { Localities = localities, Roles = roles.Aggregate(Roles.Member, (sum, role) => sum | role), Professions = [.. professions.OfType<Profession>()], Teams = teams },
            Channel = data.Text("channel", ListCharactersMax),
            When = data.Text("when", WhenCharactersMax),
            Shown = data.TryNumber("shown", out var shown) ? shown : null,
            Confirmed = data.TryNumber("confirmed", out var confirmed) ? confirmed : null,
            IsOdd = roles.Contains(Roles.Member) || professions.Contains(null) || !TeamWords.AreIds(teams) || !localities.All(code => code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')),
        };
    }

    /// <summary>When it goes out, or why that can't be.</summary>
    public Ruling<SendingTime> StartsAt(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (IsOdd)
            return new Refusal("decisions.refused.audience");
        if (When.Length == 0)
            return new SendingTime(now);
        if (TypedMoment.Read(When, now, zone) is not { } at || at <= now)
            return new Refusal("decisions.refused.when", ("line", When));
        return at <= now.AddDays(DecisionLimits.ScheduleDaysMax)
            ? new SendingTime(at)
            : new Refusal("decisions.refused.far", ("days", DecisionLimits.ScheduleDaysMax.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string[] ListOf(TurnData data, string name)
        => data.Text(name, ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>When something goes out.</summary>
internal sealed record SendingTime(DateTimeOffset At);
