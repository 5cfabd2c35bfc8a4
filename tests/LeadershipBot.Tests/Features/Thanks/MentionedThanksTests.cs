using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Whom a message mentions is thanked, or nobody; several may have one name.</summary>
public sealed class MentionedThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_mentioned_and_not_listed_is_not_taken_for_another_of_that_name()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya })
            await bot.MeetsAsync(who);
        var other = bot.Joins(bot.Priya.Name); // of another body
        await bot.Organiser.Delivers(to => to.MentionAsync(bot.Organiser.Person, bot.Channel, $"thanks @{other.Name} for the Friday clinic", [other.Person], Token));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Channel).Says("Your organisation's list doesn't name whom you mentioned"), bot.NewestCardIn(bot.Channel).ToString());
        Assert.Empty(await bot.ThanksToAsync(bot.Priya));

        await bot.Organiser.Delivers(to => to.MentionAsync(bot.Organiser.Person, bot.Channel, $"thanks @{bot.Priya.Name} for the Friday clinic", [bot.Priya.Person], Token));
        await bot.DrainAsync();
        Assert.Equal("the Friday clinic", Assert.Single(await bot.ThanksToAsync(bot.Priya)).Words);
    }

    [Fact]
    public async Task Of_two_listed_of_one_name_the_one_who_is_mentioned_is_thanked()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya })
            await bot.MeetsAsync(who);
        var other = bot.Joins(bot.Priya.Name);
        await bot.ListsAsync(other, PostForms.Here, Roles.Member);
        await bot.Organiser.Types($"thanks {other.Name} for the Friday clinic", bot.Channel);
        Assert.True(bot.NewestCardIn(bot.Channel).Says("It isn't clear whom you mean"));

        await bot.Organiser.Delivers(to => to.MentionAsync(bot.Organiser.Person, bot.Channel, $"thanks @{other.Name} for the Friday clinic with @{bot.Yusuf.Name}", [other.Person, bot.Yusuf.Person], Token));
        await bot.DrainAsync();
        Assert.Equal($"the Friday clinic with {bot.Yusuf.Name}", Assert.Single(await bot.ThanksToAsync(other)).Words);
        Assert.Empty(await bot.ThanksToAsync(bot.Priya));
    }

    [Fact]
    public async Task Who_mentions_two_of_the_list_reads_that_they_are_thanked_one_at_a_time()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya, bot.Yusuf })
            await bot.MeetsAsync(who);
        await bot.Organiser.Delivers(to => to.MentionAsync(bot.Organiser.Person, bot.Channel, $"thanks @{bot.Priya.Name} and @{bot.Yusuf.Name} for the week", [bot.Priya.Person, bot.Yusuf.Person], Token));
        await bot.DrainAsync();
        var card = bot.NewestCardIn(bot.Channel);
        Assert.True(card.Says("You mentioned several people") && card.Says("one at a time") && !card.Says("doesn't name"), card.ToString());
        Assert.Empty((await bot.ThanksToAsync(bot.Priya)).Concat(await bot.ThanksToAsync(bot.Yusuf)));
    }

    [Fact]
    public async Task Two_who_are_thanked_in_the_same_words_have_thanks_of_their_own()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya })
            await bot.MeetsAsync(who);
        var other = bot.Joins(bot.Priya.Name);
        await bot.ListsAsync(other, PostForms.Here, Roles.Member);
        foreach (var meant in new[] { other, bot.Priya }) // the first was the wrong one of two of one name
            await bot.Organiser.Delivers(to => to.MentionAsync(bot.Organiser.Person, bot.Channel, $"thanks @{meant.Name} for the Friday clinic", [meant.Person], Token));
        await bot.DrainAsync();
        Assert.NotEqual(Assert.Single(await bot.ThanksToAsync(other)).Id, Assert.Single(await bot.ThanksToAsync(bot.Priya)).Id);
    }
}
