using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class OtherOrganisationTests : WholeApp
{
    [Fact]
    public async Task A_person_of_another_organisation_may_not_answer_where_the_poll_was_not_posted()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var stranger = bot.Joins("Dr Of Elsewhere");
        await ListAsync(bot, stranger, Roles.Member);

        var vote = await stranger.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" });
        var view = await stranger.Executes("polls.view", new() { ["poll"] = poll.Key });

        Assert.StartsWith("This poll is for another organisation", vote.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This poll is for another organisation", view.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task In_the_conversation_where_it_was_posted_they_may()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        var guest = bot.Joins("Dr Of Elsewhere");
        await ListAsync(bot, guest, Roles.Member);

        await guest.Votes("Yes", on: poll);

        Assert.Equal("Yes", guest.Reads(poll).Mine);
    }

    [Fact]
    public async Task A_chair_of_another_organisation_may_neither_close_it_nor_read_who_answered()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        var otherChair = bot.Joins("Dr Other Chair");
        await ListAsync(bot, otherChair, Roles.Chair | Roles.Organiser);

        var close = await otherChair.Executes("polls.close", new() { ["poll"] = poll.Key }, poll);
        var answers = await otherChair.Opens(new() { ["verb"] = "polls.answers", ["poll"] = poll.Key }, bot.Channel);

        Assert.StartsWith("Only Dr Amara Okafor", close.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Only Dr Amara Okafor", answers.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_of_two_organisations_answers_each_ones_poll_as_what_they_are_there()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(bot.Priya, "elsewhere", Roles.Chair);
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        await bot.Priya.Votes("Yes", on: poll);
        var close = await bot.Priya.Executes("polls.close", new() { ["poll"] = poll.Key }, poll);

        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
        Assert.StartsWith("Only Dr Amara Okafor", close.Sentence, StringComparison.Ordinal);
    }

    private static async Task ListAsync(BotUnderTest bot, Colleague who, Roles roles)
    {
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(who, "elsewhere", roles);
    }
}
