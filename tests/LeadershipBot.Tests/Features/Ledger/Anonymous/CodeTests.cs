using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>Whoever raised something anonymously looks up by the code what became of it, and has their say.</summary>
public sealed class CodeTests : WholeApp
{
    private const string Words = LedgerForms.Words;

    [Fact]
    public async Task The_whole_life_of_something_that_was_raised_anonymously()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        var waiting = await bot.Priya.LooksUpAsync(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        Assert.True(waiting.Heading == "Not passed on yet" && waiting.Says(Words) && waiting.Says("Its readers get it on Mon 9 Mar, 08:00 (GMT)."), waiting.ToString());
        await bot.PassesOnAsync();
        var heard = await bot.Priya.LooksUpAsync(code);
        Assert.True(heard.Heading.EndsWith("heard", StringComparison.Ordinal) && heard.Says("The next answer is due by 23 Mar 2026."), heard.ToString());

        var key = await bot.KeyOfAsync(code);
        var asking = CardReading.Of((await bot.Organiser.Opens(new JsonObject { ["verb"] = "ledger.words", ["organisation"] = "larkford", ["key"] = key, ["what"] = "ask" })).Card);
        Assert.True(asking.Says("reads it by their code"), asking.ToString());
        Assert.Equal("✓ The question waits for them.", (await bot.Organiser.Sends(LedgerForms.Filled(asking, new JsonObject { ["words"] = "Which line?" }))).Sentence);
        var asked = await bot.Priya.LooksUpAsync(code);
        Assert.True(asked.Says("A question to you: “Which line?”") && asked.Buttons.SequenceEqual(["Answer the question"]), asked.ToString());
        var answered = await bot.Priya.PressesInAsync(asked, "Answer the question", "The one in Vale");
        Assert.True(answered.Says("✓ Recorded.") && answered.Says("Your answer reaches them on Mon 16 Mar, 08:00 (GMT): “The one in Vale”"), answered.ToString());
        Assert.False((await bot.Organiser.ReadsEntryAsync(bot, key)).Says("The one in Vale"));
        await bot.PassesOnAsync();
        var entry = await bot.Organiser.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says("week of 16 Mar 2026 · the answer of whoever raised it:") && entry.Says("The one in Vale"), entry.ToString());

