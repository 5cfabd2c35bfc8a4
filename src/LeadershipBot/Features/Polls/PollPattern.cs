using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls;

/// <summary>How an answer to an anonymous poll stands in its box: the group, where there is a breakdown, and the choices; and its words apart.</summary>
internal static class PollPattern
{
    private const char AfterGroup = '|';
    private const int GroupCharactersMax = 40;

    /// <summary>So many more than were on the roll at opening may answer, since people join.</summary>
    private const int JoinersMax = 20;

    /// <summary>More groups than any organisation has.</summary>
    private const int GroupsMax = 60;

    /// <summary>What a poll needs of its box.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="onRoll">How many are asked.</param>
    public static BoxOrder OrderOf(Poll poll, int onRoll)
    {
        var kinds = poll.Questions.Aggregate(HasGroups(poll) ? (long)GroupsMax : 1L, (product, question) => product > long.MaxValue / question.Kinds ? long.MaxValue : product * question.Kinds);
        var bytes = poll.Questions.Sum(question => question.NumbersMax + 1) + (HasGroups(poll) ? GroupCharactersMax + 1 : 0);
        return new BoxOrder(onRoll + (onRoll / 10) + JoinersMax, kinds, Math.Min(bytes, Pattern.BytesMax), CommentCharactersMax(poll), BoxRoll.Open);
    }

    /// <summary>The pattern of an answer; words aren't in it.</summary>
    public static Pattern Of(Poll poll, AnswerSheet sheet, string group)
        => Pattern.Of(HasGroups(poll) ? $"{Clip(group)}{AfterGroup}{sheet.Pattern}" : sheet.Pattern);

    /// <summary>All that was typed, as one comment; empty for nothing. Of several texts each says to which question it belongs.</summary>
    public static string CommentOf(AnswerSheet sheet)
    {
        var texts = sheet.Responses.Select((response, q) => (Number: q + 1, response.Text)).Append((Number: 0, Text: sheet.Reason)).Where(one => one.Text.Length > 0).ToList();
        return texts.Count == 1 ? texts[0].Text : string.Join('\n', texts.Select(one => one.Number == 0 ? one.Text : FormattableString.Invariant($"{one.Number}. {one.Text}")));
    }

    /// <summary>The counts of each group; of a poll without a breakdown there is one, without a name.</summary>
    public static Dictionary<string, PollTally> Count(Poll poll, BoxContents contents)
    {
        var groups = new Dictionary<string, PollTally>(StringComparer.Ordinal);
        foreach (var (pattern, count) in contents.Counts)
        {
            var words = pattern.Words;
            var at = HasGroups(poll) ? words.IndexOf(AfterGroup, StringComparison.Ordinal) : -1;
            var group = at < 0 ? "" : words[..at];
            var sheet = new AnswerSheet([.. words[(at + 1)..].Split(';').Select(numbers => numbers == "t" ? Response.Of(numbers) : Response.FromNumbers(numbers))]);
            var tally = groups.GetValueOrDefault(group) ?? PollTally.Empty(poll.Questions);
            for (var n = 0; n < count; n++)
                tally = tally.With(poll.Questions, null, sheet);
            groups[group] = tally;
        }

        return groups;
    }

    private static bool HasGroups(Poll poll) => poll.Privacy.Breakdown is not Domain.Disclosure.Breakdown.None;

    private static int CommentCharactersMax(Poll poll)
    {
        var texts = poll.Questions.Count(question => question.Kind is QuestionKind.Text);
        var all = (texts * (PollLimits.TextCharactersMax + 5)) + (poll.Reason is ReasonMode.Off ? 0 : PollLimits.ReasonCharactersMax + 1);
        return Math.Min(all, BoxOrder.CommentCharactersLimit);
    }

    private static string Clip(string group) => group.Length <= GroupCharactersMax ? group : group[..GroupCharactersMax];
}
