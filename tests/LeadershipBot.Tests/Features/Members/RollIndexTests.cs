using System.Collections.Concurrent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Features.Members.RoleGiving;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members;

/// <summary>
/// Who holds roles and who leads practices is read from rows of their own beside the roll, however large it is. That every
/// writer of a roll keeps them is judged after each test of the whole app (<see cref="RollRecount"/>).
/// </summary>
public sealed class RollIndexTests : WholeApp
{
    private const string Here = FellowshipForms.Here;
    private const string Practice = FellowDrivers.Practice;
    private const int Many = 1_500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_press_or_a_note_reads_who_holds_roles_and_leads_and_not_the_roll()
    {
        var bot = await StartAsync();
        await bot.ListsManyAsync(Here, Many);
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        foreach (var who in new[] { bot.Priya, bot.Yusuf, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser, places: 1);
        var rows = new ConcurrentQueue<string>();

        await WatchedAsync(() => bot.Organiser.ReadsFellowshipAsync(bot, key)); // may they approve it themselves?
        await WatchedAsync(() => bot.ApprovesAsync(bot.Chair, key)); // and those are told who run it
        await WatchedAsync(() => bot.Priya.AppliesForAsync(key));
        await bot.BecomesAsync(FellowDrivers.Closed); // in the nights some work is about everybody
        await WatchedAsync(() => bot.Organiser.MovesAsync(key, bot.Priya, Stage.Shortlisted));
        await WatchedAsync(() => bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), [])); // who leads her practice?
        await WatchedAsync(async () => await bot.Yusuf.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await Applications.ReleaseQuestion.QuestionAsync(bot, FellowshipForms.Partition(key), bot.Priya))));
        await WatchedAsync(() => bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered));
        await WatchedAsync(() => bot.Priya.AcceptsAsync(bot, key)); // the practice is told
        await WatchedAsync(async () => Assert.True((await bot.Priya.Hears("roles")).Says("This is for:"))); // who holds the role that it takes?
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive);

        Assert.DoesNotContain(rows, row => row.Contains(".member.", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains(".holder.", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains($".lead.{Practice}.", StringComparison.Ordinal));

        async Task WatchedAsync(Func<Task> press)
        {
            bot.Store.RowRead = row => rows.Enqueue(row.RowKey);
            await press();
            await bot.DrainAsync();
            bot.Store.RowRead = null;
        }
    }

    [Fact]
    public async Task A_role_that_is_given_is_read_from_the_next_commit_on_and_one_that_is_taken_no_more()
    {
        var bot = await StartAsync();
        Assert.DoesNotContain(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.PanelMember));
        await bot.Chair.GivesAsync(bot.Priya, "PanelMember");
        Assert.Contains(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.PanelMember));
        Assert.DoesNotContain(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.Organiser));
        await bot.Chair.GivesAsync(bot.Priya, "");
        Assert.DoesNotContain(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.PanelMember));
    }

    [Fact]
    public async Task Who_is_taken_off_or_forgotten_leaves_nothing_in_the_index()
    {
        var bot = await StartAsync();
        await LeadsAsync(bot, bot.Priya, "Z99001,Z99002");
        await bot.ListsAsync(bot.Yusuf, Here, Roles.Organiser | Roles.PanelMember, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        Assert.Equal(4, (await IndexAsync(bot)).Count(row => row.Contains(bot.Priya.ObjectId, StringComparison.Ordinal) || row.Contains(bot.Yusuf.ObjectId, StringComparison.Ordinal)));

        await bot.Services.GetRequiredService<RollShelf>().EraseAsync(Here, AskedPeople.IdOf(bot.Priya), bot.Clock.GetUtcNow(), Token);
        await bot.ChangesRollAsync(Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == AskedPeople.IdOf(bot.Yusuf) ? Confirming.Left(one.Value, bot.Clock.GetUtcNow()) : one.Value) });

        Assert.DoesNotContain(await IndexAsync(bot), row => row.Contains(bot.Priya.ObjectId, StringComparison.Ordinal) || row.Contains(bot.Yusuf.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_listed_by_email_with_a_role_and_a_practice_to_lead_is_found_once_they_confirm_it()
    {
        var bot = await StartAsync();
        var ann = bot.Joins("Dr Ann Listed");
        var listed = new Member(default, ann.Name, Roles.PanelMember) { Practices = PracticeCodes.Parse(Practice), LeadOf = PracticeCodes.Parse(Practice), IsImported = true };
        await bot.ChangesRollAsync(Here, roll => roll with { Invited = new Dictionary<string, Invited> { [ann.Person.Email] = new(ann.Person.Email, listed) } });
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        await ann.Hears("hello");
        Assert.DoesNotContain(AskedPeople.IdOf(ann), await HoldersAsync(bot, Roles.PanelMember)); // found is not confirmed

        await ann.Presses("Yes, it is me", bot.CardsIn(ann.Chat)[^1]);

        Assert.Contains(AskedPeople.IdOf(ann), await HoldersAsync(bot, Roles.PanelMember));
        Assert.Contains(AskedPeople.IdOf(ann), await LeadsAsync(bot, Practice));
    }

    [Fact]
    public async Task What_is_held_lists_somebody_with_a_role_once()
    {
        var bot = await StartAsync();
        await bot.Organiser.Types("what do you hold about me");
        Assert.Single(bot.Told(bot.Organiser).Split("lists you as").Skip(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(RollIndexRows.LeadOfMax)]
    [InlineData(RollIndexRows.LeadOfMax + 1)]
    public async Task However_many_practices_somebody_leads_they_are_found_under_each_that_is_a_member_still(int count)
    {
        var bot = await StartAsync();
        var codes = Enumerable.Range(0, count).Select(n => $"Z98{n:000}").ToList();
        await bot.ChangesRollAsync(Here, roll => roll with { Practices = roll.Practices.Values.Concat(codes.Select(code => new MemberPractice(code, code, "", null))).ToDictionary(one => one.Code) });
        await LeadsAsync(bot, bot.Yusuf, string.Join(',', codes));
        var audience = bot.Services.GetRequiredService<IAudience>();

        Assert.Equal([(codes[^1], bot.Yusuf.Name)], (await audience.ListLeadsAsync(Here, PracticeCodes.Parse(codes[^1]), Token)).Select(one => (one.Practice, one.Lead.Name)));
        Assert.Equal(codes, (await audience.ListLeadsAsync(Here, PracticeCodes.Parse(string.Join(',', codes)), Token)).Select(one => one.Practice));

        await bot.ChangesRollAsync(Here, roll => roll with { Practices = roll.Practices.Values.Select(one => one.Code == codes[^1] ? one with { LeftAt = bot.Clock.GetUtcNow() } : one).ToDictionary(one => one.Code) });
        Assert.Empty(await audience.ListLeadsAsync(Here, PracticeCodes.Parse(codes[^1]), Token));
        Assert.Empty(await audience.ListLeadsAsync(Here, PracticeCodes.None, Token));
    }

    [Fact]
    public async Task A_roll_from_before_there_was_an_index_is_read_whole_until_it_has_one()
    {
        var bot = await StartAsync();
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        var (holders, leads) = (await HoldersAsync(bot, Roles.Organiser | Roles.Chair), await LeadsAsync(bot, Practice));
        Assert.True(holders.Count > 0 && leads.Count > 0);
        await LosesIndexAsync(bot);

        Assert.Equal(holders, await HoldersAsync(bot, Roles.Organiser | Roles.Chair));
        Assert.Equal(leads, await LeadsAsync(bot, Practice));
        await bot.Chair.GivesAsync(bot.Priya, "PanelMember"); // a change before the index is there writes none
        await bot.DrainAsync();

        var rows = new ConcurrentQueue<string>();
        Assert.True((await NowAsync(bot)).IsIndexed);
        bot.Store.RowRead = row => rows.Enqueue(row.RowKey);
        Assert.Equal(holders, await HoldersAsync(bot, Roles.Organiser | Roles.Chair));
        Assert.Equal(leads, await LeadsAsync(bot, Practice));
        Assert.Contains(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.PanelMember));
        Assert.DoesNotContain(rows, row => row.Contains(".member.", StringComparison.Ordinal));
        Assert.Equal(Roles.PanelMember, (await bot.Services.GetRequiredService<RollShelf>().FindAsync(await NowAsync(bot), AskedPeople.IdOf(bot.Priya), Token))!.Roles);
    }

    [Fact]
    public async Task A_server_that_knows_no_index_and_changes_a_role_is_not_contradicted_by_an_old_one()
    {
        var bot = await StartAsync();
        var now = await NowAsync(bot);
        var member = (await bot.Services.GetRequiredService<RollShelf>().FindAsync(now, AskedPeople.IdOf(bot.Priya), Token))!;
        var head = (await bot.Store.Inner.FindAsync(OrganisationRows.Table, Here, OrganisationRows.Head, Token))!;
        head["Indexed"] = null!; // it writes the columns that it knows
        await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Here, [new Change.Replace(head), new Change.Upsert(RollRows.OfMember(Here, now.Roll, member with { Roles = Roles.PanelMember }))], Token);
        bot.Services.GetRequiredService<OrganisationShelf>().Forget(Here);

        Assert.Contains(member.Id, await HoldersAsync(bot, Roles.PanelMember));
        await bot.DrainAsync();
        Assert.True((await NowAsync(bot)).IsIndexed);
        Assert.Contains(member.Id, await HoldersAsync(bot, Roles.PanelMember));
    }

    [Fact]
    public async Task What_such_a_server_staged_counts_without_an_index_and_gets_one()
    {
        var bot = await StartAsync();
        var (rolls, now) = (bot.Services.GetRequiredService<RollShelf>(), await NowAsync(bot));
        var version = await rolls.StageAsync(Here, await rolls.LoadAsync(now, Token), [], Token);
        var staged = await bot.RowsAsync(OrganisationRows.Table, Here, RollRows.Prefix(version));
        foreach (var row in staged.Where(row => RollIndexRows.IsIndex(row) || row.RowKey == RollIndexRows.MarkOf(version)))
            await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Here, [new Change.Delete(row.RowKey, row.ETag)], Token);
        var holders = await HoldersAsync(bot, Roles.Chair);

        Assert.True(await rolls.MakeCurrentAsync(now, version, Audit.ByProgram(Here, "members.imported", bot.Clock.GetUtcNow()), Token));
        Assert.False((await NowAsync(bot)).IsIndexed);
        Assert.Equal(holders, await HoldersAsync(bot, Roles.Chair));
        await bot.DrainAsync();
        Assert.True((await NowAsync(bot)).IsIndexed);
        Assert.Equal(holders, await HoldersAsync(bot, Roles.Chair));
    }

    [Fact]
    public async Task While_an_index_is_made_nobody_s_change_is_lost()
    {
        var bot = await StartAsync();
        await LosesIndexAsync(bot);
        var rolls = bot.Services.GetRequiredService<RollShelf>();
        var isFirst = true;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            // As the new roll is about to count, somebody gets a role.
            if (!isFirst || table != OrganisationRows.Table || !changes.Any(change => change.RowKey.StartsWith(OutboxRow.RowKeyOf(SweepRoll.Kind, ""), StringComparison.Ordinal)) || !changes.Any(change => change.RowKey == OrganisationRows.Head))
                return;
            isFirst = false;
            await rolls.ChangeAsync(Here, AskedPeople.IdOf(bot.Priya), (_, member) => member! with { Roles = Roles.PanelMember }, Audit.ByProgram(Here, "members.rolesChanged", bot.Clock.GetUtcNow()), Token);
        };
        await HoldersAsync(bot, Roles.Chair); // orders it
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1));

        Assert.False(isFirst);
        Assert.True((await NowAsync(bot)).IsIndexed);
        Assert.Contains(AskedPeople.IdOf(bot.Priya), await HoldersAsync(bot, Roles.PanelMember));
    }

    /// <summary>The roll as it lies there from before.</summary>
    private static async Task LosesIndexAsync(BotUnderTest bot)
    {
        var rows = await bot.RowsAsync(OrganisationRows.Table, Here);
        var head = rows.Single(row => row.RowKey == OrganisationRows.Head);
        head["Indexed"] = null!;
        await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Here, [new Change.Replace(head)], Token);
        foreach (var row in rows.Where(row => RollIndexRows.IsIndex(row) || row.RowKey.EndsWith(".indexed", StringComparison.Ordinal)))
            await bot.Store.Inner.CommitAsync(OrganisationRows.Table, Here, [new Change.Delete(row.RowKey, row.ETag)], Token);
        bot.Services.GetRequiredService<OrganisationShelf>().Forget(Here);
    }

    private static async Task<OrganisationNow> NowAsync(BotUnderTest bot) => (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Here, Token))!;

    private static async Task<List<string>> IndexAsync(BotUnderTest bot) => (await RollRecount.ReadAsync(bot.Store.Inner, Here, (await NowAsync(bot)).Roll, Token)).Found;

    private static async Task<List<MemberId>> HoldersAsync(BotUnderTest bot, Roles any)
        => [.. (await bot.Services.GetRequiredService<IRoleHolders>().ListAsync(Here, any, Token)).Select(one => one.Person)];

    private static async Task<List<MemberId>> LeadsAsync(BotUnderTest bot, string practice)
        => [.. (await bot.Services.GetRequiredService<IAudience>().ListLeadsAsync(Here, PracticeCodes.Parse(practice), Token)).Select(one => one.Lead.Id)];

    private static Task LeadsAsync(BotUnderTest bot, Colleague who, string codes)
        => bot.ListsAsync(who, Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(codes), LeadOf = PracticeCodes.Parse(codes) });
}
