using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger;

/// <summary>
/// How the ledger lies in the store. One entry is one partition of the table <c>Ledger</c>: the entry, which everybody who
/// manages it reads; who raised it, in a row of its own that only telling them reads; and every step that was taken.
/// </summary>
internal static class LedgerRows
{
    public const string Table = "Ledger";

    /// <summary>The rows that every turn about the entry reads at once.</summary>
    public const string Head = "head.";

    public const string Entry = "head.entry";

    /// <summary>In which lists it stands.</summary>
    public const string Listed = "head.listed";

    /// <summary>That somebody was reminded of it.</summary>
    public const string Reminded = "head.reminded.";

    public const string Author = "author";

    /// <summary>What was joined with it.</summary>
    public const string Joined = "joined.";

    public const string Step = "step.";

    /// <summary>The key by which cards name an entry.</summary>
    public static string PartitionOf(LedgerEntry entry) => PartitionOf(entry.Organisation.Id, entry.Id);

    public static string PartitionOf(string organisationId, string id) => $"{organisationId}.{id}";

    public static Record OfEntry(LedgerEntry entry, string? etag = null)
    {
        var row = new Record(PartitionOf(entry), Entry)
        {
            ETag = etag,
            ["Organisation"] = entry.Organisation.Id,
            ["OrganisationName"] = entry.Organisation.Name,
            ["Entry"] = entry.Id,
            ["Reference"] = entry.Reference.Code,
            ["Voice"] = entry.Voice.ToString(),
            ["Words"] = entry.Words,
            ["RaisedAt"] = entry.RaisedAt,
            ["Fate"] = entry.Fate.ToString(),
            ["Support"] = entry.Support,
            ["Version"] = entry.Version,
        };
        SetIf(row, "RaisedByName", entry.RaisedByName);
        if (entry.Owner is { } owner)
            (row["Owner"], row["OwnerName"]) = (owner.Person.ToString(), owner.Name);
        SetIf(row, "Answer", entry.Answer);
        SetIf(row, "PassedTo", entry.PassedTo);
        if (entry.RepliedAt is { } replied)
            row["RepliedAt"] = replied;
        if (entry.DecidedAt is { } decided)
            row["DecidedAt"] = decided;
        if (entry.ReopenedAt is { } reopened)
            row["ReopenedAt"] = reopened;
        if (entry.Verdict is not Verdict.None)
            row["Verdict"] = entry.Verdict.ToString();
        if (entry.ChangedDecision)
            row["ChangedDecision"] = true;
        SetIf(row, "MergedInto", entry.MergedInto);
        if (entry.JoinedJudged > 0)
            (row["JoinedJudged"], row["JoinedContent"]) = (entry.JoinedJudged, entry.JoinedContent);
        SetIf(row, "HiddenBecause", entry.HiddenBecause);
        if (entry.IsReported)
            row["IsReported"] = true;
        SetIf(row, "Question", entry.Question);
        return row;
    }

    public static LedgerEntry ToEntry(Record row) => new(
        row.GetString("Entry") ?? "",
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        Reference.TryRead(row.GetString("Reference"), out var reference) ? reference : Reference.Of(0),
        Enum.TryParse<Voice>(row.GetString("Voice"), out var voice) ? voice : Voice.Confidential,
        row.GetString("Words") ?? "",
        row.GetDateTimeOffset("RaisedAt") ?? default)
    {
        RaisedByName = row.GetString("RaisedByName") ?? "",
        Owner = MemberId.TryParse(row.GetString("Owner") ?? "", out var owner) ? new LedgerOwner(owner, row.GetString("OwnerName") ?? "") : null,
        Fate = Enum.TryParse<Fate>(row.GetString("Fate"), out var fate) ? fate : Fate.Heard,
        Answer = row.GetString("Answer") ?? "",
        PassedTo = row.GetString("PassedTo") ?? "",
        RepliedAt = row.GetDateTimeOffset("RepliedAt"),
        DecidedAt = row.GetDateTimeOffset("DecidedAt"),
        ReopenedAt = row.GetDateTimeOffset("ReopenedAt"),
        Verdict = Enum.TryParse<Verdict>(row.GetString("Verdict"), out var verdict) ? verdict : Verdict.None,
        ChangedDecision = row.GetBoolean("ChangedDecision") is true,
        Support = row.GetInt32("Support") ?? 1,
        MergedInto = row.GetString("MergedInto"),
        JoinedJudged = row.GetInt32("JoinedJudged") ?? 0,
        JoinedContent = row.GetInt32("JoinedContent") ?? 0,
        HiddenBecause = row.GetString("HiddenBecause"),
        IsReported = row.GetBoolean("IsReported") is true,
        Question = row.GetString("Question") ?? "",
        Version = row.GetInt32("Version") ?? 1,
    };

    public static Record OfAuthor(string partitionKey, LedgerAuthor author, string? etag = null) => new(partitionKey, Author)
    {
        ETag = etag,
        ["Person"] = author.Person.ToString(),
        ["ToldVersion"] = author.ToldVersion,
        ["ToldOfOther"] = author.ToldOfOther,
    };

