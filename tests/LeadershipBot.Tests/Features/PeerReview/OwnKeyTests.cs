using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>The key alone is away, at the end of a round, that locks who was asked about whom: nobody's feedback waits for it, and what it locks everybody hears once it is known what becomes of it.</summary>
public sealed class OwnKeyTests : WholeApp
{
    private const string Organisers = "“Spring”: something couldn't be opened";

    private readonly ShakyKey _key = new();
    private byte[] _own = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_it_is_back_everybody_who_took_part_is_told_once_more_and_of_all()
    {
        var (bot, trial, round) = await EndedAsync();
        for (var person = 0; person < 14; person++)
        {
            var first = Assert.Single(bot.CardsOf(trial.People[person]), card => card.Heading == "Your feedback: Spring");
            Assert.True(first.Says("6 colleagues answered about you.") && first.Says("You hear what became of your answers once it can"), first.ToString());
        }

        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));
        Assert.All(Enumerable.Range(0, 14), person => Assert.Equal(1, KeyTrial.Told(bot, trial, person)));
        _key.Fails = null;
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));
        for (var person = 0; person < 14; person++)
        {
            var told = bot.CardsOf(trial.People[person]).Where(card => card.Heading == "Your feedback: Spring").ToList();
            Assert.Equal(2, told.Count);
            Assert.True(told[1].Says("Now it is settled") && told[1].Says("was passed on to them.") && !told[1].Says("lies locked"), told[1].ToString());
        }

        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == Organisers);
        await NothingGoesOnAsync(bot, round);
    }

    [Fact]
    public async Task Where_it_is_lost_for_good_they_are_told_so_after_fourteen_days_and_organisers_too_once()
    {
        var (bot, trial, round) = await EndedAsync();
        await bot.PassAsync(TimeSpan.FromDays(13), TimeSpan.FromHours(12));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == Organisers);
        await bot.PassAsync(TimeSpan.FromDays(6), TimeSpan.FromHours(12));
        for (var person = 0; person < 14; person++)
        {
            var told = bot.CardsOf(trial.People[person]).Where(card => card.Heading == "Your feedback: Spring").ToList();
            Assert.Equal(2, told.Count);
            Assert.True(told[1].Says("6 colleagues answered about you.") && told[1].Says("What you said of yourself couldn't be opened, since its key is lost.") && told[1].Says("So what became of your answers can't be told to you"), told[1].ToString());
        }

        foreach (var who in new[] { bot.Organiser, bot.Chair })
            Assert.Single(bot.CardsOf(who), card => card.Heading == Organisers && card.Says("the key is lost that locks who was asked about whom") && !card.Says("deleted"));
        await NothingGoesOnAsync(bot, round);
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), "audit."), row => row.GetString("What") == "review.ownKeyLost");
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();
        Assert.Contains(Assert.Single(await held.DescribeAsync(new PersonAsked(AskedPeople.IdOf(trial.People[3]), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token)).Lines, line => line.Words.EndsWith("its key is lost, so nobody can read it.", StringComparison.Ordinal));

        _key.Fails = null; // it is found after all: it was only locked
        Assert.True((await trial.ReadsAsync(round, 3)).Says("was passed on to them."));
    }

    [Fact]
    public async Task Whose_feedback_waited_as_well_is_told_of_it_as_it_comes_and_once_more_of_the_rest()
    {
        var (bot, trial, _) = await EndedAsync(alsoOf: 3);
        Assert.Equal((0, 1), (KeyTrial.Told(bot, trial, 3), KeyTrial.Told(bot, trial, 4)));
        _key.Fails = IsOwn; // the box can be opened again
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        Assert.True(Assert.Single(bot.CardsOf(trial.People[3]), card => card.Heading == "Your feedback: Spring").Says("6 colleagues answered about you."));
        Assert.Equal(1, KeyTrial.Told(bot, trial, 4)); // not all is settled
        _key.Fails = null;
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        Assert.All(Enumerable.Range(0, 14), person => Assert.Equal(2, KeyTrial.Told(bot, trial, person)));
    }

    private bool IsOwn(WrappedKey wrapped) => wrapped.Bytes.AsSpan().SequenceEqual(_own);

    /// <summary>A round of fourteen in which everybody answered, and at whose end its own key fails; and that of somebody's box, where one is named.</summary>
    private async Task<(BotUnderTest Bot, ReviewTrial Trial, ReviewRound Round)> EndedAsync(int? alsoOf = null)
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await who.Types("help"); // so that they can be reached
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        _own = (await bot.Store.Inner.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.MatchKey, Token))!.GetBinary("WrappedKey")!;
        var box = alsoOf is { } person ? (await bot.Store.Inner.FindAsync(ReviewRows.Table, KeyTrial.BoxOf(trial, round, person), "head.anonymous", Token))!.GetBinary("WrappedKey") : null;
        _key.Fails = wrapped => IsOwn(wrapped) || (box is not null && wrapped.Bytes.AsSpan().SequenceEqual(box));
        bot.Clock.Advance(AskKeys.Remembered + TimeSpan.FromMinutes(1));
        await KeyTrial.CloseAsync(bot, round);
        return (bot, trial, await trial.NowAsync(round));
    }

    private static async Task NothingGoesOnAsync(BotUnderTest bot, ReviewRound round)
        => Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round)), row => row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal));
}
