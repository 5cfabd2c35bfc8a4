using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>
/// The lists of an organisation's ledger in the table <c>LedgerIndex</c>: a partition each, in the order in which people
/// read it, so that a page of any of them costs a page, however long the ledger is.
/// </summary>
internal static class LedgerIndexRows
{
    public const string Table = "LedgerIndex";

    private const string Said = "said.";

    /// <summary>So much of what was raised does a line show.</summary>
    private const int LineWordsMax = 160;

    /// <summary>So much of what was raised, and of the answer, do members read on the page of what was done.</summary>
    private const int ToldWordsMax = 500;

    /// <summary>Who raised what: found from the person alone.</summary>
    public static string RaisedBy(string organisationId, MemberId person) => $"{organisationId}.by.{person}";

    /// <summary>On what somebody acted who manages the ledger, or whose it is.</summary>
    public static string DoneBy(string organisationId, MemberId person) => $"{organisationId}.did.{person}";

    /// <summary>Which entry has a reference.</summary>
    public static string References(string organisationId) => organisationId + ".ref";

    /// <summary>What has come and was not announced yet to those who manage the ledger.</summary>
    public static string News(string organisationId) => organisationId + ".new";

    public static Record OfNew(LedgerEntry entry, DateTimeOffset now) => new(News(entry.Organisation.Id), "new." + entry.Id) { ["Key"] = LedgerRows.PartitionOf(entry), ["At"] = now };

    /// <summary>That whoever raised it said more.</summary>
    public static Record OfSaid(LedgerEntry entry, LedgerStep step, DateTimeOffset now)
        => new(News(entry.Organisation.Id), $"{Said}{entry.Id}.{step.Version.ToString(CultureInfo.InvariantCulture)}") { ["Key"] = LedgerRows.PartitionOf(entry), ["At"] = now, ["What"] = step.What.ToString() };

    /// <summary>Whether a row of <see cref="News"/> says that whoever raised it said more, and not that it came.</summary>
    public static bool IsSaid(Record row) => row.RowKey.StartsWith(Said, StringComparison.Ordinal);

    /// <summary>A list's partition.</summary>
    public static string PartitionOf(string organisationId, LedgerList list, MemberId? owner = null) => list switch
    {
        LedgerList.All => organisationId,
        LedgerList.Open => organisationId + ".open",
        LedgerList.Overdue => organisationId + ".due",
        LedgerList.Mine => $"{organisationId}.owner.{owner}",
        LedgerList.Told => organisationId + ".told",
        _ => $"{organisationId}.fate.{list}",
    };

    /// <summary>Newest first.</summary>
    public static string NewestFirst(DateTimeOffset at, string id) => $"{(DateTimeOffset.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}.{id}";

    /// <summary>What is due first comes first.</summary>
    public static string DueFirst(DateTimeOffset at, string id) => $"{DuePrefix(at)}.{id}";

