using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>How surveys that are being written lie in the store: a partition for each organisation, in it of each person a head and a row for each question.</summary>
internal static class SurveyDraftRows
{
    public const string Table = "PollDrafts";

    private const string Prefix = "draft.";
    private const string HeadName = ".head";

    public static string PrefixOf(MemberId owner) => $"{Prefix}{owner}.";

    public static bool IsHead(Record row) => row.RowKey.EndsWith(HeadName, StringComparison.Ordinal);

    /// <summary>Whose a head is; null where the row is something else.</summary>
    public static MemberId? OwnerOf(Record head)
        => IsHead(head) && MemberId.TryParse(head.RowKey[Prefix.Length..^HeadName.Length], out var owner) ? owner : null;

    public static DateTimeOffset ChangedAtOf(Record head) => head.GetDateTimeOffset("ChangedAt") ?? default;

    public static Record OfHead(SurveyDraft draft)
    {
        var row = new Record(draft.OrganisationId, $"{Prefix}{draft.Owner}{HeadName}")
        {
            ETag = draft.ETag,
            ["Nonce"] = draft.Nonce,
            ["Title"] = draft.Title,
            ["Step"] = draft.Step,
            ["ChangedAt"] = draft.ChangedAt,
        };
        if (draft.Edits is { } edits)
            (row["Edits"], row["EditsRevision"], row["EditsAsked"]) = (edits.Key, edits.Revision, edits.IsAsked);
        if (draft.Set is { } set)
            (row["SetId"], row["SetVersion"]) = (set.Id, set.Version);
        return row;
    }

    public static Record OfQuestion(SurveyDraft draft, int at)
    {
        var row = new Record(draft.OrganisationId, KeyOfQuestion(draft, at)) { ["Question"] = draft.Questions[at].Words };
        QuestionColumns.Write(row, draft.Questions[at]);
        return row;
    }

    public static string KeyOfQuestion(SurveyDraft draft, int at) => $"{PrefixOf(draft.Owner)}question.{PollRows.ShardKey(at + 1)}";

    /// <summary>Reads one person's rows, which come in the order of their keys; null if there is no draft.</summary>
    public static SurveyDraft? ToDraft(MemberId owner, IReadOnlyList<Record> rows)
    {
        if (rows.FirstOrDefault(IsHead) is not { } head)
            return null;
        Question[] questions = [.. rows.Where(row => !IsHead(row)).Select(QuestionColumns.Read)];
        return new SurveyDraft(head.PartitionKey, owner, head.GetString("Nonce") ?? "", head.GetString("Title") ?? "", questions, ChangedAtOf(head))
        {
            Step = head.GetInt32("Step") ?? 0,
            Edits = head.GetString("Edits") is { } key ? new EditedPoll(key, head.GetInt32("EditsRevision") ?? 0, head.GetBoolean("EditsAsked") is true) : null,
            Set = head.GetString("SetId") is { Length: > 0 } set ? new PollSet(set, head.GetInt32("SetVersion") ?? 1) : null,
            ETag = head.ETag,
        };
    }
}
