using System.Globalization;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>
/// How rounds lie in the store: the table <c>PeerReviews</c>. The organisation's partition lists its rounds, and comments that were
/// reported. A round has a partition, with who takes part and who is asked about whom; each person about whom is asked has one in it for
/// the anonymous box, and one besides for the comments of all their rounds.
/// </summary>
internal static class ReviewRows
{
    public const string Table = "PeerReviews";

    /// <summary>In the organisation's partition: which rounds there are.</summary>
    public const string Listed = "round.";

    /// <summary>In the organisation's partition: a comment that was reported.</summary>
    public const string Reported = "reported.";

    /// <summary>In the round's partition: the round.</summary>
    public const string Head = "head.round";

    /// <summary>In the round's partition: who takes part.</summary>
    public const string Part = "part.";

    /// <summary>In the round's partition: the wrapped key with which it is locked who is asked about whom.</summary>
    public const string MatchKey = "head.match";

    /// <summary>In the round's partition: about whom somebody is asked, and what they said of themselves, locked, under the match that counts.</summary>
    public const string Rater = "rater.";

    /// <summary>In the round's partition: of which practices somebody was, and of which group, when it was worked out who is asked about whom, under the match that counts.</summary>
    public const string AtStart = "start.";

    /// <summary>In the partition of a person about whom is asked: who that is, and what they learn.</summary>
    public const string Subject = "head.subject";

    /// <summary>In the partition of a person's comments: one that they read.</summary>
    public const string Comment = "comment.";

    /// <summary>In the partition of a person's comments: which of them came to be read in one month; so that no date stands beside one, and retention knows it.</summary>
    public const string Batch = "batch.";

    /// <summary>Of a comment that was reported: what was decided; missing until somebody has.</summary>
    public const string Outcome = "Outcome";

    /// <summary>Of a comment: that it was reported, looked at and left.</summary>
    public const string WasLeft = "WasLeft";

    private const string MonthFormat = "yyyy-MM";
    private const char Between = ',';
    private const char Lines = '\n';

    public static string KeyOf(ReviewRound round) => KeyOf(round.Organisation.Id, round.Id);

    public static string KeyOf(string organisationId, string roundId) => $"{organisationId}.{roundId}";

    /// <summary>Names somebody within a round, so that keys name nobody.</summary>
    public static string NameOf(string roundId, MemberId person) => Keys.Hash("peer", roundId, person.ToString())[..16];

    /// <summary>The partition of the box about somebody.</summary>
    public static string BoxKey(string organisationId, string roundId, string name) => $"{organisationId}.{roundId}.{name}";

    /// <summary>The partition of somebody's comments.</summary>
    public static string WordsKey(string organisationId, MemberId person) => $"{organisationId}.words.{Keys.Hash("words", person.ToString())}";

    /// <summary>Comments that can be read from a moment on, with its month and nothing finer.</summary>
    public static Record OfBatch(string wordsKey, string id, IReadOnlyList<string> comments, DateTimeOffset at)
        => new(wordsKey, Batch + id) { ["Comments"] = string.Join(Between, comments), ["Month"] = at.UtcDateTime.ToString(MonthFormat, CultureInfo.InvariantCulture) };

