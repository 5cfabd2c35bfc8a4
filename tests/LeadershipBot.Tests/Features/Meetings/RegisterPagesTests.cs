using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>A page of a large register reads a page; all pages together show everybody once, whatever becomes of people meanwhile.</summary>
public sealed class RegisterPagesTests : WholeApp
{
    private const int Many = 260;

    /// <summary>What one press may read of the meeting: those on the page that is kept, and on the next.</summary>
    private const int ReadsMax = 4 * RegisterPage.Size;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_the_roll_is_written_down_a_page_reads_those_whom_it_shows_and_all_pages_show_everybody_once_by_name()
    {
        var (bot, key) = await BeginsAsync();
        await bot.Organiser.NotesAsync(key, bot.Who("Joan Ashworth"), "came");
        var (listed, reads) = (0, 0);
        bot.Store.RowRead = row => listed += row.RowKey.StartsWith("called.", StringComparison.Ordinal) || row.RowKey.Contains(".member.", StringComparison.Ordinal) ? 1 : 0;
        var shown = new List<(string Id, string Title)>();
        var page = await OpensAsync(bot, key);
        for (var number = 0; ; number++)
        {
            shown.AddRange(ShownOn(page));
            if (number > 0)
                Assert.InRange(reads, 1, ReadsMax);
            if (page.Buttons.Contains("Save and close the register"))
                break;
            reads = bot.Store.ReadsOf(MeetingRows.Table);
            page = await GoesAsync(bot, page, "next");
            reads = bot.Store.ReadsOf(MeetingRows.Table) - reads;
        }

        Assert.Equal(0, listed);
        bot.Store.RowRead = null;
        var called = (await bot.RowsAsync(MeetingRows.Table, key, "called.")).OrderBy(row => row.GetString("Name"), StringComparer.OrdinalIgnoreCase).ThenBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey["called.".Length..]);
        Assert.Equal(called, shown.Select(one => one.Id));
        for (var back = shown.Count; page.Buttons.Contains("Save, page before");)
        {
            back -= ShownOn(page).Count;
            page = await GoesAsync(bot, page, "back");
            Assert.Equal(shown.Skip(Math.Max(0, back - RegisterPage.Size)).Take(RegisterPage.Size).Select(one => one.Id), ShownOn(page).Select(one => one.Id));
        }
    }

    [Fact]
    public async Task Before_it_begins_a_press_after_another_reads_nobody_of_the_list_and_who_joins_it_meanwhile_is_there()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.ListsManyAsync("larkford", Many);
        var listed = 0;
        bot.Store.RowRead = row => listed += row.RowKey.Contains(".member.", StringComparison.Ordinal) ? 1 : 0;
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form"))).Card);
        var filled = PostForms.Filled(form, new JsonObject { ["title"] = "Members", ["day"] = "2026-03-12", ["from"] = "18:00", ["until"] = "19:30" });
        await bot.Organiser.Sends(filled.DeepClone().AsObject());
        Assert.InRange(listed, Many, Many + 30); // whom it goes to is counted once
        listed = 0;
        var confirm = CardReading.Of((await bot.Organiser.Sends(filled)).Card);
        Assert.Equal(0, listed);
        Assert.Contains("is arranged", (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence, StringComparison.Ordinal);
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(-30));
        var key = Assert.Single(await bot.RowsAsync(MeetingIndexRows.Table, "larkford", MeetingIndexRows.Line)).GetString("Key")!;
        listed = 0;
        var page = await OpensAsync(bot, key);
        var total = TotalOf(page);
        Assert.Equal(RegisterPage.Size, ShownOn(page = await GoesAsync(bot, page, "next")).Count);
        await GoesAsync(bot, page, "back");
        await bot.Organiser.ManagesAsync(bot, key);
        Assert.Equal(0, listed);

        await bot.ListsManyAsync("larkford", 1);
        listed = 0;
        Assert.Equal(total + 1, TotalOf(await OpensAsync(bot, key)));
        Assert.InRange(listed, Many, Many + 30); // it changed
    }

    [Fact]
    public async Task Who_comes_without_being_called_stands_behind_the_others_and_is_paged_to()
    {
        var (bot, key) = await BeginsAsync("Gp");
        var grace = bot.Who("Grace Adeyemi");
        await bot.Organiser.NotesAsync(key, grace, "came");
        var page = await OpensAsync(bot, key);
        var on = ShownOn(page);
        Assert.Equal((AskedPeople.IdOf(grace).ToString(), 7), (on[^1].Id, on.Count));
        Assert.Contains("not called", on[^1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_forgotten_between_two_pages_stands_at_the_end_without_a_name_and_nobody_is_passed_over()
    {
        var (bot, key) = await BeginsAsync();
        var page = await OpensAsync(bot, key);
        var (first, all) = (ShownOn(page), (await bot.RowsAsync(MeetingRows.Table, key, "called.")).Select(row => row.RowKey["called.".Length..]).ToHashSet(StringComparer.Ordinal));
        var gone = first[3].Id;
        Assert.True(MemberId.TryParse(gone, out var person));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        for (var i = 0; i < 2; i++)
            await held.ForgetAsync(new PersonAsked(person, TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] }, Token);
        var ranked = await bot.RowsAsync(MeetingRows.Table, key, "ranked.");
        Assert.DoesNotContain(ranked, row => row.GetString("People")!.Contains(person.ObjectId, StringComparison.Ordinal));
        Assert.StartsWith("erased.", ranked[^1].GetString("People")!.Split(',')[^1], StringComparison.Ordinal); // not where their name stood

        var shown = first.Select(one => one.Id).ToList();
        while (!page.Buttons.Contains("Save and close the register"))
        {
            page = await GoesAsync(bot, page, "next");
            shown.AddRange(ShownOn(page).Select(one => one.Id));
        }

        Assert.Subset(shown.ToHashSet(StringComparer.Ordinal), all);
    }

    [Fact]
    public async Task A_roll_of_before_that_has_no_order_is_read_as_a_whole()
    {
        var (bot, key) = await BeginsAsync();
        var before = ShownOn(await OpensAsync(bot, key)).Select(one => one.Id);
        foreach (var row in await bot.RowsAsync(MeetingRows.Table, key, "ranked."))
            await bot.Store.Inner.CommitAsync(MeetingRows.Table, key, [new Change.Delete(row.RowKey, null)], Token);
        var page = await OpensAsync(bot, key);
        Assert.Equal(before, ShownOn(page).Select(one => one.Id));
        Assert.Equal(RegisterPage.Size, ShownOn(await GoesAsync(bot, page, "next")).Select(one => one.Id).Except(before, StringComparer.Ordinal).Count());
    }

    private async Task<(BotUnderTest Bot, string Key)> BeginsAsync(string? profession = null)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        if (profession is null)
            await bot.ListsManyAsync("larkford", Many);
        var key = await bot.ArrangesAsync(bot.Organiser, profession is null ? null : new JsonObject { ["professions"] = profession });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        return (bot, key);
    }

    private static async Task<CardReading> OpensAsync(BotUnderTest bot, string key)
        => CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);

    private static async Task<CardReading> GoesAsync(BotUnderTest bot, CardReading page, string go)
    {
        var data = PostForms.Filled(page, []);
        data["go"] = go;
        return CardReading.Of((await bot.Organiser.Sends(data)).Card);
    }

    private static List<(string Id, string Title)> ShownOn(CardReading page)
        => [.. page.Input("present")["choices"]!.AsArray().Select(choice => (choice!["value"]!.GetValue<string>(), choice["title"]!.GetValue<string>()))];

    /// <summary>How many there are on all pages, as a page says it.</summary>
    private static int TotalOf(CardReading page)
    {
        var said = page.ToString();
        var people = said[said.IndexOf("People ", StringComparison.Ordinal)..];
        return int.Parse(people[(people.IndexOf(" of ", StringComparison.Ordinal) + " of ".Length)..people.IndexOf('.', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
