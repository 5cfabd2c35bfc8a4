using System.Globalization;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>A sending goes to conversations as it goes to people, is changed there and taken back.</summary>
public sealed class SendToPlacesTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversations_get_it_once_whatever_the_hour_and_have_it_changed_and_taken_back()
    {
        var news = new News();
        var bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton<ISendingSource>(news) });
        Conversation[] places = [bot.Channel, bot.GroupChat];
        news.Places = [.. places.Select(place => new Place(place == bot.Channel ? Scope.Channel : Scope.GroupChat, place.TenantId, bot.Teams.ConnectorUrl, place.Id, null)).OrderBy(place => SendingTarget.Of(place).Key, StringComparer.Ordinal)];
        bot.Clock.Advance(TimeSpan.FromHours(12)); // in the evening: quiet hours are people's
        var (desk, shelf) = (bot.Services.GetRequiredService<SendingDesk>(), bot.Services.GetRequiredService<SendingShelf>());
        var order = new SendingHead("newsofmarch", News.SendingKind, "march", SendingTrial.Organisation, new MemberId(bot.Chair.Person.TenantId, bot.Chair.ObjectId))
        {
            OrderedAt = bot.Clock.GetUtcNow(),
            StartsAt = bot.Clock.GetUtcNow(),
        };

        await desk.OrderAsync(order, Token);
        await desk.OrderAsync(order, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.All(places, place => Assert.Equal("Version 1", HeadingIn(bot, place)));

        await desk.ChangeContentAsync(order.Id, 2, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.All(places, place => Assert.Equal("Version 2", HeadingIn(bot, place)));

        await desk.WithdrawAsync(order.Id, Audit.ByProgram(order.Id, "sendings.withdrawn", bot.Clock.GetUtcNow()), Token);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.All(places, place => Assert.Empty(Standing(bot, place)));
        var count = await shelf.CountAsync((await shelf.FindAsync(order.Id, Token))!, Token);
        Assert.Equal((places.Length, true), (count.Sum.Withdrawn, count.IsDone));
    }

    private static string HeadingIn(BotUnderTest bot, Conversation place) => CardReading.Of(Assert.Single(Standing(bot, place)).Card()).Heading;

    private static List<Message> Standing(BotUnderTest bot, Conversation place) => [.. bot.CardsIn(place).Where(message => !message.Deleted)];

    private sealed class News : ISendingSource
    {
        public const string SendingKind = "test.news";

        private static readonly CardLibrary Library = CardLibrary.Load(Path.Combine(Needs.Root, "cards"));

        public IReadOnlyList<Place> Places { get; set; } = [];

        public string Kind => SendingKind;

        public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var place in Places)
                yield return SendingTarget.Of(place);
        }

        public Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        {
            var version = PlainText.FromPerson("Version " + wish.Sending.Wanted.Version.ToString(CultureInfo.InvariantCulture));
            return Task.FromResult<SendingContent?>(new SendingContent(NoticeCard.Of(Library.Text, version, null, []), new Ask(AskWeight.Notice, 0, null)));
        }

        public Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
            => Task.FromResult(new SendingTitle(PlainText.FromPerson("News"), PlainText.FromPerson));
    }
}