    /// <summary>The ids of the comments of a batch.</summary>
    public static IReadOnlyList<string> CommentsIn(Record batch) => (batch.GetString("Comments") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the comments of a batch could be read before a moment: their month began before it.</summary>
    public static bool IsOlder(Record batch, DateTimeOffset than)
        => !DateTime.TryParseExact(batch.GetString("Month"), MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var month) || month < than.UtcDateTime;

    public static string RatersOf(string match) => $"{Rater}{match}.";

    public static string AtStartOf(string match) => $"{AtStart}{match}.";

    public static Record OfStart(string roundKey, string match, Peer peer)
    {
        var row = new Record(roundKey, AtStartOf(match) + peer.Id) { ["Person"] = peer.Id };
        if (peer.Practices.Count > 0)
            row["Practices"] = string.Join(Between, peer.Practices);
        if (peer.Group.Length > 0)
            row["Group"] = peer.Group;
        return row;
    }

    public static Peer ToStart(Record row) => new(row.GetString("Person") ?? "", (row.GetString("Practices") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries), row.GetString("Group") ?? "");

    public static Record OfRound(ReviewRound round, string? etag)
    {
        var row = new Record(KeyOf(round), Head)
        {
            ETag = etag,
            ["Organisation"] = round.Organisation.Id,
            ["OrganisationName"] = round.Organisation.Name,
            ["Title"] = round.Title,
            ["Questions"] = string.Join(Lines, round.Questions.Select(question => question.ReplaceLineEndings(" "))),
            ["WhoMayRate"] = round.Who.ToString(),
            ["StartsAt"] = round.StartsAt,
            ["ClosesAt"] = round.ClosesAt,
            ["GraceDays"] = round.GraceDays,
        };
        if (round.Match.Length > 0)
            row["Match"] = round.Match;
        if (round.CalledOffAt is { } off)
            row["CalledOffAt"] = off;
        if (round.ClosedEarlyAt is { } closed)
            row["ClosedEarlyAt"] = closed;
        if (round.KeyAwaySince is { } since)
            row["KeyAwaySince"] = since;
        if (round.KeyAwayBefore > TimeSpan.Zero)
            row["KeyAwayMinutes"] = (int)round.KeyAwayBefore.TotalMinutes;
        if (round.IsOwnKeyLost)
            row["OwnKeyLost"] = true;
        return row;
    }

    public static ReviewRound ToRound(Record row) => new(
        row.PartitionKey[(row.PartitionKey.LastIndexOf('.') + 1)..],
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Title") ?? "",
        (row.GetString("Questions") ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries),
        Enum.TryParse<WhoMayRate>(row.GetString("WhoMayRate"), out var who) ? who : WhoMayRate.Anybody,
        row.GetDateTimeOffset("StartsAt") ?? default,
        row.GetDateTimeOffset("ClosesAt") ?? default,
        row.GetInt32("GraceDays") ?? 0)
    {
        Match = row.GetString("Match") ?? "",
        CalledOffAt = row.GetDateTimeOffset("CalledOffAt"),
        ClosedEarlyAt = row.GetDateTimeOffset("ClosedEarlyAt"),
        KeyAwaySince = row.GetDateTimeOffset("KeyAwaySince"),
        KeyAwayBefore = TimeSpan.FromMinutes(row.GetInt32("KeyAwayMinutes") ?? 0),
        IsOwnKeyLost = row.GetBoolean("OwnKeyLost") is true,
    };

    public static Record OfPart(string roundKey, RoundPart part, string? etag = null)
    {
        var row = new Record(roundKey, Part + part.Person) { ETag = etag, ["Person"] = part.Person.ToString(), ["Name"] = part.Name, ["JoinedAt"] = part.JoinedAt };
        if (part.Conflicts.Count > 0)
            row["Conflicts"] = string.Join(Between, part.Conflicts);
        if (part.LeftAt is { } left)
            row["LeftAt"] = left;
        if (part.IsAmongFew)
            row["AmongFew"] = true;
        return row;
    }

    public static RoundPart? ToPart(Record row)
        => MemberId.TryParse(row.GetString("Person") ?? "", out var person)
            ? new RoundPart(person, row.GetString("Name") ?? "", row.GetDateTimeOffset("JoinedAt") ?? default)
            {
                Conflicts = (row.GetString("Conflicts") ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries),
                LeftAt = row.GetDateTimeOffset("LeftAt"),
                IsAmongFew = row.GetBoolean("AmongFew") is true,
            }
            : null;

    public static Record OfMatchKey(string roundKey, WrappedKey key) => new(roundKey, MatchKey) { ["KeyName"] = key.Name, ["WrappedKey"] = key.Bytes };

    public static WrappedKey ToMatchKey(Record row) => new(row.GetString("KeyName") ?? "", row.GetBinary("WrappedKey") ?? []);

    public static Record OfSubject(string boxKey, RoundSubject subject, string? etag = null)
    {
        var row = new Record(boxKey, Subject) { ETag = etag, ["Person"] = subject.Person.ToString(), ["Name"] = subject.Name };
        if (subject.WithdrawnAt is { } withdrawn)
            row["WithdrawnAt"] = withdrawn;
        if (subject.IsUnopened)
            row["Unopened"] = true;
        if (subject.HasLostComments)
            row["CommentsLost"] = true;
        if (subject.Result is { } result)
        {
            row["Answered"] = result.Answered;
            for (var question = 0; question < result.Counts.Count; question++)
            {
                if (result.Counts[question] is { } counts)
                    row[string.Create(CultureInfo.InvariantCulture, $"Counts{question + 1}")] = string.Join(Between, counts);
            }
        }

        return row;
    }

    public static RoundSubject? ToSubject(Record row, int questions)
        => MemberId.TryParse(row.GetString("Person") ?? "", out var person)
            ? new RoundSubject(person, row.GetString("Name") ?? "")
            {
                WithdrawnAt = row.GetDateTimeOffset("WithdrawnAt"),
                IsUnopened = row.GetBoolean("Unopened") is true,
                HasLostComments = row.GetBoolean("CommentsLost") is true,
                Result = row.GetInt32("Answered") is { } answered ? new ReviewResult(answered, [.. Enumerable.Range(1, questions).Select(question => CountsIn(row, question))]) : null,
            }
            : null;

    private static IReadOnlyList<int>? CountsIn(Record row, int question)
        => row.GetString(string.Create(CultureInfo.InvariantCulture, $"Counts{question}")) is { } counts ? [.. counts.Split(Between).Select(count => int.Parse(count, CultureInfo.InvariantCulture))] : null;
}

/// <summary>Somebody who takes part in a round.</summary>
internal sealed record RoundPart(MemberId Person, string Name, DateTimeOffset JoinedAt)
{
    /// <summary>With whom there is a conflict, by their keys.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>When they withdrew; null if they didn't.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether nobody is asked about them, or any more, since too few could be.</summary>
    public bool IsAmongFew { get; init; }
}

/// <summary>Somebody about whom others are asked in a round.</summary>
internal sealed record RoundSubject(MemberId Person, string Name)
{
    /// <summary>When they withdrew; null if they didn't.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Whether the key of their box was lost, and what was answered about them with it.</summary>
    public bool IsUnopened { get; init; }

    /// <summary>Whether the key of the comments that waited for more was lost, and these with it.</summary>
    public bool HasLostComments { get; init; }

    /// <summary>What they learn; null until the round is over.</summary>
    public ReviewResult? Result { get; init; }
}