        Assert.Contains("reads it by their code", (await bot.Organiser.SaysFateAsync(key, "ActedOn", "There is a second line")).Sentence, StringComparison.Ordinal);
        var decided = await bot.Priya.LooksUpAsync(code);
        Assert.True(decided.Says("What you were told: “There is a second line”") && decided.Buttons.SequenceEqual(["This answers it", "It doesn't"]), decided.ToString());
        var judged = await bot.Priya.PressesInAsync(decided, "It doesn't");
        Assert.True(judged.Says("You said: it doesn't answer it. They read it on Mon 23 Mar, 08:00 (GMT).") && judged.Buttons.Count == 0 && !judged.Says("Does this answer it?"), judged.ToString());
        Assert.Equal(Verdict.None, (await bot.EntryOfAsync(code))!.Verdict);
        await bot.PassesOnAsync();
        Assert.True((await bot.Organiser.ReadsEntryAsync(bot, key)).Says("Whoever raised it says: it doesn't answer it."));
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("You said: it doesn't answer it."));
        Assert.True((await bot.Tomasz.Hears("you said we did")).Says(Words));
    }

    [Fact]
    public async Task What_was_joined_with_another_is_told_and_judged_by_its_code_too()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var into = await bot.RaisesAsync(bot.Tomasz, "The same line");
        await bot.Organiser.Sends(new JsonObject { ["verb"] = "ledger.merge", ["organisation"] = LedgerForms.Here, ["key"] = await bot.KeyOfAsync(code), ["other"] = into });
        await bot.Organiser.SaysFateAsync(into, "ActedOn", "Two more lines");

        var found = await bot.Priya.LooksUpAsync(code);
        Assert.True(found.Says("What you were told: “Two more lines”") && found.Says(Words), found.ToString());
        await bot.Priya.PressesInAsync(found, "This answers it");
        Assert.Equal(0, (await JoinedAsync()).JoinedJudged);
        for (var monday = 0; monday < 2; monday++)
            await bot.PassesOnAsync();

        Assert.Equal((1, 1), ((await JoinedAsync()).JoinedJudged, (await JoinedAsync()).JoinedContent));
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("You said: this answers it."));

        async Task<LedgerEntry> JoinedAsync() => LedgerRows.ToEntry((await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Entry)).Single());
    }

    [Fact]
    public async Task Words_that_were_hidden_are_told_by_code_with_the_reason()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var key = await bot.KeyOfAsync(code);
        Assert.Equal("✓ Hidden. Its author reads why by their code.", (await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "hide" }, new JsonObject { ["words"] = "It names somebody" })).Sentence);

        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("they were hidden. The reason: “It names somebody”"));
        Assert.Equal(["ledger.hidden"], await bot.AuditAsync(key));
    }

    [Fact]
    public async Task What_is_overdue_is_told_and_nobody_is_written_to()
    {
        var bot = await StartAsync();
        await bot.Organiser.Hears("ledger");
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        await bot.PassAsync(TimeSpan.FromDays(32), TimeSpan.FromDays(2));

        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("This is overdue."));
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count);
        Assert.Contains(bot.CardsIn(bot.Organiser.Chat), message => CardReading.Of(message.Card()).Heading.Contains("no reply in ten working days", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing like it", "That is no code")]
    [InlineData("", "That is no code")]
    [InlineData("00000-00000-00000-00000-000000", "Nothing is found by this code")]
    public async Task A_code_that_leads_nowhere_is_told_kindly(string code, string problem)
    {
        var bot = await StartAsync();
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says(problem));
    }

    [Fact]
    public async Task A_mistyped_code_is_told_from_one_that_leads_nowhere_and_trying_many_ends()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        var mistyped = (code[0] == 'A' ? 'B' : 'A') + code[1..];
        for (var i = 0; i < AnonymousPace.WrongCodesPerDay; i++)
            Assert.True(CardReading.Of((await bot.Tomasz.Sends(new JsonObject { ["verb"] = "ledger.code.look", ["organisation"] = LedgerForms.Here, ["code"] = mistyped })).Card).Says("one letter of it is wrong"));
        Assert.True((await bot.Tomasz.LooksUpAsync(code)).Says("Too many codes were tried today."));
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says(Words));
        bot.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await bot.Tomasz.LooksUpAsync(code)).Says(Words));
    }

    [Fact]
    public async Task Whom_no_organisation_lists_learns_nothing_by_a_code()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var stranger = bot.Joins("Dr New Comer");
        await stranger.Types("help");

        var answer = await stranger.Sends(new JsonObject { ["verb"] = "ledger.code.look", ["code"] = code });
        Assert.StartsWith("Only people whom the organisation lists", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_found_whichever_of_their_organisations_the_person_asks_from_and_answered_there()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale", "Vale PCN");
        await bot.ListsAsync(bot.Priya, "vale", Roles.Member);
        await bot.ListsAsync(bot.Organiser, "vale", Roles.Organiser);
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "vale" })).Card);
        var code = AnonymousForms.CodeIn(await bot.Priya.Sends(LedgerForms.Filled(form, new JsonObject { ["words"] = Words })));

        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("Raised anonymously · Vale PCN"));
        Assert.True((await bot.Tomasz.LooksUpAsync(code)).Says("Nothing is found by this code"));
        await bot.PassesOnAsync();
        Assert.True((await bot.Priya.SaysByCodeAsync(code, "Add words", "And on Fridays")).Says("✓ Recorded."));
        await bot.PassesOnAsync();
        var key = Assert.Single(await bot.RowsAsync(LeadershipBot.Features.Ledger.Lists.LedgerIndexRows.Table, "vale")).GetString("Key")!;
        Assert.Equal(["And on Fridays"], (await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step)).Select(row => row.GetString("Words")));
        Assert.Empty(await bot.KeysAsync());
    }

    [Fact]
    public async Task A_code_says_nothing_of_what_somebody_raised_by_name_and_an_entrys_key_is_no_code()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Tomasz, voice: "Named");
        Assert.True((await bot.Priya.LooksUpAsync(key)).Says("That is no code"));
        Assert.StartsWith("There is no such item here", (await bot.Priya.SendsRawAsync("ledger.say", key, "add")).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Seen 485 777 3457", "This looks like it holds a patient's details")]
    [InlineData("", "There is nothing to read in it yet.")]
    public async Task What_can_not_be_said_by_code_comes_back(string words, string problem)
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();

        var again = await bot.Priya.SaysByCodeAsync(code, "Add words", words);
        Assert.True(again.Says(problem) && again.Input("words")["value"]!.GetValue<string>() == words, again.ToString());
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, "larkford.week.20260309"));
    }

    [Fact]
    public async Task Each_is_said_once_a_week_and_the_same_press_again_is_the_same()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var found = await bot.Priya.LooksUpAsync(code);
        for (var i = 0; i < 2; i++)
            Assert.True((await bot.Priya.PressesInAsync(found, "Add words", "And on Fridays")).Says("✓ Recorded."));
        Assert.True((await bot.Priya.PressesInAsync(found, "Add words", "And on Sundays")).Says("You have said that this week already"));
        await bot.PassesOnAsync();

        Assert.Equal(["And on Fridays"], (await bot.RowsAsync(LedgerRows.Table, await bot.KeyOfAsync(code), LedgerRows.Step)).Select(row => row.GetString("Words")));
    }

    [Fact]
    public async Task The_same_press_after_the_week_was_passed_on_adds_nothing()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var found = await bot.Priya.LooksUpAsync(code);
        await bot.Priya.PressesInAsync(found, "Add words", "And on Fridays");
        for (var monday = 0; monday < 2; monday++)
        {
            await bot.PassesOnAsync();
            var again = await bot.Priya.PressesInAsync(found, "Add words", "And on Fridays");
            Assert.True(again.Says("opened in a week that has been passed on") && again.Input("words")["value"]!.GetValue<string>() == "And on Fridays", again.ToString());
        }

        await bot.PassesOnAsync();
        Assert.Equal(["And on Fridays"], (await bot.RowsAsync(LedgerRows.Table, await bot.KeyOfAsync(code), LedgerRows.Step)).Select(row => row.GetString("Words")));
    }

    [Fact]
    public async Task An_answer_to_a_question_that_is_no_longer_put_stands_as_words_and_a_verdict_on_another_fate_does_not_count()
    {
        var bot = await StartAsync();
        var (first, second) = (await bot.Priya.RaisesAnonymouslyAsync(), await bot.Tomasz.RaisesAnonymouslyAsync("Another thing"));
        await bot.PassesOnAsync();
        var (asked, decided) = (await bot.KeyOfAsync(first), await bot.KeyOfAsync(second));
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = asked, ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        await bot.Organiser.SaysFateAsync(decided, "ActedOn", "Done");
        await bot.Priya.SaysByCodeAsync(first, "Answer the question", "The red one");
        await bot.Tomasz.SaysByCodeAsync(second, "This answers it");
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = asked, ["what"] = "ask" }, new JsonObject { ["words"] = "Which hub?" });
        await bot.Organiser.SaysFateAsync(decided, "NotActedOn", "It can't be done");
        await bot.PassesOnAsync();

        var card = await bot.Organiser.ReadsEntryAsync(bot, asked);
        Assert.True(card.Says("whoever raised it added:") && card.Says("The red one"), card.ToString());
        Assert.Equal("Which hub?", (await bot.EntryOfAsync(first))!.Question);
        Assert.Equal(Verdict.None, (await bot.EntryOfAsync(second))!.Verdict);
    }
}
