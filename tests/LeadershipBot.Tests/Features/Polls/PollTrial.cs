using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Polls of every kind and voice, sent to everybody of the demo organisation, and answered as its people do.</summary>
internal sealed class PollTrial(BotUnderTest bot, string key, string title)
{
    public const string Organisation = "larkford";

    /// <summary>The poll's key.</summary>
    public string Key => key;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A poll of the chair's, closing in a day; its card then stands in the chat of everybody who has met the bot.</summary>
    public static Task<PollTrial> SendAsync(BotUnderTest bot, AskPrivacy privacy, ReasonMode reason, params Question[] questions) => SendAsync(bot, "trial", privacy, reason, questions);

    /// <summary>The same, of several.</summary>
    public static Task<PollTrial> SendAsync(BotUnderTest bot, string id, AskPrivacy privacy, ReasonMode reason, params Question[] questions)
        => SendAsync(bot, id, privacy, reason, poll => poll, questions);

    /// <summary>The same, with more that it carries.</summary>
    public static async Task<PollTrial> SendAsync(BotUnderTest bot, string id, AskPrivacy privacy, ReasonMode reason, Func<Poll, Poll> with, params Question[] questions)
    {
        var poll = with(new Poll(id, new OrganisationName(Organisation, "Larkford and Vale CCG"), bot.Teams.World.Tenants[0].Id, questions[0].Words, questions, bot.Chair.ObjectId, bot.Chair.Name, bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow().AddDays(1), null)
        {
            Audience = PollAudience.Everybody,
            Privacy = privacy,
            Reason = reason,
        });
        Assert.False((await bot.Services.GetRequiredService<PollOpening>().PrepareAsync(poll, Token)).IsRefused(out var refused, out var opened), refused?.TextKey);
        var key = PollRows.PartitionOf(poll);
        await bot.Store.CommitAsync(PollRows.IndexTable, Organisation, [new Change.Upsert(PollRows.OfIndex(poll))], Token);
        await OpenPolls.NoteAsync(bot.Store, poll, Token);
        Change[] changes =
        [
            new Change.Insert(PollRows.OfPoll(opened.Poll, null)), .. PollRows.OfQuestions(poll).Select(row => new Change.Insert(row)), .. opened.Box,
            SendPoll.At(key, poll.AskedAt), EndPoll.At(key, poll.ClosesAt!.Value),
        ];
        Assert.IsType<CommitResult.Committed>(await bot.Services.GetRequiredService<Outbox>().CommitAsync(PollRows.Table, key, changes, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        return new PollTrial(bot, key, poll.Title);
    }

    /// <summary>The poll's card in a person's own chat.</summary>
    public Message CardOf(Colleague who) => bot.CardsIn(who.Chat).Last(message => CardReading.Of(message.Card()) is var card && card.Says(title) && !card.Says("Sending ·") && !card.Buttons.Contains("Say what came of it"));

    public CardReading Reads(Colleague who) => CardReading.Of(bot.Teams.World.CardFor(CardOf(who), who.Person));

    /// <summary>Looks at the card once more: Teams asks the bot for the person's own view.</summary>
    public async Task<CardReading> LooksAgainAsync(Colleague who)
    {
        await bot.Teams.Delivery.ShowAsync(who.Person, CardOf(who), Token);
        return Reads(who);
    }

    /// <summary>Opens the dialog on the card, fills in a page and sends it.</summary>
    public async Task<BotAnswer> AnswersAsync(Colleague who, JsonObject inputs)
        => await SendsAsync(who, await who.OpensDialog(Reads(who).Buttons.First(button => button is "Answer" or "Change my answer" or "Add a reason" or "Change my reason"), CardOf(who)), inputs);

    /// <summary>Answers by a press on the card, and then adds a reason.</summary>
    public async Task AnswersAfterPressAsync(Colleague who, string choice, string reason)
    {
        await who.Presses(Reads(who).Choices.Single(one => one.Label == choice).Press!, CardOf(who));
        var number = Reads(who).Choices.ToList().FindIndex(one => one.Label == choice) + 1;
        await AnswersAsync(who, new JsonObject { ["q1"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture), ["reason"] = reason });
    }

    /// <summary>Sends a page of the dialog.</summary>
    public Task<BotAnswer> SendsAsync(Colleague who, CardReading page, JsonObject inputs, int button = 0) => who.Fills(page, inputs, button, CardOf(who));

    /// <summary>Lets the day pass, so that it closes and everything is counted.</summary>
    public async Task CloseAsync()
    {
        bot.Clock.Advance(TimeSpan.FromDays(1));
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    public async Task<PollHead> HeadAsync() => (await bot.Services.GetRequiredService<PollShelf>().FindAsync(key, Token))!;
}
