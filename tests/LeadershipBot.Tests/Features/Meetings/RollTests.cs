using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Who was called, and where they belonged, is as it was when the meeting began, whenever its register is closed.</summary>
public sealed class RollTests : WholeApp
{
    private const string Roll = "called.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_it_is_written_down_who_was_called_a_register_is_looked_at_kept_and_closed_without_reading_them_all()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser);
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        var called = (await bot.MeetingAsync(key)).Meeting.Roll!.Called;
        Assert.Equal(called, (await bot.RowsAsync(MeetingRows.Table, key, Roll)).Count);
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        var data = PostForms.Filled(form, new JsonObject { ["present"] = AskedPeople.IdOf(bot.Priya).ToString() });
        var listed = 0;
        bot.Store.RowRead = row => listed += row.RowKey.StartsWith(Roll, StringComparison.Ordinal) ? 1 : 0;
        foreach (var go in new[] { "keep", "close" })
        {
            data["go"] = go;
            await bot.Organiser.Sends(data.DeepClone().AsObject());
            var card = await bot.Organiser.ManagesAsync(bot, key);
            Assert.True(card.Says("There (1): Dr Priya Raman") && card.Says($"{called} people are called."), card.ToString());
        }

        bot.Store.RowRead = null;
        Assert.Equal(0, listed);
        var closed = (await bot.MeetingAsync(key)).Meeting;
        Assert.Equal((1, called), (closed.Stand!.Came, closed.Roll!.Called));
    }

    [Fact]
    public async Task What_becomes_of_people_after_a_meeting_changes_neither_who_was_called_nor_its_quorum()
    {
        var bot = await StartMetAsync();
        var (joan, sian) = (bot.Who("Joan Ashworth"), bot.Who("Dr Siân Probert"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPercent"] = "50" });
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, Roll));
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(1));
        Assert.Equal(6, (await bot.RowsAsync(MeetingRows.Table, key, Roll)).Count);
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya);

        // A week later one who came is no GP any more, one of whom nothing was noted isn't listed, and another is a GP now.
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(5));
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Profession = Profession.Nurse, Practices = PracticeCodes.None });
        await bot.ListsAsync(sian, "larkford", Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        await bot.ListsAsync(joan, "larkford", Roles.Member, member => member with { Profession = Profession.Gp });
        var open = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card).Json.ToJsonString();
        Assert.Contains("Probert", open, StringComparison.Ordinal);
        Assert.DoesNotContain("Ashworth", open, StringComparison.Ordinal);
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, bot.Tomasz, sian);
        var closed = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(closed.Says("Quorate: 3 of 3 people needed.") && closed.Says("6 people are called.") && closed.Says("There (3): Dr Priya Raman, Dr Siân Probert, Dr Tomasz Zielinski"), closed.ToString());
        Assert.True(closed.Says("By locality: Coast 1 of 1, North Larkford 0 of 2, Vale 1 of 2"), closed.ToString());

        // Put right: who was called counts, listed or not; who wasn't is in attendance, whatever they are now.
        await bot.Organiser.NotesAsync(key, joan, "came", new JsonObject { ["reason"] = "She was there, too" });
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "came", new JsonObject { ["reason"] = "He joined late" });
        closed = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(closed.Says("In attendance, not called (1): Joan Ashworth") && closed.Says("Quorate: 4 of 3 people needed."), closed.ToString());
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, key)).Says("4 of 6 called came"));
    }

    [Fact]
    public async Task Who_is_forgotten_between_a_meeting_and_the_closing_of_its_register_stays_counted_and_nobody_can_tell_who()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "2" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya, bot.Yusuf);

        // Of who was only called, nothing else lies there: they are found on the roll.
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        var section = Assert.Single(await held.DescribeAsync(About(bot, bot.Tomasz), Token));
        Assert.Equal("You are on the roll of those whom 1 meeting called, with your name and practice of that day.", Assert.Single(section.Lines).Words);
        Assert.Contains("Zielinski", section.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("1 register", Assert.Single((await held.PlanAsync(About(bot, bot.Tomasz), Token)).Kept).Words, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            foreach (var who in new[] { bot.Priya, bot.Tomasz })
                await held.ForgetAsync(About(bot, who), Token);
        }

        await bot.DrainAsync();
        Assert.Empty(await held.DescribeAsync(About(bot, bot.Tomasz), Token));
        Assert.DoesNotContain(await bot.RowsAsync(MeetingRows.Table, key), row => new[] { bot.Priya, bot.Tomasz }.Any(who => row.RowKey.Contains(who.ObjectId, StringComparison.Ordinal) || row.Columns.Any(column => column.Value is string words && (words.Contains(who.ObjectId, StringComparison.Ordinal) || words.Contains(who.Name, StringComparison.Ordinal)))));
        var open = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(open.Says("6 people are called.") && open.Says("There (2): a former member, Dr Yusuf Demir") && open.Says("Quorate: 2 of 2 people needed."), open.ToString());
    }

    [Fact]
    public async Task A_roll_is_written_down_by_whoever_reads_the_register_first_and_by_two_at_once_it_is_there_once()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        bot.Clock.Advance(MeetingForms.Starts.AddMinutes(2) - bot.Clock.GetUtcNow()); // nothing that is due was done yet
        var (reading, head) = (bot.Services.GetRequiredService<RegisterReading>(), await bot.MeetingAsync(key));
        Assert.Null(head.Meeting.Roll);
        var registers = await bot.WhilePassing(Task.WhenAll(Enumerable.Range(0, 3).Select(_ => reading.ReadAsync(head, Token))));
        Assert.All(registers, register => Assert.Equal(6, register.Roll.Called));
        Assert.Equal((6, 6), ((await bot.RowsAsync(MeetingRows.Table, key, Roll)).Count, (await bot.MeetingAsync(key)).Meeting.Roll!.Called));
        await bot.DrainAsync();
        Assert.Equal(6, (await bot.RowsAsync(MeetingRows.Table, key, Roll)).Count);
    }

    private static PersonAsked About(BotUnderTest bot, Colleague who)
        => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Joan Ashworth" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
