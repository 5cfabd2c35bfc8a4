using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.Roster;

/// <summary>Through the real Graph SDK, against the Simulator's stand-in.</summary>
public sealed class InstallTests : WholeApp
{
    [Fact]
    public async Task The_bot_is_installed_for_those_who_can_not_be_reached_and_the_card_says_what_became_of_it()
    {
        var bot = await StartWithFewAsync();
        var card = await bot.Organiser.Hears("reach");
        Assert.Contains("Install for 2", card.Buttons);

        var pressed = await bot.Organiser.Presses("Install for 2", bot.CardsIn(bot.Organiser.Chat)[^1]);
        Assert.True(CardReading.Of(pressed.Card).Says("✓ Recorded: I am installing myself for 2 people."));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        Assert.All(People(bot), person => Assert.Equal(InstallState.Installed, bot.Teams.World.InstallOf(bot.Teams.World.Personal(person))));
        Assert.Equal((3, 3), await bot.ReachAsync());
        Assert.True((await bot.Organiser.Hears("reach")).Says("2 people have it."));
        Assert.Equal("Hello Una Reached", CardReading.Of(Assert.Single(bot.CardsIn(bot.Who("Una Reached").Chat)).Card()).Heading);
    }

    [Fact]
    public async Task Pressed_twice_and_throttled_it_is_done_once_for_each()
    {
        var bot = await StartWithFewAsync();
        await bot.Organiser.Hears("reach");
        var card = bot.CardsIn(bot.Organiser.Chat)[^1];
        bot.Teams.Graph.Refuses(429, retryAfterSeconds: 20);

        await bot.Organiser.Presses("roster.install", card);
        var again = await bot.Organiser.Presses("roster.install", card);
        Assert.True(CardReading.Of(again.Card).Says("It is under way"), CardReading.Of(again.Card).ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(bot.Teams.Graph.Requests, request => request.Status == 201);
        await bot.PassAsync(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(5));

        Assert.Equal(2, bot.Teams.Graph.Requests.Count(request => request.Status == 201));
        Assert.DoesNotContain(bot.Teams.Graph.Requests, request => request.Status == 409);
    }

    [Theory]
    [InlineData(403, "Missing role permissions.", "2 people: their Microsoft 365 has not granted the permission.")]
    [InlineData(403, "The app is blocked by an app permission policy.", "1 person: a policy of their Microsoft 365 keeps the app from them.")]
    [InlineData(404, "There is no such user.", "1 person: the account, or the app in their catalogue, was not found.")]
    [InlineData(409, "It is there.", "2 people have it.")]
    public async Task What_Graph_refuses_is_said_in_words(int status, string message, string line)
    {
        var bot = await StartWithFewAsync();
        await bot.Organiser.Hears("reach");
        bot.Teams.Graph.Refuses(status, message: message);

        await bot.Organiser.Presses("roster.install", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        var card = await bot.Organiser.Hears("reach");
        Assert.True(card.Says(line), card.ToString());
    }

    [Fact]
    public async Task Somebody_for_whom_Graph_fails_again_and_again_is_given_up_and_the_others_are_not()
    {
        var bot = await StartWithFewAsync();
        await bot.Organiser.Hears("reach");
        bot.Teams.Graph.Refuses(503, times: 3);

        await bot.Organiser.Presses("roster.install", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        var states = (await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, Installations.Prefix)).Select(Installations.StateOf).Order();
        Assert.Equal([InstallationState.Installed, InstallationState.Failed], states);
    }

    [Fact]
    public async Task What_does_not_fit_into_one_stretch_of_time_goes_on_in_the_next_and_is_no_failed_try()
    {
        var bot = await StartWithFewAsync();
        for (var n = 0; n < 100; n++)
        {
            bot.Teams.World.AddPerson($"Una Reached {n}");
            await bot.ListsAsync(bot.Who($"Una Reached {n}"), Places.Larkford, Roles.Member);
        }

        var (installed, atMost, attempts, stretches) = (0, 0, 0, new HashSet<string>());
        bot.Store.BeforeCommit = (table, _, changes) =>
        {
            foreach (var row in changes.Select(change => change.Written).OfType<Record>())
            {
                if (row.RowKey.StartsWith(Installations.Prefix, StringComparison.Ordinal) && Installations.StateOf(row) is InstallationState.Installed)
                    atMost = Math.Max(atMost, ++installed);
                if (row.RowKey == OutboxRow.RowKeyOf(InstallApp.Kind, ""))
                    (attempts, installed) = (Math.Max(attempts, row.GetInt32("Attempts") ?? 0), stretches.Add($"{row["DueAt"]}") ? 0 : installed);
            }

            return Task.CompletedTask;
        };
        await bot.Organiser.Hears("reach");
        await bot.Organiser.Presses("Install for 102", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(102, bot.Teams.Graph.Requests.Count(request => request.Status == 201));
        Assert.InRange(stretches.Count, 2, 4);
        Assert.InRange(atMost, 20, 90); // four a second, for some twenty seconds
        Assert.Equal(0, attempts);
        Assert.DoesNotContain(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, OutboxRow.Prefix), row => OutboxRow.KindOf(row) == InstallApp.Kind);
    }

    [Fact]
    public async Task Whom_a_server_was_trying_when_it_died_is_left_alone_for_a_while_and_then_done()
    {
        var bot = await StartWithFewAsync();
        var now = bot.Clock.GetUtcNow();
        var id = new MemberId(bot.Who("Una Reached").Person.TenantId, bot.Who("Una Reached").ObjectId);
        var trying = new Record(Places.Larkford, Installations.Prefix + id) { ["State"] = nameof(InstallationState.Trying), ["At"] = now, ["Attempts"] = 0, ["NotBefore"] = now + InstallApp.TriesFor };
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(OrganisationRows.Table, Places.Larkford, [new Change.Upsert(trying), InstallApp.Of(Places.Larkford, now)], TestContext.Current.CancellationToken);

        await bot.PassAsync(TimeSpan.FromSeconds(110), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(bot.Teams.Graph.Requests, request => request.Status == 201);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.Single(bot.Teams.Graph.Requests, request => request.Status == 201);
        Assert.Equal(InstallationState.Installed, Installations.StateOf(Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, Installations.Prefix))));
    }

    [Fact]
    public async Task Without_Graph_there_is_no_button_and_the_card_says_what_is_missing()
    {
        var bot = await StartAsync();
        var card = await bot.Organiser.Hears("reach");

        Assert.DoesNotContain(card.Buttons, button => button.StartsWith("Install", StringComparison.Ordinal));
        Assert.True(card.Says("your Microsoft 365 administrator has to grant that permission"), card.ToString());
        var odd = await bot.Organiser.Executes("roster.install", new() { ["organisation"] = Places.Larkford });
        Assert.StartsWith("Installing for others is not switched on", odd.Sentence, StringComparison.Ordinal);
    }

    private static List<Person> People(BotUnderTest bot) => [bot.Teams.World.FindPerson("Una Reached")!, bot.Teams.World.FindPerson("Ulf Reached")!];

    /// <summary>An organisation of three: the organiser, and two who never had the bot.</summary>
    private async Task<BotUnderTest> StartWithFewAsync()
    {
        var bot = await StartAsync(new BotOptions { AsksGraph = true });
        foreach (var row in await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "roll."))
        {
            if ((row.RowKey.Contains(".member.", StringComparison.Ordinal) || RollIndexRows.IsIndex(row)) && !row.RowKey.EndsWith(bot.Organiser.ObjectId, StringComparison.Ordinal))
                await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Places.Larkford, [new Change.Delete(row.RowKey, null)], TestContext.Current.CancellationToken);
        }

        foreach (var name in new[] { "Una Reached", "Ulf Reached" })
        {
            bot.Teams.World.AddPerson(name);
            await bot.ListsAsync(bot.Who(name), Places.Larkford, Roles.Member);
        }

        return bot;
    }
}
