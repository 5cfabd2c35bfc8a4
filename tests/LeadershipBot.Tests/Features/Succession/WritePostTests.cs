using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Succession;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>Posts are written, opened, read, closed and withdrawn.</summary>
public sealed class WritePostTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_that_the_organisation_does_not_have_is_refused_and_all_else_is_kept()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("posts.write"))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["title"] = "Mental health lead", ["locality"] = "elsewhere" });
        Assert.True(page.Says("The part of the organisation that was chosen isn't on its list, or not any more. All else is kept."), page.ToString());
        var written = (await bot.HeadAsync(Assert.Single(await bot.PostKeysAsync()))).Written;
        Assert.Equal(("Mental health lead", "", "-"), (written.Title, written.Locality, page.Input("locality")["value"]!.GetValue<string>()));

        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["locality"] = "north" });
        Assert.False(page.Says("isn't on its list"), page.ToString());
        Assert.Equal("north", (await bot.HeadAsync(Assert.Single(await bot.PostKeysAsync()))).Written.Locality);
    }

    [Fact]
    public async Task A_post_is_written_on_three_pages_and_every_member_reads_it()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(
            bot.Organiser,
            facts: new JsonObject { ["why"] = "It matters", ["costs"] = "My Thursdays", ["protected"] = "Thursday mornings" },
            people: new JsonObject { ["professions"] = "Gp,Nurse", ["specification"] = "Somebody who listens", ["talkTo"] = "Dr Lee", ["panel"] = AskedPeople.IdOf(bot.Chair).ToString() },
            interview: "2026-04-09");

        var list = await bot.Tomasz.Hears("posts");
        Assert.True(list.Says("Mental health lead") && list.Says("1 post is open for applications.") && list.Says("Seat · North Larkford · 2 sessions a week"), list.ToString());
        Assert.DoesNotContain("New post", list.Buttons);
        var card = await bot.Tomasz.ReadsPostAsync(bot, key);
        Assert.Equal("Mental health lead", card.Heading);
        Assert.True(card.Says("open until Mon 30 Mar, 17:00 (BST)") || card.Says("open until Mon 30 Mar, 16:00 (GMT)") || card.Says("open until Mon 30 Mar, 17:00"), card.ToString());
        Assert.All(["£350", "we pay your practice", "Thursday mornings", "3 years", "GP, nurse", "Somebody who listens", "Thu 9 Apr 2026", "Dr Lee", "Helen Whitcombe", "Why I do it: “It matters”", "What it costs: “My Thursdays”"], words => Assert.True(card.Says(words), $"{words}\n{card}"));
        Assert.Equal(["Express interest", "Nominate somebody", "Share"], card.Buttons);
        Assert.Equal(["posts.drafted", "posts.opened"], (await bot.RowsAsync(PostRows.Table, key, "audit.")).Select(row => row.GetString("What")).Order());
        Assert.Equal(["Express interest", "Nominate somebody", "Share", "Manage", "Applications"], (await bot.Organiser.ReadsPostAsync(bot, key)).Buttons);
    }

    [Fact]
    public async Task A_draft_is_seen_by_those_who_manage_posts_only_and_its_pages_sent_twice_make_one()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("posts.write"))).Card);
        var first = PostForms.Filled(page, new JsonObject { ["title"] = "Vice chair", ["sessions"] = "1" });
        await bot.Organiser.Sends(first);
        await bot.Organiser.Sends(first);

        var key = Assert.Single(await bot.PostKeysAsync());
        Assert.Equal("There is no such post here. Type posts to see those that there are.", (await bot.Tomasz.PressesAsync(bot, "posts.post", new JsonObject { ["post"] = key })).Sentence);
        Assert.False((await bot.Tomasz.Hears("posts")).Says("Vice chair"));
        Assert.True((await bot.Chair.Hears("posts")).Says("draft, seen by organisers and chairs"));
        Assert.Null(await bot.Services.GetRequiredService<PostOpenings>().FindAsync(key + ".1", Token));
    }

    [Fact]
    public async Task It_is_not_opened_again_while_people_of_the_round_before_wait_for_an_outcome()
    {
        var applicants = new SomeApplicants();
        var bot = await StartAsync(applicants.Options);
        var key = await bot.MakesPostAsync(bot.Organiser);
        await bot.Organiser.PressesAsync(bot, "posts.close", new JsonObject { ["post"] = key });
        applicants.Counts[key + ".1"] = SomeApplicants.Ready(1);

        var refused = CardReading.Of((await OpensAgainAsync()).Card);
        Assert.True(refused.Says("People who applied before still wait for an outcome."), refused.ToString());
        Assert.Single((await bot.HeadAsync(key)).Post.Rounds);

        applicants.Counts.Clear(); // all have heard
        Assert.True(CardReading.Of((await OpensAgainAsync("3")).Card).Says("No more than 1 can be appointed"));
        await OpensAgainAsync();
        Assert.Equal(2, (await bot.HeadAsync(key)).Post.Rounds.Count);

        await bot.Services.GetRequiredService<PostOpenings>().AppointedAsync(key + ".2", new Person(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name), BotUnderTest.Start, "abc", Token);
        applicants.Counts[key + ".1"] = new ApplicantCounts(0, 0, 0, 0, 1, 0, 0); // in reserve of the first, and the second is filled
        Assert.True(CardReading.Of((await OpensAgainAsync()).Card).Says("People who applied before still wait for an outcome."));
        applicants.Counts.Clear();
        Assert.True(CardReading.Of((await OpensAgainAsync()).Card).Says("No place of this post is free, or becomes free within 18 months."));
        Assert.Equal(2, (await bot.HeadAsync(key)).Post.Rounds.Count);

        Task<BotAnswer> OpensAgainAsync(string places = "1") => bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = "open", ["closes"] = "2026-04-30", ["appoint"] = places }));
    }

    [Theory]
    [InlineData("title", "", "What it is called is missing.")]
    [InlineData("sessions", "11", "Sessions a week go from 0 to 10, in halves.")]
    [InlineData("why", "I saw 485 777 3457", "This looks like it holds a patient's details")]
    public async Task What_can_not_be_taken_comes_back_with_what_was_typed(string input, string typed, string problem)
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("posts.write"))).Card);
        var again = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["title"] = "Vice chair", ["pay"] = "£300", [input] = typed });

        Assert.True(again.Says(problem), again.ToString());
        if (input == "why")
            Assert.Empty(await bot.PostKeysAsync());
        else
            Assert.Equal("£300", again.Input("pay")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Changes_of_a_post_are_seen_once_they_are_saved()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        var page = CardReading.Of((await bot.Chair.OpensPostAsync("posts.write", key)).Card);
        page = await bot.Chair.SendsPageAsync(page, new JsonObject { ["pay"] = "£400" });
        Assert.True((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("£350"));

        var preview = await bot.Chair.SendsPageAsync(page, []);
        Assert.True(preview.Says("£400") && preview.Says("It is open for applications, or will be: that stays as it is."), preview.ToString());
        await bot.Chair.Sends(PostForms.Filled(preview, []));
        Assert.True((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("£400"));
        Assert.Single((await bot.HeadAsync(key)).Post.Rounds);
    }

    [Fact]
    public async Task It_is_closed_early_withdrawn_with_a_reason_and_opened_again_as_another_round()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        var openings = bot.Services.GetRequiredService<PostOpenings>();
        Assert.Equal(OpeningState.Open, (await openings.FindAsync(key + ".1", Token))!.StateAt(BotUnderTest.Start));

        var closed = CardReading.Of((await bot.Organiser.Sends(PostForms.About("posts.close").With(new JsonObject { ["post"] = key }))).Card);
        Assert.True(closed.Says("Closed: no more applications are taken."), closed.ToString());
        Assert.Equal(OpeningState.Closed, (await openings.FindAsync(key + ".1", Token))!.StateAt(BotUnderTest.Start));
        Assert.DoesNotContain("Express interest", (await bot.Tomasz.ReadsPostAsync(bot, key)).Buttons);

        var preview = CardReading.Of((await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = "preview" }))).Card);
        await bot.Organiser.Sends(PostForms.Filled(preview, new JsonObject { ["closes"] = "2026-04-20" }));
        Assert.Equal(OpeningState.Open, (await openings.FindAsync(key + ".2", Token))!.StateAt(BotUnderTest.Start));

        var reason = await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key }));
        Assert.True(CardReading.Of(reason.Card).Says("The reason is missing."));
        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves to the ICB" }));
        Assert.True((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("It isn't offered any more: It moves to the ICB"));
        Assert.Equal(OpeningState.Withdrawn, (await openings.FindAsync(key + ".2", Token))!.StateAt(BotUnderTest.Start));
        Assert.False((await bot.Tomasz.Hears("posts")).Says("Mental health lead"));
    }

    [Fact]
    public async Task Members_filter_what_they_see()
    {
        var bot = await StartAsync();
        await bot.MakesPostAsync(bot.Organiser, "Northern seat");
        await bot.MakesPostAsync(bot.Organiser, "Associate for data", new JsonObject { ["rung"] = "Associate", ["sessions"] = "1", ["locality"] = "-" });
        await bot.MakesPostAsync(bot.Organiser, "Quiet seat", opens: false);

        Assert.Equal((true, true, false), await SeenAsync([]));
        Assert.Equal((true, true, true), await SeenAsync(new JsonObject { ["open"] = "all" }));
        Assert.Equal((true, false, false), await SeenAsync(new JsonObject { ["locality"] = "north" }));
        Assert.Equal((false, true, false), await SeenAsync(new JsonObject { ["locality"] = "-" }));
        Assert.Equal((false, true, false), await SeenAsync(new JsonObject { ["rung"] = "Associate" }));
        Assert.Equal((false, true, false), await SeenAsync(new JsonObject { ["sessions"] = "1" }));
        Assert.Equal((false, false, true), await SeenAsync(new JsonObject { ["open"] = "all", ["words"] = "qui sea" }));

        async Task<(bool, bool, bool)> SeenAsync(JsonObject filter)
        {
            var card = await bot.Tomasz.ReadsAsync(bot, "posts.list", filter);
            return (card.Says("Northern seat"), card.Says("Associate for data"), card.Says("Quiet seat"));
        }
    }

    [Fact]
    public async Task Patient_data_in_the_words_of_the_filter_is_refused_and_not_shown_again()
    {
        var bot = await StartAsync();
        var answer = await bot.Tomasz.PressesAsync(bot, "posts.list", new JsonObject { ["words"] = "401 023 2137" });
        Assert.StartsWith("This looks like it holds a patient", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_shared_from_the_compose_box_and_stays_as_it_is_now()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        var found = await bot.Tomasz.Delivers(d => d.QueryAsync(bot.Tomasz.Person, bot.GroupChat, "posts.find", "query", "mental", Token));
        await bot.Tomasz.Delivers(d => d.ComposeAsync(bot.Tomasz.Person, bot.GroupChat, [found.Body!["composeExtension"]!["attachments"]![0]!.DeepClone()], Token));
        var shared = CardReading.Of(bot.Teams.World.Messages(bot.GroupChat)[^1].Card());
        Assert.Equal(["Express interest", "Nominate somebody", "Share"], shared.Buttons);
        Assert.Equal("posts.refresh", shared.Json["refresh"]!["action"]!["verb"]!.GetValue<string>());

        await bot.Organiser.Sends(PostForms.About("posts.close").With(new JsonObject { ["post"] = key }));
        Assert.True((await bot.Priya.ReadsAsync(bot, "posts.refresh", new JsonObject { ["post"] = key })).Says("closed for applications"));
        var none = await bot.Tomasz.Delivers(d => d.QueryAsync(bot.Tomasz.Person, bot.GroupChat, "posts.find", "query", "xyz", Token));
        Assert.Null(none.Body!["composeExtension"]?["attachments"]?.AsArray().FirstOrDefault());
    }

    [Fact]
    public async Task Nobody_manages_posts_without_the_role_nor_those_of_another_organisation()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        foreach (var verb in new[] { "posts.write", "posts.manage", "posts.holder.form" })
            Assert.Null((await bot.Tomasz.OpensPostAsync(verb, key)).Card?["body"]?.AsArray().FirstOrDefault(one => one?["type"]?.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal) is true));
        await bot.Tomasz.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "No" }));
        await bot.Tomasz.PressesAsync(bot, "posts.board");
        Assert.Null((await bot.HeadAsync(key)).Post.WithdrawnBecause);

        var other = await bot.Organiser.Executes("posts.post", new JsonObject { ["organisation"] = "elsewhere", ["post"] = key });
        Assert.NotNull(other.Sentence);
        Assert.StartsWith("There is no such post here.", (await bot.Organiser.PressesAsync(bot, "posts.post", new JsonObject { ["post"] = "elsewhere.abc" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_down_makes_nothing_and_the_same_press_afterwards_makes_one()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("posts.write"))).Card);
        var data = PostForms.Filled(page, new JsonObject { ["title"] = "Vice chair" });
        bot.Store.Fails(StoreFault.Unavailable, PostRows.Table);
        await bot.WhilePassing(bot.Organiser.Delivers(d => d.SubmitTaskAsync(bot.Organiser.Person, bot.Organiser.Chat, data, cancellationToken: Token)));
        bot.Store.Recovers();
        Assert.Empty(await bot.PostKeysAsync());
        await bot.Organiser.Sends(data);
        Assert.Single(await bot.PostKeysAsync());
    }
}
