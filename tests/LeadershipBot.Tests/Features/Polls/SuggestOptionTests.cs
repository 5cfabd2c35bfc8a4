using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>People who are asked suggest further choices; whoever asked adds them or says why not, and everybody hears back.</summary>
public sealed class SuggestOptionTests : WholeApp
{
    private const string Evening = "Evenings";

    private static readonly Question When = Question.OneOf("When should the hub open?", ["Mornings", "Afternoons"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_suggested_choice_that_is_added_stands_on_every_card_and_answers_so_far_stay()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        await trial.VotesAsync(people[1], 1);
        await SuggestsAsync(bot, trial, people[0], "  evenings **all**  week ");
        var asked = Assert.Single(AsksFor(bot, bot.Chair));
        var card = CardReading.Of(asked.Card());
        Assert.True(card.Says($"{people[0].Name} suggests another choice:") && card.Says(@"evenings \*\*all\*\* week"), card.ToString());

        for (var i = 0; i < 2; i++)
            Assert.True(CardReading.Of((await bot.Chair.Executes("polls.suggest.add", Named(trial, "evenings **all** week"))).Card).Says("✓ Added"));
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["Mornings", "Afternoons", @"evenings \*\*all\*\* week"], trial.Reads(people[2]).Choices.Select(one => one.Label));
        Assert.Contains("1", trial.Reads(people[2]).ToString(), StringComparison.Ordinal);
        await trial.VotesAsync(people[2], 2);
        await trial.VotesAsync(people[1], 0);
        Assert.Equal([1, 0, 1], (await trial.HeadAsync()).Tally.First.Counts);
        Assert.Equal(0, (await trial.HeadAsync()).Poll.Edition);
        var news = Assert.Single(NewsOf(bot, people[0]));
        Assert.True(news.Says("was added") && news.Says("You can choose it"), news.ToString());
        Assert.Empty(NewsOf(bot, people[1]));
        Assert.Single(await AuditAsync(bot, trial, "polls.choiceAdded"));
        await trial.CloseAsync();
        Assert.Single(NewsOf(bot, people[0]));
    }

