using System.Text.Json.Nodes;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;
using Roles = LeadershipBot.Domain.People.Roles;

namespace LeadershipBot.Tests.Features.Decisions;

/// <summary>A decision takes reactions for fourteen days; where too few comment, a week longer is offered once, three days before.</summary>
public sealed class DecisionExtensionTests : WholeApp
{
    private static readonly TimeSpan UntilOffered = TimeSpan.FromDays(11.3);

    [Fact]
    public async Task Where_few_commented_its_writer_takes_reactions_a_week_longer_once_and_every_card_says_so()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await CommentAsync(bot.Priya, key, "Mind the bus line");
        await bot.PassAsync(TimeSpan.FromDays(10.5), TimeSpan.FromHours(8));
        Assert.Empty(Offers(bot, bot.Chair));
        await bot.PassAsync(TimeSpan.FromDays(1.2), TimeSpan.FromHours(2));

        Assert.Empty(Offers(bot, bot.Organiser));
        var offer = Assert.Single(Offers(bot, bot.Chair));
        Assert.False(CardReading.Of(offer.Card()).Says("bus line"), "What was written is read by nobody yet.");
        var said = CardReading.Of((await bot.Chair.Presses("A week longer", offer)).Card);
        Assert.True(said.Says("It takes reactions until Mon 23 Mar, 09:00 (GMT)"), said.ToString());
        await ExtendAsync(bot.Chair, key);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(8));

        var head = await HeadAsync(bot, key);
        Assert.Equal((DecisionExtension.Extended, head.Decision.BegunAt!.Value.AddDays(21)), (head.Decision.Extension, head.Decision.ReactionsCloseAt));
        Assert.True(Read(bot, bot.Tomasz).Says("Open a week longer, so that more can comment."), Read(bot, bot.Tomasz).ToString());
        await PressAsync(bot, bot.Tomasz, "Noted");
        Assert.Equal(1, (await HeadAsync(bot, key)).Tally.Noted);
        Assert.Single(await bot.RowsAsync(DecisionRows.Table, key, "audit."), row => row.GetString("What") == "decisions.extended");

        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(8));
        Assert.Single(Offers(bot, bot.Chair)); // never a second time
        Assert.True((await HeadAsync(bot, key)).IsPublished);
        Assert.True(Read(bot, bot.Priya).Says("Fewer than 10 people wrote a comment, so nobody read yours: it is deleted."), Read(bot, bot.Priya).ToString());
        Assert.False(Read(bot, bot.Tomasz).Says("nobody read yours"), Read(bot, bot.Tomasz).ToString());
        Assert.DoesNotContain(await bot.RowsAsync(DecisionRows.Table, key), row => row.Columns.Any(column => column.Value is "Mind the bus line"));
    }

    [Fact]
    public async Task Who_lets_it_close_as_planned_has_the_comments_deleted_and_those_who_wrote_them_told()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await CommentAsync(bot.Priya, key, "Mind the bus line");
        await bot.PassAsync(UntilOffered, TimeSpan.FromHours(8));
        await bot.Chair.Presses("Close as planned", Assert.Single(Offers(bot, bot.Chair)));
        await bot.PassAsync(TimeSpan.FromDays(3.5), TimeSpan.FromHours(4));

        Assert.True((await HeadAsync(bot, key)).IsPublished);
        Assert.True(Read(bot, bot.Priya).Says("nobody read yours"), Read(bot, bot.Priya).ToString());
        Assert.StartsWith("It takes no more reactions", (await ExtendAsync(bot.Chair, key)).Sentence, StringComparison.Ordinal);
        Assert.Equal(DecisionExtension.Declined, (await HeadAsync(bot, key)).Decision.Extension);
    }

    [Fact]
    public async Task It_isnt_offered_where_nobody_commented_or_it_was_withdrawn_and_whoever_may_not_extends_nothing()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var quiet = await SendAsync(bot, bot.Chair);
        var withdrawn = await SendAsync(bot, bot.Chair, null, ("what", "Another thing."));
        await CommentAsync(bot.Priya, withdrawn, "Why?");
        await bot.Chair.Sends(PollForms.Pressed(await OpenManagingAsync(bot.Chair, withdrawn), "Withdraw", ("why", "It was wrong.")));

        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.Null((await ExtendAsync(who, quiet)).Card);
        Assert.Null((await bot.Chair.Executes("decisions.extend", new JsonObject { ["decision"] = quiet, ["organisation"] = "elsewhere" })).Card);
        Assert.Null((await ExtendAsync(bot.Chair, withdrawn)).Card);
        await bot.PassAsync(UntilOffered, TimeSpan.FromHours(8));

        Assert.Empty(Offers(bot, bot.Chair));
        Assert.Equal(DecisionExtension.NotMade, (await HeadAsync(bot, quiet)).Decision.Extension);
    }

    [Fact]
    public async Task Where_its_writer_has_left_it_is_offered_to_those_who_may_decide_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await CommentAsync(bot.Priya, key, "Mind the bus line");
        await bot.ListsAsync(bot.Chair, DecisionTrial.Organisation, Roles.Member);
        await bot.PassAsync(UntilOffered, TimeSpan.FromHours(8));

        Assert.Empty(Offers(bot, bot.Chair));
        await bot.Organiser.Presses("A week longer", Assert.Single(Offers(bot, bot.Organiser)));
        Assert.Equal(DecisionExtension.Extended, (await HeadAsync(bot, key)).Decision.Extension);
    }

    private static async Task CommentAsync(Colleague who, string key, string comment)
        => await who.Sends(new JsonObject { ["verb"] = "decisions.say", ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["comment"] = comment });

    private static Task<BotAnswer> ExtendAsync(Colleague who, string key)
        => who.Executes("decisions.extend", new JsonObject { ["decision"] = key, ["organisation"] = DecisionTrial.Organisation });

    private static List<Message> Offers(BotUnderTest bot, Colleague who) => [.. bot.CardsIn(who.Chat).Where(message => CardReading.Of(message.Card()).Says("takes reactions until"))];
}
