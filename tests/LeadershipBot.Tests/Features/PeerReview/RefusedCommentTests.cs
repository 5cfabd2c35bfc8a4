using LeadershipBot.Features.PeerReview;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>A comment that holds a patient's details is refused, and lies nowhere.</summary>
public sealed class RefusedCommentTests : WholeApp
{
    [Fact]
    public async Task What_is_refused_for_a_patients_details_changes_no_row_and_stands_in_no_file_and_no_log()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(TrialBot.Options(ears, keys.File("key")));
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        string[] partitions = [ReviewTrial.Here, ReviewRows.KeyOf(round), ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])))];
        var before = await RowsAsync(bot, partitions);
        ears.Take();
        var answer = await trial.AnswersAsync(round, rater, subject, "444", "Mrs Zyzzogeton, born 3.4.1951, waited for a week");
        Assert.StartsWith("This looks like it holds a patient's details", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync(bot, partitions));
        Assert.False(ReviewTrial.StoreSays(bot, "Zyzzogeton"));
        Assert.DoesNotContain(ears.Take(), heard => heard.Contains("Zyzzogeton", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<string>> RowsAsync(BotUnderTest bot, string[] partitions)
    {
        var rows = new List<string>();
        foreach (var partition in partitions)
            rows.AddRange((await bot.RowsAsync(ReviewRows.Table, partition)).Select(row => $"{partition} {row.RowKey} {row.ETag}"));
        return rows;
    }
}