    [Fact]
    public async Task In_a_confidential_poll_nobody_reads_who_suggested_and_a_choice_that_is_not_added_is_told_with_its_reason()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential);
        await SuggestsAsync(bot, trial, people[0], Evening);
        var asked = Assert.Single(AsksFor(bot, bot.Chair));
        var card = CardReading.Of(asked.Card());
        Assert.True(card.Says("Somebody who was asked suggests another choice:"), card.ToString());
        Assert.DoesNotContain(people[0].Name, card.ToString(), StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(await RowsAsync(bot, trial)).GetString("SuggestedByName"));

        var dialog = await bot.Chair.OpensDialog("Don’t add it", asked);
        var unsaid = CardReading.Of((await bot.Chair.Sends(PollForms.Pressed(dialog, "Tell them", ("why", " ")))).Card);
        Assert.True(unsaid.Says("There is no reason yet."), unsaid.ToString());
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("✓ Not added.", (await bot.Chair.Sends(PollForms.Pressed(dialog, "Tell them", ("why", "Nobody can staff it.")))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        var news = Assert.Single(NewsOf(bot, people[0]));
        Assert.True(news.Says("was not added") && news.Says("Why: Nobody can staff it."), news.ToString());
        Assert.Equal(2, (await trial.HeadAsync()).Poll.Questions[0].Choices.Count);
        Assert.Single(await AuditAsync(bot, trial, "polls.choiceDeclined"));
        Assert.Contains("was suggested and not added: Nobody can staff it.", (await SendsAsync(trial, people[1], Evening)).Card!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_choice_sent_twice_or_by_two_people_is_kept_once_and_asked_about_once()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("✓ Kept.", (await SendsAsync(trial, people[0], Evening)).Sentence, StringComparison.Ordinal);
        var other = CardReading.Of((await SendsAsync(trial, people[1], "EVENINGS")).Card);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.True(other.Says("Somebody has suggested “EVENINGS” already") || other.Says("Somebody has suggested “Evenings” already"), other.ToString());
        Assert.Single(await RowsAsync(bot, trial));
        Assert.Single(AsksFor(bot, bot.Chair));
    }

    [Fact]
    public async Task Two_who_may_decide_on_two_servers_at_once_add_it_once()
    {
        var first = await StartAsync();
        var people = await MeetAsync(first);
        var trial = await TrialAsync(first, Voice.Named);
        await SuggestsAsync(first, trial, people[0], Evening);
        var second = await StartAsync(new BotOptions { Store = first.Store, SharesTeamsWith = first });

        await Task.WhenAll(
            first.Chair.Executes("polls.suggest.add", Named(trial, Evening)),
            second.Organiser.Executes("polls.suggest.add", Named(trial, Evening)),
            first.Organiser.Executes("polls.suggest.add", Named(trial, Evening)));
        await first.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(["Mornings", "Afternoons", Evening], (await trial.HeadAsync()).Poll.Questions[0].Choices);
        Assert.Single(NewsOf(first, people[0]));
        Assert.Single(await AuditAsync(first, trial, "polls.choiceAdded"));
    }

    [Theory]
    [InlineData("  ", "There is no choice yet.")]
    [InlineData("mornings", "“mornings” is a choice already.")]
    [InlineData("Mrs Smith born 12/03/1951 was seen", "patient")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890x", "81 characters")]
    public async Task What_can_not_be_a_choice_comes_back_with_the_reason_and_nothing_is_kept(string typed, string reason)
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);

        var again = CardReading.Of((await SendsAsync(trial, people[0], typed)).Card);

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(typed.Trim(), again.Input("choice")["value"]!.GetValue<string>());
        Assert.Empty(await RowsAsync(bot, trial));
        Assert.Empty(AsksFor(bot, bot.Chair));
    }

    [Fact]
    public async Task One_person_suggests_three_at_most_and_a_full_card_takes_no_more()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        foreach (var words in new[] { "One", "Two", "Three" })
            await SuggestsAsync(bot, trial, people[0], words);
        Assert.Contains("You have suggested 3 choices", (await SendsAsync(trial, people[0], "Four")).Card!.ToJsonString(), StringComparison.Ordinal);

        for (var i = 0; i < PollLimits.ChoicesMax - 2; i++)
            Assert.StartsWith("✓ “Own", (await SendsAsync(trial, bot.Chair, $"Own {i}")).Sentence, StringComparison.Ordinal);
        Assert.Equal(PollLimits.ChoicesMax, (await trial.HeadAsync()).Poll.Questions[0].Choices.Count);
        Assert.Contains("as many as fit a card", (await SendsAsync(trial, people[1], "Eleven")).Sentence, StringComparison.Ordinal);
        Assert.Contains("as many as fit a card", (await bot.Chair.Executes("polls.suggest.add", Named(trial, "One"))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("Suggest a choice", trial.Reads(people[1]).Buttons);
    }

    [Fact]
    public async Task What_nobody_decided_before_closing_is_told_and_a_closed_poll_takes_nothing()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        await SuggestsAsync(bot, trial, people[0], Evening);
        await trial.CloseAsync();

        var news = Assert.Single(NewsOf(bot, people[0]));
        Assert.True(news.Says("ended before anybody decided"), news.ToString());
        Assert.Contains("its choices stay as they are", (await SendsAsync(trial, people[1], "Nights")).Sentence, StringComparison.Ordinal);
        var late = CardReading.Of((await bot.Chair.Executes("polls.suggest.add", Named(trial, Evening))).Card);
        Assert.True(late.Says("The poll ended before anybody decided."), late.ToString());
        Assert.Equal(2, (await trial.HeadAsync()).Poll.Questions[0].Choices.Count);
    }

    [Fact]
    public async Task Neither_a_stranger_suggests_nor_somebody_else_decides()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        await SuggestsAsync(bot, trial, people[0], Evening);
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Chair);

        Assert.Null((await SendsAsync(trial, stranger, "Nights")).Card);
        foreach (var who in new[] { people[0], stranger })
        {
            Assert.Contains("Only Dr Amara Okafor", (await who.Executes("polls.suggest.add", Named(trial, Evening))).Sentence, StringComparison.Ordinal);
            var no = Named(trial, Evening);
            (no["verb"], no["why"]) = ("polls.suggest.declined", "No.");
            Assert.Contains("Only Dr Amara Okafor", (await who.Sends(no)).Sentence, StringComparison.Ordinal);
        }

        Assert.True(CardReading.Of((await bot.Chair.Executes("polls.suggest.add", Named(trial, "Never suggested"))).Card).Says("no longer there"));
        Assert.Equal("Evenings", Assert.Single(await RowsAsync(bot, trial)).GetString("Words"));
        Assert.Equal(2, (await trial.HeadAsync()).Poll.Questions[0].Choices.Count);
    }

    [Fact]
    public async Task Where_the_owner_was_forgotten_those_who_lead_decide()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        await ForgetsAsync(bot, trial, bot.Chair);
        await SuggestsAsync(bot, trial, people[0], Evening);

        Assert.Single(AsksFor(bot, bot.Chair)); // she is a chair still
        Assert.True(CardReading.Of((await bot.Organiser.Executes("polls.suggest.add", Named(trial, Evening))).Card).Says("✓ Added"));
    }

    [Fact]
    public async Task Who_suggested_is_forgotten_with_what_waits_and_by_name_where_it_was_decided()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        await SuggestsAsync(bot, trial, people[0], Evening);
        await SuggestsAsync(bot, trial, people[0], "Nights");
        await bot.Chair.Executes("polls.suggest.add", Named(trial, Evening));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        await people[0].Types("what do you hold about me");
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(bot.NewestCardIn(people[0].Chat).Says("You suggested the choice “Nights”"), bot.NewestCardIn(people[0].Chat).ToString());

        await ForgetsAsync(bot, trial, people[0]);

        var row = Assert.Single(await RowsAsync(bot, trial));
        Assert.Equal((Evening, "", "a former member"), (row.GetString("Words"), row.GetString("SuggestedBy"), row.GetString("SuggestedByName")));
        Assert.True(CardReading.Of((await bot.Chair.Executes("polls.suggest.add", Named(trial, "Nights"))).Card).Says("no longer there"));
        Assert.Contains(Evening, (await trial.HeadAsync()).Poll.Questions[0].Choices);
    }

    [Fact]
    public async Task The_form_lets_people_suggest_only_where_the_asker_wants_it_and_it_fits()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var plain = await PollForms.AskAsync(bot, bot.Chair, bot.Channel, "Extend?", "Yes\nNo");
        Assert.DoesNotContain("Suggest a choice", bot.Priya.Reads(plain).Buttons);
        Assert.Contains("takes no further choices", (await bot.Priya.Opens(new JsonObject { ["verb"] = "polls.suggest", ["poll"] = plain.Key }, bot.Channel)).Sentence, StringComparison.Ordinal);

        var filled = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "When?", "Mornings\nAfternoons");
        filled["suggestions"] = "true";
        await bot.Chair.Sends(filled, bot.Channel);
        var poll = bot.PollsIn(bot.Channel)[^1];
        Assert.Contains("Suggest a choice", bot.Priya.Reads(poll).Buttons);
        var copy = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.copy", ["poll"] = poll.Key, ["organisation"] = "larkford" }, bot.Channel)).Card);
        Assert.Equal("true", copy.Input("suggestions")["value"]!.GetValue<string>());

        foreach (var (input, value) in new[] { ("kind", "Rating"), ("voice", "Anonymous") })
        {
            var unfit = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "How?", "1\n2\n3");
            (unfit["suggestions"], unfit[input]) = ("true", value);
            var again = CardReading.Of((await bot.Chair.Sends(unfit, bot.Channel)).Card);
            Assert.True(again.Says("Choices can be suggested only where people choose one or several"), again.ToString());
        }
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_confirmed_and_sent_again_it_is_kept_once()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Named);
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        Assert.StartsWith("We couldn't confirm it.", (await people[0].Delivers(d => d.SubmitTaskAsync(people[0].Person, people[0].Chat, Typed(trial, Evening), cancellationToken: Token))).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();
        bot.Store.Fails(StoreFault.LosesAnswers, "Polls", times: 1);
        await SendsAsync(trial, people[0], Evening);
        await SendsAsync(trial, people[0], Evening);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Single(await RowsAsync(bot, trial));
        Assert.Single(AsksFor(bot, bot.Chair));
    }

    private async Task<(BotUnderTest Bot, PollTrial Trial, List<Colleague> People)> AskedAsync(Voice voice)
    {
        var bot = await StartAsync();
        var people = await MeetAsync(bot);
        return (bot, await TrialAsync(bot, voice), people);
    }

    /// <summary>Everybody has met the bot; first those who may not decide.</summary>
    private static async Task<List<Colleague>> MeetAsync(BotUnderTest bot)
        => [.. (await SendingTrial.MeetAllAsync(bot)).OrderBy(one => one.Name == bot.Chair.Name || one.Name == bot.Organiser.Name)];

    private static Task<PollTrial> TrialAsync(BotUnderTest bot, Voice voice)
        => PollTrial.SendAsync(bot, "suggest", new AskPrivacy(voice), ReasonMode.Off, poll => poll with { TakesSuggestions = true }, When);

    /// <summary>Opens the dialog from the card, sends it, and waits until whoever decides was asked.</summary>
    private static async Task SuggestsAsync(BotUnderTest bot, PollTrial trial, Colleague who, string words)
    {
        var dialog = await who.OpensDialog("Suggest a choice", trial.CardOf(who));
        Assert.StartsWith("✓ Kept.", (await who.Sends(PollForms.Pressed(dialog, "Suggest it", ("choice", words)))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    private static Task<BotAnswer> SendsAsync(PollTrial trial, Colleague who, string words) => who.Sends(Typed(trial, words));

    private static JsonObject Typed(PollTrial trial, string words) => new() { ["verb"] = "polls.suggest.send", ["poll"] = trial.Key, ["organisation"] = "larkford", ["choice"] = words };

    private static JsonObject Named(PollTrial trial, string words) => new() { ["poll"] = trial.Key, ["organisation"] = "larkford", ["suggestion"] = SuggestionRows.IdOf(words) };

    private static Task ForgetsAsync(BotUnderTest bot, PollTrial trial, Colleague who)
        => bot.Services.GetRequiredService<ForgetInPoll>().RunAsync(trial.Key, new MemberId(who.Person.TenantId, who.ObjectId), Token);

    private static async Task<List<LeadershipBot.Storage.Record>> RowsAsync(BotUnderTest bot, PollTrial trial) => [.. await bot.RowsAsync(PollRows.Table, trial.Key, SuggestionRows.Prefix)];

    private static async Task<List<LeadershipBot.Storage.Record>> AuditAsync(BotUnderTest bot, PollTrial trial, string what)
        => [.. (await bot.RowsAsync(PollRows.Table, trial.Key, Audit.Prefix)).Where(row => row.GetString("What") == what)];

    private static List<Message> AsksFor(BotUnderTest bot, Colleague who) => [.. bot.CardsIn(who.Chat).Where(message => CardReading.Of(message.Card()).Says("suggests another choice:"))];

    private static List<CardReading> NewsOf(BotUnderTest bot, Colleague who)
        => [.. bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card())).Where(card => card.Says("You suggested it for “When should the hub open?”"))];
}
