using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class ShowAnswersTests : WholeApp
{
    [Fact]
    public async Task The_asker_an_organiser_and_a_chair_read_who_answered_with_practices()
    {
        var bot = await StartAsync();
        var poll = await bot.Tomasz.AsksInChannel("Extend?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);
        await bot.Organiser.Votes("No", on: poll);

        foreach (var reader in new[] { bot.Tomasz, bot.Organiser, bot.Chair })
        {
            await reader.Sees(poll);
            var dialog = CardReading.Of((await reader.Presses("Who answered", poll)).Card);
            Assert.True(dialog.Says("Dr Priya Raman · The Tannery Practice"), dialog.ToString());
            Assert.True(dialog.Says("Helen Whitcombe"), dialog.ToString());
            Assert.True(dialog.Says("Showing 1 to 2 of 2."), dialog.ToString());
            Assert.True(dialog.Says("Yes · 1 · 50%"), dialog.ToString());
        }
    }

    [Fact]
    public async Task That_somebody_read_who_answered_is_in_the_audit_and_that_others_tried_is_not()
    {
        var bot = await StartAsync();
        var poll = await bot.Tomasz.AsksInChannel("Extend?", "Yes", "No");
        await Ask(bot.Chair, poll, 0);
        Assert.Empty(await ReadersAsync()); // nobody had answered
        await bot.Priya.Votes("Yes", on: poll);

        await Ask(bot.Priya, poll, 0);
        await Ask(bot.Chair, poll, 0);

        Assert.Equal([bot.Chair.ObjectId], await ReadersAsync());

        async Task<List<string?>> ReadersAsync()
            => [.. (await bot.RowsAsync("Polls", poll.Key, "audit.")).Where(row => row.GetString("What") == "polls.answersRead").Select(row => row.GetString("Who"))];
    }

    [Fact]
    public async Task Others_have_no_button_and_are_refused_with_the_reason()
    {
        var bot = await StartAsync();
        var poll = await bot.Tomasz.AsksInChannel("Extend?", "Yes", "No");

        Assert.DoesNotContain("Who answered", (await bot.Priya.Sees(poll)).Buttons);
        var answer = await Ask(bot.Priya, poll, 0);

        Assert.Equal("Only Dr Tomasz Zielinski, an organiser or a chair can see who answered. The counts are on the card.", answer.Sentence);
    }

    [Fact]
    public async Task Many_answers_are_read_page_by_page()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        for (var i = 10; i < 40; i++)
            await bot.Joins($"Dr Page Number{i}").Votes(i < 20 ? "Yes" : "No", on: poll);

        var first = CardReading.Of((await Ask(bot.Chair, poll, 0)).Card);
        Assert.True(first.Says("Showing 1 to 25 of 30."), first.ToString());
        Assert.Equal(["Next page"], first.Buttons);
        var next = first.Json["actions"]![0]!["data"]!.AsObject();
        var second = CardReading.Of((await bot.Chair.Sends(next, bot.Channel)).Card);
        Assert.True(second.Says("Showing 26 to 30 of 30."), second.ToString());
        Assert.True(second.Says("Dr Page Number39"));
        Assert.Equal(["Previous page"], second.Buttons);

        foreach (var odd in new JsonNode[] { -7, 9999, "x" })
            Assert.NotNull((await Ask(bot.Chair, poll, odd)).Card);
    }

    [Fact]
    public async Task Before_anybody_answered_it_says_so()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        Assert.True(CardReading.Of((await Ask(bot.Chair, poll, 0)).Card).Says("Nobody has answered yet."));
    }

    private static Task<BotAnswer> Ask(Colleague who, AskedPoll poll, JsonNode page)
        => who.Opens(new JsonObject { ["verb"] = "polls.answers", ["poll"] = poll.Key, ["page"] = page }, poll.Place);
}
