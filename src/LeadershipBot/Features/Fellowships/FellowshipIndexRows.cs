using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>
/// The table <c>FellowshipIndex</c>: in an organisation's partition a line for each fellowship, so that a search reads one partition;
/// and in a partition for each person what they saved and saw, and the fellowships in which they stand.
/// </summary>
internal static class FellowshipIndexRows
{
    public const string Table = "FellowshipIndex";

    public const string Line = "fellowship.";
    public const string Saved = "saved.";
    public const string Seen = "seen.";
    public const string Stands = "stands.";

    public static string PersonOf(string organisationId, MemberId person) => $"{organisationId}.{person}";

    public static string LineRow(string key) => Line + key;

    /// <summary>A note under a person that leads to a fellowship.</summary>
    public static Record OfNote(string organisationId, string kind, string key, MemberId person) => new(PersonOf(organisationId, person), kind + key) { ["Key"] = key };

    public static Record OfLine(FellowshipHead head)
    {
        var (fellowship, content, stones) = (head.Fellowship, head.Fellowship.Content, head.Fellowship.Milestones);
        var row = new Record(fellowship.Organisation.Id, LineRow(head.Key))
        {
            ["Key"] = head.Key,
            ["Title"] = content.Title,
            ["Cycle"] = fellowship.Cycle,
            ["Sessions"] = (double)content.Sessions,
            ["Funding"] = content.Funding.ToString(),
            ["Places"] = content.Places,
            ["IsApproved"] = stones.IsApproved,
            ["IsAsked"] = stones.IsAsked,
            ["IsWithdrawn"] = stones.IsWithdrawn,
            ["Live"] = stones.Live,
            ["Ended"] = stones.Ended,
            ["Practices"] = string.Join(',', fellowship.Places.Where(place => place is { IsTaken: true, ByPractice.Count: 0, PracticeCode.Length: > 0 }).Select(place => place.PracticeCode).Distinct()),
            ["Uncovered"] = fellowship.Places.Count(place => place is { IsLive: true, HasCover: false }),
        };
        Columns.SetIf(row, "WithdrawnBecause", fellowship.WithdrawnBecause);
        Columns.SetIf(row, "Locality", content.Locality);
        Columns.SetIf(row, "Skills", FellowshipColumns.Of(content.Skills));
        Columns.SetIf(row, "Starts", Columns.Text(content.Starts));
        Columns.SetIf(row, "Ends", Columns.Text(content.Ends));
        if (content.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        return row;
    }

    public static FellowshipLine ToLine(Record row) => new(
        row.GetString("Key") ?? "",
        row.GetString("Title") ?? "",
        (decimal)(row.GetDouble("Sessions") ?? 0),
        row.GetString("Locality") ?? "",
        Enum.TryParse<Funding>(row.GetString("Funding"), out var funding) ? funding : Funding.Funded,
        FellowshipColumns.SkillsIn(row.GetString("Skills")),
        new FellowshipMilestones(
            row.GetBoolean("IsApproved") is true,
            row.GetBoolean("IsAsked") is true,
            row.GetBoolean("IsWithdrawn") is true,
            row.GetDateTimeOffset("ClosesAt"),
            Columns.Day(row.GetString("Starts")),
            Columns.Day(row.GetString("Ends")),
            row.GetInt32("Live") ?? 0,
            row.GetInt32("Ended") ?? 0)
        {
            IsFilled = row.GetInt32("Live") + row.GetInt32("Ended") >= row.GetInt32("Places"),
        })
    {
        Cycle = row.GetInt32("Cycle") ?? 1,
        Uncovered = row.GetInt32("Uncovered") ?? 0,
        Practices = row.GetString("Practices") is { } practices ? PracticeCodes.Parse(practices) : null,
        WithdrawnBecause = row.GetString("WithdrawnBecause") ?? "",
    };
}

/// <summary>A fellowship in a list.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Sessions">Sessions a week.</param>
/// <param name="Locality">The code of its locality; empty for the whole organisation.</param>
/// <param name="Funding">How much of it is paid for.</param>
/// <param name="Skills">What one learns.</param>
/// <param name="Milestones">What decides how it stands.</param>
internal sealed record FellowshipLine(string Key, string Title, decimal Sessions, string Locality, Funding Funding, IReadOnlyList<string> Skills, FellowshipMilestones Milestones)
{
    public int Cycle { get; init; } = 1;

    /// <summary>For how many fellows it isn't written down who covers, and who pays.</summary>
    public int Uncovered { get; init; }

    /// <summary>Which practices released a fellow, and haven't said what that was worth; null in a line from before that was kept.</summary>
    public PracticeCodes? Practices { get; init; }

    /// <summary>Why it isn't offered any more; empty while it is.</summary>
    public string WithdrawnBecause { get; init; } = "";
}
