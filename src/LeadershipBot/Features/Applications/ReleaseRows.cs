using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>How the question to an applicant's practice, and its answer, lie beside the application.</summary>
internal static class ReleaseRows
{
    public static Record Of(string partitionKey, KeptRelease kept)
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
