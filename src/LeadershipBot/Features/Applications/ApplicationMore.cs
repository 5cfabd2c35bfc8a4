using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>What else lies beside an application: its steps, of which of them the applicant was told, the practice's release, and that they were nominated.</summary>
internal static class ApplicationMore
{
    public const string Step = "step.";
    public const string Told = "told.";

    public static string StepsOf(MemberId who) => $"{Step}{who}.";

    public static string StepRow(MemberId who, int version) => StepsOf(who) + version.ToString("D4", CultureInfo.InvariantCulture);

    public static string ToldRow(MemberId who) => Told + who;

    /// <summary>That somebody who decides was reminded of what is overdue, on a day.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="who">Whom; a fingerprint in the key, by which it is once.</param>
    /// <param name="day">The day.</param>
    public static Record OfReminded(string key, MemberId who, string day) => new(key, $"{Told}overdue.{Keys.Hash(who.ToString())}.{day}") { ["Version"] = 1, ["Who"] = who.ToString() };

    public static Record OfStep(string partitionKey, MemberId who, ApplicationStep step)
    {
        var row = new Record(partitionKey, StepRow(who, step.Version)) { ["What"] = step.What.ToString(), ["Stage"] = step.Stage.ToString(), ["At"] = step.At };
        if (step.Words.Length > 0)
            row["Words"] = step.Words;
        if (step.By is { } by)
            (row["By"], row["ByName"]) = (by.Id.ToString(), by.Name);
        return row;
    }

    public static ApplicationStep ToStep(Record row) => new(
        Enum.TryParse<StepKind>(row.GetString("What"), out var what) ? what : StepKind.Changed,
        Enum.TryParse<Stage>(row.GetString("Stage"), out var stage) ? stage : Stage.Received,
        row.GetDateTimeOffset("At") ?? default)
    {
        Version = int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('.') + 1), CultureInfo.InvariantCulture),
        Words = row.GetString("Words") ?? "",
        By = ApplicationRows.PersonIn(row, "By") is { } by ? new Person(by, row.GetString("ByName") ?? "") : null,
    };

    /// <param name="partitionKey">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="before">The row as it is; null for none.</param>
    /// <param name="version">Up to which version of the application they were told; null where that stays.</param>
    /// <param name="passedOver">In which version a place went past them, of which they were told; null where that stays.</param>
    /// <param name="noTime">For which version, and which end of offers, it was told that no time is left for their answer; null where that stays.</param>
    /// <param name="unlisted">In which version it was told that they are offered a place and aren't listed; null where that stays.</param>
    /// <param name="missed">Whether the organisation lists them, as was seen last; null where that stays.</param>
    public static Record OfTold(string partitionKey, MemberId who, Record? before, int? version = null, int? passedOver = null, string? noTime = null, int? unlisted = null, Missed? missed = null)
    {
        var row = new Record(partitionKey, ToldRow(who)) { ETag = before?.ETag, ["Version"] = version ?? before?.GetInt32("Version") ?? 0, ["PassedOver"] = passedOver ?? before?.GetInt32("PassedOver") ?? 0 };
        if ((noTime ?? before?.GetString("NoTime")) is { } told)
            row["NoTime"] = told;
        if ((unlisted ?? before?.GetInt32("Unlisted")) is { } left)
            row["Unlisted"] = left;
        missed ??= MissedIn(before);
        if (missed.Since is { } since)
            row["LeftSince"] = since;
        if (missed.CertainOn is { } certain)
            row["LeftOn"] = Columns.Text(certain);
        if (missed.HasHeard is { } heard)
            row["LeftHeard"] = heard;
        return row;
    }

    /// <summary>Whether the organisation lists an applicant, as was seen last.</summary>
    /// <param name="told">The row of what they were told; null for none.</param>
    public static Missed MissedIn(Record? told)
        => told is null ? Missed.Not : new Missed { Since = told.GetDateTimeOffset("LeftSince"), CertainOn = Columns.Day(told.GetString("LeftOn")), HasHeard = told.GetBoolean("LeftHeard") };

    public static Record OfRelease(string partitionKey, KeptRelease kept)
    {
        var release = kept.Release;
        var row = new Record(partitionKey, ApplicationRows.ReleaseRow(kept.Who))
        {
            ETag = kept.ETag,
            ["State"] = release.State.ToString(),
            ["Terms"] = release.Terms,
            ["AskedAt"] = release.AskedAt,
            ["Edition"] = kept.Edition,
            ["Practice"] = kept.Practice,
            ["PracticeCode"] = kept.PracticeCode,
            ["Asked"] = string.Join(' ', kept.Asked),
        };
        if (kept.Brought.Count > 0)
            row["Brought"] = string.Join(' ', kept.Brought);
        if (kept.IsOver)
            row["IsOver"] = true;
        if (kept.IsOutdated)
            row["IsOutdated"] = true;
        if (release.AnsweredAt is { } answered)
            row["AnsweredAt"] = answered;
        if (release.Words.Length > 0)
            row["Words"] = release.Words;
        if (release.IsByHand)
            row["IsByHand"] = true;
        if (kept.AnsweredBy is { } by)
            (row["AnsweredBy"], row["AnsweredByName"]) = (by.ToString(), release.AnsweredByName);
        return row;
    }

    public static KeptRelease ToRelease(Record row) => new(
        MemberId.TryParse(row.RowKey[ApplicationRows.Release.Length..], out var who) ? who : default,
        new Release(row.GetString("Terms") ?? "", row.GetDateTimeOffset("AskedAt") ?? default)
        {
            State = Enum.TryParse<ReleaseState>(row.GetString("State"), out var state) ? state : ReleaseState.Asked,
            AnsweredByName = row.GetString("AnsweredByName") ?? "",
            AnsweredAt = row.GetDateTimeOffset("AnsweredAt"),
            Words = row.GetString("Words") ?? "",
            IsByHand = row.GetBoolean("IsByHand") is true,
        },
        row.GetString("Practice") ?? "")
    {
        Asked = PeopleIn(row, "Asked"),
        Brought = PeopleIn(row, "Brought"),
        IsOver = row.GetBoolean("IsOver") is true,
        IsOutdated = row.GetBoolean("IsOutdated") is true,
        AnsweredBy = ApplicationRows.PersonIn(row, "AnsweredBy"),
        Edition = row.GetInt32("Edition") ?? 1,
        PracticeCode = row.GetString("PracticeCode") ?? "",
        ETag = row.ETag,
    };

    private static IReadOnlyList<MemberId> PeopleIn(Record row, string column)
        => [.. (row.GetString(column) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => MemberId.TryParse(key, out var lead) ? lead : (MemberId?)null).OfType<MemberId>()];
}

