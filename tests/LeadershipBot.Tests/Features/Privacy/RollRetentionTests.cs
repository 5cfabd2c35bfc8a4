using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>What a roll says of people who never came, were never confirmed or are gone, and of practices, goes in its time; and so does what lies under the people.</summary>
public sealed class RollRetentionTests : WholeApp
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_invited_by_email_and_never_came_goes_with_what_led_there_and_nobody_earlier()
    {
        var bot = await StartAsync();
        var (early, late) = (bot.Joins("Dr Early Listed"), bot.Joins("Dr Late Listed"));
        await MatchTests.ListsByEmailAsync(bot, early);
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Invited, bot.Clock.GetUtcNow().AddDays(1))); // no date yet: it gets one now
        var at = Assert.Single(await InvitedAsync(bot)).InvitedAt!.Value;
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await InvitesAsync(bot, late.Person.Email);
        Assert.Equal(at, (await InvitedAsync(bot)).Single(one => one.Email == early.Person.Email).InvitedAt);
        Assert.NotEmpty(await bot.RowsAsync(PersonRows.Table, IdOf(early).ToString(), PersonRows.Match));

        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Invited, at));
        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.Invited, at + Moment, Sweep.Count));
        Assert.Equal(2, (await InvitedAsync(bot)).Count);
        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.Invited, at + Moment));
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Invited, at + Moment));

        Assert.Equal(late.Person.Email, Assert.Single(await InvitedAsync(bot)).Email);
        Assert.Empty(await bot.RowsAsync(PersonRows.Table, IdOf(early).ToString(), PersonRows.Match));
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Places.Larkford, "audit."), row => row.GetString("What") == "members.invitedLapsed");
    }

    [Fact]
    public async Task What_nobody_confirmed_goes_and_its_chooser_is_told_once_and_may_say_it_again()
    {
        var bot = await StartAsync(new BotOptions { Settings = ["--Retention:Unconfirmed=30"] });
        var (stranger, at) = (bot.Joins("Dr Nobody Knows"), bot.Clock.GetUtcNow());
        await TellsAsync(bot, stranger);
        await bot.Priya.Hears("profile");
        await bot.ListsAsync(bot.Priya, Places.Larkford, Roles.Member, member => member with { ChosenPractices = PracticeCodes.Parse("Z99002"), ChosenAt = at });
        var before = (Stranger: bot.CardsIn(stranger.Chat).Count, Priya: bot.CardsIn(bot.Priya.Chat).Count);

        await NightsAsync(bot, 29);
        Assert.NotNull(await MemberAsync(bot, stranger));
        await NightsAsync(bot, 3);

        Assert.Null(await MemberAsync(bot, stranger));
        var priya = (await MemberAsync(bot, bot.Priya))!;
        Assert.Equal((PracticeCodes.None, null), (priya.ChosenPractices, priya.ChosenAt));
        Assert.NotEmpty(priya.Practices.All);
        Assert.Empty(await bot.RowsAsync(PersonRows.Table, IdOf(stranger).ToString(), PersonRows.Hat));
        Assert.Equal((before.Stranger + 1, before.Priya + 1), (bot.CardsIn(stranger.Chat).Count, bot.CardsIn(bot.Priya.Chat).Count));
        var told = bot.NewestCardIn(stranger.Chat);
        Assert.Equal("Nobody confirmed what you chose", told.Heading);
        Assert.True(told.Says("Works at Larkford Bridge Surgery") && told.Says("nobody confirmed it for 30 days") && told.Says("no longer on it"), told.ToString());
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("It waited for 30 days in Larkford and Vale CCG"), bot.NewestCardIn(bot.Priya.Chat).ToString());

        await TellsAsync(bot, stranger);
        Assert.Equal("Z99001", (await MemberAsync(bot, stranger))!.ChosenPractices.ToString());
        await NightsAsync(bot, 1);
        Assert.NotNull(await MemberAsync(bot, stranger));
        Assert.NotEmpty(await bot.RowsAsync(PersonRows.Table, IdOf(stranger).ToString(), PersonRows.Hat));
    }

    [Fact]
    public async Task Who_was_confirmed_meanwhile_stays_and_what_has_no_date_gets_one()
    {
        var bot = await StartAsync();
        var (stranger, other) = (bot.Joins("Dr Nobody Knows"), bot.Joins("Dr Other One"));
        await TellsAsync(bot, stranger);
        await TellsAsync(bot, other);
        await bot.ListsAsync(stranger, Places.Larkford, Roles.Member, member => member with { JoinedThemselves = false, ChosenPractices = PracticeCodes.None, ChosenProfession = null, ChosenContract = null });
        await bot.ListsAsync(other, Places.Larkford, Roles.Member, member => member with { ChosenAt = null });

        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Unconfirmed, bot.Clock.GetUtcNow().AddDays(1)));

        Assert.NotNull(await MemberAsync(bot, stranger));
        Assert.Equal(bot.Clock.GetUtcNow(), (await MemberAsync(bot, other))!.ChosenAt);
    }

    [Fact]
    public async Task A_practice_that_left_long_ago_goes_once_nobody_is_listed_there()
    {
        var bot = await StartAsync();
        var elsewhere = new OrganisationShelf(bot.Store, bot.Clock); // as another server reads it
        var rolls = bot.Services.GetRequiredService<RollShelf>();
        Assert.NotNull(await elsewhere.ReadAsync(Places.Larkford, Token));
        await bot.ListsAsync(bot.Priya, Places.Larkford, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99002") });
        await rolls.ClosePracticesAsync(Places.Larkford, _ => true, Token);
        var left = (await elsewhere.ReadAsync(Places.Larkford, Token))!.Practices["Z99002"].LeftAt!.Value;
        var codes = (await elsewhere.ReadAsync(Places.Larkford, Token))!.Practices.Keys.ToList();
        var listed = (await rolls.ListAsync((await elsewhere.ReadAsync(Places.Larkford, Token))!, Token).ToListAsync(Token)).SelectMany(member => member.Practices.All).ToHashSet();
        var nobodyThere = codes.Where(code => !listed.Contains(code)).ToList();
        Assert.NotEmpty(nobodyThere);

        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.PracticesThatLeft, left));
        Assert.Equal(nobodyThere.Count, await SweepsAsync(bot, RetentionKind.PracticesThatLeft, left + Moment, Sweep.Count));
        Assert.Equal(nobodyThere.Count, await SweepsAsync(bot, RetentionKind.PracticesThatLeft, left + Moment));
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.PracticesThatLeft, left + Moment));

        Assert.Equal(codes.Except(nobodyThere).Order(), (await elsewhere.ReadAsync(Places.Larkford, Token))!.Practices.Keys.Order());
    }

    [Fact]
    public async Task What_was_asked_goes_when_its_time_is_over_and_is_counted_once()
    {
        var things = new AskedThings();
        var bot = await StartAsync(AskedThings.Options(things));
        var guest = bot.Joins("Dr Only Guest");
        foreach (var who in new[] { bot.Priya, guest })
            await bot.MeetsAsync(who);
        await bot.AsksAsync(bot.Priya, "old");
        await bot.AsksAsync(guest, "old");
        var sent = (await bot.AskAsync(bot.Priya, "old")).SentAt!.Value;
        await bot.Store.Inner.CommitAsync(AskRows.Table, IdOf(bot.Priya).ToString(), [new Change.Upsert(new LeadershipBot.Storage.Record(IdOf(bot.Priya).ToString(), AskRows.DigestKey(DateOnly.FromDateTime(sent.UtcDateTime).AddDays(-1))) { ["State"] = "Sent" })], Token);
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.AsksAsync(bot.Priya, "new");
        await bot.SetsAsync(bot.Priya, new PersonalSettings { PausedUntil = bot.Clock.GetUtcNow().AddDays(90) });
        await bot.AsksAsync(bot.Priya, "held");
        var tenant = OrganisationName.NotSetUp(guest.Person.TenantId).Id;

        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Asks, sent) + await SweepsAsync(bot, RetentionKind.Asks, sent, organisation: tenant));
        Assert.Equal((1, 1), (await SweepsAsync(bot, RetentionKind.Asks, sent + Moment, Sweep.Count), await SweepsAsync(bot, RetentionKind.Asks, sent + Moment, Sweep.Count, tenant)));
        Assert.Equal((1, 1), (await SweepsAsync(bot, RetentionKind.Asks, sent + Moment), await SweepsAsync(bot, RetentionKind.Asks, sent + Moment, organisation: tenant)));
        Assert.Equal((0, 0), (await SweepsAsync(bot, RetentionKind.Asks, sent + Moment), await SweepsAsync(bot, RetentionKind.Asks, sent + Moment, organisation: tenant)));

        var left = await bot.Services.GetRequiredService<AskShelf>().ReadAsync(IdOf(bot.Priya), Token);
        Assert.Equal(["held", "new"], left.All.Select(ask => ask.Order.Key).Order());
        Assert.Empty(left.Digests);
        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.Asks, sent.AddYears(9))); // what is still to be brought is never too old
        Assert.Equal(AskState.Held, await bot.StateAsync(bot.Priya, "held"));
    }

    [Fact]
    public async Task Whom_nobody_lists_loses_their_settings_with_the_chat_and_what_was_asked_is_still_found()
    {
        var bot = await StartAsync(AskedThings.Options(new AskedThings()));
        var guest = bot.Joins("Dr Only Guest");
        await bot.MeetsAsync(guest);
        await bot.AsksAsync(guest, "old");
        var (sent, tenant) = ((await bot.AskAsync(guest, "old")).SentAt!.Value, OrganisationName.NotSetUp(guest.Person.TenantId).Id);
        var chat = (await bot.Store.Inner.FindAsync(PersonRows.Table, IdOf(guest).ToString(), PersonRows.Chat, Token))!;
        chat["RemovedAt"] = sent;
        await bot.SetsAsync(guest, new PersonalSettings { WeeklyMinutes = 20 });
        await bot.Store.Inner.CommitAsync(PersonRows.Table, IdOf(guest).ToString(), [new Change.Replace(chat)], Token);

        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.Chats, sent + Moment, organisation: tenant));
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Chats, sent + Moment, organisation: tenant));
        Assert.Contains(IdOf(guest), await SeenAsync(bot, guest));
        Assert.Equal(0, await OwnAsync(bot, guest));
        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.Asks, sent + Moment, organisation: tenant));
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.Chats, sent + Moment, organisation: tenant));

        Assert.DoesNotContain(IdOf(guest), await SeenAsync(bot, guest));
    }

    [Fact]
    public async Task What_people_set_for_themselves_goes_once_they_are_gone_from_every_organisation_for_long()
    {
        var bot = await StartAsync(AskedThings.Options(new AskedThings()));
        await bot.HasOrganisationAsync("enfield", "NHS Enfield CCG");
        var left = bot.Clock.GetUtcNow();
        foreach (var who in new[] { bot.Yusuf, bot.Priya })
        {
            await bot.MeetsAsync(who);
            await bot.AsksAsync(who, "once");
            await bot.SetsAsync(who, new PersonalSettings { WeeklyMinutes = 20 });
            await bot.ListsAsync(who, "enfield", Roles.Member);
            await bot.ListsAsync(who, Places.Larkford, Roles.Member, member => member with { LeftAt = left });
        }

        await bot.ListsAsync(bot.Priya, "enfield", Roles.Member, member => member with { LeftAt = left.AddDays(2) });
        Assert.Equal(2, await SweepsAsync(bot, RetentionKind.PeopleWhoLeft, left.AddDays(1)));
        Assert.Equal((1, 1), (await OwnAsync(bot, bot.Yusuf), await OwnAsync(bot, bot.Priya)));

        await bot.ListsAsync(bot.Yusuf, "enfield", Roles.Member, member => member with { LeftAt = left.AddDays(2) });
        await bot.ListsAsync(bot.Yusuf, "enfield", Roles.Member, member => member with { LeftAt = null }); // back again
        Assert.Equal(1, await SweepsAsync(bot, RetentionKind.PeopleWhoLeft, left.AddDays(3), organisation: "enfield"));
        Assert.Equal(0, await SweepsAsync(bot, RetentionKind.PeopleWhoLeft, left.AddDays(3), organisation: "enfield"));

        Assert.Equal((1, 0), (await OwnAsync(bot, bot.Yusuf), await OwnAsync(bot, bot.Priya)));
        Assert.Empty(await bot.RowsAsync(PersonRows.Table, IdOf(bot.Priya).ToString(), PersonRows.Hat));
        Assert.Empty(await bot.RowsAsync(AskRows.Table, IdOf(bot.Priya).ToString(), AskRows.Prefix));
        Assert.NotEmpty(await bot.RowsAsync(AskRows.Table, IdOf(bot.Yusuf).ToString(), AskRows.Prefix));
    }

    [Fact]
    public async Task Who_came_back_since_the_night_counted_them_keeps_what_they_set()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        await bot.SetsAsync(bot.Yusuf, new PersonalSettings { WeeklyMinutes = 20 });

        await bot.Services.GetRequiredService<TakenOff>().ForgetOwnAsync(IdOf(bot.Yusuf), bot.Clock.GetUtcNow(), Token); // they were among those who had left

        Assert.Equal(1, await OwnAsync(bot, bot.Yusuf));
    }

    private static async Task<int> SweepsAsync(BotUnderTest bot, RetentionKind kind, DateTimeOffset olderThan, Sweep sweep = Sweep.Remove, string organisation = Places.Larkford)
        => await bot.Services.GetServices<IRetention>().Single(one => one.Kind == kind).SweepAsync(organisation, olderThan, sweep, Token);

    private static async Task NightsAsync(BotUnderTest bot, int nights)
    {
        for (var night = 0; night < nights; night++)
        {
            bot.Clock.Advance(TimeSpan.FromDays(1));
            await bot.DrainAsync();
        }
    }

    private static async Task TellsAsync(BotUnderTest bot, Colleague who)
    {
        await who.Hears("hello");
        await who.Fills(await who.OpensDialog("Tell us your practice"), new JsonObject { ["practice"] = "larkford/Z99001", ["profession"] = "Gp", ["contract"] = "Locum" });
        Assert.NotNull((await MemberAsync(bot, who))!.ChosenAt);
    }

    /// <summary>As a list does that names somebody more.</summary>
    private static async Task InvitesAsync(BotUnderTest bot, string email)
    {
        var rolls = bot.Services.GetRequiredService<RollShelf>();
        var organisation = (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token))!;
        var roll = await rolls.LoadAsync(organisation, Token);
        var more = new Dictionary<string, Invited>(roll.Invited) { [email] = new(email, new Member(default, "", Roles.Member)) { InvitedAt = bot.Clock.GetUtcNow() } };
        var version = await rolls.StageAsync(Places.Larkford, roll with { Invited = more }, [], Token);
        Assert.True(await rolls.MakeCurrentAsync(organisation, version, Audit.ByProgram(Places.Larkford, "members.imported", bot.Clock.GetUtcNow()), Token));
        await bot.DrainAsync();
    }

    private static async Task<int> OwnAsync(BotUnderTest bot, Colleague who) => (await bot.RowsAsync(PersonRows.Table, IdOf(who).ToString(), PersonRows.Settings)).Count;

    private static async Task<IReadOnlyList<MemberId>> SeenAsync(BotUnderTest bot, Colleague who)
        => await bot.Services.GetRequiredService<IDirectory>().ListPeopleAsync(OrganisationName.NotSetUp(who.Person.TenantId).Id, Token);

    private static async Task<IReadOnlyList<Invited>> InvitedAsync(BotUnderTest bot)
        => await bot.Services.GetRequiredService<RollShelf>().ListInvitedAsync((await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token))!, Token);

    private static async Task<Member?> MemberAsync(BotUnderTest bot, Colleague who)
        => await bot.Services.GetRequiredService<RollShelf>().FindAsync((await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(Places.Larkford, Token))!, IdOf(who), Token);

    private static MemberId IdOf(Colleague who) => new(who.Person.TenantId.ToLowerInvariant(), who.ObjectId.ToLowerInvariant());
}
