using System.Text;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.SetUp;

/// <summary>Lists that are too long for a turn: taken on in it, read and imported in deliveries.</summary>
public sealed class LongListTests : WholeApp
{
    private const string Larkford = "larkford";
    private const int Many = 1_200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_list_is_taken_on_at_once_read_and_imported_afterwards_and_its_cards_come_to_the_chat()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many));

        var cards = bot.CardsIn(bot.Organiser.Chat).Select(card => CardReading.Of(card.Card())).ToList();
        Assert.True(cards[^2].Says("I am reading your list (1,211 lines). The result comes to this chat in a moment."), cards[^2].ToString());
        Assert.True(cards[^1].Says("To add: 1,200"), cards[^1].ToString());
        Assert.DoesNotContain(await MembersAsync(bot), member => member.Name.StartsWith("Person", StringComparison.Ordinal));

        var pressed = await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        Assert.True(CardReading.Of(pressed.Card).Says("I am importing the list of 1,210 people."), CardReading.Of(pressed.Card).ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        var done = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(done.Says("✓ Imported: 1,200 added, 10 changed, 0 left."), done.ToString());
        Assert.Equal(Many, (await MembersAsync(bot)).Count(member => member.Name.StartsWith("Person", StringComparison.Ordinal)));
        Assert.Equal(bot.Organiser.ObjectId, Assert.Single(await ImportsAsync(bot)).GetString("Who"));
        Assert.True((await bot.Organiser.Hears("set up")).Says("1,210 members"));
    }

    [Fact]
    public async Task A_list_of_a_thousand_lines_is_answered_in_the_turn()
    {
        var bot = await StartAsync();
        var before = bot.CardsIn(bot.Organiser.Chat).Count;

        await AttachesAsync(bot, await PeopleAsync(bot, ListReading.InTurnMax - 11));

        Assert.Equal(before + 1, bot.CardsIn(bot.Organiser.Chat).Count);
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("To add: 989"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
    }

    [Fact]
    public async Task A_short_list_for_a_long_roll_is_read_and_imported_afterwards_too()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        await AttachesAsync(bot, "practice_code,locality\nZ99001,Vale\n");
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("To change: 1"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
        var pressed = await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);

        Assert.True(CardReading.Of(pressed.Card).Says("I am importing"), CardReading.Of(pressed.Card).ToString());
    }

    [Fact]
    public async Task Pressed_twice_and_sent_twice_a_long_list_is_imported_once()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        var report = bot.CardsIn(bot.Organiser.Chat)[^1];
        await AttachesAsync(bot, await PeopleAsync(bot, Many)); // once more, as a person does who didn't see the answer

        var import = CardReading.Of(report.Card()).Json["actions"]!.AsArray().First(one => one!["verb"]?.GetValue<string>() == "members.setUp.import")!["data"]!.AsObject();
        await bot.Organiser.Executes("members.setUp.import", import.DeepClone().AsObject());
        await bot.Organiser.Executes("members.setUp.import", import.DeepClone().AsObject());
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var again = await bot.Organiser.Executes("members.setUp.import", import.DeepClone().AsObject());

        Assert.True(CardReading.Of(again.Card).Says("✓ Imported: 1,200 added"), CardReading.Of(again.Card).ToString());
        Assert.Single(await ImportsAsync(bot));
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_not_overwritten_and_the_list_can_be_looked_at_again()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        await bot.ListsAsync(bot.Priya, Larkford, Roles.PanelMember);

        var refused = await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        Assert.True(CardReading.Of(refused.Card).Says("Somebody changed the list of members in the meantime, so nothing was imported."), CardReading.Of(refused.Card).ToString());
        Assert.Contains("Look again", CardReading.Of(refused.Card).Buttons);
        await bot.Organiser.Executes("members.setUp.again", ListOf(refused));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("✓ Imported: 1,200 added"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
        Assert.Equal(Roles.PanelMember, (await MembersAsync(bot)).Single(member => member.Id.ObjectId == bot.Priya.ObjectId).Roles);
    }

    [Fact]
    public async Task A_change_between_the_press_and_the_import_is_told_in_the_chat()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        OnceBefore(bot, ImportList.Kind, () => bot.ListsAsync(bot.Priya, Larkford, Roles.PanelMember));

        await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.Equal("Nothing was imported", told.Heading);
        Assert.Contains("Look again", told.Buttons);
        Assert.Empty(await ImportsAsync(bot));
    }

    [Theory]
    [InlineData(ReadList.Kind)]
    [InlineData(ImportList.Kind)]
    public async Task Who_lost_the_role_meanwhile_imports_nothing_and_is_told(string before)
    {
        var bot = await StartAsync();
        OnceBefore(bot, before, () => bot.ListsAsync(bot.Organiser, Larkford, Roles.Member));
        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        if (before == ImportList.Kind)
            await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("You no longer hold a role with which one imports lists here"), told.ToString());
        Assert.Empty(await ImportsAsync(bot));
    }

    [Fact]
    public async Task A_store_that_fails_in_the_middle_imports_nothing_by_half_and_the_report_comes_when_it_is_back()
    {
        var bot = await StartAsync();
        var (list, batches) = (await PeopleAsync(bot, Many), 0);
        bot.Store.BeforeCommit = (_, _, changes) =>
        {
            if (changes.Any(change => change.RowKey.Contains(".member.", StringComparison.Ordinal)) && Interlocked.Increment(ref batches) == 4)
                bot.Store.Fails(StoreFault.Unavailable, OrganisationRows.Table, times: 3);
            return Task.CompletedTask;
        };
        await AttachesAsync(bot, list);
        Assert.True(batches >= 4);
        Assert.DoesNotContain(await MembersAsync(bot), member => member.Name.StartsWith("Person", StringComparison.Ordinal));

        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("To add: 1,200"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
        await bot.Organiser.Presses("Import", bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(Many, (await MembersAsync(bot)).Count(member => member.Name.StartsWith("Person", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_that_could_not_be_read_within_its_time_is_told_and_not_used()
    {
        var bot = await StartAsync();
        OnceBefore(bot, ReadList.Kind, () =>
        {
            bot.Clock.Advance(RollImports.WaitsFor + TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        });

        await AttachesAsync(bot, await PeopleAsync(bot, Many));
        await bot.PassAsync(TimeSpan.FromSeconds(10)); // on a busy machine it is read by the app's own clockwork

        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("This import has waited for too long, so nothing was changed."), bot.NewestCardIn(bot.Organiser.Chat).ToString());
    }

    [Fact]
    public async Task Every_line_that_could_not_be_used_is_to_be_had_as_a_file_before_and_after_the_import()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many) + string.Concat(Enumerable.Range(0, 31).Select(n => $"?{n},Nobody\n")));
        var report = bot.CardsIn(bot.Organiser.Chat)[^1];
        Assert.True(CardReading.Of(report.Card()).Says("and 26 more."), CardReading.Of(report.Card()).ToString());

        Assert.Equal("The file comes in a moment.", (await bot.Organiser.Presses("All as a file", report)).Sentence);
        await bot.Organiser.Presses("Import", report);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var done = bot.CardsIn(bot.Organiser.Chat)[^1];
        Assert.True(CardReading.Of(done.Card()).Says("Line 1212, object\\_id: '?0' is no object id."), CardReading.Of(done.Card()).ToString());
        Assert.Equal("The file comes in a moment.", (await bot.Organiser.Presses("All as a file", done)).Sentence);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        await bot.Organiser.Delivers(d => d.AcceptFileAsync(bot.Organiser.Person, bot.ConsentsFor(bot.Organiser)[^1], Token));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var lines = Encoding.UTF8.GetString(bot.NewestUpload()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(32, lines.Length);
        Assert.Equal("1242,object_id,'?30' is no object id", lines[^1]);
    }

    [Fact]
    public async Task A_long_list_with_a_patient_s_details_is_refused_and_nothing_of_it_is_kept()
    {
        var bot = await StartAsync();

        await AttachesAsync(bot, await PeopleAsync(bot, Many) + $"{Id(Many)},Ann 485 777 3457\n");

        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("Line 1212 of the list"), told.ToString());
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Larkford, "list."));
    }

    [Fact]
    public async Task What_is_kept_of_a_list_goes_within_the_hour_and_the_day_and_when_somebody_is_forgotten()
    {
        var bot = await StartAsync();
        await AttachesAsync(bot, await PeopleAsync(bot, Many) + "?,Nobody\n");
        Assert.True((await bot.RowsAsync(OrganisationRows.Table, Larkford, KeptLists.Words)).Count >= 2);

        await bot.PassAsync(TimeSpan.FromMinutes(61), TimeSpan.FromMinutes(61));
        Assert.Contains(".rejected.", Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Larkford, KeptLists.Words)).RowKey, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(12));
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Larkford, "list."));

        await AttachesAsync(bot, await PeopleAsync(bot, Many) + "?,Somebody\n");
        await bot.Services.GetRequiredService<RollShelf>().EraseAsync(Larkford, new MemberId(bot.Yusuf.Person.TenantId, bot.Yusuf.ObjectId), bot.Clock.GetUtcNow(), Token);
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Larkford, KeptLists.Words));
    }

    [Fact]
    public async Task A_list_of_another_organisation_can_not_be_named_from_here()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        await bot.ListsAsync(bot.Chair, "elsewhere", Roles.Organiser);
        await AttachesAsync(bot, await PeopleAsync(bot, Many) + "?,Nobody\n");
        var list = (await bot.RowsAsync(OrganisationRows.Table, Larkford, "list.head."))[0].RowKey["list.head.".Length..];

        foreach (var verb in new[] { "members.setUp.again", "members.setUp.rejected" })
        {
            var answer = await bot.Chair.Executes(verb, new() { ["organisation"] = "elsewhere", ["list"] = list });
            Assert.DoesNotContain("Nobody", answer.ToString(), StringComparison.Ordinal);
            Assert.True(answer.Sentence?.StartsWith("This file is no longer waiting", StringComparison.Ordinal) == true || CardReading.Of(answer.Card).Says("waited for too long"));
        }
    }

    /// <summary>The ten who are members, and as many more.</summary>
    private static async Task<string> PeopleAsync(BotUnderTest bot, int more)
    {
        var members = (await MembersAsync(bot)).Where(member => !member.Name.StartsWith("Person", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, members.Count);
        return "object_id,name\n" + string.Concat(members.Select(member => $"{member.Id.ObjectId},{member.Name}\n")) + string.Concat(Enumerable.Range(0, more).Select(n => $"{Id(n)},Person {n}\n"));
    }

    private static string Id(int n) => $"11111111-2222-4333-8444-{n:000000000000}";

    private static System.Text.Json.Nodes.JsonObject ListOf(LeadershipBot.Simulator.Connector.BotAnswer answer)
        => CardReading.Of(answer.Card).Json["actions"]!.AsArray().Select(one => one!["data"]).First(data => data?["list"] is not null)!.DeepClone().AsObject();

    private static async Task AttachesAsync(BotUnderTest bot, string text)
    {
        await bot.Organiser.Delivers(d => d.SendFileAsync(bot.Organiser.Person, "people.csv", Encoding.UTF8.GetBytes(text), cancellationToken: Token));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
    }

    /// <summary>Does something in the very moment in which an order of this kind is committed, and so before it is carried out.</summary>
    private static void OnceBefore(BotUnderTest bot, string kind, Func<Task> what)
    {
        var isDone = 0;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (table == OrganisationRows.Table && changes.Any(change => change is Change.Replace && change.RowKey.StartsWith($"head.outbox.{kind}.", StringComparison.Ordinal)) && Interlocked.Exchange(ref isDone, 1) == 0)
                await what();
        };
    }

    private static async Task<IReadOnlyList<Record>> ImportsAsync(BotUnderTest bot)
        => [.. (await bot.RowsAsync(OrganisationRows.Table, Larkford, "audit.")).Where(row => row.GetString("What") == "people.imported")];

    private static async Task<IReadOnlyList<Member>> MembersAsync(BotUnderTest bot)
    {
        var organisation = await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Larkford, Token);
        return await bot.Services.GetRequiredService<RollShelf>().ListAsync(organisation!, Token).ToListAsync(Token);
    }
}
