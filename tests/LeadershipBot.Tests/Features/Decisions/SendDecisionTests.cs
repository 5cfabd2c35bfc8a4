using System.Text.Json.Nodes;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

public sealed class SendDecisionTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_decision_can_be_opened_page_by_page()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 8; i++)
            await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenAsync(bot, bot.Chair), "Next", [.. Statement, ("what", $"Decision {i}")]);
        await bot.Chair.Types("decision");
        var first = CardReading.Of(bot.CardsIn(bot.Chair.Chat)[^1].Card());
        Assert.Contains("Next page", first.Buttons);
        var second = CardReading.Of((await bot.Chair.Executes("decisions.list", new JsonObject { ["organisation"] = Organisation, ["page"] = 1 })).Card);

        Assert.Contains("Previous page", second.Buttons);
        Assert.Equal((6, 2), (Shown(first).Count, Shown(second).Count));
        Assert.Equal(8, Shown(first).Concat(Shown(second)).Distinct().Count());
        Assert.StartsWith("This is for:", (await bot.Priya.Executes("decisions.list", new JsonObject { ["organisation"] = Organisation, ["page"] = 1 })).Sentence ?? "", StringComparison.Ordinal);
    }

    private static List<string> Shown(CardReading card) => [.. card.Texts.Where(text => text.Length == "Decision 0".Length && text.StartsWith("Decision ", StringComparison.Ordinal))];

    [Fact]
    public async Task A_chair_writes_on_three_pages_and_everybody_has_it_in_their_own_chat()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);

        Assert.True(people.Count > 5);
        Assert.All(people, one => Assert.NotNull(CardOf(bot, one)));
        var card = Read(bot, bot.Priya);
        Assert.Equal(["Noted", "I disagree", "Comment"], card.Buttons.Where(title => title != "How it was decided"));
        foreach (var words in new[] { "Neither fills its rota alone", "One rota for all", "Governing body, 2 March, 8 to 2", "Two members work at a hub", "Two feared longer ways", "Waits above ten days", "1 September 2026", "Confidential: nobody is shown" })
            Assert.True(card.Says(words), words + "\n" + card);
        Assert.Equal(people.Count, (await HeadAsync(bot, key)).Decision.Recipients);
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Says($"Sent to {people.Count} of {people.Count}."));
        Assert.Contains(await bot.RowsAsync(DecisionRows.Table, key, "audit."), row => row.GetString("What") == "decisions.released");
    }

    [Fact]
    public async Task A_member_without_the_role_decides_nothing_whatever_they_press()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        var head = await HeadAsync(bot, key);

        Assert.True((await bot.Priya.Hears("decision")).Says("This is for: organiser, chair"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        foreach (var verb in new[] { "decisions.write", "decisions.keep", "decisions.send", "decisions.self", "decisions.correct", "decisions.open", "decisions.hold", "decisions.withdraw", "decisions.right" })
            await bot.Priya.Sends(new JsonObject { ["verb"] = verb, ["decision"] = key, ["organisation"] = Organisation, ["what"] = "x", ["why"] = "I want it", ["review"] = "Decision.20260901", ["page"] = 1 });
        var after = await HeadAsync(bot, key);
        Assert.Equal((head.ETag, head.Writing), (after.ETag, after.Writing));
        Assert.Single(await KeysAsync(bot));
    }

    [Fact]
    public async Task Sending_twice_sends_once_however_it_is_pressed()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        var data = Pressed(preview, "Send to");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bot.Chair.Sends(data.DeepClone().AsObject())));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var late = await bot.Chair.Sends(data);

        Assert.Contains("sent already", Said(late), StringComparison.Ordinal);
        Assert.All(people, one => Assert.Single(bot.CardsIn(one.Chat), message => CardReading.Of(message.Card()).Heading == What));
        Assert.Single(await bot.RowsAsync(DecisionRows.Table, (await KeysAsync(bot)).Single(), "audit."));
    }

    [Fact]
    public async Task Keeping_the_first_page_twice_makes_one_decision()
    {
        var bot = await StartAsync();
        var page = await OpenAsync(bot, bot.Chair);
        var data = PollForms.Pressed(page, "Next", Statement);
        await bot.Chair.Sends(data.DeepClone().AsObject());
        await bot.Chair.Sends(data);
        Assert.Single(await KeysAsync(bot));
    }

    [Fact]
    public async Task Only_those_who_were_chosen_get_it_and_the_number_is_shown_once_more()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        var again = CardReading.Of((await bot.Chair.Sends(Pressed(preview, "Send to", ("roles", "Organiser")))).Card);
        Assert.True(again.Says("look at the number once more"), again.ToString());
        Assert.Null(CardOf(bot, bot.Organiser));
        await bot.Chair.Sends(Pressed(again, "Send to"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.NotNull(CardOf(bot, bot.Organiser));
        Assert.Null(CardOf(bot, bot.Priya));
        var key = (await KeysAsync(bot)).Single();
        await bot.Priya.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Noted" });
        Assert.Equal(0, (await HeadAsync(bot, key)).Tally.People);
    }

    [Fact]
    public async Task A_locality_that_nobody_knows_doesnt_become_everybody()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        foreach (var (name, value) in new[] { ("localities", "nowhere"), ("roles", "Emperor"), ("professions", "99"), ("localities", "a b;c") })
            await bot.Chair.Sends(Pressed(preview, "Send to", (name, value)));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, (await KeysAsync(bot)).Single())).Decision.State);
    }

    [Fact]
    public async Task A_scheduled_decision_goes_out_at_its_time_unless_it_is_held_back()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        await bot.Chair.Sends(Pressed(preview, "Send to", ("when", "Tue 3 Mar 11:00")));
        var key = (await KeysAsync(bot)).Single();
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        Assert.Null(CardOf(bot, bot.Priya));

        var held = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenManagingAsync(bot.Chair, key), "Hold it back");
        Assert.True(held.Says("a draft again"), held.ToString());
        await bot.PassAsync(TimeSpan.FromHours(30), TimeSpan.FromHours(2));
        Assert.Null(CardOf(bot, bot.Priya));

        await bot.Chair.Sends(Pressed(preview, "Send to", ("when", "Tue 3 Mar 18:30")));
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
        Assert.Null(CardOf(bot, bot.Priya));
        await bot.PassAsync(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(5));
        Assert.NotNull(CardOf(bot, bot.Priya));
        Assert.Equal(["decisions.heldBack", "decisions.released", "decisions.released"], (await bot.RowsAsync(DecisionRows.Table, key, "audit.")).Select(row => row.GetString("What")).Order());
    }

    [Fact]
    public async Task A_decision_written_in_a_channel_may_go_there_and_its_drafts_are_not_shown_there()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendAsync(bot, bot.Chair);
        var preview = await WriteAsync(bot, bot.Chair, bot.Channel, ("what", "We meet on Tuesdays."));
        Assert.DoesNotContain(bot.CardsIn(bot.Channel), message => CardReading.Of(message.Card()).Says(What));
        var sent = await bot.Chair.Sends(Pressed(preview, "Send to", ("to", "here")), bot.Channel);
        if (sent.Card is not null) // the number changed: nobody in their own chats
            await bot.Chair.Sends(Pressed(CardReading.Of(sent.Card), "Send into"), bot.Channel);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        var card = bot.CardsIn(bot.Channel).Single(message => CardReading.Of(message.Card()).Heading == "We meet on Tuesdays.");
        Assert.Null(CardOf(bot, bot.Priya, "We meet on Tuesdays."));
        await bot.Chair.Presses("Noted", card);
        Assert.False(CardReading.Of(bot.Teams.World.FindMessage(card.Id)!.Card()).Says("You noted it"));
        Assert.True(CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(card.Id)!, bot.Chair.Person)).Says("You noted it"));
    }

    [Fact]
    public async Task A_preview_comes_to_the_writers_own_chat_and_nobody_elses_and_takes_no_press()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        var stays = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, preview, "Preview to me");
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.True(stays.Says("on its way to your own chat"), stays.ToString());
        Assert.True(Read(bot, bot.Chair).Says("preview: nobody else has it"));
        Assert.Null(CardOf(bot, bot.Priya));
        var pressed = await PressAsync(bot, bot.Chair, "Noted");
        Assert.Contains("only a preview", Said(pressed), StringComparison.Ordinal);
        Assert.Equal(0, (await HeadAsync(bot, (await KeysAsync(bot)).Single())).Tally.People);
    }

    [Fact]
    public async Task Patient_data_is_kept_nowhere_and_what_is_missing_is_asked_for_with_the_rest_still_there()
    {
        var bot = await StartAsync();
        var first = await OpenAsync(bot, bot.Chair);
        var refused = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, first, "Next", [.. Statement, ("why", "as for 485 777 3457")]);
        Assert.True(refused.Says("patient"), refused.ToString());
        Assert.DoesNotContain("485 777 3457", refused.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await KeysAsync(bot));

        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, refused, "Next", Statement);
        var missing = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview", [.. Background, ("risk", "High"), ("fallback", "Open both again")]);
        Assert.True(missing.Says("whole plan B"), missing.ToString());
        Assert.Equal("Open both again", missing.Input("fallback")["value"]!.GetValue<string>());
        var past = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, missing, "Preview", ("risk", "Usual"), ("reviewOn", "2026-03-01"));
        Assert.True(past.Says("must lie ahead"), past.ToString());
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, past, "Preview", ("reviewOn", "2026-09-01"));
        Assert.Contains(preview.Buttons, title => title.StartsWith("Send to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_words_stay_words_on_the_card()
    {
        const string hostile = "**Bold** [x](https://evil.example) ${what} {{DATE(2026-01-01)}} <at>all</at>";
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendAsync(bot, bot.Chair, null, ("why", hostile), ("dissent", hostile));
        var card = CardOf(bot, bot.Priya)!.Card()!.ToJsonString();
        foreach (var live in new[] { "[x](https", "${what}", "{{DATE", "\"**Bold**" })
            Assert.DoesNotContain(live, card, StringComparison.Ordinal);
        Assert.Contains("Bold", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("漢")]
    [InlineData("*")]
    public async Task The_longest_decision_fits_a_card_that_Teams_carries(string letter)
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var owner = new LeadershipBot.Domain.People.MemberId(bot.Organiser.Person.TenantId, bot.Organiser.ObjectId).ToString();
        string Long(int length) => string.Concat(Enumerable.Repeat(letter, length));
        var what = Long(DecisionLimits.WhatCharactersMax);
        await SendAsync(bot, bot.Chair, null,
        [
            ("what", what), ("decidedBy", Long(DecisionLimits.ShortCharactersMax)), ("risk", "High"), ("owner", owner), ("planBOn", "2026-06-01"),
            .. new[] { "why", "options", "effect", "conflicts", "dissent", "wouldChange", "fallback", "trigger" }.Select(name => (name, Long(DecisionLimits.TextCharactersMax))),
        ]);
        var card = bot.CardsIn(bot.Priya.Chat)[^1].Card()!;
        Assert.Contains(card["actions"]!.AsArray(), action => action!["title"]!.GetValue<string>() == "Noted");
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(card.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })), 0, 24 * 1024);
    }

    [Fact]
    public async Task Quiet_hours_hold_a_decision_and_minutes_dont()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(1));
        await SendAsync(bot, bot.Chair);
        Assert.Null(CardOf(bot, bot.Priya));
        await bot.PassAsync(TimeSpan.FromHours(13), TimeSpan.FromMinutes(30));
        Assert.NotNull(CardOf(bot, bot.Priya));
    }

    [Fact]
    public async Task A_polls_published_result_and_turnout_stand_on_the_card_and_nothing_that_isnt_for_everybody()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var form = SendingTrial.FormOf(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), "Shall the hubs merge?", closes: "1");
        form["breakdown"] = "Locality";
        await bot.Chair.Sends(form);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = (await bot.PollKeysAsync())[0], ["choice"] = "0" });
        var here = await bot.Chair.AsksInChannel("Only for us?", "Yes", "No");
        await bot.Chair.Votes("Yes", here);
        await bot.Chair.Closes(here);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));

        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenAsync(bot, bot.Chair), "Next", Statement);
        var offered = second.Input("linked")["choices"]!.AsArray().Select(one => (Title: one!["title"]!.GetValue<string>(), Value: one["value"]!.GetValue<string>())).ToList();
        Assert.Equal(["Only for us?", "Shall the hubs merge?"], offered.Select(one => one.Title).Order());
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview", [.. Background, ("linked", string.Join(',', offered.Select(one => one.Value)))]);
        await bot.Chair.Sends(Pressed(preview, "Send to"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        var card = Read(bot, bot.Priya);
        Assert.True(card.Says("Shall the hubs merge?") && card.Says("Yes came first with 1 of 1") && card.Says("1 of 10 who were asked answered"), card.ToString());
        Assert.Contains(card.Texts, line => line.Contains(": 1 of ", StringComparison.Ordinal) && line.EndsWith("answered.", StringComparison.Ordinal));
        Assert.True(card.Says("Only those who were asked see the result"), card.ToString());
        Assert.False((await SendingOf(bot)).Wanted.IsStopped);
    }

    [Fact]
    public async Task What_the_store_cant_keep_is_said_and_comes_through_at_the_next_press()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var preview = await WriteAsync(bot, bot.Chair);
        bot.Store.Fails(StoreFault.Unavailable, DecisionRows.Table);
        var failed = await bot.WhilePassing(bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Chair.Chat, Pressed(preview, "Send to"), cancellationToken: Token)));
        Assert.Contains("confirm", Said(failed), StringComparison.Ordinal);
        bot.Store.Recovers();
        await bot.Chair.Sends(Pressed(preview, "Send to"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.NotNull(CardOf(bot, bot.Priya));
    }

    private static async Task<SendingHead> SendingOf(BotUnderTest bot)
        => (await bot.Services.GetRequiredService<SendingShelf>().FindAsync(DecisionSending.SendingOf((await KeysAsync(bot)).Single()), Token))!;
}
