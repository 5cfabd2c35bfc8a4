using System.Text.Json.Nodes;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A fellowship waits for a yes, and somebody opens it, goes through its pages, or changes it meanwhile.</summary>
public sealed class WaitingForYesTests : WholeApp
{
    [Fact]
    public async Task Whoever_goes_through_the_pages_and_changes_nothing_leaves_it_waiting_and_asking_twice_asks_once()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        await bot.DrainAsync();
        var revision = (await bot.FellowshipAsync(key)).Revision;
        foreach (var (who, button) in new[] { (bot.Chair, 1), (bot.Organiser, 0) })
        {
            var page = CardReading.Of((await who.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
            Assert.True(page.Says("It waits for approval. Change anything, and it has to be asked for again"), page.ToString());
            page = await who.SendsPageAsync(page, []);
            page = await who.SendsPageAsync(page, []);
            var said = (await who.Sends(PostForms.Filled(page, [], button))).Sentence;
            Assert.Equal(button == 1 ? "Frailty in care homes: nothing was changed, so it still waits for approval." : "Frailty in care homes: the other organisers and chairs are asked to approve it.", said);
        }

        await bot.DrainAsync();
        Assert.Equal((FellowshipState.Waiting, revision), ((await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()), (await bot.FellowshipAsync(key)).Revision));
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Says("asks for a second pair of eyes"));
        Assert.True((await bot.ApprovesAsync(bot.Chair, key)).Says("Approved."));
    }

    [Fact]
    public async Task Where_another_changes_it_meanwhile_whoever_asked_is_told_that_it_is_a_draft_again()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        var old = (await bot.FellowshipAsync(key)).Revision;
        var page = CardReading.Of((await bot.Chair.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
        page = await bot.Chair.SendsPageAsync(page, new JsonObject { ["title"] = "Frailty in every care home" });
        await bot.DrainAsync();
        Assert.Equal(FellowshipState.Draft, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        var told = Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == "A draft again: Frailty in every care home");
        Assert.True(told.Says($"{bot.Chair.Name} changed it while it waited for approval."), told.ToString());

        page = await bot.Chair.SendsPageAsync(page, []);
        Assert.Equal("Frailty in every care home: saved as a draft. Ask for approval again when it is right.", (await bot.Chair.Sends(PostForms.Filled(page, [], 1))).Sentence);
        await bot.Chair.PressesAsync(bot, "fellowships.approve", FellowshipForms.About(key).With(new JsonObject { ["revision"] = old.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        Assert.False((await bot.FellowshipAsync(key)).IsApproved); // from the card of before
    }

    [Fact]
    public async Task Sent_back_while_the_last_page_was_open_it_is_asked_for_again_only_once_the_reason_was_read()
    {
        var bot = await StartAsync();
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Chair.SendsFormAsync("fellowships.return.form", FellowshipForms.About(key), new JsonObject { ["reason"] = "Open it to nurses, too" });

        var again = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(page, []))).Card);
        Assert.True(again.Says("It was sent back since you opened this page: Open it to nurses, too"), again.ToString());
        Assert.Equal(FellowshipState.Draft, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        await bot.Organiser.Sends(PostForms.Filled(again, []));
        Assert.Equal(FellowshipState.Waiting, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Who_pays_has_to_be_said_unless_nobody_does()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write"))).Card);
        var facts = new JsonObject { ["title"] = FellowshipForms.Title, ["about"] = "", ["sessions"] = "2", ["places"] = 1, ["locality"] = "north", ["fundedBy"] = " ", ["backfill"] = "the federation sends a locum and pays" };
        page = await bot.Organiser.SendsPageAsync(page, facts);
        Assert.True(page.Says("It isn't said yet who pays."), page.ToString());
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["funding"] = nameof(Funding.Unfunded) });
        Assert.False(page.Says("It isn't said yet who pays."), page.ToString());
    }

    [Fact]
    public async Task A_correction_from_a_dialog_that_was_opened_before_another_s_is_sent_once_more_knowingly()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["words"] = "A pathway" });
        var about = PostForms.About("fellowships.place.form").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id });
        var (first, second) = (await OpensAsync(bot.Organiser, about), await OpensAsync(bot.Chair, about));
        await bot.Organiser.Sends(Pressed(first, "Correct it", "A pathway for three practices"));
        var refused = CardReading.Of((await bot.Chair.Sends(Pressed(second, "Correct it", "Nothing much"))).Card);
        Assert.True(refused.Says("Somebody else changed it meanwhile.") && refused.Says("A pathway for three practices"), refused.ToString());
        Assert.Equal("A pathway for three practices", (await bot.PlaceAsync(key, bot.Priya)).EndWords);
        await bot.Chair.Sends(Pressed(refused, "Correct it", "Nothing much"));
        Assert.Equal("Nothing much", (await bot.PlaceAsync(key, bot.Priya)).EndWords);
    }

    private static async Task<CardReading> OpensAsync(Colleague who, JsonObject about) => CardReading.Of((await who.Opens(about.DeepClone().AsObject())).Card);

    private static JsonObject Pressed(CardReading dialog, string button, string words)
        => CardReading.All(dialog.Json["body"]).Single(one => CardReading.TextOf(one["title"]) == button)["data"]!.DeepClone().AsObject().With(new JsonObject { ["words"] = words });
}