/// <summary>What was done in a step.</summary>
internal enum StepKind
{
    /// <summary>The applicant sent it, the first time or again.</summary>
    Sent,

    /// <summary>The applicant changed it.</summary>
    Changed,

    /// <summary>The applicant withdrew it.</summary>
    Withdrawn,

    /// <summary>Those who decide moved it on.</summary>
    Moved,

    /// <summary>The applicant took the place that they were offered.</summary>
    Accepted,

    /// <summary>The applicant said no to it, or gave it up.</summary>
    Declined,

    /// <summary>The time for their answer passed.</summary>
    Lapsed,

    /// <summary>The waiting list came to them.</summary>
    Offered,

    /// <summary>Waiting was over.</summary>
    Ended,

    /// <summary>What they were offered, or waited for, isn't offered any more.</summary>
    Voided,

    /// <summary>The time for their answer got shorter, since the place begins earlier.</summary>
    Shortened,
}

/// <summary>One step in the life of an application.</summary>
internal sealed record ApplicationStep(StepKind What, Stage Stage, DateTimeOffset At)
{
    /// <summary>The version of the application that it made.</summary>
    public int Version { get; init; }

    /// <summary>What the applicant was told.</summary>
    public string Words { get; init; } = "";

    /// <summary>Who moved it; null for the applicant.</summary>
    public Person? By { get; init; }

    /// <summary>Whether the applicant gets a card of its own: what they changed themselves stands on the card from which they did, and that it isn't offered any more they hear from what offered it.</summary>
    public bool TellsApplicant => What is StepKind.Sent or StepKind.Moved or StepKind.Offered or StepKind.Lapsed or StepKind.Ended or StepKind.Shortened;
}

/// <summary>A release with what the store keeps beside it.</summary>
/// <param name="Who">The applicant.</param>
/// <param name="Release">The question and its answer.</param>
/// <param name="Practice">The practice's name.</param>
internal sealed record KeptRelease(MemberId Who, Release Release, string Practice)
{
    /// <summary>Of which edition of the application: an earlier one's doesn't count for the next.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>The practice's code; empty where it was recorded by hand.</summary>
    public string PracticeCode { get; init; } = "";

    /// <summary>Who leads that practice and was asked; nobody where it was recorded by hand.</summary>
    public IReadOnlyList<MemberId> Asked { get; init; } = [];

    /// <summary>To whom of them, and of those who were asked before, also at another practice, the question was brought: nobody else there knows of it.</summary>
    public IReadOnlyList<MemberId> Brought { get; init; } = [];

    /// <summary>Whether those who know of it were told that it goes no further.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether what it was asked about has changed since: what it said doesn't count until it is asked again.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>Who answered, or recorded it; null until then.</summary>
    public MemberId? AnsweredBy { get; init; }

    /// <summary>Who at the practice knows of it, and waits for what becomes of it: nobody, where it said no. Whoever recorded an answer for it isn't of the practice.</summary>
    public IEnumerable<MemberId> Knowing
        => Release.State is ReleaseState.Declined ? [] : Brought.Concat(AnsweredBy is { } by && !Release.IsByHand ? [by] : Array.Empty<MemberId>()).Distinct();

    /// <summary>Whether the practice was asked here, or answered here: what becomes of it is told there.</summary>
    public bool IsOfPractice => PracticeCode.Length > 0 && (!Release.IsByHand || Brought.Any(Asked.Contains));

    /// <summary>Tells the question from an earlier one: it goes with the buttons, so that an answer counts for the words that were read.</summary>
    public string Mark => Keys.Hash(Release.AskedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), Release.Terms);

    public string? ETag { get; init; }
}
