using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>How lies in the store what people did on the ladder, and who is whose mentor: the table <c>Ladders</c>, a partition for each organisation.</summary>
internal static class LadderRows
{
    public const string Table = "Ladders";

    /// <summary>What somebody did: with their key and an id.</summary>
    public const string Step = "step.";

    /// <summary>Who offers to be a mentor.</summary>
    public const string Mentor = "mentor.";

    /// <summary>Who wishes for one.</summary>
    public const string Wish = "wish.";

    public const string Pair = "pair.";

    private const int IdLetters = 16;

    public static string IdOf(params string[] parts) => Shell.Keys.Hash(parts)[..IdLetters];

    public static string StepsOf(MemberId person) => $"{Step}{person}.";

    public static string StepRow(LadderStep step) => StepsOf(step.Who.Id) + step.Id;

    public static Record OfStep(string organisationId, LadderStep step, string? etag = null)
    {
        var row = new Record(organisationId, StepRow(step))
        {
            ETag = etag,
            ["Person"] = step.Who.Id.ToString(),
            ["Name"] = step.Who.Name,
            ["Rung"] = step.Rung.ToString(),
            ["What"] = step.What,
            ["From"] = Columns.Text(step.From),
        };
        Columns.SetIf(row, "Until", Columns.Text(step.Until));
        if (step.RecordedBy is { } by)
            (row["RecordedBy"], row["RecordedByName"]) = (by.Id.ToString(), by.Name);
        if (step.Experience is not Experience.NotSaid)
            row["Experience"] = step.Experience.ToString();
        return row;
    }

    public static LadderStep? ToStep(Record row)
        => Columns.ToPerson(row.GetString("Person"), row.GetString("Name")) is { } who
            ? new LadderStep(row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..], who, Enum.TryParse<Rung>(row.GetString("Rung"), out var rung) ? rung : Rung.Ask, row.GetString("What") ?? "", Columns.Day(row.GetString("From")) ?? default, Columns.Day(row.GetString("Until")))
            {
                RecordedBy = Columns.ToPerson(row.GetString("RecordedBy"), row.GetString("RecordedByName")),
                Experience = Enum.TryParse<Experience>(row.GetString("Experience"), out var experience) ? experience : Experience.NotSaid,
            }
            : null;

    /// <summary>An offer or a wish.</summary>
    public static Record OfCall(string organisationId, string kind, MentorCall call)
        => new(organisationId, kind + call.Who.Id) { ["Person"] = call.Who.Id.ToString(), ["Name"] = call.Who.Name, ["Words"] = call.Words, ["At"] = call.At };

    public static MentorCall? ToCall(Record row)
        => Columns.ToPerson(row.GetString("Person"), row.GetString("Name")) is { } who ? new MentorCall(who, row.GetString("Words") ?? "", row.GetDateTimeOffset("At") ?? default) : null;

    public static Record OfPair(string organisationId, MentorPair pair, string? etag = null)
    {
        var row = new Record(organisationId, Pair + pair.Id)
        {
            ETag = etag,
            ["Mentor"] = pair.Mentor.Id.ToString(),
            ["MentorName"] = pair.Mentor.Name,
            ["Mentee"] = pair.Mentee.Id.ToString(),
            ["MenteeName"] = pair.Mentee.Name,
            ["Since"] = pair.Since,
        };
        Columns.SetIf(row, "Words", pair.Words);
        if (pair.EndedAt is { } ended)
            row["EndedAt"] = ended;
        return row;
    }

    public static MentorPair? ToPair(Record row)
        => Columns.ToPerson(row.GetString("Mentor"), row.GetString("MentorName")) is { } mentor && Columns.ToPerson(row.GetString("Mentee"), row.GetString("MenteeName")) is { } mentee
            ? new MentorPair(row.RowKey[Pair.Length..], mentor, mentee, row.GetDateTimeOffset("Since") ?? default) { EndedAt = row.GetDateTimeOffset("EndedAt"), Words = row.GetString("Words") ?? "" }
            : null;
}
