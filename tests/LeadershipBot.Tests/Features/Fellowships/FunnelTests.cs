using System.Text;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>How many came how far: counted as it happens, told as it was, and read in few and bounded steps.</summary>
public sealed class FunnelTests : WholeApp
{
    private const int AtOnce = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_saved_it_is_counted_once_and_not_any_more_once_they_take_it_back_or_are_forgotten()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var saved = bot.Services.GetRequiredService<SavedShelf>();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf, bot.Priya })
            await who.PressesAsync(bot, "fellowships.save", FellowshipForms.About(key));
        Assert.Equal(3, await saved.CountSaversAsync(key, Token));
        for (var i = 0; i < 2; i++) // pressed twice
            await bot.Tomasz.PressesAsync(bot, "fellowships.unsave", FellowshipForms.About(key));
        Assert.Equal(2, await saved.CountSaversAsync(key, Token));

        var about = new PersonAsked(AskedPeople.IdOf(bot.Yusuf), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        for (var i = 0; i < 2; i++) // safe to repeat
            await Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld").ForgetAsync(about, Token);
        Assert.Equal((1, 3), (await saved.CountSaversAsync(key, Token), await saved.CountSeenAsync(key, Token)));
        Assert.Equal(AskedPeople.IdOf(bot.Priya), Assert.Single(await saved.ListSaversAsync(key, Token)));
    }

    [Fact]
    public async Task Whoever_was_ever_offered_a_place_counts_as_such_also_where_it_was_taken_back()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(2, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "The money went");
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Offered);
        await bot.Tomasz.DeclinesAsync(key, "Another post");
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        Assert.True((await bot.ManagesAsync(key)).Says("2 applied, 2 offered, 0 took a place"), (await bot.ManagesAsync(key)).ToString());
        await bot.RecountsAsync(key, 2);
    }

    [Fact]
    public async Task The_file_is_read_several_fellowships_at_a_time_and_never_more()
    {
        var bot = await StartAsync();
        foreach (var number in Enumerable.Range(1, AtOnce + 2))
            await bot.OffersFellowshipAsync($"Project {number}");
        var (reads, running, most, all) = (0, 0, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        bot.Store.BeforeRead = async table =>
        {
            if (table != FellowshipRows.Table)
                return;
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            if (Interlocked.Increment(ref reads) == AtOnce)
                all.TrySetResult();
            await all.Task.WaitAsync(TimeSpan.FromSeconds(20), Token); // the first few come back together
            Interlocked.Decrement(ref running);
        };
        var actor = new Actor(bot.Organiser.ObjectId, bot.Organiser.Person.TenantId, bot.Organiser.Name, new Hat(new OrganisationName(FellowshipForms.Here, "Larkford"), Roles.Organiser));
        Assert.False((await bot.Services.GetRequiredService<FellowshipsTable>().MakeAsync(new FileWish(actor, "", bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).IsRefused(out _, out var file));
        var lines = Encoding.UTF8.GetString(file.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(AtOnce + 3, lines.Length);
        Assert.Equal(AtOnce, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var before = Volatile.Read(ref most); value > before; before = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, before);
    }
}
