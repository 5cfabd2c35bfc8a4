using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class PollPreviewTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Before_it_is_asked_the_asker_sees_what_people_will_read_and_what_they_are_promised()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.GroupChat);

        var preview = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview", ("question", "Extend **hours**?"), ("options", "Yes\nNo"), ("reasons", "Optional"), ("closes", "3"));

        Assert.Equal(["Ask now", "Back"], preview.Buttons);
        Assert.Equal(@"Extend \*\*hours\*\*?", preview.Heading);
        Assert.All(new[] { "○ Yes", "○ No", "People can add a reason.", "The people here are asked.", "Named: the counts go to everyone here.", "closes Thu 5 Mar" }, words => Assert.True(preview.Says(words), words));
        Assert.Empty(await bot.PollKeysAsync());

        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"), bot.GroupChat);
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"), bot.GroupChat);
        var card = CardReading.Of(Assert.Single(bot.PollsIn(bot.GroupChat)).Card.Card());
        Assert.Equal(@"Extend \*\*hours\*\*?", card.Heading);
        Assert.True(card.Says("closes Thu 5 Mar"), card.ToString());
    }

    [Fact]
    public async Task The_way_back_leads_to_all_that_was_typed()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);
        (string Name, string Value)[] typed =
        [
            ("question", "Is ${this} {{DATE(2026-01-01)}} \"fine\"?"), ("kind", "Multiple"), ("options", "A\nB\nC"), ("least", "2"), ("most", "3"), ("voice", "Confidential"), ("reasons", "Required"),
            ("readers", "Leaders"), ("breakdown", "Locality"), ("closesAt", "Thu 5 Mar 17:00"), ("audience", "everybody"), ("localities", "north,vale"), ("roles", ""), ("professions", "Gp"),
        ];

        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", typed);
        var again = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, preview, "Back");

        Assert.True(preview.Says("closes Thu 5 Mar, 17:00"), preview.ToString());
        Assert.All(typed, input => Assert.Equal(input.Value, again.Input(input.Name)["value"]!.GetValue<string>()));
        Assert.All(["choices", "times", "reading"], group => Assert.True(again.Input(group)["isVisible"]!.GetValue<bool>(), group));
        Assert.False(again.Input("counting")["isVisible"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("Single", "Yes", "A poll has 2 to 10 answers")]
    [InlineData("Rating", "Only", "A scale has 2 to 11 steps")]
    [InlineData("Ranking", "1\n2\n3\n4\n5\n6\n7", "Putting in order takes 2 to 6 answers")]
    [InlineData("Target", "", "A call for people says how many are wanted")]
    [InlineData("Dates", "soon", "“soon” can't be read as a date")]
    [InlineData("Dates", "1/1/2020 10:00", "“1/1/2020 10:00” has passed.")]
    public async Task What_a_kind_can_not_take_comes_back_with_its_reason(string kind, string options, string reason)
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.GroupChat);

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview", ("question", "Which?"), ("kind", kind), ("options", options));

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(options, again.Input("options")["value"]!.GetValue<string>());
        Assert.Equal(kind, again.Input("kind")["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("closesAt", "tomorrow", "can't be read as a time")]
    [InlineData("closesAt", "1/1/2027 10:00", "within the next 90 days")]
    [InlineData("voice", "Anonymous", "An anonymous question needs a list")]
    [InlineData("audience", "everybody", "Only an organiser or a chair can ask everybody.")]
    public async Task How_it_can_not_be_asked_comes_back_with_the_reason(string input, string value, string reason)
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Priya, bot.GroupChat);

        var again = await PollForms.TurnsAsync(bot.Priya, bot.GroupChat, form, "Preview", ("question", "Which?"), ("options", "A\nB"), (input, value));

        Assert.True(again.Says(reason), again.ToString());
    }

    [Fact]
    public async Task A_date_poll_is_always_named()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.GroupChat);

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview", ("question", "When?"), ("kind", "Dates"), ("options", "Thu 5 Mar 18:00\nFri 6 Mar 18:00"), ("voice", "Confidential"));

        Assert.True(again.Says("only works with names"), again.ToString());
    }

    [Fact]
    public async Task An_anonymous_one_says_how_many_are_asked_and_that_answers_are_final()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);

        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("question", "Which?"), ("options", "A\nB"), ("voice", "Anonymous"), ("audience", "everybody"));
        var few = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("question", "Which?"), ("options", "A\nB"), ("voice", "Anonymous"), ("audience", "everybody"), ("localities", "vale"));

        Assert.All(new[] { "10 people in Larkford and Vale CCG are asked", "Answers will be final", "Anonymous and final" }, words => Assert.True(preview.Says(words), preview.ToString()));
        Assert.True(few.Says("needs at least 10 people to ask; here are 2"), few.ToString());
    }

    [Fact]
    public async Task A_preview_from_the_compose_box_puts_the_card_into_the_persons_own_message()
    {
        var bot = await StartAsync();
        var opened = await bot.Chair.Delivers(d => d.FetchActionAsync(bot.Chair.Person, bot.GroupChat, "polls.form", Token));

        var data = PollForms.Pressed(CardReading.Of(opened.Card), "Preview", ("question", "Extend hours?"), ("options", "Yes\nNo"));
        var preview = await bot.Chair.Delivers(d => d.SubmitActionAsync(bot.Chair.Person, bot.GroupChat, "polls.form", data, Token));
        var asked = await bot.Chair.Delivers(d => d.SubmitActionAsync(bot.Chair.Person, bot.GroupChat, "polls.form", PollForms.Pressed(CardReading.Of(preview.Card), "Ask now"), Token));

        Assert.Equal("Extend hours?", CardReading.Of(asked.Body!["composeExtension"]!["attachments"]![0]!["content"]!.AsObject()).Heading);
    }

    [Fact]
    public async Task A_preview_with_odd_values_is_no_accident()
    {
        var bot = await StartAsync();
        foreach (var so in new[] { "%%%", "bm90IGpzb24", new string('a', 50_000), "W10" })
        {
            var answer = await bot.Chair.Sends(new() { ["verb"] = "polls.create", ["so"] = so, ["nonce"] = "n", ["kind"] = "99", ["roles"] = "Emperor", ["audience"] = "everybody", ["least"] = "x" }, bot.Channel);
            Assert.Equal(200, answer.Status);
        }

        Assert.Empty(await bot.PollKeysAsync());
    }
}
