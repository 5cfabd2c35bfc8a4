using System.Text.Json.Nodes;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>A post is applied for by its own card, and whoever is appointed holds it.</summary>
public sealed class AppointmentTests : WholeApp
{
    [Fact]
    public async Task From_the_card_of_a_post_to_its_new_holder_on_the_board()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser, facts: new JsonObject { ["why"] = "It matters" });
        await bot.Tomasz.ReadsPostAsync(bot, key);
        await AppliesAsync(bot, bot.Tomasz, key, "Now");
        await AppliesAsync(bot, bot.Priya, key, "Exploring");

        Assert.True((await bot.Chair.Hears("board")).Says("Bench: 1 ready now, 0 in one to two years, 1 exploring"));
        Assert.True((await bot.Organiser.Hears("board")).Says("1 exploring")); // who runs it reads it, too
        Assert.True((await bot.Chair.Hears("board")).Says("A place is empty; 1 person is ready now"));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        foreach (var stage in new[] { "Shortlisted", "Interview", "Appointed" })
            await bot.Organiser.SendsFormAsync("applications.move.form", About(key).With(new JsonObject { ["who"] = AskedPeople.IdOf(bot.Tomasz).ToString() }), new JsonObject { ["stage"] = stage, ["words"] = "The panel agreed" });
        await bot.DrainAsync();

        var post = await bot.Yusuf.ReadsPostAsync(bot, key);
        Assert.True(post.Says("filled") && post.Says("Dr Tomasz Zielinski (until"), post.ToString());
        var board = await bot.Chair.Hears("board");
        Assert.True(board.Says("Held until") && board.Says("Bench: 0 ready now"), board.ToString());
        var again = CardReading.Of((await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = "preview" }))).Card);
        Assert.Contains("Open for applications", again.Buttons);
    }

    private static async Task AppliesAsync(BotUnderTest bot, Colleague who, string key, string readiness)
    {
        var card = await who.ReadsPostAsync(bot, key);
        var apply = card.SentBy(0);
        Assert.Equal((ApplyButtons.FormVerb, key + ".1"), (apply["verb"]!.GetValue<string>(), apply["opening"]!.GetValue<string>()));
        var form = CardReading.Of((await who.Opens(apply)).Card);
        Assert.True(form.Says("Pay for a session: £350"), form.ToString());
        await who.Sends(PostForms.Filled(form, new JsonObject { ["statement"] = "I led a change with others", ["readiness"] = readiness }));
    }

    private static JsonObject About(string key) => new() { ["kind"] = "posts", ["opening"] = key + ".1" };
}
