using System.Text.Json.Nodes;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Domain.People;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>An anonymous turn from the HTTP request to its answer: nothing of it is written down but the verb and whether it went well.</summary>
public sealed class AnonymousTurnTests : WholeApp
{
    private const string Verb = "trial.turn";
    private const string Ask = "trial-of-turns";
    private const string Choice = "qzxvyes";
    private const string Comment = "qzxvcomment of mine";

    private static readonly BoxAt At = new(TrialSlice.Table, Ask);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_an_answer_reaches_a_log_a_trace_or_a_measure()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);
        ears.Take();

        var answered = await AnswerAsync(bot, bot.Priya);
        var again = await AnswerAsync(bot, bot.Priya);

        Assert.Contains("Your receipt: ", answered.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.StartsWith("You have answered already.", again.Sentence, StringComparison.Ordinal);
        var heard = ears.Take().Where(line => line.Contains(Verb, StringComparison.Ordinal) || IsOf(bot.Priya, line)).ToList();
        Assert.Equal(["measure leadershipbot.turn.duration 0: verb=trial.turn outcome=answered", "measure leadershipbot.turn.duration 0: verb=trial.turn outcome=refused"], heard);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_logged_by_its_kind_alone()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);
        ears.Take();

        var answer = await AnswerAsync(bot, bot.Priya, "a mistake of ours");

        Assert.Contains("Something went wrong on our side", answer.Sentence, StringComparison.Ordinal);
        var heard = ears.Take();
        Assert.Contains(heard, line => line.Contains("An anonymous turn (trial.turn) met a mistake of ours: InvalidOperationException.", StringComparison.Ordinal));
        Assert.DoesNotContain(heard, line => IsOf(bot.Priya, line));
    }

    [Fact]
    public async Task A_store_that_fails_is_logged_by_its_kind_alone_and_the_person_may_press_again()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);
        await bot.Priya.Hears("help"); // who she is is known meanwhile
        ears.Take();
        bot.Store.Fails(StoreFault.Unavailable, TrialSlice.Table);

        var answer = await bot.WhilePassing(AnswerAsync(bot, bot.Priya));

        Assert.Contains("We couldn't confirm it", answer.Sentence, StringComparison.Ordinal);
        var heard = ears.Take();
        Assert.DoesNotContain(heard, line => IsOf(bot.Priya, line));
        Assert.Contains(heard, line => line.Contains("An anonymous turn (trial.turn) could not be confirmed: StoreUnavailableException", StringComparison.Ordinal));
        bot.Store.Recovers();
        Assert.Contains("Your receipt: ", (await AnswerAsync(bot, bot.Priya)).Card!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_whose_commit_came_through_though_the_store_lost_its_answer_gets_its_receipt_and_counts_once()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);
        bot.Store.Fails(StoreFault.LosesAnswers, TrialSlice.Table, times: 1);

        var answer = await bot.WhilePassing(AnswerAsync(bot, bot.Priya));

        var card = answer.Card!.ToJsonString();
        Assert.Contains("Your receipt: ", card, StringComparison.Ordinal);
        var code = card[(card.IndexOf("receipt: ", StringComparison.Ordinal) + "receipt: ".Length)..][..30];
        var head = await Boxes(bot).FindAsync(At, Token);
        Assert.False((await Boxes(bot).Receipts.LookUpAsync(head!, code, Token)).IsRefused(out _, out _));
        Assert.False((await Boxes(bot).CloseAsync(head!, _ => true, contents => contents, Token)).IsRefused(out _, out var closing));
        Assert.Equal(1, closing!.Contents.Answered);
    }

    [Fact]
    public async Task No_row_of_any_table_tells_who_answered_what()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);

        await AnswerAsync(bot, bot.Priya);
        await bot.DrainAsync();
        await bot.StopAsync();

        byte[] file = [.. await File.ReadAllBytesAsync(bot.StorePath, Token), .. await File.ReadAllBytesAsync(bot.StorePath + "-wal", Token)];
        Assert.True(file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes("anonymous.roll." + bot.Priya.ObjectId)) >= 0);
        foreach (var secret in new[] { Choice, Comment, "nonce-of-a-dialog" })
            Assert.True(file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) < 0, secret);
    }

    [Fact]
    public async Task An_old_client_is_told_that_its_press_would_be_a_message()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(ears, keys);
        await bot.Priya.Hears("help");
        var before = bot.CardsIn(bot.Priya.Chat).Count;

        await bot.Priya.Delivers(delivery => delivery.SubmitAsync(bot.Priya.Person, bot.CardsIn(bot.Priya.Chat)[^1], Data(Choice, withVerb: true), Token));

        Assert.Equal(before + 1, bot.CardsIn(bot.Priya.Chat).Count);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("This Teams would send your answer as a message"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.False(await Boxes(bot).Roll.HasAnsweredAsync(At, bot.Priya.ObjectId, Token) ?? false);
    }

    [Fact]
    public void The_intent_of_an_anonymous_turn_is_the_same_for_every_person_and_leads_to_none()
    {
        var chance = new SeededChance(1);
        var (one, other) = (RepeatGate.AnonymousIntentOf(Pressed("one", "n"), chance), RepeatGate.AnonymousIntentOf(Pressed("other", "n"), chance));

        Assert.Equal(one, other);
        Assert.NotEqual(one, RepeatGate.AnonymousIntentOf(Pressed("one", "m"), chance));
        Assert.NotEqual(RepeatGate.AnonymousIntentOf(Pressed("one", null), chance), RepeatGate.AnonymousIntentOf(Pressed("one", null), chance));
    }

    [Fact]
    public void What_is_done_anonymously_is_never_audited()
    {
        var turn = new Turn
        {
            Id = "-",
            Verb = Verb,
            Actor = Members.Ann,
            Account = new Account("one", "t", "", "29:one"),
            Place = new Place(Scope.Personal, "t", "https://smba.trafficmanager.net/uk/", "a:1", null),
            Intent = new Intent("n", null),
            At = BotUnderTest.Start,
            SentAt = BotUnderTest.Start,
            IsAnonymous = true,
        };

        Assert.Throws<InvalidOperationException>(() => Audit.Entry("p", turn, "trials.answered"));
        Assert.Throws<InvalidOperationException>(() => Audit.Entry("p", turn, "trials.answered", new Changed("whom", "", "")));
    }

    private static Arrival Pressed(string person, string? nonce) => new()
    {
        ActivityId = "1",
        Kind = ArrivalKind.Press,
        Account = new Account(person, "t", "", "29:" + person),
        Place = new Place(Scope.Personal, "t", "https://smba.trafficmanager.net/uk/", "a:1", null),
        Verb = Verb,
        Nonce = nonce,
    };

    private async Task<BotUnderTest> StartAsync(Ears ears, TemporaryFolder keys)
    {
        var bot = await StartAsync(TrialBot.Options(ears, keys.File("key"), Verb) with { MayLogErrors = true });
        Assert.False((await Boxes(bot).MakeAsync(At, new BoxOrder(20, 2, 20, 100, BoxRoll.Open), Token)).IsRefused(out _, out var made));
        Assert.IsType<CommitResult.Committed>(await bot.Store.CommitAsync(At.Table, At.PartitionKey, made.Changes, Token));
        return bot;
    }

    private static AnonymousBoxes Boxes(BotUnderTest bot) => bot.Services.GetRequiredService<AnonymousBoxes>();

    private static Task<BotAnswer> AnswerAsync(BotUnderTest bot, Colleague who, string choice = Choice)
        => who.Executes(Verb, Data(choice));

    private static JsonObject Data(string choice, bool withVerb = false)
    {
        var data = new JsonObject { ["ask"] = Ask, ["choice"] = choice, ["comment"] = Comment, ["nonce"] = "nonce-of-a-dialog" };
        if (withVerb)
            data["verb"] = Verb;
        return data;
    }

    private static bool IsOf(Colleague who, string line)
        => line.Contains("qzxv", StringComparison.OrdinalIgnoreCase) || line.Contains("nonce-of", StringComparison.Ordinal) || line.Contains(who.ObjectId, StringComparison.OrdinalIgnoreCase) || line.Contains(who.Name, StringComparison.OrdinalIgnoreCase);
}
