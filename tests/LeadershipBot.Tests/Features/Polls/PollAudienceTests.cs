using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>In the demo organisation Tomasz and Yusuf are GPs of Vale, Priya of Coast.</summary>
public sealed class PollAudienceTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_were_chosen_get_it_in_their_own_chats_and_others_do_not()
    {
        var bot = await StartAsync();
        await EverybodyIsThereAsync(bot);

        var preview = await PreviewAsync(bot, ("localities", "vale"), ("professions", "Gp,Nurse"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"));

        Assert.True(preview.Says("2 people are asked, each in their own chat: Vale; GP or nurse."), preview.ToString());
        Assert.Single(bot.PollsIn(bot.Tomasz.Chat));
        Assert.Single(bot.PollsIn(bot.Yusuf.Chat));
        Assert.Empty(bot.PollsIn(bot.Priya.Chat));
        Assert.Empty(bot.PollsIn(bot.Organiser.Chat));
    }

    [Fact]
    public async Task Somebody_outside_may_neither_answer_nor_read_it_and_is_told_why()
    {
        var bot = await StartAsync();
        await EverybodyIsThereAsync(bot);
        var preview = await PreviewAsync(bot, ("localities", "vale"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"));
        var poll = Assert.Single(bot.PollsIn(bot.Tomasz.Chat));

        var vote = await bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" });
        var view = await bot.Priya.Executes("polls.view", new() { ["poll"] = poll.Key });
        var fill = await bot.Priya.Opens(new() { ["verb"] = "polls.fill", ["poll"] = poll.Key });
        await bot.Tomasz.Votes("Yes", on: poll);

        Assert.All([vote.Sentence, view.Sentence, fill.Sentence], sentence => Assert.StartsWith("This poll is for others", sentence, StringComparison.Ordinal));
        Assert.Single(await bot.AnswersAsync(poll));
        Assert.NotNull((await bot.Chair.Executes("polls.view", new() { ["poll"] = poll.Key })).Card); // who asked may look
    }

    [Fact]
    public async Task Somebody_who_comes_among_them_later_may_answer_and_one_who_left_them_may_not()
    {
        var bot = await StartAsync();
        await EverybodyIsThereAsync(bot);
        await bot.Chair.Sends(PollForms.Pressed(await PreviewAsync(bot, ("localities", "vale")), "Ask now"));
        var poll = Assert.Single(bot.PollsIn(bot.Tomasz.Chat));
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99002") });
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.None });
        bot.Services.GetRequiredService<IDirectory>().Forget(new MemberId(bot.Priya.Person.TenantId, bot.Priya.ObjectId));
        bot.Services.GetRequiredService<IDirectory>().Forget(new MemberId(bot.Tomasz.Person.TenantId, bot.Tomasz.ObjectId));

        var priya = await bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" });
        var tomasz = await bot.Tomasz.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" });

        Assert.NotNull(priya.Card);
        Assert.StartsWith("This poll is for others", tomasz.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localities", "nowhere", "Nobody fits all that you chose")]
    [InlineData("localities", "va le", "One of those whom you chose can't be found.")]
    [InlineData("roles", "Emperor", "One of those whom you chose can't be found.")]
    [InlineData("professions", "17", "One of those whom you chose can't be found.")]
    public async Task An_audience_that_is_nobody_is_refused_and_never_widens_to_everybody(string input, string value, string reason)
    {
        var bot = await StartAsync();

        var again = await PreviewAsync(bot, (input, value));

        Assert.True(again.Says(reason), again.ToString());
    }

    [Fact]
    public async Task The_privacy_line_speaks_of_those_who_are_asked()
    {
        var bot = await StartAsync();

        var preview = await PreviewAsync(bot, ("roles", "Chair,Organiser"));

        Assert.True(preview.Says("the counts go to everyone who is asked"), preview.ToString());
    }

    private static async Task<CardReading> PreviewAsync(BotUnderTest bot, params (string Name, string Value)[] some)
        => await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), "Preview", [("question", "Extend?"), ("options", "Yes\nNo"), ("audience", "everybody"), .. some]);

    private static async Task EverybodyIsThereAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Tomasz, bot.Priya, bot.Yusuf })
            await who.Types("hello");
    }
}
