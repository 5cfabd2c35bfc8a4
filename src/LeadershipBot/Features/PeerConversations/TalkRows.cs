using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>
/// How conversations lie in the store: the table <c>PeerTalks</c>, a partition for each organisation. Those of one matching lie under its
/// number and version; they count once a row <c>match.</c> names that version, so that of two servers one decides, and only where no one
/// was forgotten meanwhile. A note under each person says where theirs are, the newest first.
/// </summary>
internal static class TalkRows
{
    public const string Table = "PeerTalks";

    public const string Head = "head.talks";
    public const string Member = "member.";
    public const string Match = "match.";
    public const string Talk = "talk.";
    public const string Mine = "mine.";

    /// <summary>That a matching on a measure was taken back.</summary>
    public const string Off = "off.";

    /// <summary>Moved whenever somebody is forgotten: a matching counts only where it stands as it stood before its people were read.</summary>
    public const string Fence = "fence";

    /// <summary>With this begin the numbers of matchings on a measure; those of people begin with a digit.</summary>
    public const string OnMeasure = "m";

    private const char Lines = '\n';
    private const char Name = '|';
    private const char Between = ',';

    public static string NumberOf(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    public static string TalksOf(string number, string version) => $"{Talk}{number}.{version}.";

    public static Record OfFence(string organisationId, string? etag = null) => new(organisationId, Fence) { ETag = etag };

    /// <summary>The notes under somebody.</summary>
    public static string MineOf(MemberId person) => $"{Mine}{person}.";

    /// <summary>A note under somebody: where one of their conversations lies.</summary>
    public static Record OfNote(string number, string version, Talk talk, MemberId person)
        => new(talk.Organisation.Id, string.Create(CultureInfo.InvariantCulture, $"{MineOf(person)}{DateTimeOffset.MaxValue.Ticks - talk.At.UtcTicks:D19}.{talk.Id}")) { ["Talk"] = $"{number}.{version}.{talk.Id}", ["At"] = talk.At };

    /// <summary>Which matching counts under its number; of one on a measure with its name, by which it can be taken back.</summary>
    public static Record OfMatch(string organisationId, string number, string version, Talk first)
    {
        var row = new Record(organisationId, Match + number) { ["Version"] = version, ["At"] = first.At };
        SetIf(row, "Measure", first.Measure);
        return row;
    }

    /// <summary>Which matching was taken back, and on which measure: who was told of it is told its name.</summary>
    public static Record OfOff(string organisationId, MeasureMatch match, DateTimeOffset at)
    {
        var row = new Record(organisationId, $"{Off}{match.Number}.{match.Version}") { ["At"] = at };
        SetIf(row, "Measure", match.Measure);
        return row;
    }

    public static MeasureMatch ToMeasure(Record row) => new(row.RowKey[Match.Length..], row.GetString("Version") ?? "", row.GetString("Measure") ?? "", row.GetDateTimeOffset("At") ?? default, row.ETag);

    public static Record OfHead(TalkHead head) => new(head.Organisation.Id, Head)
    {
        ETag = head.ETag,
        ["OrganisationName"] = head.Organisation.Name,
        ["Weeks"] = head.Weeks,
        ["NextAt"] = head.NextAt,
        ["Number"] = head.Number,
    };

    public static TalkHead ToHead(Record row) => new(new OrganisationName(row.PartitionKey, row.GetString("OrganisationName") ?? ""), row.GetInt32("Weeks") ?? 0, row.GetDateTimeOffset("NextAt") ?? default, row.GetInt32("Number") ?? 0) { ETag = row.ETag };

    public static Record OfMember(string organisationId, TalkMember member, string? etag = null)
    {
        var row = new Record(organisationId, Member + member.Person.Id) { ETag = etag, ["Person"] = member.Person.Id.ToString(), ["Name"] = member.Person.Name, ["Since"] = member.Since };
        if (member.PausedUntil is { } until)
            row["PausedUntil"] = until;
        return row;
    }

    public static TalkMember? ToMember(Record row)
        => MemberId.TryParse(row.GetString("Person") ?? "", out var id) ? new TalkMember(new Person(id, row.GetString("Name") ?? ""), row.GetDateTimeOffset("Since") ?? default) { PausedUntil = row.GetDateTimeOffset("PausedUntil") } : null;

    public static Record OfTalk(string number, string version, Talk talk, string? etag = null)
    {
        var row = new Record(talk.Organisation.Id, TalksOf(number, version) + talk.Id)
        {
            ETag = etag,
            ["OrganisationName"] = talk.Organisation.Name,
            ["People"] = string.Join(Lines, talk.People.Select(LineOf)),
            ["At"] = talk.At,
        };
        SetIf(row, "Measure", talk.Measure);
        SetIf(row, "Practices", string.Join(Between, talk.Practices));
        SetIf(row, "Note", talk.Note);
        SetIf(row, "WillTry", talk.WillTry);
        SetIf(row, "Declined", string.Join(Lines, talk.Declined.Select(one => LineOf(one.Person))));
        if (talk.Declined.Any(one => one.Reason.Length > 0))
            row["Reasons"] = string.Join(Lines, talk.Declined.Select(one => one.Reason.ReplaceLineEndings(" ")));
        if (talk.MetAt is { } met)
            row["MetAt"] = met;
        if (talk.FollowUpAt is { } follow)
            row["FollowUpAt"] = follow;
        if (talk.Outcome is not TalkOutcome.NotSaid)
            row["Outcome"] = talk.Outcome.ToString();
        return row;
    }

    public static Talk ToTalk(Record row) => new(
        row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..],
        new OrganisationName(row.PartitionKey, row.GetString("OrganisationName") ?? ""),
        [.. PeopleIn(row, "People").OfType<Person>()],
        row.GetDateTimeOffset("At") ?? default)
    {
        Measure = row.GetString("Measure") ?? "",
        Practices = (row.GetString("Practices") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries),
        Note = row.GetString("Note") ?? "",
        WillTry = row.GetString("WillTry") ?? "",
        MetAt = row.GetDateTimeOffset("MetAt"),
        FollowUpAt = row.GetDateTimeOffset("FollowUpAt"),
        Outcome = Enum.TryParse<TalkOutcome>(row.GetString("Outcome"), out var outcome) ? outcome : TalkOutcome.NotSaid,
        Declined = [.. PeopleIn(row, "Declined").Index().Where(one => one.Item is not null).Select(one => new Declined(one.Item!, (row.GetString("Reasons") ?? "").Split(Lines).ElementAtOrDefault(one.Index) ?? ""))],
    };

