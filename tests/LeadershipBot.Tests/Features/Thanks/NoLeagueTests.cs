using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>No league tables of people: nobody's thanks are counted anywhere, and their order says nothing.</summary>
public sealed partial class NoLeagueTests : WholeApp
{
    [Fact]
    public async Task Whoever_gets_most_thanks_is_counted_nowhere_and_stands_no_higher()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Tomasz, bot.Priya, bot.Yusuf })
            await bot.MeetsAsync(who);
        var lines = new List<(string Id, string Line)>();
        foreach (var (from, to) in new[] { (bot.Organiser, bot.Yusuf), (bot.Tomasz, bot.Yusuf), (bot.Priya, bot.Yusuf), (bot.Yusuf, bot.Tomasz) })
        {
            var id = await from.ThanksAsync(bot, to, "The rota", mayBePublic: true);
            await to.PublishesAsync(bot, id);
            lines.Add((id, $"{from.Name} thanks {to.Name}"));
        }

        string[] expected = [.. lines.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => one.Line)]; // ids are hashes
        var page = await bot.Chair.ReadsAsync(bot, "thanks.month", new JsonObject());
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 31, 0, TimeSpan.Zero));
        var digest = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Thanks of the month");
        foreach (var card in new[] { page, digest })
            Assert.Equal(expected, card.Texts.Where(text => text.Contains(" thanks Dr ", StringComparison.Ordinal)));
        foreach (var card in new[] { page, digest, await bot.Yusuf.Hears("thanks"), await bot.Tomasz.Hears("thanks") })
            Assert.DoesNotContain(card.Texts, text => Count().IsMatch(text));
    }

    [GeneratedRegex(@"\b([2-9]|two|three|four) (thanks|people|colleagues|times)\b|\bmost\b|\btop\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();
}
