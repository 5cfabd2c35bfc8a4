using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>What else lies beside an application: its steps, of which of them the applicant was told, and that somebody was reminded of it. The question to a practice lies in <see cref="ReleaseRows"/>.</summary>
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
}
