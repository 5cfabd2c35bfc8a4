using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class FindPollsTests : WholeApp
{
    [Fact]
    public async Task A_poll_found_in_the_compose_box_is_shared_into_another_chat_and_takes_votes_there()
    {
        var bot = await StartAsync();
        var asked = await bot.Chair.AsksInChannel("Extend hours?", "Yes", "No");
        await bot.Chair.AsksInChannel("Tea or coffee?", "Tea", "Coffee");
        await bot.Yusuf.Votes("No", on: asked);

        var found = await Search(bot.Chair, bot.GroupChat, "extend");
        var attachment = Assert.Single(Results(found));
        Assert.Equal("Extend hours?", attachment!["preview"]!["content"]!["title"]!.GetValue<string>());
        await bot.Chair.Delivers(d => d.ComposeAsync(bot.Chair.Person, bot.GroupChat, [attachment.DeepClone()], TestContext.Current.CancellationToken));
        var shared = AskedPoll.In(bot.GroupChat, bot.Teams.World.Messages(bot.GroupChat)[^1]);
        await bot.Priya.Votes("Yes", on: shared);
        await bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(5));

        Assert.Equal(asked.Key, shared.Key);
        Assert.Equal([1, 1], bot.Priya.Reads(shared).Choices.Select(c => c.Count));
        Assert.Equal([1, 1], bot.Tomasz.Reads(asked).Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task Without_words_ones_own_newest_are_listed_first_and_never_other_peoples()
    {
        var bot = await StartAsync();
        for (var i = 1; i <= 10; i++)
        {
            await bot.Chair.AsksInChannel($"Question {i}?", "Yes", "No");
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var found = Results(await Search(bot.Chair, bot.Chair.Chat, ""));
        Assert.Equal(8, found.Count);
        Assert.Equal("Question 10?", found[0]!["preview"]!["content"]!["title"]!.GetValue<string>());
        Assert.Empty(Results(await Search(bot.Joins("Dr Someone Else"), bot.Channel, "")));
        Assert.Empty(Results(await Search(bot.Priya, bot.Channel, "")));
        Assert.Empty(Results(await Search(bot.Chair, bot.Chair.Chat, "nothing like it")));
    }

    private static Task<BotAnswer> Search(Colleague who, Conversation place, string words)
        => who.Delivers(d => d.QueryAsync(who.Person, place, "polls.find", "query", words, TestContext.Current.CancellationToken));

    private static JsonArray Results(BotAnswer answer) => answer.Body!["composeExtension"]!["attachments"]?.AsArray() ?? [];
}
