using System.Text.Json.Nodes;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Sendings;

/// <summary>The engine's own report of a sending by processes, beside what Teams has.</summary>
internal static class SendingReport
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A chair asks everybody, by the form.</summary>
    public static async Task AskEverybodyAsync(SimulatorHost teams, Person chair, string question)
    {
        var chat = teams.World.Personal(chair);
        var form = CardReading.Of((await teams.Delivery.FetchTaskAsync(chair, chat, new JsonObject { ["verb"] = "polls.form" }, cancellationToken: Token)).Card);
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["verb"] = "polls.create"; // as the preview's button
        (data["question"], data["options"], data["closes"], data["audience"]) = (question, "Yes\nNo", "0", "everybody");
        await teams.Delivery.SubmitTaskAsync(chair, chat, data, cancellationToken: Token);
    }

    public static List<Message> CardsOf(SimulatorHost teams, Person person, string question)
        => [.. teams.World.Messages(teams.World.Personal(person)).Where(message => message.IsBot && !message.Deleted && message.Card() is { } card && CardReading.Of(card).Heading == question)];

    public static async Task<bool> IsDoneAsync(IRecordStore store, string organisation)
    {
        var shelf = new SendingShelf(store);
        return await NewestAsync(shelf, organisation) is { } head && (await shelf.CountAsync(head, Token)).IsDone;
    }

    /// <summary>Everybody has it, each row says which message that is, who has several is listed, and the tally is what a recount gives.</summary>
    /// <returns>How many are listed as possibly twice.</returns>
    public static async Task<int> JudgeAsync(SimulatorHost teams, IRecordStore store, string organisation, IReadOnlyList<Person> people, string question)
    {
        var (shelf, recount, listed) = (new SendingShelf(store), new Tally(), 0);
        var head = await NewestAsync(shelf, organisation);
        await foreach (var row in shelf.ListRecipientsAsync(head!, Token))
        {
            var cards = CardsOf(teams, people.Single(person => person.ObjectId == row.Target.Person!.Value.ObjectId), question);
            recount.Add(row.Kept);
            listed += row.Kept.IsPossiblyTwice ? 1 : 0;
            Assert.Equal(RecipientState.Sent, row.Kept.State);
            Assert.Contains(cards, card => card.Id == row.Kept.ActivityId);
            Assert.True(cards.Count == 1 || row.Kept.IsPossiblyTwice, $"{row.Target.Key} has it {cards.Count} times, and nothing says so.");
        }

        Assert.Equal(people.Count, recount.Total);
        Assert.Equal(recount.Counts.OrderBy(one => one.Key), (await shelf.CountAsync(head!, Token)).Sum.Counts.OrderBy(one => one.Key));
        Assert.Empty(teams.Connector.Unexpected);
        return listed;
    }

    public static Task UntilAsync(Func<bool> isSo, TimeSpan within) => UntilAsync(() => Task.FromResult(isSo()), within);

    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan within)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < within, $"It was not so within {within}.");
            await Task.Delay(50, Token);
        }
    }

    private static async Task<SendingHead?> NewestAsync(SendingShelf shelf, string organisation)
    {
        await foreach (var head in shelf.ListAsync(organisation, Token))
            return head;
        return null;
    }
}
