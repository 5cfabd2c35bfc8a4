using LeadershipBot.Domain.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What somebody applied for stays theirs to read and to withdraw, also when the organisation doesn't list them any more.</summary>
public sealed class NoLongerListedTests : WholeApp
{
    [Fact]
    public async Task Who_isnt_listed_any_more_finds_opens_and_withdraws_what_they_applied_for()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });

        var list = await bot.Priya.Hears("my applications");
        Assert.True(list.Says(FellowshipForms.Title), list.ToString());
        var one = CardReading.Of((await bot.Priya.Presses("Open", bot.CardsIn(bot.Priya.Chat)[^1])).Card);
        Assert.True(one.Says("How it stands: received") && one.Buttons.Contains("Withdraw"), one.ToString());
        await bot.Priya.SendsFormAsync("applications.withdraw.form", FellowshipForms.Opening(key), []);
        Assert.Equal(Stage.Withdrawn, await bot.StageAsync(key, bot.Priya));
        Assert.False((await bot.Tomasz.Hears("my applications")).Says(FellowshipForms.Title)); // nobody else's
    }
}
