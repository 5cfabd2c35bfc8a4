using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Succession;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>Halfway through the time for applications nobody stands against anybody.</summary>
public sealed class RescueTests : WholeApp
{
    private const string NoContest = "No contest yet: Mental health lead";

    // Opened at 9:00 on 2 March until 17:00 on 30 March (16:00 UTC): the middle is 16 March, 12:30.
    private static readonly DateTimeOffset Before = new(2026, 3, 16, 12, 29, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Halfway = new(2026, 3, 16, 12, 31, 0, TimeSpan.Zero);

    [Fact]
    public async Task Chair_and_organiser_are_told_once_and_invite_and_extend_once()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var key = await bot.MakesPostAsync(bot.Organiser, interview: "2026-04-09");
        applicants.Counts[key + ".1"] = SomeApplicants.Ready(1, later: 2, exploring: 2); // one stands
        applicants.Interested[key + ".1"] = [Of(bot.Priya), Of(bot.Priya), Of(bot.Tomasz)];
        applicants.Standing[key + ".1"] = [Of(bot.Tomasz)];

        await bot.BecomesAsync(Before);
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading == NoContest);
        await bot.BecomesAsync(Halfway);
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == NoContest);
        var told = Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == NoContest);
        Assert.True(told.Says("1 person stands so far. 1 is to be appointed."), told.ToString());
        Assert.DoesNotContain("Priya", told.ToString(), StringComparison.Ordinal);

        for (var i = 0; i < 2; i++)
            await bot.Chair.ReadsAsync(bot, "posts.invite", new JsonObject { ["post"] = key });
        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(6));
        var invited = Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("You expressed interest in this or in a step towards it."));
        Assert.Contains("Express interest", invited.Buttons);
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Says("You expressed interest"));

        Assert.Equal("2026-04-09", told.Input("interview")["value"]!.GetValue<string>());
        Assert.StartsWith("The interviews would be before applications close.", (await bot.Chair.PressesAsync(bot, "posts.extend", new JsonObject { ["post"] = key, ["days"] = "14", ["interview"] = "2026-04-12" })).Sentence, StringComparison.Ordinal);
        var extended = await bot.Chair.ReadsAsync(bot, "posts.extend", new JsonObject { ["post"] = key, ["days"] = "14", ["interview"] = "2026-04-09" });
        Assert.True(extended.Says("Extended until Mon 13 Apr, 17:00") && extended.Says("The day of the interviews isn't known any more"), extended.ToString());
        var set = await bot.Organiser.SendsFormAsync("posts.manage", new JsonObject { ["post"] = key }, new JsonObject { ["verb"] = "posts.interview", ["interview"] = "2026-04-20" });
        Assert.True(CardReading.Of(set.Card).Says("The interviews are on Mon 20 Apr 2026."), CardReading.Of(set.Card).ToString());
        Assert.Equal(new DateOnly(2026, 4, 20), (await bot.HeadAsync(key)).Post.Round!.InterviewOn);
        Assert.StartsWith("It was extended once already", (await bot.Organiser.PressesAsync(bot, "posts.extend", new JsonObject { ["post"] = key, ["days"] = "7" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This is for: organiser, chair.", (await bot.Tomasz.PressesAsync(bot, "posts.invite", new JsonObject { ["post"] = key })).Sentence ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_more_stand_than_are_appointed_nobody_is_told()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        await bot.MeetsAsync(bot.Chair);
        var key = await bot.MakesPostAsync(bot.Organiser);
        applicants.Counts[key + ".1"] = SomeApplicants.Ready(2);
        await bot.BecomesAsync(Halfway);
        applicants.Counts[key + ".1"] = SomeApplicants.Ready(1); // looked at once
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading == NoContest);
    }

    [Fact]
    public async Task Who_was_invited_is_not_bothered_once_it_is_closed()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.MakesPostAsync(bot.Organiser);
        applicants.Interested[key + ".1"] = [Of(bot.Priya)];
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 16, 21, 0, 0, TimeSpan.Zero)); // quiet hours
        await bot.Chair.ReadsAsync(bot, "posts.invite", new JsonObject { ["post"] = key });
        await bot.Organiser.Sends(PostForms.About("posts.close").With(new JsonObject { ["post"] = key }));
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Says("You expressed interest"));
        Assert.StartsWith("No applications are taken", (await bot.Chair.PressesAsync(bot, "posts.extend", new JsonObject { ["post"] = key, ["days"] = "7" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_expressed_interest_in_a_lower_rung_is_invited_too_and_in_a_higher_one_is_not()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var lower = await bot.MakesPostAsync(bot.Organiser, "A meeting", new JsonObject { ["rung"] = "Shadow" });
        var higher = await bot.MakesPostAsync(bot.Organiser, "A seat");
        var key = await bot.MakesPostAsync(bot.Organiser, "An associate", new JsonObject { ["rung"] = "Associate" });
        applicants.Interested[lower + ".1"] = [Of(bot.Priya)];
        applicants.Interested[higher + ".1"] = [Of(bot.Tomasz)];
        await bot.Chair.ReadsAsync(bot, "posts.invite", new JsonObject { ["post"] = key });
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "An associate" && card.Says("You expressed interest"));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Says("You expressed interest"));
    }

    [Fact]
    public async Task Who_applied_hears_once_with_the_reason_that_a_post_is_not_offered_any_more()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.MakesPostAsync(bot.Organiser);
        await bot.Services.GetRequiredService<PostOpenings>().AppointedAsync(key + ".1", Of(bot.Tomasz), BotUnderTest.Start, "abc", TestContext.Current.CancellationToken);
        applicants.Interested[key + ".1"] = [Of(bot.Priya)]; // in reserve: the round is filled
        for (var i = 0; i < 2; i++)
            await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves to the ICB" }));
        var told = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "“Mental health lead” isn't offered any more");
        Assert.True(told.Says("The reason: It moves to the ICB"), told.ToString());
    }

    private static Person Of(Colleague who) => new(AskedPeople.IdOf(who), who.Name);
}
