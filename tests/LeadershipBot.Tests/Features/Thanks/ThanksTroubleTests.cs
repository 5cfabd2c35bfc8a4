using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Thanks that can't go as they were meant: to who left, to several, to oneself, or with a patient's details; and what a press reads.</summary>
public sealed class ThanksTroubleTests : WholeApp
{
    private const int Many = 1_500;

    [Fact]
    public async Task Whoever_left_the_list_is_thanked_by_no_way_and_what_they_got_before_stays()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        await bot.Tomasz.ThanksAsync(bot, bot.Priya, "The rota");
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var near = await bot.Tomasz.Hears("thanks Pri for the clinic");
        await bot.ListsAsync(bot.Priya, PostForms.Here, LeadershipBot.Domain.People.Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });

        Assert.True(CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(form, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["words"] = "The clinic" }))).Card).Says("That person isn't on your organisation's list, so nothing was sent."));
        var yes = near.Json["actions"]!.AsArray().Single(one => one!["title"]!.GetValue<string>() == "Yes, send")!["data"]!.DeepClone().AsObject();
        Assert.StartsWith("That person isn't on your organisation's list", (await bot.Tomasz.PressesAsync(bot, "thanks.confirm", yes)).Sentence, StringComparison.Ordinal);
        Assert.Equal("Whom do you mean by “Priya Raman”?", (await bot.Tomasz.Hears("thanks Priya Raman for the clinic")).Heading);
        Assert.Equal("The rota", Assert.Single(await bot.ThanksToAsync(bot.Priya)).Words);
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given" })).Says("“The rota”"));
    }

    [Theory]
    [InlineData("thanks the reception team for the week")]
    [InlineData("thanks everyone for the week")]
    [InlineData("thanks Priya Raman and Yusuf Demir for the week")]
    [InlineData("thanks Dr for the week")] // several are called so
    public async Task Thanks_to_several_at_once_go_to_nobody_before_one_of_them_is_chosen(string typed)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var asked = await bot.Tomasz.Hears(typed);
        Assert.True(asked.Says("Nobody was told yet.") && asked.Buttons.SequenceEqual(["Choose and send"]), asked.ToString());
        await bot.Tomasz.Types(typed, bot.Channel);
        Assert.True(bot.NewestCardIn(bot.Channel).Says("It isn't clear whom you mean, or for what, so nothing was passed on."));
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.To));
    }

    [Fact]
    public async Task Nobody_thanks_themselves_by_the_dialog_or_by_a_button_either()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var me = AskedPeople.IdOf(bot.Tomasz).ToString();
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        Assert.True(CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(form, new JsonObject { ["person"] = me, ["words"] = "Being me" }))).Card).Says("Those would be thanks to yourself, so nothing was sent."));
        Assert.StartsWith("Those would be thanks to yourself", (await bot.Tomasz.PressesAsync(bot, "thanks.confirm", new JsonObject { ["to"] = me, ["words"] = "Being me", ["nonce"] = "abcdefgh" })).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.ThanksToAsync(bot.Tomasz));
    }

    [Theory]
    [InlineData("words")]
    [InlineData("difference")]
    public async Task A_patient_s_details_in_either_field_are_kept_nowhere_also_when_thanks_are_written_anew(string field)
    {
        const string Patient = "Mrs Smith, born 3.4.1951, was seen";
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var filled = new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "The rota", ["difference"] = "Nobody waited" };
        var again = CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(form, filled.With(new JsonObject { [field] = Patient })))).Card);
        Assert.True(again.Says("This looks like it holds a patient's details, so nothing of it was kept.") && !again.ToString().Contains("Smith", StringComparison.Ordinal), again.ToString());
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));

        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota", mayBePublic: true);
        await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { [field] = Patient });
        Assert.Equal(("The rota", "Nobody waited"), ((await bot.ThanksAsync(bot.Yusuf, id)).Words, (await bot.ThanksAsync(bot.Yusuf, id)).Difference));
        Assert.DoesNotContain(await bot.RowsAsync(ThanksRows.Table, PostForms.Here), row => row.Columns.Any(column => column.Value is string words && words.Contains("Smith", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Thanks_are_in_the_digest_of_the_month_in_which_the_second_agreed_and_never_before_they_did()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        var (march, april, never) = (await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota", mayBePublic: true), await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The draft", mayBePublic: true), await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The cake", mayBePublic: true));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 22, 30, 0, TimeSpan.Zero)); // half past eleven in the evening, in summer time
        await bot.Yusuf.PublishesAsync(bot, march);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero)); // April, where they are
        await bot.Yusuf.PublishesAsync(bot, april);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 29, 0, TimeSpan.Zero));
        Assert.Empty(Months(bot));
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 31, 0, TimeSpan.Zero));
        Assert.Equal(["“The rota”"], Thanked(Assert.Single(Months(bot))));
        await bot.BecomesAsync(new DateTimeOffset(2026, 5, 7, 11, 31, 0, TimeSpan.Zero));
        Assert.Equal(["“The draft”", "“The rota”"], Months(bot).SelectMany(Thanked).Order(StringComparer.Ordinal));
        Assert.Null((await bot.ThanksAsync(bot.Yusuf, never)).PublicAt);
    }

    [Fact]
    public async Task A_press_or_a_typed_name_reads_single_rows_of_the_list_and_everybody_once_until_the_list_changes()
    {
        var bot = await StartAsync();
        await bot.ListsManyAsync(PostForms.Here, Many);
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var rows = new ConcurrentQueue<string>();
        bot.Store.RowRead = row => rows.Enqueue(row.RowKey);
        await bot.Tomasz.Types("thanks Priya Raman for the rota", bot.Channel);
        Assert.InRange(Members(), Many, Many + 100); // to look for the name, the first time
        rows.Clear();
        await bot.Tomasz.Types("thanks Priya Raman for the clinic", bot.Channel);
        await bot.Tomasz.Hears("thanks Priya Raman");
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The draft", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        await bot.Yusuf.ReadsAsync(bot, "thanks.month");
        await bot.Yusuf.ReadsAsync(bot, "thanks.mine");
        bot.Store.RowRead = null;
        Assert.Equal(0, Members());
        Assert.Equal(2, (await bot.ThanksToAsync(bot.Priya)).Count);

        int Members() => rows.Count(row => row.Contains(".member.", StringComparison.Ordinal));
    }

    private static List<CardReading> Months(BotUnderTest bot) => [.. bot.CardsOf(bot.Priya).Where(card => card.Heading == "Thanks of the month")];

    private static IEnumerable<string> Thanked(CardReading card) => card.Texts.Where(line => line.StartsWith('“'));
}
