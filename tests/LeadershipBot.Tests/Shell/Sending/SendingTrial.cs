using System.Text.Json.Nodes;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>Sends to everybody of an organisation, as a chair does: by a poll that goes to all.</summary>
internal static class SendingTrial
{
    public const string Organisation = "larkford";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The people whom the demo organisation lists; all have spoken with the bot but those named.</summary>
    public static async Task<List<Colleague>> MeetAllAsync(BotUnderTest bot, params string[] but)
    {
        var people = new List<Colleague>();
        await foreach (var member in bot.Services.GetRequiredService<LeadershipBot.Shell.IAudience>().ListAsync(Organisation, Token))
        {
            var person = bot.Teams.World.People.Single(one => one.ObjectId == member.Person.ObjectId);
            var colleague = bot.Who(person.Name);
            people.Add(colleague);
            if (!but.Contains(person.Name))
                await colleague.Types("hello");
        }

        return people;
    }

    /// <summary>A chair asks everybody, by the form.</summary>
    /// <returns>The sending, as it was ordered.</returns>
    public static async Task<SendingHead> AskEverybodyAsync(BotUnderTest bot, Colleague who, string question, string closes = "0")
    {
        await who.Sends(FormOf(await PollForms.OpenAsync(who, who.Chat), question, closes));
        return await NewestAsync(bot);
    }

    public static JsonObject FormOf(CardReading form, string question, string closes = "0")
    {
        var data = PollForms.Filled(form, question, "Yes\nNo", closes);
        data["audience"] = "everybody";
        return data;
    }

    public static async Task<SendingHead> NewestAsync(BotUnderTest bot)
    {
        await foreach (var head in bot.Services.GetRequiredService<SendingShelf>().ListAsync(Organisation, Token))
            return head;
        throw new InvalidOperationException("Nothing was sent.");
    }

    public static async Task<SendingCount> CountAsync(BotUnderTest bot)
        => await bot.Services.GetRequiredService<SendingShelf>().CountAsync(await NewestAsync(bot), Token);

    public static async Task<List<RecipientRow>> RowsAsync(BotUnderTest bot)
    {
        var rows = new List<RecipientRow>();
        await foreach (var row in bot.Services.GetRequiredService<SendingShelf>().ListRecipientsAsync(await NewestAsync(bot), Token))
            rows.Add(row);
        return rows;
    }

    /// <summary>The cards that ask this, as they stand in a person's own chat.</summary>
    public static List<Message> CardsOf(BotUnderTest bot, Colleague who, string question)
        => [.. bot.CardsIn(who.Chat).Where(message => !message.Deleted && CardReading.Of(message.Card()) is var card && card.Heading == question && !card.Buttons.Contains("Say what came of it"))];

    /// <summary>
    /// The engine's own report beside what Teams has: each row that says sent is a message that stands, with that id; each
    /// message stands in a row; who has two is listed as possibly twice; and the tallies are what a recount gives.
    /// </summary>
    public static async Task JudgeAsync(BotUnderTest bot, IReadOnlyList<Colleague> people, string question)
    {
        var rows = await RowsAsync(bot);
        var recount = new Tally();
        foreach (var row in rows)
            recount.Add(row.Kept);
        Assert.Equal(recount.Counts.OrderBy(one => one.Key), (await CountAsync(bot)).Sum.Counts.OrderBy(one => one.Key));
        foreach (var row in rows)
        {
            var who = people.Single(one => one.ObjectId == row.Target.Person!.Value.ObjectId);
            var cards = CardsOf(bot, who, question);
            if (row.Kept.State is RecipientState.Sent && row.Kept.ActivityId.Length > 0)
                Assert.Contains(cards, card => card.Id == row.Kept.ActivityId);
            else
                Assert.True(cards.Count == 0 || row.Kept.MayHaveArrived, $"{who.Name} has it, and is {row.Kept.State}.");
            Assert.True(cards.Count < 2 || row.Kept.MayHaveArrived, $"{who.Name} has it {cards.Count} times, and nothing says so.");
        }
    }
}
