using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>A person's row in the version that was read; without one where there is none yet.</summary>
internal sealed record AttendeeRow(Attendee Attendee, string? ETag)
{
    /// <summary>The row as it is to be, as a change of the version that was read.</summary>
    public Change Becomes(string key, Attendee after)
    {
        var row = Of(key, after, ETag);
        return ETag is null ? new Change.Insert(row) : new Change.Replace(row);
    }

    /// <summary>As it lies in the store.</summary>
    public static Record Of(string key, Attendee one, string? etag)
    {
        var row = new Record(key, MeetingRows.PersonRow(one.Person)) { ETag = etag, ["Name"] = one.Name, ["IsCalled"] = one.IsCalled };
        MeetingRows.SetIf(row, "Practices", one.Practices.ToString());
        MeetingRows.SetIf(row, "Locality", one.Locality);
        if (one.Reply is not Reply.None)
            row["Reply"] = one.Reply.ToString();
        if (one.RepliedAt is { } at)
            row["RepliedAt"] = at;
        MeetingRows.SetIf(row, "Deputy", one.Deputy?.ToString());
        MeetingRows.SetIf(row, "StandsFor", one.StandsFor?.ToString());
        if (one.IsFromCalendar)
            row["IsFromCalendar"] = true;
        if (one.Presence is not Presence.NotNoted)
            row["Presence"] = one.Presence.ToString();
        if (one.PresenceFrom is not PresenceSource.Hand)
            row["PresenceFrom"] = one.PresenceFrom.ToString();
        if (one.IsReported)
            row["IsReported"] = true;
        MeetingRows.SetIf(row, "LeftBefore", one.LeftBefore);
        return row;
    }

    /// <summary>Reads a person's row; null where its key names nobody.</summary>
    public static AttendeeRow? Read(Record row)
        => MemberId.TryParse(row.RowKey[MeetingRows.Person.Length..], out var person)
            ? new AttendeeRow(
                new Attendee(person, row.GetString("Name") ?? "")
                {
                    Practices = PracticeCodes.Parse(row.GetString("Practices")),
                    Locality = row.GetString("Locality") ?? "",
                    IsCalled = row.GetBoolean("IsCalled") is true,
                    Reply = Enum.TryParse<Reply>(row.GetString("Reply"), out var reply) ? reply : Reply.None,
                    RepliedAt = row.GetDateTimeOffset("RepliedAt"),
                    IsFromCalendar = row.GetBoolean("IsFromCalendar") is true,
                    Deputy = MeetingRows.ToId(row.GetString("Deputy")),
                    StandsFor = MeetingRows.ToId(row.GetString("StandsFor")),
                    Presence = Enum.TryParse<Presence>(row.GetString("Presence"), out var presence) ? presence : Presence.NotNoted,
                    PresenceFrom = Enum.TryParse<PresenceSource>(row.GetString("PresenceFrom"), out var source) ? source : PresenceSource.Hand,
                    IsReported = row.GetBoolean("IsReported") is true,
                    LeftBefore = row.GetString("LeftBefore") ?? "",
                },
                row.ETag)
            : null;
}
