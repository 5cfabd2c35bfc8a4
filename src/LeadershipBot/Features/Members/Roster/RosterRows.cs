using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// How the people of a team or chat lie in the store: one place is one partition of the table <c>Rosters</c>, with its
/// head, its outbox, and a row for each person under the version that the head names, so that a reading counts whole or
/// not at all.
/// </summary>
internal static class RosterRows
{
    public const string Table = "Rosters";
    public const string Head = "head.roster";

    /// <summary>The head, how far a reading came, and what is still to be swept: each names the version of a reading whose people may still lie here.</summary>
    public const string AllHeads = "head.";

    /// <summary>How far a reading came that Teams stopped.</summary>
    public const string Reading = "head.reading";

    /// <summary>Who was there before, and isn't now.</summary>
    public const string Left = "left.";

    /// <summary>A channel of the team.</summary>
    public const string Channel = "channel.";

    private const string Person = "person.";

    /// <summary>In the organisation's partition: a place that may belong to it. The roster's head says whether it does.</summary>
    public const string OfOrganisation = "place.";

    public static string PartitionOf(Place place)
        => $"{OrganisationRows.TenantPartition(place.TenantId)}.{OrganisationRows.PlaceRow(place)[OfOrganisation.Length..]}";

    public static string AllPeople => Person;

    public static string PeopleOf(string version) => $"{Person}{version}.";

    public static Record OfHead(RosterHead head)
    {
        var row = new Record(head.Partition, Head) { ETag = head.ETag };
        PlaceColumns.Write(row, head.Place);
        row.SetText("Organisation", head.OrganisationId);
        row.SetText("Name", head.Name);
        row.SetText("Version", head.Version);
        row.SetText("NotedFor", head.NotedFor);
        row["People"] = head.Counts.Members;
        row["Guests"] = head.Counts.Guests;
        row["OtherTenants"] = head.Counts.OtherTenants;
        row["Unknown"] = head.Counts.Unknown;
        if (head.ReadAt is { } read)
            row["ReadAt"] = read;
        if (head.RemovedAt is { } removed)
            row["RemovedAt"] = removed;
        if (head.RenewedAt is { } renewed)
            row["RenewedAt"] = renewed;
        return row;
    }

    public static RosterHead ToHead(Record row) => new(row.PartitionKey, PlaceColumns.Read(row))
    {
        ETag = row.ETag,
        OrganisationId = row.GetString("Organisation") ?? "",
        Name = row.GetString("Name") ?? "",
        Version = row.GetString("Version") ?? "",
        NotedFor = row.GetString("NotedFor") ?? "",
        Counts = CountsIn(row),
        ReadAt = row.GetDateTimeOffset("ReadAt"),
        RemovedAt = row.GetDateTimeOffset("RemovedAt"),
        RenewedAt = row.GetDateTimeOffset("RenewedAt"),
    };

    public static Record OfPerson(string partition, string version, RosterPerson person)
    {
        var row = new Record(partition, PeopleOf(version) + person.Id) { ["Standing"] = person.Standing.ToString() };
        row.SetText("Name", person.Name);
        row.SetText("Email", person.Email);
        row.SetText("UserPrincipalName", person.UserPrincipalName);
        row.SetText("TeamsId", person.TeamsId);
        return row;
    }

    public static RosterPerson ToPerson(Record row, string version) => new(
        MemberId.TryParse(row.RowKey[PeopleOf(version).Length..], out var id) ? id : default,
        Enum.TryParse<RosterStanding>(row.GetString("Standing"), out var standing) ? standing : RosterStanding.Guest)
    {
        Name = row.GetString("Name") ?? "",
        Email = row.GetString("Email") ?? "",
        UserPrincipalName = row.GetString("UserPrincipalName") ?? "",
        TeamsId = row.GetString("TeamsId") ?? "",
    };

    /// <summary>Whom a row of <see cref="AllPeople"/> or <see cref="Left"/> is about; null for other rows.</summary>
    public static MemberId? PersonIn(Record row)
        => MemberId.TryParse(string.Join('.', row.RowKey.Split('.')[^2..]), out var person) ? person : null;

    public static Record OfChannel(string partition, TeamChannel channel)
    {
        var row = new Record(partition, Channel + Keys.Hash("channel", channel.Id)) { ["Channel"] = channel.Id };
        row.SetText("Name", channel.Name);
        return row;
    }

    public static Record OfReading(string partition, RosterReading reading)
    {
        var row = new Record(partition, Reading) { ["Version"] = reading.Version, ["Next"] = reading.Next, ["BeganAt"] = reading.BeganAt };
        row["People"] = reading.Counts.Members;
        row["Guests"] = reading.Counts.Guests;
        row["OtherTenants"] = reading.Counts.OtherTenants;
        row["Unknown"] = reading.Counts.Unknown;
        return row;
    }

    public static RosterReading ToReading(Record row)
        => new(row.GetString("Version") ?? "", row.GetString("Next") ?? "", row.GetDateTimeOffset("BeganAt") ?? default, CountsIn(row));

    private static RosterCounts CountsIn(Record row)
        => new(row.GetInt32("People") ?? 0, row.GetInt32("Guests") ?? 0, row.GetInt32("OtherTenants") ?? 0, row.GetInt32("Unknown") ?? 0);
}

/// <summary>A team or chat of an organisation, and how its people were last read.</summary>
internal sealed record RosterHead(string Partition, Place Place)
{
    /// <summary>The version of the row; null before it was written.</summary>
    public string? ETag { get; init; }

    /// <summary>The organisation to which the place belongs; empty for none.</summary>
    public string OrganisationId { get; init; } = "";

    /// <summary>What the team is called, as it was last read; empty before, and for a chat.</summary>
    public string Name { get; init; } = "";

    /// <summary>Under which its people lie; empty before the first reading.</summary>
    public string Version { get; init; } = "";

    /// <summary>The organisation that was noted under each of these people, so that only newcomers need it.</summary>
    public string NotedFor { get; init; } = "";

    public RosterCounts Counts { get; init; } = RosterCounts.None;

    /// <summary>When they were read; null before the first reading.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When the bot was removed from the place; null while it is there.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>When the bot was last put into the place, or the place given to an organisation; null where that was never noted.</summary>
    public DateTimeOffset? RenewedAt { get; init; }

    /// <summary>Whether its people can be reached through it.</summary>
    public bool Counting => OrganisationId.Length > 0 && RemovedAt is null && Version.Length > 0;
}

/// <summary>How many people a place has, of each kind. Those of no account are only counted.</summary>
internal sealed record RosterCounts(int Members, int Guests, int OtherTenants, int Unknown)
{
    public static RosterCounts None { get; } = new(0, 0, 0, 0);
}

/// <summary>A reading that Teams stopped, and where it goes on.</summary>
internal sealed record RosterReading(string Version, string Next, DateTimeOffset BeganAt, RosterCounts Counts);
