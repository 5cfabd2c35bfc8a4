using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.Imports;

/// <summary>Whose roles a list gives or takes is told, once, and each change is audited, however many there are.</summary>
public sealed class ListedRolesTests : WholeApp
{
    private const string Enfield = "enfield";
    private const int Many = 150;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_person_whose_role_a_list_gives_or_takes_is_told_once_by_whom()
    {
        var bot = await StartEnfieldAsync();
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            await who.Hears("help");

        var token = await StagesAsync(bot, (bot.Priya, "organiser;panel member"), (bot.Yusuf, ""));
        for (var press = 0; press < 2; press++)
            await ConfirmsAsync(bot, token, "Ravi Nair");
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var told = Assert.Single(ToldTo(bot, bot.Priya));
        Assert.True(told.Says("Now: organiser, panel member.") && told.Says("Before: member.") && told.Says("Ravi Nair changed them."), told.ToString());
        Assert.Empty(ToldTo(bot, bot.Yusuf));

        await ConfirmsAsync(bot, await StagesAsync(bot, (bot.Yusuf, "chair")), "Ravi Nair"); // and Priya has left by it
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.True(ToldTo(bot, bot.Priya)[^1].Says("Now: none. You are no longer on its list.") && ToldTo(bot, bot.Priya)[^1].Says("Before: organiser, panel member."));
        Assert.Equal((2, 1), (ToldTo(bot, bot.Priya).Count, ToldTo(bot, bot.Yusuf).Count));
    }

    [Fact]
    public async Task In_quiet_hours_it_waits_until_the_morning()
    {
        var bot = await StartEnfieldAsync();
        await bot.Priya.Hears("help");
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(11));

        await ConfirmsAsync(bot, await StagesAsync(bot, (bot.Priya, "chair")), "Ravi Nair");
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(1));
        Assert.Empty(ToldTo(bot, bot.Priya));
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));

        Assert.Single(ToldTo(bot, bot.Priya));
    }

    [Fact]
    public async Task More_changes_than_one_commit_holds_are_all_audited_under_who_imported_them()
    {
        var bot = await StartEnfieldAsync();
        var table = "object_id,name,role\n" + string.Concat(Enumerable.Range(1, Many).Select(n => $"11111111-2222-4333-8444-{n:000000000000},Person {n},locality lead\n"));
        var ruling = await bot.Services.GetRequiredService<RollImports>().RunAsync(Enfield, ImportText.Pasted(table), RollFileKind.People, what => Audit.ByProgram(Enfield, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out _), why?.TextKey);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var audited = (await bot.RowsAsync(OrganisationRows.Table, Enfield, Audit.Prefix)).Where(row => row.GetString("What") == "members.rolesChanged").ToList();
        Assert.Equal(Many, audited.Select(row => row.GetString("Whom")).Distinct().Count());
        Assert.All(audited, row => Assert.Equal((Audit.Program, "Member", "LocalityLead"), (row.GetString("Who"), row.GetString("Before"), row.GetString("After"))));
        Assert.DoesNotContain(await bot.RowsAsync(OrganisationRows.Table, Enfield, "roll."), row => row.RowKey.Contains(".roles.", StringComparison.Ordinal));
        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Enfield, OutboxRow.Prefix + NoteRoleChanges.Kind));
    }

    [Fact]
    public async Task A_roll_is_not_swept_before_what_it_changed_was_noted()
    {
        var bot = await StartEnfieldAsync();
        const string version = "abc1";
        var entry = Assert.IsType<Change.Upsert>(Audit.ByProgram(Enfield, "people.imported", bot.Clock.GetUtcNow()));
        var late = Assert.IsType<Change.Upsert>(NoteRoleChanges.Of(Enfield, version, entry, "", bot.Clock.GetUtcNow().AddHours(3)));
        Record change = RollRows.OfRoleChange(Enfield, version, RoleChanged, Roles.Member, Roles.Chair);
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(OrganisationRows.Table, Enfield, [entry, late, new Change.Insert(change), SweepRoll.Of(Enfield, version, bot.Clock.GetUtcNow())], Token);

        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Enfield, RollRows.Prefix(version)));
        await bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(30));

        Assert.Empty(await bot.RowsAsync(OrganisationRows.Table, Enfield, RollRows.Prefix(version)));
        Assert.Single(await bot.RowsAsync(OrganisationRows.Table, Enfield, Audit.Prefix), row => row.GetString("Whom") == RoleChanged.ToString());
    }

    private static MemberId RoleChanged { get; } = new("tenant-1", "11111111-2222-4333-8444-555555555555");

    private static IReadOnlyList<CardReading> ToldTo(BotUnderTest bot, Colleague who)
        => [.. bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card())).Where(card => card.Heading == "Your roles in NHS Enfield CCG have changed")];

    private async Task<BotUnderTest> StartEnfieldAsync()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync(Enfield, "NHS Enfield CCG");
        await bot.ListsAsync(bot.Administrator, Enfield, Roles.Administrator);
        return bot;
    }

    private static async Task<string> StagesAsync(BotUnderTest bot, params (Colleague Who, string Roles)[] people)
    {
        var table = "object_id,name,role\n" + string.Concat(people.Select(one => $"{one.Who.ObjectId},{one.Who.Name},\"{one.Roles}\"\n"));
        var ruling = await bot.Services.GetRequiredService<RollImports>().StageAsync(Enfield, ImportText.Pasted(table), RollFileKind.People, Token);
        Assert.False(ruling.IsRefused(out var why, out var staged), why?.TextKey);
        Assert.True(staged!.Report.Rejected == 0, string.Join('\n', staged.Report.Lines()));
        return staged.Token!;
    }

    private static async Task ConfirmsAsync(BotUnderTest bot, string token, string byName)
    {
        var ruling = await bot.Services.GetRequiredService<RollImports>().ConfirmAsync(
            Enfield, token, LeadershipBot.Domain.People.RoleGiving.MayGive(Roles.Administrator), byName, what => Audit.ByProgram(Enfield, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out _), why?.TextKey);
    }
}