    public static LedgerAuthor? ToAuthor(Record row)
        => MemberId.TryParse(row.GetString("Person") ?? "", out var person) ? new LedgerAuthor(person, row.GetInt32("ToldVersion") ?? 0) { ToldOfOther = row.GetInt32("ToldOfOther") ?? 0 } : null;

    public static string JoinedRow(string id) => Joined + id;

    public static Record OfJoined(string partitionKey, JoinedEntry joined, string? etag = null)
    {
        var row = new Record(partitionKey, JoinedRow(joined.Id)) { ETag = etag, ["AtVersion"] = joined.AtVersion };
        if (joined.JudgedAt is { } judged)
            (row["Verdict"], row["JudgedAt"]) = (joined.Verdict.ToString(), judged);
        return row;
    }

    public static JoinedRow ToJoined(Record row) => new(
        new JoinedEntry(row.RowKey[Joined.Length..], row.GetInt32("AtVersion") ?? 0)
        {
            Verdict = Enum.TryParse<Verdict>(row.GetString("Verdict"), out var verdict) ? verdict : Verdict.None,
            JudgedAt = row.GetDateTimeOffset("JudgedAt"),
        },
        row.ETag!);

    /// <summary>A step is named by the version that it made.</summary>
    public static Record OfStep(string partitionKey, int version, LedgerStep step)
    {
        var row = new Record(partitionKey, StepRow(version)) { ["What"] = step.What.ToString(), ["At"] = step.At };
        if (step.By is { } by)
            (row["By"], row["ByName"]) = (by.ToString(), step.ByName);
        SetIf(row, "Fate", step.Fate?.ToString());
        SetIf(row, "Words", step.Words);
        SetIf(row, "Slip", step.Slip);
        return row;
    }

    public static string StepRow(int version) => Step + version.ToString("D4", CultureInfo.InvariantCulture);

    public static int VersionOf(Record step) => int.Parse(step.RowKey.AsSpan(Step.Length), CultureInfo.InvariantCulture);

    public static LedgerStep ToStep(Record row) => new(
        Enum.TryParse<StepKind>(row.GetString("What"), out var what) ? what : StepKind.Fate,
        row.GetDateTimeOffset("At") ?? default,
        row.GetString("Words") ?? "")
    {
        Version = VersionOf(row),
        Slip = row.GetString("Slip") ?? "",
        By = MemberId.TryParse(row.GetString("By") ?? "", out var by) ? by : null,
        ByName = row.GetString("ByName") ?? "",
        Fate = Enum.TryParse<Fate>(row.GetString("Fate"), out var fate) ? fate : null,
    };

    private static void SetIf(Record row, string column, string? words)
    {
        if (!string.IsNullOrEmpty(words))
            row[column] = words;
    }
}

/// <summary>Who raised something; never part of what readers are shown.</summary>
/// <param name="Person">The person.</param>
/// <param name="ToldVersion">The version of the entry of which they were told last; 0 before.</param>
internal sealed record LedgerAuthor(MemberId Person, int ToldVersion)
{
    /// <summary>The same of the entry with which it was joined; 0 before.</summary>
    public int ToldOfOther { get; init; }
}

/// <summary>What was done in a step.</summary>
internal enum StepKind
{
    /// <summary>It was said what becomes of it.</summary>
    Fate,

    /// <summary>Its author was asked something.</summary>
    Question,

    /// <summary>The author answered.</summary>
    Answer,

    /// <summary>The author added words.</summary>
    Added,

    /// <summary>It became somebody's.</summary>
    Owner,

    /// <summary>Its words were hidden.</summary>
    Hidden,

    /// <summary>The author said whether it answers them.</summary>
    Verdict,

    /// <summary>A member reported its words; who isn't kept.</summary>
    Reported,

    /// <summary>After a report its words were left as they are.</summary>
    Left,

    /// <summary>Its words can be read again.</summary>
    Unhidden,

    /// <summary>It was joined with another, which speaks for it.</summary>
    Merged,

    /// <summary>Another was joined with it.</summary>
    Joined,

    /// <summary>What was joined stands by itself again.</summary>
    Separated,
}

/// <summary>One step in the life of an entry.</summary>
/// <param name="What">What was done.</param>
/// <param name="At">When.</param>
/// <param name="Words">What was said.</param>
internal sealed record LedgerStep(StepKind What, DateTimeOffset At, string Words)
{
    /// <summary>The version of the entry that it made.</summary>
    public int Version { get; init; }

    /// <summary>Who took it; null for whoever raised it, who isn't named.</summary>
    public MemberId? By { get; init; }

    public string ByName { get; init; } = "";

    /// <summary>What it made of the entry; null where it left that.</summary>
    public Fate? Fate { get; init; }

    /// <summary>The name of the slip by which it came out of an anonymous box; empty for all else.</summary>
    public string Slip { get; init; } = "";

    /// <summary>Whether the author is to be told of it.</summary>
    public bool TellsAuthor => What is StepKind.Fate or StepKind.Question or StepKind.Hidden or StepKind.Unhidden or StepKind.Merged || (What is StepKind.Separated && Words.Length == 0);
}
