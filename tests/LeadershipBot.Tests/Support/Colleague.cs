using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Tests.Support;

/// <summary>Somebody in front of Teams, who types, presses and reads.</summary>
internal sealed class Colleague(BotUnderTest bot, Person person)
{
    public Person Person => person;

    public string Name => person.Name;

    public string ObjectId => person.ObjectId;

    /// <summary>This person's own chat with the bot.</summary>
    public Conversation Chat => bot.Teams.World.Personal(person);

    /// <summary>Anything else that a client does.</summary>
    public Task<BotAnswer> Delivers(Func<ActivityDelivery, Task<BotAnswer>> what) => what(Delivery);

    private ActivityDelivery Delivery => bot.Teams.Delivery;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Types to the bot, with a mention where others read it too; and waits for all that follows at once.</summary>
    public async Task<BotAnswer> Types(string text, Conversation? to = null)
    {
        to ??= Chat;
        var answer = await Delivery.MessageAsync(person, to, text, mentionBot: to.Kind != ConversationKind.Personal, cancellationToken: Token);
        await bot.DrainAsync();
        return answer;
    }

    /// <summary>Types to the bot and reads what it answers.</summary>
    public async Task<CardReading> Hears(string text, Conversation? to = null)
    {
        var before = bot.CardsIn(to ?? Chat).Count;
        await Types(text, to);
        var after = bot.CardsIn(to ?? Chat);
        Assert.Equal(before + 1, after.Count);
        return CardReading.Of(after[^1].Card());
    }

    public Task<AskedPoll> AsksInChannel(string question, params string[] choices) => Asks(bot.Channel, question, choices);

    /// <summary>Asks a poll by command; its card must then stand in the conversation.</summary>
    public async Task<AskedPoll> Asks(Conversation place, string question, params string[] choices)
    {
        var before = bot.PollsIn(place).Count;
        await Types($"poll \"{question}\" {string.Join(", ", choices)}", place);
        var after = bot.PollsIn(place);
        Assert.Equal(before + 1, after.Count);
        return after[^1];
    }

    /// <summary>What stands on the person's screen once their client has asked for their own view, where it does so.</summary>
    public async Task<CardReading> Sees(AskedPoll poll)
    {
        await Delivery.ShowAsync(person, Now(poll.Card), Token);
        return Reads(poll);
    }

    /// <summary>What stands on the person's screen without asking for anything.</summary>
    public CardReading Reads(AskedPoll poll) => CardReading.Of(bot.Teams.World.CardFor(Now(poll.Card), person));

    /// <summary>Presses the row of a choice; or, where there is a list, chooses from it and sends it.</summary>
    public Task<BotAnswer> Votes(string choice, AskedPoll on, ClientAge client = ClientAge.Current)
    {
        var card = Reads(on);
        if (card.IsCompact)
        {
            var value = card.Input("choice")["choices"]!.AsArray().Single(c => c!["title"]!.GetValue<string>() == choice)!["value"]!.GetValue<string>();
            return Presses("polls.vote", on.Card, new JsonObject { ["choice"] = value }, client);
        }

        var row = card.Choices.Single(c => c.Label == choice);
        return Presses(row.Press!, on.Card, client);
    }

    /// <summary>Presses what was read from a card before, though the card may have changed since.</summary>
    public Task<BotAnswer> Presses(JsonObject button, Message message, ClientAge client = ClientAge.Current)
        => Delivery.PressAsync(person, Now(message), button, client: client, cancellationToken: Token);

    public Task<BotAnswer> Closes(AskedPoll poll) => Presses("Close poll", poll);

    public Task<BotAnswer> Presses(string button, AskedPoll poll) => Presses(button, poll.Card);

    public Task<BotAnswer> Presses(string button, Message message, JsonObject? inputs = null, ClientAge client = ClientAge.Current)
        => Delivery.PressAsync(person, Now(message), button, inputs, client, Token);

    /// <summary>Sends an Action.Execute that no card of ours holds.</summary>
    public Task<BotAnswer> PressesOddly(JsonNode? value, AskedPoll? on = null)
        => Delivery.InvokeAsync(person, on?.Place ?? Chat, "adaptiveCard/action", value, on?.Card, Token);

    /// <summary>Sends an Action.Execute with this verb and data.</summary>
    public Task<BotAnswer> Executes(string verb, JsonObject? data, AskedPoll? on = null)
        => PressesOddly(new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" }, on);

    /// <summary>Presses a button that opens a dialog, on the newest card of the person's own chat or on another one.</summary>
    public async Task<CardReading> OpensDialog(string button, Message? on = null)
        => CardReading.Of((await Presses(button, on ?? bot.CardsIn(Chat)[^1])).Card);

    /// <summary>Presses a dialog's button, with what was filled in, where the dialog was opened from a card.</summary>
    public async Task<BotAnswer> Fills(CardReading dialog, JsonObject inputs, int button = 0, Message? on = null)
    {
        var data = dialog.SentBy(button);
        foreach (var (name, value) in inputs)
            data[name] = value?.DeepClone();
        var answer = await Delivery.SubmitTaskAsync(person, Chat, data, on ?? bot.CardsIn(Chat)[^1], Token);
        await bot.DrainAsync();
        return answer;
    }

    /// <summary>What an input of a dialog offers for these letters: titles and values.</summary>
    public async Task<IReadOnlyList<(string Title, string Value)>> TypesAhead(CardReading dialog, string input, string letters)
    {
        var dataset = dialog.Input(input)["choices.data"]!["dataset"]!.GetValue<string>();
        var answer = await Delivery.SearchAsync(person, Chat, dataset, letters, cancellationToken: Token);
        Assert.Equal(200, answer.Status);
        return [.. answer.Body!["value"]!["results"]!.AsArray().Select(one => (one!["title"]!.GetValue<string>(), one["value"]!.GetValue<string>()))];
    }

    /// <summary>Opens the dialog behind a button's data.</summary>
    public Task<BotAnswer> Opens(JsonObject data, Conversation? at = null) => Delivery.FetchTaskAsync(person, at ?? Chat, data, cancellationToken: Token);

    /// <summary>Sends a dialog and waits for all that follows at once.</summary>
    public async Task<BotAnswer> Sends(JsonObject data, Conversation? at = null)
    {
        var answer = await Delivery.SubmitTaskAsync(person, at ?? Chat, data, cancellationToken: Token);
        await bot.DrainAsync();
        return answer;
    }

    private Message Now(Message message) => bot.Teams.World.FindMessage(message.Id) ?? message;
}