    public static string DuePrefix(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static string DoerRow(string key) => "did." + key;

    public static string ReferenceRow(Reference reference) => "ref." + reference.Code;

    public static Record OfRaiser(LedgerEntry entry, MemberId person)
        => new(RaisedBy(entry.Organisation.Id, person), NewestFirst(entry.RaisedAt, entry.Id)) { ["Key"] = LedgerRows.PartitionOf(entry) };

    public static Record OfDoer(string key, MemberId person) => new(DoneBy(key.Split('.')[0], person), DoerRow(key)) { ["Key"] = key };

    public static Record OfReference(LedgerEntry entry) => new(References(entry.Organisation.Id), ReferenceRow(entry.Reference)) { ["Key"] = LedgerRows.PartitionOf(entry) };

    /// <summary>Every line under which an entry is to stand now; none once another speaks for it.</summary>
    public static IReadOnlyList<Record> LinesOf(LedgerEntry entry)
    {
        if (entry.MergedInto is not null)
            return [];
        var (organisation, newest) = (entry.Organisation.Id, NewestFirst(entry.RaisedAt, entry.Id));
        List<Record> lines = [Line(PartitionOf(organisation, LedgerList.All), newest, entry), Line(PartitionOf(organisation, ListOf(entry.Fate)), newest, entry)];
        if (entry.IsOpen)
        {
            lines.Add(Line(PartitionOf(organisation, LedgerList.Open), newest, entry));
            lines.Add(Line(PartitionOf(organisation, LedgerList.Overdue), DueFirst(LedgerClock.NextDue(entry), entry.Id), entry));
            if (entry.Owner is { } owner)
                lines.Add(Line(PartitionOf(organisation, LedgerList.Mine, owner.Person), newest, entry));
        }
        else if (entry.DecidedAt is { } decided)
        {
            lines.Add(Told(organisation, NewestFirst(decided, entry.Id), entry));
        }

        return lines;
    }

    /// <summary>How what was raised begins, as a line shows it.</summary>
    public static string Beginning(LedgerEntry entry) => Clip(entry.Words, LineWordsMax);

    public static LedgerListLine ToLine(Record row) => new(
        row.GetString("Key") ?? "",
        row.GetString("Reference") ?? "",
        row.GetString("Words") ?? "",
        row.GetDateTimeOffset("RaisedAt") ?? default,
        Enum.TryParse<Fate>(row.GetString("Fate"), out var fate) ? fate : Fate.Heard)
    {
        RepliedAt = row.GetDateTimeOffset("RepliedAt"),
        DecidedAt = row.GetDateTimeOffset("DecidedAt"),
        DueAt = row.GetDateTimeOffset("DueAt"),
        Verdict = Enum.TryParse<Verdict>(row.GetString("Verdict"), out var verdict) ? verdict : Verdict.None,
        OwnerName = row.GetString("OwnerName") ?? "",
        RaisedByName = row.GetString("RaisedByName") ?? "",
        Answer = row.GetString("Answer") ?? "",
        PassedTo = row.GetString("PassedTo") ?? "",
        Support = row.GetInt32("Support") ?? 1,
        IsHidden = row.GetBoolean("IsHidden") is true,
        IsAnonymous = row.GetBoolean("IsAnonymous") is true,
        IsNamed = row.GetBoolean("IsNamed") is true,
        ChangedDecision = row.GetBoolean("ChangedDecision") is true,
    };

    private static LedgerList ListOf(Fate fate) => fate switch
    {
        Fate.Considering => LedgerList.Considering,
        Fate.ActedOn => LedgerList.ActedOn,
        Fate.NotActedOn => LedgerList.NotActedOn,
        Fate.PassedOn => LedgerList.PassedOn,
        _ => LedgerList.Heard,
    };

    private static Record Line(string partition, string rowKey, LedgerEntry entry)
    {
        var row = new Record(partition, rowKey)
        {
            ["Key"] = LedgerRows.PartitionOf(entry),
            ["Reference"] = entry.Reference.ToString(),
            ["Words"] = Clip(entry.Words, LineWordsMax),
            ["RaisedAt"] = entry.RaisedAt,
            ["Fate"] = entry.Fate.ToString(),
            ["Support"] = entry.Support,
        };
        if (entry.IsOpen)
            row["DueAt"] = LedgerClock.NextDue(entry);
        if (entry.RepliedAt is { } replied)
            row["RepliedAt"] = replied;
        if (entry.DecidedAt is { } decided)
            row["DecidedAt"] = decided;
        if (entry.Verdict is not Verdict.None)
            row["Verdict"] = entry.Verdict.ToString();
        if (entry.Owner is { Name.Length: > 0 } owner)
            row["OwnerName"] = owner.Name;
        if (entry.HiddenBecause is not null)
            row["IsHidden"] = true;
        if (entry.Voice is Voice.Anonymous)
            row["IsAnonymous"] = true;
        if (entry.Voice is Voice.Named)
            row["IsNamed"] = true;
        return row;
    }

    /// <summary>As members read it: what is hidden isn't in it at all.</summary>
    private static Record Told(string organisationId, string rowKey, LedgerEntry entry)
    {
        var row = Line(PartitionOf(organisationId, LedgerList.Told), rowKey, entry);
        row["Words"] = entry.HiddenBecause is null ? Clip(entry.Words, ToldWordsMax) : "";
        row["Answer"] = Clip(entry.Answer, ToldWordsMax);
        if (entry.PassedTo.Length > 0)
            row["PassedTo"] = entry.PassedTo;
        if (entry.RaisedByName.Length > 0 && entry.HiddenBecause is null)
            row["RaisedByName"] = entry.RaisedByName;
        if (entry.ChangedDecision)
            row["ChangedDecision"] = true;
        return row;
    }

    private static string Clip(string words, int max) => words.Length <= max ? words : Shell.TurnData.Clip(words, max - 1) + "…";
}

/// <summary>A list of the ledger.</summary>
internal enum LedgerList
{
    Open,
    Overdue,
    Mine,
    Heard,
    Considering,
    ActedOn,
    NotActedOn,
    PassedOn,
    All,

    /// <summary>What members read of what was done.</summary>
    Told,
}

/// <summary>One line of a list.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Reference">As people read it.</param>
/// <param name="Words">How what was raised begins.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="Fate">What became of it.</param>
internal sealed record LedgerListLine(string Key, string Reference, string Words, DateTimeOffset RaisedAt, Fate Fate)
{
    public DateTimeOffset? RepliedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When something is due next; null where nothing is.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public Verdict Verdict { get; init; }

    public string OwnerName { get; init; } = "";

    public string RaisedByName { get; init; } = "";

    public string Answer { get; init; } = "";

    public string PassedTo { get; init; } = "";

    public int Support { get; init; } = 1;

    public bool IsHidden { get; init; }

    /// <summary>Whether it was raised anonymously: then <see cref="RaisedAt"/> says the week, and no more.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether it was raised by name.</summary>
    public bool IsNamed { get; init; }

    public bool ChangedDecision { get; init; }
}
