using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Who takes the card from their digest has the message as well, and sees what becomes of it.</summary>
public sealed class TakenFromTheDigestTests : WholeApp
{
    private const string Question = "Extend hours?";

    private static readonly DateTimeOffset DigestGoes = new(2026, 3, 5, 12, 30, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)] // before the row learns of the digest
    [InlineData(10)]
    public async Task Who_answers_on_it_at_once_sees_the_result_in_the_end(int minutesAfter)
    {
        var (bot, sending) = await InDigestAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(minutesAfter + 1), TimeSpan.FromSeconds(30));

        var card = await TakesAsync(bot, sending);
        await bot.Priya.Votes("Yes", AskedPoll.In(bot.Priya.Chat, card));
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));
        await CloseAsync(bot);

        var row = (await SendingTrial.RowsAsync(bot)).Single(one => one.Target.Person!.Value.ObjectId == bot.Priya.ObjectId).Kept;
        Assert.Equal((RecipientState.Sent, card.Id, 2, ""), (row.State, row.ActivityId, row.Version, row.Why));
        Assert.DoesNotContain(CardReading.Of(Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question)).Card()).Choices, choice => choice.Press is not null);
        Assert.True((await SendingTrial.CountAsync(bot)).IsDone);
    }

    [Fact]
    public async Task Who_was_only_told_of_it_has_nothing_that_would_have_to_be_changed()
    {
        var (bot, _) = await InDigestAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));

        await CloseAsync(bot);

        var count = await SendingTrial.CountAsync(bot);
        Assert.Equal((0, 0, true), (count.Sum.NotChanged.Count(), count.Sum.BehindOf(2), count.IsDone));
    }

    private static async Task CloseAsync(BotUnderTest bot)
    {
        await bot.Chair.Votes("No", AskedPoll.In(bot.Chair.Chat, Assert.Single(SendingTrial.CardsOf(bot, bot.Chair, Question))));
        await bot.Chair.Closes(AskedPoll.In(bot.Chair.Chat, Assert.Single(SendingTrial.CardsOf(bot, bot.Chair, Question))));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
    }

    private static async Task<Message> TakesAsync(BotUnderTest bot, SendingHead sending)
    {
        await bot.Priya.Executes("asks.open", new JsonObject { ["kind"] = sending.Kind, ["key"] = sending.Id, ["digest"] = "2026-03-05" });
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        return Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question));
    }

    /// <summary>A minute before Priya's digest, which has what was sent to everybody.</summary>
    private async Task<(BotUnderTest Bot, SendingHead Sending)> InDigestAsync()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await bot.Services.GetRequiredService<SelfShelf>().ChangeAsync(new MemberId(bot.Priya.Person.TenantId, bot.Priya.ObjectId), settings => settings with { WeeklyMinutes = 0 }, Token);
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        await bot.BecomesAsync(DigestGoes.AddMinutes(-1));
        return (bot, sending);
    }
}
