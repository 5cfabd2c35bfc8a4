using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>When something is asked, how often, and whether people are reminded, as it was filled in.</summary>
internal sealed record AskSchedule
{
    private const int WhenCharactersMax = 60;
    private const string Off = "false";

    /// <summary>When it is asked, as typed; empty for at once.</summary>
    public string OpensTyped { get; init; } = "";

    /// <summary>How often it is asked again.</summary>
    public RepeatEvery Repeats { get; init; }

    /// <summary>After how many times, or on which day, that ends, as typed; empty for when somebody stops it.</summary>
    public string EndsTyped { get; init; } = "";

    /// <summary>Whether those are reminded who have not answered.</summary>
    public bool SendsReminders { get; init; } = true;

    /// <summary>Whether something of it is filled in.</summary>
    public bool HasMore => OpensTyped.Length > 0 || Repeats is not RepeatEvery.Never || !SendsReminders;

    public static AskSchedule Read(TurnData data) => new()
    {
        OpensTyped = data.Text("opensAt", WhenCharactersMax),
        Repeats = Enum.TryParse<RepeatEvery>(data.Text("repeats", 20), out var every) && Enum.IsDefined(every) ? every : RepeatEvery.Never,
        EndsTyped = data.Text("repeatsEnd", WhenCharactersMax),
        SendsReminders = data.Text("reminders", 10) != Off,
    };

    /// <summary>The schedule in which this poll would have been typed.</summary>
    public static AskSchedule Of(Poll poll, TimeZoneInfo zone)
    {
        var repeats = poll.Repeats is { StoppedAt: null } going ? going : null;
        return new AskSchedule
        {
            OpensTyped = poll is { IsScheduled: true, OpensAt: { } opens } ? Typed(opens, zone) : "",
            Repeats = repeats?.Every ?? RepeatEvery.Never,
            EndsTyped = repeats?.Times?.ToString(CultureInfo.InvariantCulture) ?? (repeats?.Until is { } until ? TimeZoneInfo.ConvertTime(until, zone).ToString("d/M/yyyy", CultureInfo.InvariantCulture) : ""),
            SendsReminders = poll.SendsReminders,
        };
    }

    /// <summary>A moment as it would have been typed.</summary>
    public static string Typed(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM yyyy HH:mm", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>All of it by the inputs' names, for a dialog to carry along.</summary>
    public IEnumerable<(string Name, string Value)> Inputs() =>
    [
        ("opensAt", OpensTyped),
        ("repeats", Repeats is RepeatEvery.Never ? "" : Repeats.ToString()),
        ("repeatsEnd", EndsTyped),
        ("reminders", SendsReminders ? "" : Off),
    ];

    /// <summary>When it opens, null for at once; or why that can't be.</summary>
    public Ruling<Closing> Opens(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (OpensTyped.Length == 0)
            return new Closing(null);
        if (TypedMoment.Read(OpensTyped, now, zone) is not { } opens)
            return new Refusal("polls.schedule.refused.when", ("line", OpensTyped));
        return opens > now && opens <= now.AddDays(PollSchedule.OpensInDaysMax)
            ? new Closing(opens)
            : new Refusal("polls.schedule.refused.far", ("days", PollSchedule.OpensInDaysMax.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>How it is repeated, or why it can't be.</summary>
    /// <param name="from">When the first of its series opens.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The asker's time zone, which it keeps.</param>
    public Ruling<Repeating> Repeated(DateTimeOffset from, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Repeats is RepeatEvery.Never)
            return new Repeating(null);
        var repetition = new Repetition(Repeats, from, zone.Id);
        if (EndsTyped.Length == 0)
            return new Repeating(repetition);
        if (int.TryParse(EndsTyped, NumberStyles.None, CultureInfo.InvariantCulture, out var times))
            return new Repeating(repetition with { Times = times });
        return TypedMoment.Read(EndsTyped + " 23:59", now, zone) is { } until
            ? new Repeating(repetition with { Until = until })
            : new Refusal("polls.repeat.refused.end", ("line", EndsTyped));
    }
}

/// <summary>How something is repeated.</summary>
/// <param name="How">Null where it is asked once.</param>
internal sealed record Repeating(Repetition? How);
