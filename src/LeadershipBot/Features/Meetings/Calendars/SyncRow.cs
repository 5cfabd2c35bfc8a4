using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>How it lies in the store how far a calendar is read.</summary>
internal static class SyncRow
{
    public static Record Of(string key, SyncState state, string? etag)
    {
        var row = new Record(key, CalendarRows.SyncRow)
        {
            ETag = etag,
            ["Token"] = state.Token,
            ["Phase"] = state.Phase.ToString(),
            ["Round"] = state.Round,
            ["IsFull"] = state.IsFull,
            ["Failures"] = state.Failures,
            ["Losses"] = state.Losses,
            ["SubscribeFailures"] = state.SubscribeFailures,
            ["Problem"] = state.Problem.ToString(),
            ["SawSeries"] = state.SawSeries,
            ["IsDoubtful"] = state.IsDoubtful,
            ["WantsFull"] = state.WantsFull,
            ["WantsLook"] = state.WantsLook,
            ["WantsReauthorizing"] = state.WantsReauthorizing,
        };
        foreach (var (column, words) in new[] { ("NextLink", state.NextLink), ("DeltaLink", state.DeltaLink), ("Cursor", state.Cursor), ("Served", state.Served), ("SubscriptionId", state.SubscriptionId), ("SecretHash", state.SecretHash), ("ToldAt", state.ToldAt) })
            MeetingRows.SetIf(row, column, words);
        CalendarRows.SetAt(row, "WindowAt", state.WindowAt);
        CalendarRows.SetAt(row, "BeganAt", state.BeganAt);
        CalendarRows.SetAt(row, "FullBeganAt", state.FullBeganAt);
        CalendarRows.SetAt(row, "ReadAt", state.ReadAt);
        CalendarRows.SetAt(row, "ProblemSince", state.ProblemSince);
        CalendarRows.SetAt(row, "NotBefore", state.NotBefore);
        CalendarRows.SetAt(row, "SubscriptionEndsAt", state.SubscriptionEndsAt);
        CalendarRows.SetAt(row, "RenewAt", state.RenewAt);
        CalendarRows.SetAt(row, "SubscribeNotBefore", state.SubscribeNotBefore);
        CalendarRows.SetAt(row, "SweptAt", state.SweptAt);
        return row;
    }

    public static SyncState To(Record row) => new()
    {
        Token = row.GetInt32("Token") ?? 0,
        Phase = CalendarRows.EnumOf<SyncPhase>(row, "Phase"),
        Round = row.GetInt32("Round") ?? 0,
        IsFull = row.GetBoolean("IsFull") is true,
        NextLink = row.GetString("NextLink") ?? "",
        DeltaLink = row.GetString("DeltaLink") ?? "",
        Cursor = row.GetString("Cursor") ?? "",
        SawSeries = row.GetBoolean("SawSeries") is true,
        IsDoubtful = row.GetBoolean("IsDoubtful") is true,
        WantsFull = row.GetBoolean("WantsFull") is true,
        WantsLook = row.GetBoolean("WantsLook") is true,
        WantsReauthorizing = row.GetBoolean("WantsReauthorizing") is true,
        FullBeganAt = row.GetDateTimeOffset("FullBeganAt"),
        WindowAt = row.GetDateTimeOffset("WindowAt"),
        BeganAt = row.GetDateTimeOffset("BeganAt"),
        ReadAt = row.GetDateTimeOffset("ReadAt"),
        Served = row.GetString("Served") ?? "",
        Problem = CalendarRows.EnumOf<CalendarProblem>(row, "Problem"),
        ProblemSince = row.GetDateTimeOffset("ProblemSince"),
        Failures = row.GetInt32("Failures") ?? 0,
        Losses = row.GetInt32("Losses") ?? 0,
        NotBefore = row.GetDateTimeOffset("NotBefore"),
        SubscriptionId = row.GetString("SubscriptionId") ?? "",
        SubscriptionEndsAt = row.GetDateTimeOffset("SubscriptionEndsAt"),
        RenewAt = row.GetDateTimeOffset("RenewAt"),
        SecretHash = row.GetString("SecretHash") ?? "",
        ToldAt = row.GetString("ToldAt") ?? "",
        SubscribeNotBefore = row.GetDateTimeOffset("SubscribeNotBefore"),
        SubscribeFailures = row.GetInt32("SubscribeFailures") ?? 0,
        SweptAt = row.GetDateTimeOffset("SweptAt"),
    };
}