    private static string LineOf(Person person) => $"{person.Id}{Name}{person.Name.ReplaceLineEndings(" ")}";

    /// <summary>Null for a line that names nobody.</summary>
    private static IEnumerable<Person?> PeopleIn(Record row, string column)
        => (row.GetString(column) ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Name, 2)).Select(parts => MemberId.TryParse(parts[0], out var id) ? new Person(id, parts.ElementAtOrDefault(1) ?? "") : null);

    private static void SetIf(Record row, string column, string words)
    {
        if (words.Length > 0)
            row[column] = words;
    }
}

/// <summary>How often an organisation's people are matched.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Weeks">Every so many weeks; 0 for not at all.</param>
/// <param name="NextAt">When next.</param>
/// <param name="Number">How many matchings there were.</param>
internal sealed record TalkHead(OrganisationName Organisation, int Weeks, DateTimeOffset NextAt, int Number)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }
}

/// <summary>Somebody who takes part.</summary>
internal sealed record TalkMember(Person Person, DateTimeOffset Since)
{
    /// <summary>They aren't matched before; null for no pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

/// <summary>That practices were matched on a measure.</summary>
/// <param name="Number">Names it.</param>
/// <param name="Version">Which matching counts.</param>
/// <param name="Measure">The measure's name.</param>
/// <param name="At">When.</param>
/// <param name="ETag">The version that was read.</param>
internal sealed record MeasureMatch(string Number, string Version, string Measure, DateTimeOffset At, string? ETag);

/// <summary>A conversation with where it lies.</summary>
/// <param name="Key">Number, version and id, with dots between.</param>
/// <param name="Talk">The conversation.</param>
internal sealed record KeptTalk(string Key, Talk Talk);
