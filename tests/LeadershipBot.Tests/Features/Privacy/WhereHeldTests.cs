using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>What is kept about a person is found from the person, however many organisations there are, and nothing is missed.</summary>
public sealed class WhereHeldTests : WholeApp
{
    private const int PollsOfEach = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_is_said_in_the_words_that_cards_use()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), Profession = Profession.Gp, Contract = Contract.Salaried, ChosenPractices = PracticeCodes.Parse("Z99002"), ChosenAt = BotUnderTest.Start });

        await bot.Priya.Types("what do you hold about me");
        await bot.DrainAsync();

        var card = bot.CardsIn(bot.Priya.Chat).Select(message => CardReading.Of(message.Card())).First(one => one.Says("lists you as"));
        Assert.True(card.Says("Profession: GP") && card.Says("Contract: Salaried") && card.Says("Practices: Larkford Bridge Surgery (Z99001)"), card.ToString());
        Assert.True(card.Says("Chosen at: Mon 2 Mar, 09:00 (GMT)"), card.ToString());
    }

    [Fact]
    public async Task For_somebody_of_two_bodies_it_costs_the_same_among_1260_as_among_2()
    {
        var few = await CallsOfForgettingAsync(others: 0);
        var many = await CallsOfForgettingAsync(others: 1258);

        TestContext.Current.TestOutputHelper?.WriteLine($"Calls about organisations and their polls: {few.Plan} for the plan, {few.Erasure} for the erasure; among 1,260 bodies {many.Plan} and {many.Erasure}.");
        // A delivery that finds a row touched looks once more: a call or two, however many bodies there are.
        Assert.InRange(many.Plan, few.Plan - 5, few.Plan + 5);
        Assert.InRange(many.Erasure, few.Erasure - 5, few.Erasure + 5);
        Assert.InRange(many.Plan, 1, 250); // two for each poll of the two bodies, and some for each body
    }

    [Fact]
    public async Task A_guest_whom_nobody_ever_listed_is_found_where_they_answered_and_then_nothing_points_there()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var poll = await bot.Chair.AsksInChannel("Guests?", "Yes", "No");
        var guest = bot.Joins("Dr Nobody Listed");
        await guest.Votes("Yes", on: poll);
        await bot.DrainAsync();
        Assert.NotEmpty(await NotesAsync(bot, guest));

        var card = await bot.HearsWhatForgettingMeansAsync(guest);
        Assert.True(card.Says("1 answer"), card.ToString());
        await guest.Presses("Erase it now", bot.CardsIn(guest.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(20));

        Assert.Empty(await bot.AnswersAsync(poll));
        Assert.Empty(await NotesAsync(bot, guest));
    }

    [Fact]
    public async Task Who_answers_again_while_the_note_is_being_taken_away_is_noted_again()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var poll = await bot.Chair.AsksInChannel("Guests?", "Yes", "No");
        var guest = bot.Joins("Dr Nobody Listed");
        await guest.Votes("Yes", on: poll);
        await bot.HearsWhatForgettingMeansAsync(guest);
        await guest.Presses("Erase it now", bot.CardsIn(guest.Chat)[^1]);
        await bot.DrainAsync();
        Assert.All(await NotesAsync(bot, guest), note => Assert.True(PersonRows.IsGoing(note), note.RowKey));

        await guest.Votes("No", on: poll);
        await bot.PassAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(20));

        Assert.Contains(await NotesAsync(bot, guest), row => row.RowKey == PersonRows.Been + Places.Larkford && !PersonRows.IsGoing(row));
        Assert.Single(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_vote_of_somebody_who_is_known_still_costs_two_reads_and_one_commit_with_the_pointer_of_its_refresh()
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var poll = await bot.Chair.AsksInChannel("Cheap?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var (reads, commits) = (bot.Store.Reads, bot.Store.Commits);
        var row = bot.Priya.Reads(poll).Choices.Single(choice => choice.Label == "No");
        await bot.Priya.Presses(row.Press!, poll.Card);
        Assert.True(bot.Store.Reads - reads <= 2 && bot.Store.Commits - commits <= 2, $"{bot.Store.Reads - reads} reads, {bot.Store.Commits - commits} commits");
    }

    [Fact]
    public async Task A_guest_in_a_chat_that_was_the_bodys_once_is_found_where_they_answered()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var poll = await bot.Chair.AsksInChannel("Guests?", "Yes", "No");
        await bot.Organiser.Hears("use here", bot.Channel);
        await bot.Organiser.Presses("roster.release", bot.CardsIn(bot.Channel)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var guest = bot.Joins("Dr Nobody Listed");

        await guest.Votes("Yes", on: poll);
        await bot.DrainAsync();

        Assert.Single(await bot.AnswersAsync(poll));
        Assert.Contains(await NotesAsync(bot, guest), row => row.RowKey == PersonRows.Been + Places.Larkford);
    }

    [Fact]
    public async Task Who_left_long_ago_and_was_taken_off_the_roll_is_still_told_what_they_answered()
    {
        var bot = await StartAsync(new BotOptions { Settings = ["--Retention:PeopleWhoLeft=30"] });
        var poll = await bot.Chair.AsksInChannel("Before they left?", "Yes", "No");
        await bot.Yusuf.Votes("Yes", on: poll);
        await bot.ListsAsync(bot.Yusuf, Places.Larkford, Roles.Member, member => member with { LeftAt = BotUnderTest.Start });
        bot.Clock.Advance(TimeSpan.FromDays(60));
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(1));
        Assert.DoesNotContain(await bot.RowsAsync("Organisations", Places.Larkford, "roll."), row => row.RowKey.Contains(bot.Yusuf.ObjectId, StringComparison.Ordinal));

        var card = await bot.HearsWhatForgettingMeansAsync(bot.Yusuf);

        Assert.True(card.Says("1 answer"), card.ToString());
    }

    [Fact]
    public async Task In_a_store_from_before_notes_were_made_all_is_looked_through_once_and_found()
    {
        var store = new MemoryRecordStore();
        var before = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var poll = await before.Chair.AsksInChannel("Long ago?", "Yes", "No");
        await before.Priya.Votes("Yes", on: poll);
        await before.DrainAsync();
        await before.HasOrganisationAsync("aaa", "First of all");
        await store.CommitAsync(OrganisationRows.IndexTable, OrganisationRows.NotedPartition, [new Change.Delete(OrganisationRows.NotedRow, null)], Token);
        foreach (var note in await NotesAsync(before, before.Priya))
            await store.CommitAsync(PersonRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], Token);
        var after = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = before });
        after.HearsTeams();

        var card = await after.HearsWhatForgettingMeansAsync(after.Priya);

        Assert.True(card.Says("1 answer") && card.Says("on the roll of Larkford and Vale CCG"), card.ToString());
        await after.Priya.Presses("Erase it now", after.CardsIn(after.Priya.Chat)[^1]);
        await after.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(await after.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_roll_that_named_them_while_they_were_being_forgotten_finds_them_again()
    {
        var bot = await StartAsync();
        await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        await bot.Priya.Presses("Erase it now", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.DrainAsync();
        await bot.ListsAsync(bot.Priya, Places.Larkford, Roles.Member); // an import that came between; its pointer was swept
        await bot.Store.Inner.CommitAsync(PersonRows.Table, IdOf(bot.Priya).ToString(), [new Change.Delete(PersonRows.Hat + Places.Larkford, null)], Token);

        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));

        Assert.Contains(await NotesAsync(bot, bot.Priya), row => row.RowKey == PersonRows.Hat + Places.Larkford);
    }

    [Fact]
    public async Task Who_is_in_a_team_but_on_no_roll_is_found_there_also_when_another_body_has_it_by_now()
    {
        var bot = await StartAsync();
        bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson("Una Unlisted"));
        var una = bot.Who("Una Unlisted");
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        Assert.Contains(await NotesAsync(bot, una), row => row.RowKey == PersonRows.Been + Places.Larkford);

        await bot.HasOrganisationAsync("other", "Other CCG");
        await bot.ListsAsync(bot.Organiser, "other", Roles.Organiser);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.BindsAsync(bot.Organiser, bot.GroupChat, "other");

        Assert.Contains(await NotesAsync(bot, una), row => row.RowKey == PersonRows.Been + "other");
    }

    private static MemberId IdOf(Colleague who) => new(who.Person.TenantId, who.ObjectId);

    private static async Task<List<Record>> NotesAsync(BotUnderTest bot, Colleague who)
        => [.. (await bot.RowsAsync(PersonRows.Table, IdOf(who).ToString())).Where(row => PersonRows.PointedTo(row) is not null)];

    /// <summary>Priya is in two bodies of twenty polls each, and answered half of them; there are so many other bodies with as many polls.</summary>
    private async Task<(int Plan, int Erasure)> CallsOfForgettingAsync(int others)
    {
        var store = new Counted(new MemoryRecordStore());
        var bot = await StartAsync(new BotOptions { Store = store });
        await bot.HasOrganisationAsync("second", "Second CCG");
        await bot.ListsAsync(bot.Priya, "second", Roles.Member);
        await AddPollsAsync(bot, Places.Larkford, bot.Priya);
        await AddPollsAsync(bot, "second", bot.Priya);
        for (var number = 0; number < others; number++)
        {
            var organisation = new Organisation(new OrganisationName($"body-{number}", $"Body {number}"), "PCN");
            await bot.Services.GetRequiredService<OrganisationShelf>().CreateAsync(organisation, [bot.Teams.World.Tenants[0].Id], [], Token);
            await AddPollsAsync(bot, organisation.Name.Id, answeredBy: null);
        }

        await bot.DrainAsync();
        store.Begin();
        var card = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        var plan = store.Calls;
        Assert.True(card.Says("20 answers"), card.ToString());
        await bot.Priya.Presses("Erase it now", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.DrainAsync();
        Assert.Equal("Done", bot.NewestCardIn(bot.Priya.Chat).Heading);
        return (plan, store.Calls - plan);
    }

    private static async Task AddPollsAsync(BotUnderTest bot, string organisationId, Colleague? answeredBy)
    {
        for (var number = 0; number < PollsOfEach; number++)
        {
            var asked = BotUnderTest.Start.AddDays(-number - 1);
            var poll = new Poll($"poll{number}", new OrganisationName(organisationId, ""), bot.Teams.World.Tenants[0].Id, "Was it good?", [Question.OneOf("Was it good?", ["Yes", "No"])], "somebody", "Somebody", asked, null, asked.AddHours(1));
            var key = PollRows.PartitionOf(poll);
            await bot.Store.Inner.CommitAsync(PollRows.IndexTable, organisationId, [new Change.Upsert(PollRows.OfIndex(poll))], Token);
            var answers = answeredBy is null || number % 2 != 0 ? [] : new[] { new PollAnswer(answeredBy.ObjectId, answeredBy.Name, null, AnswerSheet.Of(0), asked, asked) };
            Change[] changes =
            [
                new Change.Upsert(PollRows.OfPoll(poll, null)),
                new Change.Upsert(PollRows.OfTally(key, 0, new PollTally(answers.Length, [new Tally([answers.Length, 0], answers.Length)]), isFinal: true, null)),
                .. answers.Select(answer => new Change.Upsert(PollRows.OfAnswer(key, answer, null))),
            ];
            await bot.Store.Inner.CommitAsync(PollRows.Table, key, changes, Token);
        }
    }

    /// <summary>Counts what is asked about organisations and what lies under them; not what the clockwork looks at meanwhile.</summary>
    private sealed class Counted(IRecordStore inner) : IRecordStore
    {
        private static readonly HashSet<string> About = [OrganisationRows.Table, OrganisationRows.IndexTable, PollRows.Table, PollRows.IndexTable, RosterRows.Table, "Interests"];

        private readonly ConcurrentBag<string> _calls = [];

        public int Calls => _calls.Count;

        public void Begin() => _calls.Clear();

        public Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
        {
            Count(table, rowKey);
            return inner.FindAsync(table, partitionKey, rowKey, cancellationToken);
        }

        public IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken)
        {
            Count(table, "");
            return inner.ListAsync(table, partitionKey, range, cancellationToken);
        }

        public Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
        {
            Count(table, "");
            return inner.CommitAsync(table, partitionKey, changes, cancellationToken);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

        private void Count(string table, string rowKey)
        {
            if (About.Contains(table) && !rowKey.StartsWith("head.outbox.", StringComparison.Ordinal))
                _calls.Add(table);
        }
    }
}
