using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>What somebody has filled in of a survey and not sent is theirs alone, and goes when it can't become their answer any more.</summary>
public sealed class HalfFilledTests : WholeApp
{
    private static async Task BecomesAnonymousAsync(BotUnderTest bot, PollTrial trial)
    {
        var overview = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.edit", ["poll"] = trial.Key, ["organisation"] = PollTrial.Organisation })).Card);
        var settings = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, overview, "Next");
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, settings, "Preview", ("voice", "Anonymous"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.Chair.Chat);
    }

    private static readonly Question[] Four = [.. "123".Select(n => Question.OneOf($"Question {n}?", ["Yes", "No"])), new(QuestionKind.Text, "Why so?", [])];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_survey_that_becomes_anonymous_keeps_nothing_of_who_had_begun_it()
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Four);
        await BeginsAsync(trial, bot.Priya);
        Assert.Single(await DraftsAsync(bot, trial));

        await BecomesAnonymousAsync(bot, trial);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.True((await trial.HeadAsync()).Poll.IsAnonymous);
        Assert.Empty(await DraftsAsync(bot, trial));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Once_it_has_closed_or_was_withdrawn_nothing_half_filled_is_left(bool isWithdrawn)
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Four);
        foreach (var person in people.Take(2))
            await BeginsAsync(trial, person);
        Assert.Equal(2, (await DraftsAsync(bot, trial)).Count);

        if (isWithdrawn)
            await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = trial.Key, ["organisation"] = PollTrial.Organisation, ["why"] = "It asked the wrong thing" });
        else
            bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(await DraftsAsync(bot, trial));
    }

    [Fact]
    public async Task A_page_that_is_kept_at_the_moment_at_which_it_becomes_anonymous_does_not_stay()
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Four);
        var page = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        var (isFirst, wasAnonymous) = (true, false);
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (!isFirst || !changes.Any(change => change.RowKey.StartsWith(PollRows.Draft, StringComparison.Ordinal)))
                return;
            isFirst = false; // it is decided to keep it; now the poll is edited, and all that was begun is cleared
            await BecomesAnonymousAsync(bot, trial);
            wasAnonymous = (await trial.HeadAsync()).Poll.IsAnonymous;
        };
        await trial.SendsAsync(bot.Priya, page, new JsonObject { ["q1"] = "1", ["q2"] = "1", ["q3"] = "1" });
        bot.Store.BeforeCommit = null;

        Assert.True(wasAnonymous);
        Assert.Empty(await DraftsAsync(bot, trial));
    }

    [Fact]
    public async Task Who_has_only_begun_one_is_told_so_and_it_goes_when_they_are_forgotten()
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Four);
        await BeginsAsync(trial, bot.Priya);

        await bot.Priya.Types("what do you hold about me");
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Contains(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says("You began to answer “Question 1?”"));
        var plan = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        Assert.True(plan.Says("What you filled in of 1 survey and haven't sent."), plan.ToString());
        await bot.Priya.Presses("Erase it now", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(20));

        Assert.DoesNotContain(await bot.RowsAsync(PollRows.Table, trial.Key), row => row.RowKey.Contains(bot.Priya.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_of_a_survey_is_neither_shown_to_nor_kept_of_somebody_of_another_organisation()
    {
        var (bot, _) = await MeetAsync();
        var named = await PollTrial.SendAsync(bot, "named", new AskPrivacy(Voice.Named), ReasonMode.Off, Four);
        var anonymous = await PollTrial.SendAsync(bot, "sealed", new AskPrivacy(Voice.Anonymous), ReasonMode.Off, Four);
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Of Elsewhere");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Member);

        foreach (var (verb, trial) in new[] { ("polls.send", named), ("polls.seal", anonymous) })
        {
            foreach (var edition in new[] { "", "7" })
            {
                var answer = await stranger.Sends(new JsonObject { ["verb"] = verb, ["poll"] = trial.Key, ["page"] = 0, ["q1"] = "1", ["q2"] = "1", ["q3"] = "1", ["edition"] = edition });
                Assert.StartsWith("This poll is for another organisation", answer.Sentence, StringComparison.Ordinal);
            }

            Assert.Empty(await DraftsAsync(bot, trial));
        }
    }

    [Theory]
    [InlineData(Voice.Named)]
    [InlineData(Voice.Anonymous)]
    public async Task A_survey_that_closes_in_the_middle_of_the_dialog_shows_no_further_page_and_keeps_nothing(Voice voice)
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(voice), ReasonMode.Off, Four);
        var page = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        await trial.CloseAsync();

        var late = await trial.SendsAsync(bot.Priya, page, new JsonObject { ["q1"] = "1", ["q2"] = "1", ["q3"] = "1" });

        Assert.Contains("closed", late.Sentence, StringComparison.Ordinal);
        Assert.Empty(await DraftsAsync(bot, trial));
    }

    [Fact]
    public async Task Who_is_forgotten_while_a_poll_closes_does_not_come_back_with_it()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Optional, Four[0]);
        foreach (var person in people.Take(4))
            await trial.AnswersAfterPressAsync(person, "Yes", "Because of " + person.Name);
        var gone = people[0];
        var isFirst = true;
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (!isFirst || changes.Count < 4 || !changes.All(change => change.RowKey.StartsWith(PollRows.Answer, StringComparison.Ordinal)))
                return;
            isFirst = false; // the words are about to be deleted
            await bot.Services.GetRequiredService<ForgetInPoll>().RunAsync(trial.Key, new MemberId(gone.Person.TenantId, gone.ObjectId), Token);
        };
        await trial.CloseAsync();
        bot.Store.BeforeCommit = null;

        Assert.False(isFirst);
        var rows = await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer);
        Assert.Equal(4, rows.Count);
        Assert.DoesNotContain(rows, row => row.RowKey.Contains(gone.ObjectId, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.GetString("Reason") is not null);
    }

    [Fact]
    public async Task A_poll_that_is_answered_while_it_is_moved_to_close_later_is_kept_open_longer_only_once()
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Four[0]);
        var isFirst = true;
        bot.Store.BeforeCommit = async (_, partition, changes) =>
        {
            if (!isFirst || !changes.Any(change => change.RowKey.Contains("polls.rescheduled", StringComparison.Ordinal)))
                return;
            isFirst = false; // it is decided that nobody has answered; now somebody does, on another server
            var head = await trial.HeadAsync();
            var tally = new PollTally(1, [new Tally([1, 0], 1)]);
            var answer = new PollAnswer(bot.Priya.ObjectId, bot.Priya.Name, null, AnswerSheet.Of(0), bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow());
            await bot.Store.CommitAsync(PollRows.Table, partition, [new Change.Insert(PollRows.OfAnswer(partition, answer, null)), new Change.Upsert(PollRows.OfTally(partition, 7, tally, isFinal: false, head.Shards.GetValueOrDefault(7)?.ETag))], Token);
        };
        await bot.WhilePassing(bot.Chair.Sends(new JsonObject { ["verb"] = "polls.reschedule", ["poll"] = trial.Key, ["organisation"] = PollTrial.Organisation, ["closesAt"] = "Fri 6 Mar 17:00" }));
        bot.Store.BeforeCommit = null;

        Assert.False(isFirst);
        Assert.Equal(1, (await trial.HeadAsync()).Tally.Answered);
        Assert.Equal(ExtensionChoice.Extended, (await trial.HeadAsync()).Poll.Extension);
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> BeginsAsync(PollTrial trial, Colleague who) => trial.AnswersAsync(who, new JsonObject { ["q1"] = "1", ["q2"] = "2", ["q3"] = "1" });

    private static async Task<IReadOnlyList<Record>> DraftsAsync(BotUnderTest bot, PollTrial trial) => [.. await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Draft)];

    private async Task<(BotUnderTest Bot, List<Colleague> People)> MeetAsync()
    {
        var bot = await StartAsync();
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }
}
